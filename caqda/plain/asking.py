"""Asking: queries whose answers are numbered, and are kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda import queries as kept
from caqda.errors import ChangeError
from caqda.plain import speech
from caqda.plain.desk import Item
from caqda.plain.reading import to_passage
from caqda.plain.words import ALL, NOTHING, meant
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.query import Passage
    from caqda.plain.desk import Desk


def query(desk: Desk, said: str) -> None:
    """Ask in the query language; a number goes to a passage of the answer."""
    from caqda.analysis.query import query as ask

    if not said:
        raise ChangeError(
            _("Write an expression, such as 'query samskabelse where år = 2020'; 'queries' reads saved ones.")
        )
    found = ask(desk.corpus, said)
    desk.asked = said
    passages(desk, found)


def save(desk: Desk, said: str) -> None:
    """Keep the query asked last under a name, or the expression after a colon; with - let go of it."""
    name, _colon, expression = (part.strip() for part in said.partition(":"))
    if not name:
        raise ChangeError(_("Write a name for the query asked last: 'save NAME'."))
    if expression == NOTHING:
        kept.delete(desk.study, name)
        desk.refresh()
        desk.say(_("Query {name} is gone; 'undo' brings it back.").format(name=name))
        return
    if not (expression or desk.asked):
        raise ChangeError(_("Nothing was asked yet; 'query EXPRESSION' first, or 'save NAME: EXPRESSION'."))
    kept.save(desk.study, name, expression or desk.asked)
    desk.refresh()
    told = _("Saved: @{name} is {expression}")
    desk.say(told.format(name=name.removeprefix("@"), expression=expression or desk.asked))


def queries(desk: Desk, _said: str) -> None:
    """Read the saved queries; a number asks one."""
    found = kept.queries(desk.study)
    if not found:
        raise ChangeError(_("There are no saved queries; 'save NAME' keeps the one asked last."))
    from caqda.analysis.parser import as_word

    desk.read_list(
        [
            Item(f"@{one.name}: {one.expression}", lambda one=one: query(desk, f"@{as_word(one.name)}"))  # type: ignore[misc]
            for one in found
        ],
        lasting=True,
    )


def passages(desk: Desk, found: list[Passage]) -> None:
    """How many passages there are in how many sources, and a numbered line for each."""
    sources = len({passage.source for passage in found})
    passages = ngettext("{n} passage", "{n} passages", len(found)).format(n=len(found))
    desk.say(
        ngettext("{passages} in {n} source.", "{passages} in {n} sources.", sources).format(
            passages=passages, n=sources
        )
    )
    if found:
        desk.read_list([_item(desk, passage) for passage in found], lasting=True)


def _item(desk: Desk, passage: Passage) -> Item:
    told = _("{source}, paragraph {number}, {speaker}: {text}").format(
        source=passage.source_name,
        number=passage.paragraph,
        speaker=passage.speaker or _("no speaker"),
        text=speech.short(passage.text),
    )
    if passage.codes and desk.verbosity == "full":
        told += " " + _("Codes: {names}.").format(names=", ".join(passage.codes))
    return Item(told, lambda: to_passage(desk, passage.source, (passage.start, passage.end)))


def results(desk: Desk, _said: str) -> None:
    """Read the last list again from its beginning."""
    if not desk.items:
        raise ChangeError(_("There is no list; 'query', 'sources' and 'codebook' read one."))
    desk.heard = 0
    desk.more()


def more(desk: Desk, said: str) -> None:
    """Read on in the last list, or all that is left of it."""
    desk.more(everything=meant(ALL, said) is not None)
