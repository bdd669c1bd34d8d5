"""Selections by unit: growing by the next one, shrinking by the last. Pure functions on offsets."""

from __future__ import annotations

from caqda.tui.transcript.document import Document, UnitKind

Span = tuple[int, int]


def grow(document: Document, kind: UnitKind, at: int, selection: Span | None) -> Span | None:
    """The unit at ``at``; or ``selection`` widened to whole units, or if it is whole, by the next one.

    None where the document has no such unit at all.
    """
    units = document.units(kind)
    if not len(units):
        return None
    if selection is None:
        return document.unit(kind, units.at(at))
    low, high = selection
    last = max(units.before(high - 1), 0)
    whole = min(low, document.unit(kind, units.at(low))[0]), max(high, document.unit(kind, last)[1])
    if whole == selection and last + 1 < len(units):
        return low, document.unit(kind, last + 1)[1]
    return whole


def shrink(document: Document, kind: UnitKind, selection: Span) -> Span | None:
    """``selection`` without its last unit; None where nothing would be left."""
    low, high = selection
    place = document.units(kind).before(high - 1)
    while place >= 0:
        end = document.unit(kind, place)[1]
        if end <= low:
            break
        if end < high:
            return low, end
        place -= 1
    return None
