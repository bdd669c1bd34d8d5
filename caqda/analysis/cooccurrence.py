"""Which codes stand together: codes by codes, in the same text or in the same unit of it.

With ``overlap`` passages are counted, and two codes meet where their passages share a character. One
passage of a code may meet several of another, so the count has a direction: ``met[a, b]`` is the number
of a's passages that meet b. *Both* is the smaller of the two directions; it is never more than either
code has, so that the coefficient of Jaccard, ``n12 / (n1 + n2 - n12)``, lies between 0 and 1. Within a
sentence, paragraph, turn or source these units are counted, and both directions are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caqda.analysis.axis import Axis
from caqda.analysis.corpus import Corpus
from caqda.analysis.extent import characters_of, coders_of, holds, rows_of
from caqda.analysis.passages import EMPTY, Ints, Mask, expand
from caqda.analysis.scope import Scope
from caqda.errors import QueryError
from caqda.study import Study
from caqda.wording import N_, _

Numbers = NDArray[np.float64]

COUNTED = {
    "overlap": N_("passages"), "sentence": N_("sentences"), "paragraph": N_("paragraphs"),
    "turn": N_("turns"), "source": N_("sources"),
}  # fmt: skip
"""Where two codes can meet, and what is then counted."""

MEASURES = ("both", "jaccard", "share", "lift", "characters")

_DENSE = 0.5
"""The pairs of passages that meet, of the pairs of a passage and a code, beyond which codes are looked at."""

_PORTION = 4_000_000
"""Pairs of passages held in memory at once."""


@dataclass(frozen=True, eq=False)
class Spans:
    """Distinct passages of codes on the axis, sorted by start; ``code`` is a place among the codes."""

    start: Ints
    end: Ints
    code: Ints


@dataclass(frozen=True, eq=False)
class Cooccurrence:
    """Codes by codes. ``met`` is of shape (codes, codes), its diagonal how often each code is there.

    ``whole`` is the number of passages (of any of the codes) or units there are.
    """

    within: str
    codes: tuple[int, ...]
    met: Ints
    whole: int
    scope: Scope = field(repr=False)
    _spans: Spans = field(repr=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """The codes by path."""
        return tuple(self.scope.corpus.tree.paths[code] for code in self.codes)

    @property
    def counted(self) -> str:
        """What the numbers count."""
        return COUNTED[self.within]

    @property
    def counts(self) -> Ints:
        """How many passages or units each code has."""
        return np.diagonal(self.met)

    @property
    def both(self) -> Ints:
        """How many passages or units have both codes."""
        return np.minimum(self.met, self.met.T)

    @property
    def jaccard(self) -> Numbers:
        """Both codes, of either: the c-coefficient. NaN where neither is there."""
        return jaccard(self.counts, self.both)

    @property
    def share(self) -> Numbers:
        """The part of the row's code that has the column's too. NaN where it is not there."""
        return _ratio(self.met, self.counts[:, None])

    @property
    def lift(self) -> Numbers:
        """How many times as much has both as if the codes were placed without regard to each other.

        Of the units there are; with overlap, of the characters. NaN where a code is not there.
        """
        if self.within != "overlap":
            return _ratio(self.both * self.whole, np.outer(self.counts, self.counts))
        alone = np.diagonal(self.characters).astype(np.float64)
        return _ratio(self.characters * characters_of(self.scope), np.outer(alone, alone))

    @cached_property
    def characters(self) -> Ints:
        """How many characters of the text both codes cover, wherever they are counted."""
        return _common_characters(self._spans, len(self.codes))

    def measure(self, name: str) -> NDArray[Any]:
        """One of ``MEASURES`` by name; raises QueryError for another."""
        if name not in MEASURES:
            raise QueryError(
                _('"{name}" is no measure; choose one of {choices}.').format(
                    name=name, choices=", ".join(MEASURES)
                )
            )
        found: NDArray[Any] = getattr(self, name)
        return found

    def pairs(self, by: str = "jaccard") -> list[tuple[int, int]]:
        """The pairs of codes that meet, by their places, largest measure first.

        By ``share`` the larger of the two shares counts.
        """
        order = self.measure(by)
        order = np.fmax(order, order.T)
        first, second = np.nonzero(np.triu(self.both, 1))
        ranked = np.lexsort((-self.both[first, second], -order[first, second]))
        return [(int(first[at]), int(second[at])) for at in ranked]

    def to_json(self, by: str = "jaccard") -> dict[str, Any]:
        """The keys that scripts rely on: each code, and each pair that meets."""
        measures = {name: self.measure(name) for name in MEASURES}
        shared = jaccard(np.diagonal(self.characters), self.characters)
        return {
            "within": self.within,
            "counted": self.counted,
            "whole": self.whole,
            "whole_characters": characters_of(self.scope),
            "filter": self.scope.describe(),
            "coders": list(coders_of(self.scope)),
            "codes": [
                {"code": path, "count": int(self.met[at, at]), "characters": int(self.characters[at, at])}
                for at, path in enumerate(self.paths)
            ],
            "pairs": [
                {
                    "codes": [self.paths[a], self.paths[b]],
                    "both": int(measures["both"][a, b]),
                    "first_with_second": int(self.met[a, b]),
                    "second_with_first": int(self.met[b, a]),
                    "jaccard": float(measures["jaccard"][a, b]),
                    "share_of_first": float(measures["share"][a, b]),
                    "share_of_second": float(measures["share"][b, a]),
                    "lift": float(measures["lift"][a, b]),
                    "characters": int(measures["characters"][a, b]),
                    "jaccard_characters": float(shared[a, b]),
                }
                for a, b in self.pairs(by)
            ],
        }


def cooccurrence(
    study: Study | Corpus | Scope,
    within: str = "overlap",
    codes: Iterable[str | int] | None = None,
    roll_up: bool = False,
) -> Cooccurrence:
    """Which codes of a scope stand together: by ``overlap``, or in the same sentence and so on.

    ``codes`` are by default all in scope, in the order of the codebook. With ``roll_up`` a code has the
    passages of its sub-codes too, and so always meets them. Raises QueryError and UnknownName.
    """
    scope = Scope.of(study)
    if within not in COUNTED:
        raise QueryError(
            _('Codes cannot meet within "{within}"; choose one of {choices}.').format(
                within=within, choices=", ".join(COUNTED)
            )
        )
    chosen = rows_of(scope, codes)
    spans = _spans(scope, chosen, roll_up)
    if within == "overlap":
        met, whole = _met(spans, len(chosen)), _distinct_places(spans)
    else:
        met, whole = _met_in(within, spans, scope, len(chosen))
    return Cooccurrence(within, tuple(chosen), met, whole, scope, spans)


def jaccard(counts: NDArray[Any], both: NDArray[Any]) -> Numbers:
    """``n12 / (n1 + n2 - n12)`` of every two; NaN where neither is there."""
    return _ratio(both, counts[:, None] + counts[None, :] - both)


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> Numbers:
    part, whole = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    found: Numbers = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return found


# -- passages ------------------------------------------------------------------------------------------


def _spans(scope: Scope, codes: list[int], roll_up: bool) -> Spans:
    """The passages of each code, equal ones made one."""
    corpus, axis = scope.corpus, scope.axis
    there = np.flatnonzero(scope.codings & (axis.coding_end > axis.coding_start))
    rank = corpus.ranks[corpus.codings.code[there]]
    if not roll_up:
        place = np.full(len(corpus.codes), -1, dtype=np.int64)
        place[[corpus.tree.ranks[code] for code in codes]] = np.arange(len(codes))
        code = place[rank]
        chosen, code = there[code >= 0], code[code >= 0]
        return _distinct(axis.coding_start[chosen], axis.coding_end[chosen], code)
    families = [[corpus.tree.ranks[code] for code in corpus.tree.family(code)] for code in codes]
    parts = [there[np.isin(rank, family)] for family in families]
    chosen = np.concatenate([EMPTY, *parts])
    code = np.repeat(np.arange(len(codes)), [len(part) for part in parts])
    order = np.argsort(chosen, kind="stable")  # in the order of start and end
    return _distinct(axis.coding_start[chosen[order]], axis.coding_end[chosen[order]], code[order])


def _distinct(start: Ints, end: Ints, code: Ints) -> Spans:
    """The passages of spans sorted by start and end, sorted by code too, each place of each code once."""
    if not len(code):
        return Spans(EMPTY, EMPTY, EMPTY)
    place = np.cumsum(np.concatenate([[False], (start[1:] != start[:-1]) | (end[1:] != end[:-1])]))
    width = int(code.max()) + 1
    keys = place * width + code
    if (keys[1:] > keys[:-1]).all():
        return Spans(start, end, code)
    first = np.unique(keys, return_index=True)[1]
    return Spans(start[first], end[first], code[first])


def _distinct_places(spans: Spans) -> int:
    """How many passages there are, whatever their codes."""
    new = (np.diff(spans.start) != 0) | (np.diff(spans.end) != 0)
    return int(np.count_nonzero(new)) + (len(spans.start) > 0)


# -- overlap -------------------------------------------------------------------------------------------


def _met(spans: Spans, codes: int) -> Ints:
    """How many passages of each code share a character with some passage of each other one."""
    size = len(spans.start)
    reached = np.searchsorted(spans.start, spans.end, side="left")
    if int((reached - np.arange(1, size + 1)).sum()) > _DENSE * size * codes:
        return _met_densely(spans, codes, reached)
    by_code = np.argsort(spans.code.astype(np.int16), kind="stable")
    row = np.empty(size, dtype=np.int64)
    row[by_code] = np.arange(size) * codes
    meets = np.zeros(size * codes, dtype=bool)
    meets[row + spans.code] = True
    following = np.arange(1, size + 1)
    for low, high in _portions(reached - following):
        first, second = expand(following[low:high], reached[low:high])
        first += low
        meets[row[first] + spans.code[second]] = True
        meets[row[second] + spans.code[first]] = True
    return _summed(meets.reshape(size, codes), np.bincount(spans.code, minlength=codes))


def _met_densely(spans: Spans, codes: int, reached: Ints) -> Ints:
    """The same where passages meet so many others that it is better to look at each code for all of them.

    A passage meets a code of which more passages have begun before its end than have ended by its start.
    """
    by_end = np.argsort(spans.end, kind="stable")
    ended = np.searchsorted(spans.end[by_end], spans.start, side="right")
    found = np.empty((codes, codes), dtype=np.int64)
    for code in range(codes):
        begun, over = (
            np.concatenate([[0], np.cumsum(told == code)]) for told in (spans.code, spans.code[by_end])
        )
        found[:, code] = np.bincount(spans.code[begun[reached] > over[ended]], minlength=codes)
    return found


def _portions(sizes: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of passages that meet no more than ``_PORTION`` others each, or one passage alone."""
    done = np.cumsum(sizes)
    low = 0
    while low < len(sizes):
        before = int(done[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(done, before + _PORTION, side="right")))
        yield low, high
        low = high


