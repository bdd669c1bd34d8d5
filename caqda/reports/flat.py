"""A table for spreadsheets: numbers as they are, one to a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from caqda.reports.document import Cell, Row, Table, Value, plain

Flat: TypeAlias = tuple[str | Value, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Heads, rows and summing rows, all of the same length."""

    head: tuple[str, ...]
    rows: tuple[Flat, ...]
    foot: tuple[Flat, ...]


def flat(table: Table) -> FlatTable:
    """The table, in which a column whose cells show several numbers is a column for each, named by unit."""
    widest = [
        max((row[at].values for row in table.rows), key=len, default=()) for at in range(len(table.head))
    ]
    head = tuple(
        f"{name}, {value.unit}" if len(values) > 1 else name
        for name, values in zip(table.head, widest, strict=True)
        for value in values or (Value(0),)
    )

    def told(row: Row) -> Flat:
        return tuple(
            _part(cell, part)
            for cell, values in zip(row, widest, strict=True)
            for part in range(len(values) or 1)
        )

    return FlatTable(head, tuple(map(told, table.rows)), tuple(map(told, table.foot)))


def _part(cell: Cell, part: int) -> str | Value:
    if part < len(cell.values):
        return cell.values[part]
    return plain(cell.whole) if not part else ""
