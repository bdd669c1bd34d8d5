"""Passages of which some are marked: for what is done with all of these at once."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen, ScreenResultType
from textual.widgets import Label

from caqda.tui.answering import Answering
from caqda.tui.quotes import Quote
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList


class MarkingScreen(Answering, Screen[ScreenResultType]):
    """The passages in a list, and above it what is marked; ``HINTS`` are the keys, not translated yet."""

    HINTS: ClassVar[str]
    DEFAULT_CSS = """
    MarkingScreen {
        & #title { width: 100%; height: auto; padding: 0 1; text-style: bold; background: $panel; }
        & PassageList { height: 1fr; }
    }
    """

    def __init__(self, quotes: Sequence[Quote], markable: Set[int], marked: Set[int]) -> None:
        """``markable`` are the keys of the quotes that can be marked, ``marked`` of those that are now."""
        super().__init__()
        self._quotes, self._markable, self._marked = quotes, markable, set(marked)

    @property
    def chosen(self) -> tuple[Quote, ...]:
        """What is marked, in the order of the list."""
        return tuple(quote for quote in self._quotes if quote.key in self._marked)

    def told(self) -> str:
        """What is marked, in words."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """What is marked, and the passages."""
        yield Label("", id="title", markup=False)
        yield PassageList(id="list")
        yield Hints(self.HINTS)

    def on_mount(self) -> None:
        """List the passages."""
        shown = self.query_one(PassageList)
        shown.show(self._quotes)
        shown.focus()
        self._tell()

    def _tell(self) -> None:
        self.query_one(PassageList).mark(self._marked)
        self.query_one("#title", Label).update(self.told())

    def action_mark(self) -> None:
        """Mark the passage under the cursor, or take the mark off, and go to the next."""
        shown = self.query_one(PassageList)
        if shown.quote is not None:
            self._marked ^= {shown.quote.key} & self._markable
            shown.action_step(1)
            self._tell()

    def action_mark_all(self) -> None:
        """Mark all that can be, or none where all are."""
        self._marked = set() if self._marked == self._markable else set(self._markable)
        self._tell()
