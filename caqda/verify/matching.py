"""A quotation found in the interviews: the stretches it was taken from, and how well it fits them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from caqda.verify.alignment import Aligned, align
from caqda.verify.index import Index
from caqda.verify.words import Word, words_in

FOUND = 0.62
"""The share of a quotation's words that must fit for it to count as taken from a place."""
_SURE = 0.97  # of a place that fits so well, no better one is looked for
_PART = 0.85  # the same for each part of one that was joined from several places
_LEAST = 3  # words of such a part
_AROUND = 16  # words beside a candidate, more where something was left out
_ELIDED = 400
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
    whole = _locate(words, index)
    if whole is not None and whole.score >= _PART:
        return _one(words, whole)
    parted = _parted(text, words, index)
    if parted is not None and (whole is None or parted.score > whole.score + 0.05):
        return parted
    return _one(words, whole) if whole is not None and whole.score >= FOUND else None


def _locate(words: Sequence[Word], index: Index) -> Aligned | None:
    """The best place for words that belong together; its places are those of the index."""
    if not any(word.gap for word in words[1:]):
        at = index.verbatim([word.text for word in words])
        if at is not None:
            return Aligned(tuple(range(at, at + len(words))), 1.0)
    around = _AROUND + len(words) // 3 + _ELIDED * any(word.gap == "elision" for word in words)
    best: Aligned | None = None
    spoken = index.spoken
    for first, last in index.candidates([word.text for word in words]):
        middle = min(max((first + last + len(words)) // 2, 0), len(index.number) - 1)
        source = index.source_at(middle)
        low = max(first - around, int(index.firsts[source]))
        high = min(last + len(words) + around, int(index.firsts[source + 1]))
        found = align(words, [spoken[number] for number in index.number[low:high].tolist()])
        if best is None or found.score > best.score:
            best = Aligned(tuple(place + low if place >= 0 else -1 for place in found.places), found.score)
        if best.score >= _SURE:
            break
    return best if best is not None and best.first >= 0 else None


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
    before = [text[: word.start].rstrip("\"'”’»« ") for word in words]
    ways = [
        _split(words, lambda at: words[at].gap == "elision"),
        *(_split(words, lambda at, end=end: bool(end.search(before[at]))) for end in _ENDS),  # type: ignore[misc]
    ]
    best: Match | None = None
    for parts in ways:
        if len(parts) > 1 and (found := _joined(words, _grown(parts), index)) is not None:
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


def _joined(words: Sequence[Word], parts: list[range], index: Index) -> Match | None:
    places: list[int] = []
    stretches: list[Stretch] = []
    fitting = 0.0
    for part in parts:
        found = _locate([words[at] for at in part], index)
        if found is None or found.score < _PART:
            places += [-1] * len(part)
            continue
        fitting += found.score * len(part)
        places += found.places
        stretches.append(Stretch(found.first, found.last, part))
    if len(stretches) < 2:
        return None
    return Match(tuple(words), tuple(places), tuple(stretches), True, fitting / len(words))
