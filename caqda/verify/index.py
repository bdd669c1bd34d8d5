"""Where words stand in all interviews of a study, and which places share most with a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from caqda.analysis.corpus import Corpus

Ints = NDArray[np.int64]
_RAREST = 14  # words of a quotation that are looked up
_COMMON = 4000  # places; a word that stands in more tells little
_RARE, _FEW = 50, 3  # where fewer words than three stand in so few places, misspelt ones are looked up too
_WIDTH = 24  # words; places whose distance from the quotation's beginning differs by less are one
_NEAR_FORMS = 3


@dataclass(frozen=True, eq=False)
class Index:
    """All words that are spoken, labels of speakers left out, source after source.

    ``number`` is each word's number in ``vocabulary``; ``starts`` and ``ends`` are its offsets in its
    source; ``firsts`` says where each source of ``sources`` begins, and where the last one ends.
    """

    sources: tuple[int, ...]
    firsts: Ints
    number: Ints
    starts: Ints
    ends: Ints
    vocabulary: dict[str, int]

    @classmethod
    def of(cls, corpus: Corpus) -> Index:
        """The index of a study; some hundred milliseconds for a million words."""
        vocabulary: dict[str, int] = {}
        numbers, spans, firsts = [], [], [0]
        for source in corpus.sources:
            told, spoken = corpus.vocabulary(source), _spoken(corpus, source)
            own = np.array(
                [vocabulary.setdefault(word, len(vocabulary)) for word in told.folded], dtype=np.int64
            )
            numbers.append(own[told.number[spoken]] if len(own) else told.number)
            spans.append(told.spans[spoken])
            firsts.append(firsts[-1] + len(numbers[-1]))
        number = np.concatenate([np.zeros(0, dtype=np.int64), *numbers])
        table = np.concatenate([np.zeros((0, 2), dtype=np.int64), *spans])
        return cls(tuple(corpus.sources), np.array(firsts), number, table[:, 0], table[:, 1], vocabulary)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The words of the vocabulary, by number."""
        return tuple(self.vocabulary)

    @cached_property
    def _places(self) -> tuple[Ints, Ints]:
        """The places of all words, by word; and where those of each word begin."""
        order = np.argsort(self.number, kind="stable")
        counts = np.bincount(self.number, minlength=len(self.vocabulary))
        return order, np.concatenate([[0], np.cumsum(counts)])

    def places(self, word: int) -> Ints:
        """Where a word stands, in order."""
        order, begins = self._places
        found: Ints = order[begins[word] : begins[word + 1]]
        return found

    def source_at(self, place: int) -> int:
        """Which of the sources a place lies in: its index among them."""
        return int(np.searchsorted(self.firsts, place, side="right")) - 1

    def numbers_of(self, words: Sequence[str]) -> list[int]:
        """The number of each word; -1 for one that nobody says."""
        return [self.vocabulary.get(word, -1) for word in words]

    def verbatim(self, words: Sequence[str]) -> Ints:
        """The places where these words follow each other in one source, in order."""
        numbers = self.numbers_of(words)
        if not numbers or min(numbers) < 0:
            return np.zeros(0, dtype=np.int64)
        rarest = min(range(len(numbers)), key=lambda at: len(self.places(numbers[at])))
        found = self.places(numbers[rarest]) - rarest
        found = found[(found >= 0) & (found + len(numbers) <= len(self.number))]
        for at, number in enumerate(numbers):
            found = found[self.number[found + at] == number]
        inside: Ints = found[
            np.searchsorted(self.firsts, found, side="right")
            == np.searchsorted(self.firsts, found + len(numbers) - 1, side="right")
        ]
        return inside

    def candidates(self, words: Sequence[str], most: int = 6) -> list[tuple[int, int]]:
        """Between which places the quotation may begin, those that share most rare words with it first."""
        votes = np.zeros(len(self.number) // _WIDTH + 3)
        for at, number in self._telling(words):
            places = self.places(number)
            buckets = np.maximum(places - at, 0) // _WIDTH  # in order, so that equal ones are neighbours
            votes[buckets[np.diff(buckets, prepend=-1) > 0]] += 1 / np.log2(2 + len(places))
        joined = votes[:-1] + votes[1:]
        least = top = joined.max()
        best = np.flatnonzero(joined >= least)
        while len(best) < 3 * most and least > top / 100:  # a few looks are quicker than to sort them all
            least *= 0.7
            best = np.flatnonzero(joined >= least)
        best = best[np.lexsort((best, -joined[best]))][: 3 * most]
        chosen: list[int] = []
        for bucket in best[joined[best] > 0].tolist():
            if len(chosen) < most and all(abs(bucket - other) > 1 for other in chosen):
                chosen.append(bucket)
        return [(bucket * _WIDTH, (bucket + 2) * _WIDTH) for bucket in chosen]

    def _telling(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """The rarest words of a quotation, with their places in it; unknown ones as what they may be."""
        numbers = self.numbers_of(words)
        begins = self._places[1]
        known = [(int(begins[n + 1] - begins[n]), at, n) for at, n in enumerate(numbers) if n >= 0]
        rare = [(at, n) for count, at, n in sorted(known)[:_RAREST] if count <= _COMMON]
        if len(rare) < _RAREST // 2 or sum(count <= _RARE for count, _, _ in known) < _FEW:
            unknown = [(at, words[at]) for at, n in enumerate(numbers) if n < 0 and len(words[at]) >= 4]
            rare += [(at, n) for at, word in unknown[:4] for n in self._forms(word)]
        return rare or [(at, n) for _, at, n in sorted(known)[:3]]

    def _forms(self, word: str) -> list[int]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) > 6 else 1
        found = process.extract(
            word, self.vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=_NEAR_FORMS
        )
        return [self.vocabulary[form] for form, _, _ in found]


def _spoken(corpus: Corpus, source: int) -> NDArray[np.bool_]:
    """Which words of a source are not part of a speaker's label."""
    turns, words = corpus.turns(source), corpus.segments(source).words
    at = np.searchsorted(turns.start, words[:, 0], side="right") - 1
    spoken: NDArray[np.bool_] = (at < 0) | (words[:, 0] >= turns.speech[np.maximum(at, 0)])
    return spoken
