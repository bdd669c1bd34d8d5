"""A text to look through before it is written to a file."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from caqda.safety import for_terminal
from caqda.tui.transcript.layout import Layout
from caqda.tui.widgets.plain_report import laid, parts


class Preview(ScrollView, can_focus=True):
    """A report in Markdown to be read: wrapped, tables in columns, headings set off. Call :meth:`show`."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="preview.down"),
        Binding("k", "scroll_up", "Up", show=False, id="preview.up"),
        Binding("ctrl+d", "page_down", "Page down", show=False, id="preview.page-down"),
        Binding("ctrl+u", "page_up", "Page up", show=False, id="preview.page-up"),
        Binding("g", "scroll_home", "Start", show=False, id="preview.start"),
        Binding("G", "scroll_end", "End", show=False, id="preview.end"),
    ]
    DEFAULT_CSS = """
    Preview {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $surface;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._parts = parts("")
        self._layout_of_text = Layout("", 1)

    @property
    def text(self) -> str:
        """The report that is shown, in Markdown."""
        return self._text

    def show(self, text: str) -> None:
        """Show a text; the place in it is kept."""
        self._text = for_terminal(text)
        self._parts = parts(self._text)
        self._wrap()

    def on_resize(self) -> None:
        """Wrap the text for the new width."""
        self._wrap()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        if width > 2:
            self._layout_of_text = Layout(laid(self._parts, width - 2), width - 2)
            self.virtual_size = Size(width, len(self._layout_of_text))
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        layout, row = self._layout_of_text, y + self.scroll_offset.y
        width, base = self.scrollable_content_region.width, self.rich_style
        if row >= len(layout):
            return Strip.blank(width, base)
        start, end = layout.span(row)
        line = layout.text.rfind("\n", 0, start) + 1
        style = base + Style(bold=True) if layout.text.startswith("#", line) else base
        return Strip([Segment(f" {layout.text[start:end]}", style)]).adjust_cell_length(width, base)
