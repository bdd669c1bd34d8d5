"""The columns of a crosstab: who stands in which, and what they count."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from caqda.analysis.corpus import natural
from caqda.analysis.facets import CROSS, NONE, Facet
from caqda.analysis.passages import Ints, Mask
from caqda.analysis.tally import Tally

__all__ = ["NONE", "CoderColumns", "Columns", "VoiceColumns"]


class Columns(Protocol):
    """Columns by ``names``; ``by`` is what they are values of. Codings are indexes into the tally's."""

    by: str
    names: list[str]

    def count(self, codings: Ints) -> Ints:
        """The units by column, and in all that the table holds, shape (columns + 1, 4)."""

    def totals(self) -> Ints:
        """What the columns consist of, in the same shape."""

    def shown(self) -> list[int]:
        """The columns that are worth a place in the table."""

    def shared_cases(self) -> int:
        """How many cases stand in several columns of values."""

    def stands_in(self, codings: Ints, column: int | None) -> Mask:
        """Which of the distinct passages of codings are in a column (all, where it is None)."""


class VoiceColumns:
    """Columns that are sets of voices, by the values of a facet, and of no value unless ``none`` is off.

    Without it, what has no value, or not both of two crossed, is not in the table's total either.
    """

    def __init__(self, tally: Tally, told: Facet, none: bool = True) -> None:
        kept = [value for value, whole in zip(told.values, told.complete, strict=True) if whole or none]
        table = np.array([[value in mine for value in kept] for mine in told.said], dtype=bool)
        columns = table.reshape(len(tally.voices), len(kept))
        valued = columns.any(axis=1)
        rest = ~valued if none else np.zeros_like(valued)
        self.by = told.by
        self.names = [*kept, NONE]
        self._tally = tally
        self._columns = np.column_stack([columns, rest, valued | rest])  # the last is the total
        self._placed = tally.columns_of_passages(self._columns)

    def count(self, codings: Ints) -> Ints:
        """Passages count where one of their voices stands, words where they are said."""
        return self._tally.count(self._tally.mask(codings), self._columns, self._placed)

    def totals(self) -> Ints:
        """The cases and sources of the voices, their passages, and all their words."""
        return self._tally.totals(self._columns, self._placed)

    def shown(self) -> list[int]:
        """All values; that of none only where a case, a passage or a word is in it."""
        cases, _, passages, words = self.totals()[len(self.names) - 1]
        return list(range(len(self.names) - (not (cases or passages or words))))

    def shared_cases(self) -> int:
        """Those with voices in several columns, such as who was met in two years."""
        groups = [at for at, name in enumerate(self.names) if NONE not in name.split(CROSS)]
        return self._tally.voices.shared_cases(self._columns[:, groups])

    def stands_in(self, codings: Ints, column: int | None) -> Mask:
        """By the voices of the passages."""
        chosen = self._tally.mask(codings)
        return np.asarray(self._placed[chosen, -1 if column is None else column] > 0)


class CoderColumns:
    """A column for each coder who coded something in scope: what that coder coded."""

    def __init__(self, tally: Tally) -> None:
        self.by = "coder"
        coders = tally.scope.corpus.coders
        self._ids = [
            key for key in sorted(coders, key=lambda key: natural(coders[key])) if key in tally.coder
        ]
        self.names = [coders[key] for key in self._ids]
        self._tally = tally
        self._all = tally.everything()

    def count(self, codings: Ints) -> Ints:
        """Each coder's codings counted alone."""
        theirs = [codings[self._tally.coder[codings] == key] for key in self._ids]
        return np.vstack([self._alone(some) for some in [*theirs, codings]])

    def totals(self) -> Ints:
        """The cases, sources and words of the sources that each coder coded in, and the passages coded."""
        whole = self._tally.totals(*self._all)
        return np.vstack([*(self._worked_on(key) for key in self._ids), whole])

    def shown(self) -> list[int]:
        """All of them."""
        return list(range(len(self.names)))

    def shared_cases(self) -> int:
        """Those in sources that several coders coded."""
        coded_in = [self._coded_in(key)[1] for key in self._ids]
        columns = np.array(coded_in, dtype=bool).reshape(len(self._ids), len(self._tally.voices))
        return self._tally.voices.shared_cases(columns.T)

    def stands_in(self, codings: Ints, column: int | None) -> Mask:
        """By who coded the passages, whoever else did."""
        chosen = self._tally.mask(codings)
        if column is None:
            return chosen[chosen]
        theirs = codings[self._tally.coder[codings] == self._ids[column]]
        return self._tally.mask(theirs)[chosen]

    def _alone(self, codings: Ints) -> Ints:
        return self._tally.count(self._tally.mask(codings), *self._all)

    def _worked_on(self, coder: int) -> Ints:
        passages, voices = self._coded_in(coder)
        told = self._tally.totals(voices[:, None], passages[:, None].astype(np.float32))
        return np.asarray(told[0])

    def _coded_in(self, coder: int) -> tuple[Mask, Mask]:
        """The passages that a coder coded, and the voices in the sources of these."""
        chosen = self._tally.mask(np.flatnonzero(self._tally.coder == coder))
        sources = self._tally.voices.source
        theirs = sources[self._tally.link_voice[chosen[self._tally.link_passage]]]
        return chosen, np.isin(sources, theirs)
