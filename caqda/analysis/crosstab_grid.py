"""A crosstab laid out for reading: headings, numbers, and the lines that say what they count."""

from __future__ import annotations

from caqda.analysis.crosstab import Crosstab, Row
from caqda.analysis.disclosure import WITHHELD
from caqda.analysis.grid import Cell, Figure, Grid
from caqda.analysis.notes import filtered, levels
from caqda.errors import QueryError
from caqda.wording import _, ngettext, numeral

SHARES = ("column", "row", "words")
"""What a cell can be a share of: its column, its row, or 1,000 words of its participants."""


def crosstab_grid(table: Crosstab, unit: str = "", share: str | None = None) -> Grid:
    """A row for each code, indented by its depth, or query; the last column is the total.

    With ``share`` the numbers are percentages of the column or of the row, or per 1,000 words.
    """
    unit = unit or table.unit
    rows = [
        [
            "  " * row.depth + row.name,
            *(number(table, row, column, unit, share) for column in (*table.columns, None)),
        ]
        for row in table.rows
    ]
    title = _("Codes by {columns}").format(columns=table.by)
    return Grid.of(title, [_("code"), *table.columns, _("total")], rows, [caption(table, unit, share)])


def number(table: Crosstab, row: Row, column: str | None, unit: str, share: str | None = None) -> Cell:
    """One number of the table; an empty string where a share has nothing to be a share of."""
    if share is not None and share not in SHARES:
        raise QueryError(
            _('"{share}" is not a share; choose one of {choices}.').format(
                share=share, choices=", ".join(SHARES)
            )
        )
    count = table.shown(row, column, unit)
    if share is None or isinstance(count, str):
        return count
    basis = {"column": (None, column, unit), "row": (row, None, unit), "words": (None, column, "words")}[
        share
    ]
    whole = table.shown(*basis)
    if isinstance(whole, str) or not whole:
        return whole if isinstance(whole, str) else ""
    return Figure(1000 * count / whole, 2) if share == "words" else Figure(count / whole, percent=True)


def caption(table: Crosstab, unit: str, share: str | None = None) -> str:
    """What the numbers count, how large each column is, the filter and the coders: a line each.

    Where there is nothing to count, one sentence says so instead.
    """
    if nothing := _nothing(table):
        return nothing
    counted = {
        None: _("Each number counts {unit}."),
        "column": _("Each number is the share of its column's {unit} that have the code."),
        "row": _("Each number is the share of the code's {unit} that stand in the column."),
        "words": _("Each number counts {unit} per 1,000 words of the column's participants."),
    }[share].format(unit=_(unit))
    sizes = "; ".join(f"{name} {_size(table, name)}" for name in table.columns)
    lines = [
        f"{counted} {levels(table.roll_up)}",
        _("Columns by {by}: {sizes}; total {total}.").format(
            by=table.by, sizes=sizes, total=_size(table, None)
        ),
        filtered(table.scope),
    ]
    if table.min_cell:
        kept = _(
            "<{least} stands for fewer than {least}, or for what fewer cases are behind; {withheld} for a "
            "total that would give it away."
        )
        lines[0] += " " + kept.format(least=table.min_cell, withheld=WITHHELD)
    return "\n".join(lines)


def _nothing(table: Crosstab) -> str:
    """Why a table has no columns or no rows; empty where it has both."""
    corpus = table.scope.corpus
    if not corpus.sources:
        return _("There are no interviews in this study yet; 'caqda import' brings them in.")
    if not table.rows:
        return _("There are no codes to count; code something first, or 'caqda codebook import' brings some.")
    if not table.columns:
        told = _("Nothing that is looked at ({filter}) has a value of {by}, so there are no columns.")
        return told.format(filter=_(table.scope.describe()), by=table.by)
    return ""


def _size(table: Crosstab, column: str | None) -> str:
    cases, words = (table.shown(None, column, unit) for unit in ("cases", "words"))
    said = numeral(words) if isinstance(words, int) else words
    number = cases if isinstance(cases, int) else 2
    text = ngettext(
        "{cases} case, {words} participant words", "{cases} cases, {words} participant words", number
    )
    return text.format(cases=cases, words=said)
