"""Which passages get a code: a look at all of them before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from caqda.tui.quotes import Quote, one_line
from caqda.tui.screens.marking import MarkingScreen
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext


class BulkScreen(MarkingScreen[tuple[Quote, ...] | None]):
    """The passages, marked but for those that have the code; those to be coded, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("This passage is coded, or left out"), show=False, id="bulk.mark"),
        Binding("a", "mark_all", N_("All passages, or none"), show=False, id="bulk.all"),
        Binding("escape", "dismiss(None)", N_("Leave all as it is"), show=False, id="bulk.leave"),
    ]
    HINTS = N_(
        "{list.choose:enter} codes what is marked  {bulk.mark:space} leaves one out  "
        "{bulk.all:a} all or none  {bulk.leave:esc} leaves"
    )

    def __init__(self, code: str, quotes: Sequence[Quote], there: frozenset[int]) -> None:
        """``there`` are the keys of the quotes that have the code already."""
        have = _("has it already")
        told = [
            replace(quote, heading=f"{quote.heading} · {have}") if quote.key in there else quote
            for quote in quotes
        ]
        new = {quote.key for quote in quotes} - there
        super().__init__(told, new, new)
        self._code, self._there = one_line(code), there

    def told(self) -> str:
        """The code, how many passages are to have it, and how many have it already."""
        several = ngettext("{n} of {whole} passage", "{n} of {whole} passages", len(self._quotes))
        told = several.format(n=len(self._marked), whole=len(self._quotes))
        title = _("Code with “{code}”: {passages}").format(code=self._code, passages=told)
        if self._there:
            has = ngettext("{n} has it already", "{n} have it already", len(self._there))
            title = f"{title} · {has.format(n=len(self._there))}"
        return title

    @on(RowList.Chosen)
    def _code_them(self) -> None:
        if not self._marked:
            self.notify(_("Nothing is marked: every passage has the code, or was left out."), markup=False)
            return
        self.dismiss(self.chosen)
