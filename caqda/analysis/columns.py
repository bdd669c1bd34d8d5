"""The columns of a crosstab: who stands in which, and what they count."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from caqda.analysis.corpus import natural
from caqda.analysis.facets import facet
from caqda.analysis.passages import Ints, Mask
from caqda.analysis.tally import Tally

NONE = "(none)"
"""The column of what has no value."""


class Columns(Protocol):
    """Columns by ``names``; ``by`` is what they are values of. Codings are indexes into the tally's."""

    by: str
    names: list[str]

    def count(self, codings: Ints) -> Ints:
        """The units by column and in all, shape (columns + 1, 4)."""

    def totals(self) -> Ints:
        """What the columns consist of, in the same shape."""

    def shown(self) -> list[int]:
        """The columns that are worth a place in the table."""

    def shared_cases(self) -> int:
        """How many cases stand in several columns of values."""

    def stands_in(self, codings: Ints, column: int | None) -> Mask:
        """Which of the distinct passages of codings are in a column (all, where it is None)."""


class VoiceColumns:
    """Columns that are sets of voices, shape (voices, columns); the last one is that of no value."""

    def __init__(self, tally: Tally, by: str, names: list[str], columns: Mask) -> None:
        self.by = by
        self.names = [*names, NONE]
        self._tally = tally
        self._columns = np.column_stack([columns, ~columns.any(axis=1)])
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
        return self._tally.voices.shared_cases(self._columns[:, :-1])

    def stands_in(self, codings: Ints, column: int | None) -> Mask:
        """By the voices of the passages."""
        chosen = self._tally.mask(codings)
        return self._placed[chosen, column] > 0 if column is not None else chosen[chosen]


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
        none = np.zeros((len(tally.voices), 0), dtype=bool)
        self._none = none, tally.columns_of_passages(none)

    def count(self, codings: Ints) -> Ints:
        """Each coder's codings counted alone."""
        theirs = [codings[self._tally.coder[codings] == key] for key in self._ids]
        return np.vstack([self._alone(some) for some in [*theirs, codings]])

    def totals(self) -> Ints:
        """The cases, sources and words of the sources that each coder coded in, and the passages coded."""
        whole = self._tally.totals(*self._none)
        return np.vstack([*(self._worked_on(key) for key in self._ids), whole])

    def shown(self) -> list[int]:
        """All of them."""
        return list(range(len(self.names)))

    def shared_cases(self) -> int:
        """Those in sources that several coders coded."""
        none, _ = self._none
        coded_in = [self._coded_in(key)[1] for key in self._ids]
        return self._tally.voices.shared_cases(np.column_stack([none, *coded_in]))

    def stands_in(self, codings: Ints, column: int | None) -> Mask:
        """By who coded the passages, whoever else did."""
        chosen = self._tally.mask(codings)
        if column is None:
            return chosen[chosen]
        theirs = codings[self._tally.coder[codings] == self._ids[column]]
        return self._tally.mask(theirs)[chosen]

    def _alone(self, codings: Ints) -> Ints:
        return self._tally.count(self._tally.mask(codings), *self._none)

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


def voice_columns(tally: Tally, by: str) -> VoiceColumns:
    """The columns of a variable, of sources or of cases; raises UnknownName for anything else."""
    told = facet(tally, by)
    columns = np.array([[value in mine for value in told.values] for mine in told.said], dtype=bool)
    return VoiceColumns(tally, told.by, list(told.values), columns.reshape(len(told.said), len(told.values)))
