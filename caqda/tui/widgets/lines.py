"""Widgets that are drawn line by line.

What Textual lays out and paints as a whole, as in a Static, costs more than all else that a key changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget


class Drawn(Widget):
    """A few lines, in the height that the style sheet gives them: nothing is laid out for them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: list[Text] = []
        self._base: Style | None = None

    def lines(self) -> list[Text]:
        """What is shown now, each line at most as wide as the widget's content."""
        raise NotImplementedError

    def render(self) -> Text:
        """All the lines."""
        return Text("\n").join(self.lines())

    def draw_anew(self) -> None:
        """Show what the lines are now."""
        self._drawn = []
        self.refresh()

    def on_resize(self) -> None:
        """Cut the lines to the new width."""
        self.draw_anew()

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._drawn, self._base = [], None

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        if not self._drawn:
            self._drawn = self.lines()
        base = self._base = self._base or self.rich_style
        width = self.content_size.width
        if y >= len(self._drawn):
            return Strip.blank(width, base)
        return Strip(self._drawn[y].render(self.app.console)).adjust_cell_length(width).apply_style(base)


Line = tuple[str, bool]
"""Text that is safe for a terminal, and whether it is bold."""


class LineList(ScrollView, can_focus=False):
    """Lines that can be scrolled with the mouse, each cut to the width."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineList { overflow-x: hidden; scrollbar-size-vertical: 1; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._base: Style | None = None

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        old, self._lines = self._lines, lines
        if len(old) != len(lines):
            self._fit()
            self.refresh()
            return
        top, width = self.scroll_offset.y, self.size.width
        seen = range(top, min(len(lines), top + self.size.height))
        if changed := [Region(0, row - top, width, 1) for row in seen if lines[row] != old[row]]:
            self.refresh(*changed)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._fit()

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._base = None

    def _fit(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One line."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        style = self._base = self._base or self.rich_style
        if row >= len(self._lines):
            return Strip.blank(width, style)
        words, bold = self._lines[row]
        return Strip([Segment(words, style + Style(bold=True) if bold else style)]).adjust_cell_length(
            width, style
        )
