"""A crosstab laid out for reading: headings, numbers, and the lines that say what they count."""

from __future__ import annotations

from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import Crosstab, Row
from caqda.analysis.disclosure import WITHHELD
from caqda.errors import QueryError

SHARES = ("column", "row", "words")
"""What a cell can be a share of: its column, its row, or 1,000 words of its participants."""

FEW_VALUES = range(2, 9)
_PERSPECTIVES = ("perspektiv", "perspective")

Number = int | float | str


def default_by(corpus: Corpus) -> str:
    """The variable to compare by where none is named: the perspective, or the first with a few values.

    ``source`` where no variable has.
    """
    values: dict[str, set[str]] = {}
    owned = [thing.variables for thing in corpus.cases.values()]
    for variables in [*owned, *(thing.variables for thing in corpus.sources.values())]:
        for name, value in variables.items():
            values.setdefault(name, set()).add(value)
    for name in values:
        if name.casefold() in _PERSPECTIVES:
            return name
    few = [
        name
        for name, kind in corpus.variables.items()
        if kind != "date" and len(values.get(name, ())) in FEW_VALUES
    ]
    return (few or ["source"])[0]


def grid(table: Crosstab, unit: str, share: str | None = None) -> tuple[list[str], list[list[Number]]]:
    """The headings and the rows of a crosstab, a code in each, indented by its depth.

    With ``share`` the numbers are percentages of the column or of the row, or per 1,000 words.
    """
    head = ["code", *table.columns, "total"]
    rows: list[list[Number]] = []
    for row in table.rows:
        name = "  " * row.depth + row.name
        rows.append([name, *(number(table, row, column, unit, share) for column in (*table.columns, None))])
    return head, rows


def number(table: Crosstab, row: Row, column: str | None, unit: str, share: str | None = None) -> Number:
    """One number of the table; an empty string where a share has nothing to be a share of."""
    if share is not None and share not in SHARES:
        raise QueryError(f'"{share}" is not a share; choose one of {", ".join(SHARES)}.')
    count = table.shown(row, column, unit)
    if share is None or isinstance(count, str):
        return count
    basis = {"column": (None, column, unit), "row": (row, None, unit), "words": (None, column, "words")}[
        share
    ]
    whole = table.shown(*basis)
    if isinstance(whole, str) or not whole:
        return whole if isinstance(whole, str) else ""
    return round(1000 * count / whole, 2) if share == "words" else f"{100 * count / whole:.0f} %"


def caption(table: Crosstab, unit: str, share: str | None = None) -> str:
    """What the numbers count, how large each column is, the filter and the coders: a line each."""
    counted = {
        None: f"Each number counts {unit}.",
        "column": f"Each number is the share of its column's {unit} that have the code.",
        "row": f"Each number is the share of the code's {unit} that stand in the column.",
        "words": f"Each number counts {unit} per 1,000 words of the column's participants.",
    }[share]
    levels = "Codes include their sub-codes." if table.roll_up else "Codes stand without their sub-codes."
    sizes = [_size(table, name) for name in table.columns]
    lines = [
        f"{counted} {levels}",
        f"Columns by {table.by}: {'; '.join(sizes)}; total {_size(table, None)}.",
        f"Filter: {table.scope.describe()}. Coders: {', '.join(table.coders) or 'none'}.",
    ]
    if table.min_cell:
        lines[0] += (
            f" <{table.min_cell} stands for fewer than {table.min_cell}, or for what fewer cases are behind; "
            f"{WITHHELD} for a total that would give it away."
        )
    return "\n".join(lines)


def _size(table: Crosstab, column: str | None) -> str:
    number, words = (table.shown(None, column, unit) for unit in ("cases", "words"))
    cases = "1 case" if number == 1 else f"{number} cases"
    said = f"{words:,}" if isinstance(words, int) else words
    return f"{column or ''} {cases}, {said} participant words".strip()
