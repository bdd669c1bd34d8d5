"""The transcript under the hands: the cursor, the selection, and the keys that move them."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.actions import SkipAction

from caqda.tui.transcript import bindings, messages, moves, selecting
from caqda.tui.transcript.document import Document, Mark, UnitKind
from caqda.tui.transcript.layout import Layout
from caqda.tui.transcript.page import Span, TranscriptPage


class TranscriptCursor(TranscriptPage):
    """A page with a cursor that moves by units and a selection that grows and shrinks by them."""

    BINDINGS = bindings.BINDINGS

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._free = False  # every move extends the selection
        self._home = 0  # where the cursor stood before units were selected around it
        self._goal: int | None = None  # the cell that moves by rows aim for
        self._prefix = 0  # the direction of a sequence that waits for its second key

    def show(self, document: Document, marks: Iterable[Mark] = (), at: int = 0) -> None:
        """Show a source and its marks with the cursor at ``at``; no selection, no hits."""
        self._free, self._goal, self._prefix = False, None, 0
        self._open(document, marks, at)
        self._tell(messages.CursorMoved(self, self._cursor))
        self._tell(messages.SelectionChanged(self, None))

    def go_to(self, offset: int, select: Span | None = None) -> None:
        """Put the cursor at ``offset`` and bring it into sight.

        ``select`` is selected; then the cursor stands at the end of it that is nearest to ``offset``.
        """
        anchor = None
        if select is not None and select[0] < select[1]:
            low, high = (max(0, min(end, len(self._document.text))) for end in select)
            offset, anchor = (high, low) if abs(offset - high) < abs(offset - low) else (low, high)
            self._reveal(self._row(high))
        self._free, self._goal = False, None
        self._set(offset if anchor is not None else self._bounded(offset), anchor)

    def _set(self, cursor: int, anchor: int | None, *, reveal: bool = True) -> None:
        """Put the cursor and the anchor of the selection; paint and tell what changed."""
        old_cursor, old_selection = self._cursor, self.selection
        self._cursor, self._anchor = cursor, anchor
        selection = self.selection
        if self._painter:
            rows = {*self._seen(self._row(old_cursor), self._row(old_cursor))}
            rows |= {*self._seen(self._row(cursor), self._row(cursor))}
            for low, high in _difference(old_selection, selection):
                rows |= {*self._seen(self._row(low), self._row(high))}
            self._refresh_rows(rows)
            if reveal:
                self._reveal(self._row(cursor))
        if cursor != old_cursor:
            self._tell(messages.CursorMoved(self, cursor))
        if selection != old_selection:
            self._tell(messages.SelectionChanged(self, selection))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Take the cursor along when the reader scrolls the text away from it."""
        super().watch_scroll_y(old_value, new_value)
        if self._painter and not self._steering and self.selection is None:
            self._follow(self._painter.layout)

    def _follow(self, layout: Layout) -> None:
        """Bring the cursor to the nearest visible row, in its column."""
        row, top = layout.row_of(self._cursor), self.scroll_offset.y
        nearest = max(top, min(row, top + self._height - 1, len(layout) - 1))
        if nearest != row:
            if self._goal is None:
                self._goal = layout.column_of(self._cursor)
            self._set(_standing(layout, nearest, self._goal, self._anchor), self._anchor, reveal=False)

    def action_move(self, kind: str, step: int, extend: bool = False) -> None:
        """Move the cursor by a unit; extend the selection where asked to, or where it is free."""
        if self._painter is None:
            return
        extend = extend or self._free
        anchor = self._anchor if extend else None
        if extend and anchor is None:
            anchor = self._cursor
        if kind in {"row", "half", "page"}:
            self._move_by_rows(kind, step, anchor)
            return
        self._goal = None
        self._set(self._target(kind, step, anchor), anchor)

    def _target(self, kind: str, step: int, anchor: int | None) -> int:
        document, at = self._document, self._cursor
        assert self._painter
        if kind == "text":
            return 0 if step < 0 else len(document.text)
        if kind == "edge":
            layout, row = self._painter.layout, self._row(at)
            return layout.rows[row] if step < 0 else layout.last(row)
        if kind == "coding":
            found = self._index.next_start(at) if step > 0 else self._index.previous_start(at)
            return at if found is None else found
        go = moves.forward if step > 0 else moves.back
        return go(document, kind, at, anchor)  # type: ignore[arg-type]

    def _move_by_rows(self, kind: str, step: int, anchor: int | None) -> None:
        assert self._painter
        layout, at = self._painter.layout, self._cursor
        if self._goal is None:
            self._goal = layout.column_of(at)
        count = {"row": 1, "half": max(1, self._height // 2), "page": max(1, self._height - 2)}[kind]
        row = layout.step(layout.row_of(at), step * count)
        if kind != "row":
            self._scroll_to_row(self.scroll_offset.y + step * count)
        self._set(_standing(layout, row, self._goal, anchor), anchor)

    def action_prefix(self, step: int) -> None:
        """Wait for the key that says by what to move."""
        self._prefix = step

    def on_key(self, event: events.Key) -> None:
        """The second key of a sequence; any other key ends the wait and does its own work."""
        step, self._prefix = self._prefix, 0
        if step and event.key in bindings.SEQUENCES:
            self.action_move(bindings.SEQUENCES[event.key], step)
            event.stop()
            event.prevent_default()
        elif event.key != "escape":
            event.bubble = False  # type: ignore[misc]
            event._bubble_to(self.app)  # where bindings are looked up: no panel around this one takes keys

    def action_select_freely(self) -> None:
        """Let the following moves extend a selection; again, drop it."""
        if self._free:
            self.action_drop_selection()
            return
        self._free = True
        self._set(self._cursor, self._cursor if self._anchor is None else self._anchor)

    def action_other_end(self) -> None:
        """Put the cursor at the other end of the selection."""
        if self._anchor is not None:
            self._goal = None
            self._set(self._anchor, self._cursor)

    def action_grow(self, kind: UnitKind) -> None:
        """Select the unit at the cursor, or widen the selection to whole units, or by the next one."""
        span = selecting.grow(self._document, kind, self._cursor, self.selection)
        if span:
            self._select(span)

    def action_widen(self) -> None:
        """Select the next larger unit around the selection; without one, the word at the cursor."""
        span = selecting.widen(self._document, self._cursor, self.selection)
        if span:
            self._select(span)

    def action_narrow(self) -> None:
        """Select the next smaller unit inside the selection; inside a word, nothing."""
        selection = self.selection
        if selection is None:
            return
        inside = selection[0] <= self._home < selection[1]
        span = selecting.narrow(self._document, self._home if inside else selection[0], selection)
        if span:
            self._select(span)
        else:
            self._free = False
            self._set(self._home if inside else selection[0], None)

    def action_shrink(self, kind: UnitKind) -> None:
        """Take the last unit off the selection."""
        selection = self.selection
        if selection is None:
            return
        span = selecting.shrink(self._document, kind, selection)
        if span:
            self._select(span)
        else:
            self._free = False
            self._set(selection[0], None)

    def _select(self, span: Span) -> None:
        if self.selection is None:
            self._home = self._cursor
        self._goal = None
        self._reveal(self._row(span[0]))
        self._set(span[1], span[0])

    def action_drop_selection(self) -> None:
        """Drop the selection; without one, leave the key to the screen."""
        if self._anchor is None:
            raise SkipAction
        self._free = False
        self._set(self._cursor, None)

    def action_hit(self, step: int) -> None:
        """Go to the next or previous hit, round the ends, and select it."""
        hits = self._hits
        if not hits.spans:
            return
        here = self.selection[0] if self.selection else self._cursor
        place = hits.after(here) if step > 0 else hits.before(here)
        start, end = hits.spans[place]
        self.go_to(start, (start, end))
        self._tell(messages.HitReached(self, place + 1, len(hits.spans)))


def _difference(one: Span | None, other: Span | None) -> list[Span]:
    """The stretches that are in one of two selections only, or a little more."""
    if one == other:
        return []
    if one is None or other is None:
        return [span for span in (one, other) if span]
    (low, high), (lower, higher) = one, other
    pairs = ((min(low, lower), max(low, lower)), (min(high, higher), max(high, higher)))
    return [pair for pair in pairs if pair[0] != pair[1]]


def _standing(layout: Layout, row: int, column: int, anchor: int | None) -> int:
    """Where a cursor that comes by rows stands; on a shorter row on its last character, unless it selects."""
    offset = layout.offset_at(row, column)
    return offset if anchor is not None else on_character(layout, row, offset)


def on_character(layout: Layout, row: int, offset: int) -> int:
    """An offset of a row; behind its characters, the last of them.

    There, what follows the row would be at hand: the sentence of whoever speaks next.
    """
    start, end = layout.span(row)
    return layout.clusters(row)[0][-2] if start < offset == end else offset