def _summed(meets: Mask, sizes: Ints) -> Ints:
    """The sums of rows that stand together, by the number of them in each group; exact below 2^24."""
    ends = np.cumsum(sizes).tolist()
    ones = np.ones(int(sizes.max(initial=0)), dtype=np.float32)
    found = [ones[:n] @ meets[end - n : end].astype(np.float32) for n, end in zip(sizes, ends, strict=True)]
    return np.array(found, dtype=np.int64).reshape(len(sizes), meets.shape[1])


def _common_characters(spans: Spans, codes: int) -> Ints:
    """How many characters the passages of every two codes both cover."""
    start, end, code = _stretches(spans)
    first, second = expand(np.arange(1, len(start) + 1), np.searchsorted(start, end, side="left"))
    common = np.minimum(end[first], end[second]) - start[second]
    pairs = np.bincount(code[first] * codes + code[second], weights=common, minlength=codes * codes)
    found = pairs.astype(np.int64).reshape(codes, codes)
    alone = np.bincount(code, weights=end - start, minlength=codes).astype(np.int64)
    return found + found.T + np.diag(alone)


def _stretches(spans: Spans) -> tuple[Ints, Ints, Ints]:
    """The longest stretches that each code covers, sorted by start."""
    # Each code on a line of its own, one after the other, so that all are merged at once.
    width = int(spans.end.max(initial=0)) + 1
    order = np.argsort(spans.code.astype(np.int16), kind="stable")
    shift = spans.code[order] * width
    start, reach = spans.start[order] + shift, np.maximum.accumulate(spans.end[order] + shift)
    new = np.ones(len(start), dtype=bool)
    new[1:] = start[1:] > reach[:-1]
    first = np.flatnonzero(new)
    code = spans.code[order][first]
    end = reach[np.append(first[1:], len(start)) - 1] if len(start) else EMPTY
    start, end = start[first] - code * width, end - code * width
    by_start = np.argsort(start, kind="stable")
    return start[by_start], end[by_start], code[by_start]


