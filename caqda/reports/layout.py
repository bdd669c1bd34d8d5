"""How tables are set on a page: how broad their columns are, and when the page is turned for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caqda.reports.document import Block, Cell, Heading, Paragraph, Table, plain
from caqda.reports.drawing import breadth

MANY_COLUMNS = 8
"""A table of more columns stands on a page that lies on its side."""

_MANY_TEXTS, _LONG_TEXT = 4, 60
_HELD, _HELD_TEXT = 15, 1500
_LEADING = 4
_TWIPS = 15  # to a pixel; a text of tables is as high as that of drawings
_SIDES = 180


def turned(table: Table) -> bool:
    """Whether a table stands on a page that lies on its side: many columns, or several of long texts."""
    numeric = table.numeric
    texts = sum(
        not numeric[at] and any(len(plain(row[at].text)) > _LONG_TEXT for row in table.rows)
        for at in range(1, len(table.head))
    )
    return len(table.head) > MANY_COLUMNS or texts > _MANY_TEXTS


def held(table: Table) -> bool:
    """Whether a table is so short that the end of a page should not part it."""
    rows = (*table.rows, *table.foot)
    return len(rows) <= _HELD and sum(len(plain(cell.text)) for row in rows for cell in row) < _HELD_TEXT


def widths(table: Table, width: int) -> list[int]:
    """The breadths of the columns in twentieths of a point: as their words need, and the rest shared.

    Numbers are not broken; where the room is too little, columns of words give way.
    """
    whole = (*table.rows, *table.foot)
    least, wanted = [], []
    for at, (head, right) in enumerate(zip(table.head, table.numeric, strict=True)):
        texts = [(plain(row[at].text), _set_in(row[at])) for row in whole]
        longest = max((_broad(text) + more for text, more in texts), default=0)
        word = max((_broad(word) + more for text, more in texts for word in text.split()[:9]), default=0)
        needed = max(map(_broad, head.split(" ")), default=0) * 1.1  # where no line may be broken, none is
        least.append(
            min(max(longest, min(needed, 64)) if right else max(word, min(needed, 64)), 140) * _TWIPS + _SIDES
        )
        wanted.append(max(longest if right else min(longest, 400), needed) * _TWIPS + _SIDES)
    if sum(wanted) <= width:
        free = (width - sum(wanted)) / len(wanted)
        return [int(need + free) for need in wanted]
    room, more = width - sum(least), sum(wanted) - sum(least)
    if room < 0 or not more:
        return [int(need * width / sum(least)) for need in least]
    return [int(low + (high - low) * room / more) for low, high in zip(least, wanted, strict=True)]


def _broad(text: str) -> float:
    """The breadth of a text in the face of the report's own tables, which is narrow."""
    return 0.86 * breadth(text)


def _set_in(cell: Cell) -> float:
    return (cell.level * 200 / _TWIPS) + (16 if cell.colour else 0)


def led(blocks: Iterable[tuple[Block, int]]) -> Iterator[tuple[Block, int, bool]]:
    """The blocks, and of each whether a page that lies on its side begins with it.

    It does with a table that is turned or, where headings and a few words lead to that, with the first of
    them. Tables that are turned and follow each other begin a page each.
    """
    before: list[tuple[Block, int]] = []
    for block, number in blocks:
        if isinstance(block, Heading) or (before and isinstance(block, Paragraph) and len(before) < _LEADING):
            before.append((block, number))
            continue
        lies = isinstance(block, Table) and turned(block)
        for at, (one, its) in enumerate(before):
            yield one, its, lies and not at
        yield block, number, lies and not before
        before.clear()
    yield from ((one, its, False) for one, its in before)
