"""The columns of a crosstab: who or what stands in which, and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from caqda.analysis import passages as algebra
from caqda.analysis.corpus import natural
from caqda.analysis.facets import CROSS, NONE, Facet
from caqda.analysis.passages import Ints, Mask, Passages
from caqda.analysis.tally import Line, Tally

__all__ = ["NONE", "CoderColumns", "Columns", "RegionColumns", "VoiceColumns"]


class Columns(Protocol):
    """Columns by ``names``; ``by`` is what they are values of."""

    by: str
    names: list[str]

    def count(self, lines: Sequence[Line]) -> Ints:
        """The units of lines by column, and in all that the table holds: (lines, columns + 1, 4)."""

    def totals(self) -> Ints:
        """What the columns consist of, and the table: shape (columns + 1, 4)."""

    def shown(self) -> list[int]:
        """The columns that are worth a place in the table."""

    def shared_cases(self) -> int:
        """How many cases stand in several columns of values."""

    def stands(self, line: Line) -> Mask:
        """Which passages of a line are in each column, and in the table: shape (passages, columns + 1)."""


class VoiceColumns:
    """Columns that are sets of voices, by the values of a facet, and of no value unless ``none`` is off.

    Without it, what has no value, or not both of two crossed, is not in the table's total either.
    """

    def __init__(self, tally: Tally, told: Facet, none: bool = True) -> None:
        kept = [value for value, whole in zip(told.values, told.complete, strict=True) if whole or none]
        places = {value: place for place, value in enumerate(kept)}
        columns = np.zeros((len(tally.voices), len(kept)), dtype=bool)
        for at, mine in enumerate(told.said):
            for value in mine & places.keys():
                columns[at, places[value]] = True
        valued = columns.any(axis=1)
        rest = ~valued if none else np.zeros_like(valued)
        self.by = told.by
        self.names = [*kept, NONE]
        self._tally = tally
        self._columns = np.column_stack([columns, rest, valued | rest])  # the last is the total
        self._totals = tally.totals(self._columns)

    def count(self, lines: Sequence[Line]) -> Ints:
        """Passages count where one of their voices stands, words where they are said."""
        return self._tally.units(lines, self._columns)

    def totals(self) -> Ints:
        """The cases and sources of the voices, their passages, and all their words."""
        return self._totals

    def shown(self) -> list[int]:
        """All values; that of none only where a case, a passage or a word is in it."""
        cases, _, passages, words = self._totals[len(self.names) - 1]
        return list(range(len(self.names) - (not (cases or passages or words))))

    def shared_cases(self) -> int:
        """Those with voices in several columns, such as who was met in two years."""
        groups = [at for at, name in enumerate(self.names) if NONE not in name.split(CROSS)]
        return self._tally.voices.shared_cases(self._columns[:, groups])

    def stands(self, line: Line) -> Mask:
        """By the voices of the passages."""
        return self._tally.stands_in(line.passages, self._columns)


class CoderColumns:
    """A column for each coder who coded something in scope: the passages that a coding of theirs made."""

    def __init__(self, tally: Tally) -> None:
        self.by = "coder"
        coders, told = tally.scope.corpus.coders, tally.scope.corpus.codings.coder
        there = set(np.unique(told[tally.scope.codings]).tolist())
        self._ids = [key for key in sorted(coders, key=lambda key: natural(coders[key])) if key in there]
        self.names = [coders[key] for key in self._ids]
        self._tally = tally
        self._all = np.ones((len(tally.voices), 1), dtype=bool)
        self._coded = [tally.coded_by(key) for key in self._ids]
        self._worked_in = [self._voices_around(coded) for coded in self._coded]

    def count(self, lines: Sequence[Line]) -> Ints:
        """Each coder's passages counted alone."""
        parts = [self._tally.units([line.by(key) for line in lines], self._all) for key in self._ids]
        return np.concatenate([*parts, self._tally.units(lines, self._all)], axis=1)

    def totals(self) -> Ints:
        """The cases, sources and words of the sources that each coder coded in, and the passages coded."""
        whole = [self._tally.totals(voices)[0] for voices in self._worked_in]
        for row, coded in zip(whole, self._coded, strict=True):
            row[2] = len(coded)
        return np.vstack([*whole, self._tally.totals(self._all)])

    def shown(self) -> list[int]:
        """All of them."""
        return list(range(len(self.names)))

    def shared_cases(self) -> int:
        """Those in sources that several coders coded."""
        return self._tally.voices.shared_cases(np.hstack(self._worked_in)) if self._ids else 0

    def stands(self, line: Line) -> Mask:
        """By who coded the passages, whoever else did."""
        everywhere = np.ones(len(line.passages), dtype=bool)
        return np.column_stack([*(self._tally.is_by(key, line.passages) for key in self._ids), everywhere])

    def _voices_around(self, passages: Passages) -> Mask:
        """The voices in the sources of passages, as one column."""
        sources = self._tally.scope.axis.source_of(passages.start)
        return np.isin(self._tally.voices.source, sources)[:, None]


class RegionColumns:
    """Columns that are stretches of text: of codes, or of queries.

    A passage stands in a column whose text it shares a character with. Cases, sources and words are
    those of the text that both cover.
    """

    def __init__(self, tally: Tally, by: str, names: Sequence[str], regions: Sequence[Passages]) -> None:
        self.by = by
        self.names = list(names)
        self._tally = tally
        self._regions = regions
        self._all = np.ones((len(tally.voices), 1), dtype=bool)

    def count(self, lines: Sequence[Line]) -> Ints:
        """Passages count where the text of the column is, words where both are."""
        parts = [self._common(lines, region) for region in self._regions]
        return np.concatenate([*parts, self._tally.units(lines, self._all)], axis=1)

    def totals(self) -> Ints:
        """The cases, sources and words of the column's text, and all passages that share some of it."""
        parts = [self._tally.units([self._tally.line_of(region)], self._all)[0] for region in self._regions]
        everything = self._tally.everything
        for part, region in zip(parts, self._regions, strict=True):
            part[:, 2] = np.count_nonzero(algebra.overlapping(everything, region))
        return np.vstack([*parts, self._tally.totals(self._all)])

    def shown(self) -> list[int]:
        """All of them."""
        return list(range(len(self.names)))

    def shared_cases(self) -> int:
        """Those who speak in the text of several columns."""
        lines = [self._tally.line_of(region) for region in self._regions]
        return self._tally.voices.shared_cases(self._tally.present(lines).T)

    def stands(self, line: Line) -> Mask:
        """By the text that passages share with the columns."""
        everywhere = np.ones(len(line.passages), dtype=bool)
        shared = [algebra.overlapping(line.passages, region) for region in self._regions]
        return np.column_stack([*shared, everywhere])

    def _common(self, lines: Sequence[Line], region: Passages) -> Ints:
        shared = [self._tally.line_of(algebra.intersection(line.passages, region)) for line in lines]
        found = self._tally.units(shared, self._all)
        for at, line in enumerate(lines):
            found[at, 0, 2] = np.count_nonzero(algebra.overlapping(line.passages, region))
        return found
