"""The line in which an expression is written: what may stand at the cursor, and what was asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from caqda.safety import for_terminal
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.completion import Completion

_TALLEST = 6  # rows of what is offered
_KINDS = {
    "code": N_("code"),
    "query": N_("saved query"),
    "variable": N_("variable"),
    "value": N_("value"),
    "operator": N_("operator"),
    "segment": N_("unit of text"),
    "text": N_("text search"),
}

_NAMES = ("code", "query", "variable", "value")
_MEANT = {
    'text:"': N_("exactly this text"),
    "word:": N_("a word in all its forms"),
    'like:"': N_("this text, also misspelt"),
    "source": N_("whole sources"),
    "turn": N_("whole turns"),
    "paragraph": N_("whole paragraphs"),
    "and": N_("what both cover"),
    "or": N_("what either covers"),
    "not": N_("without what follows"),
    "where": N_("only those of a value, case, coder …"),
    "overlapping": N_("that share text with one of those"),
    "inside": N_("that lie within one of those"),
    "containing": N_("that lie around one of those"),
    "near": N_("at most a paragraph from one of those"),
    "before": N_("that come before one of those"),
    "after": N_("that come after one of those"),
}
"""What the words of the language mean, for those who meet them in the list."""


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"query.{name}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may stand at the cursor."""

    key: int
    completion: Completion


class Offers(RowList, can_focus=False):
    """What may stand at the cursor. None is chosen until :meth:`step` goes into the list."""

    DEFAULT_CSS = """
    Offers {
        display: none; margin: 0 1; background: $panel;
        & .rows--cursor { background: $primary 45%; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.chosen: Offer | None = None

    def offer(self, completions: Sequence[Completion]) -> None:
        """Offer these, or nothing."""
        self.chosen = None
        self.display = bool(completions)
        self.styles.height = min(_TALLEST, len(completions))
        self.fill([Offer(key, one) for key, one in enumerate(completions)], 0)
        self._set(0)

    @property
    def first(self) -> Offer | None:
        """The one that is taken: the chosen one, or the likeliest."""
        return self.chosen or (self.rows[0] if self.rows else None)

    @property
    def current(self) -> Offer | None:
        """The chosen one."""
        return self.chosen

    def step(self, step: int) -> None:
        """Go into the list, on in it, or out of it upwards."""
        place = self.chosen.key + step if self.chosen is not None else 0
        self.chosen = self.rows[min(place, len(self.rows) - 1)] if place >= 0 else None
        self._set(max(0, min(place, len(self.rows) - 1)))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the one under the mouse."""
        event.prevent_default()
        place = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= place < len(self.rows):
            self.post_message(self.Chosen(self, self.rows[place]))

    def draw(self, row: Any, width: int) -> Text:
        """The words, and what they are."""
        left = Text(f"{'›' if row is self.chosen else ' '} {for_terminal(row.completion.text)}")
        told = "" if row.completion.kind in _NAMES else _MEANT.get(row.completion.text, "")
        return self.between(left, f"{_(told or _KINDS[row.completion.kind])} ", width)


class QueryInput(Input):
    """The line of the expression. ``offers`` shows what may stand at its cursor.

    ``down`` goes into what is offered, ``tab`` takes it; ``up`` goes through what was asked before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("tab", "take", N_("Take what is offered; where nothing is, on to the passages"), "take"),
        _key("up", "recall(-1)", N_("Up in what is offered; earlier query"), "earlier"),
        _key("down", "recall(1)", N_("Into what is offered; later query; the passages"), "later"),
    ]

    @dataclass
    class Left(Message):
        """Down or tab was pressed, and there is nothing to take or to recall."""

        input: QueryInput

    @dataclass
    class Wanted(Message):
        """Tab was pressed while nothing is offered: is there anything?"""

        input: QueryInput

    def __init__(self, offers: Offers, *, id: str | None = None) -> None:
        super().__init__(
            placeholder=_("an expression, such as  samskabelse where perspektiv = kommunalt"),
            id=id,
            compact=True,
            select_on_focus=False,
        )
        self.offers = offers
        self.history: list[str] = []
        self.recalled = ""
        """What :meth:`write` wrote last: nothing is offered for it until it is changed."""
        self._back = 0

    def keep(self, expression: str) -> None:
        """Remember an expression as the latest."""
        self.history = [*(one for one in self.history if one != expression), expression]
        self._back = 0

    def offer(self, completions: Sequence[Completion]) -> None:
        """Offer what may stand at the cursor, as long as one is writing."""
        self.offers.offer(completions if self.has_focus else ())

    def action_recall(self, step: int) -> None:
        """Move in what is offered; else write an earlier or later expression."""
        offers = self.offers
        if offers.display and (step > 0 or offers.chosen is not None):
            offers.step(step)
            return
        back = self._back - step
        if back < 0 or (back == 0 and not self._back):
            self.post_message(self.Left(self))
            return
        if back <= len(self.history):
            self._back = back
            self.write(self.history[-back] if back else "")

    def write(self, expression: str) -> None:
        """Put an expression in the line, without offering anything."""
        self.recalled = expression
        self.value = expression
        self.cursor_position = len(self.value)
        self.offer(())

    def action_take(self) -> None:
        """Put in what is offered first, or what was chosen."""
        if (found := self.offers.first) is not None:
            self.take(found.completion)
        else:
            self.post_message(self.Wanted(self))

    def take(self, found: Completion) -> None:
        """Put a completion in its place, with a space after it where something follows."""
        open_ended = found.text.endswith((":", '"')) and found.kind == "text"
        after = self.value[found.end :]
        space = "" if open_ended or after.startswith((" ", ")", ",")) else " "
        self.value = f"{self.value[: found.start]}{found.text}{space}{after}"
        self.cursor_position = found.start + len(found.text) + (0 if open_ended else 1)

    async def action_submit(self) -> None:
        """Take what was chosen; else ask."""
        if self.offers.chosen is not None:
            self.action_take()
        else:
            self.offer(())
            await super().action_submit()
