"""Codes by the values of a variable, each cell in cases, sources, passages and words.

How a passage finds its columns: it has the values of its source and of the cases whose turns it
overlaps. It stands in ``(none)`` where one of these cases has no value, or where it is no case's (an
interviewer's question, a heading) and its source has no value either. So every passage stands in one
column at least, and the total counts it once: the total is the sum of the columns less what stands in
several of them. Words are those of the participants whose column it is, without interviewers and
labels, so that a passage shared by two people gives to each column only what was said there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from caqda.analysis.columns import NONE, CoderColumns, voice_columns
from caqda.analysis.corpus import Corpus
from caqda.analysis.extent import coders_of, rows_of
from caqda.analysis.passages import Ints
from caqda.analysis.query import Passage, read
from caqda.analysis.scope import Scope
from caqda.analysis.tally import UNITS, Tally
from caqda.errors import QueryError, UnknownName
from caqda.study import Study

if TYPE_CHECKING:
    from caqda.analysis.statistics import Residuals, Statistics


@dataclass(frozen=True, slots=True)
class Cell:
    """What falls in one place of the table, counted in each unit."""

    cases: int
    sources: int
    passages: int
    words: int

    def count(self, unit: str) -> int:
        """The number of a unit: cases, sources, passages or words."""
        return int(getattr(self, checked_unit(unit)))

    def to_json(self) -> dict[str, int]:
        """The counts by unit."""
        return {unit: self.count(unit) for unit in UNITS}


@dataclass(frozen=True, slots=True)
class Row:
    """A code of the table; ``cells`` are in the order of the columns, ``total`` counts all at once."""

    code: int
    path: str
    name: str
    depth: int
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, eq=False)
class Crosstab:
    """A crosstab of a scope, and the way back from a cell to its passages.

    ``column_totals`` and ``total`` say what each column consists of: its cases and sources, the words
    its participants say, and the passages that any code in scope is on. ``shared_cases`` counts the
    cases that stand in several columns.
    """

    by: str
    unit: str
    roll_up: bool
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    shared_cases: int
    scope: Scope = field(repr=False)
    _drill: Callable[[Row, int | None], list[Passage]] = field(repr=False)

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders whose codings are counted."""
        return coders_of(self.scope)

    def row(self, code: int | str) -> Row:
        """The row of a code, by id, name or path; raises UnknownName where the table has none."""
        key = code if isinstance(code, int) else self.scope.corpus.tree.find(code)
        for row in self.rows:
            if row.code == key:
                return row
        raise UnknownName(
            f'The code "{self.scope.corpus.tree.paths.get(key, code)}" is not a row of this table.'
        )

    def cell(self, row: Row | int | str, column: str | None = None) -> Cell:
        """The cell of a row in a column, or the row's total."""
        found = row if isinstance(row, Row) else self.row(row)
        return found.total if column is None else found.cells[self._at(column)]

    def column_total(self, column: str | None = None) -> Cell:
        """What a column consists of, or the whole table."""
        return self.total if column is None else self.column_totals[self._at(column)]

    def share_of_column(
        self, row: Row | int | str, column: str | None = None, unit: str = ""
    ) -> float | None:
        """The part of what a column consists of that has the code; None where it is empty."""
        unit = unit or self.unit
        return _share(self.cell(row, column).count(unit), self.column_total(column).count(unit))

    def share_of_row(self, row: Row | int | str, column: str | None = None, unit: str = "") -> float | None:
        """The part of a row's total that stands in a column. What stands in several counts in each."""
        unit = unit or self.unit
        return _share(self.cell(row, column).count(unit), self.cell(row).count(unit))

    def per_thousand_words(
        self, row: Row | int | str, column: str | None = None, unit: str = ""
    ) -> float | None:
        """How many there are for every 1,000 words that the participants of a column say."""
        share = _share(self.cell(row, column).count(unit or self.unit), self.column_total(column).words)
        return None if share is None else 1000 * share

    def cell_passages(self, row: Row | int | str, column: str | None = None) -> list[Passage]:
        """The passages of a cell, or of the whole row."""
        found = row if isinstance(row, Row) else self.row(row)
        return self._drill(found, None if column is None else self._at(column))

    @cached_property
    def statistics(self) -> Statistics:
        """Each row compared across the columns, case by case; what has no value is no group."""
        from caqda.analysis.statistics import compare

        return compare(*self._compared("cases"), self.shared_cases)

    @cached_property
    def residuals(self) -> Residuals:
        """Chi-square on the passages of each row, which are not independent."""
        from caqda.analysis.statistics import residuals

        return residuals(*self._compared("passages"))

    def _compared(self, unit: str) -> tuple[dict[str, int], dict[str, list[int]]]:
        """The columns of values and the rows, counted in a unit."""
        there = [at for at, name in enumerate(self.columns) if name != NONE]
        groups = {self.columns[at]: self.column_totals[at].count(unit) for at in there}
        return groups, {row.path: [row.cells[at].count(unit) for at in there] for row in self.rows}

    def to_json(self, unit: str = "", chi_square: bool = False) -> dict[str, Any]:
        """The keys that scripts rely on; ``chi_square`` on passages stands in only where asked for."""
        statistics = self.statistics.to_json()
        if chi_square:
            statistics["chi_square"] = self.residuals.to_json()
        names = self.columns
        return {
            "by": self.by,
            "columns": list(names),
            "unit": checked_unit(unit or self.unit),
            "filter": self.scope.describe(),
            "coders": list(self.coders),
            "rows": [
                {
                    "code": row.path,
                    "cells": {name: cell.to_json() for name, cell in zip(names, row.cells, strict=True)},
                    "total": row.total.to_json(),
                }
                for row in self.rows
            ],
            "column_totals": {
                name: cell.to_json() for name, cell in zip(names, self.column_totals, strict=True)
            },
            "total": self.total.to_json(),
            "statistics": statistics,
        }

    def _at(self, column: str) -> int:
        if column not in self.columns:
            raise UnknownName(f'"{column}" is not a column of this table; it has {", ".join(self.columns)}.')
        return self.columns.index(column)


