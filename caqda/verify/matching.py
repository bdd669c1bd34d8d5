"""A quotation found in the interviews: the stretches it was taken from, and how well it fits them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from caqda.verify.alignment import ELIDED, INSERTED, Aligned, Aligner
from caqda.verify.index import Index
from caqda.verify.words import Word, words_in

FOUND = 0.62
"""The share of a quotation's words that must fit for it to count as taken from a place."""
_SURE = 0.97  # of a place that fits so well, no better one is looked for
_PART = 0.85  # the same for each part of one that was joined from several places
_LEAST = 3  # words of such a part
_TELLING = 5  # words of such a part where the whole may be from one place as well
_ALONE = 8  # words that do not stand in several places by chance
_LONG = 150  # words of a quotation
_FEW = 8  # words between the parts of a quotation that is from one place
_AROUND = 16  # words beside a candidate, more where something was left out
_PASSED = 400  # words that may be left out
_ENDS = (re.compile(r"[.!?]$"), re.compile(r"[.!?;:,–—]$"))  # of sentences; of clauses


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``[first, last]`` of the index, and the words of the quotation, by index, laid along them."""

    first: int
    last: int
    words: range


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands. ``places`` has the place in the index of each of its words, -1 for none.

    ``stretches`` are what it was taken from, in the order of the quotation; ``joined`` says that they do not
    follow each other in one interview, at places that the quotation marks. ``score`` is 0 to 1.
    """

    words: tuple[Word, ...]
    places: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    joined: bool
    score: float


def match(text: str, index: Index) -> Match | None:
    """Where a quotation stands in the interviews; None where nothing fits it well enough."""
    words = words_in(text)
    if not words:
        return None
    parts = _split(words, lambda at: bool(words[at].gap))
    if len(parts) > 1 and (found := _word_for_word(words, parts, index)) is not None:
        return found
    if len(words) > _LONG and (found := _surely_joined(words, index)) is not None:
        return found
    whole = _locate(words, index)
    if whole is not None and whole.score >= _PART:
        return _one(words, whole)
    parted = _parted(text, words, index)
    one = _one(words, whole) if whole is not None and whole.score >= FOUND else None
    better = parted is not None and (whole is None or parted.score > whole.score + 0.05)
    if (
        one is not None
        and parted is not None
        and min(len(part.words) for part in parted.stretches) < _TELLING
    ):
        return one
    return parted if better and not (one and _in_one_place(parted, index)) else one


def _locate(words: Sequence[Word], index: Index, least: float = 0.0) -> Aligned | None:
    """The best place for words that belong together; its places are those of the index.

    A place that cannot be better than ``least``, or than one that is found already, is not looked at.
    """
    told = [word.text for word in words]
    if not any(word.gap for word in words[1:]):
        there = index.verbatim(told)
        if len(there):
            at = int(there[0])
            return Aligned(tuple(range(at, at + len(words))), 1.0)
    stretches = list(_stretches(words, index, index.candidates(told)))
    if not stretches:
        return None
    aligner = Aligner(words, [index.number[low:high] for low, high in stretches], index.spoken)
    best: Aligned | None = None
    for low, high in stretches:
        stretch = index.number[low:high]
        possible = aligner.at_best(stretch)
        if possible < least or (best is not None and possible <= best.score):
            continue
        found = aligner.align(stretch)
        if best is None or found.score > best.score:
            best = Aligned(tuple(place + low if place >= 0 else -1 for place in found.places), found.score)
        if best.score >= _SURE:
            break
    return best if best is not None and best.first >= 0 else None


def _surely_joined(words: Sequence[Word], index: Index) -> Match | None:
    """A long quotation that is parted where it says so, from several places; to lay it out whole is dear."""
    parts = _split(words, lambda at: words[at].gap == "elision")
    if len(parts) < 2 or min(map(len, parts)) < _ALONE:
        return None
    found = _joined(words, parts, index, _SURE)
    if found is None or len(found.stretches) < len(parts) or _in_one_place(found, index, _PASSED):
        return None
    return found


def _in_one_place(parted: Match | None, index: Index, most: int = _FEW) -> bool:
    """Whether the parts follow each other in one interview, with ``most`` words between them at most."""
    return parted is not None and all(
        0 <= later.first - sooner.last - 1 <= most
        and index.source_at(sooner.first) == index.source_at(later.last)
        for sooner, later in pairwise(parted.stretches)
    )


