"""Where to go: the place read last, the passage coded last, and hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.coding.spans import Span
from caqda.reading_places import Reached, reading_places

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus


def where_left(corpus: Corpus) -> tuple[dict[int, Reached], tuple[int, int]]:
    """Where the coder at work left each source; and where to begin, as :func:`last_coded` tells it.

    That is where they read last, where nothing was read where they coded last.
    """
    places = {key: left for key, left in reading_places(corpus.study).items() if key in corpus.sources}
    if not places:
        return places, last_coded(corpus, corpus.study.coder)
    source, left = max(places.items(), key=lambda found: found[1].seen)
    return places, (source, left.offset)


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
    from caqda.analysis.search import matcher

    return [match.span() for match in matcher(words).finditer(corpus.text(source))]
