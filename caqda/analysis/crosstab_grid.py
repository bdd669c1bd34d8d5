"""A crosstab laid out for reading: headings, numbers, and the lines that say what they count."""

from __future__ import annotations

from caqda.analysis.crosstab import Crosstab, Row
from caqda.analysis.disclosure import WITHHELD
from caqda.analysis.facets import told_by, told_value
from caqda.analysis.grid import Cell, Figure, Grid
from caqda.analysis.notes import filtered, levels
from caqda.analysis.tally import UNITS
from caqda.wording import _, ngettext, numeral


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
    title = _("Codes by {columns}").format(columns=told_by(table.by))
    head = [_("code"), *map(told_value, table.columns), _("total")]
    return Grid.of(title, head, rows, [caption(table, unit, share)])


def number(table: Crosstab, row: Row, column: str | None, unit: str, share: str | None = None) -> Cell:
    """One number of the table; an empty string where a share has nothing to be a share of."""
    if share is None:
        return table.shown(row, column, unit)
    found = table.share(row, column, unit, share)
    if found is None or isinstance(found, str):
        return found or ""
    return Figure(found, 2) if share == "words" else Figure(found, percent=True)


def caption(table: Crosstab, unit: str, share: str | None = None) -> str:
    """What the numbers count, how large each column is, the filter and the coders: a line each.

    Where there is nothing to count, one sentence says so instead.
    """
    if nothing := _nothing(table):
        return nothing
    counted = {
        None: _("Each number counts {unit}."),
        "column": _("Each number is the share of the group's {unit} that have the code."),
        "row": _("Each number is the share of the code's {unit} that are of the group."),
        "words": _("Each number counts {unit} per 1,000 words of the group's participants."),
    }[share].format(unit=_(unit))
    sizes = "; ".join(f"{told_value(name)} {_size(table, name)}" for name in table.columns)
    lines = [
        f"{counted} {levels(table.roll_up)}",
        _("Groups by {by}: {sizes}; total {total}.").format(
            by=told_by(table.by), sizes=sizes, total=_size(table, None)
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


def sizes_grid(table: Crosstab) -> Grid:
    """What each column consists of: cases, sources, passages with any code, and words of participants."""
    head = [told_by(table.by), *(_(unit) for unit in UNITS)]
    rows = [
        [name, *(table.shown(None, column, unit) for unit in UNITS)]
        for name, column in (*((told_value(one), one) for one in table.columns), (_("total"), None))
    ]
    note = _(
        "Cases and sources of each column, passages with any code, and the words of its participants. Who "
        "belongs to several columns counts in each, and once in the total."
    )
    return Grid.of(_("What each column consists of"), head, rows, [note, filtered(table.scope)])


def _nothing(table: Crosstab) -> str:
    """Why a table has no columns or no rows; empty where it has both."""
    corpus = table.scope.corpus
    if not corpus.sources:
        return _("There are no interviews in this study yet; 'caqda import' brings them in.")
    if not table.rows:
        return _("There are no codes to count; code something first, or 'caqda codebook import' brings some.")
    if not table.columns:
        told = _("Nothing that is looked at ({filter}) has a value of {by}, so there are no columns.")
        return told.format(filter=_(table.scope.describe()), by=told_by(table.by))
    return ""


def _size(table: Crosstab, column: str | None) -> str:
    cases, words = (table.shown(None, column, unit) for unit in ("cases", "words"))
    said = numeral(words) if isinstance(words, int) else words
    number = cases if isinstance(cases, int) else 2
    text = ngettext(
        "{cases} case, {words} participant words", "{cases} cases, {words} participant words", number
    )
    return text.format(cases=cases, words=said)
