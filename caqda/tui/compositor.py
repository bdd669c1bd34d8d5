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


class RowCompositor(Compositor):
    """The picture of a screen, brought up to date row by row."""

    def __init__(self) -> None:
        super().__init__()
        self._dirty_bands: list[Region] = []

    def report(self) -> None:
        """Have every widget in sight say now, and not at its next rest, that it is to be painted again."""
        for widget in self._visible_widgets or ():
            if widget is not self.root and (widget._repaint_required or widget._layout_required):
                widget._check_refresh()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What is to be written to the terminal for what is dirty; None where nothing is."""
        self._dirty_bands = bands(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._dirty_bands = []

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Widgets in sight, from the front, each with the rows of it that are asked for."""
        if not self._dirty_bands:
            yield from super()._get_renders(crop)
            return
        hidden: list[list[Region]] = [[] for _ in self._dirty_bands]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for band, before in zip(self._dirty_bands, hidden, strict=True):
                part = seen.intersection(band)
                if not part or any(one.contains_region(part) for one in before):
                    continue
                before.append(part)
                rows = Region(seen.x, part.y, seen.width, part.height)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))


def bands(regions: Iterable[Region]) -> list[Region]:
    """Regions that cover all of some others, from top to bottom, no two on one row or on adjoining ones."""
    found: list[Region] = []
    for region in sorted(regions, key=lambda one: one.y):
        if found and region.y <= found[-1].bottom:
            found[-1] = found[-1].union(region)
        else:
            found.append(region)
    return found
