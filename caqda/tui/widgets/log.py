"""The log panel: what was done last, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from caqda import deeds
from caqda.recorded import local
from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.title import Title
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.recorded import Entry


@dataclass(frozen=True, slots=True)
class LogRow:
    """One transaction."""

    key: int
    time: str
    coder: str
    words: str


class LogList(RowList):
    """The transactions, latest first."""

    def draw(self, row: Any, width: int) -> Text:
        """Time, coder, what was done."""
        left = Text(f" {row.time}  ", self.look("rows--dim"))
        left.append(for_terminal(f"{row.coder}  "), "bold")
        left.append(for_terminal(row.words))
        return self.between(left, "", width)


class LogPanel(Vertical):
    """Title and list."""

    DEFAULT_CSS = """
    LogPanel {
        & LogList { height: 1fr; }
    }
    """

    def compose(self) -> ComposeResult:
        """Title and list."""
        told = _("Log: the last changes, latest first  ·  passages by their characters")
        yield Title(told, keyed(self, _("{coding.log:r} folds it away")))
        yield LogList()

    def show(self, entries: Iterable[Entry]) -> None:
        """Show entries of the journal."""
        self.query_one(LogList).fill([row_of(entry) for entry in entries])


def row_of(entry: Entry) -> LogRow:
    """An entry as a line."""
    return LogRow(entry.id, local(entry.time)[5:], entry.coder, deeds.told_of(entry))
