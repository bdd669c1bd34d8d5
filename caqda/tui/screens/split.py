"""Which codings of a code go to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label

from caqda.tui.answering import Answering
from caqda.tui.keys import keyed
from caqda.tui.quotes import Quote, one_line
from caqda.tui.screens.dialogs import Ask
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext

_KEYS = N_(
    "{split.mark:space} marks  {split.all:a} all or none  {list.choose:enter} "
    "names the new code  {split.leave:esc} leaves"
)


@dataclass(frozen=True, slots=True)
class Splitting:
    """The name of the new code, and the codings that it is to have."""

    name: str
    codings: tuple[int, ...]


class SplitScreen(Answering, Screen[Splitting | None]):
    """The codings of a code, to be marked; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space", "mark", N_("This coding goes to the new code, or stays"), show=False, id="split.mark"
        ),
        Binding("a", "mark_all", N_("All codings, or none"), show=False, id="split.all"),
        Binding("escape", "dismiss(None)", N_("Leave all as it is"), show=False, id="split.leave"),
    ]
    DEFAULT_CSS = """
    SplitScreen {
        & #title { width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel; }
        & PassageList { height: 1fr; }
    }
    """

    def __init__(self, code: str, quotes: Sequence[Quote]) -> None:
        super().__init__()
        self._code, self._quotes = code, quotes
        self._marked: set[int] = set()

    def compose(self) -> ComposeResult:
        """What is marked, and the codings."""
        yield Label("", id="title", markup=False)
        yield PassageList(id="list")
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """List the codings."""
        shown = self.query_one(PassageList)
        shown.show(self._quotes)
        shown.focus()
        self._tell()

    def _tell(self) -> None:
        self.query_one(PassageList).mark(self._marked)
        told = ngettext(
            "Split “{code}”: {marked} of {n} coding marked",
            "Split “{code}”: {marked} of {n} codings marked",
            len(self._quotes),
        ).format(code=one_line(self._code), marked=len(self._marked), n=len(self._quotes))
        self.query_one("#title", Label).update(told)

    def action_mark(self) -> None:
        """Mark the coding under the cursor, or take the mark off, and go to the next."""
        shown = self.query_one(PassageList)
        if shown.quote is not None:
            self._marked ^= {shown.quote.key}
            shown.action_step(1)
            self._tell()

    def action_mark_all(self) -> None:
        """Mark all codings, or none where all are."""
        everything = {quote.key for quote in self._quotes}
        self._marked = set() if self._marked == everything else everything
        self._tell()

    @on(RowList.Chosen)
    def _named(self) -> None:
        if not self._marked:
            told = _("Mark the codings for the new code with {split.mark:space} first.")
            self.notify(keyed(self, told), markup=False)
            return
        question = ngettext(
            "Name of the new code for {n} coding", "Name of the new code for {n} codings", len(self._marked)
        ).format(n=len(self._marked))
        self.app.push_screen(Ask(question), self._split)

    def _split(self, name: str | None) -> None:
        if name is not None:
            chosen = tuple(quote.key for quote in self._quotes if quote.key in self._marked)
            self.dismiss(Splitting(name, chosen))
