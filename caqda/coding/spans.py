"""Where the ends of a passage go, and which coding is meant: pure functions on offsets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from caqda.analysis.codings import Ints

Span = tuple[int, int]


class Coded(Protocol):
    """A coding as a reader sees it: ``key`` is its id, ``coder`` the name of who made it."""

    @property
    def key(self) -> int:
        """The coding's id."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def coder(self) -> str:
        """Who made it."""


C = TypeVar("C", bound=Coded)


def count_words(words: Ints, start: int, end: int) -> int:
    """How many words begin in a passage. ``words`` has the shape (n, 2)."""
    starts = words[:, 0]
    return int(starts.searchsorted(end) - starts.searchsorted(start))


def _anything(_offset: int) -> bool:
    return True


Said = Callable[[int], bool]
"""Whether a word at an offset is said by somebody: a passage ends in no speaker's label."""


def moved_end(words: Ints, span: Span, step: int, said: Said = _anything) -> Span | None:
    """A passage with its end pushed (1) or pulled (-1) by a word; None where that cannot be."""
    last = int(words[:, 0].searchsorted(span[1])) - 1 + step
    while 0 <= last < len(words) and not said(int(words[last, 0])):
        last += step
    if not 0 <= last < len(words):
        return None
    end = int(words[last, 1])
    return (span[0], end) if end > span[0] and int(words[last, 0]) >= span[0] else None


def moved_start(words: Ints, span: Span, step: int, said: Said = _anything) -> Span | None:
    """A passage with its start moved on (1) or back (-1) by a word; None where that cannot be."""
    starts = words[:, 0]
    place = int(starts.searchsorted(span[0], side="right" if step > 0 else "left")) + (-1 if step < 0 else 0)
    while 0 <= place < len(words) and not said(int(words[place, 0])):
        place += step
    if not 0 <= place < len(words):
        return None
    start = int(words[place, 0])
    return (start, span[1]) if start < span[1] else None


def moved_to_edge(units: Ints, span: Span, end: str, steps: int) -> Span | None:
    """A passage with its ``start`` or ``end`` moved to the edge of a unit, so many on (or back, below 0).

    A unit that it holds in part is the first to be filled. None where that cannot be.
    """
    at = span[end == "end"]
    edges = units[:, int(end == "end")]
    beyond = edges[edges > at] if steps > 0 else edges[edges < at][::-1]
    if not 1 <= abs(steps) <= len(beyond):
        return None
    to = int(beyond[abs(steps) - 1])
    moved = (span[0], to) if end == "end" else (to, span[1])
    return moved if moved[0] < moved[1] else None


def foremost(marks: Sequence[C], held: int | None, coder: str) -> C | None:
    """Of the codings under the cursor the one that is meant: just worked on, one's own, the innermost."""
    if not marks:
        return None
    for mark in marks:
        if mark.key == held:
            return mark
    mine = [mark for mark in marks if mark.coder == coder] or list(marks)
    return min(reversed(mine), key=lambda mark: mark.end - mark.start)
