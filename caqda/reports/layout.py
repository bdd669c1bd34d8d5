"""How tables are set on a page: how broad their columns are, and when the page is turned for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from caqda.reports.document import (
    Block,
    Cell,
    Chart,
    Facts,
    Heading,
    Line,
    Paragraph,
    Quote,
    Remark,
    Row,
    Run,
    Table,
    aside,
    plain,
    runs,
    stanzas,
)
from caqda.reports.drawing import breadth

MANY_COLUMNS = 8
"""A table of more columns stands on a page that lies on its side."""

_MANY_TEXTS, _LONG_TEXT = 4, 60
_HELD, _HELD_TEXT = 20, 1500
_LEADING = 6  # headings and few words that lead to a table or chart
_FIRST, _LAST = 3, 4  # rows at the beginning and the end of a table that no page ends within
_WHOLE, _SHORT = 18, 200  # lines of a row that no page parts; characters of a cell that has fewer anyway
_BRIEF = 120  # characters of a cell of a row of which several may be kept on one page
_QUOTED, _LINE = 900, 90  # characters of a quotation that no page parts, and of a line of it
_ROOMY = 130  # pixels of a column in which a long text is read well without parted words
_TIED = 45  # characters of a part of small print that no line ends within
_ROOM, _MORE = 400, 1200  # pixels that a line of text asks for at most; a very long one, that many more
_GIVES = 0.5  # of what its longest word needs, that a column of words keeps beside numbers
_UNBROKEN = 8  # letters of a head that stands on one line
_TWIPS = 15  # to a pixel; a text of tables is as high as that of drawings
_SIDES = 180
_BESIDE = 160  # between a number and a text that stands beside it


def turned(table: Table, width: int | None = None) -> bool:
    """Whether a table stands on a page that lies on its side: many columns, or several of long texts.

    Where ``width`` is given, in twentieths of a point, one that needs more does so too.
    """
    numeric = table.numeric
    texts = sum(
        not numeric[at] and any(len(plain(row[at].text)) > _LONG_TEXT for row in table.rows)
        for at in range(1, len(table.head))
    )
    broad = width is not None and not table.even and sum(_needs(table)[0]) > width
    return len(table.head) > MANY_COLUMNS or texts > _MANY_TEXTS or broad


def held(table: Table) -> bool:
    """Whether a table is so short that the end of a page should not part it."""
    rows = (*table.rows, *table.foot)
    return len(rows) <= _HELD and sum(len(plain(cell.text)) for row in rows for cell in row) < _HELD_TEXT


def gathered(facts: Facts) -> Iterator[tuple[str, Line, bool]]:
    """The facts, and of each whether it stays on the page of the next one.

    A short list of them, such as what the codebook says of a code, is not parted by the end of a page.
    """
    short = sum(len(plain(told)) for _, told in facts.pairs) < _HELD_TEXT
    for at, (term, told) in enumerate(facts.pairs, start=1):
        yield term, told, at < len(facts.pairs) if short else at == 1 < len(facts.pairs)


def whole(row: Row, broad: list[int]) -> bool:
    """Whether a row is so low, in columns so broad, that no end of a page should part it.

    A higher one would leave more than a third of a page free.
    """
    return all(
        len(told := plain(cell.text)) < _SHORT
        or sum(max(1, ceil(_broad(line) * _TWIPS / (width - _SIDES))) for line in told.split("\n") if line)
        <= _WHOLE
        for cell, width in zip(row, broad, strict=True)
    )


def clings(table: Table, at: int) -> bool:
    """Whether the row at a place, from 1, stays on the page of the next one where the table is parted.

    The first and the last ones do, and a code does with the first of those below it.
    """
    rows = table.rows
    edge = at < _FIRST or at > len(rows) - _LAST
    above = at < len(rows) and rows[at][0].level > rows[at - 1][0].level
    return (edge or above) and all(len(plain(cell.text)) <= _BRIEF for cell in rows[at - 1])


def sliced(row: Row, broad: list[int]) -> list[Row]:
    """A row as the rows that a page is filled with: a high one as several, each under its head.

    What stands in a cell is parted where a line that is set off closes it, as the place closes a quotation.
    """
    if whole(row, broad):
        return [row]
    parts = [_closed(cell.text) for cell in row[1:]]
    head = Cell(Run(plain(row[0].text), emphasis=True), level=row[0].level)
    return [
        (
            head if at else row[0],
            *(
                Cell(part[at] if at < len(part) else "") if at else replace(cell, text=part[0])
                for cell, part in zip(row[1:], parts, strict=True)
            ),
        )
        for at in range(max(map(len, parts), default=1))
    ]


def _closed(text: Line) -> list[Line]:
    """The parts of a text, each up to a line that is set off; at least one."""
    found: list[list[str | Run]] = [[]]
    for part in stanzas(text):
        found[-1] += ["\n\n"] * bool(found[-1]) + [*runs(part)]
        if aside(part):
            found.append([])
    return [tuple(part) for part in found if part] or [text]


def undivided(quote: Quote) -> bool:
    """Whether a quotation is so short that no end of a page should part it.

    What is noted under what one person says counts too; an exchange of several is the harder to follow
    where it is parted.
    """
    said = quote.speeches
    high = sum(len(one.text) for one in said) + len(said) * _LINE
    if len(said) == 1:
        high += sum(len(remark.text) + 2 * _LINE for remark in quote.remarks)
    return high < _QUOTED


def unparted(text: str, width: int) -> bool:
    """Whether no word of a text in a column so broad need be parted at the end of a line.

    A column of long texts is the better for it where it is narrow.
    """
    room = (width - _SIDES) / _TWIPS
    longest = max(map(_broad, text.split()), default=0)
    return longest <= (room if len(text) < _LONG_TEXT or room >= _ROOMY else room / 2)


def tied(text: str) -> str:
    """Small print in parts, so that no line ends within a short one, nor before the last words of a long one.

    Around ranges of numbers it may: else it would within them, for the sign that keeps one together is a box
    in some programs. The text is to be safe already, since non-breaking spaces are not.
    """
    return " · ".join(map(_tied, text.split(" · ")))


def _tied(part: str) -> str:
    before, dash, after = part.rpartition("–")
    end, space, rest = after.partition(" ") if dash else ("", "", part)
    rest = "\u00a0".join(rest.split(" ") if len(rest) <= _TIED else rest.rsplit(" ", 2))
    return f"{before}{dash}{end}{space}{rest}"


class Under:
    """Follows the headings of a report, to say which code one belongs to: it may open a page."""

    def __init__(self) -> None:
        self.above: Heading | None = None

    def code(self, heading: Heading) -> str:
        """The code that a heading stands right under; empty where there is none."""
        above = self.above
        if heading.colour or (above is not None and heading.level <= above.level):
            self.above = heading if heading.colour else None
            return ""
        return above.text if above is not None and heading.level == above.level + 1 else ""


def widths(table: Table, width: int) -> list[int]:
    """The breadths of the columns in twentieths of a point: as their words need, and the rest shared.

    Numbers are not broken; where the room is too little, columns of words give way. Heads of numbers get
    more than that only after words. Where columns are to be even, all but the first are as broad as each
    other.
    """
    numeric = table.numeric
    least, wanted = _needs(table)
    if table.even and len(least) > 1:
        first = int(min(least[0], width / 2))
        return [first, *[int((width - first) / (len(least) - 1))] * (len(least) - 1)]
    if sum(wanted) <= width:
        free = (width - sum(wanted)) / len(wanted)
        return [int(need + free) for need in wanted]
    room, more = width - sum(least), sum(wanted) - sum(least)
    if room < 0 or not more:
        numbers = sum(low for low, right in zip(least, numeric, strict=True) if right)
        share = (width - numbers) / (sum(least) - numbers)
        if share < _GIVES:
            return [int(low * width / sum(least)) for low in least]
        gives = zip(least, numeric, strict=True)
        return [int(low) if right else int(low * share) for low, right in gives]
    words = sum(high - low for low, high, right in zip(least, wanted, numeric, strict=True) if not right)
    shares = {
        False: min(room / words, 1) if words else 0,
        True: max(room - words, 0) / (more - words) if more > words else 0,
    }
    return [
        int(low + (high - low) * shares[right])
        for low, high, right in zip(least, wanted, numeric, strict=True)
    ]


def _needs(table: Table) -> tuple[list[float], list[float]]:
    """How broad each column is at least, and how broad it were where nothing in it is broken."""
    least: list[float] = []
    wanted: list[float] = []
    numeric = table.numeric
    for at, (head, right) in enumerate(zip(table.head, numeric, strict=True)):
        cells = [row[at] for row in (*table.rows, *table.foot)]
        beside = _BESIDE if at and numeric[at - 1] and not right else 0
        texts = [(line, _set_in(cell)) for cell in cells for line in plain(cell.text).split("\n")]
        longest = max((_broad(text) + more for text, more in texts), default=0)
        word = max((_broad(word) + more for text, more in texts for word in text.split()[:9]), default=0)
        parts = head.split(" ") if len(head) > _UNBROKEN else [head]
        needed = max(map(_broad, parts), default=0) * 1.1  # where no line may be broken, none is
        least.append(
            min(max(longest, min(needed, 64)) if right else max(word, min(needed, 64)), 140) * _TWIPS
            + _SIDES
            + beside
        )
        room = min(longest, _ROOM) + min(max(longest - _ROOM, 0) / 4, _MORE)
        wanted.append(max(longest if right else room, needed) * _TWIPS + _SIDES + beside)
    return least, wanted


def _broad(text: str) -> float:
    """The breadth of a text in the face of the report's own tables, which is narrow."""
    return 0.86 * breadth(text)


