"""What rows of codes count after a few codings changed: only what the change touches is counted anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from caqda.analysis.axis import Axis
from caqda.analysis.codings import Touched
from caqda.analysis.corpus import Corpus
from caqda.analysis.passages import Ints
from caqda.analysis.voices import Count, VoiceSets


class CodeRow(NamedTuple):
    """What a row of a table is of: a code with those beneath it or alone, by one coder or (0) by all."""

    code: int
    roll_up: bool
    coder: int = 0


Told = tuple[int, int]
"""A code, by its rank in the codebook, and who put it somewhere."""


@dataclass
class _Place:
    """A passage that codes were put on or taken off."""

    touched: set[Told]
    before: list[Told]
    now: list[Told]
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
    def rows(self) -> set[CodeRow]:
        """The rows that are touched."""
        tree = self.now.tree
        return {
            CodeRow(code, roll_up, coder)
            for by in {row[4:] for pair in self.touched.values() for row in pair if row is not None}
            for code, roll_up in [(by[0], False), *((code, True) for code in (by[0], *tree.ancestors(by[0])))]
            for coder in (0, by[1])
        }

    def count(self, count: Count, ranks: range, coder: int = 0) -> Count:
        """The count of the codes of some ranks, by a coder."""
        words = count.words.copy()
        for source, places in self._places.items():
            if any(_some(place.touched, ranks, coder) for place in places):
                here = self.voice_sets.voices.source == self._axis.number[source]
                words[here] = self._words(source, ranks, coder)[here]
        return Count(self.sets(count.sets, ranks, coder), words)

    def sets(self, sets: Ints, ranks: range, coder: int = 0) -> Ints:
        """How many passages have each set of voices, of the codes of some ranks, by a coder."""
        found = np.zeros(max(len(sets), len(self.voice_sets)), dtype=np.int64)
        found[: len(sets)] = sets
        for places in self._places.values():
            for place in places:
                found[place.voices] += _some(place.now, ranks, coder) - _some(place.before, ranks, coder)
        return found

    @cached_property
    def _axis(self) -> Axis:
        return self.now.derive(Axis)

    @cached_property
    def _places(self) -> dict[int, list[_Place]]:
        """The passages that were touched, by source."""
        found: dict[int, dict[tuple[int, int], set[Told]]] = {}
        for row in (row for pair in self.touched.values() for row in pair if row is not None):
            if row[2] < row[3]:
                here = found.setdefault(row[1], {})
                here.setdefault((row[2], row[3]), set()).add((int(self.now.ranks[row[4]]), row[5]))
        return {
            source: [self._place(source, *span, told) for span, told in places.items()]
            for source, places in found.items()
        }

    def _place(self, source: int, start: int, end: int, touched: set[Told]) -> _Place:
        base = self._axis.base[self._axis.number[source]]
        voices = int(self.voice_sets.of(np.array([start]) + base, np.array([end]) + base)[0])
        before, now = (
            list(zip(self.now.ranks[block.code[there]].tolist(), block.coder[there].tolist(), strict=True))
            for block in (self.before.codings.blocks[source], self.now.codings.blocks[source])
            for there in [block.at(start, end)]
        )
        return _Place(touched, before, now, voices)

    def _words(self, source: int, ranks: range, coder: int) -> Ints:
        """The words of each voice in the passages of a source that have codes of some ranks."""
        block = self.now.codings.blocks[source]
        if source not in self._ranks:
            self._ranks[source] = self.now.ranks[block.code].astype(np.int32)
        mine = self._ranks[source]
        chosen = np.flatnonzero((mine >= ranks.start) & (mine < ranks.stop))
        chosen = chosen[block.coder[chosen] == coder] if coder else chosen
        start, end = block.start[chosen], block.end[chosen]
        there = end > start
        base = self._axis.base[self._axis.number[source]]
        return self.words_of(start[there] + base, end[there] + base)


def _some(told: Iterable[Told], ranks: range, coder: int) -> bool:
    return any(rank in ranks and coder in (0, who) for rank, who in told)
