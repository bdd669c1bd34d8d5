"""All codings of a study as columns, and what a change of some of them makes of the columns.

The codings of each source are columns of their own, so that a change moves those of one source only;
the columns of the whole study are joined when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Column: TypeAlias = NDArray[Any]
"""Whole numbers, in four bytes each where they fit."""

Row = tuple[int, int, int, int, int, int]
"""A coding: id, source, start, end, code, coder."""
Touched: TypeAlias = Mapping[int, tuple[Row | None, Row | None]]
"""Codings by id before and after some changes; None where there was none, or is none."""

NAMES = ("id", "source", "start", "end", "code", "coder")
_COLUMNS = ("source_id", "start", "end", "code_id", "coder_id")
_FEW = 16  # rows for each of which a place is looked up; more are sorted in


class Codings:
    """Codings as columns of equal length."""

    def __init__(
        self, id: Column, source: Column, start: Column, end: Column, code: Column, coder: Column
    ) -> None:
        self.id, self.source, self.start, self.end, self.code, self.coder = (
            id,
            source,
            start,
            end,
            code,
            coder,
        )

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Codings:
        """Columns of rows, in their order."""
        return cls(*np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, 6).T)

    def __len__(self) -> int:
        return len(self.id)

    def columns(self) -> list[Column]:
        """The columns in order."""
        return [getattr(self, name) for name in NAMES]

    def take(self, which: NDArray[Any] | slice) -> Codings:
        """The codings at an index or under a mask."""
        return Codings(*(column[which] for column in self.columns()))


class Block(Codings):
    """The codings of one source, sorted by start, end and id."""

    def __init__(self, source: int, *columns: Column) -> None:
        key, start, end, code, coder = map(_narrow, columns)
        super().__init__(key, np.broadcast_to(np.int64(source), len(key)), start, end, code, coder)
        self.number = source

    @classmethod
    def sorted(cls, source: int, *columns: Column) -> Block:
        """The block of columns in any order."""
        order = np.lexsort((columns[0], columns[2], columns[1]))
        return cls(source, *(column[order] for column in columns))

    @cached_property
    def by_code(self) -> Ints:
        """The number of codings of each code, by its id."""
        return np.bincount(self.code)

    def find(self, key: int) -> Row | None:
        """A coding by its id."""
        found = np.flatnonzero(self.id == key)
        if not len(found):
            return None
        key, source, start, end, code, coder = (int(column[found[0]]) for column in self.columns())
        return key, source, start, end, code, coder

    def at(self, start: int, end: int) -> slice:
        """The codings on the very passage ``[start, end)``."""
        low, high = _bounds(self.start, start)
        left, right = _bounds(self.end[low:high], end)
        return slice(low + left, low + right)

    def changed(self, gone: Iterable[Row], new: Iterable[Row]) -> Block:
        """The block without some of its codings and with others."""
        gone, new = list(gone), list(new)
        own = [self.id, self.start, self.end, self.code, self.coder]
        if len(gone) + len(new) > _FEW:
            kept = ~np.isin(self.id, [row[0] for row in gone])
            added = np.array(new, dtype=np.int64).reshape(len(new), 6).T[[0, 2, 3, 4, 5]]
            both = [np.concatenate([old[kept], more]) for old, more in zip(own, added, strict=True)]
            return Block.sorted(self.number, *both)
        for row in gone:
            at = self._place(own, row)
            own = [np.concatenate([column[:at], column[at + 1 :]]) for column in own]
        for row in new:
            at = self._place(own, row)
            values = (row[0], *row[2:])
            own = [
                np.concatenate([column[:at], _narrow(np.array([value])), column[at:]])
                for column, value in zip(own, values, strict=True)
            ]
        return Block(self.number, *own)

    def _place(self, own: list[Column], row: Row) -> int:
        """Where a coding stands among the columns, or would."""
        low, high = 0, len(own[0])
        for column, value in ((own[1], row[2]), (own[2], row[3]), (own[0], row[0])):
            left, right = _bounds(column[low:high], value)
            low, high = low + left, low + right
        return low


class BySource(Codings):
    """All codings of a study: source after source in the study's order, each sorted by start, end and id."""

    def __init__(self, blocks: Mapping[int, Block]) -> None:
        self.blocks = blocks

    @classmethod
    def parted(cls, told: Codings, sources: Iterable[int]) -> BySource:
        """The codings, given in any order, of sources in order."""
        order = np.lexsort((told.id, told.end, told.start, told.source))
        columns = [column[order] for column in told.columns()]
        known = columns.pop(1)
        bounds = {source: np.searchsorted(known, [source, source + 1]) for source in sources}
        return cls(
            {
                source: Block(source, *(column[low:high] for column in columns))
                for source, (low, high) in bounds.items()
            }
        )

    def __len__(self) -> int:
        return sum(map(len, self.blocks.values()))

    def __getattr__(self, name: str) -> Any:
        """A column of the whole study, joined when it is first asked for."""
        if name not in NAMES:
            raise AttributeError(name)
        parts = [getattr(block, name) for block in self.blocks.values()]
        self.__dict__[name] = _narrow(np.concatenate([np.zeros(0, dtype=np.int32), *parts]))
        return self.__dict__[name]

    def of_source(self, source: int) -> Codings:
        """The codings of one source."""
        return self.blocks[source] if source in self.blocks else Codings.of([])

    def row(self, key: int, source: int | None = None) -> Row | None:
        """One coding by its id; looked for in one source where that is known."""
        blocks = self.blocks.values() if source is None else [self.blocks[source]]
        return next((row for block in blocks if (row := block.find(key)) is not None), None)

    def counts(self, codes: Iterable[int]) -> dict[int, int]:
        """The number of codings of each code."""
        size = max((len(block.by_code) for block in self.blocks.values()), default=0)
        whole = np.zeros(size, dtype=np.int64)
        for block in self.blocks.values():
            whole[: len(block.by_code)] += block.by_code
        return {code: int(whole[code]) if code < size else 0 for code in codes}

    def changed(self, touched: Touched) -> BySource:
        """The codings after some of them became others."""
        gone: dict[int, list[Row]] = {}
        new: dict[int, list[Row]] = {}
        for before, now in touched.values():
            if before is not None:
                gone.setdefault(before[1], []).append(before)
            if now is not None:
                new.setdefault(now[1], []).append(now)
        blocks = {
            source: self.blocks[source].changed(gone.get(source, ()), new.get(source, ()))
            for source in {*gone, *new}
        }
        return BySource({**self.blocks, **blocks})


def after(row: Row | None, key: int, columns: Mapping[str, Any]) -> Row:
    """A coding after some of its columns changed; all of them are there where it is new."""
    known = row or (key, 0, 0, 0, 0, 0)
    source, start, end, code, coder = (
        columns.get(name, value) for name, value in zip(_COLUMNS, known[1:], strict=True)
    )
    return key, source, start, end, code, coder


def _bounds(column: Column, value: int) -> tuple[int, int]:
    """Where a value begins and ends in a sorted column; of the column's type, lest all of it is converted."""
    own = column.dtype.type(value)
    return int(column.searchsorted(own, side="left")), int(column.searchsorted(own, side="right"))


def _narrow(column: Column) -> Column:
    """Whole numbers in four bytes each, if they fit."""
    if column.dtype == np.int32:
        return column
    fits = not len(column) or (column.max() < 2**31 and column.min() >= -(2**31))
    return column.astype(np.int32) if fits else column
