"""The numbers of a report of caqda, held against the study: which of them it would not print any more.

The report says of itself what it was made of (:mod:`caqda.reports.choices`). It is made anew from that, and
its tables are laid beside those of the manuscript, by caption, row and column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import count
from typing import TypeAlias

from caqda.reports import choices
from caqda.reports.document import Cell, Row, plain
from caqda.reports.document import Table as Made
from caqda.study import Study
from caqda.verify.manuscript import Manuscript, Table

_TRACE = re.compile(
    r"journal\s+n[ro]\.\s+(?P<position>\d+)\s+\w+\s+hash\s+(?P<hash>[0-9a-f]{64}),\s+\w+\s+id\s+"
    r"(?P<uuid>[0-9a-f]{8}(?:-?\s?[0-9a-f]{4}){3}-?\s?[0-9a-f]{12})"
)
_HYPHEN = re.compile(r"[-\s]")  # where a line of a PDF may end
_SWATCH = "■"
_Pair: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that no longer agrees; ``printed`` or ``now`` is None where there is no such number.

    ``row`` or ``column`` is empty where the whole column, row or table is meant.
    """

    table: str
    row: str
    column: str
    printed: str | None
    now: str | None

    def to_json(self) -> dict[str, str | None]:
        """The finding for programs."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is to say of the numbers of a report.

    ``position`` is that of the journal it was made at, ``now`` that of the study; ``state`` how they stand:
    ``same``, ``earlier`` (the study went on), ``other history`` or ``other study``. ``checked`` numbers
    were compared, 0 where its tables cannot be read, or where it is not ``told`` what it was made of.
    """

    state: str
    position: int
    now: int
    checked: int
    differing: tuple[Figure, ...]
    told: bool = True


def figures(study: Study, manuscript: Manuscript) -> Figures | None:
    """The numbers of a report against the study it is of; None where it is no report of caqda.

    Raises UnknownName, QueryError where what it was made of is not in the study any more.
    """
    text = manuscript.text
    trace = _TRACE.search(text)
    if trace is None:
        return None
    position, now = int(trace["position"]), study.journal.position()[0]
    if _HYPHEN.sub("", trace["uuid"]) != _HYPHEN.sub("", study.info()[0]):
        return Figures("other study", position, now, 0, ())
    state = "same" if position == now else "earlier"
    if study.journal.since(position, trace["hash"]) is None:
        state = "other history"
    asked = choices.find(text, manuscript.path)
    if asked is None or not manuscript.tables:
        return Figures(state, position, now, 0, (), asked is not None)
    from caqda.reports.parts import document_anew

    made = [block for block in document_anew(study, asked) if isinstance(block, Made)]
    compared = _Comparing()
    compared.tables(manuscript.tables, made)
    return Figures(state, position, now, compared.checked, tuple(compared.differing))


class _Comparing:
    """Tables laid beside each other, and what was found."""

    def __init__(self) -> None:
        self.checked = 0
        self.differing: list[Figure] = []

    def tables(self, printed: Sequence[Table], made: Iterable[Made]) -> None:
        """Each table that is made now, with the one of the same caption."""
        left = list(printed)
        for table in made:
            caption = _plain(plain(table.caption))
            found = next((one for one in left if one.rows and _plain(one.caption).endswith(caption)), None)
            if found is not None:
                left.remove(found)
            if any(table.numeric):
                if found is not None:
                    self._table(caption, found, table)
                else:
                    self.differing.append(Figure(caption, "", "", None, ""))
        for one in left:
            if _numbered(one):
                self.differing.append(Figure(_plain(one.caption), "", "", "", None))

    def _table(self, caption: str, printed: Table, made: Made) -> None:
        head, *rows = ([_plain(cell) for cell in row] for row in printed.rows)
        labels = made.numeric.index(True)
        columns = _reworded(_pairs(_keyed(head), _keyed(map(_plain, made.head))))
        for was, is_now in columns:
            if was is None or is_now is None:
                name = head[was] if was is not None else made.head[is_now or 0]
                self.differing.append(
                    Figure(caption, "", name, *(("", None) if was is not None else (None, "")))
                )
        whole = [*made.rows, *made.foot]
        told = [_label(row[:labels]) for row in rows]
        for was, is_now in _pairs(told, _labels(whole, labels, set(told))):
            cells = rows[was] if was is not None else None
            now = whole[is_now] if is_now is not None else None
            name = (
                told[was]
                if was is not None
                else _label(_plain(plain(c.whole)) for c in whole[is_now or 0][:labels])
            )
            for left, right in columns:
                if left is not None and right is not None and made.numeric[right]:
                    self._cell(
                        (caption, name, head[left]),
                        cells[left] if cells is not None and left < len(cells) else None,
                        now[right] if now is not None and right < len(now) else None,
                    )

    def _cell(self, place: tuple[str, str, str], printed: str | None, made: Cell | None) -> None:
        now = None if made is None else _plain(plain(made.text))
        self.checked += printed is not None
        if _unmarked(printed) != _unmarked(now):
            self.differing.append(Figure(*place, printed, now))


def _unmarked(number: str | None) -> str | None:
    """A number without the marks that one language sets as points and another as commas."""
    return number.replace(",", ".") if number is not None else None


def _labels(rows: Iterable[Row], labels: int, printed: set[str]) -> list[str]:
    """The heads of rows as the manuscript prints them: by paths, or by names that are set in under others."""
    short = [_label(_plain(plain(cell.text)) for cell in row[:labels]) for row in rows]
    whole = [_label(_plain(plain(cell.whole)) for cell in row[:labels]) for row in rows]
    return max(whole, short, key=lambda told: len(printed.intersection(told)))


def _label(cells: Iterable[str]) -> str:
    return ", ".join(cell.removeprefix(_SWATCH).strip() for cell in cells)


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[_Pair]:
    """The places of what stands in both, and of what stands in one of two lists only.

    Names that stand once are found wherever they are; where some stand twice, their order counts.
    """
    if len(set(one)) == len(one) and len(set(other)) == len(other):
        there = {name: at for at, name in enumerate(other)}
        pairs: list[_Pair] = [(at, there.pop(name, None)) for at, name in enumerate(one)]
        return [*pairs, *((None, at) for at in there.values())]
    return list(_in_order(one, other))


def _reworded(columns: list[_Pair]) -> list[_Pair]:
    """The pairs, with heads that stand in one table only paired in their order where there are as many."""
    gone = [was for was, now in columns if now is None]
    new = [now for was, now in columns if was is None]
    if len(gone) != len(new):
        return columns
    return [pair for pair in columns if None not in pair] + list(zip(gone, new, strict=True))


def _in_order(one: Sequence[str], other: Sequence[str]) -> Iterator[_Pair]:
    for tag, low, high, begin, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(low, high), range(begin, end), strict=True)
        else:
            yield from ((at, None) for at in range(low, high))
            yield from ((None, at) for at in range(begin, end))


def _keyed(names: Iterable[str]) -> list[str]:
    """Names of columns, those that stand again told apart by how often they did."""
    seen: dict[str, Iterator[int]] = {}
    return [f"{name}\0{next(seen.setdefault(name, count()))}" for name in names]


def _numbered(table: Table) -> bool:
    """Whether a table is one of numbers: most of its cells hold one."""
    cells = [cell for row in table.rows[1:] for cell in row[1:] if cell.strip()]
    kinds = Counter(bool(re.fullmatch(r"[<\d.,() %–]+", cell.strip())) for cell in cells)
    return kinds[True] > kinds[False]


def _plain(text: str) -> str:
    return " ".join(text.split())
