"""The statistics of a crosstab laid out for reading, a code in each row as in the crosstab itself."""

from __future__ import annotations

from caqda.analysis.crosstab import Crosstab
from caqda.analysis.disclosure import WITHHELD
from caqda.analysis.statistics import Difference, RowStatistics

Cells = list[str | float]


def statistics_grid(table: Crosstab) -> tuple[list[str], list[Cells]]:
    """The headings and rows of the comparison by case; no rows where no test could be made.

    Differences stand in it where there are two groups; with more, they are in the JSON.
    """
    told = table.statistics
    head = ["code", "p", "p (Holm)", "smallest p", "Cramér's V"]
    if len(told.groups) == 2:
        head += [f"{told.groups[0]} − {told.groups[1]}", "from", "to"]
    return head, _named(table, head, {row.code: _numbers(row, len(told.groups) == 2) for row in told.rows})


def statistics_caption(table: Crosstab, language: str) -> str:
    """What the tests are, and what they can bear: in English, and in Danish where the study is Danish."""
    told = table.statistics
    lines = [told.caution()]
    if told.test is not None:
        sizes = "; ".join(f"{name} {size}" for name, size in zip(told.groups, told.sizes, strict=True))
        kind = f"{told.test} of who has the code and who has not, two-sided. Cases: {sizes}."
        lines.insert(0, kind)
    if len(told.groups) == 2 and told.rows:
        lines.append("The difference, in percentage points of cases, has its 95 % interval (Newcombe 1998).")
    if language == "da":
        lines.append(told.caution("da"))
    return "\n".join(lines)


def residuals_grid(table: Crosstab) -> tuple[list[str], list[Cells]]:
    """The headings and rows of chi-square on passages: the adjusted residual of each column."""
    told = table.residuals
    head = ["code", "chi-square", "p", *(f"residual {name}" for name in told.columns)]
    rows: dict[str, Cells] = {
        row.code: [_rounded(row.chi_square), p_text(row.p), *map(_rounded, row.residuals)]
        for row in told.rows
    }
    return head, _named(table, head, rows)


def residuals_caption(table: Crosstab, language: str) -> str:
    """The warning, in English, and in Danish where the study is Danish."""
    told = table.residuals
    kind = "Chi-square of a code's passages against the other coded passages, with adjusted residuals."
    return "\n".join([kind, told.caution(), *([told.caution("da")] if language == "da" else [])])


def p_text(p: float | None) -> str:
    """A p with three decimals, never 0."""
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def _named(table: Crosstab, head: list[str], rows: dict[str, Cells]) -> list[Cells]:
    """A line for each row of the crosstab, withheld where there is none; no line where there is no row."""
    none: Cells = [WITHHELD] * (len(head) - 1)
    return [["  " * row.depth + row.name, *rows.get(row.path, none)] for row in table.rows if rows]


def _numbers(row: RowStatistics, two: bool) -> Cells:
    found: Cells = [p_text(row.p), p_text(row.p_holm), p_text(row.smallest_p), _rounded(row.v)]
    return found + (_difference(row.differences[0]) if two else [])


def _difference(told: Difference) -> Cells:
    return [round(100 * share) for share in (told.difference, told.low, told.high)]


def _rounded(value: float | None) -> str | float:
    return "" if value is None else round(value, 2)
