"""Small questions over a screen: yes or no, a line of text, one of several by typing a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from caqda.language.names import fold
from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.widgets.chooser import Option, OptionRows
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.title import Title
from caqda.wording import N_, _

_TALLEST = 16  # rows of a list in a question


def _css(name: str) -> str:
    return f"""
    {name} {{
        align: center middle;
        background: $background 40%;
        & #question {{
            width: 66; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
        }}
        & Static {{ width: 100%; }}
        & Input, & Input:focus {{ border: none; height: 1; padding: 0 1; background: $surface; }}
        & .rows--cursor {{ background: $primary 45%; text-style: bold; }}
    }}
    """


class Confirm(Question[bool]):
    """A question that is answered with yes or no; nothing is done without a yes."""

    DEFAULT_CSS = _css("Confirm")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,enter", "dismiss(True)", N_("Yes"), id="confirm.yes"),
        Binding("n,escape", "dismiss(False)", N_("No"), id="confirm.no"),
    ]

    def __init__(self, question: str, details: str) -> None:
        super().__init__()
        self._question, self._details = question, details

    def compose(self) -> ComposeResult:
        """The question, what it touches, and the keys."""
        with Vertical(id="question") as box:
            box.border_title = for_terminal(self._question)
            box.border_subtitle = keyed(self, _("{confirm.yes:enter}: yes · {confirm.no:esc}: no"))
            yield Static(for_terminal(self._details), markup=False)


class Ask(Question[str | None]):
    """A line of text; None where it was left."""

    DEFAULT_CSS = _css("Ask")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Leave"), id="ask.leave")]

    def __init__(self, question: str, value: str = "", *, may_be_empty: bool = False, told: str = "") -> None:
        """``told`` stands below the line, for what one may want to know about it."""
        super().__init__()
        self._question, self._value, self._may_be_empty = question, value, may_be_empty
        self._told = told

    def compose(self) -> ComposeResult:
        """The line in a box."""
        with Vertical(id="question") as box:
            box.border_title = for_terminal(self._question)
            box.border_subtitle = keyed(self, _("enter: done · {ask.leave:esc} leaves all as it is"))
            yield Input(self._value)
            if self._told:
                yield Static(for_terminal(self._told), markup=False)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if event.value.strip() or self._may_be_empty:
            self.dismiss(event.value.strip())


class Choose(Question[Any]):
    """One of several, found by typing a part of it; its key, None for none of them.

    Where ``free`` says what else may be typed, and nothing fits, what was typed is the answer. ``counted``
    says what the numbers at the right are.
    """

    DEFAULT_CSS = _css("Choose")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", N_("Next"), show=False, id="choose.down"),
        Binding("up", "step(-1)", N_("Previous"), show=False, id="choose.up"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="choose.page-down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="choose.page-up"),
        Binding("escape", "dismiss(None)", N_("Leave"), id="choose.leave"),
    ]

    def __init__(
        self,
        question: str,
        options: Sequence[Option],
        at: object = None,
        *,
        free: str = "",
        counted: str = "",
    ) -> None:
        super().__init__()
        self._counted = counted
        self._question, self._options, self._at, self._free = question, options, at, free

    def compose(self) -> ComposeResult:
        """What is typed, and what fits it."""
        with Vertical(id="question") as box:
            box.border_title = for_terminal(self._question)
            box.border_subtitle = keyed(self, _("enter chooses · {choose.leave:esc} leaves all as it is"))
            yield Input(placeholder=self._free or _("a few letters"))
            if self._counted:
                yield Title("", f"{self._counted}  ")
            yield OptionRows(numbered=False)

    def on_mount(self) -> None:
        """Stand on what holds now."""
        rows = self._rows
        rows.can_focus = False
        rows.styles.height = min(_TALLEST, max(1, len(self._options)), max(1, self.app.size.height - 7))
        rows.fill(self._options, self._at)

    @property
    def _rows(self) -> OptionRows:
        return self.query_one(OptionRows)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        wanted = fold(event.value.strip())
        rows = [option for option in self._options if wanted in fold(option.words)]
        rows.sort(key=lambda option: bool(wanted) and not _begins(option.words, wanted))
        self._rows.fill(rows, rows[0].key if rows and wanted else self._at)
        if rows:
            told = keyed(self, _("enter chooses · {choose.leave:esc} leaves all as it is"))
        elif self._free:
            told = keyed(self, _("enter takes what is written · {choose.leave:esc} leaves all as it is"))
        else:
            told = keyed(self, _("nothing fits · {choose.leave:esc} leaves all as it is"))
        self.query_one("#question").border_subtitle = told

    def action_step(self, step: int) -> None:
        """Go to the next or previous answer."""
        self._rows.action_step(step)

    def action_page(self, step: int) -> None:
        """Go on by a page."""
        self._rows.action_page(step)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        row, typed = self._rows.current, event.value.strip()
        if row is not None:
            self.dismiss(row.key)
        elif self._free and typed:
            self.dismiss(typed)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.row.key)


def _begins(words: str, wanted: str) -> bool:
    """Whether the last part of a path begins so."""
    return fold(words).rpartition("/")[2].startswith(wanted)
