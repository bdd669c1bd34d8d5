"""A quotation laid along the words of an interview, word by word, as cheaply as possible.

The cost of an alignment is counted in words: a word that is only in the quotation or only in the
interview costs 1, one in place of another up to 1 by how unlike they are. Where the quotation marks that
something was left out, any number of words may be passed over for a small price; where its author put
words in, a few. The first and last word of the stretch are found by the alignment itself: the words
before and after it cost nothing. (Semi-global alignment after Sellers, 1980.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caqda.verify.words import Word

_ELIDED = 0.25
_INSERTED = 6  # words that an author's insertion may stand for
_LIKENESS = 0.6  # of two words, below which one is not a form of the other

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where the words of a quotation stand among others.

    ``places`` has for each word of the quotation the index of the word it is laid on, -1 where there is none.
    ``score`` is the share of the quotation that is as it stands there, 0 to 1.
    """

    places: tuple[int, ...]
    score: float

    @property
    def first(self) -> int:
        """The first word that belongs to the quotation."""
        return next((place for place in self.places if place >= 0), -1)

    @property
    def last(self) -> int:
        """The last word that belongs to the quotation."""
        return next((place for place in reversed(self.places) if place >= 0), -1)


def align(quote: Sequence[Word], words: Sequence[str]) -> Aligned:
    """Lay a quotation along words."""
    if not quote or not words:
        return Aligned((-1,) * len(quote), 0.0)
    unlike = _unlike([word.text for word in quote], words)
    costs, passed = _fill(quote, unlike)
    return _trace(quote, unlike, costs, passed)


def _unlike(quote: Sequence[str], words: Sequence[str]) -> Floats:
    """The cost of each word of the quotation in place of each other word: shape (quote, words)."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    forms, which = np.unique(np.array(words, dtype=object), return_inverse=True)
    own, at = np.unique(np.array(quote, dtype=object), return_inverse=True)
    like = process.cdist(
        own.tolist(),
        forms.tolist(),
        scorer=Indel.normalized_similarity,
        score_cutoff=_LIKENESS,
        dtype=np.float32,
    )
    costs: Floats = (1.0 - like.astype(np.float64))[at][:, which]
    return costs


def _fill(quote: Sequence[Word], unlike: Floats) -> tuple[Floats, Floats]:
    """The least cost up to each word of both, and the same after what a gap lets pass."""
    count, width = unlike.shape
    costs = np.zeros((count + 1, width + 1))
    passed = np.zeros((count + 1, width + 1))
    along = np.arange(width + 1, dtype=np.float64)
    for at in range(count):
        before = _pass(costs[at], quote[at].gap) if at else costs[at]
        passed[at] = before
        row = np.empty(width + 1)
        row[0] = before[0] + 1
        np.minimum(before[:-1] + unlike[at], before[1:] + 1, out=row[1:])
        costs[at + 1] = np.minimum.accumulate(row - along) + along
    return costs, passed


def _pass(row: Floats, gap: str) -> Floats:
    """The least cost where words may be passed over before the next one of the quotation."""
    if gap == "elision":
        free: Floats = np.minimum(row, np.minimum.accumulate(row) + _ELIDED)
        return free
    if gap == "insertion":
        some = row.copy()
        for step in range(1, min(_INSERTED, len(row) - 1) + 1):
            np.minimum(some[step:], row[:-step], out=some[step:])
        return some
    return row


def _trace(quote: Sequence[Word], unlike: Floats, costs: Floats, passed: Floats) -> Aligned:
    count = len(quote)
    column = int(np.argmin(costs[count]))
    cost = float(costs[count, column])
    places = [-1] * count
    for at in range(count - 1, -1, -1):
        row = passed[at]
        while column > 0 and costs[at + 1, column] == costs[at + 1, column - 1] + 1 < min(
            row[column - 1] + unlike[at, column - 1], row[column] + 1
        ):
            column -= 1
        if column > 0 and row[column - 1] + unlike[at, column - 1] <= row[column] + 1:
            column -= 1
            if unlike[at, column] < 1:
                places[at] = column
        column = _where_from(costs[at], row, column, quote[at].gap) if at else column
    return Aligned(tuple(places), max(0.0, 1 - cost / count))


def _where_from(row: Floats, passed: Floats, column: int, gap: str) -> int:
    """The word before the gap from which the least cost came."""
    if not gap or passed[column] == row[column]:
        return column
    if gap == "elision":
        return int(np.argmin(row[: column + 1]))
    low = max(0, column - _INSERTED)
    return low + int(np.argmin(row[low : column + 1]))
