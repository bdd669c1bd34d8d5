"""Counting: crosstabs and their statistics, a line for each code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from caqda.errors import ChangeError
from caqda.plain.asking import passages
from caqda.plain.desk import Item
from caqda.plain.words import SHARES, UNITS, meant
from caqda.plain.working import one_code
from caqda.wording import N_, _, numeral

if TYPE_CHECKING:
    from caqda.analysis.crosstab import Crosstab, Row
    from caqda.plain.desk import Desk

_SHARE = ("share", "andel")
_COUNTED = {
    "column": N_("{code}, of the column's {unit}: {cells}."),
    "row": N_("{code}, of its {unit}: {cells}."),
    "words": N_("{code}, {unit} per 1,000 words: {cells}."),
}


class _Asked(NamedTuple):
    table: Crosstab
    unit: str
    share: str | None


def crosstab(desk: Desk, said: str) -> None:
    """Read codes by a variable, a row on each line: 'crosstab perspektiv words samskabelse'."""
    from caqda.analysis.crosstab_grid import caption

    table, unit, share = _asked(desk, said)
    first, *others = caption(table, unit, share).splitlines()
    if not others:  # there is nothing to count
        raise ChangeError(first)
    sizes, *rest = others
    if desk.verbosity == "brief":
        desk.say(first)
    elif desk.verbosity == "full" or share is not None:
        desk.say(first, *sizes.replace("; ", ";\n").splitlines(), *rest)
    else:  # how large a column is stands in each row
        desk.say(first, _("Columns by {by}.").format(by=table.by), *rest)
    _read(desk, table, [_row(table, row, unit, share) for row in table.rows])


def _asked(desk: Desk, said: str) -> _Asked:
    """The table that is asked for: variable, unit, share and code, each where it is named, in this order."""
    from caqda.analysis.comparing import default_by
    from caqda.analysis.crosstab import crosstab as tabulate

    corpus, unit, by, share, rest = desk.corpus, "cases", "", None, said.split()
    if rest and _variable(desk, rest[0]):
        by = _variable(desk, rest.pop(0))
    if rest and (named := meant(UNITS, rest[0])):
        unit = named
        rest.pop(0)
    if rest and rest[0].casefold() in _SHARE:
        rest.pop(0)
        share = "column"
        if rest and (named := meant(SHARES, rest[0])):
            share = named
            rest.pop(0)
    codes = [one_code(desk, " ".join(rest).strip('"'))] if rest else None
    return _Asked(tabulate(corpus, by=by or default_by(corpus), codes=codes, unit=unit), unit, share)


def _variable(desk: Desk, said: str) -> str:
    known = [*desk.corpus.variables, "source", "case", "coder"]
    return next((name for name in known if name.casefold() == said.casefold()), "")


def _read(desk: Desk, table: Crosstab, lines: list[str]) -> None:
    def item(row: Row, line: str) -> Item:
        return Item(line, lambda: passages(desk, table.cell_passages(row)))

    if table.rows:
        desk.read_list([item(*told) for told in zip(table.rows, lines, strict=True)], lasting=True)


def _row(table: Crosstab, row: Row, unit: str, share: str | None) -> str:
    """One row: what is counted, the total, and each column that holds anybody; of how many, or the share."""
    from caqda.analysis.crosstab_grid import number
    from caqda.analysis.facets import told_value

    cells = []
    for column in (None, *table.columns):
        whole = table.shown(None, column, unit)
        if whole == 0 and table.shown(None, column, "words") == 0:
            continue
        name = _("total") if column is None else told_value(column)
        if share is None:
            told = _("{column} {number} of {whole}")
            cells.append(
                told.format(column=name, number=_figure(table.shown(row, column, unit)), whole=_figure(whole))
            )
        else:
            cells.append(f"{name} {number(table, row, column, unit, share)}".strip())
    line = _("{code}, {unit}: {cells}.") if share is None else _(_COUNTED[share])
    return line.format(code=row.path, unit=_(unit), cells="; ".join(cells))


def _figure(number: int | str) -> str:
    return numeral(number) if isinstance(number, int) else number


def statistics(desk: Desk, said: str) -> None:
    """Read how the groups of a variable differ, case by case: what can be said, then a line for each code."""
    from caqda.analysis.statistics_grid import statistics_grid

    table, _unit, _share = _asked(desk, said)
    grid = statistics_grid(table)
    desk.say(_("Columns by {by}.").format(by=table.by), *grid.notes)
    if not grid.rows:
        return
    lines = []
    for row, cells in zip(table.rows, grid.texts(), strict=True):
        told = [f"{head} {cell}" for head, cell in zip(grid.head[1:], cells[1:], strict=True) if cell]
        lines.append(f"{row.path}: {'; '.join(told)}.")
    _read(desk, table, lines)
