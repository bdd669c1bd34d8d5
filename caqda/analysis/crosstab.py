"""Codes or queries by values, coders, codes or queries; each cell in cases, sources, passages and words.

How a passage finds its columns: it has the values of its source and of the cases whose turns it
overlaps. It stands in ``(none)`` where one of these cases has no value, or where it is no case's (an
interviewer's question, a heading) and its source has no value either. So every passage stands in one
column at least, and the total counts it once: the total is the sum of the columns less what stands in
several of them. Words are those of the participants whose column it is, without interviewers and
labels, so that a passage shared by two people gives to each column only what was said there.

Where the columns are codes or queries, a passage stands in each whose text it shares a character with,
and cases, sources and words are those of the text that both cover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from caqda.analysis.columns import CoderColumns, Columns, RegionColumns, VoiceColumns
from caqda.analysis.comparing import default_by
from caqda.analysis.corpus import Corpus
from caqda.analysis.disclosure import shown
from caqda.analysis.extent import coders_of, codes_at, labels, rows_of
from caqda.analysis.facets import CROSS, NONE, Bins, facet, parts_of
from caqda.analysis.parser import as_word, normal
from caqda.analysis.passages import Ints, Mask, Passages
from caqda.analysis.query import Passage, read
from caqda.analysis.scope import Scope
from caqda.analysis.tally import UNITS, Tally
from caqda.errors import QueryError, UnknownName
from caqda.study import Study
from caqda.wording import _

SHARES = ("column", "row", "words")
"""What a cell can be a share of: its column, its row, or 1,000 words of its participants."""

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
    """A code of the table, or a query, whose expression is then its path and name, and ``code`` 0.

    ``cells`` are in the order of the columns, ``total`` counts all at once.
    """

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
    cases that stand in several columns. Where ``min_cell`` is set, :meth:`shown` says what may be printed;
    the cells themselves hold every number.
    """

    by: str
    unit: str
    roll_up: bool
    columns: tuple[str, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    shared_cases: int
    min_cell: int
    scope: Scope = field(repr=False)
    _heads: tuple[tuple[int, str, str, int], ...] = field(repr=False)
    _counts: Ints = field(repr=False)
    _drill: Callable[[str, int | None], Passages] = field(repr=False)
    _place: Callable[[str], tuple[Passages, Mask]] = field(repr=False)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in order: codes as the codebook has them, then queries as they were given."""
        return tuple(
            Row(*head, tuple(cells[:-1]), cells[-1])
            for head, row in zip(self._heads, self._counts.tolist(), strict=True)
            for cells in [[Cell(*units) for units in row]]
        )

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders whose codings are counted."""
        return coders_of(self.scope)

    def row(self, code: int | str) -> Row:
        """The row of a code, by id, name or path, or of a query; UnknownName where the table has none."""
        for row in self.rows:
            if code in (row.code, row.path):
                return row
        key = code if isinstance(code, int) else self.scope.corpus.tree.find(code)
        for row in self.rows:
            if row.code == key:
                return row
        raise UnknownName(
            _('The code "{code}" is not a row of this table.').format(
                code=self.scope.corpus.tree.paths.get(key, code)
            )
        )

    def cell(self, row: Row | int | str, column: str | None = None) -> Cell:
        """The cell of a row in a column, or the row's total."""
        found = row if isinstance(row, Row) else self.row(row)
        return found.total if column is None else found.cells[self._at(column)]

    def column_total(self, column: str | None = None) -> Cell:
        """What a column consists of, or the whole table."""
        return self.total if column is None else self.column_totals[self._at(column)]

    def share(
        self, row: Row | int | str, column: str | None = None, unit: str = "", of: str = "column"
    ) -> float | str | None:
        """What part a cell is: of what its column consists of, or of its row's total.

        With ``words``, how many there are for every 1,000 words that the participants of the column say.
        What stands in several columns counts in each. None where there is nothing to be a part of; where
        one of the two numbers is kept back, what :meth:`shown` says of it. Raises QueryError.
        """
        if of not in SHARES:
            raise QueryError(
                _('"{share}" is not a share; choose one of {choices}.').format(
                    share=of, choices=", ".join(SHARES)
                )
            )
        part = self.shown(row, column, unit)
        if of == "row":
            whole = self.shown(row, None, unit)
        else:
            whole = self.shown(None, column, "words" if of == "words" else unit)
        if isinstance(part, str) or isinstance(whole, str):
            return part if isinstance(part, str) else whole
        return (1000 if of == "words" else 1) * part / whole if whole else None

    def cell_passages(self, row: Row | int | str, column: str | None = None) -> list[Passage]:
        """The passages of a cell, or of the whole row."""
        found = row if isinstance(row, Row) else self.row(row)
        return read(self.scope, self._drill(found.path, None if column is None else self._at(column)))

    def placed(self, row: Row | int | str) -> tuple[Passages, Mask]:
        """All passages of a row, and in which columns each of them stands: of shape (passages, columns)."""
        found = row if isinstance(row, Row) else self.row(row)
        return self._place(found.path)

    def shown(self, row: Row | int | str | None, column: str | None = None, unit: str = "") -> int | str:
        """The number of a cell as it may be printed, or of what a column consists of (``row`` None).

        Where it would tell of too few, :func:`caqda.analysis.disclosure.shown` says what stands there.
        """
        found = row if isinstance(row, Row | None) else self.row(row)
        wholes = (*self.column_totals, self.total)
        cells = wholes if found is None else (*found.cells, found.total)
        at = len(self.columns) if column is None else self._at(column)
        return shown(cells, wholes, at, unit or self.unit, self.min_cell)

    @cached_property
    def statistics(self) -> Statistics:
        """Each row compared across the columns, case by case; what has no value is no group.

        Rows with a cell that is kept back are counted in the correction and left out.
        """
        from caqda.analysis.statistics import compare

        return compare(*self._compared("cases"), self.shared_cases, self._kept_back("cases"))

    @cached_property
    def residuals(self) -> Residuals:
        """Chi-square on the passages of each row, which are not independent."""
        from caqda.analysis.statistics import residuals

        groups, rows = self._compared("passages")
        kept = self._kept_back("passages")
        return residuals(groups, {code: having for code, having in rows.items() if code not in kept})

    def _compared(self, unit: str) -> tuple[dict[str, int], dict[str, list[int]]]:
        """The columns of values and the rows, counted in a unit."""
        there = [at for at, name in enumerate(self.columns) if NONE not in name.split(CROSS)]
        groups = {self.columns[at]: self.column_totals[at].count(unit) for at in there}
        return groups, {row.path: [row.cells[at].count(unit) for at in there] for row in self.rows}

    def _kept_back(self, unit: str) -> frozenset[str]:
        """The rows of which not every number is printed; all, where that is so of what columns consist of."""

        def whole(row: Row | None) -> bool:
            return all(isinstance(self.shown(row, column, unit), int) for column in self.columns)

        return frozenset(row.path for row in self.rows if not (whole(None) and whole(row)))

    def _units(self, row: Row | None, column: str | None) -> dict[str, int | str]:
        return {unit: self.shown(row, column, unit) for unit in UNITS}

    def to_json(self, unit: str = "", chi_square: bool = False) -> dict[str, Any]:
        """The keys that scripts rely on; ``chi_square`` on passages stands in only where asked for.

        A number that is kept back is a text such as ``<3``.
        """
        statistics = self.statistics.to_json()
        if chi_square:
            statistics["chi_square"] = self.residuals.to_json()
        return {
            "by": self.by,
            "columns": list(self.columns),
            "unit": checked_unit(unit or self.unit),
            "filter": self.scope.describe(),
            "coders": list(self.coders),
            "min_cell": self.min_cell,
            "rows": [
                {
                    "code": row.path,
                    "cells": {name: self._units(row, name) for name in self.columns},
                    "total": self._units(row, None),
                }
                for row in self.rows
            ],
            "column_totals": {name: self._units(None, name) for name in self.columns},
            "total": self._units(None, None),
            "statistics": statistics,
        }

    def _at(self, column: str) -> int:
        if column not in self.columns:
            raise UnknownName(
                _('"{column}" is not a column of this table; it has {columns}.').format(
                    column=column, columns=", ".join(self.columns)
                )
            )
        return self.columns.index(column)


def crosstab(
    study: Study | Corpus | Scope,
    by: str | Iterable[str] | None = None,
    codes: Iterable[str | int] | None = None,
    roll_up: bool = True,
    unit: str = "passages",
    bins: Bins = (),
    none: bool = True,
    min_cell: int = 0,
    *,
    level: int | None = None,
    queries: Iterable[str] = (),
    columns: Iterable[str | int] = (),
) -> Crosstab:
    """The crosstab of codes and queries by a variable, or by what else divides the material.

    The rows are ``codes``, by default every code in scope in the order of the codebook; with ``level``
    only those that deep (1 is the top). Then come ``queries``: expressions, or saved ones as ``@name``;
    where there are some and no codes are named, they are all there is. With ``roll_up`` a code counts
    the passages of its sub-codes as its own, each once.

    ``by`` is a variable, ``source``, ``case`` or ``coder``; two, crossed; or a code with a slash after
    it, for the codes beneath it. By default it is what :func:`caqda.analysis.comparing.default_by` says.
    By coder, a column counts what that coder coded, and its total is that of the sources they coded in.
    Instead of it, ``columns`` are codes and expressions. Values stand in natural order. Numbers and
    dates are put in ``bins`` by their edges: ``[2019, 2020]``, or ``{"år": [2019, 2020]}``. With
    ``none`` off, what has no value is left out of the columns and of the total.

    Cells below ``min_cell`` are kept back wherever the table is printed. Raises UnknownName and
    QueryError.
    """
    scope, unit = Scope.of(study), checked_unit(unit)
    asked = [text for text in dict.fromkeys(map(normal, queries)) if text]
    if level is not None:
        chosen = codes_at(scope, level)
    else:
        chosen = rows_of(scope, () if asked and codes is None else codes)
    named = {scope.corpus.tree.paths[code] for code in chosen}
    asked = [text for text in asked if text not in named]
    found = [scope.passages(text) for text in asked]
    tally = Tally.of(scope, found)
    sides = _columns(tally, by, bins, none, list(columns))
    infos = [scope.corpus.codes[code] for code in chosen]
    heads = [(info.id, info.path, info.name, info.depth) for info in infos]
    lines = {info.path: tally.line(info.id, roll_up) for info in infos}
    lines |= {text: tally.line_of(some) for text, some in zip(asked, found, strict=True)}
    shown = sides.shown()
    places = [*shown, -1]
    totals = tuple(Cell(*units) for units in sides.totals()[places].tolist())

    def drill(row: str, column: int | None) -> Passages:
        stands = sides.stands(lines[row])
        return lines[row].passages.keep(stands[:, -1 if column is None else shown[column]])

    def place(row: str) -> tuple[Passages, Mask]:
        found = sides.stands(lines[row])
        there = found[:, -1]
        return lines[row].passages.keep(there), found[there][:, shown]

    return Crosstab(
        by=sides.by,
        unit=unit,
        roll_up=roll_up,
        columns=tuple(sides.names[at] for at in shown),
        column_totals=totals[:-1],
        total=totals[-1],
        shared_cases=sides.shared_cases(),
        min_cell=min_cell,
        scope=scope,
        _heads=(*heads, *((0, text, text, 0) for text in asked)),
        _counts=sides.count(list(lines.values()))[:, places],
        _drill=drill,
        _place=place,
    )


def _columns(
    tally: Tally, by: str | Iterable[str] | None, bins: Bins, none: bool, expressions: list[str | int]
) -> Columns:
    """The columns that are asked for; raises QueryError where they are asked for in two ways."""
    scope = tally.scope
    if expressions:
        if by is not None or bins:
            raise QueryError(_("The columns are either values, by a variable, or those that are named."))
        return _regions(tally, "query", dict.fromkeys(expressions))
    by = default_by(scope.corpus) if by is None else by
    if isinstance(by, str) and by.strip().endswith("/") and len(by.strip()) > 1:
        above = scope.code_id(by.strip())
        beneath = scope.corpus.tree.family(above)[1:]
        if not beneath:
            raise QueryError(
                _('There are no codes beneath "{path}" to be columns.').format(
                    path=scope.corpus.tree.paths[above]
                )
            )
        return _regions(tally, f"{scope.corpus.tree.paths[above]}/", beneath)
    parts = parts_of(scope.corpus, by)
    if [part.casefold() for part in parts] == ["coder"]:
        return CoderColumns(tally)
    return VoiceColumns(tally, facet(tally, parts, bins), none)


def _regions(tally: Tally, by: str, expressions: Iterable[str | int]) -> Columns:
    """Columns of codes, by their ids, and of expressions."""
    scope, paths = tally.scope, tally.scope.corpus.tree.paths
    told = list(expressions)
    by_path = {path: code for code, path in paths.items()}
    told = [by_path.get(one, one) if isinstance(one, str) else scope.code_id(one) for one in told]
    codes = [one for one in told if isinstance(one, int)]
    named = dict(zip(codes, labels(scope, codes), strict=True))
    found = [scope.passages(as_word(paths[one]) if isinstance(one, int) else one) for one in told]
    return RegionColumns(tally, by, [named[one] if isinstance(one, int) else one for one in told], found)


def checked_unit(unit: str) -> str:
    """The unit; raises QueryError where there is no such one."""
    if unit not in UNITS:
        raise QueryError(
            _('There is no unit "{unit}"; choose one of {choices}.').format(
                unit=unit, choices=", ".join(UNITS)
            )
        )
    return unit
