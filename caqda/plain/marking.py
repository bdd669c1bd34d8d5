"""Marking passages: bookmarks, what is left for later, what is confidential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda import bookmarks as kept
from caqda.confidential import Restricted, release, restrict, restrictions
from caqda.errors import ChangeError
from caqda.plain import speech
from caqda.plain.desk import Item
from caqda.plain.reading import to_passage
from caqda.plain.words import ABOUT, ALL, NOTHING, meant
from caqda.plain.working import one_case
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.bookmarks import Marked
    from caqda.plain.desk import Desk

_PLACES = {name: ABOUT[name] for name in ("passage", "source", "case")}


def bookmark(desk: Desk, said: str) -> None:
    """Set a bookmark here, with a note where there are words, or take it off."""
    on = _mark(desk, "bookmark", said)
    desk.say(_("Bookmark set.") if on else _("Bookmark taken off."))


def later(desk: Desk, said: str) -> None:
    """Flag what is here for later, with a note where there are words, or take the flag off."""
    on = _mark(desk, "later", said)
    desk.say(_("Flagged for later.") if on else _("No longer flagged for later."))


def _mark(desk: Desk, kind: str, note: str) -> bool:
    """Put a mark on the passage or, without a note, take it off; tells whether it is there."""
    source, (start, end) = desk.where.source, desk.where.span
    mine = [
        mark
        for mark in kept.bookmarks(desk.study, kind=kind, coder=desk.study.coder)
        if mark.source == source and mark.start < end and start < mark.end
    ]
    if note and mine:
        kept.annotate(desk.study, mine[0].id, note)
        on = True
    elif note:
        kept.add(desk.study, source, start, end, kind=kind, note=note)
        on = True
    else:
        on = kept.toggle(desk.study, source, start, end, kind=kind)
    desk.refresh()
    return on


def bookmarks(desk: Desk, _said: str) -> None:
    """Read the bookmarks and what is flagged for later; a number goes to one."""
    found = kept.bookmarks(desk.study)
    if not found:
        raise ChangeError(_("There are no bookmarks; 'bookmark' sets one, 'later' flags for later."))
    desk.say(ngettext("{n} bookmark:", "{n} bookmarks:", len(found)).format(n=len(found)))
    desk.read_list([_item(desk, mark) for mark in found], lasting=True)


def _item(desk: Desk, mark: Marked) -> Item:
    told = (
        _("{source}, paragraph {number}: {text}")
        if mark.kind == "bookmark"
        else _("for later, {source}, paragraph {number}: {text}")
    )
    line = told.format(
        source=mark.source_name,
        number=desk.corpus.paragraph_of(mark.source, mark.start),
        text=speech.short(desk.corpus.text(mark.source)[mark.start : mark.end]),
    )
    if mark.note:
        line += " " + _("Note: {note}").format(note=" ".join(mark.note.split()))
    if mark.coder != desk.study.coder:
        line += " " + _("By {coder}.").format(coder=mark.coder)
    return Item(line, lambda: to_passage(desk, mark.source, (mark.start, mark.end)))


def confidential(desk: Desk, said: str) -> None:
    """Mark the passage, the source or the case here as confidential, with a reason; or let go of a mark."""
    head, _space, reason = said.partition(" ")
    if not said:
        _tell(desk)
        return
    if meant(ALL, said):
        _list(desk)
        return
    if said == NOTHING:
        _let_go(desk)
        return
    thing = meant(_PLACES, head)
    source, (start, end) = desk.where.source, desk.where.span
    if thing == "passage":
        restrict(desk.study, source=source, start=start, end=end, reason=reason)
        told = _("the passage “{text}”").format(text=speech.short(desk.script.said((start, end))))
    elif thing == "source":
        restrict(desk.study, source=source, reason=reason)
        told = _("the source {name}").format(name=desk.corpus.sources[source].name)
    elif thing == "case":
        case = one_case(desk)
        restrict(desk.study, case=case, reason=reason)
        told = _("the case {name}").format(name=desk.corpus.cases[case].name)
    else:
        raise ChangeError(
            _(
                "Write what is confidential and why: 'confidential passage WHY', 'confidential source WHY', "
                "'confidential case WHY'; 'confidential -' lets go."
            )
        )
    desk.refresh()
    desk.say(_("Confidential: {what}. Reports leave it out.").format(what=told))


def _here(desk: Desk) -> list[Restricted]:
    """The marks that hold for any of what is selected, or was heard last."""
    source, (start, end) = desk.where.source, desk.where.span
    cases = desk.corpus.cases_of(source, start, end)
    return [
        one
        for one in restrictions(desk.study)
        if (
            one.source == source
            and (one.start is None or one.end is None or (one.start < end and start < one.end))
        )
        or one.case in cases
    ]


def _told(desk: Desk, one: Restricted) -> str:
    """A mark: what it is on, by whom, and why."""
    if one.source in desk.corpus.sources and one.source and one.start is not None and one.end is not None:
        text = speech.short(desk.corpus.text(one.source)[one.start : one.end])
        line = _("a passage of {name}: {text}").format(name=one.name, text=text)
    else:
        line = {
            "source": _("the source {name}"),
            "case": _("the case {name}"),
            "memo": _("a memo {name}"),
        }[one.what].format(name=one.name)
    told = _("{what}, by {coder}, because: {reason}") if one.reason else _("{what}, by {coder}")
    return told.format(what=line, coder=one.coder, reason=one.reason)


def _tell(desk: Desk) -> None:
    found = _here(desk)
    if not found:
        desk.say(_("Nothing here is confidential."))
    desk.say(*(_("Confidential: {what}").format(what=_told(desk, one)) for one in found))
    total = len(restrictions(desk.study))
    if total > len(found):
        told = ngettext(
            "{n} mark in the study; 'confidential all' reads it.",
            "{n} marks in the study; 'confidential all' reads them.",
            total,
        )
        desk.say(told.format(n=total))


def _list(desk: Desk) -> None:
    found = restrictions(desk.study)
    if not found:
        raise ChangeError(_("Nothing in this study is confidential."))

    def go(one: Restricted) -> None:
        if one.source is not None and one.start is not None and one.end is not None:
            to_passage(desk, one.source, (one.start, one.end))
        else:
            desk.say(_told(desk, one))

    desk.read_list(
        [Item(_told(desk, one), lambda one=one: go(one)) for one in found],  # type: ignore[misc]
        lasting=True,
    )


def _let_go(desk: Desk) -> None:
    found = _here(desk)
    if not found:
        raise ChangeError(_("Nothing here is confidential."))

    def let(one: Restricted) -> None:
        told = _told(desk, one)
        release(desk.study, one.id)
        desk.refresh()
        desk.say(_("No longer confidential: {what}").format(what=told))

    if len(found) == 1:
        let(found[0])
        return
    desk.say(_("Which is confidential no longer? Say its number."))
    desk.read_list(
        [Item(_told(desk, one), lambda one=one: let(one)) for one in found],  # type: ignore[misc]
        lasting=False,
    )
