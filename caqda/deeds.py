"""What the journal says was done, in the language of the interface.

The journal keeps one sentence for each change, in English, and never another: it is part of what its hashes
hold. Here it is read back and said anew.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caqda.wording import N_, _, language

if TYPE_CHECKING:
    from caqda.recorded import Entry

_STEPS = {"undo": N_("undone: {what}"), "redo": N_("done again: {what}")}
_PASSAGE = re.compile(r" (?P<start>[0-9]+)-(?P<end>[0-9]+)$")
_SPOT = re.compile(r" (?P<start>[0-9]+)$")
_NAMELESS = re.compile(r" (?:at [0-9]+|(?:at|to) [0-9]+-[0-9]+)$")
"""Where the characters of a place follow on the words of the journal, without the name of a source."""
_SENTENCES = (
    N_('code "{name}" added'),
    N_('code "{name}" renamed to "{new}"'),
    N_('code "{name}" coloured {colour}'),
    N_('code "{name}": {word} written'),
    N_('code "{name}" moved to the top'),
    N_('code "{name}" moved under "{parent}"'),
    N_('code "{name}" merged into "{into}"'),
    N_('code "{name}" split: {n} coding to "{new}"'),
    N_('code "{name}" split: {n} codings to "{new}"'),
    N_('code "{name}" deleted'),
    N_('code "{name}" pinned to {slot}'),
    N_("the favourite on {slot} let go"),
    N_('in vivo code "{name}" made and applied at {place}'),
    N_('new code "{name}" applied to {place}'),
    N_('"{names}" applied to {n} passage'),
    N_('"{names}" applied to {n} passages'),
    N_('"{names}" applied to {place}'),
    N_('"{name}" removed from {place}'),
    N_('"{name}" on {place} moved to {new}'),
    N_("{n} codings removed"),
    N_('"{name}" flagged {word}'),
    N_('flag taken off "{name}"'),
    N_('summary of {name} under "{code}" written'),
    N_('summary of {name} under "{code}" removed'),
    N_('query "{name}" saved'),
    N_('query "{name}" renamed "{new}"'),
    N_('query "{name}" deleted'),
    N_('table "{name}" saved'),
    N_('table "{name}" renamed "{new}"'),
    N_('table "{name}" deleted'),
    N_("a {word} marked confidential"),
    N_("no longer confidential"),
    N_("what is confidential let out: {why}"),
    N_("memo on a {word} written"),
    N_("memo on a {word} removed"),
    N_("journal entry of {day} written"),
    N_("memo written"),
    N_("memo removed"),
    N_("memo linked"),
    N_("link of a memo removed"),
    N_("bookmark set in {name} at {place}"),
    N_("bookmark taken off {name} at {place}"),
    N_("flag 'later' set in {name} at {place}"),
    N_("flag 'later' taken off {name} at {place}"),
    N_("note of a bookmark written"),
    N_("bookmark removed"),
    N_('study "{name}" created'),
    N_("the bundled interviews, codebook and codings taken in"),
    N_("codebook loaded from {name}"),
    N_("{n} row of codings applied from {name}"),
    N_("{n} rows of codings applied from {name}"),
    N_("{n} sources imported"),
    N_("{name} imported"),
    N_("cases and their variables set"),
    N_("variables of {name} set"),
    N_('{variable} of {name} set to "{value}"'),
)


def told(summary: str) -> str:
    """The sentence of an entry in the language of the interface; as it stands where nobody knows it."""
    if language() == "en":
        return summary
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(summary):
            fields = found.groupdict()
            if "word" in fields:
                fields["word"] = ", ".join(_(word) for word in fields["word"].split(", "))
            return _(sentence).format(**fields)
    return summary


def told_to(coder: str, entry: Entry, *, placed: bool = True) -> str:
    """The sentence of an entry for a coder: a passage as characters, and the name of another who did it.

    ``placed`` is False where the passage is in sight, and its characters need not be told.
    """
    what = told(entry.summary)
    if _NAMELESS.search(entry.summary):
        if place := _PASSAGE.search(what):
            what = _("{what} characters {start} to {end}").format(
                what=what[: place.start()], start=place["start"], end=place["end"]
            )
        elif spot := _SPOT.search(what):
            what = _("{what} character {start}").format(what=what[: spot.start()], start=spot["start"])
    elif place := _PASSAGE.search(what):
        bare = what[: place.start()]
        full = _("{what}, characters {start} to {end}")
        what = full.format(what=bare, start=place["start"], end=place["end"]) if placed else bare
    return what if entry.coder == coder else _("{what} (by {coder})").format(what=what, coder=entry.coder)


def told_of(entry: Entry) -> str:
    """The sentence of an entry, that of one which was undone or made again as such."""
    what = told(entry.summary)
    return _(_STEPS[entry.kind]).format(what=what) if entry.kind in _STEPS else what


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, re.compile(_pattern(sentence), re.DOTALL)) for sentence in _SENTENCES)


def _pattern(sentence: str) -> str:
    """A sentence as a pattern: a number where it counts, any words elsewhere."""
    parts = re.split(r"{(\w+)}", sentence)
    fields = [rf"(?P<{name}>{r'[0-9]+' if name == 'n' else '.+'})" for name in parts[1::2]]
    texts = [re.escape(text) for text in parts[::2]]
    return "".join(text + field for text, field in zip(texts, [*fields, ""], strict=True))
