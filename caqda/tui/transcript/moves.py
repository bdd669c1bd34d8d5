"""Where a move leads: pure functions from an offset to an offset.

A move without a selection goes to the beginning of the next or previous unit. A move that extends a
selection goes to the next *end* while the moving end stands after the anchor, and to the previous *beginning*
while it stands before it, so that a selection always ends where a word, sentence or turn does.
"""

from __future__ import annotations

import re
from typing import Literal

from caqda.tui.transcript.document import Document, StoredKind, UnitKind
from caqda.tui.transcript.graphemes import next_grapheme, previous_grapheme

MoveKind = Literal["grapheme", "word", "sentence", "paragraph", "turn"]

_WORD = re.compile(r"\w[\w\u0300-\u036f]*(?:[-'’\u00ad\u2010\u2011]\w[\w\u0300-\u036f]*)*")


def forward(document: Document, kind: MoveKind, at: int, anchor: int | None = None) -> int:
    """The offset one unit on from ``at``; the end of the text where there is no more.

    With an ``anchor`` the move extends a selection that began there.
    """
    if kind == "grapheme":
        return next_grapheme(document.text, at)
    if anchor is not None and at >= anchor:
        return _next_end(document, kind, at)
    start = _next_start(document, kind, at)
    return start if anchor is None else min(start, anchor)


def back(document: Document, kind: MoveKind, at: int, anchor: int | None = None) -> int:
    """The offset one unit back from ``at``; 0 where there is no more."""
    if kind == "grapheme":
        return previous_grapheme(document.text, at)
    if anchor is not None and at > anchor:
        return max(_previous_end(document, kind, at), anchor)
    return _previous_start(document, kind, at)


def word_at(text: str, at: int) -> tuple[int, int]:
    """The word that holds ``at``, or the character there where it is no word."""
    low = _token_start(text, at)
    for found in _WORD.finditer(text, low, _token_end(text, at)):
        if found.start() <= at < found.end():
            return found.span()
    return at, next_grapheme(text, at)


def word_from(text: str, at: int) -> tuple[int, int] | None:
    """The word that holds ``at``, else the next one; the last where there is no next, None where none is."""
    for found in _WORD.finditer(text, _token_start(text, at)):
        if found.end() > at:
            return found.span()
    last = _WORD.match(text, _word_before(text, len(text), 0))
    return last.span() if last else None


def _next_start(document: Document, kind: UnitKind, at: int) -> int:
    text = document.text
    if kind == "word":
        for found in _WORD.finditer(text, _token_start(text, at)):
            if found.start() > at:
                return found.start()
        return len(text)
    return next((start for start, _ in _around(document, kind, at, 1) if start > at), len(text))


def _next_end(document: Document, kind: UnitKind, at: int) -> int:
    text = document.text
    if kind == "word":
        for found in _WORD.finditer(text, _token_start(text, at)):
            if found.end() > at:
                return found.end()
        return len(text)
    return next((end for _, end in _around(document, kind, at, 1) if end > at), len(text))


def _previous_start(document: Document, kind: UnitKind, at: int) -> int:
    if kind == "word":
        return _word_before(document.text, at, 0)
    return next((start for start, _ in _around(document, kind, at, -1) if start < at), 0)


def _previous_end(document: Document, kind: UnitKind, at: int) -> int:
    if kind == "word":
        return _word_before(document.text, at, 1)
    return next((end for _, end in _around(document, kind, at, -1) if end < at), 0)


def _around(document: Document, kind: StoredKind, at: int, step: int) -> list[tuple[int, int]]:
    """The few units beside ``at`` that a move of one unit can reach, nearest first."""
    units = document.units(kind)
    here = units.before(at)
    places = (here + offset * step for offset in range(-1, 3))
    return [document.unit(kind, place) for place in places if 0 <= place < len(units)]


def _word_before(text: str, at: int, side: int) -> int:
    """The last beginning (side 0) or end (side 1) of a word before ``at``."""
    low = high = at
    while high > 0:
        low = _token_start(text, high - 1)
        high_end = _token_end(text, high - 1)
        edges = [found.span()[side] for found in _WORD.finditer(text, low, high_end)]
        before = [edge for edge in edges if edge < at]
        if before:
            return before[-1]
        high = low
    return 0


def _token_start(text: str, at: int) -> int:
    """The beginning of the stretch without a space or line break that holds ``at``."""
    return max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1


def _token_end(text: str, at: int) -> int:
    ends = (end for end in (text.find(" ", at), text.find("\n", at)) if end >= 0)
    return min(ends, default=len(text))
