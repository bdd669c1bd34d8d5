"""Who speaks: the voices of a scope, and the sets of them that passages have.

A *voice* is one case in one source, or no one in a source (case -1). A passage has the voices of the
turns it overlaps; it is no one's only where none of them is a case's, as in an interviewer's question
or a heading. However many passages there are, few sets of voices occur among them; so passages are
counted by set, and a column of a table, which is a set of voices too, is one product of arrays.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from caqda.analysis.axis import Axis
from caqda.analysis.corpus import NO_CASE
from caqda.analysis.passages import Ints, Mask, distinct_numbers, expand


@dataclass(frozen=True, eq=False)
class Groups:
    """Voices by what they share. ``rounds`` has the first voice of each group, then the second, and so on.

    So what all groups have is found by as many steps as the largest has voices.
    """

    rounds: tuple[tuple[Ints, Ints], ...]
    """The numbers of groups, and a voice of each."""

    @classmethod
    def of(cls, voices: Ints, shared: Ints) -> Groups:
        """The groups of voices that share a number."""
        order = np.argsort(shared, kind="stable")
        voices, shared = voices[order], shared[order]
        _, first, sizes = np.unique(shared, return_index=True, return_counts=True)
        rounds = []
        for at in range(int(sizes.max(initial=0))):
            there = np.flatnonzero(sizes > at)
            rounds.append((there, voices[first[there] + at]))
        return cls(tuple(rounds))

    def joined(self, there: Mask) -> Mask:
        """Where some voice of each group is, from where each voice is: the first axis is that of groups."""
        if not self.rounds:
            return np.zeros((0, *there.shape[1:]), dtype=bool)
        found = there[self.rounds[0][1]]  # every group has a first voice
        for groups, voices in self.rounds[1:]:
            found[groups] |= there[voices]
        return found

    def met(self, there: Mask) -> Ints:
        """How many groups have a voice in each place."""
        return np.asarray(np.count_nonzero(self.joined(there), axis=0))


class Voices:
    """The voices of the turns under a mask, and those of no one in their sources and in ``more``.

    ``source`` (a number on the axis) and ``case`` are columns. ``there`` says which voices have a turn.
    """

    def __init__(self, axis: Axis, turns: Mask, more: Ints) -> None:
        self._axis, self._said = axis, turns
        told = axis.turns
        self._width = int(told.case.max(initial=NO_CASE)) + 2
        of_turns = self._key(told.source, told.case)
        sources = distinct_numbers(np.concatenate([told.source[turns], more]))
        no_one = self._key(sources, np.full(len(sources), NO_CASE))
        self._keys = distinct_numbers(np.concatenate([of_turns[turns], no_one]))
        self.source: Ints = self._keys // self._width
        self.case: Ints = self._keys % self._width - 1
        self.of_turn: Ints = np.searchsorted(self._keys, of_turns)
        self.there = np.zeros(len(self), dtype=bool)
        self.there[self.of_turn[turns]] = True

    def __len__(self) -> int:
        return len(self._keys)

    @cached_property
    def cases(self) -> Groups:
        """The voices of each case."""
        return Groups.of(np.flatnonzero(self.case != NO_CASE), self.case[self.case != NO_CASE])

    @cached_property
    def sources(self) -> Groups:
        """The voices in each source."""
        return Groups.of(np.arange(len(self)), self.source)

    def shared_cases(self, columns: Mask) -> int:
        """How many cases have voices in several columns, of shape (voices, columns)."""
        return int(np.count_nonzero(self.cases.joined(columns).sum(axis=1) > 1))

    def no_one(self, source: Ints) -> Ints:
        """The voice of no one in each source."""
        return np.searchsorted(self._keys, self._key(source, np.full(len(source), NO_CASE)))

    def _key(self, source: Ints, case: Ints) -> Ints:
        return source * self._width + case + 1


class VoiceSets:
    """The sets of voices that passages have, by number; the first are the voices, each alone.

    Sets are numbered when they are first met, so that a number never changes its meaning.
    """

    def __init__(self, axis: Axis, voices: Voices, turns: Mask) -> None:
        self._axis, self.voices = axis, voices
        self._telling = turns & (axis.turns.case != NO_CASE)
        self._members: list[tuple[int, ...]] = [(at,) for at in range(len(voices))]
        self._numbers = {members: at for at, members in enumerate(self._members)}

    def __len__(self) -> int:
        return len(self._members)

    def copied(self) -> VoiceSets:
        """The same sets by the same numbers, to which others can be added without being added here."""
        sets = copy(self)
        sets._members, sets._numbers = list(self._members), dict(self._numbers)
        return sets

    def of(self, start: Ints, end: Ints) -> Ints:
        """The number of the set of each passage, none of them empty."""
        low, high = self._axis.turns.overlapping(start, end)
        width = len(self._telling) + 1
        ranges, which = np.unique(low * width + high, return_inverse=True)
        found = self._of_turns(ranges // width, ranges % width)[which]
        alone = np.flatnonzero(found < 0)
        found[alone] = self.voices.no_one(self._axis.source_of(start[alone]))
        return found

    def _of_turns(self, low: Ints, high: Ints) -> Ints:
        """The number of the set of each range of turns; -1 where they are no case's."""
        found = np.full(len(low), -1, dtype=np.int64)
        owner, turn = expand(low, high)
        owner, turn = owner[self._telling[turn]], turn[self._telling[turn]]
        size = max(1, len(self.voices))
        pairs = distinct_numbers(owner * size + self.voices.of_turn[turn])
        owner, voice = pairs // size, pairs % size
        many = np.bincount(owner, minlength=len(low))
        alone = many[owner] == 1
        found[owner[alone]] = voice[alone]
        first = np.cumsum(many) - many
        for at in np.flatnonzero(many > 1).tolist():
            found[at] = self._number(tuple(voice[first[at] : first[at] + many[at]].tolist()))
        return found

    def _number(self, members: tuple[int, ...]) -> int:
        if members not in self._numbers:
            self._numbers[members] = len(self._members)
            self._members.append(members)
            self.__dict__.pop("_by_voice", None)
        return self._numbers[members]

    @cached_property
    def _by_voice(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The sets in the order of their voices and where each voice begins; the same the other way."""
        sizes = np.array([len(members) for members in self._members], dtype=np.int64)
        voice = np.array([one for members in self._members for one in members], dtype=np.int64)
        number = np.repeat(np.arange(len(sizes)), sizes)
        order = np.argsort(voice, kind="stable")
        begins = np.searchsorted(voice[order], np.arange(len(self.voices)))
        return number[order], begins, voice, np.cumsum(sizes) - sizes

    def touched(self, columns: Mask) -> Mask:
        """In which columns, of shape (voices, columns), each set has a voice: shape (sets, columns)."""
        if not len(self):
            return np.zeros((0, columns.shape[1]), dtype=bool)
        _, _, voice, begins = self._by_voice
        return np.asarray(np.logical_or.reduceat(columns[voice], begins, axis=0))

    def present(self, sets: Mask) -> Mask:
        """Which voices are in some set of each row, of shape (rows, sets): shape (rows, voices)."""
        if not len(self):
            return np.zeros((len(sets), 0), dtype=bool)
        number, begins, _, _ = self._by_voice
        return np.asarray(np.logical_or.reduceat(sets[:, number], begins, axis=1))


@dataclass(frozen=True, eq=False, slots=True)
class Count:
    """Some passages by who speaks in them.

    ``sets`` says how many of them have each set of voices, ``words`` how many words each voice says in
    them, interviewers and labels left out and each word counted once.
    """

    sets: Ints
    words: Ints
