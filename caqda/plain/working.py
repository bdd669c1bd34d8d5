"""Working: coding, in vivo, favourites, flags, removing, moving ends, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caqda import deeds, favourites
from caqda.coding import actions, spans
from caqda.coding.choosing import counts_here, likelihoods, meant, new_path
from caqda.coding.spans import Span
from caqda.errors import ChangeError
from caqda.plain import speech
from caqda.plain.desk import Item
from caqda.plain.words import ENDS, FLAGS, NOTHING, STEPS, one_of
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.language.picker import Choice
    from caqda.plain.desk import Desk, Heard
    from caqda.recorded import Entry

_MOST = 30
_NAMED = 5  # codes that letters may mean


def code(desk: Desk, said: str) -> None:
    """Code the passage: with the one code meant, or with one of a numbered list."""
    span = desk.passage
    parts = [part.strip() for part in said.split(" + ")]
    certain = [meant(desk.ranking, part) for part in parts] if said else [None]
    if all(certain):
        _apply(desk, [choice.code for choice in certain if choice], span)
        return
    if len(parts) > 1:
        _apply(desk, [one_code(desk, part) for part in parts], span)
        return
    found = find_codes(desk, said)
    desk.say(_("Which code? Say its number."))

    def item(choice: Choice) -> Item:
        return Item(choice.path, lambda: _apply(desk, [choice.code], span))

    desk.read_list([item(choice) for choice in found], lasting=False)


def find_codes(desk: Desk, said: str) -> list[Choice]:
    """The codes that fit some letters, the best first; the likely ones where there are none."""
    corpus, ranking = desk.corpus, desk.ranking
    here = counts_here(corpus, desk.place.source if desk.place else None)
    likely = likelihoods(desk.codes, here, corpus.counts)
    found = ranking.search(said, likely=likely, limit=_MOST)
    if not found:
        if not corpus.codes:
            raise ChangeError(_("There are no codes yet; 'new NAME' makes one and applies it."))
        raise ChangeError(_("No code fits “{words}”; 'new {words}' makes it.").format(words=said))
    return found


def one_code(desk: Desk, said: str) -> int:
    """The code that some letters can only mean; raises ChangeError with those that it may be."""
    certain = meant(desk.ranking, said)
    if certain:
        return certain.code
    if not said.strip():
        raise ChangeError(_("Write which code; 'codebook' reads them."))
    names = ", ".join(f"“{choice.path}”" for choice in find_codes(desk, said)[:_NAMED])
    raise ChangeError(_("“{words}” may be {names}; write more of it.").format(words=said, names=names))


def _apply(desk: Desk, codes: list[int], span: Span) -> None:
    actions.apply_codes(desk.corpus, codes, desk.where.source, *span)
    names = ", ".join(desk.corpus.codes[code].name for code in codes)
    _coded(desk, span, codes, _("Coded: {names}.").format(names=names))


def _coded(desk: Desk, span: Span, codes: list[int], words: str) -> None:
    desk.select(None)
    desk.just = desk.where.source, span
    desk.codes = [*reversed(codes), *(code for code in desk.codes if code not in codes)]
    desk.refresh()
    made = (span[0], span[1], codes[-1], desk.study.coder)
    desk.held = next((one.key for one in desk.codings(span) if one[1:] == made), None)
    desk.say(words)
    if desk.verbosity != "brief":
        desk.say(_("On: {text}").format(text=speech.short(desk.script.said(span))))


def new(desk: Desk, said: str) -> None:
    """Make a code, under its parent where one is written, and apply it."""
    span, source = desk.passage, desk.where.source
    if not said:
        raise ChangeError(_("Write the name of the new code, such as 'new ledelse/entydig'."))
    path = new_path(desk.corpus, said)
    if path in desk.corpus.tree.paths.values():
        raise ChangeError(_("There is a code “{path}” already; 'code {path}' applies it.").format(path=path))
    made = actions.apply_new(desk.corpus, path, [], source, *span)
    _coded(desk, span, [made], _("Coded, with a new code: {path}.").format(path=path))


def again(desk: Desk, _said: str) -> None:
    """Code the passage with the code that was applied last."""
    if not desk.codes:
        raise ChangeError(_("No code has been applied yet; 'code' does."))
    _apply(desk, desk.codes[:1], desk.passage)


def vivo(desk: Desk, said: str) -> None:
    """Make the words selected a code, under a parent where one is named, and apply it."""
    from caqda.codebook.in_vivo import in_vivo

    source, span = desk.where.source, desk.where.selection
    if span is None:
        raise ChangeError(_("Select the words first; they become the code."))
    made = in_vivo(desk.study, source, *span, parent=said or None)
    desk.refresh()
    name = desk.corpus.codes[made].path
    _coded(desk, span, [made], _("Coded in vivo: {path}.").format(path=name))


def remove(desk: Desk, _said: str) -> None:
    """Remove the coding here; where there are several, or another coder's, ask which."""
    found = desk.codings(_about(desk))
    if not found:
        raise ChangeError(_("There is no coding here; 'next coding' goes to one."))
    if len(found) == 1 and found[0].coder == desk.study.coder:
        _remove(desk, found)
        return
    items = [Item(speech.coding(desk, one), lambda one=one: _remove(desk, [one])) for one in found]  # type: ignore[misc]
    if len(found) > 1:
        items.append(Item(_("all of them"), lambda: _remove(desk, found)))
    desk.say(_("Remove which coding? Say its number."))
    desk.read_list(items, lasting=False)


