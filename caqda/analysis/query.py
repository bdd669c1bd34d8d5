"""Asking a study for passages, in the query language of :mod:`caqda.analysis.parser`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from caqda.analysis.corpus import Corpus
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
    corpus, axis = scope.corpus, scope.axis
    links = found.links
    numbers = axis.source_of(found.start)
    sources = axis.ids[numbers].tolist() if len(found) else []
    starts, ends = ((at - axis.base[numbers]).tolist() for at in (found.start, found.end))
    bounds = np.searchsorted(links.passage, np.arange(len(found) + 1)).tolist()
    codes, coders = corpus.codings.code[links.coding], corpus.codings.coder[links.coding]
    order = {code: at for at, code in enumerate(corpus.tree.paths)}
    answers = []
    for at, (source, start, end) in enumerate(zip(sources, starts, ends, strict=True)):
        made = slice(bounds[at], bounds[at + 1])
        cases = corpus.cases_of(source, start, end)
        answers.append(
            Passage(
                source,
                corpus.sources[source].name,
                start,
                end,
                corpus.text(source)[start:end],
                corpus.paragraph_of(source, start),
                ", ".join(corpus.speakers_of(source, start, end)),
                tuple(corpus.cases[case].name for case in cases),
                tuple(corpus.tree.paths[code] for code in sorted(set(codes[made].tolist()), key=order.get)),  # type: ignore[arg-type]
                tuple(sorted(corpus.coders[coder] for coder in set(coders[made].tolist()))),
                corpus.variables_of(source, cases),
            )
        )
    return answers
