"""The help screen: the keys that work now, and the pages of the manual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from caqda import help as manual
from caqda.tui.answering import Question
from caqda.tui.keys import KeyRow, keyed
from caqda.tui.widgets.chooser import Option, OptionRows
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

HERE = N_("Keys that work now")


class HelpScreen(Question[None]):
    """Pages at the left, the page at the right. ``first`` is the page to begin with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "leave", N_("Leave the help"), id="help.leave"),
        Binding("tab", "turn(1)", N_("Next page"), priority=True, id="help.next"),
        Binding("shift+tab", "turn(-1)", N_("Previous page"), priority=True, id="help.previous"),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 40%;
        & #help {
            width: 100; max-width: 100%; height: 90%;
            background: $panel; border: round $primary;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
            & OptionRows { width: 24; height: 100%; border-right: solid $border; }
            & VerticalScroll { height: 100%; padding: 0 1; background: $surface; }
            & #page { height: auto; padding-right: 1; }
        }
    }
    """

    def __init__(self, groups: Sequence[tuple[str, list[KeyRow]]], first: str = HERE) -> None:
        super().__init__()
        self._groups = groups
        self._first = first

    def compose(self) -> ComposeResult:
        """The pages, and the one that is read."""
        with Vertical(id="help") as box:
            box.border_title = _("Help")
            box.border_subtitle = keyed(
                self, _("{help.next:tab} next page · ↑ ↓ scroll · {help.leave:esc} leaves")
            )
            with Horizontal():
                yield OptionRows(numbered=False)
                with VerticalScroll():
                    yield Static(id="page")

    def on_mount(self) -> None:
        """Open the first page."""
        pages = [HERE, *manual.topics()]
        self.query_one(OptionRows).fill(
            [Option(page, _(page) if page == HERE else manual.title(page)) for page in pages], self._first
        )
        self.query_one(VerticalScroll).focus()
        self._read(self._first)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Read the page under the cursor."""
        self._read(event.row.key)

    def action_turn(self, step: int) -> None:
        """Go to the next or previous page."""
        self.query_one(OptionRows).action_step(step)

    def action_leave(self) -> None:
        """Leave the help."""
        self.dismiss()

    def _read(self, page: str) -> None:
        self.query_one("#page", Static).update(key_tables(self._groups) if page == HERE else written(page))
        self.query_one(VerticalScroll).scroll_home(animate=False)


def key_tables(groups: Sequence[tuple[str, list[KeyRow]]]) -> RenderableType:
    """The keys, a table for each group."""
    parts: list[RenderableType] = []
    for name, rows in groups:
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(width=18)
        table.add_column(ratio=1)
        for row in rows:
            table.add_row(Text(row.keys, style="bold"), Text(row.words))
        parts += [Text(f"\n{name}", style="bold underline"), table]
    return Group(*parts)


def written(topic: str) -> RenderableType:
    """A page of the manual."""
    from caqda.help.shown import Page

    return Page(topic)
