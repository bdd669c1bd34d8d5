"""Charts of what analysis has counted. What a table keeps back, its chart keeps back too."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from caqda.analysis.crosstab import Crosstab
from caqda.analysis.grid import Cell
from caqda.errors import QueryError
from caqda.reports.charts import Bars, HeatMap, Mark
from caqda.reports.document import Chart
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.table import Table

CHARTS = ("heat", "bars")
"""The kinds of charts that a table can be drawn as."""


def chart(table: Table, kind: str) -> Chart:
    """A table as a chart of a kind, one of :data:`CHARTS`, with its numbers and what they count.

    The total of a crosstab is left out: it is not of the same kind as the columns. Raises QueryError.
    """
    if kind not in CHARTS:
        raise QueryError(
            _('"{kind}" is not a chart; choose one of {charts}.').format(kind=kind, charts=", ".join(CHARTS))
        )
    grid = table.grid
    columns = range(grid.labels, len(grid.head))
    rows = grid.rows
    if isinstance(table.told, Crosstab):
        if table.asked.transposed:
            rows = tuple(row for row in rows if str(row[0]).strip() != _("total"))
        else:
            columns = columns[: len(table.told.columns)]
    labels = tuple(", ".join(filter(None, (str(one).strip() for one in row[: grid.labels]))) for row in rows)
    marks = tuple(tuple(_mark(row[at]) for at in columns) for row in rows)
    made = HeatMap if kind == "heat" else Bars
    unit = grid.notes[0].split(". ")[0].rstrip(".") if grid.notes else ""
    figure = made(labels, tuple(grid.head[at] for at in columns), marks, unit)
    return Chart(grid.title, figure, _in_words(figure), grid.notes)


def _in_words(figure: HeatMap | Bars) -> str:
    """What can be seen in a chart, for those who do not see it."""
    columns = figure.columns if isinstance(figure, HeatMap) else figure.series
    found = [
        (mark.number, label, column, mark.text)
        for label, row in zip(figure.labels, figure.marks, strict=True)
        for column, mark in zip(columns, row, strict=True)
        if mark.number
    ]
    if not found:
        return _("The chart is empty.")
    __, label, column, text = max(found, key=lambda one: one[0])
    cells = len(figure.labels) * len(columns)
    said = _("The largest number is {number}: {row}, {column}. {empty} of {cells} places have none.")
    return said.format(number=text, row=label, column=column, empty=cells - len(found), cells=cells)


def _mark(cell: Cell) -> Mark:
    if isinstance(cell, str):
        return Mark(None, cell)
    if isinstance(cell, int):
        return Mark(cell, str(cell))
    return Mark(None if isnan(cell.value) else cell.value, str(cell))
