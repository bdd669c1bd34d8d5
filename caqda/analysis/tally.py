"""Counting coded passages by who speaks in them.

A *voice* is one case in one source, or no one in a source (case -1). A passage has the voices of the
turns it overlaps; it is no one's only where none of them is a case's, as in an interviewer's question
or a heading. A column of a crosstab is a set of voices, so that every count is one product of arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from caqda.analysis.corpus import NO_CASE
from caqda.analysis.passages import (
    EMPTY,
    Ints,
    Mask,
    Passages,
    distinct,
    distinct_numbers,
    expand,
    merge,
    numbers,
)
from caqda.analysis.scope import Scope

Table = NDArray[np.float32]
"""Ones and zeros as the numbers that arrays multiply fastest."""

UNITS = ("cases", "sources", "passages", "words")


@dataclass(frozen=True, eq=False)
class Voices:
    """The voices of a scope, as columns; ``source`` is a number on the axis."""

    source: Ints
    case: Ints

    def __len__(self) -> int:
        return len(self.source)

    @cached_property
    def cases(self) -> Table:
        """Which case each voice is of, shape (voices, cases)."""
        return _matching(self.case, distinct_numbers(self.case[self.case != NO_CASE]))

    @cached_property
    def sources(self) -> Table:
        """Which source each voice is in, shape (voices, sources)."""
        return _matching(self.source, distinct_numbers(self.source))

    def shared_cases(self, columns: Mask) -> int:
        """How many cases have voices in several columns, of shape (voices, columns)."""
        there = columns.T.astype(np.float32) @ self.cases > 0
        return int(np.count_nonzero(there.sum(axis=0) > 1))


class Tally:
    """The codings of a scope as distinct passages, their voices and their words."""

    def __init__(self, scope: Scope) -> None:
        told, axis = scope.corpus.codings, scope.axis
        self.scope = scope
        self.codings = np.flatnonzero(scope.codings & (axis.coding_end > axis.coding_start))
        spans = axis.coding_start[self.codings], axis.coding_end[self.codings]
        self.passages = distinct(*spans)
        self.passage_of = numbers(*spans)
        self.coder = told.coder[self.codings]
        self._sort_by_code()
        self._find_voices()
        self._find_words()

    # -- codings -------------------------------------------------------------------------------------

    def _sort_by_code(self) -> None:
        """In the order of the codebook a code and those beneath it stand side by side."""
        ids = np.array(list(self.scope.corpus.tree.paths), dtype=np.int64)
        self._rank = {int(code): at for at, code in enumerate(ids)}
        sorter = np.argsort(ids)
        code = self.scope.corpus.codings.code[self.codings]
        ranks = sorter[np.searchsorted(ids, code, sorter=sorter)] if len(ids) else EMPTY
        self._by_rank = np.argsort(ranks, kind="stable")
        self._ranks = ranks[self._by_rank]

    def codings_of(self, code: int, roll_up: bool) -> Ints:
        """Which of ``codings`` have a code, or with ``roll_up`` one beneath it."""
        width = len(self.scope.corpus.tree.family(code)) if roll_up else 1
        low, high = np.searchsorted(self._ranks, [self._rank[code], self._rank[code] + width])
        return self._by_rank[low:high]

    def passages_of(self, codings: Ints) -> Passages:
        """The distinct passages of some of ``codings``, with what made them."""
        axis, rows = self.scope.axis, self.codings[codings]
        return distinct(axis.coding_start[rows], axis.coding_end[rows], rows)

    def mask(self, codings: Ints) -> Mask:
        """The same passages as a mask over ``passages``."""
        found = np.zeros(len(self.passages), dtype=bool)
        found[self.passage_of[codings]] = True
        return found

    # -- voices --------------------------------------------------------------------------------------

    def _find_voices(self) -> None:
        """``voices``; ``link_passage`` and ``link_voice``; ``turns`` in scope and ``turn_voice``."""
        turns = self.scope.axis.turns
        low, high = turns.overlapping(self.passages.start, self.passages.end)
        passage, turn = expand(low, high)
        self.turns = self._turns_in_scope(passage, turn)
        said = self.turns[turn]
        passage, turn = passage[said], turn[said]

        someone = turns.case[turn] != NO_CASE
        with_case = np.zeros(len(self.passages), dtype=bool)
        with_case[passage[someone]] = True
        alone = np.flatnonzero(~with_case)
        source = np.concatenate([turns.source[turn[someone]], self._source_of(alone)])
        case = np.concatenate([turns.case[turn[someone]], np.full(len(alone), NO_CASE)])

        width = int(turns.case.max(initial=NO_CASE)) + 2
        told = np.flatnonzero(self.turns)
        keys = distinct_numbers(
            np.concatenate([source * width + case + 1, turns.source[told] * width + turns.case[told] + 1])
        )
        self.voices = Voices(keys // width, keys % width - 1)
        self.turn_voice = np.searchsorted(keys, turns.source * width + turns.case + 1)
        links = np.concatenate([passage[someone], alone]), np.searchsorted(keys, source * width + case + 1)
        pairs = distinct_numbers(links[0] * max(1, len(keys)) + links[1])
        self.link_passage, self.link_voice = pairs // max(1, len(keys)), pairs % max(1, len(keys))

    def _turns_in_scope(self, passage: Ints, turn: Ints) -> Mask:
        """The turns in scope, and those of passages for which ``where`` holds only as a whole."""
        said = self.scope.turns
        held = np.zeros(len(self.passages), dtype=bool)
        held[passage[said[turn]]] = True
        found = said.copy()
        found[turn[~held[passage]]] = True
        return found & self.scope.turns_of_sources_and_cases

    def _source_of(self, passages: Ints) -> Ints:
        return self.scope.axis.source_of(self.passages.start[passages])

    # -- words ---------------------------------------------------------------------------------------

    def _find_words(self) -> None:
        """The participants' words in scope: no interviewer's, no labels, and none outside of turns."""
        axis = self.scope.axis
        said = np.flatnonzero(self.turns & ~axis.turns.interviewer)
        self._run_low, self._run_high = (bound[said] for bound in axis.turn_words)
        self._run_voice = self.turn_voice[said]
        self._word_low, self._word_high = axis.word_range(self.passages.start, self.passages.end)
        self.words = self._by_voice(np.array([0]), np.array([len(axis.words)]))

    def _by_voice(self, low: Ints, high: Ints) -> Ints:
        """The participants' words of each voice in ranges of words that do not overlap."""
        first = np.searchsorted(self._run_high, low, side="right")
        owner, run = expand(first, np.searchsorted(self._run_low, high, side="left"))
        sizes = np.minimum(high[owner], self._run_high[run]) - np.maximum(low[owner], self._run_low[run])
        counted = np.bincount(self._run_voice[run], weights=sizes, minlength=len(self.voices))
        return counted.astype(np.int64)

    # -- counting --------------------------------------------------------------------------------------

    def columns_of_passages(self, columns: Mask) -> Table:
        """In which columns each passage is, shape (passages, columns); columns are sets of voices."""
        if not len(self.passages):
            return np.zeros((0, columns.shape[1]), dtype=np.float32)
        first = np.searchsorted(self.link_passage, np.arange(len(self.passages)))
        return np.logical_or.reduceat(columns[self.link_voice], first, axis=0).astype(np.float32)

    def everything(self) -> tuple[Mask, Table]:
        """One column of all voices, and all passages placed in it."""
        column = np.ones((len(self.voices), 1), dtype=bool)
        return column, self.columns_of_passages(column)

    def count(self, passages: Mask, columns: Mask, placed: Table) -> Ints:
        """Cases, sources, passages and words of passages under a mask by column.

        ``columns`` is of shape (voices, columns), ``placed`` what :meth:`columns_of_passages` says of
        it. The answer is of shape (columns, 4), the units in the order of ``UNITS``.
        """
        chosen = np.flatnonzero(passages)
        words = self._by_voice(*merge(self._word_low[chosen], self._word_high[chosen]))
        return self._assemble(self.present(passages), words, columns, _summed(placed[chosen]))

    def present(self, passages: Mask) -> Mask:
        """Which voices passages under a mask have."""
        found = np.zeros(len(self.voices), dtype=bool)
        found[self.link_voice[passages[self.link_passage]]] = True
        return found

    def totals(self, columns: Mask, placed: Table) -> Ints:
        """What the columns consist of, in the shape of :meth:`count`."""
        present = np.ones(len(self.voices), dtype=bool)
        return self._assemble(present, self.words, columns, _summed(placed))

    def _assemble(self, present: Mask, words: Ints, columns: Mask, passages: Ints) -> Ints:
        there = (columns & present[:, None]).T.astype(np.float32)
        return np.column_stack(
            [
                np.count_nonzero(there @ self.voices.cases, axis=1),
                np.count_nonzero(there @ self.voices.sources, axis=1),
                passages,
                (words.astype(np.float64) @ columns).astype(np.int64),
            ]
        )


def _summed(placed: Table) -> Ints:
    """The passages in each column; exact up to sixteen million."""
    return np.asarray((np.ones(len(placed), dtype=np.float32) @ placed).astype(np.int64))


def _matching(some: Ints, known: Ints) -> Table:
    return np.equal(some[:, None], known[None, :]).astype(np.float32)
