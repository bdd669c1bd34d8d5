"""Codes to mark: those that are marked, with their sub-codes, are what is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from caqda.tui.quotes import one_line
from caqda.tui.widgets.codes import SWATCH
from caqda.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A code; ``above`` are the codes that it lies under."""

    key: int
    name: str
    colour: str
    depth: int
    count: int
    above: frozenset[int]


def mark_rows(corpus: Corpus) -> list[MarkRow]:
    """The codes in the order of the codebook."""
    above: dict[int, frozenset[int]] = {}
    rows = []
    for code in corpus.codes.values():
        parent = code.parent
        above[code.id] = frozenset() if parent is None else above[parent] | {parent}
        name, count = one_line(code.name), corpus.counts[code.id]
        rows.append(MarkRow(code.id, name, code.colour, code.depth, count, above[code.id]))
    return rows


class CodeMarks(RowList):
    """The codes with a box before each; none marked means all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark the code and its sub-codes, or not", show=False, id="marks.mark"),
        Binding("a", "mark_none", "No marks: all codes", show=False, id="marks.none"),
    ]

    @dataclass
    class Changed(Message):
        """Other codes are marked than before."""

        marks: CodeMarks

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marked: frozenset[int] = frozenset()

    @property
    def marked(self) -> list[int]:
        """The codes that are marked, in order, without those that lie under another one of them."""
        return [row.key for row in self.rows if row.key in self._marked and not row.above & self._marked]

    def show(self, rows: Iterable[MarkRow]) -> None:
        """Show these codes; what was marked and is still there stays marked."""
        shown = list(rows)
        self._marked &= {row.key for row in shown}
        self.fill(shown)

    def mark(self, codes: Iterable[int]) -> None:
        """Mark these codes, and no others."""
        self._marked = frozenset(codes) & {row.key for row in self.rows}
        self._tell()

    def draw(self, row: Any, width: int) -> Text:
        """A box, filled where the code or one above it is marked; name; count."""
        inside = row.key in self._marked or bool(row.above & self._marked)
        left = Text("›" if row is self.current else " ")
        left.append("  " * row.depth)
        left.append("[x] " if inside else "[ ] ")
        left.append(SWATCH, self.swatch(row.colour))
        left.append(f" {row.name}")
        return self.between(left, str(row.count), width)

    def action_mark(self) -> None:
        """Mark the code under the cursor, or take its mark off, and go to the next."""
        row = self.current
        if row is None:
            return
        if row.above & self._marked:
            self._marked -= row.above
        else:
            self._marked ^= {row.key}
        self.action_step(1)
        self._tell()

    def action_mark_none(self) -> None:
        """Take all marks off."""
        self._marked = frozenset()
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        self.post_message(self.Changed(self))
