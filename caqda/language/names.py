"""Names that were almost meant."""

from __future__ import annotations

from collections.abc import Iterable

_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "aa"})


def fold(name: str) -> str:
    """A name without capitals and Danish letters, so that spellings of it meet."""
    return name.casefold().translate(_FOLD).replace("oe", "o")


def nearest(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names most like ``name``, best first; none where nothing is near."""
    from rapidfuzz import fuzz, process

    choices = list(names)
    found = process.extract(name, choices, scorer=fuzz.WRatio, processor=fold, limit=limit, score_cutoff=60)
    return [choice for choice, _, _ in found]
