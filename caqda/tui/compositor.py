"""A compositor that works out the rows that are dirty, and no others.

Textual's own asks every widget between the first and the last dirty row for all of its rows. A key that moves
the cursor makes a row or two of the transcript dirty and the lines at the foot: with all that stands between
them that was half of what the key cost.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

Span = tuple[int, int]


class RowCompositor(Compositor):
    """The picture of a screen, brought up to date row by row."""

    def __init__(self) -> None:
        super().__init__()
        self._left: dict[int, list[Span]] = {}

    def report(self) -> None:
        """Have every widget in sight say now, and not at its next rest, that it is to be painted again."""
        for widget in self._visible_widgets or ():
            if widget is not self.root and (widget._repaint_required or widget._layout_required):
                widget._check_refresh()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What is to be written to the terminal for what is dirty; None where nothing is."""
        for y, start, end in self._regions_to_spans(self._dirty_regions):
            self._left.setdefault(y, []).append((start, end))
        try:
            return super().render_partial_update()
        finally:
            self._left = {}

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Widgets in sight, from the front, each with those of its rows that are dirty where it is seen."""
        if not self._left:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for top, bottom in runs(self._take(seen)):
                rows = Region(seen.x, top, seen.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))

    def _take(self, seen: Region) -> list[int]:
        """The rows on which a widget is dirty; what it covers of them is done with then."""
        left, right, rows = seen.x, seen.right, []
        for y in range(seen.y, seen.bottom):
            spans = self._left.get(y, ())
            if any(start < right and end > left for start, end in spans):
                rows.append(y)
                parts = [
                    part
                    for start, end in spans
                    for part in ((start, min(end, left)), (max(start, right), end))
                ]
                self._left[y] = [part for part in parts if part[0] < part[1]]
        return rows


def runs(numbers: Iterable[int]) -> list[Span]:
    """Rising numbers as half-open stretches."""
    found: list[Span] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = found[-1][0], number + 1
        else:
            found.append((number, number + 1))
    return found