def _remove(desk: Desk, codings: list[Heard]) -> None:
    actions.remove(desk.study, [one.key for one in codings])
    names = ", ".join(desk.corpus.codes[one.code].name for one in codings)
    desk.just = desk.held = None
    desk.refresh()
    desk.say(_("Removed: {names}. 'undo' brings it back.").format(names=names))


def one_case(desk: Desk) -> int:
    """The case that speaks here; raises ChangeError where none does, or several."""
    place = desk.where
    cases = desk.corpus.cases_of(place.source, *place.span)
    if len(cases) != 1:
        raise ChangeError(_("One case must speak here; 'next answer' goes to what a case says."))
    return next(iter(cases))


def foremost(desk: Desk) -> Heard:
    """The coding here that is meant; raises ChangeError where there is none."""
    one = spans.foremost(desk.codings(_about(desk)), desk.held, desk.study.coder)
    if one is None:
        raise ChangeError(_("There is no coding here; 'next coding' goes to one."))
    return one


def _about(desk: Desk) -> Span:
    """What was just coded, else what is selected or was heard last."""
    place = desk.where
    return desk.just[1] if desk.just and place.selection is None else place.span


def move_end(desk: Desk, said: str) -> None:
    """Move an end of the coding here by words or sentences; later in the text is positive."""
    parts = said.split()
    if not 2 <= len(parts) <= 3 or not _is_step(parts[1]):
        raise ChangeError(
            _(
                "Write which end and how far, such as 'move end 2', 'move start -1', 'move end 1 sentence'; "
                "or 'move CODE under OTHER'."
            )
        )
    end, step = one_of(ENDS, parts[0]), int(parts[1])
    kind = one_of(STEPS, parts[2]) if len(parts) == 3 else "word"
    found = desk.codings(_about(desk))
    if not found:
        raise ChangeError(_("There is no coding here; 'next coding' goes to one."))
    mine = [one for one in found if one.key == desk.held] or [
        one for one in found if one.coder == desk.study.coder
    ]
    if len(mine or found) == 1 and mine:
        _move(desk, mine[0], end, step, kind)
        return
    items = [
        Item(speech.coding(desk, one), lambda one=one: _move(desk, one, end, step, kind))  # type: ignore[misc]
        for one in found
    ]
    desk.say(_("Move which coding? Say its number."))
    desk.read_list(items, lasting=False)


def _is_step(said: str) -> bool:
    return said.lstrip("+-").isdecimal() and len(said) < 6 and int(said) != 0


