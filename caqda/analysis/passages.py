"""The algebra of passages: pure functions on arrays of starts and ends.

All sources lie one after the other on one line of offsets with a gap between them (see
:mod:`caqda.analysis.axis`), so that nothing here need know where a source ends. Sets of passages are
sorted by start and end; no passage is empty and no two are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
EMPTY: Ints = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Links:
    """Which codings made which passages: two columns of equal length, sorted by both, without repeats."""

    passage: Ints
    coding: Ints

    @classmethod
    def of(cls, passage: Ints, coding: Ints) -> Links:
        """The links of pairs in any order."""
        if not len(passage):
            return NO_LINKS
        width = int(coding.max()) + 1
        keys = distinct_numbers(passage * width + coding)
        return cls(keys // width, keys % width)

    def following(self, new: Ints, old: Ints) -> Links:
        """The links of new passages, of which ``new[i]`` takes those of the old passage ``old[i]``."""
        low = np.searchsorted(self.passage, old, side="left")
        high = np.searchsorted(self.passage, old, side="right")
        owner, link = expand(low, high)
        return Links.of(new[owner], self.coding[link])


NO_LINKS = Links(EMPTY, EMPTY)


@dataclass(frozen=True, eq=False)
class Passages:
    """A set of passages; what made them is worked out only when it is asked for."""

    start: Ints
    end: Ints
    _links: Callable[[], Links] = field(default=lambda: NO_LINKS, repr=False)

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def links(self) -> Links:
        """The codings that made each passage."""
        return self._links()

    def keep(self, which: Mask) -> Passages:
        """The passages under a mask."""
        kept = np.flatnonzero(which)
        if len(kept) == len(self):
            return self
        return Passages(
            self.start[kept],
            self.end[kept],
            lambda: self.links.following(np.arange(len(kept)), kept),
        )


NOTHING = Passages(EMPTY, EMPTY)


def distinct(start: Ints, end: Ints, coding: Ints | None = None) -> Passages:
    """The passages of spans in any order, equal ones made one; ``coding`` made each span."""
    there = np.flatnonzero(end > start)
    start, end = start[there], end[there]
    # Start and length as one number, which sorts as they do.
    bits = int((end - start).max(initial=0)).bit_length()
    place = (start << bits) + (end - start)
    order: Ints | slice = slice(None)
    if (place[1:] < place[:-1]).any():
        if coding is None:
            place = np.sort(place)
        else:
            order = np.argsort(place, kind="stable")
            place = place[order]
    new = np.ones(len(place), dtype=bool)
    new[1:] = place[1:] != place[:-1]
    first = place[new]
    start = first >> bits
    end = start + (first & ((1 << bits) - 1))
    if coding is None:
        return Passages(start, end)
    made = coding[there][order]
    return Passages(start, end, lambda: Links.of(np.cumsum(new) - 1, made))


def union(*parts: Passages) -> Passages:
    """``a or b or ...``: the passages of all, equal ones made one."""
    whole = distinct(
        np.concatenate([part.start for part in parts]), np.concatenate([part.end for part in parts])
    )

    def links() -> Links:
        made = [_shared(whole, part) for part in parts]
        return Links.of(
            np.concatenate([part.passage for part in made]), np.concatenate([part.coding for part in made])
        )

    return Passages(whole.start, whole.end, links)


def cover(passages: Passages) -> tuple[Ints, Ints]:
    """The longest stretches of text that the passages cover; those that touch become one."""
    return merge(passages.start, passages.end)


def merge(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The longest stretches that spans sorted by start cover."""
    if not len(start):
        return EMPTY, EMPTY
    reach = np.maximum.accumulate(end)
    new = np.ones(len(start), dtype=bool)
    new[1:] = start[1:] > reach[:-1]
    first = np.flatnonzero(new)
    return start[first], reach[np.append(first[1:], len(start)) - 1]


def intersection(a: Passages, b: Passages) -> Passages:
    """``a and b``: the longest stretches of text that a covers and b covers."""
    start, end = _common(cover(a), cover(b))
    return Passages(start, end, lambda: _makers(start, end, a, b))


def difference(a: Passages, b: Passages) -> Passages:
    """``a not b``: the longest stretches of text that a covers and b does not."""
    taken_start, taken_end = cover(b)
    low, high = -1, int(max(a.end.max(initial=0), b.end.max(initial=0))) + 1
    left = np.insert(taken_end, 0, low), np.append(taken_start, high)
    start, end = _common(cover(a), left)
    return Passages(start, end, lambda: _makers(start, end, a))


