"""The parts that a report can have: those that are marked are in it, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from caqda.reports.config import PARTS
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

WORDS = {
    "summary": N_("What was coded, by whom"),
    "codes": N_("Code by code"),
    "themes": N_("Quote matrix"),
    "framework": N_("Framework matrix"),
    "cases": N_("Cases"),
    "interviews": N_("Interviews, coded"),
    "crosstab": N_("Codes by groups"),
    "cooccurrence": N_("Codes that meet"),
    "memos": N_("Memos and journal"),
    "codebook": N_("Codebook"),
    "methods": N_("Methods appendix"),
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part, and whether the report has it."""

    key: str
    marked: bool


class PartMarks(RowList):
    """The parts with a box before each, in the order of the report."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("This part is in the report, or not"), show=False, id="parts.mark"),
        Binding("J", "carry(1)", N_("Move the part down"), show=False, id="parts.down"),
        Binding("K", "carry(-1)", N_("Move the part up"), show=False, id="parts.up"),
    ]

    @dataclass
    class Changed(Message):
        """The report has other parts than before, or in another order."""

        marks: PartMarks

    @property
    def marked(self) -> tuple[str, ...]:
        """The parts that the report has, in order."""
        return tuple(row.key for row in self.rows if row.marked)

    def show(self, chosen: tuple[str, ...]) -> None:
        """Show all parts, those that are chosen first."""
        others = (name for name in PARTS if name not in chosen)
        self.fill([*(PartRow(name, True) for name in chosen), *(PartRow(name, False) for name in others)])

    def draw(self, row: Any, width: int) -> Text:
        """A box, and what the part is."""
        cursor, box = "›" if row is self.current else " ", "[x]" if row.marked else "[ ]"
        return self.between(Text(f"{cursor}{box} {_(WORDS[row.key])}"), "", width)

    def action_mark(self) -> None:
        """Put the part under the cursor in the report, or leave it out, and go to the next."""
        if (at := self._cursor) < len(self.rows):
            row = self.rows[at]
            self.fill([*self.rows[:at], PartRow(row.key, not row.marked), *self.rows[at + 1 :]])
            self.action_step(1)
            self.post_message(self.Changed(self))

    def action_carry(self, step: int) -> None:
        """Move the part under the cursor up or down."""
        rows, at = list(self.rows), self._cursor
        if 0 <= at + step < len(rows):
            row = rows.pop(at)
            rows.insert(at + step, row)
            self.fill(rows, row.key)
            self.post_message(self.Changed(self))
