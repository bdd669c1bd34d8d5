"""Tables that people keep in CSV files: the separator found, the header read, every row numbered."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from caqda.errors import InputError
from caqda.files import read_bytes
from caqda.importers.encodings import decode
from caqda.language.names import nearest
from caqda.quoting import quoted
from caqda.wording import _

SEPARATORS = (",", ";", "\t")
_LONGEST_CELL = 100_000_000  # characters; the csv module stops at 131,072 unless told


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header. ``columns`` are as written, without the spaces around them.

    Each row is its number, as a spreadsheet shows it (the header is row 1), and its cells by column:
    exactly as in the file, empty where the row is too short. Rows without any text are left out.
    """

    path: object
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def require(self, *names: str) -> None:
        """Raise InputError, with the nearest column, where a column is missing."""
        others = [column for column in self.columns if column not in names]
        for name in names:
            if name not in self.columns:
                close = nearest(name, others, 1)
                told = _('the header has no column "{name}"; it needs {names}.')
                if close:
                    told = _('the header has no column "{name}"; is it "{near}"?')
                near = quoted(close[0])[1:-1] if close else ""
                raise InputError(self.path, told.format(name=name, near=near, names=", ".join(names)), row=1)


def read_table(path: str | Path) -> Table:
    """The table in a CSV file, whatever its encoding and separator (comma, semicolon or tab).

    Raises InputError, naming file and row.
    """
    path = Path(path)
    return parse_table(decode(read_bytes(path), path)[0], path)


def parse_table(text: str, path: object) -> Table:
    """The table in a CSV text; a byte order mark before it is passed over."""
    text = text.removeprefix("\ufeff")
    csv.field_size_limit(_LONGEST_CELL)
    records = _records(text, separator(text), path)
    number, header = next(((n, r) for n, r in records if any(map(str.strip, r))), (1, []))
    columns = tuple(unicodedata.normalize("NFC", cell.strip()) for cell in header)
    if not columns:
        raise InputError(path, _("the table is empty; its first row must name the columns."))
    _refuse_twins(columns, path, number)
    return Table(path, tuple(filter(None, columns)), tuple(_rows(columns, records, path)))


def separator(text: str) -> str:
    """The separator that cuts the header into most cells; the comma first where several do."""
    header = next((line for line in io.StringIO(text) if line.strip()), "")
    return max(SEPARATORS, key=lambda mark: len(next(csv.reader([header], delimiter=mark))))


def _records(text: str, mark: str, path: object) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), start=1
        ):
            yield number, record
    except csv.Error:
        raise InputError(
            path,
            _('a quotation mark is not closed, or stands inside a cell; write it twice there ("").'),
            row=number + 1,
        ) from None


def _rows(
    columns: tuple[str, ...], records: Iterable[tuple[int, list[str]]], path: object
) -> Iterator[tuple[int, dict[str, str]]]:
    width = len(columns)
    for number, record in records:
        if any(map(str.strip, record[width:])):
            surplus = next(cell for cell in record[width:] if cell.strip())
            raise InputError(
                path,
                _("the cell {surplus} is in no column of the header.").format(surplus=quoted(surplus)),
                row=number,
            )
        if any(map(str.strip, record)):
            cells = dict(zip(columns, record + [""] * (width - len(record)), strict=False))
            cells.pop("", None)
            yield number, cells


def _refuse_twins(columns: tuple[str, ...], path: object, row: int) -> None:
    for name, times in Counter(filter(None, columns)).items():
        if times > 1:
            raise InputError(
                path,
                _("the header has {times} columns {name}; keep one.").format(times=times, name=quoted(name)),
                row=row,
            )
