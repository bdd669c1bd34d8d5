"""The mini-map: the whole text in one column, which is also the scroll bar.

Each of its rows stands for as many rows of the text. From left to right: the window (``▐``), how much is
coded there and by what mostly (``░ ▒ ▓ █`` in that code's colour), the code in hand (``◆``), hits (``•``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollTo
from textual.strip import Strip

from caqda.tui.transcript.columns import MAP
from caqda.tui.transcript.coverage import Coverage

if TYPE_CHECKING:
    from caqda.tui.transcript.document import Mark
    from caqda.tui.transcript.page import TranscriptPage
    from caqda.tui.transcript.palette import Palette

_SHADES = ((1.5, "█"), (0.75, "▓"), (0.3, "▒"), (0.0, "░"))  # from so many codings a character on


class MiniMap(ScrollBar):
    """A scroll bar that shows what it scrolls over. Narrower than its four cells it is a plain one."""

    position: Reactive[float] = Reactive(0, repaint=False)

    def __init__(self, page: TranscriptPage, thickness: int) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self._page = page
        self._coverage: Coverage | None = None
        self._pressed = False
        self._drawn: dict[int, list[Segment]] = {}  # all but the window, by row

    @property
    def is_map(self) -> bool:
        """Whether there is room for more than a scroll bar."""
        return self.size.width >= MAP

    def show_hand(self, before: int | None, now: int | None) -> None:
        """Point out another code."""
        if self._coverage is not None:
            has = self._coverage.has
            rows = [y for y in range(len(self._coverage.edges) - 1) if has(y, before) != has(y, now)]
            for row in rows:
                self._drawn.pop(row, None)
            self._refresh_rows(rows)

    def redraw(self, *, marks: bool = False) -> None:
        """Take hits and colours anew; rows and marks too where they are others."""
        self._drawn.clear()
        if marks:
            self._coverage = None
        self.refresh()

    def change(self, mark: Mark, sign: int) -> None:
        """Take in a mark that came (1) or went (-1)."""
        if self._coverage is not None:
            rows = self._coverage.change(mark, sign)
            for row in rows:
                self._drawn.pop(row, None)
            self._refresh_rows(rows)

    def on_resize(self) -> None:
        """Share the text out anew."""
        self.redraw(marks=True)

    @property
    def coverage(self) -> Coverage:
        """What is coded, row by row of the map."""
        if self._coverage is None:
            self._coverage = Coverage(self._edges(), self._page.marks)
        return self._coverage

    def _edges(self) -> list[int]:
        """The offsets at which the rows of the map begin, and the end of the text."""
        rows, size = self._page.row_starts, self.size.height
        span = max(len(rows), size)
        end = len(self._page.document.text)
        places = (place * span // size for place in range(size))
        return [*(rows[place] if place < len(rows) else end for place in places), end]

    def render_line(self, y: int) -> Strip:
        """One row of the map."""
        palette = self._page.palette
        if not self.is_map or palette is None:
            return super().render_line(y)
        if y + 1 >= len(self.coverage.edges):
            return Strip.blank(self.size.width, palette.base)
        drawn = self._drawn.get(y)
        if drawn is None:
            drawn = self._drawn[y] = self._draw(y, palette)
        window = Segment("▐" if self._in_window(y, self.position) else " ", palette.number)
        return Strip([window, *drawn], self.size.width)

    def _draw(self, y: int, palette: Palette) -> list[Segment]:
        """What is coded on a row of the map, the code in hand, hits."""
        coverage, page = self.coverage, self._page
        start, end = int(coverage.edges[y]), int(coverage.edges[y + 1])
        depth, empty = coverage.depth(y), Segment(" ", palette.base)
        shade = next((char for least, char in _SHADES if depth > least), " ")
        return [
            Segment(shade, palette.stripe(coverage.colour(y))) if depth else empty,
            Segment("◆", palette.current) if coverage.has(y, page.code_in_hand) else empty,
            Segment("•", palette.current) if page.has_hit_between(start, end) else empty,
            Segment(" " * (self.size.width - MAP), palette.base),
        ]

    def _in_window(self, y: int, position: float) -> bool:
        """Whether a row of the map stands for rows that are in sight with the text scrolled so far."""
        size = self.size.height
        span = max(self.window_virtual_size, size)
        low, high = y * span / size, (y + 1) * span / size
        return low < position + self.window_size and high > position

    def watch_position(self, before: float, now: float) -> None:
        """Paint the rows again that came into the window, and those that went out of it."""
        if self.is_map:
            rows = range(self.size.height)
            self._refresh_rows(y for y in rows if self._in_window(y, before) != self._in_window(y, now))
        else:
            self.refresh()

    def _refresh_rows(self, rows: Iterable[int]) -> None:
        width = self.size.width
        if regions := [Region(0, row, width, 1) for row in rows]:
            self.refresh(*regions)

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        """Go to the place that was pressed, and follow the mouse from there."""
        if self.is_map and event.button == 1:
            self._pressed = True
            self._go(event.y)
            self.capture_mouse()

    async def _on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the mouse go, also where it was pressed so briefly that the bar never heard it had it."""
        if self._pressed:
            self._pressed = False
            self.release_mouse()

    async def _on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse while it is pressed."""
        if self.is_map:
            event.stop()
            event.prevent_default()  # a plain bar moves by as much as the mouse
            if self._pressed:
                self._go(event.y)

    def _go(self, y: int) -> None:
        """Bring the rows that a row of the map stands for into the middle of the window."""
        size = self.size.height
        span = max(self.window_virtual_size, size)
        middle = (min(max(0, y), size - 1) + 0.5) * span / size
        self.post_message(ScrollTo(y=max(0, middle - self.window_size / 2), animate=False))
