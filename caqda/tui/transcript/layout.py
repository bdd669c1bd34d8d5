"""Where the rows of a text begin when it is wrapped at a width, and back from a cell to an offset."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate

from caqda.safety import for_terminal
from caqda.tui.transcript.columns import Spacing
from caqda.tui.transcript.graphemes import cluster_starts, cluster_widths

# Every character that, as shown, may fill other than one cell or join its neighbour.
_ODD = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u1e00-\u1fff\u2010-\u202e\u2030-\u205e"
    "\u20a0-\u20bf\u2100-\u2319\u2400-\u2426\u2500-\u25fc]"
)


def odd_lines(text: str) -> frozenset[int]:
    """The offsets at which the lines begin that hold a character not simply one cell wide."""
    if text.isascii():
        return frozenset()
    lines: set[int] = set()
    found = _ODD.search(text)
    while found:
        lines.add(text.rfind("\n", 0, found.start()) + 1)
        end = text.find("\n", found.start())
        found = _ODD.search(text, end) if end >= 0 else None
    return frozenset(lines)


class Layout:
    """The rows of a text at a width of at least one cell.

    ``rows`` holds the offset at which each row starts. A row that only sets rows apart (see ``spacing``)
    starts at the same offset as the row after it.
    """

    def __init__(
        self, text: str, width: int, *, odd: frozenset[int] | None = None, spacing: Spacing = "close"
    ) -> None:
        self.text, self.width, self.spacing = text, max(1, width), spacing
        self.odd = odd_lines(text) if odd is None else odd
        rows = self._wrap()
        self.rows = self._doubled(rows) if spacing == "double" else rows

    def _wrap(self) -> array[int]:
        rows: array[int] = array("L")
        add, find, rfind = rows.append, self.text.find, self.text.rfind
        odd, width, size = self.odd, self.width, len(self.text)
        apart = self.spacing == "paragraphs"
        start = 0
        while True:
            end = find("\n", start)
            if end < 0:
                end = size
            if start in odd:
                self._wrap_odd(start, end, add)
            else:
                add(start)
                at = start
                while end - at > width:
                    cut = rfind(" ", at + 1, at + width + 1)
                    at = cut + 1 if cut > 0 else at + width
                    if at < end:
                        add(at)
            if end == size:
                return rows
            if apart and end > start and find("\n", end + 1, end + 2) < 0:
                add(end + 1)
            start = end + 1

    def _doubled(self, rows: array[int]) -> array[int]:
        """The rows, each that is not blank set apart from the one before."""
        text, size = self.text, len(self.text)
        doubled = array("L", rows[:1])
        for start in rows[1:]:
            if start < size and text[start] != "\n":
                doubled.append(start)
            doubled.append(start)
        return doubled

    def _wrap_odd(self, start: int, end: int, add: Callable[[int], None]) -> None:
        """Wrap a line whose characters may be wide, narrow or joined."""
        line = self.text[start:end]
        shown = for_terminal(line)
        starts = cluster_starts(shown)
        cells = [0, *accumulate(cluster_widths(shown, starts))]
        add(start)
        first, count = 0, len(starts)
        while True:
            over = bisect_right(cells, cells[first] + self.width) - 1
            if over >= count:
                return
            cut = line.rfind(" ", starts[first] + 1, starts[over] + 1)
            after = bisect_left(starts, cut + 1) if cut > 0 else over
            first = max(after, first + 1)
            if first >= count:
                return
            add(start + starts[first])

    def __len__(self) -> int:
        return len(self.rows)

    def row_of(self, offset: int) -> int:
        """The row that shows the character at ``offset``."""
        return max(0, bisect_right(self.rows, offset) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """The offsets of a row, without the space or line break that ends it."""
        rows, text = self.rows, self.text
        start = rows[row]
        if row + 1 == len(rows):
            return start, len(text)
        end = rows[row + 1]
        if end > start and (text[end - 1] == "\n" or (text[end - 1] == " " and end - start > 1)):
            end -= 1
        return start, end

    def reach(self, row: int) -> tuple[int, int]:
        """The offsets of a row with the space or line break that ends it."""
        following = self.rows[row + 1] if row + 1 < len(self.rows) else len(self.text)
        return self.rows[row], following

    def is_spacer(self, row: int) -> bool:
        """Whether a row only sets others apart."""
        return self.spacing != "close" and row + 1 < len(self.rows) and self.rows[row] == self.rows[row + 1]

    def step(self, row: int, count: int) -> int:
        """The row ``count`` rows on (or back), at most the first or last, never one that only spaces."""
        row = max(0, min(len(self.rows) - 1, row + count))
        return row + (1 if count > 0 else -1) if self.is_spacer(row) else row

    def last(self, row: int) -> int:
        """The last offset of a row at which a cursor can stand."""
        start, end = self.span(row)
        if row + 1 == len(self.rows) or end < self.rows[row + 1] or end == start:
            return end
        return end - 1 if self.is_plain(row) else self.clusters(row)[0][-2]  # a word runs on in the next row

    def is_plain(self, row: int) -> bool:
        """Whether every character of a row fills one cell."""
        start = self.rows[row]
        return not self.odd or self.text.rfind("\n", 0, start) + 1 not in self.odd

    def clusters(self, row: int) -> tuple[list[int], list[int]]:
        """The offsets of a row's characters and the cell at which each begins; last in both, its end."""
        start, end = self.span(row)
        if self.is_plain(row):
            return list(range(start, end + 1)), list(range(end - start + 1))
        shown = for_terminal(self.text[start:end])
        starts = cluster_starts(shown)
        cells = [0, *accumulate(cluster_widths(shown, starts))]
        return [*(start + place for place in starts), end], cells

    def column_of(self, offset: int) -> int:
        """The cell in its row at which the character that holds ``offset`` begins."""
        row = self.row_of(offset)
        if self.is_plain(row):
            start, end = self.span(row)
            return min(offset, end) - start
        offsets, cells = self.clusters(row)
        return cells[max(0, bisect_right(offsets, offset) - 1)]

    def offset_at(self, row: int, column: int) -> int:
        """The offset of the character that fills a cell of a row; past the row's end, the row's end."""
        if self.is_plain(row):
            return min(self.last(row), self.rows[row] + max(0, column))
        offsets, cells = self.clusters(row)
        place = bisect_right(cells, max(0, column)) - 1
        while 0 < place < len(cells) - 1 and cells[place - 1] == cells[place]:
            place -= 1
        return min(offsets[place], self.last(row))
