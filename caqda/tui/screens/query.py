"""Queries: an expression, what it means and comes to while it is written, and the passages in context."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from caqda import deeds
from caqda.errors import ChangeError, QueryError, UnknownName
from caqda.safety import for_terminal
from caqda.tui import history
from caqda.tui.asking import Look, answer, fitting, look, offered
from caqda.tui.keys import keyed
from caqda.tui.quotes import Quote, one_line
from caqda.tui.screens.bulk import BulkScreen
from caqda.tui.screens.dialogs import Ask, Confirm
from caqda.tui.screens.saved import SavedRow, SavedScreen, Wish
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, Session
from caqda.tui.widgets.expression import Offers, QueryInput
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.picker import Pickable, Picked, PickScreen
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

_KEYS = N_(
    "enter lists  {query.take:tab} completes  {query.earlier:↑} earlier  "
    "{query.save:ctrl+n} save  {query.saved:ctrl+o} saved  {app.manual:f1} help"
)
_KEYS_LISTING = N_(
    "{list.choose:enter} opens it in its place  {query.code:c} code them all  "
    "{query.save:n} save  {query.saved:o} saved  {query.ask:/} the expression"
)
_NONE_SAVED = N_(
    "None yet. {query.save:ctrl+n} saves an expression under a name, and @name then stands for it."
)

_LISTED_BY = {
    "codes": "{app.codebook:f5}",
    "sources": "{app.code:f2}",
    "queries": "{query.saved:ctrl+o}",
}
"""The key of the screen that lists what a command of the command line does."""

_MORE = N_(
    "Nothing in this study fits. What may find more:\n"
    "  word: instead of text: finds other forms of the word, like: misspellings\n"
    "  near:2p instead of overlapping or inside reaches two paragraphs further\n"
    "  fewer conditions after where"
)


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"query.{name}")


class QueryScreen(StudyScreen):
    """Ask for passages. ``enter`` lists them, ``enter`` on one opens it in its place."""

    manual = "query"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash,i", "ask", N_("Back to the expression"), "ask"),
        _key("c", "code", N_("Code all passages that are listed"), "code"),
        _key("u", "undo", N_("Undo"), "undo"),
        _key("n,ctrl+n", "save", N_("Save the expression under a name"), "save"),
        _key("o,ctrl+o", "saved", N_("The saved queries: open, rename, delete"), "saved"),
        _key("escape", "back", N_("One step back: what is offered, expression, coding screen"), "back"),
    ]
    DEFAULT_CSS = """
    QueryScreen {
        & #expression { margin: 1 1 0 1; }
        & #number { height: 1; padding: 0 1; text-style: bold; }
        & #whole { display: none; height: auto; max-height: 6; padding: 0 1 0 3; color: $foreground 75%; }
        & #whole.-long { display: block; }
        & #means { height: auto; max-height: 9; padding: 0 1; color: $foreground 75%; }
        & #means.-fault { color: $foreground; }
        & #means.-asked { color: $text-error; }
        & #examples { display: none; height: auto; padding: 1 1 0 1; color: $foreground 75%; }
        & PassageList { height: 1fr; }
        & #listed { height: auto; max-height: 3; padding: 0 1; }
        & #listed.-other { background: $panel; }
    }
    """
    PAUSE = 0.05
    """Seconds of quiet after a key before the expression is looked at."""
    PATIENCE = 0.7
    """Seconds of quiet before a fault that may still be mended by writing on is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked = ""
        self._study = ""

    def compose(self) -> ComposeResult:
        """The expression, what may stand in it, what it comes to and means, and the passages."""
        offers = Offers(id="offers")
        yield Rooms(self.session, "query")
        yield QueryInput(offers, id="expression")
        yield offers
        yield Static("", id="whole", markup=False)
        yield Static("", id="number", markup=False)
        yield Static("", id="means", markup=False)
        yield Static("", id="examples", markup=False)
        yield Static("", id="listed", markup=False)
        yield PassageList(id="list")
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """Begin with the expression."""
        self._field.focus()
        self.in_background("history", self._remember)

    @property
    def _field(self) -> QueryInput:
        return self.query_one(QueryInput)

    async def _remember(self) -> None:
        """Fetch what was asked before."""
        self._study, earlier = await self.session.ask(_history)
        now = self._field.history
        self._field.history = [*(one for one in earlier if one not in now), *now]

    def take_in(self) -> None:
        """Answer anew what was asked."""
        self._show_examples()
        if self._asked:
            self.in_background("answer", self._list, self._asked, True)

    # asking -----------------------------------------------------------------------------------------

    @on(Input.Changed, "#expression")
    def _typed(self, event: Input.Changed) -> None:
        self._show_whole()
        offering = event.value != self._field.recalled
        self.in_background("answer", self._look, event.value, offering)

    def on_resize(self) -> None:
        """An expression that fitted in its line may not any more."""
        self._show_whole()

    def _show_whole(self) -> None:
        """Show an expression that is longer than its line."""
        whole, told = self.query_one("#whole", Static), for_terminal(self._field.value)
        whole.set_class(cell_len(told) >= self._field.content_size.width > 0, "-long")
        whole.update(told)
        listed, other = self.query_one("#listed", Static), self._field.value.strip() != self._asked.strip()
        other = other and bool(self.query_one(PassageList).quotes)
        told = _("Still listed: {expression}").format(expression=self._asked) if other else ""
        listed.set_class(other, "-other")
        listed.update(for_terminal(told))

    async def _look(self, expression: str, offering: bool) -> None:
        """Offer what may stand at the cursor; say what the expression comes to, when the hand rests."""
        if not expression.strip():
            self._field.offer(())
            self._say(Look(expression))
            return
        await asyncio.sleep(self.PAUSE)
        if offering:
            await self._offer()
        told = await self.session.ask(partial(look, expression=expression))
        if told.unfinished and self._field.offers.display:
            told = Look(expression)  # the list says what it may become
        elif told.fault:
            await asyncio.sleep(self.PATIENCE)
        self._say(told)

    async def _offer(self) -> None:
        field = self._field
        found = await self.session.ask(partial(offered, expression=field.value, cursor=field.cursor_position))
        field.offer(found)

    @on(QueryInput.Wanted)
    async def _wanted(self) -> None:
        """Tab: offer what may stand here; where nothing may, go on to the passages."""
        await self._offer()
        if not self._field.offers.rows:
            self._to_passages()

    @on(RowList.Chosen, "#offers")
    def _take(self, event: RowList.Chosen) -> None:
        self._field.take(event.row.completion)

    @on(Input.Submitted, "#expression")
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.in_background("answer", self._list, event.value)

    async def _list(self, expression: str, again: bool = False) -> None:
        """List the passages that the expression means; ``again`` leaves cursor and focus where they are."""
        shown = self.query_one(PassageList)
        try:
            found = await self.session.ask(partial(answer, expression=expression))
        except (QueryError, UnknownName) as error:
            self._say(Look(expression, fault=str(error)), asked=True)
            return
        self._asked = expression
        at = shown.quote if again else None
        shown.show(found.quotes, at=_nearest(found.quotes, at))
        self._show_whole()
        if not again or self._field.value == expression:
            self._say(found.look, asked=True)
        if not again:
            self._keep(expression)
            self.session.noticed(About.ANSWER)
            if found.quotes:
                shown.focus()

    def _keep(self, expression: str) -> None:
        self._field.keep(expression)
        earlier = list(self._field.history)
        if self._study:
            self.in_background(
                "keep", self.session.ask, lambda corpus: history.remember(self._study, earlier)
            )

    def _say(self, told: Look, asked: bool = False) -> None:
        """Say what an expression comes to; a fault in red only where it was asked."""
        number = told.number
        if number and not asked and not told.nothing:
            number = _("{number} · enter lists them").format(number=number)
        means = self.query_one("#means", Static)
        means.set_class(bool(told.fault), "-fault")
        means.set_class(bool(told.fault) and asked, "-asked")
        fault = fitting(self._on_screen(told.fault), self.size.width - 2)
        means.update(for_terminal(fault or told.means))
        self._show_examples(nothing=told.nothing and asked)
        self.query_one("#number", Static).update(number)

    def _on_screen(self, fault: str) -> str:
        """A fault with the key of what is listed where the command line would name a command."""
        sentence, *below = fault.split("\n")
        for command, key in _LISTED_BY.items():
            sentence = sentence.replace(f"'caqda {command}'", keyed(self, key))
        return "\n".join((sentence, *below))

    def _show_examples(self, nothing: bool = False) -> None:
        """Where nothing is asked yet, tell what can be; where nothing was found, what may find more."""
        panel = self.query_one("#examples", Static)
        begun = bool(self._asked or self._field.value.strip())
        panel.display = nothing or not begun
        if nothing:
            panel.update(_(_MORE))
        elif not begun:
            panel.update(_examples(self.session.corpus, self.session.grouping))

    # coding all of them -----------------------------------------------------------------------------

    async def action_code(self) -> None:
        """Pick a code for the passages that are listed; keys typed ahead wait for the picker."""
        quotes = list(self.query_one(PassageList).quotes)
        if not quotes:
            raise ChangeError(_("There are no passages to code; enter lists those of an expression."))
        pickable = await self.session.ask(partial(_pickable, slots=dict(self.session.slots)))
        several = ngettext("Code {n} passage", "Code {n} passages", len(quotes))

        def picked(result: Picked | None) -> None:
            if result is not None:
                self.in_background("code", self._look_and_code, result, quotes)

        self.app.push_screen(PickScreen(pickable, several.format(n=numeral(len(quotes)))), picked)

    async def _look_and_code(self, picked: Picked, quotes: list[Quote]) -> None:
        """Show which passages would get the codes, and code those that are left."""
        paths = self.session.corpus.tree.paths
        names = ", ".join(filter(None, [*(paths[code] for code in picked.codes), picked.new]))
        there = await self.session.ask(partial(_there, picked=picked, quotes=quotes))
        chosen = await self.app.push_screen_wait(BulkScreen(names, quotes, there))
        if chosen is not None:
            await self._apply(picked, names, chosen)

    async def _apply(self, picked: Picked, names: str, chosen: tuple[Quote, ...]) -> None:
        from caqda.bulk import apply_all

        await self.session.do(lambda study: apply_all(study, picked.codes, chosen, picked.new))
        several = ngettext(
            "Coded {n} passage with {names} · {query.undo:u} takes it back",
            "Coded {n} passages with {names} · {query.undo:u} takes it back",
            len(chosen),
        )
        self.query_one(Hints).say(keyed(self, several, n=len(chosen), names=one_line(names)))

    async def action_undo(self) -> None:
        """Take back the last change of the study."""
        entries = await self.session.undo()
        told = _("There is nothing to undo.")
        if entries:
            told = one_line(deeds.told_to(self.session.coder, entries[0]))
        self.query_one(Hints).say(_("Undone: {change}").format(change=told) if entries else told)

    # saved queries ----------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save the expression under a name."""
        self.in_background("saved", self._save)

    async def _save(self) -> None:
        expression = self._field.value.strip()
        if not expression:
            raise ChangeError(_("Write an expression first; then it can be saved under a name."))
        name = await self.app.push_screen_wait(Ask(_("Save this query as")))
        if name is None:
            return
        name = name.removeprefix("@")
        known = {one.casefold() for one in self.session.corpus.queries}
        if name.casefold() in known:
            told = _("@{name} is there already; it would mean this.").format(name=_written(name))
            question = Confirm(_("Save over it?"), told)
            if not await self.app.push_screen_wait(question):
                return
        from caqda.queries import save

        await self.session.do(lambda study: save(study, name, expression))
        told = _("Saved: @{name} stands for this expression now.").format(name=_written(name))
        self.query_one(Hints).say(told)

    def action_saved(self) -> None:
        """List the saved queries."""
        self.in_background("saved", self._open_saved)

    async def _open_saved(self) -> None:
        at: str | None = None
        while True:
            rows = [SavedRow(name, expression) for name, expression in _by_name(self.session.corpus)]
            listed = SavedScreen(_("Saved queries"), rows, _(_NONE_SAVED), at)
            wish = await self.app.push_screen_wait(listed)
            if wish is None:
                return
            if wish.act == "open":
                self._field.write(self.session.corpus.queries[wish.name])
                self._field.post_message(Input.Submitted(self._field, self._field.value))
                return
            at = await self._carry_out(wish)

    async def _carry_out(self, wish: Wish) -> str | None:
        """Rename or delete a saved query; returns the name to stand on."""
        from caqda.queries import delete, rename

        if wish.act == "delete":
            await self.session.do(lambda study: delete(study, wish.name))
            self.query_one(Hints).say(_("@{name} is deleted.").format(name=_written(wish.name)))
            return None
        new = await self.app.push_screen_wait(
            Ask(_("Another name for @{name}").format(name=_written(wish.name)), wish.name)
        )
        if new is not None:
            await self.session.do(lambda study: rename(study, wish.name, new))
        return new or wish.name

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
        self._field.focus()

    async def action_back(self) -> None:
        """From what is offered and the passages to the expression, from there to where one came from."""
        field = self._field
        if field.offers.display:
            field.offer(())
        elif self.focused is not field:
            field.focus()
        else:
            await self.run_action("app.room('code')")

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        self.query_one(Hints).show(_KEYS_LISTING if self.query_one(PassageList).has_focus else _KEYS)

    def on_descendant_blur(self) -> None:
        """Whoever leaves the line is offered nothing any more."""
        if not self._field.has_focus:
            self._field.offer(())


