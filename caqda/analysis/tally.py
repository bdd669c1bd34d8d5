"""Counting passages in every unit: cases, sources, passages and words."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cached_property

import numpy as np

from caqda.analysis.codings import Touched
from caqda.analysis.corpus import Corpus
from caqda.analysis.passages import EMPTY, NOTHING, Ints, Mask, Passages, distinct, expand, merge, union
from caqda.analysis.recount import CodeRow, Recount
from caqda.analysis.scope import Scope
from caqda.analysis.voices import Count, Voices, VoiceSets
from caqda.wording import N_

UNITS = (N_("cases"), N_("sources"), N_("passages"), N_("words"))

_MOST = 200
"""Codings changed at once, beyond which counting all of them anew is as quick."""

_PORTION = 4_000_000
"""Numbers held in memory at once while cases and sources are counted."""


class Line:
    """The passages of one row of a table: of a code, or (``row`` None) any."""

    def __init__(self, tally: Tally, row: CodeRow | None, passages: Passages = NOTHING) -> None:
        self._tally, self.row = tally, row
        if row is None:
            self.__dict__["passages"] = passages

    @cached_property
    def passages(self) -> Passages:
        """The distinct passages, with the codings that made them."""
        assert self.row is not None
        return self._tally.passages_of(self.row)

    @property
    def count(self) -> Count:
        """The passages by who speaks in them; that of a code is kept, without its passages."""
        if self.row is None:
            return self._tally.count(self.passages)
        return self._tally.count_of(self.row)

    def by(self, coder: int) -> Line:
        """Those of the passages that a coding of a coder made."""
        if self.row is None:
            return Line(self._tally, None, self._tally.made_by(coder, self.passages))
        return Line(self._tally, self.row._replace(coder=coder))


class Tally:
    """The passages of a scope, ready to be counted: those of its codes, and any that are ``found``.

    That of a whole corpus follows its changes: what each row counts in the source that changed is
    counted anew, and nothing else.
    """

    def __init__(self, scope: Scope, found: Sequence[Passages] = ()) -> None:
        self.scope = scope
        self._found = found
        self._counts: dict[CodeRow, Count] = {}
        turns = self._turns_in_scope()
        more = scope.axis.source_of(self.everything.start) if scope.where.strip() else EMPTY
        self.voices = Voices(scope.axis, turns, more)
        self._sets = VoiceSets(scope.axis, self.voices, turns)
        self._find_speech(turns)

    def followed(self, corpus: Corpus, touched: Touched) -> Tally | None:
        """The tally of the same sources after codings changed; None where too many did."""
        if len(touched) > _MOST:
            return None
        tally = copy(self)
        for name in ("heard", "everything", "_by_rank", "_all_sets"):
            tally.__dict__.pop(name, None)
        tally.scope = Scope.of(corpus)
        tally._sets = self._sets.copied()
        recount = Recount(self.scope.corpus, corpus, touched, tally._sets, self.words_of)
        if "_all_sets" in self.__dict__:
            tally.__dict__["_all_sets"] = recount.sets(self._all_sets, range(len(corpus.codes)))
        tally._counts = dict(self._counts)
        for row in recount.rows & tally._counts.keys():
            ranks = self.ranks(row.code, row.roll_up)
            tally._counts[row] = recount.count(self._counts[row], ranks, row.coder)
        return tally

    @classmethod
    def of(cls, scope: Scope, found: Sequence[Passages] = ()) -> Tally:
        """The tally of a scope; that of a whole corpus is kept with it."""
        return scope.corpus.derive(_whole) if scope.is_whole and not found else cls(scope, found)

    def _turns_in_scope(self) -> Mask:
        """The turns in scope, and those of passages for which ``where`` holds only as a whole."""
        said = self.scope.turns
        if not self.scope.where.strip():
            return said
        told = self.everything
        passage, turn = expand(*self.scope.axis.turns.overlapping(told.start, told.end))
        held = np.zeros(len(told), dtype=bool)
        held[passage[said[turn]]] = True
        found = said.copy()
        found[turn[~held[passage]]] = True
        return found & self.scope.turns_of_sources_and_cases

    @cached_property
    def heard(self) -> Mask:
        """Which voices have a turn in scope or a passage; the others are of no one, and stand nowhere."""
        return np.asarray(self.voices.there | self._sets.present(self._stacked([self._all_sets]) > 0)[0])

    # -- passages ------------------------------------------------------------------------------------

    def line(self, code: int, roll_up: bool) -> Line:
        """The passages of a code, with ``roll_up`` those of the codes beneath it too."""
        return Line(self, CodeRow(code, roll_up))

    def line_of(self, passages: Passages) -> Line:
        """Any passages on the axis of the scope, such as a query finds."""
        return Line(self, None, passages)

    def codings_of(self, code: int, roll_up: bool) -> Ints:
        """The codings in scope that have a code, or with ``roll_up`` one beneath it."""
        ranks, codings = self._by_rank
        family = self.ranks(code, roll_up)
        low, high = np.searchsorted(ranks, [family.start, family.stop])
        return np.sort(codings[low:high])

    def ranks(self, code: int, roll_up: bool) -> range:
        """The places in the codebook of a code, and with ``roll_up`` of those beneath it."""
        tree = self.scope.corpus.tree
        rank = tree.ranks[code]
        return range(rank, rank + (len(tree.family(code)) if roll_up else 1))

    @cached_property
    def _by_rank(self) -> tuple[Ints, Ints]:
        """The codings in scope in the order of the codebook, where families stand side by side."""
        told, ranks = self.scope.corpus.codings, self.scope.corpus.ranks
        chosen = np.flatnonzero(self.scope.codings)
        found = ranks[told.code[chosen]]
        order = np.argsort(found, kind="stable")
        return found[order].astype(np.int32), chosen[order].astype(np.int32)

    def passages_of(self, row: CodeRow) -> Passages:
        """The distinct passages of a code, made anew: there are many, and mostly only a count is kept."""
        codings = self.codings_of(row.code, row.roll_up)
        by = self.scope.corpus.codings.coder
        return self._passages(codings[by[codings] == row.coder] if row.coder else codings)

    def coded_by(self, coder: int) -> Passages:
        """All passages in scope, and those that are found, that a coding of a coder made."""
        by = self.scope.corpus.codings.coder == coder
        coded = self._passages(np.flatnonzero(self.scope.codings & by))
        return union(coded, *(self.made_by(coder, some) for some in self._found))

    def made_by(self, coder: int, found: Passages) -> Passages:
        """Those of some passages that a coding of a coder made."""
        return found.keep(self.is_by(coder, found))

    def is_by(self, coder: int, found: Passages) -> Mask:
        """Which passages a coding of a coder made."""
        links = found.links
        theirs = links.passage[self.scope.corpus.codings.coder[links.coding] == coder]
        return np.asarray(np.bincount(theirs, minlength=len(found)) > 0)

    def _passages(self, codings: Ints) -> Passages:
        axis = self.scope.axis
        return distinct(axis.coding_start[codings], axis.coding_end[codings], codings)

    @cached_property
    def everything(self) -> Passages:
        """All coded passages in scope, and those that are found."""
        return self._everything()

    def _everything(self) -> Passages:
        coded = self._passages(np.flatnonzero(self.scope.codings))
        return union(coded, *self._found)

    @cached_property
    def _all_sets(self) -> Ints:
        """How many of all passages have each set of voices."""
        return self.sets_of(self.__dict__.get("everything") or self._everything())

    # -- words ---------------------------------------------------------------------------------------

    def _find_speech(self, turns: Mask) -> None:
        """The participants' words in scope: no interviewer's, no labels, and none outside of turns."""
        axis = self.scope.axis
        said = np.flatnonzero(turns & ~axis.turns.interviewer)
        self._run_low, self._run_high = (bound[said] for bound in axis.turn_words)
        self._run_voice = self.voices.of_turn[said]
        self.words = self._by_voice(np.array([0]), np.array([len(axis.words)]))

    def words_of(self, start: Ints, end: Ints) -> Ints:
        """The participants' words of each voice in spans sorted by start, each word once."""
        return self._by_voice(*merge(*self.scope.axis.word_range(*merge(start, end))))

    def _by_voice(self, low: Ints, high: Ints) -> Ints:
        """The participants' words of each voice in ranges of words that do not overlap."""
        first = np.searchsorted(self._run_high, low, side="right")
        owner, run = expand(first, np.searchsorted(self._run_low, high, side="left"))
        sizes = np.minimum(high[owner], self._run_high[run]) - np.maximum(low[owner], self._run_low[run])
        counted = np.bincount(self._run_voice[run], weights=sizes, minlength=len(self.voices))
        return counted.astype(np.int64)

    # -- counting --------------------------------------------------------------------------------------

    def count(self, found: Passages) -> Count:
        """Passages by who speaks in them."""
        return Count(self.sets_of(found), self.words_of(found.start, found.end))

    def count_of(self, row: CodeRow) -> Count:
        """The passages of a code by who speaks in them."""
        if row not in self._counts:
            self._counts[row] = self.count(self.passages_of(row))
        return self._counts[row]

    def sets_of(self, found: Passages) -> Ints:
        """How many passages have each set of voices."""
        sets = self._sets.of(found.start, found.end)
        return np.bincount(sets, minlength=len(self._sets))

    def present(self, lines: Sequence[Line]) -> Mask:
        """Which voices the passages of each line have, shape (lines, voices)."""
        return self._sets.present(self._stacked([line.count.sets for line in lines]) > 0)

    def units(self, lines: Sequence[Line], columns: Mask) -> Ints:
        """What lines count in columns, which are sets of voices: ``columns`` is of shape (voices, columns).

        The answer is of shape (lines, columns, 4), the units in the order of ``UNITS``.
        """
        counts = [line.count for line in lines]
        words = np.array([count.words for count in counts]).reshape(len(lines), len(self.voices))
        sets = self._stacked([count.sets for count in counts])
        return self._assemble(sets, words, self._sets.present(sets > 0), columns)

    def totals(self, columns: Mask) -> Ints:
        """What the columns consist of, in the shape (columns, 4)."""
        sets = self._stacked([self._all_sets])
        return np.asarray(self._assemble(sets, self.words[None, :], self.heard[None, :], columns)[0])

    def stands_in(self, passages: Passages, columns: Mask) -> Mask:
        """In which columns each passage is, shape (passages, columns)."""
        sets = self._sets.of(passages.start, passages.end)
        return self._sets.touched(columns)[sets]

    def _assemble(self, sets: Ints, words: Ints, present: Mask, columns: Mask) -> Ints:
        found = np.empty((len(sets), columns.shape[1], len(UNITS)), dtype=np.int64)
        found[:, :, 2] = _product(sets, self._sets.touched(columns))
        found[:, :, 3] = _product(words, columns)
        step = max(1, _PORTION // max(1, columns.size))
        for low in range(0, len(sets), step):
            part = slice(low, low + step)
            there = present[part].T[:, :, None] & columns[:, None, :]
            found[part, :, 0] = self.voices.cases.met(there)
            found[part, :, 1] = self.voices.sources.met(there)
        return found

    def _stacked(self, rows: Sequence[Ints]) -> Ints:
        """Counts by set as a table; those that were made when there were fewer sets have none of the new."""
        table = np.zeros((len(rows), len(self._sets)), dtype=np.int64)
        for at, row in enumerate(rows):
            table[at, : len(row)] = row
        return table


def _whole(corpus: Corpus) -> Tally:
    return Tally(Scope.of(corpus))


def _product(numbers: Ints, table: Mask) -> Ints:
    """Exact below 2^53."""
    return (numbers.astype(np.float64) @ table).astype(np.int64)
