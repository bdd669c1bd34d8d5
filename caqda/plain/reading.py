"""Reading: going on and back, to a place, to hits; selecting what was heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caqda.analysis.search import matcher
from caqda.coding.places import hits_in, place_of
from caqda.coding.progress import answers, uncoded_speech
from caqda.coding.spans import Span
from caqda.errors import ChangeError, UnknownName
from caqda.plain import speech
from caqda.plain.desk import Item
from caqda.plain.script import KINDS, Script
from caqda.plain.words import ENDS, STEPS, THINGS, VERBOSITIES, meant, one_of, whole_numbers
from caqda.wording import N_, _, ngettext

if TYPE_CHECKING:
    from caqda.plain.desk import Desk

_ENDED = {
    1: N_("That was the last {thing}."),
    -1: N_("That was the first {thing}."),
}
_MARKED = {"bookmark": "bookmark", "passage for later": "later"}
_ONWARD = ("answer", "uncoded paragraph", *_MARKED)
"""What is looked for in the other sources too, once there is none left in this one."""
_SELECTED = ("hit", *_MARKED)
"""What is selected when it is gone to."""
_LINE = 8  # numbered words on a line


def read(desk: Desk, said: str) -> None:
    """Read what is here; by another unit where one is named."""
    if said:
        _read_by(desk, said)
    desk.say(*speech.here(desk))


def unit(desk: Desk, said: str) -> None:
    """Read by turn, paragraph or sentence from now on."""
    _read_by(desk, said or "turn")
    desk.say(_("Reading by {unit}.").format(unit=_(desk.where.kind)))


def _read_by(desk: Desk, said: str) -> None:
    kind = one_of({name: THINGS[name] for name in KINDS}, said)
    desk.go(desk.where.source, desk.where.here[0], kind)


def forward(desk: Desk, said: str) -> None:
    """Go on to the next unit, or to the next of what is named."""
    _step(desk, said, 1)


def back(desk: Desk, said: str) -> None:
    """Go back to the previous unit, or of what is named."""
    _step(desk, said, -1)


def _step(desk: Desk, said: str, way: int) -> None:
    thing = one_of(THINGS, said) if said else desk.where.kind
    if thing == "source":
        _step_source(desk, way)
        return
    place = desk.where
    at = (place.selection or place.here)[0] if thing in _SELECTED else place.here[0]
    found = [span for span in _spans(desk, thing, place.source) if (span[0] - at) * way > 0]
    if thing == "coding":  # several may begin in one place
        spans = _spans(desk, thing, place.source)
        found = [span for span in spans if (_order(span, place.here)) * way > 0]
    source = place.source
    if not found and thing in _ONWARD:
        source, found = _onward(desk, thing, way)
    if not found:
        raise ChangeError(_ended(desk, thing, way))
    span = found[0] if way > 0 else found[-1]
    if thing in KINDS:
        desk.go(place.source, span[0], thing if said else None)
    elif thing in _SELECTED:
        to_passage(desk, source, span)
        return
    else:
        if source != place.source:
            desk.go(source, span[0])
            desk.say(_("Source {name}.").format(name=desk.corpus.sources[source].name))
        desk.just = None
        desk.place = replace(desk.where, here=span, selection=None)
    desk.say(*speech.here(desk))


def _order(span: Span, here: Span) -> int:
    return (span > here) - (span < here)


def _onward(desk: Desk, thing: str, way: int) -> tuple[int, list[Span]]:
    """The nearest source after this one (or before it) that has such a thing, and where they are in it."""
    keys = list(desk.corpus.sources)
    at = keys.index(desk.where.source)
    for source in keys[at + 1 :] if way > 0 else keys[:at][::-1]:
        if found := _spans(desk, thing, source):
            return source, found
    return desk.where.source, []


def _ended(desk: Desk, thing: str, way: int) -> str:
    """That there is no more of something, and what to do: on to another source, or mark some first."""
    if thing in _MARKED and not any(_spans(desk, thing, source) for source in desk.corpus.sources):
        return (
            _("You have no bookmarks; 'bookmark' sets one.")
            if thing == "bookmark"
            else _("You flagged nothing for later; 'later' flags what was heard last.")
        )
    ended = _(_ENDED[way]).format(thing=_(thing))
    keys = list(desk.corpus.sources)
    if thing in _ONWARD or desk.where.source == keys[-1 if way > 0 else 0]:
        return ended
    told = (
        _("{ended} 'next source' goes to {name}.") if way > 0 else _("{ended} 'back source' goes to {name}.")
    )
    other = keys[keys.index(desk.where.source) + way]
    return told.format(ended=ended, name=desk.corpus.sources[other].name)


def _spans(desk: Desk, thing: str, source: int) -> list[Span]:
    script = desk.script if source == desk.where.source else Script(desk.corpus, source)
    if thing == "coding":
        told = desk.corpus.codings.of_source(source)
        return sorted(set(zip(told.start.tolist(), told.end.tolist(), strict=True)))
    if thing == "uncoded paragraph":
        spans = uncoded_speech(desk.corpus, source, desk.study.coder)
        return [said for span in spans if (said := script.spoken(*span))]
    if thing == "answer":
        return answers(desk.corpus, source)
    if thing in _MARKED:
        kind, coder = _MARKED[thing], desk.study.coder
        return [
            (mark.start, mark.end)
            for mark in desk.marks.bookmarks
            if (mark.source, mark.kind, mark.coder) == (source, kind, coder)
        ]
    if thing == "hit":
        if not desk.hits:
            raise ChangeError(_("There are no hits; 'find WORDS' looks for some."))
        return desk.hits
    return script.units(thing)


def _step_source(desk: Desk, way: int) -> None:
    keys = list(desk.corpus.sources)
    at = keys.index(desk.where.source) + way
    if not 0 <= at < len(keys):
        raise ChangeError(_(_ENDED[way]).format(thing=_("source")))
    to_source(desk, keys[at])


def to_source(desk: Desk, source: int, offset: int | None = None) -> None:
    """Go to an offset of a source, else to where the reader left it, and read there."""
    desk.go(source, desk.left_off(source) if offset is None else offset)
    desk.say(_("Source {name}.").format(name=desk.corpus.sources[source].name), *speech.here(desk))


def to_passage(desk: Desk, source: int, span: Span) -> None:
    """Go to a passage, select it, and read its sentences in the unit that it begins in."""
    changed = desk.where.source != source
    hits = [] if changed else desk.hits
    desk.go(source, span[0])
    desk.select(span)
    desk.hits = hits
    if changed:
        desk.say(_("Source {name}.").format(name=desk.corpus.sources[source].name))
    sentences = desk.script.sentences_in(desk.where.here)
    read = [one for one in sentences if one[0] < span[1] and span[0] < one[1]]
    whole = bool(read) and span == (read[0][0], read[-1][1])
    desk.say(*speech.here(desk, span), speech.selected(desk, span, heard=whole))


def where(desk: Desk, _said: str) -> None:
    """Say where the reader is."""
    desk.say(*speech.standing(desk))


def go(desk: Desk, said: str) -> None:
    """Go to a paragraph by its number, a time, a source by its name, or a paragraph of a source."""
    name, _space, last = said.rpartition(" ")
    numbered = last.replace(":", "").isdecimal()
    if numbered and said not in {info.name for info in desk.corpus.sources.values()}:
        source = _source(desk, name) if name else desk.where.source
        offset = place_of(desk.corpus, source, last)
        to_source(desk, source, offset) if name else desk.go(source, offset)
        if not name:
            desk.say(*speech.here(desk))
    elif len(said) > 1 and (end := meant(ENDS, said)):
        desk.go(desk.where.source, len(desk.script.text) if end == "end" else 0)
        desk.say(*speech.here(desk))
    elif said:
        to_source(desk, _source(desk, said))
    else:
        sources(desk, "")


def _source(desk: Desk, said: str) -> int:
    """A source by its name, or by letters that only one name has."""
    fitting = [key for key, info in desk.corpus.sources.items() if said.casefold() in info.name.casefold()]
    try:
        return desk.corpus.source_named(said).id
    except UnknownName:
        if len(fitting) == 1:
            return fitting[0]
        raise


def sources(desk: Desk, _said: str) -> None:
    """Read the list of sources; a number goes to one."""
    corpus, items = desk.corpus, []
    for key, info in corpus.sources.items():
        number = len(corpus.codings.of_source(key))
        told = ngettext("{name}, {n} coding", "{name}, {n} codings", number).format(name=info.name, n=number)
        if desk.place is not None and desk.place.source == key:
            told += ", " + _("you are here")
        items.append(Item(told, lambda key=key: to_source(desk, key)))  # type: ignore[misc]
    desk.say(ngettext("{n} source:", "{n} sources:", len(items)).format(n=len(items)))
    if items:
        desk.read_list(items, lasting=True)


def codings(desk: Desk, _said: str) -> None:
    """Read the codings of what is selected, or was heard last."""
    desk.say(*speech.codings_here(desk, desk.codings(desk.where.span)))


def find(desk: Desk, said: str) -> None:
    """Look for words in this source, and go to the first place after this one, or the first of all."""
    desk.where  # noqa: B018 - tells where there is no source
    hits = hits_in(desk.corpus, desk.where.source, said)
    if not said:
        raise ChangeError(_("Write the words to find, such as 'find samarbejde'."))
    desk.hits = hits
    if not hits:
        raise ChangeError(
            _("“{words}” does not stand in this source; 'query text:\"{words}\"' looks in all.").format(
                words=said
            )
        )
    at = next((at for at, hit in enumerate(hits) if hit[0] >= desk.where.here[0]), 0)
    desk.say(_("Hit {number} of {all}.").format(number=at + 1, all=len(hits)))
    to_passage(desk, desk.where.source, hits[at])


# -- selecting -------------------------------------------------------------------------------------------


def select(desk: Desk, said: str) -> None:
    """Select by unit, by number, or by the words themselves; read what is selected."""
    span = _selection(desk, said)
    desk.select(span)
    desk.say(speech.selected(desk, span))


def unselect(desk: Desk, _said: str) -> None:
    """Select nothing."""
    desk.select(None)
    desk.say(_("Nothing is selected."))


def _selection(desk: Desk, said: str) -> Span:
    place, script = desk.where, desk.script
    head, _space, rest = said.partition(" ")
    if said in ("", "+", "-") or meant(THINGS, said) == "sentence":
        return _by_sentence(desk, said)
    if meant(THINGS, said) in ("turn", "paragraph"):
        kind = str(meant(THINGS, said))
        return script.units(kind)[script.at(kind, place.span[0])]
    if (numbers := whole_numbers(said)) is not None:
        return _numbered(script.sentences_in(place.here), numbers, _("sentences"))
    if meant(STEPS, head) == "word" and (numbers := whole_numbers(rest)) is not None:
        return _numbered(script.words_in(place.here), numbers, _("words"))
    return _by_text(desk, said)


def _by_sentence(desk: Desk, said: str) -> Span:
    place, script = desk.where, desk.script
    whole = script.units("sentence")
    if not whole:
        raise ChangeError(_("There is nothing to select here."))
    if place.selection is None:
        return whole[script.at("sentence", place.here[0])]
    low, high = place.selection
    last = script.at("sentence", high - 1)
    if said == "-":
        if last == 0 or whole[last - 1][1] <= low:
            raise ChangeError(_("Only one sentence is selected; 'unselect' lets go of it."))
        return low, whole[last - 1][1]
    if high < whole[last][1]:
        return low, whole[last][1]
    if last + 1 == len(whole):
        raise ChangeError(_(_ENDED[1]).format(thing=_("sentence")))
    return low, whole[last + 1][1]


def _numbered(spans: list[Span], numbers: tuple[int, int], kind: str) -> Span:
    first, last = numbers
    if not 1 <= first <= last <= len(spans):
        raise ChangeError(_("The {kind} here are 1 to {all}.").format(kind=kind, all=len(spans)))
    return spans[first - 1][0], spans[last - 1][1]


def _by_text(desk: Desk, said: str) -> Span:
    """The words themselves, or from the first to the last of them: ``Vi deler ... viden``."""
    first, dots, last = (part.strip(' "”“»«') for part in said.replace("…", "...").partition("..."))
    place, text = desk.where, desk.script.text
    found = _stands(text, first, *place.here)
    if found is None:
        raise ChangeError(
            _("“{words}” does not stand in what was heard last; 'words' reads it by number.").format(
                words=first
            )
        )
    if not dots:
        return found
    until = _stands(text, last, found[1], len(text))
    if until is None:
        raise ChangeError(_("“{words}” does not stand after that.").format(words=last))
    return found[0], until[1]


def _stands(text: str, said: str, start: int, end: int) -> Span | None:
    """The first place of some words between two offsets: as whole words, else as part of one."""
    pattern = matcher(said)
    first = None
    for found in pattern.finditer(text, start, end):
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        if not (before.isalnum() or after.isalnum()):
            return found.span()
        first = first or found.span()
    return first


def words(desk: Desk, said: str) -> None:
    """Read the words heard last with their numbers, of one sentence where it is numbered."""
    script, place = desk.script, desk.where
    numbers = whole_numbers(said)
    part = _numbered(script.sentences_in(place.here), numbers, _("sentences")) if numbers else place.here
    told = [
        f"{number} {script.said(span)}"
        for number, span in enumerate(script.words_in(place.here), 1)
        if part[0] <= span[0] < part[1]
    ]
    desk.say(*(", ".join(told[at : at + _LINE]) for at in range(0, len(told), _LINE)))


def verbosity(desk: Desk, said: str) -> None:
    """Say less or more: brief, normal or full."""
    if said:
        desk.verbosity = one_of(VERBOSITIES, said)
    desk.say(_("Verbosity is {name}.").format(name=_(desk.verbosity)))
