"""Lines of text in a panel, drawn line by line: of those that are shown anew only what is new is painted.

A Static would lay out and paint all of its text each time.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

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

    def _fit(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One line."""
        row, width, style = y + self.scroll_offset.y, self.scrollable_content_region.width, self.rich_style
        if row >= len(self._lines):
            return Strip.blank(width, style)
        words, bold = self._lines[row]
        return Strip([Segment(words, style + Style(bold=True) if bold else style)]).adjust_cell_length(
            width, style
        )
