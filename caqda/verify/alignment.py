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

ELIDED = 0.25
"""The cost of passing over what a quotation marks as left out."""
INSERTED = 6
"""Words that an author's insertion may stand for, at most."""
_LIKENESS = 0.6  # of two words, below which one is not a form of the other

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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


class Aligner:
    """A quotation, ready to be laid along stretches of words: each stretch by the numbers of its words.

    ``spoken`` are the words by number. How unlike two words are is worked out once for all stretches.
    """

    def __init__(self, quote: Sequence[Word], stretches: Sequence[Ints], spoken: Sequence[str]) -> None:
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        self._quote = quote
        forms = dict.fromkeys(word.text for word in quote)
        at = {form: number for number, form in enumerate(forms)}
        self._forms = np.array([at[word.text] for word in quote])
        self._known = np.unique(np.concatenate(stretches))
        like = process.cdist(
            list(forms),
            [spoken[number] for number in self._known.tolist()],
            scorer=Indel.normalized_similarity,
            score_cutoff=_LIKENESS,
            dtype=np.float32,
        )
        self._unlike: Floats = 1.0 - like.astype(np.float64)

    def at_best(self, stretch: Ints) -> float:
        """What no alignment with a stretch can score more than: each word costs what the likest one does."""
        there = np.unique(np.searchsorted(self._known, stretch))
        least = self._unlike[:, there].min(axis=1)
        return 1 - float(least[self._forms].sum()) / len(self._quote)

    def align(self, stretch: Ints) -> Aligned:
        """The quotation laid along the words of a stretch."""
        unlike = self._unlike[:, np.searchsorted(self._known, stretch)]
        return _trace(self._quote, self._forms, unlike, *_fill(self._quote, self._forms, unlike))


# The costs are kept less the number of words before them in the stretch: so passing over one is no addition.
# All costs are multiples of 2 ** -24, the last place of a single, and far below 2 ** 28: sums are exact.


def _fill(quote: Sequence[Word], forms: Ints, unlike: Floats) -> tuple[Floats, dict[int, Floats]]:
    """The least cost up to each word of both; and, where there is a gap, the same after what it lets pass."""
    count, width = len(quote), unlike.shape[1]
    along = np.arange(width + 1, dtype=np.float64)
    costs = np.empty((count + 1, width + 1))
    np.negative(along, out=costs[0])
    passed: dict[int, Floats] = {}
    instead, more = unlike - 1, np.empty(width + 1)
    for at, (word, form) in enumerate(zip(quote, forms.tolist(), strict=True)):
        before, row = costs[at], costs[at + 1]
        if at and word.gap:
            before = passed[at] = _pass(before + along, word.gap) - along
        np.add(before[:-1], instead[form], out=row[1:])
        np.add(before, 1, out=more)
        row[0] = more[0]
        np.minimum(row[1:], more[1:], out=row[1:])
        np.minimum.accumulate(row, out=row)
    return costs, passed


def _pass(row: Floats, gap: str) -> Floats:
    """The least cost where words may be passed over before the next one of the quotation."""
    if gap == "elision":
        free: Floats = np.minimum(row, np.minimum.accumulate(row) + ELIDED)
        return free
    some = row.copy()
    for step in range(1, min(INSERTED, len(row) - 1) + 1):
        np.minimum(some[step:], row[:-step], out=some[step:])
    return some


def _trace(
    quote: Sequence[Word], forms: Ints, unlike: Floats, costs: Floats, passed: dict[int, Floats]
) -> Aligned:
    count = len(quote)
    along = np.arange(costs.shape[1], dtype=np.float64)
    last = costs[count] + along
    column = int(np.argmin(last))
    cost = float(last[column])
    places = [-1] * count
    for at in range(count - 1, -1, -1):
        before, row, mine = passed.get(at, costs[at]), costs[at + 1], unlike[forms[at]]
        while column > 0 and row[column] == row[column - 1] < min(
            before[column - 1] + (mine[column - 1] - 1), before[column] + 1
        ):
            column -= 1
        if column > 0 and before[column - 1] + (mine[column - 1] - 1) <= before[column] + 1:
            column -= 1
            if mine[column] < 1:
                places[at] = column
        if at in passed:
            column = _where_from(costs[at] + along, before + along, column, quote[at].gap)
    return Aligned(tuple(places), max(0.0, 1 - cost / count))


def _where_from(row: Floats, passed: Floats, column: int, gap: str) -> int:
    """The word before the gap from which the least cost came."""
    if passed[column] == row[column]:
        return column
    if gap == "elision":
        return int(np.argmin(row[: column + 1]))
    low = max(0, column - INSERTED)
    return low + int(np.argmin(row[low : column + 1]))