def _word_for_word(words: Sequence[Word], parts: Sequence[range], index: Index) -> Match | None:
    """A quotation that marks what it left out or put in, where all else it has stands so in the interviews.

    Its parts follow each other there with little between them; or else, where none is so short that it may
    stand anywhere by chance, it is joined from several places. None where that is not so, or not so plain.
    """
    places = [index.verbatim([words[at].text for at in part]) for part in parts]
    if not all(map(len, places)):
        return None
    marks = [words[part.start].gap for part in parts[1:]]
    starts, between = places[0], np.zeros(len(places[0]), dtype=np.int64)
    near = np.ones(len(starts), dtype=np.bool_)
    chain = [starts]
    end = starts + len(parts[0])
    for part, there, mark in zip(parts[1:], places[1:], marks, strict=True):
        at = np.searchsorted(there, end)
        start = np.where(at < len(there), there[np.minimum(at, len(there) - 1)], len(index.number))
        if mark == "insertion":
            near &= start - end <= INSERTED
        else:
            between = between + start - end
        end = start + len(part)
        chain.append(start)
    sources = [np.searchsorted(index.firsts, start, side="right") for start in (chain[0], chain[-1])]
    fitting = np.flatnonzero((sources[0] == sources[1]) & (between <= _PASSED) & near)
    if len(fitting):
        best = fitting[np.argmin(between[fitting])]
        firsts = [int(start[best]) for start in chain]
    elif min(map(len, parts)) >= _ALONE and "insertion" not in marks:
        firsts = [int(there[0]) for there in places]
    else:
        return None
    laid = tuple(first + step for first, part in zip(firsts, parts, strict=True) for step in range(len(part)))
    stretches = tuple(
        Stretch(first, first + len(part) - 1, part) for first, part in zip(firsts, parts, strict=True)
    )
    passed = sum(
        mark == "elision" and later.first != sooner.last + 1
        for mark, (sooner, later) in zip(marks, pairwise(stretches), strict=True)
    ) * bool(len(fitting))
    return Match(tuple(words), laid, stretches, not len(fitting), 1 - ELIDED * passed / len(words))


def _stretches(
    words: Sequence[Word], index: Index, candidates: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The words around each candidate that the quotation may be laid along, of each source it lies in."""
    around = _AROUND + len(words) // 3 + _PASSED * any(word.gap == "elision" for word in words)
    for first, last in candidates:
        end = min(last + len(words), len(index.number))
        for source in range(index.source_at(first), index.source_at(end - 1) + 1):
            low = max(first - around, int(index.firsts[source]))
            high = min(end + around, int(index.firsts[source + 1]))
            if low < high:
                yield low, high


def _one(words: Sequence[Word], found: Aligned) -> Match:
    """A match in one place; each marked omission begins a stretch of its own."""
    stretches = []
    for part in _split(words, lambda at: bool(words[at].gap)):
        laid = [place for place in (found.places[at] for at in part) if place >= 0]
        if laid:
            stretches.append(Stretch(laid[0], laid[-1], part))
    return Match(tuple(words), found.places, tuple(stretches), False, found.score)


def _parted(text: str, words: Sequence[Word], index: Index) -> Match | None:
    """A quotation put together from parts: at what it marks as left out, or at the ends of sentences."""
    ends = [0, *(word.end for word in words)]
    before = [text[end : word.start].rstrip("\"'”’»« ") for end, word in zip(ends, words, strict=False)]
    ways = [
        _split(words, lambda at: words[at].gap == "elision"),
        *(_split(words, lambda at, end=end: bool(end.search(before[at]))) for end in _ENDS),  # type: ignore[misc]
    ]
    best: Match | None = None
    for parts in dict.fromkeys(tuple(_grown(parts)) for parts in ways):
        if len(parts) > 1 and (found := _joined(words, parts, index)) is not None:
            best = found if best is None or found.score > best.score else best
    return best


def _split(words: Sequence[Word], begins: Callable[[int], bool]) -> list[range]:
    cuts = [0, *(at for at in range(1, len(words)) if begins(at)), len(words)]
    return [range(low, high) for low, high in pairwise(cuts)]


def _grown(parts: list[range]) -> list[range]:
    """Parts of so many words at least; what is shorter goes with the one before it."""
    grown: list[range] = []
    for part in parts:
        if grown and (len(part) < _LEAST or len(grown[-1]) < _LEAST):
            grown[-1] = range(grown[-1].start, part.stop)
        else:
            grown.append(part)
    return grown


def _joined(
    words: Sequence[Word], parts: Sequence[range], index: Index, least: float = _PART
) -> Match | None:
    places: list[int] = []
    stretches: list[Stretch] = []
    fitting = 0.0
    for part in parts:
        found = _locate([words[at] for at in part], index, least)
        if found is None or found.score < least:
            places += [-1] * len(part)
            continue
        fitting += found.score * len(part)
        places += found.places
        stretches.append(Stretch(found.first, found.last, part))
    if len(stretches) < 2:
        return None
    return Match(tuple(words), tuple(places), tuple(stretches), True, fitting / len(words))
