"""Codes by groups: a heat map of cases, the table in all units, and the comparison case by case."""

from __future__ import annotations

from collections.abc import Sequence

from caqda.analysis.crosstab import Row
from caqda.analysis.statistics_grid import p_text
from caqda.analysis.tally import UNITS
from caqda.reports.charts import HeatMap, Mark
from caqda.reports.document import Cell, Chart, Table, Value
from caqda.reports.parts.making import Made, Making, note

_FEW = 3  # cases; a share of fewer is no share
_NAMED = 8


def blocks(making: Making) -> Made:
    """The chart, a table for each unit, the statistics with their sentence of caution."""
    table, say, words = making.table, making.say, making.words
    columns = tuple(map(making.name, table.columns))
    rows = [row for row in table.rows if row.total.passages]
    largest = max((one.cases for one in table.column_totals), default=0)
    few = max(min(_FEW, largest), 1)
    yield Chart(
        say.heat_caption.format(by=making.by_name),
        HeatMap(
            tuple(making.scope.corpus.codes[row.code].name for row in rows),
            tuple(
                f"{making.name(name)} ({making.mark(table.shown(None, name, 'cases')).text})"
                for name in table.columns
            ),
            tuple(tuple(_share(making, row, name, few) for name in table.columns) for row in rows),
            say.heat_unit,
            scale=1.0,
        ),
        _in_most(making, rows),
        notes=(say.heat_counts, (say.heat_note if few > 1 else say.heat_share), *making.basis),
    )
    headings = {
        "cases": (words.cases, words.column_cases),
        "sources": (words.sources, words.column_sources),
        "passages": (words.passages, say.passages_coded),
        "words": (words.words, words.column_words),
    }
    for unit in UNITS:
        heading, whole = headings[unit]
        several = (say.in_several,) if unit in ("sources", "passages") else ()
        yield Table(
            caption=words.whole_caption.format(code=heading, by=making.by_name),
            head=(words.code, *columns, words.total),
            rows=tuple(
                (
                    making.label(row.code),
                    *(making.count(table.shown(row, name, unit)) for name in (*table.columns, None)),
                )
                for row in table.rows
            ),
            foot=(
                (
                    Cell(whole),
                    *(making.count(table.shown(None, name, unit)) for name in (*table.columns, None)),
                ),
            ),
            notes=(words.every_row, *several, *making.basis),
            name=heading,
        )
    yield from _statistics(making)


def _share(making: Making, row: Row, column: str, few: int) -> Mark:
    """The cases of a group that have a code, as dark as they are many of the group.

    A group of fewer cases than ``few`` is taken to have that many, so that one of one is not darkest.
    """
    told, whole = (making.table.shown(one, column, "cases") for one in (row, None))
    number = told / max(whole, few) if isinstance(told, int) and isinstance(whole, int) and whole else None
    return Mark(number, making.mark(told).text)


def _in_most(making: Making, rows: Sequence[Row]) -> str:
    """The codes that most cases have, in words."""
    table, say, words = making.table, making.say, making.words
    told = {row.code: table.shown(row, None, "cases") for row in rows}
    numbers = {code: cases for code, cases in told.items() if isinstance(cases, int)}
    if not numbers:
        return say.heat_empty
    most, names = max(numbers.values()), making.scope.corpus.codes
    first = [names[code].name for code, cases in numbers.items() if cases == most]
    codes = ", ".join(first[:_NAMED]) + (say.and_others if len(first) > _NAMED else "")
    whole = making.mark(table.shown(None, None, "cases")).text
    return say.heat_told.format(
        most=words.whole_of.format(number=words.number(most), whole=whole), codes=codes
    )


def _statistics(making: Making) -> Made:
    told, say = making.table.statistics, making.say
    codes = {path: code for code, path in making.tree.paths.items()}
    if told.rows:
        yield Table(
            caption=say.statistics_caption.format(by=making.by_name),
            head=say.statistics_head,
            rows=tuple(
                (
                    making.label(codes[row.code]),
                    *(_p(making, value) for value in (row.p, row.smallest_p, row.p_holm, row.v)),
                )
                for row in told.rows
            ),
            notes=(say.statistics_note, *making.basis),
            name=say.statistics_name,
        )
    yield note(told.caution(making.language))


def _p(making: Making, value: float | None) -> Cell:
    if value is None:
        return Cell("–")
    return Cell(making.words.decimals(p_text(value)), (Value(value, ""),))
