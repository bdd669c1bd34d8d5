"""Names that were almost meant: what "did you mean" offers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "aa"})
_LEAST = 60  # of 100; below it, names merely share letters


def fold(name: str) -> str:
    """A name without capitals and Danish letters, so that its spellings meet: å is aa, ø is oe or o."""
    composed = unicodedata.normalize("NFC", name)
    return composed.casefold().translate(_FOLD).replace("oe", "o")


def nearest(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names most like ``name``, best first, each once; none where nothing is near."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        name, list(dict.fromkeys(names)), scorer=fuzz.WRatio, processor=fold, limit=limit, score_cutoff=_LEAST
    )
    return [choice for choice, _, _ in found]
