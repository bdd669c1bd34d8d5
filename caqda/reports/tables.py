"""Tables of codes as documents, so that every renderer of reports writes them too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.analysis.confidential import leaving
from caqda.analysis.grid import Cell as Told
from caqda.analysis.grid import Figure, Grid
from caqda.analysis.table import table as recount
from caqda.reports import write
from caqda.reports.document import Cell, Document, Paragraph, Records, Row, Table, Value
from caqda.reports.figures import chart as drawn
from caqda.reports.provenance import provenance
from caqda.wording import language

if TYPE_CHECKING:
    from caqda.analysis.table import Table as Counted

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def write_table(
    table: Counted,
    path: str | Path,
    *,
    format: str | None = None,
    chart: str | None = None,
    confidential: bool = False,
) -> str:
    """Write a table, with the statistics that were asked for, to a file.

    The ending of the path picks the format unless it is named, one of :data:`caqda.reports.FORMATS`. CSV
    has the numbers only, for programs; JSON the keys of the command. ``chart`` draws it too, as one of
    :data:`caqda.reports.figures.CHARTS`. What is marked confidential is not counted unless
    ``confidential`` lets it in; returns the sentence that says how much that is, which stands at the foot
    of the file too. Raises InputError, QueryError.
    """
    csv = (format or Path(path).suffix).casefold().removeprefix(".") == "csv"
    opened = leaving(table.scope.corpus, everything=confidential)
    if opened.withheld:
        table = recount(replace(table.scope, corpus=opened.corpus), table.asked)
    told = document(table, records=csv, chart=chart)
    if opened.told:
        told = replace(told, blocks=(*told.blocks, Paragraph(opened.told, "note")))
    write(told, path, format=format)
    return opened.told


def document(table: Counted, *, records: bool = False, chart: str | None = None) -> Document:
    """A table as a document of its own; ``records`` gives it what CSV holds, beside the table itself."""
    pages = table.pages()
    flat = table.flat() if records else None
    return Document(
        title=table.grid.title,
        language=language(),
        provenance=provenance(table.scope),
        blocks=(*map(block, pages), *([drawn(table, chart)] if chart else [])),
        records=Records(flat.head, lambda: _records(flat)) if flat else None,
        data=table.to_json,
    )


def _records(grid: Grid) -> Iterator[tuple[str | int | float, ...]]:
    """Codes by their paths, shares as parts of one, and nothing of what stands under the table."""
    for row, head in zip(grid.rows, _heads(grid), strict=True):
        yield (head, *(_plain(cell) for cell in row[1:]))


def _plain(cell: Told) -> str | int | float:
    if isinstance(cell, Figure):
        return round(cell.value, cell.digits + 2 * cell.percent) if str(cell) else ""
    return float(cell) if isinstance(cell, str) and _NUMBER.fullmatch(cell) else cell


def block(grid: Grid) -> Table | Paragraph:
    """A grid as a block of a document; where it has no rows, what is said in its place."""
    if not grid.rows:
        return Paragraph(grid.note, style="note")
    heads = _heads(grid)
    rows = tuple(_row(row, grid.labels, head) for row, head in zip(grid.rows, heads, strict=True))
    return Table(grid.title, grid.head, rows, notes=grid.notes, name=grid.title)


def _heads(grid: Grid) -> list[str]:
    """The first label of each row: the path of a code that stands indented under others."""
    first = tuple(row[:1] for row in grid.rows)
    return Grid(grid.title, grid.head[:1], first, ()).paths()


def _row(row: Sequence[Told], labels: int, path: str) -> Row:
    first = str(row[0])
    name = first.lstrip()
    level = (len(first) - len(name)) // 2
    head = Cell(name, full=path, level=level)
    return (head, *(_cell(cell, at < labels) for at, cell in enumerate(row[1:], start=1)))


def _cell(cell: Told, label: bool) -> Cell:
    if isinstance(cell, str) and not label and _NUMBER.fullmatch(cell):
        return Cell(cell, (Value(float(cell)),))
    if isinstance(cell, str) or label:
        return Cell(str(cell))
    if isinstance(cell, int):
        return Cell(f"{cell:,}", (Value(cell),))
    text = str(cell)
    if not text:
        return Cell()
    return Cell(
        text, (Value(round(cell.value, cell.digits + 2 * cell.percent), "%" if cell.percent else ""),)
    )
