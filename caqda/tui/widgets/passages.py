"""A list of passages: where each stands, and its words, wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from caqda.tui.quotes import Quote
from caqda.tui.transcript.layout import Layout
from caqda.tui.widgets.rows import RowList

_INDENT = 2
_BLANK = slice(0, 0)
_BOX = "[ ] "


class Line(NamedTuple):
    """A row of the list: one of the heading of a passage (the first with a ``key``), or one of the words."""

    key: int | None
    quote: Quote
    words: slice
    text_at: int = 0  # where the passage's body begins in the text of all
    heading: str = ""


class PassageList(RowList):
    """Passages one below the other, with a cursor on one of them. Its messages carry a :class:`Line`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passages--around"}
    DEFAULT_CSS = """
    PassageList {
        scrollbar-gutter: stable;
        &:focus .rows--cursor { background: $primary 22%; text-style: none; }
        & .passages--around { color: $foreground 60%; text-style: italic; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._quotes: Sequence[Quote] = ()
        self._text = ""
        self._width = 0
        self._marked: frozenset[int] | None = None

    @property
    def quotes(self) -> Sequence[Quote]:
        """The passages that are shown."""
        return self._quotes

    @property
    def quote(self) -> Quote | None:
        """The passage under the cursor."""
        return self.current.quote if self.current is not None else None

    def show(self, quotes: Sequence[Quote], *, at: int | None = None) -> None:
        """Show these passages, with the cursor on that of the key ``at``."""
        self._quotes = quotes
        self._text = "\n".join(_body(quote) for quote in quotes)
        self._lay_out(at)

    def mark(self, keys: Iterable[int]) -> None:
        """Show a box before each heading, filled where the key is among these."""
        boxes, self._marked = self._marked is None, frozenset(keys)
        if boxes:  # the headings have less room now
            self._lay_out()
        self.refresh()

    def _lay_out(self, at: int | None = None) -> None:
        self._width = self.scrollable_content_region.width
        if self._width <= _INDENT + 1:
            return
        layout = Layout(self._text, self._width - _INDENT - 1)  # not up to the scroll bar
        lines: list[Line] = []
        begin = 0
        for quote in self._quotes:
            first, *others = self._in_lines(quote.heading)
            lines.append(Line(quote.key, quote, _BLANK, heading=first))
            lines += [Line(None, quote, _BLANK, heading=one) for one in others]
            end = begin + len(_body(quote))
            rows = range(layout.row_of(begin), layout.row_of(end) + 1)
            lines += [Line(None, quote, slice(*layout.span(row)), begin) for row in rows]
            lines.append(Line(None, quote, _BLANK))
            begin = end + 1
        self.fill(lines[:-1], at)

    def _in_lines(self, heading: str) -> list[str]:
        """A heading that is not cut: its parts in as many lines as they need."""
        room = max(1, self._width - _INDENT - (0 if self._marked is None else len(_BOX)))
        if cell_len(heading) <= room:
            return [heading]
        layout = Layout(heading, room)
        return [heading[slice(*layout.span(row))] for row in range(layout.row_of(len(heading)) + 1)]

    # painting ---------------------------------------------------------------------------------------

    def draw(self, row: Line, width: int) -> Text:
        """A heading, or a row of the words with what stands around them set apart."""
        if row.heading:
            return self._heading(row, width)
        quote, words = row.quote, row.words
        text = Text(" " * _INDENT + self._text[words])
        begin = row.text_at + len(quote.before) - words.start + _INDENT
        end = begin + len(quote.text) + (2 if quote.before or quote.after else 0)
        around = self.look("passages--around")
        if begin > _INDENT:
            text.stylize(around, _INDENT, begin)
        if end < len(text):
            text.stylize(around, max(_INDENT, end))
        return text

    def _heading(self, row: Line, width: int) -> Text:
        here = self.quote is not None and self.quote.key == row.quote.key
        box = "" if self._marked is None else "[x] " if row.quote.key in self._marked else _BOX
        begin = f"{'›' if here else ' '} {box}" if row.key is not None else " " * (_INDENT + len(box))
        text = Text(f"{begin}{row.heading}", style=self.look("rows--heading"))
        text.truncate(width, overflow="ellipsis")
        return text

    def render_line(self, y: int) -> Strip:
        """A row; all rows of the passage under the cursor stand out."""
        place, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if place >= len(self._rows):
            return Strip.blank(width, self.look_base)
        line: Line = self._rows[place]
        strip = Strip(self.draw(line, width).render(self.app.console)).adjust_cell_length(width)
        shown = bool(line.heading) or line.words is not _BLANK
        if shown and self.quote is not None and line.quote.key == self.quote.key:
            return self._under_cursor(strip, self.look_base + self.look("rows--cursor"))
        return strip.apply_style(self.look_base)

    # moving -----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Wrap the words for the new width."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()
        else:
            self.virtual_size = Size(self._width, len(self._rows))
            self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Choose the passage under the mouse, wherever in it the mouse is."""
        event.prevent_default()
        place = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= place < len(self._rows):
            self.go_to(self._rows[place].quote.key)
            self.action_choose()

    def _set(self, place: int) -> None:
        super()._set(place)
        self.refresh()

    def _reveal(self) -> None:
        """Bring the whole passage into sight, or as much as there is room for."""
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        last = self._cursor
        while last + 1 < len(self._rows) and self._rows[last + 1].key is None:
            last += 1
        if self._cursor < top or last - self._cursor >= height:
            self.scroll_to(y=self._cursor, animate=False)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False)


def _body(quote: Quote) -> str:
    if quote.before or quote.after:
        return f"{quote.before}[{quote.text}]{quote.after}"
    return quote.text
