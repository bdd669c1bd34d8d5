"""The summary of one case under one code, written over the foot of its passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.widgets.writing import Writing
from caqda.wording import N_, _


class SummaryScreen(Question[str]):
    """What one writes, with what others wrote above it; leaving it, in any way, returns the text."""

    DEFAULT_CSS = """
    SummaryScreen {
        align: center bottom;
        background: $background 0%;
        & #summary {
            width: 100%; height: auto; max-height: 50%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
        }
        & #others { height: auto; max-height: 30%; color: $foreground 75%; }
        & Writing { height: 4; border: none; padding: 0; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+o", "done", N_("Save and return"), priority=True, id="summary.leave"),
    ]

    def __init__(self, heading: str, mine: str, others: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading, self._mine, self._others = heading, mine, others

    def compose(self) -> ComposeResult:
        """Others' words, and the editor."""
        with Vertical(id="summary") as box:
            box.border_title = for_terminal(self._heading)
            box.border_subtitle = keyed(self, _("{summary.leave:esc} saves and returns"))
            if self._others:
                told = "\n".join(f"{coder}: {text}" for coder, text in self._others)
                yield Static(for_terminal(told), id="others", markup=False)
            editor = Writing(
                self._mine, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True
            )
            editor.move_cursor(editor.document.end)
            yield editor

    def action_done(self) -> None:
        """Save and return."""
        self.dismiss(self.query_one(Writing).text.strip())
