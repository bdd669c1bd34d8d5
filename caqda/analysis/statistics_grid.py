"""The statistics of a crosstab laid out for reading, a code in each row as in the crosstab itself."""

from __future__ import annotations

from math import nan

from caqda.analysis.crosstab import Crosstab
from caqda.analysis.disclosure import WITHHELD
from caqda.analysis.grid import Cell, Figure, Grid, half_up
from caqda.analysis.statistics import Difference, RowStatistics
from caqda.wording import N_, _, language

_TESTS = {
    "Fisher's exact test": N_(
        "Fisher's exact test of who has the code and who has not, two-sided. Cases: {sizes}."
    ),
    "Fisher-Freeman-Halton exact test": N_(
        "Fisher-Freeman-Halton exact test of who has the code and who has not, two-sided. Cases: {sizes}."
    ),
}


def statistics_grid(table: Crosstab) -> Grid:
    """The comparison by case; no rows where no test could be made.

    Differences stand in it where there are two groups; with more, they are in the JSON.
    """
    told = table.statistics
    head = [_("code"), "p", "p (Holm)", _("smallest p"), "Cramér's V"]
    two = len(told.groups) == 2
    if two:
        head += [f"{told.groups[0]} − {told.groups[1]}", _("from"), _("to")]
    rows = _named(table, head, {row.code: _numbers(row, two) for row in told.rows})
    return Grid.of(_("Cases compared"), head, rows, [statistics_caption(table)])


def statistics_caption(table: Crosstab) -> str:
    """What the tests are, and what they can bear, in the language of the interface."""
    told = table.statistics
    lines = [told.caution(language())]
    if told.test is not None:
        sizes = "; ".join(f"{name} {size}" for name, size in zip(told.groups, told.sizes, strict=True))
        lines.insert(0, _(_TESTS[told.test]).format(sizes=sizes))
    if len(told.groups) == 2 and told.rows:
        lines.append(
            _("The difference, in percentage points of cases, has its 95 % interval (Newcombe 1998).")
        )
    return "\n".join(lines)


def residuals_grid(table: Crosstab) -> Grid:
    """Chi-square on passages with the adjusted residual of each column, and its warning."""
    told = table.residuals
    head = [
        _("code"),
        _("chi-square"),
        "p",
        *(_("residual {column}").format(column=name) for name in told.columns),
    ]
    rows: dict[str, list[Cell]] = {
        row.code: [_rounded(row.chi_square), p_text(row.p), *map(_rounded, row.residuals)]
        for row in told.rows
    }
    notes = [_("Chi-square of a code's passages against the other coded passages, with adjusted residuals.")]
    notes.append(told.caution(language()))
    return Grid.of(_("Chi-square on passages"), head, _named(table, head, rows), notes)


def p_text(p: float | None) -> str:
    """A p with three decimals, never 0."""
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def _named(table: Crosstab, head: list[str], rows: dict[str, list[Cell]]) -> list[list[Cell]]:
    """A line for each row of the crosstab, withheld where there is none; no line where there is no row."""
    none: list[Cell] = [WITHHELD] * (len(head) - 1)
    return [["  " * row.depth + row.name, *rows.get(row.path, none)] for row in table.rows if rows]


def _numbers(row: RowStatistics, two: bool) -> list[Cell]:
    found: list[Cell] = [p_text(row.p), p_text(row.p_holm), p_text(row.smallest_p), _rounded(row.v)]
    return found + (_difference(row.differences[0]) if two else [])


def _difference(told: Difference) -> list[Cell]:
    return [int(half_up(100 * share)) for share in (told.difference, told.low, told.high)]


def _rounded(value: float | None) -> Cell:
    return Figure(nan if value is None else value, 2)
