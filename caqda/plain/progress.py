"""How far the work is: what is not coded yet, source by source, and what was changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda import deeds
from caqda.coding.progress import progress_of
from caqda.plain.desk import Item
from caqda.plain.reading import to_source
from caqda.plain.words import whole_numbers
from caqda.recorded import local
from caqda.wording import _, ngettext, numeral

if TYPE_CHECKING:
    from caqda.coding.progress import SourceProgress
    from caqda.plain.desk import Desk

_CHANGES = 5


def left(desk: Desk, _said: str) -> None:
    """How much of this source and of the study the reader has not coded yet."""
    source, told = desk.where.source, progress_of(desk.corpus, desk.study.coder)
    here = next(one for one in told.sources if one.source == source)
    line = _("This source: {coded} of {words} participant words are under your codes, {share} percent.")
    desk.say(line.format(coded=numeral(here.coded), words=numeral(here.words), share=round(100 * here.share)))
    desk.say(_paragraphs(here.uncoded))
    line = _("The study: {coded} of {words} participant words are under your codes, {share} percent.")
    desk.say(
        line.format(
            coded=numeral(told.total("coded")),
            words=numeral(told.total("words")),
            share=round(100 * told.share),
        ),
        _paragraphs(told.total("uncoded")),
    )
    today, later = told.total("today"), told.total("later")
    desk.say(ngettext("{n} coding today.", "{n} codings today.", today).format(n=today))
    if later:
        desk.say(
            ngettext(
                "{n} passage is flagged for later.", "{n} passages are flagged for later.", later
            ).format(n=later)
        )


def progress(desk: Desk, _said: str) -> None:
    """Read how far each source is read and coded; a number goes to one."""
    told = progress_of(desk.corpus, desk.study.coder)
    items = [
        Item(_line(one), lambda key=one.source: to_source(desk, key))  # type: ignore[misc]
        for one in told.sources
    ]
    line = _("The study: {share} percent coded, {uncoded} paragraphs left, {today} codings today.")
    desk.say(
        line.format(
            share=round(100 * told.share), uncoded=numeral(told.total("uncoded")), today=told.total("today")
        )
    )
    if items:
        desk.read_list(items, lasting=True)


def _line(one: SourceProgress) -> str:
    """A source: how much is coded and read, and what is left in it."""
    read = (
        _("not read")
        if one.read is None
        else _("read to {share} percent").format(share=round(100 * one.read))
    )
    parts = [
        one.name,
        _("{share} percent coded").format(share=round(100 * one.share)),
        read,
        ngettext("{n} paragraph left", "{n} paragraphs left", one.uncoded).format(n=one.uncoded),
    ]
    if one.later:
        parts.append(ngettext("{n} for later", "{n} for later", one.later).format(n=one.later))
    if one.today:
        parts.append(ngettext("{n} coding today", "{n} codings today", one.today).format(n=one.today))
    return ", ".join(parts)


def log(desk: Desk, said: str) -> None:
    """Read the changes made last, the latest first: five, or as many as are named."""
    numbers = whole_numbers(said)
    for entry in desk.study.journal.log(max(1, min(numbers[1], 1000)) if numbers else _CHANGES):
        desk.say(
            _("{what}, by {coder}, {time}.").format(
                coder=entry.coder, time=local(entry.time), what=deeds.told_of(entry)
            )
        )


def _paragraphs(number: int) -> str:
    return ngettext(
        "{n} paragraph of participants has no code of yours.",
        "{n} paragraphs of participants have no code of yours.",
        number,
    ).format(n=number)
