"""All sources of a corpus on one line of offsets, so that every question is one piece of array work.

The sources lie in their order with a gap of one between them; an offset on the line is the place of
its source plus the offset in its text. Cut as ``corpus.derive(Axis)``, which keeps it with the corpus.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from caqda.analysis.codings import Column, Touched
from caqda.analysis.corpus import Corpus
from caqda.analysis.passages import EMPTY, Ints, Mask, Unit


@dataclass(frozen=True, eq=False)
class LineTurns:
    """All turns in order; ``source`` is the number of the source on the line, ``case`` -1 for none."""

    start: Ints
    end: Ints
    speech: Ints
    speaker: Ints
    case: Ints
    interviewer: Mask
    source: Ints

    def overlapping(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The range ``[low, high)`` of turns that each span shares a character with."""
        low = np.searchsorted(self.end, start, side="right")
        return low, np.maximum(low, np.searchsorted(self.start, end, side="left"))

    def any_of(self, which: Mask, start: Ints, end: Ints) -> Mask:
        """Which spans share a character with some turn under a mask."""
        low, high = self.overlapping(start, end)
        counted = np.concatenate([[0], np.cumsum(which)])
        return np.asarray(counted[high] > counted[low])


class Axis:
    """The line. ``ids`` are the sources in order, ``base`` and ``limit`` where each starts and ends."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.ids: Ints = np.array(list(corpus.sources), dtype=np.int64)
        lengths = np.array([source.characters for source in corpus.sources.values()], dtype=np.int64)
        self.base: Ints = np.cumsum(lengths + 1) - lengths - 1
        self.limit: Ints = self.base + lengths
        self.number: dict[int, int] = {int(key): at for at, key in enumerate(self.ids)}

    def followed(self, corpus: Corpus, touched: Touched) -> Axis:
        """The line of the same sources after their codings changed."""
        line = copy(self)
        line._corpus = corpus
        for name in ("coding_start", "coding_end"):
            line.__dict__.pop(name, None)
        return line

    def source_of(self, offsets: Ints) -> Ints:
        """The number of the source that each offset lies in."""
        return np.searchsorted(self.base, offsets, side="right") - 1

    @cached_property
    def coding_start(self) -> Ints:
        """The start of each coding of the corpus."""
        return self._on_line("start")

    @cached_property
    def coding_end(self) -> Ints:
        """The end of each coding of the corpus."""
        return self._on_line("end")

    @cached_property
    def turns(self) -> LineTurns:
        """The turns of all sources; a source without any is one turn of its own case."""
        parts = [self._corpus.turns(int(key)) for key in self.ids]
        sizes = [len(part) for part in parts]
        source = np.repeat(np.arange(len(parts)), sizes)
        base = self.base[source]

        def column(name: str) -> Ints:
            return np.concatenate([EMPTY, *(getattr(part, name) for part in parts)])

        return LineTurns(
            column("start") + base,
            column("end") + base,
            column("speech") + base,
            column("speaker"),
            column("case"),
            column("interviewer").astype(bool),
            source,
        )

    @cached_property
    def paragraphs(self) -> Ints:
        """Starts and ends of all paragraphs, shape (n, 2)."""
        return self._spans("paragraphs")

    @cached_property
    def sentences(self) -> Ints:
        """Starts and ends of all sentences, shape (n, 2)."""
        return self._spans("sentences")

    @cached_property
    def words(self) -> Column:
        """Starts and ends of all words, shape (n, 2); in four bytes each where the line is not too long."""
        return self._spans("words", np.int32 if self.limit.max(initial=0) < 2**31 else np.int64)

    @cached_property
    def turn_words(self) -> tuple[Ints, Ints]:
        """The range ``[low, high)`` of words said in each turn, its label left out."""
        starts = self.words[:, 0]
        low = _places(starts, self.turns.speech, "left")
        return low, np.maximum(low, _places(starts, self.turns.end, "left"))

    def word_range(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The range ``[low, high)`` of words that each span shares a character with."""
        low = _places(self.words[:, 1], start, "right")
        return low, np.maximum(low, _places(self.words[:, 0], end, "left"))

    def unit(self, letter: str) -> Unit:
        """The function from offsets to numbers of paragraphs (p), turns (t), sentences (s) or words (w).

        What lies between two units belongs to the one before it.
        """
        spans = {"p": "paragraphs", "s": "sentences", "w": "words"}
        starts = self.turns.start if letter == "t" else getattr(self, spans[letter])[:, 0]
        return lambda offsets: _places(starts, offsets, "right")

    def _on_line(self, name: str) -> Ints:
        """One end of each coding; the codings of the corpus stand in the order of its sources."""
        blocks = self._corpus.codings.blocks.values()
        parts = [getattr(block, name) + base for block, base in zip(blocks, self.base, strict=True)]
        return np.concatenate([EMPTY, *parts])

    def _spans(self, name: str, kind: type[np.signedinteger[Any]] = np.int64) -> Column:
        parts = [self._corpus.segments(int(key)).read(name) for key in self.ids]
        found = np.empty((2, sum(map(len, parts))), dtype=kind).T  # columns are searched, and so lie together
        at = 0
        for part, base in zip(parts, self.base, strict=True):
            found[at : at + len(part)] = part
            found[at : at + len(part)] += kind(base)
            at += len(part)
        return found


def _places(starts: Column, offsets: Ints, side: Literal["left", "right"]) -> Ints:
    """Where offsets belong among sorted ones; of their type, lest all of those are converted."""
    return np.searchsorted(starts, offsets.astype(starts.dtype), side=side)
