"""What rows of codes count after a few codings changed: only what the change touches is counted anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from caqda.analysis.axis import Axis
from caqda.analysis.codings import Touched
from caqda.analysis.corpus import Corpus
from caqda.analysis.passages import Ints
from caqda.analysis.voices import Count, VoiceSets


@dataclass
class _Place:
    """A passage that codes were put on or taken off. Codes are told by their ranks in the codebook."""

    touched: set[int]
    before: list[int]
    now: list[int]
    voices: int
    """The number of its set of voices."""


@dataclass(frozen=True)
class Recount:
    """Counts again, for the corpus as it is ``now``; ``words_of`` counts the words of spans by voice."""

    before: Corpus
    now: Corpus
    touched: Touched
    voice_sets: VoiceSets
    words_of: Callable[[Ints, Ints], Ints]
    _ranks: dict[int, Ints] = field(default_factory=dict)

    @property
    def rows(self) -> set[tuple[int, bool]]:
        """The rows that are touched: codes alone, and with those beneath them."""
        codes = {row[4] for pair in self.touched.values() for row in pair if row is not None}
        tree = self.now.tree
        return {(code, alone) for code in codes for alone in (True, False)} | {
            (above, True) for code in codes for above in tree.ancestors(code)
        }

    def count(self, count: Count, ranks: range) -> Count:
        """The count of the codes of some ranks."""
        words = count.words.copy()
        for source, places in self._places.items():
            if any(rank in ranks for place in places for rank in place.touched):
                here = self.voice_sets.voices.source == self._axis.number[source]
                words[here] = self._words(source, ranks)[here]
        return Count(self.sets(count.sets, ranks), words)

    def sets(self, sets: Ints, ranks: range) -> Ints:
        """How many passages have each set of voices, of the codes of some ranks."""
        found = np.zeros(max(len(sets), len(self.voice_sets)), dtype=np.int64)
        found[: len(sets)] = sets
        for places in self._places.values():
            for place in places:
                there = any(rank in ranks for rank in place.now)
                found[place.voices] += there - any(rank in ranks for rank in place.before)
        return found

    @cached_property
    def _axis(self) -> Axis:
        return self.now.derive(Axis)

    @cached_property
    def _places(self) -> dict[int, list[_Place]]:
        """The passages that were touched, by source."""
        found: dict[int, dict[tuple[int, int], set[int]]] = {}
        for row in (row for pair in self.touched.values() for row in pair if row is not None):
            if row[2] < row[3]:
                here = found.setdefault(row[1], {})
                here.setdefault((row[2], row[3]), set()).add(int(self.now.ranks[row[4]]))
        return {
            source: [self._place(source, *span, ranks) for span, ranks in places.items()]
            for source, places in found.items()
        }

    def _place(self, source: int, start: int, end: int, touched: set[int]) -> _Place:
        base = self._axis.base[self._axis.number[source]]
        voices = int(self.voice_sets.of(np.array([start]) + base, np.array([end]) + base)[0])
        before, now = (
            corpus.ranks[block.code[block.at(start, end)]].tolist()
            for corpus in (self.before, self.now)
            for block in [corpus.codings.blocks[source]]
        )
        return _Place(touched, before, now, voices)

    def _words(self, source: int, ranks: range) -> Ints:
        """The words of each voice in the passages of a source that have codes of some ranks."""
        block = self.now.codings.blocks[source]
        if source not in self._ranks:
            self._ranks[source] = self.now.ranks[block.code].astype(np.int32)
        mine = self._ranks[source]
        chosen = np.flatnonzero((mine >= ranks.start) & (mine < ranks.stop))
        start, end = block.start[chosen], block.end[chosen]
        there = end > start
        base = self._axis.base[self._axis.number[source]]
        return self.words_of(start[there] + base, end[there] + base)
