"""The memos of the study and its research journal."""

from __future__ import annotations

from caqda.memos import KINDS, Note, memos
from caqda.reports.document import Heading, Paragraph, Remark
from caqda.reports.parts.making import Made, Making


def blocks(making: Making) -> Made:
    """The memos kind by kind; of the journal, by date. What is confidential stays out.

    What stands under the codes of the same report is not told again.
    """
    told = [note for note in memos(making.scope.corpus.study) if _open(making, note)]
    if "codes" in making.config.parts:
        elsewhere = len(told)
        told = [note for note in told if note.kind not in ("code", "coding") or note.code not in making.codes]
        elsewhere -= len(told)
        if elsewhere:
            yield Paragraph(making.say.memos_elsewhere)
    for kind in KINDS:
        mine = [note for note in told if note.kind == kind]
        if mine:
            yield Heading(2, making.say.memo_on[kind], f"memos-{kind}")
        for note in sorted(mine, key=lambda one: (one.dated, one.about, one.coder)):
            where = making.words.day_of(note.dated) if note.dated else _place(making, note)
            label = " · ".join(part for part in (where, note.title, note.coder) if part)
            yield Remark(label, note.text)


def _place(making: Making, note: Note) -> str:
    """What a memo is on; a passage by its paragraph, as quotations are named."""
    corpus = making.scope.corpus
    if note.kind == "case" and note.case is not None:
        return making.called(note.case)
    if note.kind != "coding" or note.source is None or note.start is None:
        return note.about
    paragraph = corpus.paragraph_of(note.source, note.start)
    return f"{corpus.tree.paths.get(note.code or 0, '')} · {corpus.sources[note.source].name}:{paragraph}"


def _open(making: Making, note: Note) -> bool:
    hidden = making.confidential
    if note.id in hidden.memos or note.case in hidden.cases or note.source in hidden.sources:
        return False
    if note.source is not None and note.start is not None and note.end is not None:
        return not hidden.covers(note.source, note.start, note.end)
    return True
