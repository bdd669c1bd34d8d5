"""What a key acts on: pure functions on offsets."""

from __future__ import annotations

from dataclasses import dataclass

from caqda.coding.spans import Span
from caqda.tui.transcript import Document
from caqda.wording import N_, _, ngettext


@dataclass(frozen=True, slots=True)
class Target:
    """The passage that a coding key acts on, and why it is this one."""

    span: Span
    why: str


def target(
    document: Document, cursor: int, selection: Span | None, just: Span | None, *, coded: bool = True
) -> Target | None:
    """The selection; without one the passage just worked on, while the cursor is on it; else the sentence.

    ``coded`` tells whether a coding stands on that passage. None where the source has no text at the cursor.
    """
    if selection is not None:
        return Target(selection, N_("selected"))
    if just is not None:
        return Target(just, N_("just coded") if coded else N_("no longer coded"))
    units = document.sentence_units
    place = units.at(cursor) if len(units) else -1
    if place < 0:
        return None
    span = document.unit("sentence", place)
    return Target(span, N_("sentence here")) if span[0] < span[1] else None


def words_told(count: int) -> str:
    """So many words, in words."""
    if not count:
        return _("part of a word")
    return ngettext("{n} word", "{n} words", count).format(n=count)
