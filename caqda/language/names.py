"""Names that were almost meant: what "did you mean" offers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "aa"})
_NEAR = 70  # of 100; below it, names merely share letters
_PART = 85  # what a name is worth of which whole words, or their beginning, were written
_BEGUN = 3  # letters from which on a beginning is one
_WITHIN = 5  # letters from which on what stands within a word is a part of it


def fold(name: str) -> str:
    """A name without capitals and Danish letters, so that its spellings meet: å is aa, ø is oe or o."""
    composed = unicodedata.normalize("NFC", name)
    return composed.casefold().translate(_FOLD).replace("oe", "o")


def nearest(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names most like ``name``, best first, each once; none where nothing is near.

    Near is what has most letters in common, in order or word by word, and a name of which a part was
    written, with a slip or without.
    """
    wanted = fold(name).strip()
    near = {one: _likeness(wanted, fold(one)) for one in names} if wanted else {}
    return sorted((one for one in near if near[one] >= _NEAR), key=lambda one: -near[one])[:limit]


def _likeness(wanted: str, name: str) -> float:
    """How alike two folded names are, 0 to 100."""
    from rapidfuzz import fuzz

    whole = max(fuzz.ratio(wanted, name), fuzz.token_sort_ratio(wanted, name))
    if len(wanted) < _BEGUN:
        return whole
    words = name.replace("/", " ").split()
    if f" {wanted}" in f" {' '.join(words)}" or (len(wanted) >= _WITHIN and wanted in name):
        return max(whole, _PART)
    written = max((fuzz.ratio(wanted, word) for word in words), default=0) if len(words) > 1 else 0
    return max(whole, _PART / 100 * written)
