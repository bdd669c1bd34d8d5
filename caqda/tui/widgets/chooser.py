"""A small question: which of these? Shown where a key could mean several things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.widgets.codes import SWATCH
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: ``note`` stands at its right, ``colour`` before it."""

    key: object
    words: str
    note: str = ""
    colour: str = ""


class OptionRows(RowList):
    """The answers; ``numbered`` where a number is a key that answers."""

    def __init__(self, *, numbered: bool = True) -> None:
        super().__init__()
        self._numbered = numbered

    def draw(self, row: Any, width: int) -> Text:
        """Number, colour, words, note."""
        place = self.rows.index(row) + 1
        left = Text((f" {place}  " if place < 10 else "    ") if self._numbered else " ")
        if row.colour:
            left.append(f"{SWATCH} ", self.swatch(row.colour))
        left.append(for_terminal(row.words))
        return self.between(left, f"{for_terminal(row.note)} " if row.note else "", width)


class Chooser(Question[Any]):
    """Asks for one of several answers; the result is its key, None for none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", N_("Leave"), id="chooser.leave"),
        *(
            Binding(
                str(number),
                f"answer({number})",
                N_("Its answer"),
                id=f"chooser.answer-{number}",
            )
            for number in range(1, 10)
        ),
    ]
    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        background: $background 40%;
        & #chooser {
            width: 66; max-width: 100%; height: auto; max-height: 80%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
            & OptionRows { height: auto; max-height: 100%; }
        }
    }
    """

    def __init__(
        self, question: str, options: Sequence[Option], does: str = "", *, at: object = None
    ) -> None:
        """``does`` says what an answer does, ``at`` is the key of the one that the cursor begins on."""
        super().__init__()
        self._at = at
        self._question = question
        self._options = options
        self._does = does or _("chooses")

    def compose(self) -> ComposeResult:
        """The answers in a box."""
        with Vertical(id="chooser") as box:
            box.border_title = for_terminal(self._question)
            told = _("{list.choose:enter} or its number {does} · {chooser.leave:esc} leaves all as it is")
            box.border_subtitle = keyed(self, told, does=self._does)
            yield OptionRows()

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(OptionRows)
        rows.styles.height = min(len(self._options), 16)
        first = self._options[0].key if self._options else None
        rows.fill(self._options, first if self._at is None else self._at)
        rows.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Answer."""
        self.dismiss(event.row.key)

    def action_answer(self, number: int) -> None:
        """Answer with the row of that number."""
        if number <= len(self._options):
            self.dismiss(self._options[number - 1].key)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
