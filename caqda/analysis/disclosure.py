"""Keeping back what is told of too few: small cells, and the totals from which they could be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

WITHHELD = "–"
"""What stands for a total that would give a small cell away."""


class Counted(Protocol):
    """A cell of a table."""

    @property
    def cases(self) -> int:
        """The cases it counts."""

    def count(self, unit: str) -> int:
        """The number of a unit."""


def shown(row: Sequence[Counted], wholes: Sequence[Counted], at: int, unit: str, least: int) -> int | str:
    """The number of one cell of a row as it may be printed; the last of the row is its total.

    ``wholes`` say what each column consists of. ``<3`` stands where there are fewer than ``least`` (3),
    or where fewer cases are behind the number. The total is withheld where a cell of its row is kept
    back, since the rest could be taken from it.
    """
    if not least:
        return row[at].count(unit)
    if _small(row[at], wholes[at], unit, least):
        return f"<{least}"
    others = zip(row[:-1], wholes[:-1], strict=True)
    if at == len(row) - 1 and any(_small(cell, whole, unit, least) for cell, whole in others):
        return WITHHELD
    return row[at].count(unit)


def _small(cell: Counted, whole: Counted, unit: str, least: int) -> bool:
    """Where a column has no cases at all, such as that of interviewers, there is no one behind it."""
    return cell.count(unit) < least or (whole.cases > 0 and cell.cases < least)
