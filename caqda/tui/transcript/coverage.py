"""How much of each stretch of a text is coded, by which code: what the mini-map shows.

Worked out for all marks at once in arrays, and kept up mark by mark, so that a coding costs the same in a
long text as in a short one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from caqda.tui.transcript.document import Mark


class Coverage:
    """Codings by stretches: stretch ``i`` is ``[edges[i], edges[i + 1])``; edges never fall.

    A stretch of no characters (two equal edges) is covered by nothing.
    """

    def __init__(self, edges: Sequence[int], marks: Iterable[Mark] = ()) -> None:
        import numpy as np

        told = list(marks)
        self.edges = np.asarray(edges, dtype=np.int64)
        self.colours: list[str] = []
        self._column: dict[int, int] = {}
        for mark in told:
            self._column_of(mark)
        starts = np.array([mark.start for mark in told], dtype=np.int64)
        ends = np.array([mark.end for mark in told], dtype=np.int64)
        codes = np.array([self._column[mark.code] for mark in told], dtype=np.int64)
        before = self._before(starts, codes) - self._before(ends, codes)
        self._characters: NDArray[np.int64] = np.diff(before, axis=0)

    def _before(self, at: NDArray[np.int64], codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each edge and code, the sum of the distances to the edge from all offsets before it."""
        import numpy as np

        size = len(self.edges) + 1, len(self.colours)
        count, sum_ = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        first = np.searchsorted(self.edges, at, side="right")  # the first edge after each offset
        np.add.at(count, (first, codes), 1)
        np.add.at(sum_, (first, codes), at)
        held = slice(0, len(self.edges))
        before: NDArray[np.int64] = self.edges[:, None] * count.cumsum(axis=0)[held]
        before -= sum_.cumsum(axis=0)[held]
        return before

    def _column_of(self, mark: Mark) -> int:
        column = self._column.get(mark.code)
        if column is None:
            column = self._column[mark.code] = len(self.colours)
            self.colours.append(mark.colour)
        return column

    def change(self, mark: Mark, sign: int) -> range:
        """Take in a mark that came (1) or went (-1); returns the stretches that it touches."""
        import numpy as np

        column = self._column_of(mark)
        if column >= self._characters.shape[1]:
            self._characters = np.pad(self._characters, ((0, 0), (0, 1)))
        edges = self.edges
        first = max(0, bisect_right(edges, mark.start) - 1)
        last = min(len(edges) - 1, int(np.searchsorted(edges, mark.end)))
        low, high = edges[first:last], edges[first + 1 : last + 1]
        covered = np.minimum(high, mark.end) - np.maximum(low, mark.start)
        self._characters[first:last, column] += sign * np.maximum(covered, 0)
        return range(first, last)

    def depth(self, stretch: int) -> float:
        """How many codings lie on a character of the stretch on average."""
        size = int(self.edges[stretch + 1] - self.edges[stretch])
        return float(self._characters[stretch].sum()) / size if size else 0.0

    def colour(self, stretch: int) -> str:
        """The colour of the code that covers most of the stretch; empty where none does."""
        row = self._characters[stretch]
        most = int(row.argmax()) if len(row) else -1
        return self.colours[most] if most >= 0 and row[most] > 0 else ""

    def has(self, stretch: int, code: int | None) -> bool:
        """Whether a code stands in the stretch."""
        column = self._column.get(code) if code is not None else None
        return column is not None and bool(self._characters[stretch, column] > 0)
