"""The transcript widget: one text, drawn row by row, with a cursor, a selection and a margin.

It knows no study: it is given a document and marks, paints them, moves, selects, and posts messages.
"""

from __future__ import annotations

from textual import events
from textual.timer import Timer

from caqda.tui.transcript import messages, moves, selecting
from caqda.tui.transcript.cursor import on_character
from caqda.tui.transcript.document import Mark
from caqda.tui.transcript.graphemes import next_grapheme
from caqda.tui.transcript.lettered import TranscriptLetters

_DRAG_EVERY = 0.04  # seconds between rows while a drag is held past the edge


class TranscriptView(TranscriptLetters):
    """A long text with coded passages. Call :meth:`show`; listen to the messages.

    Codings come and go with :meth:`set_marks`, :meth:`add_mark` and :meth:`remove_mark`; :meth:`focus_code`
    and :meth:`set_hits` change how they stand out; :meth:`go_to` leads to a passage.
    """

    CursorMoved = messages.CursorMoved
    SelectionChanged = messages.SelectionChanged
    MarkClicked = messages.MarkClicked
    Hovered = messages.Hovered
    HitReached = messages.HitReached
    EndsMoved = messages.EndsMoved
    EndsDecided = messages.EndsDecided
    LettersAsked = messages.LettersAsked

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._pressed: int | None = None  # the offset at which a drag began
        self._drag_timer: Timer | None = None
        self._drag_at = (0, 0)
        self._hovered: tuple[Mark, ...] = ()

    def on_focus(self) -> None:
        """Show the cursor as it looks in focus."""
        self._refresh_rows(self._seen(self._row(self._cursor), self._row(self._cursor)))

    def on_blur(self) -> None:
        """Show the cursor as it looks out of focus."""
        self._prefix = 0
        self.on_focus()

    def _cell(self, x: int, y: int) -> int | None:
        """The offset of the character at a cell of the widget; None past the end of the text."""
        assert self._painter
        layout, columns = self._painter.layout, self._painter.columns
        row = y + self.scroll_offset.y
        if row >= len(layout):
            return None
        return layout.offset_at(max(0, row), x - columns.gutter)

    def _mark_in_margin(self, x: int, y: int) -> Mark | None:
        """The mark whose stripe or name is at a cell of the margin."""
        painter = self._painter
        row = y + self.scroll_offset.y
        if painter is None or x < painter.columns.lanes_at or row >= len(painter.layout):
            return None
        columns = painter.columns
        if x < columns.lanes_at + columns.lanes:
            here = painter.stripes(painter.marks_on(row))
            return next((one.mark for one in here if one.lane == x - columns.lanes_at), None)
        return painter.named_at(self._named.get(row, ()), x - columns.names_at)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor, begin a drag, or select the passage of a stripe."""
        if self._painter is None or event.button != 1:
            return
        mark = self._mark_in_margin(event.x, event.y)
        if mark is not None:
            self.go_to(mark.start, (mark.start, mark.end))
            self._tell(self.MarkClicked(self, mark))
            return
        at = self._cell(event.x, event.y)
        at = len(self._document.text) if at is None else at
        self._goal = None
        if event.shift:
            self._set(at, self._cursor if self._anchor is None else self._anchor, reveal=False)
            return
        self._free = False
        self._pressed = at
        row = event.y + self.scroll_offset.y
        layout = self._painter.layout
        self._set(on_character(layout, row, at) if row < len(layout) else at, None, reveal=False)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend a drag; otherwise tell which codings the mouse is over."""
        if self._painter is None:
            return
        if self._pressed is None:
            self._hover(event.x, event.y)
            return
        past = event.y < 0 or event.y >= self._height
        if past and self._drag_timer is None:
            self._drag_timer = self.set_interval(_DRAG_EVERY, self._drag_on)
        elif not past:
            self._end_drag_timer()
            self._drag_to(event.x, event.y)
        self._drag_at = event.x, event.y

    def _drag_on(self) -> None:
        """Scroll while the mouse is held past the edge; the farther, the faster."""
        x, y = self._drag_at
        past = y if y < 0 else y - self._height + 1
        self._scroll_to_row(self.scroll_offset.y + max(-5, min(5, past)))
        self._drag_to(x, 0 if y < 0 else self._height - 1)

    def _drag_to(self, x: int, y: int) -> None:
        """Select from the character that was pressed to the one at a cell, both included."""
        pressed, at = self._pressed, self._cell(x, y)
        if pressed is None:
            return
        at = len(self._document.text) if at is None else at
        if at == pressed:
            self._set(at, None, reveal=False)
        elif at > pressed:
            self._set(self._after(at), pressed, reveal=False)
        else:
            self._set(at, self._after(pressed), reveal=False)

    def _after(self, at: int) -> int:
        """The offset after the character at ``at``; what ends a row is not a character to select."""
        assert self._painter
        layout = self._painter.layout
        return at if at == layout.span(layout.row_of(at))[1] else next_grapheme(layout.text, at)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self._pressed = None
        self._end_drag_timer()
        self.release_mouse()

    def _end_drag_timer(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the turn."""
        if self._painter is None or event.chain not in {2, 3} or event.x >= self._painter.columns.lanes_at:
            return
        if event.chain == 2:
            low, high = moves.word_at(self._document.text, self._cursor)
            self._set(high, low, reveal=False)
        else:
            at = min(self._cursor, self.selection[0]) if self.selection else self._cursor
            span = selecting.grow(self._document, "turn", at, None)
            if span:
                self._set(span[1], span[0], reveal=False)

    def _hover(self, x: int, y: int) -> None:
        at = self._cell(x, y)
        mark = self._mark_in_margin(x, y)
        assert self._painter
        if mark is not None:
            marks: tuple[Mark, ...] = (mark,)
        elif at is None or x >= self._painter.columns.lanes_at:
            marks = ()
        else:
            marks = tuple(self.marks_at(at))
        if marks != self._hovered:
            self._hovered = marks
            self._tell(self.Hovered(self, marks))

    def on_leave(self) -> None:
        """The mouse is over no coding any more."""
        if self._hovered:
            self._hovered = ()
            self._tell(self.Hovered(self, ()))
