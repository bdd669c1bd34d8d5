"""A crosstab as the screen shows it: every cell as text, with how full it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.language.names import fold
from caqda.tui.quotes import counted, one_line

if TYPE_CHECKING:
    from caqda.analysis.crosstab import Crosstab
    from caqda.analysis.grid import Cell

UNITS = ("cases", "sources", "passages", "words")
SHARES: dict[str | None, str] = {
    None: "counts",
    "column": "% of column",
    "row": "% of row",
    "words": "per 1,000 words",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A code. ``cells`` has a text for each column and the total; ``weights`` (0 to 1) how full each is."""

    key: int
    path: str
    label: str
    depth: int
    colour: str
    cells: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid out crosstab. The last of ``columns`` is the total; ``totals`` says what each consists of.

    ``caption`` is three lines: what is counted, the size of the columns, the filter and the coders.
    """

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    totals_label: str
    totals: tuple[str, ...]
    caption: tuple[str, ...]


EMPTY = Sheet((), (), "", (), ("", "", ""))


def sheet_of(table: Crosstab, unit: str, share: str | None) -> Sheet:
    """A crosstab in a unit, as counts or as shares."""
    from caqda.analysis.crosstab_grid import caption, number

    codes = table.scope.corpus.codes
    columns = (*table.columns, None)
    numbers = [[number(table, row, column, unit, share) for column in columns] for row in table.rows]
    sizes = [[_size(value) for value in values[:-1]] for values in numbers]
    most = 100.0 if share == "row" else max((size for row in sizes for size in row), default=0)
    rows = tuple(
        SheetRow(
            row.code,
            row.path,
            one_line(row.name),
            row.depth,
            codes[row.code].colour,
            tuple(_said(value) for value in values),
            (*(size / most if most else 0.0 for size in here), 0.0),
        )
        for row, values, here in zip(table.rows, numbers, sizes, strict=True)
    )
    totals = [table.column_total(column).count(unit) for column in columns]
    names = (*(one_line(name) for name in table.columns), "total")
    counts, *sizes_told, basis = caption(table, unit, share).splitlines()
    told = (one_line(counts), one_line(" ".join(sizes_told)), one_line(basis))
    return Sheet(names, rows, f"all {unit}", tuple(_said(total) for total in totals), told)


def narrowed(rows: tuple[SheetRow, ...], text: str) -> list[SheetRow]:
    """The rows whose path has the text in it, and the codes above them."""
    wanted = fold(text.strip())
    kept = [row for row in rows if wanted in fold(row.path)]
    above = {row.path[:at] for row in kept for at, sign in enumerate(row.path) if sign == "/"}
    paths = above | {row.path for row in kept}
    return [row for row in rows if row.path in paths]


def told_of_cell(table: Crosstab, code: int, column: int) -> str:
    """What one cell counts, in every unit, in words; ``column`` is its number, the last one the total."""
    row = table.row(code)
    name = table.columns[column] if column < len(table.columns) else None
    cell, whole = table.cell(row, name), table.column_total(name)
    where = f"{one_line(row.name)}, {'total' if name is None else one_line(name)}"
    return (
        f"{where}: {cell.cases:,} of {counted(whole.cases, 'case')}, {counted(cell.sources, 'source')}, "
        f"{counted(cell.passages, 'passage')}, {counted(cell.words, 'word')}"
    )


def _size(value: Cell) -> float:
    """How much a cell holds: its number, or that of its percentage."""
    if isinstance(value, int):
        return float(value)
    return float(str(value).split()[0]) if str(value) else 0.0


def _said(value: Cell) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value) or "–"
