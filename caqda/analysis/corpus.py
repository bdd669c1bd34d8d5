"""The coded interviews of a study at one moment, as frozen values and arrays.

A :class:`Corpus` is what queries, crosstabs, reports and screens look at. Texts and their segments are
read when first asked for, and kept: they never change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

import numpy as np

from caqda.analysis import reading
from caqda.analysis.codings import BySource, Codings, Ints, Touched
from caqda.analysis.following import Followed, Memos, follow
from caqda.analysis.things import (
    NO_CASE,
    CaseInfo,
    CodeInfo,
    Segments,
    SourceInfo,
    SpeakerInfo,
    Turns,
    natural,
    whole,
)  # fmt: skip
from caqda.errors import UnknownName
from caqda.recorded import RowChange
from caqda.study import Study
from caqda.tree import CodeTree, unknown
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.language.vocabulary import Vocabulary

__all__ = [
    "NO_CASE", "CaseInfo", "CodeInfo", "Codings", "Corpus", "Following", "Ints", "Segments", "SourceInfo",
    "SpeakerInfo", "Turns", "natural",
]  # fmt: skip

Derived = TypeVar("Derived")


@runtime_checkable
class Following(Protocol):
    """What is derived from a corpus and need not be made anew where only codings and memos changed."""

    def followed(self, corpus: Corpus, touched: Touched) -> Following | None:
        """The same for the corpus as it is now; None where it is better made anew."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """One moment of a study. ``position`` and ``hash`` say which: the last transaction of the journal."""

    study: Study
    position: int
    hash: str
    name: str
    language: str
    tree: CodeTree
    codes: Mapping[int, CodeInfo]
    sources: Mapping[int, SourceInfo]
    cases: Mapping[int, CaseInfo]
    speakers: Mapping[int, SpeakerInfo]
    coders: Mapping[int, str]
    variables: Mapping[str, str]
    """The type of each variable by its name: text, number, date or yesno."""
    codings: BySource
    _kept: dict[Any, Any] = field(repr=False)
    """What belongs to texts, which never change, and so to every moment of the study."""
    _turns: dict[int, Turns] = field(repr=False)
    _memos: Memos = field(repr=False)
    _derived: dict[Any, Any] = field(default_factory=dict, repr=False)
    queries: Mapping[str, str] = field(default_factory=dict)
    """The expression of each saved query by its name."""
    withheld: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names of the sources and cases, by ``source`` and ``case``, that were left out as confidential."""
    touched: frozenset[str] | None = None
    """The tables whose rows changed since the moment before this one; None where that is not known."""

    # -- reading -----------------------------------------------------------------------------------

    @classmethod
    def read(cls, study: Study, before: Corpus | None = None) -> Corpus:
        """The study as it is now; what cannot have changed since ``before`` is taken over from it."""
        if before is not None and (now := before._followed()) is not None:
            return now
        with study.moment() as read:
            position, digest = study.journal.position(read)
            name, language = read(reading.STUDY)[0]
            codes, tree = reading.codes(read)
            values = reading.values(read)
            speakers = reading.speakers(read)
            sources = reading.sources(read, speakers, values)
            cases = {
                key: CaseInfo(key, uuid, n, values.get(("case", key), {}))
                for key, uuid, n in read(reading.CASES)
            }
            return cls(
                study,
                position,
                digest,
                name,
                language,
                tree,
                codes,
                sources,
                cases,
                speakers,
                dict(reading.pairs(read(reading.CODERS))),
                dict(reading.pairs(read(reading.VARIABLES))),
                BySource.parted(reading.codings(read), sources),
                before._kept if before is not None else {},
                {},
                {row[0]: (row[1], row[2], row[3]) for row in read(reading.MEMOS)},
                queries=dict(reading.pairs(read(reading.QUERIES))),
            )

    def _followed(self) -> Corpus | None:
        """The study as it is now, where only codings and memos changed since; else None."""
        news = self.study.journal.since(self.position, self.hash)
        if news is None:
            return None
        position, digest, changes = news
        return self if position == self.position else self.after(position, digest, changes)

    def after(self, position: int, digest: str, changes: Iterable[RowChange]) -> Corpus | None:
        """The study after some changes; None where they are other than of codings and memos, or many."""
        steps = tuple(changes)
        now = follow(self.codings, self._memos, steps)
        if now is None:
            return None
        corpus = replace(
            self,
            position=position,
            hash=digest,
            codings=now.codings,
            _memos=now.memos,
            _derived={},
            touched=_touched(steps),
        )
        corpus._take_over(self, now)
        return corpus

    def _take_over(self, before: Corpus, now: Followed) -> None:
        """Keep what has been worked out before and is true still, or nearly."""
        if now.memos is before._memos and "memos" in before.__dict__:
            self.__dict__["memos"] = before.memos
        if "_made" in before.__dict__:
            keys, times = before._made
            new = {key: time for key, time in now.created.items() if key > keys.max(initial=0)}
            if len(new) == len(now.created):  # else an old one is there again, and all are read
                keys = np.concatenate([keys, np.array(sorted(new), dtype=np.int64)])
                times = np.concatenate([times, reading.seconds([new[key] for key in sorted(new)])])
                self.__dict__["_made"] = keys, times
        for make, made in before._derived.items():
            if isinstance(made, Following) and (kept := made.followed(self, now.touched)) is not None:
                self._derived[make] = kept

    def text(self, source: int) -> str:
        """The text of a source."""
        return self.study.text(source)

    def segments(self, source: int) -> Segments:
        """The paragraphs, sentences and words of a source."""
        digest = self.sources[source].sha256
        return self.keep(("segments", digest), partial(reading.segments, self.study, digest))

    def vocabulary(self, source: int) -> Vocabulary:
        """The words of a source as numbers."""
        from caqda.language.vocabulary import Vocabulary

        digest = self.sources[source].sha256
        return self.keep(
            ("vocabulary", digest), lambda: Vocabulary.of(self.text(source), self.segments(source).words)
        )

    def keep(self, key: Hashable, make: Callable[[], Derived]) -> Derived:
        """What ``make`` makes of texts, made once and kept for all moments of the study."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Derived = self._kept[key]
        return found

    @cached_property
    def digests(self) -> frozenset[str]:
        """The hashes of all texts."""
        return frozenset(source.sha256 for source in self.sources.values())

    def turns(self, source: int) -> Turns:
        """The turns of a source; one that spans the text, of the source's own case, where it has none."""
        if source not in self._turns:
            self._turns.update(self._read_turns())
        return self._turns[source]

    def _read_turns(self) -> dict[int, Turns]:
        by_source: dict[int, list[Any]] = {}
        for row in self.study.read(reading.TURNS):
            by_source.setdefault(row[0], []).append(row)
        return {
            key: self._turns_of(by_source[key]) if key in by_source else whole(source)
            for key, source in self.sources.items()
        }

    def _turns_of(self, rows: Sequence[Any]) -> Turns:
        speakers = [self.speakers[row[4]] for row in rows]
        cases = [NO_CASE if who.interviewer or who.case is None else who.case for who in speakers]
        start, end, speech, speaker = (
            np.array([row[i] for row in rows], dtype=np.int64) for i in (1, 2, 3, 4)
        )
        return Turns(
            start,
            end,
            speech,
            speaker,
            np.array(cases, dtype=np.int64),
            np.array([who.interviewer for who in speakers], dtype=bool),
            tuple(row[5] for row in rows),
        )

    def derive(self, make: Callable[[Corpus], Derived]) -> Derived:
        """What ``make`` makes of this corpus, made once and kept with it."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: Derived = self._derived[make]
        return found

    # -- names -------------------------------------------------------------------------------------

    def source_named(self, name: str) -> SourceInfo:
        """The source of that name; raises UnknownName with the nearest."""
        return _by_name("source", name, self.sources.values(), self.withheld)

    def case_named(self, name: str) -> CaseInfo:
        """The case of that name; raises UnknownName with the nearest."""
        return _by_name("case", name, self.cases.values(), self.withheld)

    def coder_named(self, name: str) -> int:
        """The id of the coder of that name; raises UnknownName with the nearest."""
        for key, known in self.coders.items():
            if known == name:
                return key
        raise UnknownName(unknown("coder", name, self.coders.values()))

    def variable_named(self, name: str) -> str:
        """The variable of that name, capitals aside; raises UnknownName with the nearest."""
        for known in self.variables:
            if known.casefold() == name.casefold():
                return known
        raise UnknownName(unknown("variable", name, self.variables))

    def query_named(self, name: str) -> str:
        """The saved query of that name, capitals aside; raises UnknownName with the nearest."""
        for known in self.queries:
            if known.casefold() == name.casefold():
                return known
        raise UnknownName(unknown("saved query", name, self.queries))

    # -- what a passage is part of -----------------------------------------------------------------

    def cases_of(self, source: int, start: int, end: int) -> tuple[int, ...]:
        """The cases whose turns the passage overlaps."""
        turns = self.turns(source)
        found = dict.fromkeys(turns.case[turns.overlapping(start, end)].tolist())
        return tuple(case for case in found if case != NO_CASE)

    def speakers_of(self, source: int, start: int, end: int) -> tuple[str, ...]:
        """The labels of the speakers whose turns the passage overlaps, in order."""
        turns = self.turns(source)
        found = dict.fromkeys(turns.speaker[turns.overlapping(start, end)].tolist())
        return tuple(self.speakers[key].label for key in found if key in self.speakers)

    def paragraph_of(self, source: int, offset: int) -> int:
        """The number, from 1, of the paragraph an offset lies in."""
        starts = self.segments(source).paragraphs[:, 0]
        return max(1, int(np.searchsorted(starts, offset, side="right")))

    def variables_of(self, source: int, cases: Iterable[int]) -> dict[str, str]:
        """The variables of a source and of cases; several values of one are joined by ``; ``."""
        found: dict[str, list[str]] = {}
        owners = [self.sources[source].variables, *(self.cases[case].variables for case in cases)]
        for variables in owners:
            for name, value in variables.items():
                if value not in found.setdefault(name, []):
                    found[name].append(value)
        return {name: "; ".join(values) for name, values in found.items()}

    @cached_property
    def memos(self) -> Mapping[int, tuple[tuple[str, str], ...]]:
        """Coder and text of the memos on each coding that has any."""
        found: dict[int, tuple[tuple[str, str], ...]] = {}
        for __, (coding, coder, text) in sorted(self._memos.items()):
            found[coding] = (*found.get(coding, ()), (self.coders[coder], text))
        return found

    @cached_property
    def created(self) -> Ints:
        """When each coding was made, in seconds since 1970, UTC; read when first asked for.

        A coding that is gone from the study by then was made at 0.
        """
        keys, times = self._made
        if not len(keys):
            return np.zeros(len(self.codings), dtype=np.int64)
        at = np.minimum(np.searchsorted(keys, self.codings.id), len(keys) - 1)
        return np.where(keys[at] == self.codings.id, times[at], 0)

    @cached_property
    def _made(self) -> tuple[Ints, Ints]:
        """The ids of codings, in order, and when they were made; some of them may be gone."""
        rows = self.study.read(reading.MADE)
        return np.array([row[0] for row in rows], dtype=np.int64), reading.seconds([row[1] for row in rows])

    @cached_property
    def ranks(self) -> Ints:
        """The place in the codebook of each code, by its id: of shape (largest id + 1)."""
        found = np.zeros(max(self.codes, default=0) + 1, dtype=np.int64)
        found[list(self.tree.ranks)] = list(self.tree.ranks.values())
        return found

    @cached_property
    def counts(self) -> dict[int, int]:
        """The number of codings of each code, its sub-codes not included."""
        return self.codings.counts(self.codes)


def _touched(steps: Iterable[RowChange]) -> frozenset[str]:
    """The tables of some changes; ``coding.flag`` too where a flag comes or goes."""
    told = {step.table for step in steps}
    flagged = any((rows or {}).get("flag") for step in steps for rows in (step.before, step.after))
    return frozenset(told | {"coding.flag"} if flagged else told)


Named = TypeVar("Named", SourceInfo, CaseInfo)


def _by_name(kind: str, name: str, things: Iterable[Named], withheld: Mapping[str, frozenset[str]]) -> Named:
    known = {thing.name: thing for thing in things}
    if told := kept_in(kind, name, withheld):
        raise UnknownName(told)
    if name not in known:
        raise UnknownName(unknown(kind, name, known))
    return known[name]


def kept_in(kind: str, name: str, withheld: Mapping[str, frozenset[str]]) -> str:
    """That a source or a case stays in the study, and what lets it out; empty where it was not withheld."""
    if name not in withheld.get(kind, ()):
        return ""
    told = {
        "source": _(
            "The source \"{name}\" is confidential and stays in the study; --override 'reason' lets it out, "
            "and 'caqda confidential' lists what is so."
        ),
        "case": _(
            "The case \"{name}\" is confidential and stays in the study; --override 'reason' lets it out, "
            "and 'caqda confidential' lists what is so."
        ),
    }
    return told[kind].format(name=name)
