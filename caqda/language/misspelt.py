"""Words that are nearly those asked for: a letter wrong, missing, too many or in the wrong place.

One letter in five may be wrong, capitals, ``aa`` for ``å`` and the like not counted; so nothing may in
a word of four letters, one may in ``leder`` and two in ``samarbejde``. A space is a letter too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from caqda.language.names import fold
from caqda.language.segments import words
from caqda.language.vocabulary import Ints, Vocabulary, letter_counts

_LETTERS_FOR_A_SLIP = 5


def like(wanted: str, source: Vocabulary) -> list[tuple[int, int]]:
    """Where words stand that are spelt nearly as ``wanted``, as spans of the text, in order.

    Words with nothing but spaces between them are taken together. Of places that overlap, the one with
    fewest slips is found, then the first, then the shortest.
    """
    asked = " ".join(fold(wanted[start:end]) for start, end in words(wanted))
    if not asked:
        return []
    slips = len(asked) // _LETTERS_FOR_A_SLIP
    size = asked.count(" ") + 1
    letters = letter_counts((asked,))[0]
    # A slip takes away one letter at most, so a word with more that are not asked for is not meant.
    may = (np.maximum(source.letters - letters, 0).sum(axis=1) <= slips)[source.number]
    if not may.any():
        return []
    found: list[tuple[int, int, int]] = []
    for several in range(max(1, size - slips), size + slips + 1):
        found += _of_size(asked, slips, _shortlist(letters, may, slips, several, source), several, source)
    return _apart(sorted(found), source)


def _of_size(
    asked: str, slips: int, first: Ints, size: int, source: Vocabulary
) -> list[tuple[int, int, int]]:
    """The slips, first word and last word of those stretches of so many words that are near enough."""
    if not len(first):
        return []
    from rapidfuzz.distance import OSA

    stretches, which = np.unique(
        np.stack([source.number[first + at] for at in range(size)], axis=1), axis=0, return_inverse=True
    )
    texts = [" ".join(source.folded[word] for word in stretch) for stretch in stretches.tolist()]
    far = np.array([OSA.distance(asked, text, score_cutoff=slips) for text in texts])[which.reshape(-1)]
    return [
        (int(distance), int(at), int(at) + size - 1)
        for distance, at in zip(far, first, strict=True)
        if distance <= slips
    ]


def _shortlist(
    wanted: NDArray[Any], may: NDArray[np.bool_], slips: int, size: int, source: Vocabulary
) -> Ints:
    """The first words of stretches that have about the letters asked for, in whatever order.

    ``may`` says of each word whether it may be in one.
    """
    first = np.flatnonzero(may[: max(0, len(may) - size + 1)])
    for at in range(1, size):
        first = first[may[first + at] & source.joined[first + at - 1]]
    if not len(first):
        return first
    ends = source.ends
    length = ends[first + size] - ends[first] + size - 1
    first = first[np.abs(length - int(wanted.sum())) <= slips]
    letters = sum((source.letters[source.number[first + at]] for at in range(size)), -wanted)
    letters[:, ord(" ") % letters.shape[1]] += size - 1
    near: Ints = first[np.abs(letters).sum(axis=1) <= 2 * slips]
    return near


def _apart(found: list[tuple[int, int, int]], source: Vocabulary) -> list[tuple[int, int]]:
    taken: set[int] = set()
    chosen = []
    for _, first, last in found:
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            chosen.append((int(source.spans[first, 0]), int(source.spans[last, 1])))
    return sorted(chosen)
