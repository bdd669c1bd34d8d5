"""Writing: memos on what is here, entries of the journal, and finding both again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from caqda import memos as kept
from caqda.errors import ChangeError
from caqda.plain import speech
from caqda.plain.desk import Item
from caqda.plain.reading import to_passage, to_source
from caqda.plain.words import ABOUT, NOTHING, meant
from caqda.plain.working import foremost, one_case, one_code
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.memos import Link, Note
    from caqda.plain.desk import Desk


class _Target(NamedTuple):
    """What a memo is on: nothing (the study), or one thing by its id; and in words."""

    on: dict[str, int]
    words: str


def memo(desk: Desk, said: str) -> None:
    """Read the memos here; with words, write one's own on the coding here, or on what is named."""
    target, text = _aimed(desk, said)
    there = desk.study.memos(**target.on)
    if not text:
        _read_memos(there, desk, target.words)
        return
    before = next((words for coder, words, _time in there if coder == desk.study.coder), "")
    if text == NOTHING:
        desk.study.write_memo("", **target.on)  # type: ignore[arg-type]
        desk.say(_("Memo on {about} removed.").format(about=target.words))
    else:
        more = text.startswith("+ ") and before
        text = f"{before}\n\n{text[2:]}" if more else text.removeprefix("+ ")
        desk.study.write_memo(text, **target.on)  # type: ignore[arg-type]
        if before and not more:
            told = _("Memo on {about} written, in place of: {before}")
            desk.say(told.format(about=target.words, before=speech.short(before)))
        else:
            desk.say(_("Memo on {about} written.").format(about=target.words))
        desk.note = next(
            (note.id for note in kept.memos(desk.study, coder=desk.study.coder) if _is_on(note, target)), None
        )
    desk.refresh()


def _aimed(desk: Desk, said: str) -> tuple[_Target, str]:
    """What a memo is on, and its words: ``source WORDS``, ``case: WORDS``, ``code NAME: WORDS``."""
    named, colon, words = (part.strip() for part in said.partition(":"))
    head, _space, name = named.partition(" ")
    thing = meant(ABOUT, head)
    if thing == "code" and colon:
        code = one_code(desk, name)
        return _Target({"code": code}, _("the code {code}").format(code=desk.corpus.codes[code].path)), words
    if thing == "case" and not name and (colon or not words):
        case = one_case(desk)
        return _Target({"case": case}, _("the case {name}").format(name=desk.corpus.cases[case].name)), words
    if thing in ("source", "study"):
        rest = words if colon and not name else said.partition(" ")[2].strip()
        if thing == "study":
            return _Target({}, _("the study")), rest
        source = desk.where.source
        name = desk.corpus.sources[source].name
        return _Target({"source": source}, _("the source {name}").format(name=name)), rest
    one = foremost(desk)
    name = desk.corpus.codes[one.code].name
    return _Target({"coding": one.key}, _("the coding {code}").format(code=name)), said


def _is_on(note: Note, target: _Target) -> bool:
    if not target.on:
        return note.kind == "study"
    [(kind, key)] = target.on.items()
    return note.kind == kind and bool(getattr(note, kind) == key)


def _read_memos(found: list[tuple[str, str, str]], desk: Desk, about: str) -> None:
    if not found:
        desk.say(_("No memo on {about}.").format(about=about))
    for coder, text, _time in found:
        desk.say(_("{coder}: {memo}").format(coder=coder, memo=" ".join(text.split())))


def journal(desk: Desk, said: str) -> None:
    """Write an entry of the journal, of today; without words, read those there are."""
    if said:
        desk.note = kept.write_entry(desk.study, said)
        desk.refresh()
        desk.say(_("Written in the journal."))
        return
    _list(desk, kept.memos(desk.study, kind="journal"), _("The journal is empty; 'journal WORDS' writes."))


def memos(desk: Desk, said: str) -> None:
    """Read the list of memos and the journal, of those with some words; a number reads one and goes there."""
    nothing = _("No memo has these words.") if said else _("There are no memos yet; 'memo WORDS' writes one.")
    _list(desk, kept.memos(desk.study, words=said), nothing)


