"""A table laid out: what every table of codes becomes, and what screens and exports are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import TypeAlias

from caqda.analysis.things import natural
from caqda.errors import UnknownName
from caqda.language.names import fold
from caqda.wording import _


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with decimals, or with ``percent`` a part of a whole, as text that says it: ``54 %``.

    NaN, where there is nothing to be said, is an empty text.
    """

    value: float
    digits: int = 0
    percent: bool = False

    def __str__(self) -> str:
        if isnan(self.value):
            return ""
        return f"{100 * self.value:.{self.digits}f} %" if self.percent else f"{self.value:.{self.digits}f}"


Cell: TypeAlias = int | Figure | str
"""A count, another number, or text; a number that is kept back or that is not there is a text."""

_BEGINS = re.compile(r"<?(-?\d[\d.]*)")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its column heads, its rows, and the lines under it.

    The first ``labels`` columns say what a row is; the others are as long as they are. ``notes`` say
    what is counted, by which filter and coders, and how large the columns are, a line each.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    labels: int = 1

    @classmethod
    def of(
        cls,
        title: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        notes: Sequence[str],
        labels: int = 1,
    ) -> Grid:
        """A table of what is given; notes may hold several lines, and empty ones are left out."""
        lines = [line for note in notes for line in note.splitlines() if line.strip()]
        return cls(title, tuple(head), tuple(map(tuple, rows)), tuple(lines), labels)

    @property
    def note(self) -> str:
        """The lines under the table as one text."""
        return "\n".join(self.notes)

    def texts(self) -> list[list[str]]:
        """The rows as a person reads them, without indent."""
        return [[str(cell).strip() for cell in row] for row in self.rows]

    def transposed(self) -> Grid:
        """Rows as columns. Where several columns say what a row is, they stand in one, joined."""
        names = [
            ", ".join(str(cell).strip() for cell in row[: self.labels] if str(cell)) for row in self.rows
        ]
        columns = range(self.labels, len(self.head))
        rows = tuple((self.head[at], *(row[at] for row in self.rows)) for at in columns)
        return replace(self, head=("", *names), rows=rows, labels=1)

    def sorted(self, column: int | str, largest_first: bool = True) -> Grid:
        """Rows by the numbers of a column, given by its head or its place; what is none of them comes last.

        A column that says what a row is is sorted as text, in natural order. Rows that are alike stay
        in their order. Raises UnknownName.
        """
        at = column if isinstance(column, int) else self._place(column)
        if at < self.labels:
            ordered = sorted(self.rows, key=lambda row: natural(str(row[at]).strip()), reverse=largest_first)
        else:
            told = [(_number(row[at]), row) for row in self.rows]
            numbered = [pair for pair in told if pair[0] is not None]
            numbered.sort(key=lambda pair: pair[0] or 0.0, reverse=largest_first)
            ordered = [row for _, row in numbered] + [row for number, row in told if number is None]
        return replace(self, rows=tuple(tuple(map(flush, row)) for row in ordered))

    def narrowed(self, text: str) -> Grid:
        """The rows in whose names the text stands, capitals and accents aside."""
        wanted = fold(text.strip())
        kept = [row for row in self.rows if wanted in fold(" ".join(map(str, row[: self.labels])))]
        return replace(self, rows=tuple(kept))

    def _place(self, column: str) -> int:
        if column not in self.head:
            raise UnknownName(
                _('"{column}" is not a column of this table; it has {columns}.').format(
                    column=column, columns=", ".join(self.head)
                )
            )
        return self.head.index(column)


def _number(cell: Cell) -> float | None:
    """What a cell is sorted by; what is kept back, such as ``<3``, by what it is below."""
    if isinstance(cell, Figure):
        return None if isnan(cell.value) else cell.value
    if isinstance(cell, int):
        return float(cell)
    found = _BEGINS.match(cell)
    return float(found[1]) - (cell[0] == "<") / 2 if found else None


def flush(cell: Cell) -> Cell:
    """A name without the indent that showed the code above it, which stands elsewhere now."""
    return cell.lstrip() if isinstance(cell, str) else cell
