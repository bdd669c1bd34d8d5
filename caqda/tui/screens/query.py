"""Queries: an expression, how many passages it means while it is typed, and the passages in context."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from caqda.errors import QueryError, UnknownName
from caqda.safety import for_terminal
from caqda.tui.quotes import Quote, counted, quotes_of
from caqda.tui.screens.study import StudyScreen
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.tui.session import Session

_AROUND = 60  # characters of context on each side
_KEYS = "enter lists the passages  up, down earlier queries  f1 the language  escape back"
_KEYS_LISTING = "enter opens it in its place  / the expression  f1 the language"
_HELP = "an expression, such as  samskabelse where perspektiv = kommunalt"


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"query.{name}")


class QueryInput(Input):
    """The line of the expression; up and down go through what was asked before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("up", "recall(-1)", "Earlier query", "earlier"),
        _key("down", "recall(1)", "Later query, then the passages", "later"),
    ]

    @dataclass
    class Left(Message):
        """Down was pressed at the end of the history."""

        input: QueryInput

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder=_HELP, id=id, compact=True, select_on_focus=False)
        self.history: list[str] = []
        self._back = 0

    def keep(self, expression: str) -> None:
        """Remember an expression as the latest."""
        self.history = [*(one for one in self.history if one != expression), expression]
        self._back = 0

    def action_recall(self, step: int) -> None:
        """Write an earlier or later expression."""
        back = self._back - step
        if back < 0 or (back == 0 and not self._back):
            self.post_message(self.Left(self))
            return
        if back <= len(self.history):
            self._back = back
            self.value = self.history[-back] if back else ""
            self.cursor_position = len(self.value)


class QueryScreen(StudyScreen):
    """Ask for passages. ``enter`` lists them, ``enter`` on one opens it in its place."""

    manual = "query"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash,i", "ask", "Back to the expression", "ask"),
        _key("escape", "back", "One step back: expression, coding screen", "back"),
    ]
    DEFAULT_CSS = """
    QueryScreen {
        & #expression { margin: 1 1 0 1; }
        & #answer { height: auto; max-height: 5; padding: 0 1; color: $foreground 75%; }
        & #answer.-fault { color: $text-error; }
        & PassageList { height: 1fr; margin-top: 1; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked = ""

    def compose(self) -> ComposeResult:
        """The expression, what it comes to, and the passages."""
        yield Rooms(self.session, "query")
        yield QueryInput(id="expression")
        yield Static("", id="answer", markup=False)
        yield PassageList(id="list")
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """Begin with the expression."""
        self.query_one(QueryInput).focus()

    def take_in(self) -> None:
        """Answer anew what was asked."""
        if self._asked:
            self.in_background(group="answer", work=partial(self._list, self._asked, again=True))

    # asking -----------------------------------------------------------------------------------------

    @on(Input.Changed, "#expression")
    def _typed(self, event: Input.Changed) -> None:
        self.in_background(group="answer", work=partial(self._count, event.value))

    async def _count(self, expression: str) -> None:
        """Say how many passages the expression means so far."""
        if not expression.strip():
            self._say("")
            return
        try:
            told = await self.session.ask(partial(_number, expression=expression))
        except (QueryError, UnknownName) as error:
            self._say(str(error))
        else:
            self._say(f"{told} · enter lists them")

    @on(Input.Submitted, "#expression")
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.query_one(QueryInput).keep(event.value)
            self.in_background(group="answer", work=partial(self._list, event.value))

    async def _list(self, expression: str, *, again: bool = False) -> None:
        """List the passages that the expression means."""
        shown = self.query_one(PassageList)
        try:
            told, quotes = await self.session.ask(partial(_passages, expression=expression))
        except (QueryError, UnknownName) as error:
            self._say(str(error), fault=True)
            return
        self._asked = expression
        at = shown.quote if again else None
        shown.show(quotes, at=_nearest(quotes, at))
        self._say(told)
        if quotes and not again:
            shown.focus()

    def _say(self, words: str, *, fault: bool = False) -> None:
        answer = self.query_one("#answer", Static)
        answer.set_class(fault, "-fault")
        answer.update(for_terminal(words))

    # keys -------------------------------------------------------------------------------------------

    @on(QueryInput.Left)
    def _to_passages(self) -> None:
        if self.query_one(PassageList).quotes:
            self.query_one(PassageList).focus()

    @on(RowList.Chosen, "#list")
    def _open_passage(self) -> None:
        quote = self.query_one(PassageList).quote
        if quote is not None:
            self.session.show(quote.source, quote.start, quote.end)

    def action_ask(self) -> None:
        """Go back to the expression."""
        self.query_one(QueryInput).focus()

    async def action_back(self) -> None:
        """From the passages to the expression, from there to where one came from."""
        field = self.query_one(QueryInput)
        if self.focused is not field:
            field.focus()
        else:
            await self.run_action("app.room('code')")

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        self.query_one(Hints).show(_KEYS_LISTING if self.query_one(PassageList).has_focus else _KEYS)


def _number(corpus: Corpus, *, expression: str) -> str:
    from caqda.analysis.scope import Scope

    scope = Scope.of(corpus)
    found = scope.passages(expression)
    sources = len(set(scope.axis.source_of(found.start).tolist()))
    return f"{counted(len(found), 'passage')} in {counted(sources, 'source')}"


def _passages(corpus: Corpus, *, expression: str) -> tuple[str, list[Quote]]:
    from caqda.analysis.query import query

    told = _number(corpus, expression=expression)
    return told, quotes_of(corpus, query(corpus, expression), _AROUND)


def _nearest(quotes: list[Quote], before: Quote | None) -> int | None:
    """The passage where the cursor was, or the first."""
    if before is not None:
        for quote in quotes:
            if (quote.source, quote.start, quote.end) == (before.source, before.start, before.end):
                return quote.key
    return 0 if quotes else None