def crosstab(
    study: Study | Corpus | Scope,
    by: str = "perspektiv",
    codes: Iterable[str | int] | None = None,
    roll_up: bool = True,
    unit: str = "passages",
) -> Crosstab:
    """The crosstab of codes by a variable, or by ``source``, ``case`` or ``coder``.

    ``codes`` are the rows, by default every code in scope in the order of the codebook. With ``roll_up``
    a code counts the passages of its sub-codes as its own, each once. Columns stand in natural order.
    By coder, a column counts what that coder coded, and its total is that of the sources they coded in.
    Raises UnknownName.
    """
    scope = Scope.of(study)
    tally = Tally(scope)
    columns = CoderColumns(tally) if by.casefold() == "coder" else voice_columns(tally, by)
    codings = {code: tally.codings_of(code, roll_up) for code in rows_of(scope, codes)}
    shown = columns.shown()
    totals = _cells(columns.totals(), shown)

    def drill(row: Row, column: int | None) -> list[Passage]:
        found = tally.passages_of(codings[row.code])
        at = None if column is None else shown[column]
        return read(scope, found.keep(columns.stands_in(codings[row.code], at)))

    return Crosstab(
        by=columns.by,
        unit=checked_unit(unit),
        roll_up=roll_up,
        columns=tuple(columns.names[at] for at in shown),
        rows=tuple(
            _row(scope, code, _cells(columns.count(chosen), shown)) for code, chosen in codings.items()
        ),
        column_totals=totals[:-1],
        total=totals[-1],
        shared_cases=columns.shared_cases(),
        scope=scope,
        _drill=drill,
    )


def checked_unit(unit: str) -> str:
    """The unit; raises QueryError where there is no such one."""
    if unit not in UNITS:
        raise QueryError(f'There is no unit "{unit}"; choose one of {", ".join(UNITS)}.')
    return unit


def _cells(counts: Ints, shown: list[int]) -> tuple[Cell, ...]:
    """The cells of the columns shown, and the total."""
    return tuple(Cell(*(int(n) for n in counts[at])) for at in [*shown, -1])


def _row(scope: Scope, code: int, cells: tuple[Cell, ...]) -> Row:
    info = scope.corpus.codes[code]
    return Row(code, info.path, info.name, info.depth, cells[:-1], cells[-1])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
