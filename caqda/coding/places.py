"""Where to go: the passage coded last, hits, what is not coded yet, and how much that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caqda.analysis.search import matcher
from caqda.coding.spans import Span

if TYPE_CHECKING:
    from caqda.analysis.codings import Ints
    from caqda.analysis.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a source is coded: its participants' sentences, and those with no coding on them."""

    sentences: int
    uncoded: int
    codings: int


def last_coded(corpus: Corpus, coder: str) -> tuple[int, int]:
    """The source and offset where a coder coded last; the start of the first source where nowhere yet."""
    codings = corpus.codings
    mine = [key for key, name in corpus.coders.items() if name == coder]
    ours = (codings.coder == mine[0]).nonzero()[0] if mine else []
    if not len(ours):
        return next(iter(corpus.sources)), 0
    last = ours[codings.id[ours].argmax()]
    return int(codings.source[last]), int(codings.start[last])


def hits_in(corpus: Corpus, source: int, words: str) -> list[Span]:
    """Where words stand in a source."""
    if not words.strip():
        return []
    return [match.span() for match in matcher(words).finditer(corpus.text(source))]


def uncoded(corpus: Corpus, source: int) -> Ints:
    """The sentences of a source's participants with no coding on any of their characters, shape (n, 2).

    An interviewer's sentences are not among them, nor what stands outside of the turns of a source
    that has turns, such as a heading.
    """
    said = _said(corpus, source)
    codings = corpus.codings.of_source(source)
    edges = np.zeros(len(corpus.text(source)) + 2, dtype=np.int64)
    np.add.at(edges, codings.start, 1)
    np.add.at(edges, codings.end, -1)
    below = np.concatenate([[0], np.cumsum(np.cumsum(edges)[:-1] > 0)])
    return np.asarray(said[below[said[:, 1]] == below[said[:, 0]]])


def progress(corpus: Corpus, source: int) -> Progress:
    """How far a source is coded, by anyone."""
    return Progress(
        len(_said(corpus, source)), len(uncoded(corpus, source)), len(corpus.codings.of_source(source))
    )


def _said(corpus: Corpus, source: int) -> Ints:
    sentences, turns = corpus.segments(source).sentences, corpus.turns(source)
    if not len(sentences):
        return sentences.reshape(0, 2)
    turn = np.searchsorted(turns.start, sentences[:, 0], side="right") - 1
    inside = (turn >= 0) & (sentences[:, 0] < turns.end[turn]) & ~turns.interviewer[turn]
    return sentences[inside]
