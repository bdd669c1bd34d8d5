"""The report as a table for spreadsheets: its findings, one a row, or its tables one below another."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from caqda.reports.document import Document, Table, Value, plain
from caqda.reports.flat import flat
from caqda.safety import for_cell, for_terminal

Rows = Iterable[Iterable[str | int | float]]


def write(document: Document, file: BinaryIO) -> None:
    """A byte order mark, by which spreadsheets know the encoding, and the rows."""
    out = TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    rows = _records(document) if document.records is not None else _tables(document)
    csv.writer(out, lineterminator="\r\n").writerows(map(_cell, row) for row in rows)
    out.detach()


def _records(document: Document) -> Rows:
    assert document.records is not None
    yield document.records.columns
    yield from document.records.rows()


def _tables(document: Document) -> Iterator[Iterable[str | int | float]]:
    """Each table with its caption above it, its numbers as they are, and a blank row between two."""
    tables = (block for block in document if isinstance(block, Table))
    for number, table in enumerate(tables):
        if number:
            yield ()
        yield (plain(table.caption),)
        told = flat(table)
        yield told.head
        for row in (*told.rows, *told.foot):
            yield [value.number if isinstance(value, Value) else value for value in row]


def _cell(cell: str | float) -> str | float:
    if not isinstance(cell, str):
        return cell
    shown = for_terminal(cell)
    bare = shown.lstrip()  # some spreadsheets pass over spaces before a formula
    return shown if for_cell(bare) == bare else f"'{shown}"
