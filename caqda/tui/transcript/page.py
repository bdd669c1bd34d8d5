"""The transcript as a page: what is shown, wrapped for its width, kept in its place, and painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from caqda.tui.colours import shades_are_alike
from caqda.tui.transcript.columns import MAP, MAPPED, Columns, Reading, share
from caqda.tui.transcript.document import Document, Mark
from caqda.tui.transcript.graphemes import grapheme_at
from caqda.tui.transcript.layout import Layout, odd_lines
from caqda.tui.transcript.margin import Stripe
from caqda.tui.transcript.marks import Lanes, MarkIndex
from caqda.tui.transcript.minimap import MiniMap
from caqda.tui.transcript.painting import NOWHERE, Hits, Painter, Pointer
from caqda.tui.transcript.palette import Caret, Colours, Palette

Span = tuple[int, int]
_NO_NAMES: tuple[Stripe, ...] = ()
_CACHED = 2048  # rows
_CONTEXT = 2  # rows kept in sight above the cursor
_AHEAD = 4  # this part of the rows is kept in sight below it: what is read next


class TranscriptPage(ScrollView, can_focus=True, inherit_bindings=False):
    """A long text with coded passages, a cursor and a selection, drawn row by row."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--number",
        "transcript--current",
        "transcript--label",
        "transcript--interviewer",
        "transcript--hit",
        "transcript--selection",
    }
    DEFAULT_CSS = """
    TranscriptPage {
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

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._document = Document(0, "", "")
        self._odd_lines: frozenset[int] = frozenset()
        self._index = MarkIndex()
        self._hits = Hits()
        self._focus: int | None = None
        self._hand: int | None = None
        self._reading = Reading()
        self._painter: Painter | None = None
        self._palette: Palette | None = None
        self._cursor = 0
        self._anchor: int | None = None  # the other end of the selection
        self._top = 0  # the offset that the first visible row begins with
        self._arriving = False  # a document was given before there was a width to wrap it at
        self._steering = False  # the widget itself scrolls: the cursor does not follow
        self._in_sight = True  # whether the cursor was on a visible row when last painted
        self._strips: dict[int, tuple[tuple[Stripe, ...], Strip]] = {}
        self._named: dict[int, tuple[Stripe, ...]] = {}
        self._named_for: tuple[int, int] | None = None

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

    @property
    def reading(self) -> Reading:
        """How the text is set; a new value is taken at once, and the place is kept."""
        return self._reading

    @reading.setter
    def reading(self, reading: Reading) -> None:
        self._reading, self._painter = reading, None
        self._lay_out()

    @property
    def marks(self) -> Iterable[Mark]:
        """All marks, in no order."""
        return self._index.marks.values()

    @property
    def row_starts(self) -> Sequence[int]:
        """The offset at which each row of the text begins; empty before there is a width to wrap it at."""
        return self._painter.layout.rows if self._painter else ()

    @property
    def palette(self) -> Palette | None:
        """The styles in use, taken anew where the theme is another; None before there is a width."""
        if self._palette is None and (painter := self._painter):
            self._painter = self._make_painter(painter.layout, painter.columns, painter.lanes)
            self._forget_strips()
        return self._palette

    @property
    def code_in_hand(self) -> int | None:
        """The code that the mini-map points out; None for none."""
        return self._hand

    def has_hit_between(self, start: int, end: int) -> bool:
        """Whether a search hit shares a character with ``[start, end)``."""
        return bool(self._hits.touching(start, end))

    @property
    def vertical_scrollbar(self) -> MiniMap:
        """The mini-map, which is the scroll bar as well."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = MiniMap(self, self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        assert isinstance(self._vertical_scrollbar, MiniMap)
        return self._vertical_scrollbar

    def marks_at(self, offset: int) -> list[Mark]:
        """The marks over the character at ``offset``, the innermost last."""
        return self.marks_in(offset, offset + 1)

    def marks_in(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with ``[start, end)``, by where they begin."""
        return sorted(self._index.touching(start, end), key=lambda mark: (mark.start, -mark.end, mark.key))

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks instead of those that are shown."""
        self._index = MarkIndex(marks, len(self._document.text))
        if self._painter:
            self._paint_anew(lanes=Lanes(self._index, self._painter.layout))
            self.vertical_scrollbar.redraw(marks=True)

    def add_mark(self, mark: Mark) -> None:
        """Show one mark more; only its rows are painted again."""
        if self._index.add(mark) and self._painter:
            self.vertical_scrollbar.change(mark, 1)
            self._repaint_marks(mark, *self._painter.lanes.add(mark, self._painter.columns.lanes))

    def remove_mark(self, key: int) -> Mark | None:
        """Show one mark less, and return it; only its rows are painted again. Unknown keys are ignored."""
        mark = self._index.remove(key)
        if mark and self._painter:
            self.vertical_scrollbar.change(mark, -1)
            self._repaint_marks(mark)
            self._painter.lanes.remove(key)
        return mark

    def focus_code(self, code: int | None) -> None:
        """Show the marks of one code clearly and the rest dimmed; None shows all alike."""
        if code != self._focus:
            self._focus = code
            self._paint_anew()

    def show_hand(self, code: int | None) -> None:
        """Point out on the mini-map where this code stands; None points out none."""
        if code != self._hand:
            self._hand, before = code, self._hand
            self.vertical_scrollbar.show_hand(before, code)

    def set_hits(self, hits: Iterable[Span]) -> None:
        """Show search hits; an empty list shows none."""
        self._hits = Hits(hits)
        self._paint_anew()
        self.vertical_scrollbar.redraw()

    def _open(self, document: Document, marks: Iterable[Mark], at: int) -> None:
        """Take a source and its marks; no selection, no hits."""
        self._document = document
        self._odd_lines = odd_lines(document.text)
        self._index = MarkIndex(marks, len(document.text))
        self._hits = Hits()
        self._painter = self._anchor = None
        self._cursor = self._top = self._bounded(at)
        self._arriving = True
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap the text for the new width and keep the place."""
        self._lay_out()

    def _lay_out(self) -> None:
        bar = MAP if self._reading.mapped and self.size.width >= MAPPED else 1
        if self.styles.scrollbar_size_vertical != bar:
            self.styles.scrollbar_size_vertical = bar
        width = self.size.width - bar
        if width <= 0:
            return
        document, painter, reading = self._document, self._painter, self._reading
        columns = share(width, len(document.paragraph_units), reading, document.time_width)
        if painter is None or painter.layout.width != columns.text:
            layout = Layout(document.text, columns.text, odd=self._odd_lines, spacing=reading.spacing)
            lanes = Lanes(self._index, layout)
        else:
            layout, lanes = painter.layout, painter.lanes
        self._painter = self._make_painter(layout, columns, lanes)
        self._settle(len(layout), width)
        if self._arriving:
            self._arriving = False
            self._scroll_to_row(self._row(self._cursor) - self._height // 3)
        self._forget_strips()
        self.vertical_scrollbar.redraw(marks=True)
        self.refresh()

    def _make_painter(self, layout: Layout, columns: Columns, lanes: Lanes) -> Painter:
        if self._palette is None:
            self._palette = self._make_palette()
        return Painter(
            self._document,
            layout,
            columns,
            self._index,
            lanes,
            self._palette,
            self._hits,
            self._focus,
            self._reading.speakers,
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

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place."""
        super().watch_scroll_y(old_value, new_value)
        if self._painter:
            rows = self._painter.layout.rows
            self._top = rows[min(self.scroll_offset.y, len(rows) - 1)]

    def _scroll_to_row(self, row: int) -> None:
        self._steering = True
        try:
            self.scroll_to(y=max(0, row), animate=False)
        finally:
            self._steering = False

    def _reveal(self, row: int) -> None:
        """Scroll as little as needed; a row far out of sight comes to the upper third."""
        height, top = self._height, self.scroll_offset.y
        context, ahead = (_CONTEXT, height // _AHEAD) if height > 4 * _CONTEXT else (0, 0)
        if row < top + context:
            near = top - row <= _CONTEXT
            self._scroll_to_row(row - context if near else row - height // 3)
        elif row > top + height - 1 - ahead:
            near = row - (top + height - 1) <= _CONTEXT
            self._scroll_to_row(row + ahead - height + 1 if near else row - height // 3)

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._palette = None
        if self._vertical_scrollbar is not None:
            self.vertical_scrollbar.redraw()

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
        told = self.app.theme_variables
        return Palette(
            colours,
            flat=self._is_flat() or told.get("code-marks") == "underlined",
            plain=background.ansi is not None,
            safe=told.get("code-hues") == "safe",
        )

    def _is_flat(self) -> bool:
        """Whether tints cannot be told from the background: no colours, or only sixteen."""
        return self.app.no_color or shades_are_alike(self.app.console.color_system)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region."""
        if self.palette is not None:  # looked up before the rows are painted, and once for all of them
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
        if painter is not None and self._named_for != (top, bottom):
            self._named, self._named_for = painter.names_between(top, bottom), (top, bottom)

    def _repaint_marks(self, *marks: Mark) -> None:
        """Paint the rows of marks that came, went or moved, and those whose names moved for them."""
        assert self._painter
        seen: set[int] = set()
        for mark in marks:
            first, last = self._painter.lanes.rows(mark)
            for row in range(first, last + 1):
                self._strips.pop(row, None)
            seen |= {*self._seen(first, last)}
        before = self._named
        self._named_for = None
        self._place_names()
        after = self._named
        self._refresh_rows(seen | {row for row in {*before, *after} if before.get(row) != after.get(row)})

    def _seen(self, first: int, last: int) -> range:
        """Those of the rows that are in sight."""
        top = self.scroll_offset.y
        return range(max(first, top), min(last, top + self._height - 1) + 1)

    def _tell(self, message: Message) -> None:
        """Tell the screen, without a detour: it has heard of a move before that is painted."""
        (self.screen if self.is_attached else self).post_message(message)

    def _refresh_rows(self, rows: Iterable[int]) -> None:
        top, width = self.scroll_offset.y, self.size.width
        regions = [Region(0, row - top, width, 1) for row in sorted(rows)]
        if regions:
            self.refresh(*regions)
