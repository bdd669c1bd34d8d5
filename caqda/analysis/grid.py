"""A table laid out: what every table of codes becomes, and what screens and exports are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import copysign, floor, isnan
from typing import TypeAlias

from caqda.analysis.things import natural
from caqda.language.names import fold


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
        told = f"{half_up(100 * self.value if self.percent else self.value, self.digits):.{self.digits}f}"
        return f"{told} %" if self.percent else told


def half_up(number: float, digits: int = 0) -> float:
    """A number with so many decimals, a half away from 0 as readers expect it: 12.5 is 13."""
    whole = 10**digits
    return copysign(floor(abs(number) * whole + 0.5 + _CLOSE) / whole, number)


Cell: TypeAlias = int | Figure | str
"""A count, another number, or text; a number that is kept back or that is not there is a text."""

_CLOSE = 1e-9  # a half that cannot be written in binary, such as 14.5 of 0.145, falls short of one by less
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

    def paths(self) -> list[str]:
        """The names of the rows; of codes that stand indented, with the codes above them."""
        above: list[str] = []
        found = []
        for row in self.rows:
            first, *others = (str(cell) for cell in row[: self.labels])
            name = first.lstrip()
            depth = (len(first) - len(name)) // 2
            del above[depth:]
            whole = "/".join([*above, name]) if depth == len(above) else name
            found.append(", ".join([whole, *others]))
            above.append(name)
        return found

    def sorted(self, column: int, largest_first: bool = True) -> Grid:
        """Rows by the numbers of a column, given by its place; what is no number comes last.

        A column that says what a row is is sorted as text, in natural order. Rows that are alike stay
        in their order.
        """
        if column < self.labels:
            ordered = sorted(
                self.rows, key=lambda row: natural(str(row[column]).strip()), reverse=largest_first
            )
        else:
            told = [(_number(row[column]), row) for row in self.rows]
            numbered = [pair for pair in told if pair[0] is not None]
            numbered.sort(key=lambda pair: pair[0] or 0.0, reverse=largest_first)
            ordered = [row for _, row in numbered] + [row for number, row in told if number is None]
        return replace(self, rows=tuple(tuple(map(flush, row)) for row in ordered))

    def narrowed(self, text: str) -> Grid:
        """The rows in whose paths the text stands, capitals and accents aside, and the codes above them."""
        wanted, told = fold(text.strip()), self.paths()
        kept = {path for path in told if wanted in fold(path)}
        above = {path[:at] for path in kept for at, sign in enumerate(path) if sign == "/"}
        rows = zip(self.rows, told, strict=True)
        return replace(self, rows=tuple(row for row, path in rows if path in kept or path in above))


def beside(pages: Sequence[Grid]) -> Grid:
    """Tables on the same rows as one; the first, where the others are on other rows."""
    first, *others = pages
    same = [one for one in others if _names(one) == _names(first)]
    head = [*first.head, *(name for one in same for name in one.head[one.labels :])]
    rows = [
        [*row, *(cell for one in same for cell in one.rows[at][one.labels :])]
        for at, row in enumerate(first.rows)
    ]
    return Grid.of(first.title, head, rows, [page.note for page in pages], first.labels)


def _names(grid: Grid) -> list[str]:
    return [str(row[0]).strip() for row in grid.rows]


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