def _move(desk: Desk, one: Heard, end: str, step: int, kind: str) -> None:
    script = desk.script
    moved: Span | None = (one.start, one.end)
    if kind == "sentence":
        moved = spans.moved_to_edge(np.array(script.units("sentence")), (one.start, one.end), end, step)
    else:
        shift = spans.moved_end if end == "end" else spans.moved_start
        said = desk.corpus.turns(script.source).says
        for _time in range(min(abs(step), len(script.words))):
            moved = shift(script.words, moved, 1 if step > 0 else -1, said) if moved else None
    if moved is None or not script.words_in(moved):
        raise ChangeError(_("It cannot be moved that far; a coding keeps at least one word."))
    desk.study.resize(one.key, *moved)
    desk.held = one.key
    desk.select(None)
    desk.just = desk.where.source, moved
    desk.refresh()
    found = [coding for coding in desk.codings(moved) if coding.key == one.key]
    desk.say(*(speech.coding(desk, coding) for coding in found))


def flag(desk: Desk, said: str) -> None:
    """Say what the coding here is an example of: typical, borderline, contradicting, or nothing."""
    from caqda.coding.flags import flag as put

    one = foremost(desk)
    if not said:
        desk.say(speech.coding(desk, one))
        return
    value = "" if said == NOTHING else one_of(FLAGS, said)
    put(desk.study, one.key, value)
    desk.refresh()
    told = _("{code} by {coder}: flagged {flag}.") if value else _("{code} by {coder}: no flag.")
    desk.say(told.format(code=desk.corpus.codes[one.code].name, coder=one.coder, flag=_(value or "none")))


def favourite(desk: Desk, said: str) -> None:
    """Read the codes under the number keys, apply the one of a number, or keep a code under it."""
    slot, _space, letters = said.partition(" ")
    keys = favourites.NumberKeys(favourites.favourites(desk.study), favourites.applied(desk.study))
    if not said:
        _read_favourites(desk, keys)
        return
    if not slot.isdecimal() or len(slot) > 1:
        raise ChangeError(_("Write a number from 1 to 9: 'favourite 1', 'favourite 1 CODE'."))
    number = int(slot)
    if letters.strip() == NOTHING:
        favourites.unpin(desk.study, number)
        desk.refresh()
        desk.say(_("Favourite {n} is free.").format(n=number))
    elif letters:
        code = one_code(desk, letters)
        favourites.pin(desk.study, code, number)
        desk.refresh()
        desk.say(_("Favourite {n}: {code}.").format(n=number, code=desk.corpus.codes[code].path))
    elif number in keys.slots:
        _apply(desk, [keys.slots[number]], desk.passage)
    else:
        told = _("There is no favourite {n}; 'favourite {n} CODE' keeps a code there.")
        raise ChangeError(told.format(n=number))


def _read_favourites(desk: Desk, keys: favourites.NumberKeys) -> None:
    if not keys.slots:
        raise ChangeError(_("You have no favourites; 'favourite 1 CODE' keeps a code under 1."))
    for n, code in keys.slots.items():
        told = _("Favourite {n}: {code}.") if n in keys.pinned else _("{n}: {code}, used of late.")
        desk.say(told.format(n=n, code=desk.corpus.codes[code].path))


def undo(desk: Desk, _said: str) -> None:
    """Take back the last change."""
    _say_step(desk, desk.study.journal.undo(), _("Undone: {what}."), _("There is nothing to undo."))


def redo(desk: Desk, _said: str) -> None:
    """Make again what was undone last."""
    _say_step(desk, desk.study.journal.redo(), _("Done again: {what}."), _("There is nothing to redo."))


def _say_step(desk: Desk, entries: list[Entry], done: str, nothing: str) -> None:
    if not entries:
        raise ChangeError(nothing)
    desk.just = desk.held = None
    desk.refresh()
    desk.say(done.format(what=deeds.told_to(desk.study.coder, entries[0])))
