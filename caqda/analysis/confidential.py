"""What of a study is marked confidential, and the study without it: what may leave the machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from caqda.analysis.codings import BySource
from caqda.analysis.corpus import Corpus
from caqda.wording import ngettext


@dataclass(frozen=True)
class Confidential:
    """The sources, cases and passages of a study that are to stay in it."""

    corpus: Corpus
    sources: frozenset[int]
    cases: frozenset[int]
    passages: tuple[tuple[int, int, int], ...]
    """Source, start and end of each."""
    memos: frozenset[int]

    @classmethod
    def of(cls, corpus: Corpus) -> Confidential:
        """What is marked now."""
        rows = corpus.study.read('SELECT source_id, start, "end", case_id, memo_id FROM restriction')
        return cls(
            corpus,
            frozenset(row[0] for row in rows if row[0] is not None and row[1] is None),
            frozenset(row[3] for row in rows if row[3] is not None),
            tuple((row[0], row[1], row[2]) for row in rows if row[0] is not None and row[1] is not None),
            frozenset(row[4] for row in rows if row[4] is not None),
        )

    def __bool__(self) -> bool:
        return bool(self.sources or self.cases or self.passages or self.memos)

    def covers(self, source: int, start: int, end: int) -> bool:
        """Whether any of a passage ``[start, end)`` is confidential."""
        return (
            source in self.sources
            or any(one == source and low < end and start < high for one, low, high in self.passages)
            or (bool(self.cases) and not self.cases.isdisjoint(self.corpus.cases_of(source, start, end)))
        )

    def stretches(self, source: int, start: int, end: int) -> list[tuple[int, int]]:
        """The confidential stretches of a passage, in order; they may overlap."""
        if source in self.sources:
            return [(start, end)]
        turns = self.corpus.turns(source)
        there = turns.overlapping(start, end)
        spoken = zip(
            turns.case[there].tolist(), turns.start[there].tolist(), turns.end[there].tolist(), strict=True
        )
        found = [(low, high) for case, low, high in spoken if case in self.cases]
        found += [(low, high) for one, low, high in self.passages if one == source]
        return sorted((max(low, start), min(high, end)) for low, high in found if low < end and start < high)

    def open(self) -> Corpus:
        """The study without its confidential codings, sources and memos on codings."""
        corpus = self.corpus
        if not self:
            return corpus
        told = corpus.codings
        places = zip(told.source.tolist(), told.start.tolist(), told.end.tolist(), strict=True)
        kept = np.array([not self.covers(*place) for place in places], dtype=bool)
        sources = {key: source for key, source in corpus.sources.items() if key not in self.sources}
        return replace(
            corpus,
            sources=sources,
            codings=BySource.parted(told.take(kept), sources),
            withheld={
                "source": frozenset(corpus.sources[key].name for key in self.sources & corpus.sources.keys()),
                "case": frozenset(corpus.cases[key].name for key in self.cases & corpus.cases.keys()),
            },
            _memos={key: memo for key, memo in corpus._memos.items() if key not in self.memos},
            _derived={},
        )


@dataclass(frozen=True, slots=True)
class Leaving:
    """A study as it may leave: ``corpus`` is without what is ``confidential``, ``withheld`` codings fewer."""

    corpus: Corpus
    confidential: Confidential
    withheld: int

    @property
    def told(self) -> str:
        """How much is left out, in a sentence; empty where it is nothing."""
        if not self.withheld:
            return ""
        told = ngettext(
            "{n} coding is confidential and is left out.",
            "{n} codings are confidential and are left out.",
            self.withheld,
        )
        return told.format(n=self.withheld)


def leaving(corpus: Corpus, *, everything: bool = False) -> Leaving:
    """What of a study may leave it: all that is not confidential, or ``everything``.

    Whatever is written for others goes through here. Who lets everything out says why:
    :func:`caqda.confidential.override`.
    """
    marked = Confidential.of(corpus)
    if everything or not marked:
        marked = Confidential(corpus, frozenset(), frozenset(), (), frozenset())
    opened = marked.open()
    return Leaving(opened, marked, len(corpus.codings) - len(opened.codings))


@dataclass(frozen=True, slots=True)
class Pointing:
    """Values that only few cases have together: ``values`` are variable and value, ``cases`` whose."""

    values: tuple[tuple[str, str], ...]
    cases: tuple[str, ...]

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value or '–'}" for name, value in self.values)
        return f"{told} ({', '.join(self.cases)})"


def pointing(corpus: Corpus, variables: Iterable[str], least: int) -> list[Pointing]:
    """The combinations of values of some variables that fewer than ``least`` cases of the study have.

    A case is one whose words are in the study. It has its own values and, for variables that it has none
    of, those of each source that it speaks in; what has no value is a value too. (k-anonymity, after
    Sweeney, 2002.)
    """
    told = {name for case in corpus.cases.values() for name in case.variables}
    told |= {name for source in corpus.sources.values() for name in source.variables}
    names = [name for name in variables if name in told]
    groups: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for case in corpus.cases.values():
        for source in corpus.sources.values():
            if case.id in source.cases:
                values = {**source.variables, **case.variables}
                groups[tuple(values.get(name, "") for name in names)][case.name] = None
    return [
        Pointing(tuple(zip(names, values, strict=True)), tuple(cases))
        for values, cases in groups.items()
        if names and len(cases) < least
    ]
