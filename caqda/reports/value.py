"""The code report as one frozen value: what it says of each code, and what programs read of it.

Texts are as they stand in the study, made harmless only by the renderer that writes them. What is
counted comes as the cells of a crosstab: cases, sources, passages and the participants' words in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from caqda.analysis.crosstab import Cell
from caqda.analysis.disclosure import shown
from caqda.reports.document import Speech
from caqda.reports.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Tally:
    """What one query found: ``cells`` are in the order of the columns, ``total`` counts all at once."""

    query: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Note:
    """A memo and who wrote it."""

    coder: str
    text: str


# What a report has by thousands is not frozen: freezing would take longer than all else that is done to it.


@dataclass(slots=True)
class Quotation:
    """A passage with a code: ``text`` is what stands at the code points ``[start, end)`` of the source.

    ``columns`` are the numbers of the report's columns that it counts in. ``paragraph`` is the number,
    from 1, of the one it starts in; ``time`` is the one its first turn is marked with, if any. ``before``
    and ``after`` are the paragraphs around it, as many as were asked for; ``flag`` is that of its coding.
    ``within`` are those that overlap it and are not told for themselves; ``coders`` is empty where it is
    put together from those alone, and nobody chose all of it.
    """

    source: str
    paragraph: int
    start: int
    end: int
    text: str
    time: str
    speeches: tuple[Speech, ...]
    cases: tuple[str, ...]
    coders: tuple[str, ...]
    memos: tuple[Note, ...]
    columns: tuple[int, ...]
    before: str = ""
    after: str = ""
    flag: str = ""
    within: tuple[Quotation, ...] = ()

    @property
    def id(self) -> str:
        """How it is named in a text: source and paragraph."""
        return f"{self.source}:{self.paragraph}"


class Quotations(Protocol):
    """The quotations of a code, each made when its turn comes.

    Some may stand ``apart``: so many contradict the others or stand at the edge of the code. Of the others
    each column has as many as ``sizes`` says.
    """

    sizes: tuple[int, ...]
    apart: int

    def __iter__(self) -> Iterator[Quotation]:
        """All of them, in the order of the sources."""

    def by_column(self) -> Iterator[Quotation]:
        """Those of each column, one column after the other, and then those that stand apart.

        Those that overlap are told as one, with what of it was chosen by whom.
        """

    def apart_of(self, column: int) -> int:
        """How many of a column's stand apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as the codebook has it. ``depth`` is 0 at the top."""

    id: str
    name: str
    path: str
    depth: int
    colour: str
    definition: str
    full: str
    include: str
    exclude: str
    typical: tuple[str, ...]
    borderline: tuple[str, ...]
    memos: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the report says of one code.

    ``counts`` has the sub-codes in it where ``rolled_up``; ``own`` are the passages that have the code
    itself. ``find`` finds the quotations of those, each time it is called: a report never holds them.
    ``near`` are the codes that most of its passages overlap, each with how many of them do; ``history`` is
    what became of its definition: when, by whom, and the words.
    """

    entry: Entry
    rolled_up: bool
    counts: Tally
    own: Tally
    find: Callable[[], Quotations] = field(repr=False)
    near: tuple[tuple[str, int], ...] = ()
    history: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report. ``by`` is the variable whose values are the ``columns``, or source, case or coder.

    ``column_totals`` and ``total`` say what each column, and all of them, consist of. ``language`` is
    da or en.
    """

    title: str
    language: str
    provenance: Provenance
    by: str
    columns: tuple[str, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    chapters: tuple[Chapter, ...] = field(repr=False)
    codebook: tuple[Entry, ...] = field(repr=False)
    memos: tuple[Note, ...] = ()
    min_cell: int = 0

    def shown(self, tally: Tally | None, at: int, unit: str) -> int | str:
        """The number of a cell as it may be printed, of what a column consists of where ``tally`` is None.

        ``at`` is the column, the number of columns for the total.
        """
        wholes = (*self.column_totals, self.total)
        row = wholes if tally is None else (*tally.cells, tally.total)
        return shown(row, wholes, at, unit, self.min_cell)
