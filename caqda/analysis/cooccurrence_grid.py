"""Codes by codes laid out for reading: as a list of pairs, or as a matrix of one measure."""

from __future__ import annotations

from collections import Counter
from math import isnan

from caqda.analysis.cooccurrence import Cooccurrence
from caqda.analysis.extent import coders_of
from caqda.analysis.scope import Scope

Cells = list[str | int | float]

_MEANING = {
    "both": "Each number counts {counted} with both codes; on the diagonal, with the code.",
    "jaccard": "Each number is {counted} with both codes, of those with either (Jaccard, the c-coefficient).",
    "share": "Each number is the share of the row's {counted} that have the column's code too.",
    "lift": "Each number is how many times as much has both codes as chance placing would give.",
    "characters": "Each number counts the characters that both codes cover; on the diagonal, the code.",
}


def labels(scope: Scope, codes: tuple[int, ...]) -> list[str]:
    """The names of codes, and the path where several have one name."""
    known = [scope.corpus.codes[code] for code in codes]
    often = Counter(code.name for code in known)
    return [code.name if often[code.name] == 1 else code.path for code in known]


def pairs_grid(told: Cooccurrence, by: str = "jaccard", limit: int = 0) -> tuple[list[str], list[Cells]]:
    """The headings and a row for each pair of codes that meet, largest measure first.

    ``limit`` is how many are shown, 0 for all.
    """
    names = labels(told.scope, told.codes)
    head = ["code", "with", "both", "jaccard", "of the first", "of the second", "lift", "characters"]
    both, shared, share = told.both, told.jaccard, told.share
    lift, characters = told.lift, told.characters
    rows: list[Cells] = [
        [
            names[a],
            names[b],
            int(both[a, b]),
            _rounded(float(shared[a, b]), 3),
            f"{100 * share[a, b]:.0f} %",
            f"{100 * share[b, a]:.0f} %",
            _rounded(float(lift[a, b]), 2),
            int(characters[a, b]),
        ]
        for a, b in told.pairs(by)[: limit or None]
    ]
    return head, rows


def matrix_grid(told: Cooccurrence, measure: str = "both") -> tuple[list[str], list[Cells]]:
    """The headings and a row for each code, one measure with every other."""
    names = labels(told.scope, told.codes)
    found = told.measure(measure)
    whole = measure in ("both", "characters")
    rows: list[Cells] = [
        [name, *(int(value) if whole else _rounded(float(value), 3) for value in found[at])]
        for at, name in enumerate(names)
    ]
    return ["code", *names], rows


def caption(told: Cooccurrence, measure: str = "") -> str:
    """What the numbers count, the filter and the coders: a line each."""
    where = "overlap" if told.within == "overlap" else f"are in the same {told.within}"
    lines = [
        f"Two codes meet where their passages {where}: "
        f"{told.whole:,} {told.counted} {'with any of the codes' if told.within == 'overlap' else 'in all'}."
    ]
    if measure:
        lines.append(_MEANING[measure].format(counted=told.counted))
    else:
        lines.append(
            f"Both counts {told.counted}; jaccard is both, of either (the c-coefficient); then the share of "
            "each code's own; lift is how many times as much has both as chance placing would give"
            f"{', by characters' if told.within == 'overlap' else ''}."
        )
    coders = ", ".join(coders_of(told.scope)) or "none"
    return "\n".join([*lines, f"Filter: {told.scope.describe()}. Coders: {coders}."])


def _rounded(value: float, digits: int) -> str:
    return "" if isnan(value) else f"{value:.{digits}f}"
