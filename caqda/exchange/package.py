"""Files that are archives (Word, OpenDocument, Excel): the same content gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import BinaryIO, Self

from caqda.safety import for_markup

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 16


class Package:
    """An archive that is written part by part. No part holds the time or the machine."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(file, "w")

    def add(self, name: str, data: str | bytes, *, packed: bool = True) -> None:
        """A part as a whole."""
        self._archive.writestr(_entry(name, packed), data)

    def stream(self, name: str, pieces: Iterable[str]) -> None:
        """A part that is written as it is made."""
        with self._archive.open(_entry(name, True), "w") as part:
            for chunk in in_chunks(pieces):
                part.write(chunk)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()


def in_chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces of text as UTF-8, many small ones at once."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _CHUNK:
            yield "".join(held).encode()
            held.clear()
            size = 0
    yield "".join(held).encode()


def _entry(name: str, packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def xml(text: str) -> str:
    """Text that stands in XML as it was written, its control characters made visible."""
    if "\ufffe" in text or "\uffff" in text:  # no characters, and none in XML
        text = text.translate(_NONCHARACTERS)
    return for_markup(text)


_NONCHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD)
