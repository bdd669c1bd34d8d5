"""The report as one frozen value: what every renderer writes out, and nothing else.

Nothing in it refers to the study any more; texts are as they stand in the study, made harmless only by
the renderer that writes them. What is counted comes as the cells of a crosstab: cases, sources,
passages and the participants' words in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from caqda.analysis.crosstab import Cell


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


@dataclass(frozen=True, slots=True)
class Speech:
    """What one person says in a quotation. ``role`` is empty where it is not known."""

    speaker: str
    role: str
    interviewer: bool
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage with a code: ``text`` is what stands at the code points ``[start, end)`` of the source.

    ``columns`` are the numbers of the report's columns that it counts in. ``paragraph`` is the number,
    from 1, of the one it starts in; ``time`` is the one its first turn is marked with, if any.
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

    @property
    def id(self) -> str:
        """How it is named in a text: source and paragraph."""
        return f"{self.source}:{self.paragraph}"


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
    itself, and ``quotations`` are those.
    """

    entry: Entry
    rolled_up: bool
    counts: Tally
    own: Tally
    quotations: tuple[Quotation, ...]

    def of_column(self, column: int) -> tuple[Quotation, ...]:
        """The quotations that count in a column."""
        return tuple(quotation for quotation in self.quotations if column in quotation.columns)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the report comes from. ``position`` and ``hash`` are those of the study's journal.

    ``scope`` is the filter in one line; ``filters`` the same in parts: what is filtered, and by what.
    Of the ``sources`` that the report may draw on, ``constructed`` are marked as constructed material.
    """

    study: str
    uuid: str
    position: int
    hash: str
    version: str
    date: str
    coders: tuple[str, ...]
    scope: str
    filters: tuple[tuple[str, str], ...]
    sources: int
    constructed: int


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

    def groups(self, chapter: Chapter) -> Iterator[tuple[int, tuple[Quotation, ...]]]:
        """The columns that a chapter has quotations in, and these."""
        for column in range(len(self.columns)):
            if found := chapter.of_column(column):
                yield column, found
