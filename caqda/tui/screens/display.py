"""The display menu: how the transcript is set, seen at once behind it, and kept on this machine."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from caqda.errors import CaqdaError
from caqda.tui import display, themes
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.transcript import TranscriptView
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

_MAP = N_(
    "Mini-map: ▐ what is in sight, ░▒▓█ how much is coded and by what mostly, ◆ the code in hand, • hits"
)


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One choice and what it is now."""

    key: str
    words: str
    value: str


class DisplayRows(RowList):
    """The choices."""

    def draw(self, row: Any, width: int) -> Text:
        """What it is, and how it is now."""
        value = f"‹ {row.value} › "
        left = Text(f" {row.words}")
        left.truncate(max(0, width - len(value)), overflow="ellipsis", pad=True)
        return left.append(value)


class DisplayScreen(Question[None]):
    """Changes how a transcript is set."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "turn(1)", N_("The next value"), id="display.next"),
        Binding("left,h", "turn(-1)", N_("The value before"), id="display.previous"),
        Binding("escape,q,D", "leave", N_("Keep it so"), id="display.leave"),
    ]
    DEFAULT_CSS = """
    DisplayScreen {
        align: center bottom;
        background: $background 0%;
        & #display {
            width: 68; max-width: 100%; height: auto; margin: 0 0 3 0;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
            & DisplayRows { height: 8; background: $panel; }
            & Static { height: auto; color: $foreground 80%; }
        }
    }
    """

    def __init__(self, transcript: TranscriptView) -> None:
        super().__init__()
        self._transcript = transcript

    def compose(self) -> ComposeResult:
        """The choices, and what the mini-map means."""
        with Vertical(id="display") as box:
            box.border_title = _("Display")
            box.border_subtitle = keyed(
                self,
                _(
                    "{list.up:↑} {list.down:↓} choose · {display.previous:←} {display.next:→} "
                    "change · {display.leave:esc} keeps it"
                ),
            )
            yield DisplayRows()
            yield Static(_(_MAP), markup=False)

    def on_mount(self) -> None:
        """Show what it is now."""
        self._fill()
        self.query_one(DisplayRows).focus()

    def _fill(self) -> None:
        told = self._transcript.reading
        rows = [
            DisplayRow(one.field, _(one.words), _(one.word(getattr(told, one.field))))
            for one in display.CHOICES
        ]
        rows.append(DisplayRow("theme", _("Colours"), _(themes.word(self.app.theme))))
        self.query_one(DisplayRows).fill(rows, None)

    def on_row_list_chosen(self) -> None:
        """Enter goes on to the next value."""
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        """Change the choice under the cursor; it is seen at once."""
        row = self.query_one(DisplayRows).current
        if row is None:
            return
        if row.key == "theme":
            self.app.theme = themes.after(self.app.theme, step)
        else:
            choice = next(one for one in display.CHOICES if one.field == row.key)
            told = self._transcript.reading
            value = choice.after(getattr(told, choice.field), step)
            self._transcript.reading = replace(told, **{choice.field: value})
        self._fill()

    async def action_leave(self) -> None:
        """Keep it on this machine."""
        self.dismiss()
        try:
            await asyncio.to_thread(display.keep, self._transcript.reading, self.app.theme)
        except CaqdaError as error:
            self.app.notify(str(error), severity="error", markup=False)
