"""Which codings of a code go to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from caqda.tui.keys import keyed
from caqda.tui.quotes import Quote, one_line
from caqda.tui.screens.dialogs import Ask
from caqda.tui.screens.marking import MarkingScreen
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext


@dataclass(frozen=True, slots=True)
class Splitting:
    """The name of the new code, and the codings that it is to have."""

    name: str
    codings: tuple[int, ...]


class SplitScreen(MarkingScreen[Splitting | None]):
    """The codings of a code, to be marked; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space", "mark", N_("This coding goes to the new code, or stays"), show=False, id="split.mark"
        ),
        Binding("a", "mark_all", N_("All codings, or none"), show=False, id="split.all"),
        Binding("escape", "dismiss(None)", N_("Leave all as it is"), show=False, id="split.leave"),
    ]
    HINTS = N_(
        "{split.mark:space} marks  {split.all:a} all or none  {list.choose:enter} "
        "names the new code  {split.leave:esc} leaves"
    )

    def __init__(self, code: str, quotes: Sequence[Quote]) -> None:
        super().__init__(quotes, {quote.key for quote in quotes}, set())
        self._code = code

    def told(self) -> str:
        """The code, and how many of its codings are marked."""
        return ngettext(
            "Split “{code}”: {marked} of {n} coding marked",
            "Split “{code}”: {marked} of {n} codings marked",
            len(self._quotes),
        ).format(code=one_line(self._code), marked=len(self._marked), n=len(self._quotes))

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
            self.dismiss(Splitting(name, tuple(quote.key for quote in self.chosen)))
