"""What the transcript is given: documents and marks, made from a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.safety import for_terminal
from caqda.tui.transcript import Document, Mark, Turn
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Codings, Corpus


def document_of(corpus: Corpus, source: int) -> Document:
    """A source as the transcript shows it. Reads its text: not for the event loop. Raises ChangeError."""
    if source not in corpus.sources:
        raise ChangeError(_("That source is gone; it was taken out of the study meanwhile."))
    info, segments, turns = corpus.sources[source], corpus.segments(source), corpus.turns(source)
    told: list[Turn] = []
    if info.turns:
        columns = (turns.start, turns.end, turns.speech, turns.speaker, turns.interviewer)
        rows = zip(*(column.tolist() for column in columns), turns.times, strict=True)
        for start, end, speech, speaker, interviewer, time in rows:
            label = corpus.speakers[speaker].label
            told.append(Turn(start, end, speech, label, interviewer, for_terminal(time or "")))
    return Document(
        source, info.name, corpus.text(source), segments.paragraphs, segments.sentences, tuple(told)
    )


def marks_of(corpus: Corpus, source: int) -> list[Mark]:
    """All codings of a source as marks."""
    return _marks(corpus, corpus.codings.of_source(source))


def changed_marks(before: Corpus, after: Corpus, source: int) -> tuple[list[int], list[Mark]]:
    """The keys of the marks that went from a source, and those that came; one that was changed is both."""
    import numpy as np

    old, new = before.codings.of_source(source), after.codings.of_source(source)
    if before.codes != after.codes or before.coders != after.coders or before.memos != after.memos:
        mine = {mark.key: mark for mark in _marks(before, old)}
        fresh = {mark.key: mark for mark in _marks(after, new)}
        gone = [key for key, mark in mine.items() if fresh.get(key) != mark]
        return gone, [mark for key, mark in fresh.items() if mine.get(key) != mark]
    __, was, now = np.intersect1d(old.id, new.id, assume_unique=True, return_indices=True)
    columns = ("start", "end", "code", "coder")
    same = np.logical_and.reduce([getattr(old, name)[was] == getattr(new, name)[now] for name in columns])
    went, came = np.ones(len(old), dtype=bool), np.ones(len(new), dtype=bool)
    went[was[same]] = came[now[same]] = False
    return old.id[went].tolist(), _marks(after, new.take(came))


def _marks(corpus: Corpus, codings: Codings) -> list[Mark]:
    codes = {key: (for_terminal(code.name), code.colour) for key, code in corpus.codes.items()}
    coders = {key: for_terminal(name) for key, name in corpus.coders.items()}
    me = corpus.study.coder
    mine = {key for key, name in corpus.coders.items() if name == me}
    columns = (codings.id, codings.start, codings.end, codings.code, codings.coder)
    return [
        Mark(key, start, end, code, *codes[code], coders[coder], key in corpus.memos, coder in mine)
        for key, start, end, code, coder in zip(*(column.tolist() for column in columns), strict=True)
    ]
