"""Names so alike that one of them may be a slip."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from caqda.language.names import fold

_ALIKE = 88.0


def alike(names: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of different names that differ in about one letter of eight, capitals aside."""
    from rapidfuzz import fuzz

    folded = [(name, fold(name)) for name in dict.fromkeys(names)]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(folded, 2)
        if fuzz.ratio(a, b, score_cutoff=_ALIKE)
    ]