def overlapping(a: Passages, b: Passages) -> Mask:
    """Which passages of a share a character with some passage of b."""
    begun = np.searchsorted(b.start, a.end, side="left")
    ended = np.searchsorted(np.sort(b.end), a.start, side="right")
    return np.asarray(begun > ended)


def inside(a: Passages, b: Passages) -> Mask:
    """Which passages of a lie within some passage of b."""
    reach = np.concatenate([[-1], np.maximum.accumulate(b.end)])
    return np.asarray(reach[np.searchsorted(b.start, a.start, side="right")] >= a.end)


def containing(a: Passages, b: Passages) -> Mask:
    """Which passages of a have some passage of b within them."""
    beyond = np.iinfo(np.int64).max
    nearest = np.append(np.minimum.accumulate(b.end[::-1])[::-1], beyond)
    return np.asarray(nearest[np.searchsorted(b.start, a.start, side="left")] <= a.end)


Unit = Callable[[Ints], Ints]
"""The number of the unit (paragraph, turn, sentence, word) that each character lies in, rising."""


def before(a: Passages, b: Passages, sources: Unit, unit: Unit | None = None, limit: int = 0) -> Mask:
    """Which passages of a end where some passage of b in the same source starts, or earlier.

    With a ``unit``, no more than ``limit`` units may lie from the one to the other.
    """
    at = np.searchsorted(b.start, a.end, side="left")
    last, first = a.end - 1, _take(b.start, at)
    return (at < len(b)) & _within(last, first, sources) & _within(last, first, unit, limit)


def after(a: Passages, b: Passages, sources: Unit, unit: Unit | None = None, limit: int = 0) -> Mask:
    """Which passages of a start where some passage of b in the same source ends, or later."""
    ends = np.sort(b.end)
    at = np.searchsorted(ends, a.start, side="right") - 1
    last, first = _take(ends, at) - 1, a.start
    return (at >= 0) & _within(last, first, sources) & _within(last, first, unit, limit)


def near(a: Passages, b: Passages, sources: Unit, unit: Unit | None, limit: int) -> Mask:
    """Which passages of a have some passage of b in the same source within a distance; 0 on overlap."""
    beside = before(a, b, sources, unit, limit) | after(a, b, sources, unit, limit)
    return overlapping(a, b) | beside


def expand(low: NDArray[Any], high: NDArray[Any]) -> tuple[Ints, Ints]:
    """Every index of the ranges ``[low, high)``, with the number of the range it is of."""
    sizes = np.maximum(high - low, 0)
    owner = np.repeat(np.arange(len(low)), sizes)
    shift = low - np.cumsum(sizes) + sizes
    return owner, np.arange(len(owner)) + np.repeat(shift, sizes)


def distinct_numbers(numbers: Ints) -> Ints:
    """The numbers sorted, each once."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def _within(last: Ints, first: Ints, unit: Unit | None, limit: int = 0) -> Mask:
    """Where no more than ``limit`` units lie from a last character to a later first one."""
    if unit is None:
        return np.ones(len(last), dtype=bool)
    return np.asarray(unit(first) - unit(last) <= limit)


def _take(numbers: Ints, at: Ints) -> Ints:
    if not len(numbers):
        return np.zeros(len(at), dtype=np.int64)
    return numbers[np.clip(at, 0, len(numbers) - 1)]


def _common(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """What two sets of stretches have in common; within each, none touch."""
    low = np.searchsorted(b[1], a[0], side="right")
    high = np.searchsorted(b[0], a[1], side="left")
    owner, index = expand(low, high)
    return np.maximum(a[0][owner], b[0][index]), np.minimum(a[1][owner], b[1][index])


def _makers(start: Ints, end: Ints, *parts: Passages) -> Links:
    """The links of stretches to all that made the passages they are cut from."""
    found = []
    for part in parts:
        low = np.searchsorted(end, part.start, side="right")
        high = np.searchsorted(start, part.end, side="left")
        old, new = expand(low, high)
        found.append(part.links.following(new, old))
    return Links.of(
        np.concatenate([links.passage for links in found]), np.concatenate([links.coding for links in found])
    )


def _shared(whole: Passages, part: Passages) -> Links:
    """The links of a part, whose passages are all among those of the whole, on the whole."""
    spans = np.concatenate([whole.start, part.start]), np.concatenate([whole.end, part.end])
    order = np.lexsort((spans[1], spans[0]))  # stable: the whole's passage comes just before the part's
    number = np.cumsum(order < len(whole)) - 1
    place = np.empty(len(order), dtype=np.int64)
    place[order] = number
    return part.links.following(place[len(whole) :], np.arange(len(part)))
