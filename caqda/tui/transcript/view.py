"""The transcript widget: one text, drawn row by row, with a cursor, a selection and a margin.

It knows no study: it is given a document and marks, paints them, moves, selects, and posts messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from caqda.tui.transcript import bindings, moves, selecting
from caqda.tui.transcript.columns import Columns, Reading, share
from caqda.tui.transcript.document import Document, Mark, UnitKind
from caqda.tui.transcript.graphemes import grapheme_at, next_grapheme
from caqda.tui.transcript.layout import Layout, odd_lines
from caqda.tui.transcript.margin import Stripe, place_names
from caqda.tui.transcript.marks import Lanes, MarkIndex
from caqda.tui.transcript.painting import NOWHERE, Hits, Painter, Pointer
from caqda.tui.transcript.palette import Caret, Colours, Palette

Span = tuple[int, int]
_NO_NAMES: tuple[Stripe, ...] = ()
_CACHED = 2048  # rows
_CONTEXT = 2  # rows kept in sight above and below the cursor
_DRAG_EVERY = 0.04  # seconds between rows while a drag is held past the edge


class TranscriptView(ScrollView, can_focus=True, inherit_bindings=False):
    """A long text with coded passages. Call :meth:`show`; listen to the messages."""

    ALLOW_SELECT = False
    BINDINGS = bindings.BINDINGS
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--number",
        "transcript--current",
        "transcript--label",
        "transcript--interviewer",
        "transcript--hit",
        "transcript--selection",
    }
    DEFAULT_CSS = """
    TranscriptView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & .transcript--number { color: $foreground 45%; }
        & .transcript--current { color: $foreground; }
        & .transcript--label { color: $text-accent; }
        & .transcript--interviewer { color: $foreground 70%; }
        & .transcript--hit { background: $warning 55%; }
        & .transcript--selection { background: $primary 60%; }
    }
    """

    @dataclass
    class CursorMoved(Message):
        """The cursor stands at another offset."""

        transcript: TranscriptView
        cursor: int

        @property
        def control(self) -> TranscriptView:
            """The widget that posted it."""
            return self.transcript

    @dataclass
    class SelectionChanged(Message):
        """Another stretch is selected, or None."""

        transcript: TranscriptView
        selection: Span | None

        @property
        def control(self) -> TranscriptView:
            """The widget that posted it."""
            return self.transcript

    @dataclass
    class MarkClicked(Message):
        """The stripe or name of a coding was clicked; its passage is now selected."""

        transcript: TranscriptView
        mark: Mark

        @property
        def control(self) -> TranscriptView:
            """The widget that posted it."""
            return self.transcript

    @dataclass
    class Hovered(Message):
        """The mouse is over other codings than before; empty where it is over none."""

        transcript: TranscriptView
        marks: tuple[Mark, ...]

        @property
        def control(self) -> TranscriptView:
            """The widget that posted it."""
            return self.transcript

    @dataclass
    class HitReached(Message):
        """The cursor went to hit ``number`` of ``count``, counted from 1."""

        transcript: TranscriptView
        number: int
        count: int

        @property
        def control(self) -> TranscriptView:
            """The widget that posted it."""
            return self.transcript

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._reading = Reading()
        self._document = Document(0, "", "")
        self._odd_lines: frozenset[int] = frozenset()
        self._index = MarkIndex()
        self._hits = Hits()
        self._focus: int | None = None
        self._painter: Painter | None = None
        self._palette: Palette | None = None
        self._cursor = 0
        self._anchor: int | None = None
        self._free = False
        self._goal: int | None = None
        self._prefix = 0
        self._top = 0  # the offset that the first visible row begins with
        self._arriving = False  # a document was given before there was a width to wrap it at
        self._steering = False  # the widget itself scrolls: the cursor does not follow
        self._in_sight = True  # whether the cursor was on a visible row when last painted
        self._pressed: int | None = None
        self._drag_timer: Timer | None = None
        self._drag_at = (0, 0)
        self._hovered: tuple[Mark, ...] = ()
        self._strips: dict[int, tuple[tuple[Stripe, ...], Strip]] = {}
        self._named: dict[int, tuple[Stripe, ...]] = {}
        self._named_for: tuple[int, int] | None = None

    # what is shown ---------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The source that is shown; an empty one before :meth:`show`."""
        return self._document

    @property
    def cursor(self) -> int:
        """The cursor's offset, from 0 to the length of the text."""
        return self._cursor

    @property
    def selection(self) -> Span | None:
        """The selected stretch, never empty; None where nothing is selected."""
        anchor, cursor = self._anchor, self._cursor
        if anchor is None or anchor == cursor:
            return None
        return min(anchor, cursor), max(anchor, cursor)

    @property
    def top(self) -> int:
        """The offset with which the first visible row begins."""
        return self._top

    @property
    def hits(self) -> Sequence[Span]:
        """The search hits that are shown, in order."""
        return self._hits.spans

    def marks_at(self, offset: int) -> list[Mark]:
        """The marks over the character at ``offset``, the innermost last."""
        return self.marks_in(offset, offset + 1)

    def marks_in(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with ``[start, end)``, by where they begin."""
        return sorted(self._index.touching(start, end), key=lambda mark: (mark.start, -mark.end, mark.key))

    def show(self, document: Document, marks: Iterable[Mark] = (), at: int = 0) -> None:
        """Show a source and its marks with the cursor at ``at``; no selection, no hits."""
        self._document = document
        self._odd_lines = odd_lines(document.text)
        self._index = MarkIndex(marks, len(document.text))
        self._hits = Hits()
        self._painter = None
        self._anchor, self._free, self._goal, self._prefix = None, False, None, 0
        self._cursor = self._top = self._bounded(at)
        self._arriving = True
        self._lay_out()
        self.post_message(self.CursorMoved(self, self._cursor))
        self.post_message(self.SelectionChanged(self, None))

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks instead of those that are shown."""
        self._index = MarkIndex(marks, len(self._document.text))
        if self._painter:
            self._paint_anew(lanes=Lanes(self._index, self._painter.layout))

    def add_mark(self, mark: Mark) -> None:
        """Show one mark more; only its rows are painted again."""
        if self._index.add(mark) and self._painter:
            if self._painter.lanes.add(mark, self._painter.columns.lanes):
                self._paint_anew()
            else:
                self._repaint_mark(mark)

    def remove_mark(self, key: int) -> None:
        """Show one mark less; only its rows are painted again. Unknown keys are ignored."""
        mark = self._index.remove(key)
        if mark and self._painter:
            self._repaint_mark(mark)
            self._painter.lanes.remove(key)

    def focus_code(self, code: int | None) -> None:
        """Show the marks of one code clearly and the rest dimmed; None shows all alike."""
        if code != self._focus:
            self._focus = code
            self._paint_anew()

    def set_hits(self, hits: Iterable[Span]) -> None:
        """Show search hits; an empty list shows none."""
        self._hits = Hits(hits)
        self._paint_anew()

    @property
    def reading(self) -> Reading:
        """How the text is set; a new value is taken at once, and the place is kept."""
        return self._reading

    @reading.setter
    def reading(self, reading: Reading) -> None:
        self._reading, self._painter = reading, None
        self._lay_out()

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

    # layout ----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Wrap the text for the new width and keep the place."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        document, painter = self._document, self._painter
        columns = share(width, len(document.paragraph_units), self._reading)
        if painter is None or painter.layout.width != columns.text:
            layout = Layout(document.text, columns.text, odd=self._odd_lines, spaced=self._reading.spaced)
            lanes = Lanes(self._index, layout)
        else:
            layout, lanes = painter.layout, painter.lanes
        self._painter = self._make_painter(layout, columns, lanes)
        self._settle(len(layout), width)
        if self._arriving:
            self._arriving = False
            self._scroll_to_row(self._row(self._cursor) - self._height // 3)
        self._forget_strips()
        self.refresh()

    def _make_painter(self, layout: Layout, columns: Columns, lanes: Lanes) -> Painter:
        if self._palette is None:
            self._palette = self._make_palette()
        return Painter(
            self._document, layout, columns, self._index, lanes, self._palette, self._hits, self._focus
        )

    def _settle(self, rows: int, width: int) -> None:
        """Keep the row with the top offset on top, unless that would push the cursor out of sight."""
        top = self._top
        self._steering = True
        try:
            self.virtual_size = Size(width, rows)
            row = self._row(top)
            if self._in_sight and self._cursor >= top:
                row = max(row, self._row(self._cursor) - self._height + 1)
            self.scroll_to(y=row, animate=False)
        finally:
            self._steering = False
        self._top = top  # what gave way to the cursor comes back when there is room again

    def _paint_anew(self, lanes: Lanes | None = None) -> None:
        if painter := self._painter:
            self._painter = self._make_painter(painter.layout, painter.columns, lanes or painter.lanes)
        self._forget_strips()
        self.refresh()

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._named_for = None

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _row(self, offset: int) -> int:
        return self._painter.layout.row_of(offset) if self._painter else 0

    def _bounded(self, offset: int) -> int:
        return grapheme_at(self._document.text, max(0, min(offset, len(self._document.text))))

    # painting --------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._palette = None

    def _make_palette(self) -> Palette:
        _, background = self.background_colors
        text = background + self.styles.color
        number, current, label, asking = (
            background + self.get_component_styles(f"transcript--{part}").color
            for part in ("number", "current", "label", "interviewer")
        )
        hit, selection = (
            background + self.get_component_styles(f"transcript--{part}").background
            for part in ("hit", "selection")
        )
        colours = Colours(background, text, number, current, label, asking, hit, selection)
        return Palette(colours, flat=self._is_flat(), plain=background.ansi is not None)

    def _is_flat(self) -> bool:
        """Whether tints cannot be told from the background: no colours, or only sixteen."""
        few = self.app.console.color_system in {None, "standard", "windows"}
        return few or self.app.no_color

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region; the theme and the names are looked up once for all of them."""
        if self._palette is None and self._painter:
            self._palette = self._make_palette()
            self._painter = self._make_painter(
                self._painter.layout, self._painter.columns, self._painter.lanes
            )
            self._forget_strips()
        self._place_names()
        row = self._row(self._cursor) - self.scroll_offset.y
        self._in_sight = 0 <= row < self._height
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row of the widget."""
        painter = self._painter
        row = y + self.scroll_offset.y
        if painter is None or row >= len(painter.layout):
            return Strip.blank(self.size.width, self._palette.base if self._palette else self.rich_style)
        named = self._named.get(row, _NO_NAMES)
        pointer = self._pointer(row)
        if pointer is not NOWHERE:
            return painter.row(row, named, pointer)
        cached = self._strips.get(row)
        if cached is not None and cached[0] == named:
            return cached[1]
        if len(self._strips) >= _CACHED:
            self._strips.clear()
        strip = painter.row(row, named)
        self._strips[row] = named, strip
        return strip

    def _pointer(self, row: int) -> Pointer:
        """What of the cursor and the selection falls on a row."""
        assert self._painter
        layout = self._painter.layout
        here = layout.row_of(self._cursor) == row
        selection = self.selection
        if selection:
            start, end = layout.reach(row)
            if selection[0] >= max(end, start + 1) or selection[1] <= start:
                selection = None
        if not here and selection is None:
            return NOWHERE
        caret = Caret.FOCUSED if self.has_focus else Caret.BLURRED
        return Pointer(self._cursor if here else -1, caret if here else Caret.NONE, *(selection or (0, 0)))

    def _place_names(self) -> None:
        painter, top = self._painter, self.scroll_offset.y
        bottom = top + self._height
        if painter is None or self._named_for == (top, bottom):
            return
        self._named, self._named_for = self._names_between(painter, top, bottom), (top, bottom)

    def _names_between(self, painter: Painter, top: int, bottom: int) -> dict[int, tuple[Stripe, ...]]:
        layout, columns = painter.layout, painter.columns
        bottom = min(bottom, len(layout))
        if top >= bottom:
            return {}
        stripes = painter.stripes(self._index.touching(layout.rows[top], layout.reach(bottom - 1)[1]))
        if not columns.names:
            return _on_first_rows(stripes, top)
        placed = place_names(
            stripes, top, bottom, columns.names, columns.lanes, with_coder=self._index.several_coders
        )
        return {row: tuple(named) for row, named in placed.items()}

    def _repaint_mark(self, mark: Mark) -> None:
        """Paint the rows of a mark that came or went, and those whose names moved for it."""
        assert self._painter
        first, last = self._painter.lanes.rows(mark)
        for row in range(first, last + 1):
            self._strips.pop(row, None)
        before = self._named
        self._named_for = None
        self._place_names()
        after = self._named
        moved = {row for row in {*before, *after} if before.get(row) != after.get(row)}
        self._refresh_rows({*self._seen(first, last), *moved})

    def _seen(self, first: int, last: int) -> range:
        """Those of the rows that are in sight."""
        top = self.scroll_offset.y
        return range(max(first, top), min(last, top + self._height - 1) + 1)

    def _refresh_rows(self, rows: Iterable[int]) -> None:
        top, width = self.scroll_offset.y, self.size.width
        regions = [Region(0, row - top, width, 1) for row in sorted(rows)]
        if regions:
            self.refresh(*regions)

    # cursor and selection --------------------------------------------------------------------------

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
            self.post_message(self.CursorMoved(self, cursor))
        if selection != old_selection:
            self.post_message(self.SelectionChanged(self, selection))

    def _reveal(self, row: int) -> None:
        """Scroll as little as needed; a row far out of sight comes to the upper third."""
        height, top = self._height, self.scroll_offset.y
        context = _CONTEXT if height > 4 * _CONTEXT else 0
        if row < top + context:
            near = top - row <= _CONTEXT
            self._scroll_to_row(row - context if near else row - height // 3)
        elif row > top + height - 1 - context:
            near = row - (top + height - 1) <= _CONTEXT
            self._scroll_to_row(row + context - height + 1 if near else row - height // 3)

    def _scroll_to_row(self, row: int) -> None:
        self._steering = True
        try:
            self.scroll_to(y=max(0, row), animate=False)
        finally:
            self._steering = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place, and take the cursor along when the text was scrolled away from it."""
        super().watch_scroll_y(old_value, new_value)
        painter = self._painter
        if painter is None:
            return
        top = min(self.scroll_offset.y, len(painter.layout) - 1)
        self._top = painter.layout.rows[top]
        if not self._steering and self.selection is None and self._pressed is None:
            self._follow(painter.layout)

    def _follow(self, layout: Layout) -> None:
        """Bring the cursor to the nearest visible row, in its column."""
        row, top = layout.row_of(self._cursor), self.scroll_offset.y
        nearest = max(top, min(row, top + self._height - 1, len(layout) - 1))
        if nearest != row:
            if self._goal is None:
                self._goal = layout.column_of(self._cursor)
            self._set(layout.offset_at(nearest, self._goal), self._anchor, reveal=False)

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
        self._set(layout.offset_at(row, self._goal), anchor)

    def action_prefix(self, step: int) -> None:
        """Wait for the key that says by what to move."""
        self._prefix = step

    def on_key(self, event: events.Key) -> None:
        """The second key of a sequence; any other key ends the wait and does its own work."""
        step, self._prefix = self._prefix, 0
        if step and event.key in bindings.SEQUENCES:
            event.stop()
            event.prevent_default()
            self.action_move(bindings.SEQUENCES[event.key], step)

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
        self.post_message(self.HitReached(self, place + 1, len(hits.spans)))

    # focus -----------------------------------------------------------------------------------------

    def on_focus(self) -> None:
        """Show the cursor as it looks in focus."""
        self._refresh_rows(self._seen(self._row(self._cursor), self._row(self._cursor)))

    def on_blur(self) -> None:
        """Show the cursor as it looks out of focus."""
        self._prefix = 0
        self.on_focus()

    # mouse -----------------------------------------------------------------------------------------

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
        return painter.named_at(self._named.get(row, _NO_NAMES), x - columns.names_at)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor, begin a drag, or select the passage of a stripe."""
        if self._painter is None or event.button != 1:
            return
        mark = self._mark_in_margin(event.x, event.y)
        if mark is not None:
            self.go_to(mark.start, (mark.start, mark.end))
            self.post_message(self.MarkClicked(self, mark))
            return
        at = self._cell(event.x, event.y)
        at = len(self._document.text) if at is None else at
        self._goal = None
        if event.shift:
            self._set(at, self._cursor if self._anchor is None else self._anchor, reveal=False)
            return
        self._free = False
        self._pressed = at
        self._set(at, None, reveal=False)
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
            self.post_message(self.Hovered(self, marks))

    def on_leave(self) -> None:
        """The mouse is over no coding any more."""
        if self._hovered:
            self._hovered = ()
            self.post_message(self.Hovered(self, ()))


def _difference(one: Span | None, other: Span | None) -> list[Span]:
    """The stretches that are in one of two selections only, or a little more."""
    if one == other:
        return []
    if one is None or other is None:
        return [span for span in (one, other) if span]
    (low, high), (lower, higher) = one, other
    pairs = ((min(low, lower), max(low, lower)), (min(high, higher), max(high, higher)))
    return [pair for pair in pairs if pair[0] != pair[1]]


def _on_first_rows(stripes: Iterable[Stripe], top: int) -> dict[int, tuple[Stripe, ...]]:
    """Each stripe on its first visible row: for letters, which always have room."""
    placed: dict[int, tuple[Stripe, ...]] = {}
    for stripe in stripes:
        row = max(stripe.first, top)
        placed[row] = (*placed.get(row, ()), stripe)
    return placed
