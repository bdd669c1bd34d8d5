"""What was saved under a name: open one of them, give it another name, let go of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.quotes import one_line
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A name and what it stands for."""

    key: str
    told: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done with one of them."""

    act: Literal["open", "rename", "delete"]
    name: str


class SavedRows(RowList):
    """The names, each with what it stands for."""

    def draw(self, row: Any, width: int) -> Text:
        """The name, and as much of the rest as there is room for."""
        names = max(cell_len(for_terminal(one.key)) for one in self.rows)
        text = Text(f" {for_terminal(row.key)}")
        text.truncate(min(names + 1, width), overflow="ellipsis", pad=True)
        text.append(f"  {one_line(row.told)}", self.look("rows--dim"))
        text.truncate(width, overflow="ellipsis")
        return text


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"saved.{name}")


class SavedScreen(Question[Wish | None]):
    """A list in a box; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("r", "wish('rename')", N_("Give it another name"), "rename"),
        _key("d,delete", "wish('delete')", N_("Delete it"), "delete"),
        _key("escape,q", "dismiss(None)", N_("Leave"), "leave"),
    ]
    DEFAULT_CSS = """
    SavedScreen {
        align: center middle;
        background: $background 40%;
        & #saved {
            width: 120; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
        }
        & SavedRows { height: auto; max-height: 16; }
        & #stands { height: auto; max-height: 6; padding: 0 1; border-top: solid $foreground 30%; }
    }
    """

    def __init__(self, title: str, rows: Sequence[SavedRow], none: str, at: str | None = None) -> None:
        super().__init__()
        self._title, self._rows, self._none, self._at = title, rows, none, at

    def compose(self) -> ComposeResult:
        """The names, or how one comes to have some."""
        with Vertical(id="saved") as box:
            box.border_title = self._title
            if self._rows:
                box.border_subtitle = keyed(
                    self,
                    _(
                        "{list.choose:enter} opens · {saved.rename:r} renames · {saved.delete:d} "
                        "deletes · {saved.leave:esc} leaves"
                    ),
                )
                yield SavedRows()
                yield Static("", id="stands", markup=False)
            else:
                box.border_subtitle = keyed(self, _("{saved.leave:esc} leaves"))
                yield Static(keyed(self, self._none), markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        if self._rows:
            rows = self.query_one(SavedRows)
            rows.styles.height = min(len(self._rows), 16)
            rows.fill(self._rows, self._at or self._rows[0].key)
            rows.focus()

    @on(RowList.Highlighted)
    def _tell(self, event: RowList.Highlighted) -> None:
        """The whole of what the name under the cursor stands for."""
        row = event.row
        told = _("{name}: {told}").format(name=row.key, told=one_line(row.told)) if row else ""
        self.query_one("#stands", Static).update(for_terminal(told))

    @on(RowList.Chosen)
    def _open(self, event: RowList.Chosen) -> None:
        self.dismiss(Wish("open", event.row.key))

    def action_wish(self, act: Literal["rename", "delete"]) -> None:
        """Rename or delete the one under the cursor."""
        if self._rows and (row := self.query_one(SavedRows).current) is not None:
            self.dismiss(Wish(act, row.key))
