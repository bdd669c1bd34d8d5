"""How far the work is: what each source has been read and coded to by one coder, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from caqda.bookmarks import bookmarks
from caqda.coding.spans import Span
from caqda.language.names import fold

if TYPE_CHECKING:
    from caqda.analysis.codings import Codings, Ints
    from caqda.analysis.corpus import Corpus


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """One source, as one coder has worked on it.

    ``words`` are those of the participants, ``coded`` those of them under a coding; ``read`` is the share,
    0 to 1, up to which the text has been read (None where it was never opened); ``later`` counts what is
    flagged for later, ``uncoded`` the participants' paragraphs without a coding.
    """

    source: int
    name: str
    words: int
    coded: int
    read: float | None
    uncoded: int
    later: int
    codings: int
    today: int

    @property
    def share(self) -> float:
        """The share of the participants' words that is coded, 0 to 1."""
        return self.coded / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class StudyProgress:
    """All sources in the order of the study, for one coder."""

    coder: str
    sources: tuple[SourceProgress, ...]

    def total(self, name: str) -> int:
        """The sum of one of the counts over all sources."""
        return sum(getattr(one, name) for one in self.sources)

    @property
    def share(self) -> float:
        """The share of all participants' words that is coded, 0 to 1."""
        words = self.total("words")
        return self.total("coded") / words if words else 0.0


def progress_of(corpus: Corpus, coder: str, *, since: datetime | None = None) -> StudyProgress:
    """How far a coder is. ``since`` is when today began, by default midnight here."""
    began = since or datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    reached = corpus.study.read("SELECT source_id, furthest FROM reading_place WHERE coder = ?", coder)
    furthest = {row[0]: row[1] for row in reached}
    later: dict[int, int] = {}
    for mark in bookmarks(corpus.study, kind="later", coder=coder):
        later[mark.source] = later.get(mark.source, 0) + 1
    fresh = corpus.codings.id[corpus.created >= began.timestamp()]
    found = []
    for source in corpus.sources.values():
        mine = _codings_of(corpus, source.id, coder)
        words = participants(corpus, source.id, corpus.segments(source.id).words)
        read = furthest.get(source.id)
        found.append(
            SourceProgress(
                source.id,
                source.name,
                len(words),
                int(np.count_nonzero(covered(mine, words[:, 0]))),
                None if read is None else min(1.0, read / max(1, source.characters)),
                len(uncoded_paragraphs(corpus, source.id, coder)),
                later.get(source.id, 0),
                len(mine),
                int(np.isin(mine.id, fresh).sum()),
            )
        )
    return StudyProgress(coder, tuple(found))


def uncoded_paragraphs(corpus: Corpus, source: int, coder: str) -> Ints:
    """The paragraphs of a source's participants that hold no coding of a coder, shape (n, 2).

    A paragraph with a coding in it has been worked on; its other sentences were passed over with intent.
    """
    spoken = participants(corpus, source, corpus.segments(source).words)
    paragraphs = corpus.segments(source).paragraphs
    holding = np.unique(np.searchsorted(paragraphs[:, 0], spoken[:, 0], side="right") - 1)
    said = paragraphs[holding[holding >= 0]]
    mine = _codings_of(corpus, source, coder)
    if not len(mine):
        return said
    ends, starts = np.sort(mine.end), np.sort(mine.start)
    overlapping = np.searchsorted(starts, said[:, 1], side="left") - np.searchsorted(
        ends, said[:, 0], side="right"
    )
    return np.asarray(said[overlapping <= 0])


def uncoded_speech(corpus: Corpus, source: int, coder: str) -> list[Span]:
    """The paragraphs of :func:`uncoded_paragraphs`, without the labels of their speakers."""
    turns = corpus.turns(source)
    found = []
    for start, end in uncoded_paragraphs(corpus, source, coder).tolist():
        turn = int(np.searchsorted(turns.start, start, side="right")) - 1
        speech = int(turns.speech[turn]) if turn >= 0 else start
        found.append((speech if start < speech < end else start, end))
    return found


def answers(corpus: Corpus, source: int) -> list[Span]:
    """What the participants say, turn by turn, without labels and the blanks at the end."""
    turns, text = corpus.turns(source), corpus.text(source)
    spans = zip(turns.speech.tolist(), turns.end.tolist(), turns.interviewer.tolist(), strict=True)
    trimmed = [
        (start, start + len(text[start:end].rstrip())) for start, end, interviewer in spans if not interviewer
    ]
    return [span for span in trimmed if span[0] < span[1]]


def question_at(corpus: Corpus, source: int, offset: int) -> str:
    """What the interviewer said last before an offset, as words to compare; empty where it was nothing."""
    asked = [question for at, _end, question in _questions(corpus, source) if at <= offset]
    return asked[-1] if asked else ""


def answer_to(corpus: Corpus, source: int, question: str) -> Span | None:
    """The first answer to a question of :func:`question_at` that is asked in the same words in a source."""
    asked = [end for _at, end, told in _questions(corpus, source) if question and told == question]
    return next((span for span in answers(corpus, source) if asked and span[0] >= asked[0]), None)


def _questions(corpus: Corpus, source: int) -> Iterator[tuple[int, int, str]]:
    """Where the interviewer begins and ends to speak, and in which words."""
    turns, text = corpus.turns(source), corpus.text(source)
    asking = turns.interviewer
    for start, end in zip(turns.speech[asking].tolist(), turns.end[asking].tolist(), strict=True):
        yield start, end, " ".join(re.findall(r"\w+", fold(text[start:end])))


def next_said(corpus: Corpus, source: int, after: int) -> Span | None:
    """The first sentence of a participant that begins at an offset or later; without label and blanks."""
    sentences, turns, text = corpus.segments(source).sentences, corpus.turns(source), corpus.text(source)
    for start, end in sentences[np.searchsorted(sentences[:, 1], after, side="right") :].tolist():
        turn = int(np.searchsorted(turns.start, end - 1, side="right")) - 1
        if turn < 0 or turns.interviewer[turn] or end > turns.end[turn]:
            continue
        first = max(start, int(turns.speech[turn]))
        last = first + len(text[first:end].rstrip())
        if after <= first < last:
            return first, last
    return None


def _codings_of(corpus: Corpus, source: int, coder: str) -> Codings:
    there = corpus.codings.of_source(source)
    keys = [key for key, name in corpus.coders.items() if name == coder]
    return there.take(np.isin(there.coder, keys))


def participants(corpus: Corpus, source: int, words: Ints) -> Ints:
    """The words that participants say, shape (n, 2)."""
    turns = corpus.turns(source)
    if not len(words) or not len(turns.start):
        return words[:0]
    at = np.searchsorted(turns.start, words[:, 0], side="right") - 1
    inside = (at >= 0) & (words[:, 0] < turns.end[at]) & (words[:, 0] >= turns.speech[at])
    return np.asarray(words[inside & ~turns.interviewer[at]])


def covered(codings: Codings, places: Ints) -> Any:
    """Which of some offsets lie under a coding."""
    begun = np.searchsorted(np.sort(codings.start), places, side="right")
    return begun > np.searchsorted(np.sort(codings.end), places, side="right")
