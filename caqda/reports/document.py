"""A report as its readers see it: a title and blocks in order.

Builders make a :class:`Document` from a study; renderers know these values and nothing else, so each of
them writes every kind of report. All texts are as they stand in the study: a renderer makes them
harmless. A line break within a text is one for the reader too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from caqda.reports.provenance import Provenance

if TYPE_CHECKING:
    from caqda.reports.charts import Figure


_KEPT_BACK = re.compile(r"<\d+|–")


# -- within a line ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks or does otherwise than the text around it.

    ``code`` is for a query or a name of a file; ``link`` is the anchor of a block of the same document.
    ``blank`` marks what the researcher is to fill in, and the text says what.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    link: str = ""
    blank: bool = False


Line: TypeAlias = str | Run | tuple["str | Run", ...]
"""Text with or without marks."""


def runs(line: Line) -> tuple[Run, ...]:
    """The parts of a line."""
    if isinstance(line, str):
        return (Run(line),) if line else ()
    if isinstance(line, Run):
        return (line,)
    return tuple(Run(part) if isinstance(part, str) else part for part in line if part)


def plain(line: Line) -> str:
    """The text of a line without its marks."""
    return line if isinstance(line, str) else "".join(run.text for run in runs(line))


# -- blocks ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` is 1 right under the document's title, and at most 5.

    ``short`` is what the list of contents says, the text itself where it is empty; ``indent`` sets it
    in there, below a level. ``aside`` stands beside the heading or under it; ``colour`` is that of a
    code, ``#rrggbb``.
    """

    level: int
    text: str
    anchor: str = ""
    aside: Line = ""
    colour: str = ""
    short: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``style`` is ``""``, ``lead`` (a definition, an ingress), ``note`` (small) or ``notice`` (boxed)."""

    text: Line
    style: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A memo, or another text that somebody wrote, under its label: ``Memo (AB)``."""

    label: str
    text: str


# What a report has by thousands is not frozen: freezing would take longer than all else that is done to it.


@dataclass(slots=True)
class Speech:
    """What one person says in a quotation. ``role`` is empty where it is not known."""

    speaker: str
    text: str
    role: str = ""
    interviewer: bool = False


@dataclass(slots=True)
class Quote:
    """A quotation with the line that says where it is from.

    ``id`` names it in a text (``K3:12``), ``who`` says who speaks and ``place`` where and by whom it was
    coded; ``flag`` says why it stands out (``typical``, in the reader's words) and ``also`` where else it
    belongs. ``before`` and ``after`` are the text around it. ``text`` is exactly what stands at the code
    points ``[start, end)`` of the source.
    """

    id: str
    speeches: tuple[Speech, ...]
    who: str
    place: str
    source: str
    start: int
    end: int
    text: str
    coders: tuple[str, ...] = ()
    flag: str = ""
    also: Line = ""
    before: str = ""
    after: str = ""
    remarks: tuple[Remark, ...] = ()
    anchor: str = ""

    @property
    def said(self) -> str:
        """What is said, without the speakers."""
        if len(self.speeches) == 1:
            return self.speeches[0].text
        return "\n".join([line for _, line in self.paragraphs()])

    def paragraphs(self) -> list[tuple[str, str]]:
        """The lines that are not blank, each with the speaker where it begins what one of several says."""
        if len(self.speeches) == 1:
            return [("", line) for line in lines(self.speeches[0].text)]
        return [
            ("" if number else speech.speaker, line)
            for speech in self.speeches
            for number, line in enumerate(lines(speech.text))
        ]


