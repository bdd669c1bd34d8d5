"""All codings of a study as columns, and what a change of some of them makes of the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Row = tuple[int, int, int, int, int, int]
"""A coding: id, source, start, end, code, coder."""

_COLUMNS = ("source_id", "start", "end", "code_id", "coder_id")
_FEW = 16  # rows for each of which a place is looked up; more are sorted in


@dataclass(frozen=True, slots=True)
class Codings:
    """All codings as columns of equal length, sorted by source, start, end and id."""

    id: Ints
    source: Ints
    start: Ints
    end: Ints
    code: Ints
    coder: Ints

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Codings:
        """Columns of rows that are sorted already."""
        told = list(rows)
        table = np.array(told, dtype=np.int64).reshape(len(told), 6)
        return cls(*(np.ascontiguousarray(column) for column in table.T))

    def __len__(self) -> int:
        return len(self.id)

    def columns(self) -> list[Ints]:
        """The columns in order."""
        return [getattr(self, name) for name in self.__slots__]

    def take(self, which: NDArray[Any] | slice) -> Codings:
        """The codings at an index or under a mask."""
        return Codings(*(column[which] for column in self.columns()))

    def of_source(self, source: int) -> Codings:
        """The codings of one source."""
        low, high = np.searchsorted(self.source, [source, source + 1])
        return self.take(slice(low, high))

    def row(self, key: int) -> Row | None:
        """One coding, by its id."""
        found = np.flatnonzero(self.id == key)
        if not len(found):
            return None
        key, source, start, end, code, coder = (int(column[found[0]]) for column in self.columns())
        return key, source, start, end, code, coder

    def changed(self, rows: Mapping[int, Row | None]) -> Codings:
        """The columns after codings, by id, became so, or went (None)."""
        kept = self._without(rows)
        new = sorted((row for row in rows.values() if row is not None), key=_order)
        if len(new) > _FEW:
            added = np.array(new, dtype=np.int64).T
            both = [np.concatenate(pair) for pair in zip(kept.columns(), added, strict=True)]
            return Codings(*both).take(np.lexsort((both[0], both[3], both[2], both[1])))
        for row in new:
            at = kept.place(row)
            pairs = zip(kept.columns(), row, strict=True)
            kept = Codings(*(np.concatenate([column[:at], [value], column[at:]]) for column, value in pairs))
        return kept

    def _without(self, keys: Collection[int]) -> Codings:
        if len(keys) > _FEW:
            return self.take(~np.isin(self.id, list(keys)))
        gone = [at for key in keys for at in np.flatnonzero(self.id == key).tolist()]
        return Codings(*(np.delete(column, gone) for column in self.columns())) if gone else self

    def place(self, row: Row) -> int:
        """Where a coding that is not among them would stand."""
        low, high = 0, len(self.id)
        for column, value in zip((self.source, self.start, self.end, self.id), _order(row), strict=True):
            part = column[low:high]
            high = low + int(np.searchsorted(part, value, side="right"))
            low += int(np.searchsorted(part, value, side="left"))
        return low


def after(row: Row | None, key: int, columns: Mapping[str, Any]) -> Row:
    """A coding after some of its columns changed; all of them are there where it is new."""
    known = row or (key, 0, 0, 0, 0, 0)
    source, start, end, code, coder = (
        columns.get(name, value) for name, value in zip(_COLUMNS, known[1:], strict=True)
    )
    return key, source, start, end, code, coder


def _order(row: Row) -> tuple[int, int, int, int]:
    return row[1], row[2], row[3], row[0]
