"""The algebra against brute force over characters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from caqda.analysis import passages
from caqda.analysis.passages import Passages, distinct

Span = tuple[int, int]

LINE = 24
CUT = 11  # the gap between two sources, 0-11 and 12-24, which no passage crosses
UNITS = np.array([0, 3, 4, 8, 12, 17, 20])  # where units start


def spans_within(low: int, high: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(low, high - 1), st.integers(1, 6)).map(
        lambda at: (at[0], min(high, at[0] + at[1]))
    )


SPANS = st.lists(spans_within(0, CUT) | spans_within(CUT + 1, LINE), max_size=7)


def made(spans: list[Span]) -> Passages:
    start, end = (np.array([span[side] for span in spans], dtype=np.int64) for side in (0, 1))
    return distinct(start, end, np.arange(len(spans)))


def told(found: Passages) -> list[tuple[int, int, tuple[int, ...]]]:
    """The passages with the codings that made them."""
    return [
        (int(start), int(end), tuple(found.links.coding[found.links.passage == at].tolist()))
        for at, (start, end) in enumerate(zip(found.start, found.end, strict=True))
    ]


def plain(found: Passages) -> list[Span]:
    return [(start, end) for start, end, _ in told(found)]


def covered(spans: list[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def stretches(characters: set[int]) -> list[Span]:
    starts = sorted(at for at in characters if at - 1 not in characters)
    ends = sorted(at + 1 for at in characters if at + 1 not in characters)
    return list(zip(starts, ends, strict=True))


def share(a: Span, b: Span) -> bool:
    return bool(covered([a]) & covered([b]))


def makers(stretch: Span, spans: list[Span]) -> set[int]:
    return {at for at, span in enumerate(spans) if share(stretch, span)}


@given(SPANS)
def test_an_atom_is_its_passages_and_equal_ones_are_one(a: list[Span]) -> None:
    assert told(made(a)) == [
        (*span, tuple(at for at, other in enumerate(a) if other == span)) for span in sorted(set(a))
    ]


@given(SPANS, SPANS)
def test_or_is_the_passages_of_both(a: list[Span], b: list[Span]) -> None:
    both = passages.union(made(a), made(b))
    assert told(both) == [
        (*span, tuple(sorted({at for some in (a, b) for at, other in enumerate(some) if other == span})))
        for span in sorted({*a, *b})
    ]


@given(SPANS, SPANS)
def test_and_is_the_longest_stretches_that_both_cover(a: list[Span], b: list[Span]) -> None:
    assert told(passages.intersection(made(a), made(b))) == [
        (*stretch, tuple(sorted(makers(stretch, a) | makers(stretch, b))))
        for stretch in stretches(covered(a) & covered(b))
    ]


@given(SPANS, SPANS)
def test_not_is_the_longest_stretches_that_only_the_first_covers(a: list[Span], b: list[Span]) -> None:
    assert told(passages.difference(made(a), made(b))) == [
        (*stretch, tuple(sorted(makers(stretch, a)))) for stretch in stretches(covered(a) - covered(b))
    ]


def source(at: int) -> int:
    return int(at > CUT)


def unit(at: int) -> int:
    return sum(at >= start for start in UNITS)


def distance(a: Span, b: Span) -> int:
    """Units from the last character of the earlier to the first of the later; 0 where they overlap."""
    if share(a, b):
        return 0
    first, later = sorted([a, b])
    return unit(later[0]) - unit(first[1] - 1)


def same_source(a: Span, b: Span) -> bool:
    return source(a[0]) == source(b[0])


def check(a: list[Span], b: list[Span], found: Passages, stands: Callable[[Span, Span], bool]) -> None:
    assert plain(found) == [one for one in sorted(set(a)) if any(stands(one, other) for other in b)]


@given(SPANS, SPANS)
def test_relations_of_place_keep_whole_passages(a: list[Span], b: list[Span]) -> None:
    one, other = made(a), made(b)
    check(a, b, one.keep(passages.overlapping(one, other)), share)
    check(a, b, one.keep(passages.inside(one, other)), lambda x, y: y[0] <= x[0] and x[1] <= y[1])
    check(a, b, one.keep(passages.containing(one, other)), lambda x, y: x[0] <= y[0] and y[1] <= x[1])


def sources_of(offsets: passages.Ints) -> passages.Ints:
    return (offsets > CUT).astype(np.int64)


def units_of(offsets: passages.Ints) -> passages.Ints:
    return np.asarray(np.searchsorted(UNITS, offsets, side="right"))


@given(SPANS, SPANS, st.integers(0, 3))
def test_relations_of_distance_stay_within_the_source(a: list[Span], b: list[Span], limit: int) -> None:
    one, other = made(a), made(b)

    def ahead(x: Span, y: Span) -> bool:
        return same_source(x, y) and x[1] <= y[0]

    check(a, b, one.keep(passages.before(one, other, sources_of)), ahead)
    check(a, b, one.keep(passages.after(one, other, sources_of)), lambda x, y: ahead(y, x))
    check(
        a,
        b,
        one.keep(passages.before(one, other, sources_of, units_of, limit)),
        lambda x, y: ahead(x, y) and distance(x, y) <= limit,
    )
    check(
        a,
        b,
        one.keep(passages.after(one, other, sources_of, units_of, limit)),
        lambda x, y: ahead(y, x) and distance(x, y) <= limit,
    )
    check(
        a,
        b,
        one.keep(passages.near(one, other, sources_of, units_of, limit)),
        lambda x, y: same_source(x, y) and distance(x, y) <= limit,
    )


@given(SPANS, st.data())
def test_what_is_kept_keeps_what_made_it(a: list[Span], data: st.DataObject) -> None:
    whole = made(a)
    which = data.draw(st.lists(st.booleans(), min_size=len(whole), max_size=len(whole)))
    kept = whole.keep(np.array(which, dtype=bool))
    assert told(kept) == [one for one, wanted in zip(told(whole), which, strict=True) if wanted]
