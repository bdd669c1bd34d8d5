"""The coded passages of a text: which touch a stretch, which come next, and the lane of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from heapq import heappop, heappush

from caqda.tui.transcript.document import Mark
from caqda.tui.transcript.layout import Layout

_BLOCK = 11  # a block is 2,048 characters


class MarkIndex:
    """Marks by the blocks of text that they touch, so that a row looks at one block or two."""

    def __init__(self, marks: Iterable[Mark] = (), size: int = 1 << 62) -> None:
        self.size = size
        self.marks: dict[int, Mark] = {}
        self.coders: dict[str, int] = {}
        self._blocks: dict[int, list[Mark]] = {}
        self._order: list[tuple[int, int, int]] = []
        for mark in marks:
            self._enter(mark)
        self._order = sorted(map(_place, self.marks.values()))

    def __len__(self) -> int:
        return len(self.marks)

    def _enter(self, mark: Mark) -> bool:
        if mark.key in self.marks or not 0 <= mark.start < mark.end <= self.size:
            return False
        self.marks[mark.key] = mark
        self.coders[mark.coder] = self.coders.get(mark.coder, 0) + 1
        for block in range(mark.start >> _BLOCK, ((mark.end - 1) >> _BLOCK) + 1):
            self._blocks.setdefault(block, []).append(mark)
        return True

    def add(self, mark: Mark) -> bool:
        """Add a mark; False where its key is there already or it lies outside the text."""
        if added := self._enter(mark):
            insort(self._order, _place(mark))
        return added

    def remove(self, key: int) -> Mark | None:
        """Remove the mark with this key and return it; None where there is none."""
        mark = self.marks.pop(key, None)
        if mark is not None:
            self.coders[mark.coder] -= 1
            for block in range(mark.start >> _BLOCK, ((mark.end - 1) >> _BLOCK) + 1):
                self._blocks[block].remove(mark)
            del self._order[bisect_left(self._order, _place(mark))]
        return mark

    @property
    def several_coders(self) -> bool:
        """Whether more than one coder has coded here."""
        return sum(count > 0 for count in self.coders.values()) > 1

    def touching(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with ``[start, end)``, in no order; each once."""
        if start >= end:
            return []
        first, last = start >> _BLOCK, (end - 1) >> _BLOCK
        blocks = self._blocks
        found = [mark for mark in blocks.get(first, ()) if mark.start < end and mark.end > start]
        for block in range(first + 1, last + 1):
            edge = block << _BLOCK
            found += [mark for mark in blocks.get(block, ()) if edge <= mark.start < end]
        return found

    def in_order(self) -> list[Mark]:
        """All marks by where they begin, of those that begin together the longest first."""
        return [self.marks[key] for _, _, key in self._order]

    def next_start(self, offset: int) -> int | None:
        """Where the next mark after ``offset`` begins."""
        place = bisect_right(self._order, (offset, 1, 0))
        return self._order[place][0] if place < len(self._order) else None

    def previous_start(self, offset: int) -> int | None:
        """Where the nearest mark that begins before ``offset`` begins."""
        place = bisect_left(self._order, (offset, -(1 << 62), 0))
        return self._order[place - 1][0] if place else None


def _place(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, mark.key


class Lanes:
    """The lane of every mark, such that no two marks on one row share a lane."""

    def __init__(self, index: MarkIndex, layout: Layout) -> None:
        self._index, self._layout = index, layout
        self._rows: dict[int, tuple[int, int]] = {}
        self._lane: dict[int, int] = {}
        self._share_out(index.in_order())

    def _share_out(self, marks: Iterable[Mark]) -> None:
        """Give each mark, in order, the first lane that is free where it begins."""
        lanes = self._lane
        busy: list[tuple[int, int]] = []  # (last row, lane)
        free: list[int] = []
        for mark in marks:
            first, last = self.rows(mark)
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            lane = lanes[mark.key] = heappop(free) if free else len(busy)
            heappush(busy, (last, lane))

    def _beside(self, mark: Mark) -> list[Mark]:
        """The marks that share a row with one, itself included."""
        first, last = self.rows(mark)
        return self._index.touching(self._layout.rows[first], self._layout.reach(last)[1])

    def _free(self, mark: Mark) -> int:
        """The first lane that no other mark has on the rows of this one."""
        taken = {self._lane.get(other.key) for other in self._beside(mark) if other.key != mark.key}
        return next(lane for lane in range(len(taken) + 1) if lane not in taken)

    def __getitem__(self, key: int) -> int:
        return self._lane[key]

    def rows(self, mark: Mark) -> tuple[int, int]:
        """The first and the last row of a mark."""
        rows = self._rows.get(mark.key)
        if rows is None:
            row_of = self._layout.row_of
            rows = self._rows[mark.key] = row_of(mark.start), row_of(mark.end - 1)
        return rows

    def add(self, mark: Mark, visible: int) -> list[Mark]:
        """Give a mark that was just added to the index the first lane that is free along its rows.

        Where that is none of the ``visible`` ones, those beside it are given theirs anew together with it,
        clear of all others: it costs the same in a long text as in a short one. Returns those of them that
        stand in another lane than before.
        """
        self._lane[mark.key] = lane = self._free(mark)
        if lane < visible:
            return []
        beside = sorted(self._beside(mark), key=_place)
        before = {one.key: self._lane.pop(one.key) for one in beside}
        for one in beside:
            self._lane[one.key] = self._free(one)
        return [one for one in beside if one.key != mark.key and self._lane[one.key] != before[one.key]]

    def remove(self, key: int) -> None:
        """Forget the lane of a mark that was removed."""
        self._lane.pop(key, None)
        self._rows.pop(key, None)
