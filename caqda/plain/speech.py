"""What is read out: short lines that begin with what matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.coding.spans import Span, count_words
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.plain.desk import Desk, Heard

_SHOWN = 12  # words of a passage in a list
_SAID = 30  # words of a selection that is read out whole
_EDGE = 3  # words at either end of a longer one


def here(desk: Desk, part: Span | None = None) -> list[str]:
    """The unit the reader is at: who speaks and where, its sentences and codings; or those of a part."""
    place, script = desk.where, desk.script
    part = part or place.here
    sentences = script.sentences_in(place.here)
    single = place.kind == "sentence" or len(sentences) < 2 or desk.verbosity == "brief"
    lines = [heading(desk), *signs(desk)]
    codings = desk.codings(part)
    for number, span in enumerate(sentences, 1):
        if span[1] <= part[0] or part[1] <= span[0]:
            continue
        said = script.said(span)
        lines.append(said if single else f"{number}. {said}")
        if desk.verbosity == "full":
            lines += _edges(desk, codings, span)
    if codings and desk.verbosity == "brief":
        names = ", ".join(dict.fromkeys(desk.corpus.codes[one.code].name for one in codings))
        lines.append(_("Codes: {names}.").format(names=names))
    elif codings:
        lines += codings_here(desk, codings)
    return lines


def heading(desk: Desk) -> str:
    """Who speaks, and the place in the source."""
    place, script = desk.where, desk.script
    stretch = script.stretch(place.here[0])
    speaker = stretch.speaker or _("No speaker")
    if desk.verbosity == "brief":
        return f"{speaker}:"
    paragraphs = len(desk.corpus.segments(place.source).paragraphs)
    number = script.paragraph(place.here[0])
    if desk.verbosity == "full" and stretch.time:
        line = _("{speaker}, at {time}, paragraph {number} of {all}.")
        return line.format(speaker=speaker, time=stretch.time, number=number, all=paragraphs)
    line = _("{speaker}, paragraph {number} of {all}.")
    return line.format(speaker=speaker, number=number, all=paragraphs)


def signs(desk: Desk) -> list[str]:
    """What is marked here, on one line: confidential, bookmark, later; no line where nothing is."""
    (source, (start, end)), coder = (desk.where.source, desk.where.span), desk.study.coder
    stretches = desk.marks.confidential.stretches(source, start, end)
    told = []
    if stretches:
        whole = any(low <= start and end <= high for low, high in stretches)
        told.append(_("Confidential.") if whole else _("Confidential in part."))
    here = [
        mark
        for mark in desk.marks.bookmarks
        if (mark.source, mark.coder) == (source, coder) and mark.start < end and start < mark.end
    ]
    for mark in here:
        if not mark.note:
            told.append(_("Bookmark.") if mark.kind == "bookmark" else _("Flagged for later."))
        else:
            line = _("Bookmark: {note}.") if mark.kind == "bookmark" else _("Flagged for later: {note}.")
            told.append(line.format(note=" ".join(mark.note.split()).rstrip(".")))
    return [" ".join(told)] if told else []


def codings_here(desk: Desk, codings: list[Heard]) -> list[str]:
    """How many codings there are, and a line for each."""
    if not codings:
        return [_("No codings here.")]
    many = ngettext("{n} coding:", "{n} codings:", len(codings)).format(n=len(codings))
    return [many, *(coding(desk, one) for one in codings)]


def coding(desk: Desk, one: Heard) -> str:
    """A coding: its code, who made it, from which words to which, its length and memos."""
    script = desk.script
    words = script.words_in((one.start, one.end))
    number = count_words(script.words, one.start, one.end)
    length = ngettext("{n} word", "{n} words", number).format(n=number)
    first, last = (script.said(words[0]), script.said(words[-1])) if words else ("", "")
    line = _("{code}, by {coder}, from “{first}” to “{last}”, {length}.").format(
        code=desk.corpus.codes[one.code].path, coder=one.coder, first=first, last=last, length=length
    )
    if flag := desk.marks.flags.get(one.key):
        line += " " + _("Flagged {flag}.").format(flag=_(flag))
    if one.start < desk.where.here[0]:
        line += " " + _("Begins before, in paragraph {number}.").format(number=script.paragraph(one.start))
    if one.end > desk.where.here[1]:
        line += " " + _("Ends later, in paragraph {number}.").format(number=script.paragraph(one.end - 1))
    for coder, memo in desk.corpus.memos.get(one.key, ()):
        line += " " + _("Memo by {coder}: {memo}").format(coder=coder, memo=" ".join(memo.split()))
    return line


def _edges(desk: Desk, codings: list[Heard], span: Span) -> list[str]:
    """Which codings begin and end in a sentence."""
    begin = [desk.corpus.codes[one.code].name for one in codings if span[0] <= one.start < span[1]]
    end = [desk.corpus.codes[one.code].name for one in codings if span[0] < one.end <= span[1]]
    lines = [_("Begins: {names}.").format(names=", ".join(begin))] if begin else []
    return [*lines, *([_("Ends: {names}.").format(names=", ".join(end))] if end else [])]


def selected(desk: Desk, span: Span, *, heard: bool = False) -> str:
    """What is selected, in its own words; of a longer passage how it begins and ends.

    Where just that was ``heard`` already, its length only.
    """
    number = count_words(desk.script.words, *span)
    length = ngettext("{n} word", "{n} words", number).format(n=number)
    text = desk.script.said(span)
    if heard:
        return _("Selected, {length}.").format(length=length)
    if number <= _SAID or desk.verbosity == "full":
        return _("Selected, {length}: {text}").format(length=length, text=text)
    words = text.split()
    first, last = " ".join(words[:_EDGE]), " ".join(words[-_EDGE:])
    return _("Selected, {length}, from “{first}” to “{last}”").format(length=length, first=first, last=last)


def short(text: str) -> str:
    """The beginning of a passage on one line."""
    words = text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def standing(desk: Desk) -> list[str]:
    """Where the reader is, in full."""
    place, corpus = desk.where, desk.corpus
    number, all_ = list(corpus.sources).index(place.source) + 1, len(corpus.sources)
    name = corpus.sources[place.source].name
    lines = [
        _("Source {name}, {number} of {all}.").format(name=name, number=number, all=all_),
        heading(desk),
        *signs(desk),
        _("Reading by {unit}.").format(unit=_(place.kind)),
    ]
    cases = ", ".join(corpus.cases[case].name for case in corpus.cases_of(place.source, *place.here))
    if cases:
        lines.append(_("Case {names}.").format(names=cases))
    lines.append(selected(desk, place.selection) if place.selection else _("Nothing is selected."))
    return lines
