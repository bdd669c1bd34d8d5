"""The report as a workbook: what it is of, a sheet for each table, and one for its findings."""

from __future__ import annotations

from typing import BinaryIO

from caqda.exchange.workbook import Link, Properties, Share, Sheet, write_workbook
from caqda.exchange.workbook import Value as Shown
from caqda.reports.document import Document, Facts, Table, Value, numbered, plain
from caqda.reports.flat import flat
from caqda.reports.words import Words, words


def write(document: Document, file: BinaryIO) -> None:
    """The whole report but its running text."""
    told, say = document, words(document.language)
    tables = [(block, number) for block, number in numbered(told) if isinstance(block, Table)]
    sheets = [_front(told, tables, say), *(_sheet(table, number, say) for table, number in tables)]
    if told.records is not None:
        sheets.append(Sheet(say.findings, told.records.columns, told.records.rows(), widths=_RECORDS))
    origin = told.provenance
    write_workbook(sheets, file, Properties(told.title, told.author, origin.trace, origin.date))


_RECORDS = (14, 30, 14, 16, 80, 12, 24, 12, 24)


def _front(told: Document, tables: list[tuple[Table, int]], say: Words) -> Sheet:
    """What the report is of, and what is on which sheet."""
    facts = next((block.pairs for block in told.blocks if isinstance(block, Facts)), ())
    rows: list[tuple[Shown, ...]] = [(line,) for line in (told.subtitle, told.author) if line]
    rows += ((term, plain(line)) for term, line in facts)
    rows += (
        (Link(say.numbered_table.format(number=number), at), plain(table.caption))
        for at, (table, number) in enumerate(tables, start=1)
    )
    return Sheet(say.contents, (told.title, ""), rows, widths=(24, 80))


def _sheet(table: Table, number: int, say: Words) -> Sheet:
    told = flat(table)
    label = say.numbered_table.format(number=number)
    return Sheet(
        f"{number} {table.name}".strip(),
        told.head,
        (tuple(map(_shown, row)) for row in told.rows),
        (tuple(map(_shown, row)) for row in told.foot),
        (f"{label}. {plain(table.caption)}", *map(plain, table.notes)),
        [_width([head, *(row[at] for row in told.rows)]) for at, head in enumerate(told.head)],
    )


def _width(column: list[str | Value]) -> int:
    longest = max(len(one if isinstance(one, str) else str(one.number)) for one in column)
    return max(10, min(44, longest + 3))


def _shown(value: str | Value) -> Shown:
    if isinstance(value, str):
        return value
    return Share(value.number) if value.unit == "%" else value.number