def _list(desk: Desk, found: list[Note], nothing: str) -> None:
    if not found:
        raise ChangeError(nothing)
    desk.say(ngettext("{n} memo:", "{n} memos:", len(found)).format(n=len(found)))
    desk.read_list(
        [Item(_heading(desk, note), lambda note=note: _read(desk, note)) for note in found],  # type: ignore[misc]
        lasting=True,
    )


def _heading(desk: Desk, note: Note) -> str:
    """What a memo is on, when and by whom it was written, and how it begins."""
    about = _about(desk, note) or (_("the study") if note.kind == "study" else _("journal"))
    day = note.dated or note.changed[:10]
    line = _("{about}, {day}, {coder}: {text}")
    return line.format(about=about, day=day, coder=note.coder, text=speech.short(note.heading))


def _about(desk: Desk, thing: Note | Link) -> str:
    """What a memo is on or linked to: code, case, source with its paragraph."""
    corpus = desk.corpus
    code, case, source = corpus.codes.get(thing.code or 0), corpus.cases.get(thing.case or 0), thing.source
    parts = [code.path if code else "", case.name if case else ""]
    if source is not None and source in corpus.sources:
        name = corpus.sources[source].name
        if thing.end is None:
            parts.append(name)
        else:
            number = corpus.paragraph_of(source, thing.start or 0)
            parts.append(_("{source}, paragraph {number}").format(source=name, number=number))
    return ", ".join(part for part in parts if part)


def _read(desk: Desk, note: Note) -> None:
    """Read a memo whole, and go to its place where it has one."""
    desk.note = note.id
    if note.title:
        desk.say(_("Title: {title}").format(title=note.title))
    desk.say(*(line for line in note.text.splitlines() if line.strip()))
    if note.links:
        desk.say(_("Linked to {things}.").format(things="; ".join(_about(desk, link) for link in note.links)))
    places: list[Note | Link] = [note, *note.links]
    for place in places:
        if place.source in desk.corpus.sources and place.source is not None:
            if place.start is None or place.end is None:
                to_source(desk, place.source)
            else:
                to_passage(desk, place.source, (place.start, place.end))
            return


def link(desk: Desk, said: str) -> None:
    """Link the memo read or written last to the passage here, to the case here, or to a code."""
    if desk.note is None:
        raise ChangeError(_("Choose a memo first: 'memos' or 'journal', then its number."))
    if said == NOTHING:
        _unlink(desk, desk.note)
        return
    place = desk.where
    head, _space, name = said.partition(" ")
    thing = meant(ABOUT, head) if said else "passage"
    if thing == "passage":
        kept.link(desk.study, desk.note, source=place.source, start=place.span[0], end=place.span[1])
        told = speech.short(desk.script.said(place.span))
    elif thing == "case":
        case = one_case(desk)
        kept.link(desk.study, desk.note, case=case)
        told = desk.corpus.cases[case].name
    elif thing == "code":
        code = one_code(desk, name)
        kept.link(desk.study, desk.note, code=code)
        told = desk.corpus.codes[code].path
    else:
        raise ChangeError(_("Write 'link' for the passage here, 'link case' or 'link code NAME'."))
    desk.refresh()
    desk.say(_("Linked to: {thing}").format(thing=told))


def _unlink(desk: Desk, memo: int) -> None:
    links = next((note.links for note in kept.memos(desk.study) if note.id == memo), ())
    if not links:
        raise ChangeError(_("That memo has no links."))

    def let_go(link: Link) -> None:
        kept.unlink(desk.study, link.id)
        desk.refresh()
        desk.say(_("No longer linked to: {thing}").format(thing=_about(desk, link)))

    desk.say(_("Let go of which link? Say its number."))
    desk.read_list(
        [Item(_about(desk, link), lambda link=link: let_go(link)) for link in links],  # type: ignore[misc]
        lasting=False,
    )
