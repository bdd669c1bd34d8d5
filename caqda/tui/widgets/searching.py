"""The search line at the foot of the transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from caqda.wording import N_, _


class SearchInput(Input):
    """What to search for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.keep_search", N_("Keep the hits, back to the transcript"), id="search.keep"),
        Binding(
            "escape", "screen.leave_search", N_("Leave the search, back to where it began"), id="search.leave"
        ),
    ]


class SearchLine(Horizontal):
    """A slash, what to search for, and how many hits there are."""

    DEFAULT_CSS = """
    SearchLine {
        height: 1; background: $panel;
        & #slash { width: 9; padding: 0 0 0 1; text-style: bold; }
        & SearchInput { border: none; height: 1; padding: 0; background: $surface; width: 1fr; }
        & #hits { width: auto; min-width: 12; padding: 0 1; }
    }
    """

    @dataclass
    class Sought(Message):
        """Other words were typed."""

        line: SearchLine
        words: str

    @on(Input.Changed)
    def seek(self, event: Input.Changed) -> None:
        """Tell what was typed so far."""
        event.stop()
        self.post_message(self.Sought(self, event.value))

    def compose(self) -> ComposeResult:
        """Label, input, count."""
        yield Static(_("search"), id="slash")
        yield SearchInput(
            placeholder=_("words in this source"),
            compact=True,
        )
        yield Static(id="hits", markup=False)

    @property
    def input(self) -> SearchInput:
        """The line to type in."""
        return self.query_one(SearchInput)

    def count(self, words: str) -> None:
        """Say how many hits there are."""
        self.query_one("#hits", Static).update(words)
