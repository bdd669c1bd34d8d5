"""Selections by unit: growing by the next one, shrinking by the last, and from one kind of unit to another.

Pure functions on offsets.
"""

from __future__ import annotations

from caqda.tui.transcript import moves
from caqda.tui.transcript.document import Document, UnitKind

Span = tuple[int, int]
_KINDS: tuple[UnitKind, ...] = ("word", "sentence", "paragraph", "turn")


def grow(document: Document, kind: UnitKind, at: int, selection: Span | None) -> Span | None:
    """The unit at ``at``; or ``selection`` widened to whole units, or if it is whole, by the next one.

    None where the document has no such unit at all.
    """
    if selection is None:
        return _unit_at(document, kind, at)
    whole = _whole(document, kind, selection)
    if whole != selection:
        return whole
    following = _unit_after(document, kind, selection[1])
    return (selection[0], following[1]) if following else whole


def shrink(document: Document, kind: UnitKind, selection: Span) -> Span | None:
    """``selection`` without its last unit; None where nothing would be left."""
    low, high = selection
    if kind == "word":
        end = moves.back(document, "word", high, low)
        if end > low and not any(
            map(str.isalnum, document.text[end:high])
        ):  # no more than the mark that ends a sentence
            end = moves.back(document, "word", end, low)
        return (low, end) if end > low else None
    place = document.units(kind).before(high - 1)
    while place >= 0:
        end = document.unit(kind, place)[1]
        if end <= low:
            break
        if end < high:
            return low, end
        place -= 1
    return None


def widen(document: Document, at: int, selection: Span | None) -> Span | None:
    """The next larger unit around ``selection`` (without one, the word at ``at``); None where it is largest.

    A selection that reaches over several units becomes those, whole.
    """
    if selection is None:
        return next((span for kind in _KINDS if (span := _unit_at(document, kind, at))), None)
    for kind in _KINDS:
        span = _whole(document, kind, selection)
        if span is not None and span != selection:
            return span
    return None


def narrow(document: Document, home: int, selection: Span) -> Span | None:
    """The next smaller unit inside ``selection``: the largest that holds ``home``; None where none does."""
    for kind in reversed(_KINDS):
        span = _unit_at(document, kind, home)
        if span and span != selection and selection[0] <= span[0] and span[1] <= selection[1]:
            return span
    return None


def _unit_at(document: Document, kind: UnitKind, at: int) -> Span | None:
    if kind == "word":
        return moves.word_from(document.text, at)
    units = document.units(kind)
    return document.unit(kind, units.at(at)) if len(units) else None


def _unit_after(document: Document, kind: UnitKind, high: int) -> Span | None:
    """The first unit after a selection that ends, whole, at ``high``."""
    if kind == "word":
        return moves.word_from(document.text, high)
    place = document.units(kind).before(high - 1) + 1
    return document.unit(kind, place) if place < len(document.units(kind)) else None


def _whole(document: Document, kind: UnitKind, selection: Span) -> Span | None:
    """``selection`` widened to whole units; None where the document has no such unit."""
    low, high = selection
    if kind == "word":
        return moves.word_at(document.text, low)[0], max(high, moves.word_at(document.text, high - 1)[1])
    units = document.units(kind)
    if not len(units):
        return None
    first, last = document.unit(kind, units.at(low)), document.unit(kind, max(units.before(high - 1), 0))
    return min(low, first[0]), max(high, last[1])