def _set_in(cell: Cell) -> float:
    return (cell.level * 200 / _TWIPS) + (16 if cell.colour else 0)


class Placed(NamedTuple):
    """A block with its number, and how it stands on its page.

    ``wide``: a table on a page that lies on its side; ``lies``: such a page begins with it, or with what
    leads to it; ``onward``: another such table follows. ``joined``: it stays on the page of the next block.
    """

    block: Block
    number: int
    lies: bool = False
    wide: bool = False
    onward: bool = False
    joined: bool = False


def led(blocks: Iterable[tuple[Block, int]], width: int | None = None) -> Iterator[Placed]:
    """The blocks, and how each stands on its page, where the text is so broad, in twentieths of a point.

    A page lies on its side from a table that is turned or, where headings and a few words lead to that, from
    the first of them, to the last of such tables. What leads to a table or a chart is not parted from it, nor
    a chart from what is noted under it. One may stand on the page after the table that it draws.
    """
    before: list[tuple[Block, int]] = []
    waiting: Placed | None = None
    for block, number in blocks:
        leads = isinstance(block, Heading) or (
            0 < len(before) < _LEADING and isinstance(block, Paragraph | Remark)
        )
        wide = not leads and isinstance(block, Table) and turned(block, width)
        lies = wide
        if waiting is not None and not (leads and waiting.wide):
            onward = wide and waiting.wide
            lies = wide and not onward
            noted = isinstance(block, Paragraph) and block.style == "note"
            yield waiting._replace(onward=onward, joined=isinstance(waiting.block, Chart) and noted)
            waiting = None
        if leads:
            before.append((block, number))
            continue
        for at, (one, its) in enumerate(before):
            yield Placed(one, its, lies and not at, joined=isinstance(block, Table | Chart))
        placed = Placed(block, number, lies and not before, wide)
        before.clear()
        if isinstance(block, Table | Chart):
            waiting = placed
        else:
            yield placed
    if waiting is not None:
        yield waiting
    yield from (Placed(one, its) for one, its in before)
