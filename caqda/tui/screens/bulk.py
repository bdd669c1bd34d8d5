"""Which passages get a code: a look at all of them before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label

from caqda.tui.answering import Answering
from caqda.tui.quotes import Quote, one_line
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext

_KEYS = N_(
    "{list.choose:enter} codes what is marked  {bulk.mark:space} leaves one out  "
    "{bulk.all:a} all or none  {bulk.leave:esc} leaves"
)


class BulkScreen(Answering, Screen[tuple[Quote, ...] | None]):
    """The passages, marked but for those that have the code; those to be coded, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("This passage is coded, or left out"), show=False, id="bulk.mark"),
        Binding("a", "mark_all", N_("All passages, or none"), show=False, id="bulk.all"),
        Binding("escape", "dismiss(None)", N_("Leave all as it is"), show=False, id="bulk.leave"),
    ]
    DEFAULT_CSS = """
    BulkScreen {
        & #title { width: 100%; height: auto; padding: 0 1; text-style: bold; background: $panel; }
        & PassageList { height: 1fr; }
    }
    """

    def __init__(self, code: str, quotes: Sequence[Quote], there: frozenset[int]) -> None:
        """``there`` are the keys of the quotes that have the code already."""
        super().__init__()
        self._code, self._there = one_line(code), there
        have = _("has it already")
        self._quotes = [
            replace(quote, heading=f"{quote.heading} · {have}") if quote.key in there else quote
            for quote in quotes
        ]
        self._new = {quote.key for quote in quotes} - there
        self._marked = set(self._new)

    def compose(self) -> ComposeResult:
        """What would be done, and the passages."""
        yield Label("", id="title", markup=False)
        yield PassageList(id="list")
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """List the passages."""
        shown = self.query_one(PassageList)
        shown.show(self._quotes)
        shown.focus()
        self._tell()

    def _tell(self) -> None:
        self.query_one(PassageList).mark(self._marked)
        several = ngettext("{n} of {whole} passage", "{n} of {whole} passages", len(self._quotes))
        told = several.format(n=len(self._marked), whole=len(self._quotes))
        title = _("Code with “{code}”: {passages}").format(code=self._code, passages=told)
        if self._there:
            has = ngettext("{n} has it already", "{n} have it already", len(self._there))
            title = f"{title} · {has.format(n=len(self._there))}"
        self.query_one("#title", Label).update(title)

    def action_mark(self) -> None:
        """Leave the passage under the cursor out, or take it in, and go to the next."""
        shown = self.query_one(PassageList)
        if shown.quote is not None:
            self._marked ^= {shown.quote.key} & self._new
            shown.action_step(1)
            self._tell()

    def action_mark_all(self) -> None:
        """Take all passages in that do not have the code, or none where all are."""
        self._marked = set() if self._marked == self._new else set(self._new)
        self._tell()

    @on(RowList.Chosen)
    def _code_them(self) -> None:
        if not self._marked:
            self.notify(_("Nothing is marked: every passage has the code, or was left out."), markup=False)
            return
        self.dismiss(tuple(quote for quote in self._quotes if quote.key in self._marked))
