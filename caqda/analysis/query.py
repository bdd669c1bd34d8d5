"""Asking a study for passages, in the query language of :mod:`caqda.analysis.parser`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from caqda.analysis.corpus import NO_CASE, Corpus
from caqda.analysis.passages import Passages
from caqda.analysis.scope import Scope
from caqda.study import Study


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that answers a query; ``codes`` (paths) and ``coders`` are those of what made it.

    ``start`` and ``end`` are code points of the source's text; ``paragraph`` is the number, from 1, of
    the one it starts in; ``speaker`` and ``cases`` are those whose turns it overlaps.
    """

    source: int
    source_name: str
    start: int
    end: int
    text: str
    paragraph: int
    speaker: str
    cases: tuple[str, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    variables: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on."""
        return {
            "source": self.source_name,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "paragraph": self.paragraph,
            "speaker": self.speaker,
            "cases": list(self.cases),
            "codes": list(self.codes),
            "coders": list(self.coders),
            "variables": dict(self.variables),
        }


def query(study: Study | Corpus | Scope, expression: str, scope: Scope | None = None) -> list[Passage]:
    """The passages that an expression means, in the order of sources and offsets.

    Raises QueryError where the expression cannot be understood and UnknownName where a name in it does
    not exist; the error shows the place.
    """
    scope = scope or Scope.of(study)
    return read(scope, scope.passages(expression))


def read(scope: Scope, found: Passages) -> list[Passage]:
    """Passages on the line of a scope, with their text and what they are part of."""
    corpus, axis, links = scope.corpus, scope.axis, found.links
    numbers = axis.source_of(found.start)
    starts, ends = ((at - axis.base[numbers]).tolist() for at in (found.start, found.end))
    firsts = np.searchsorted(axis.paragraphs[:, 0], axis.base)
    paragraphs = np.searchsorted(axis.paragraphs[:, 0], found.start, side="right") - firsts[numbers]
    turns = zip(*(at.tolist() for at in axis.turns.overlapping(found.start, found.end)), strict=True)
    bounds = np.searchsorted(links.passage, np.arange(len(found) + 1)).tolist()
    codes = corpus.codings.code[links.coding].tolist()
    coders = corpus.codings.coder[links.coding].tolist()
    order = {code: at for at, code in enumerate(corpus.tree.paths)}

    @cache  # what many passages share is worked out once
    def said(source: int, low: int, high: int) -> tuple[str, tuple[str, ...], Mapping[str, str]]:
        """Who speaks in some turns of a source, the cases, and the variables of all."""
        speakers = dict.fromkeys(axis.turns.speaker[low:high].tolist())
        cases = [case for case in dict.fromkeys(axis.turns.case[low:high].tolist()) if case != NO_CASE]
        labels = [corpus.speakers[key].label for key in speakers if key in corpus.speakers]
        names = tuple(corpus.cases[case].name for case in cases)
        return ", ".join(labels), names, corpus.variables_of(source, cases)

    @cache
    def paths(*made: int) -> tuple[str, ...]:
        return tuple(corpus.tree.paths[code] for code in sorted(set(made), key=order.__getitem__))

    @cache
    def people(*made: int) -> tuple[str, ...]:
        return tuple(sorted(corpus.coders[coder] for coder in set(made)))

    answers = []
    ids = axis.ids[numbers].tolist() if len(found) else []
    rows = zip(ids, starts, ends, np.maximum(paragraphs, 1).tolist(), turns, pairwise(bounds), strict=True)
    for source, start, end, paragraph, overlapped, (first, last) in rows:
        speaker, cases, variables = said(source, *overlapped)
        answers.append(
            Passage(
                source,
                corpus.sources[source].name,
                start,
                end,
                corpus.text(source)[start:end],
                paragraph,
                speaker,
                cases,
                paths(*codes[first:last]),
                people(*coders[first:last]),
                variables,
            )
        )
    return answers
