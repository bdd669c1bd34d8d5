"""Columns in a given width: names get the room they need first, and heads are parted into lines.

A head is parted at a space, after a hyphen or a slash; a long word before a consonant that a vowel follows,
as most syllables begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

CROSS = " × "
"""What parts the values of two variables that are crossed; each has lines of its own."""
_WHOLE = 8  # cells of a word that is not parted to make a column narrower
_PART = 7  # cells of what longer ones are parted into, at least
_LEAST = 24  # cells of the names, where not all columns are in sight beside the whole ones
_LINES = (2, 3, 4)  # of a head, where not all columns are in sight
_COST = 0.15  # of the cells of all columns, what a line more must save
_WAYS = ((1, 2), (2, 2), (2, 1), (3, 2), (3, 1))  # lines of a head, cells between columns; the roomiest first
_PIECES = re.compile(r"(?:[^\s/_-]|(?<=\d)-(?=\d))*[/_-]*\s*")  # a date is one
_VOWELS = frozenset("aeiouyæøåäöüáàâéèêëíïóôúû")
_TOGETHER = frozenset(one + other for one in "bdfgkpt" for other in "lr") | {"sk", "sp", "st"}
"""Consonants that begin a syllable together."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The cells of the names, of each column, and between two columns; whether all of it is in sight."""

    names: int
    widths: tuple[int, ...]
    gap: int
    whole: bool

    @property
    def all(self) -> int:
        """The cells of names and all columns."""
        return self.names + sum(self.widths) + self.gap * len(self.widths)


Column = tuple[str, int]
"""The head of a column, and the cells of its widest number."""


def laid_out(names: int, columns: Sequence[Column], width: int, *, gap: int = 1) -> Laid:
    """How columns stand in a width: ``names`` is the cells of the longest name, ``gap`` the least there is
    between two columns.

    The names are cut only where the heads are as narrow as they can be.
    """
    for lines, between in _WAYS:
        laid = _in_lines(names, columns, lines, max(gap, between))
        if laid.all <= width:
            return laid
    laid = narrow(names, columns, gap=gap)
    room, least = width - (laid.all - names), min(names, max(_LEAST, width // 3))
    if room < least:  # some columns are out of sight anyway, and a line more must be worth it
        ways = [_in_lines(names, columns, lines, gap) for lines in _LINES]
        laid = min(ways, key=lambda one: sum(one.widths) * (1 + _COST * ways.index(one)))
    return Laid(max(room, least), laid.widths, laid.gap, room >= least)


def roomy(names: int, columns: Sequence[Column]) -> Laid:
    """The columns with every head in one line."""
    return _in_lines(names, columns, *_WAYS[0])


def narrow(names: int, columns: Sequence[Column], *, gap: int = 1) -> Laid:
    """The columns in as few cells as they can have, with whole names."""
    lines, between = _WAYS[-1]
    return _in_lines(names, columns, lines, max(gap, between))


def _in_lines(names: int, columns: Sequence[Column], lines: int, gap: int) -> Laid:
    return Laid(names, tuple(max(least, narrowest(head, lines)) for head, least in columns), gap, True)


@lru_cache(4096)
def narrowest(head: str, lines: int) -> int:
    """The cells of a head that is parted into at most so many lines for each value that it names."""
    return max(_narrowest(part, lines) for part in head.split(CROSS))


def _narrowest(name: str, lines: int) -> int:
    whole = cell_len(name)
    least = max(map(_least, _PIECES.findall(name)))
    for width in range(max(least, _PART - 1), whole):
        told = _parted(name, width)
        if len(told) <= lines:
            tight = max(map(cell_len, told))
            return tight if len(_parted(name, tight)) <= lines else width
    return whole


def _least(piece: str) -> int:
    """The cells that a part of a name needs at least."""
    size = cell_len(piece.rstrip())
    return _PART if size > _WHOLE and any(map(str.isalpha, piece)) else size


@lru_cache(4096)
def parted(head: str, width: int) -> tuple[str, ...]:
    """The lines of a head in so many cells."""
    return tuple(line for part in head.split(CROSS) for line in _parted(part, width))


def stacked(heads: Iterable[Sequence[str]]) -> list[list[str]]:
    """Heads of several lines, to be printed line by line: each ends in the last one."""
    told = list(heads)
    most = max(map(len, told), default=1)
    filled = [[""] * (most - len(lines)) + list(lines) for lines in told]
    return [list(line) for line in zip(*filled, strict=True)]


def _parted(name: str, width: int) -> list[str]:
    lines, full = [""], False  # full: what ends a word that was parted ends with a hyphen of its own
    for piece in _PIECES.findall(name):
        if not full and cell_len(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
            continue
        lines += [""] if lines[-1] else []
        rest = piece
        full = cell_len(piece.rstrip()) > width and piece.endswith(("-", "/", "_"))
        while cell_len(rest.rstrip()) > width > 1:
            at = _break(rest.rstrip(), width)
            lines[-1:] = [f"{rest[:at]}-", ""]
            rest = rest[at:]
        lines[-1] = rest
    return [line.rstrip() for line in lines]


def _break(word: str, width: int) -> int:
    """Where a word that is too long is parted: how many of its characters stand in the line."""
    most = len(set_cell_size(word, width - 1).rstrip()) or 1
    folded = word.casefold()
    for place in range(min(most, len(word) - 2), 1, -1):
        begins = folded[place].isalpha() and folded[place] not in _VOWELS and folded[place + 1] in _VOWELS
        at = place - (folded[place - 1 : place + 1] in _TOGETHER)
        if begins and at > 1 and not _VOWELS.isdisjoint(folded[:at]):
            return at
    return most
