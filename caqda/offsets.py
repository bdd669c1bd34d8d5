"""Offsets packed into bytes for the database, and back: little-endian unsigned 32-bit numbers."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable


def pack(spans: Iterable[tuple[int, int]]) -> bytes:
    """The starts and ends of ``spans``, one after the other."""
    numbers = array("I", (number for span in spans for number in span))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpack(data: bytes) -> list[tuple[int, int]]:
    """The spans that :func:`pack` was given; raises ValueError where ``data`` is not such."""
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    if len(numbers) % 2:
        raise ValueError("an odd number of offsets")
    pairs = iter(numbers)
    return list(zip(pairs, pairs, strict=True))