# -- the same unit -------------------------------------------------------------------------------------


def _met_in(within: str, spans: Spans, scope: Scope, codes: int) -> tuple[Ints, int]:
    """How many units have every two codes, and how many units there are in scope."""
    starts, ends = _units(within, scope.axis)
    low = np.searchsorted(ends, spans.start, side="right")
    span, unit = expand(low, np.searchsorted(starts, spans.end, side="left"))
    there = np.zeros((codes, 64 * -(-len(starts) // 64)), dtype=bool)
    there[spans.code[span], unit] = True
    whole = holds(scope, starts, ends)
    whole[unit] = True
    bits = np.packbits(there, axis=1).view(np.uint64)
    met = np.zeros((codes, codes), dtype=np.int64)
    for code in range(codes):
        both = np.bitwise_count(bits[code:] & bits[code]).sum(axis=1, dtype=np.int64)
        met[code, code:] = met[code:, code] = both
    return met, int(np.count_nonzero(whole))


def _units(within: str, axis: Axis) -> tuple[Ints, Ints]:
    """Starts and ends of the units on the axis, none of them empty."""
    if within == "source":
        starts, ends = axis.base, axis.limit
    elif within == "turn":
        starts, ends = axis.turns.start, axis.turns.end
    else:
        starts, ends = (axis.sentences if within == "sentence" else axis.paragraphs).T
    there: Mask = ends > starts
    return starts[there], ends[there]
