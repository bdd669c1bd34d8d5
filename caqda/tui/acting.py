"""What a key acts on, and where the end of a passage goes: pure functions on offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.tui.transcript import Document, Mark

if TYPE_CHECKING:
    from caqda.analysis.corpus import Ints

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Target:
    """The passage that a coding key acts on, and why it is this one."""

    span: Span
    why: str


def target(document: Document, cursor: int, selection: Span | None, just: Span | None) -> Target | None:
    """The selection; without one the passage just coded, while the cursor is on it; else the sentence.

    None where the source has no text at the cursor.
    """
    if selection is not None:
        return Target(selection, "selected")
    if just is not None:
        return Target(just, "just coded")
    units = document.sentence_units
    place = units.at(cursor) if len(units) else -1
    if place < 0:
        return None
    span = document.unit("sentence", place)
    return Target(span, "sentence here") if span[0] < span[1] else None


def count_words(words: Ints, start: int, end: int) -> int:
    """How many words begin in a passage. ``words`` has the shape (n, 2)."""
    starts = words[:, 0]
    return int(starts.searchsorted(end) - starts.searchsorted(start))


def moved_end(words: Ints, span: Span, step: int) -> Span | None:
    """A passage with its end pushed (1) or pulled (-1) by a word; None where that cannot be."""
    last = int(words[:, 0].searchsorted(span[1])) - 1 + step
    if not 0 <= last < len(words):
        return None
    end = int(words[last, 1])
    return (span[0], end) if end > span[0] and int(words[last, 0]) >= span[0] else None


def moved_start(words: Ints, span: Span, step: int) -> Span | None:
    """A passage with its start moved on (1) or back (-1) by a word; None where that cannot be."""
    starts = words[:, 0]
    place = int(starts.searchsorted(span[0], side="right" if step > 0 else "left")) + (-1 if step < 0 else 0)
    if not 0 <= place < len(words):
        return None
    start = int(words[place, 0])
    return (start, span[1]) if start < span[1] else None


def foremost(marks: list[Mark], held: int | None, coder: str) -> Mark | None:
    """Of the codings under the cursor the one that is meant: just worked on, one's own, the innermost."""
    if not marks:
        return None
    for mark in marks:
        if mark.key == held:
            return mark
    mine = [mark for mark in marks if mark.coder == coder]
    return min(reversed(mine or marks), key=lambda mark: mark.end - mark.start)