def _written(name: str) -> str:
    """A saved query's name as it follows ``@`` in an expression."""
    from caqda.analysis.parser import as_word

    return as_word(" ".join(name.split()))


def _history(corpus: Corpus) -> tuple[str, list[str]]:
    study, *_rest = corpus.study.info()
    return study, history.asked_before(study)


def _pickable(corpus: Corpus, *, slots: dict[int, int]) -> Pickable:
    from caqda.coding.choosing import new_path, ranking_of

    colours = {code.id: code.colour for code in corpus.codes.values()}
    return Pickable(
        ranking_of(corpus), colours, corpus.counts, slots, {}, lambda typed: new_path(corpus, typed)
    )


def _there(corpus: Corpus, *, picked: Picked, quotes: list[Quote]) -> frozenset[int]:
    """The keys of the passages that have all of the codes already."""
    from caqda.bulk import plan

    if picked.new:
        return frozenset()
    known = [set(plan(corpus.study, code, quotes).there) for code in picked.codes]
    whole = set.intersection(*known)
    return frozenset(one.key for one in quotes if (one.source, one.start, one.end) in whole)


def _by_name(corpus: Corpus) -> list[tuple[str, str]]:
    return sorted(corpus.queries.items(), key=lambda one: one[0].casefold())


def _nearest(quotes: list[Quote], before: Quote | None) -> int | None:
    """The passage where the cursor was, or the first."""
    if before is not None:
        for quote in quotes:
            if (quote.source, quote.start, quote.end) == (before.source, before.start, before.end):
                return quote.key
    return 0 if quotes else None


def _examples(corpus: Corpus, variable: str) -> Text:
    """What can be asked, in the names of this study: each way with what it finds below it."""
    from caqda.analysis.parser import as_word

    having = Counter(code.name.casefold() for code in corpus.codes.values())
    alone = [code for code in corpus.codes.values() if having[code.name.casefold()] == 1]
    often = sorted(alone, key=lambda code: (" " in code.name, -corpus.counts[code.id]))[:2]
    codes = [as_word(code.name) for code in often]
    one, other = (codes * 2)[:2] if codes else ("A", "B")
    value = next((told for thing in corpus.cases.values() if (told := thing.variables.get(variable))), "")
    lines = [
        (one, _("what has this code, or one under it")),
        (_("word:trust"), _('a word in all its forms; text:"…" exactly, like:"…" with misspellings')),
        (f"{one} near:1p {other}", _("also overlapping, inside, containing, before, after")),
        (f"{one} not {other}", _("also and, or")),
    ]
    if value:
        lines.append((f"{one} where {as_word(variable)} = {as_word(value)}", _("only what these say")))
    text = Text(_("For example:"))
    for expression, words in lines:
        text.append(f"\n  {for_terminal(expression)}", "bold").append(f"\n      {words}")
    return text