@dataclass(frozen=True, slots=True)
class Value:
    """A number behind what a cell shows, for spreadsheets: ``unit`` says of what; ``%`` is a share of 1."""

    number: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. Numbers are written out in ``text`` and stand in ``values`` too.

    Where a cell shows two numbers, such as ``3 (12)``, a spreadsheet gets a column for each, headed by
    its unit. ``link`` is an anchor; ``level`` and ``colour`` are those of a code that heads a row, and
    ``full`` is its path, for formats that set nothing in.
    """

    text: Line = ""
    values: tuple[Value, ...] = ()
    full: str = ""
    link: str = ""
    level: int = 0
    colour: str = ""

    @property
    def whole(self) -> Line:
        """What it says where it stands alone."""
        return self.full or self.text


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; renderers number it. The first cell of a row is its head.

    ``foot`` are the last rows, which sum up. ``notes`` stand under the table: its expression, filter,
    coders. A column stands to the right where its cells have values. Where a table is ``even``, all columns
    but the first are equally broad. ``name`` is short, for the sheet of a workbook.
    """

    caption: Line
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    notes: tuple[Line, ...] = ()
    anchor: str = ""
    name: str = ""
    even: bool = False

    @property
    def numeric(self) -> tuple[bool, ...]:
        """For each column, whether it holds numbers; one of which all are kept back does beside others."""
        rows = (*self.rows, *self.foot)
        told = [
            at > 0 and any(row[at].values for row in rows if at < len(row)) for at in range(len(self.head))
        ]
        if any(told):
            for at in range(1, len(told)):
                texts = (plain(row[at].text) for row in rows if at < len(row))
                told[at] = told[at] or (bool(rows) and all(map(_KEPT_BACK.fullmatch, texts)))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing; renderers number it. ``alternative`` says in words what can be seen in it."""

    caption: Line
    figure: Figure
    alternative: str
    notes: tuple[Line, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with what is said of it."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered where its order matters."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the document's headings down to ``depth``. What comes before it opens the document."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


@dataclass(frozen=True, slots=True)
class Later:
    """Blocks that are made when they are written, so that a long report is never whole in memory.

    Headings in it do not stand in the list of contents.
    """

    make: Callable[[], Iterable[Block]]


Block: TypeAlias = (
    Heading | Paragraph | Remark | Quote | Table | Chart | Facts | Listing | Contents | PageBreak
)


# -- the whole -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Records:
    """What a report is to a program that reads tables: one row for each of its findings."""

    columns: tuple[str, ...]
    rows: Callable[[], Iterable[tuple[str | int | float, ...]]]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``language`` is da or en.

    ``records`` are what CSV holds (its tables, where there are none), ``data`` makes what JSON holds (the
    blocks, where it is None). ``texts`` has the text of each source by name, where all that is quoted stands
    in it word for word; None where some of it may not, as where people are called otherwise.
    """

    title: str
    language: str
    provenance: Provenance
    blocks: tuple[Block | Later, ...] = field(repr=False)
    subtitle: str = ""
    author: str = ""
    records: Records | None = None
    data: Callable[[], Any] | None = None
    texts: Callable[[str], str] | None = None

    def __iter__(self) -> Iterator[Block]:
        """Every block, those that are made later too."""
        for block in self.blocks:
            if isinstance(block, Later):
                yield from block.make()
            else:
                yield block

    def outline(self, depth: int, *, onward: bool = False) -> list[Heading]:
        """The headings of the list of contents; ``onward``: those alone that come after it."""
        blocks = self.blocks
        if onward:
            at = next((at for at, block in enumerate(blocks) if isinstance(block, Contents)), -1)
            blocks = blocks[at + 1 :]
        return [block for block in blocks if isinstance(block, Heading) and block.level <= depth]


def lines(text: str) -> list[str]:
    """The lines of a text that are not blank."""
    if "\n" not in text:
        return [line] if (line := text.strip()) else []
    return [line for part in text.split("\n") if (line := part.strip())]


def stanzas(line: Line) -> list[Line]:
    """The parts of a text that blank lines part."""
    if "\n\n" not in plain(line):
        return [line]
    found: list[list[Run]] = [[]]
    for run in runs(line):
        first, *rest = run.text.split("\n\n")
        found[-1].append(replace(run, text=first))
        found += ([replace(run, text=part)] for part in rest)
    return [tuple(run for run in part if run.text) for part in found if any(run.text.strip() for run in part)]


def aside(line: Line) -> bool:
    """Whether all of a text is set off from the rest: the id of a quotation, a number beside a summary."""
    return all(run.emphasis for run in runs(line))


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """The blocks, each table and each chart with its number, from 1; the others with 0."""
    tables = charts = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield block, tables
        elif isinstance(block, Chart):
            charts += 1
            yield block, charts
        else:
            yield block, 0
