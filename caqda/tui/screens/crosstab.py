"""The crosstab: codes by the values of a variable, and from each cell to its passages in their place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import Input, Label, Static

from caqda.tui.quotes import Quote, counted, one_line, quotes_of
from caqda.tui.screens.dialogs import Choose
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, Session
from caqda.tui.sheet import SHARES, UNITS, Sheet, narrowed, sheet_of, told_of_cell
from caqda.tui.widgets.chooser import Option
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.table import Table, TableEdge

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.crosstab import Crosstab

_OTHER = ("source", "case", "coder")
_KEYS = "1-4 unit  p %  s sub-codes  b by  / narrow  i sizes  enter passages"
_KEYS_LISTING = "enter opens it in its place  tab table  escape closes the list"


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"crosstab.{name}")


class CrosstabScreen(StudyScreen):
    """Codes by values. ``enter`` on a cell lists its passages, ``enter`` on a passage opens it."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    manual = "crosstab"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("b", "by", "Choose what the columns are values of", "by"),
        _key("1", "unit('cases')", "Count cases", "cases"),
        _key("2", "unit('sources')", "Count sources", "sources"),
        _key("3", "unit('passages')", "Count passages", "passages"),
        _key("4", "unit('words')", "Count words", "words"),
        _key("percent_sign,p", "share", "Counts, % of column, % of row, or per 1,000 words", "share"),
        _key("s", "roll_up", "Codes with their sub-codes, or alone", "roll-up"),
        _key("i", "sizes", "What each column consists of: show or fold", "sizes"),
        _key("slash", "narrow", "Show only the codes with some letters in their path", "narrow"),
        _key("escape", "back", "One step back: passages, narrowing, coding screen", "back"),
    ]
    DEFAULT_CSS = """
    CrosstabScreen {
        & #title { width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel; }
        & #narrow { display: none; }
        & #narrow.-open { display: block; }
        & #sides { height: 1fr; layout: vertical; }
        &.-wide #sides { layout: horizontal; }
        & #count { height: 1fr; width: 1fr; }
        & Table { height: 1fr; }
        & #under { height: auto; max-height: 50%; }
        & #cell { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
        & #caption, & #sizes, & #basis { height: auto; padding: 0 1; color: $foreground 75%; }
        &.-short #sizes { display: none; }
        &.-sizes #sizes { display: block; }
        &.-no-sizes #sizes { display: none; }
        & #passages { display: none; height: 1fr; width: 1fr; }
        &.-listing #passages { display: block; }
        &.-listing.-narrow #under { display: none; }
        &.-wide #passages { border-left: vkey $foreground 30%; }
        & #heading { width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._by = ""
        self._unit = "cases"
        self._share: str | None = None
        self._roll_up = True
        self._crosstab: Crosstab | None = None
        self._listed: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        """The table with its words above and below, and room for the passages of a cell."""
        table = Table(id="table")
        yield Rooms(self.session, "crosstab")
        yield Label("", id="title", markup=False)
        yield Input(placeholder="part of a code's name", id="narrow", compact=True)
        with Container(id="sides"):
            with Vertical(id="count"):
                yield TableEdge(table, id="head")
                yield table
                yield TableEdge(table, foot=True, id="foot")
                with Vertical(id="under"):
                    yield Static("", id="cell", markup=False)
                    yield Static("", id="caption", markup=False)
                    yield Static("", id="sizes", markup=False)
                    yield Static("", id="basis", markup=False)
            with Vertical(id="passages"):
                yield Label("", id="heading", markup=False)
                yield PassageList(id="list")
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """Begin with the table."""
        self.query_one(Table).focus()

    def take_in(self) -> None:
        """Count anew."""
        self.recount()

    # counting ---------------------------------------------------------------------------------------

    def recount(self) -> None:
        """Count the table anew and show it."""
        self.in_background(group="count", work=self._recount)

    async def _recount(self) -> None:
        self._by = self._variable(self.session.corpus)
        question = partial(_count, by=self._by, unit=self._unit, share=self._share, roll_up=self._roll_up)
        self._crosstab, sheet = await self.session.ask(question)
        self._show(sheet)
        if self._listed is not None:
            self.list_passages(*self._listed)

    def _variable(self, corpus: Corpus) -> str:
        if self._by in (*corpus.variables, *_OTHER):
            return self._by
        return self.session.grouping or "source"

    def _show(self, sheet: Sheet) -> None:
        levels = "with sub-codes" if self._roll_up else "without sub-codes"
        title = f"Codes by {one_line(self._by)} · {self._unit} · {SHARES[self._share]} · {levels}"
        narrow = self.query_one("#narrow", Input).value.strip()
        rows = narrowed(sheet.rows, narrow) if narrow else list(sheet.rows)
        self.query_one("#title", Label).update(f"{title} · only “{narrow}”" if narrow else title)
        for part, line in zip(("#caption", "#sizes", "#basis"), sheet.caption, strict=True):
            self.query_one(part, Static).update(line)
        self.query_one(Table).show(sheet, rows)
        self._refresh_edges()

    def _refresh_edges(self) -> None:
        for edge in self.query(TableEdge):
            edge.refresh()

    @on(Table.CellMoved)
    def _tell_cell(self) -> None:
        table, row = self.query_one(Table), self.query_one(Table).current
        self._refresh_edges()
        if self._crosstab is None:
            return
        if row is None:
            none = "There are no codes yet; f5 opens the codebook."
            told = "No code fits; escape shows all." if table.sheet.rows else none
        else:
            told = told_of_cell(self._crosstab, row.key, table.column)
        self.query_one("#cell", Static).update(told)
        if row is not None and self._listed not in (None, (row.key, table.column)):
            self.list_passages(row.key, table.column)

    # choosing what is counted -------------------------------------------------------------------------

    def action_by(self) -> None:
        """Choose what the columns are values of."""
        self.in_background(group="ask", work=self._choose_by)

    async def _choose_by(self) -> None:
        corpus = self.session.corpus
        options = [Option(name, one_line(name), kind) for name, kind in corpus.variables.items()]
        options += [Option(name, name, f"each {name}") for name in _OTHER]
        chosen = await self.app.push_screen_wait(Choose("Columns by", options, self._by))
        if chosen is not None:
            self._by = str(chosen)
            self._close_passages()
            self.recount()

    def action_unit(self, unit: str) -> None:
        """Count another unit."""
        self._unit = unit if unit in UNITS else self._unit
        self.recount()

    def action_share(self) -> None:
        """Show the next kind of share."""
        kinds = list(SHARES)
        self._share = kinds[(kinds.index(self._share) + 1) % len(kinds)]
        self.recount()

    def action_roll_up(self) -> None:
        """Count codes with their sub-codes, or alone."""
        self._roll_up = not self._roll_up
        self.recount()

    def action_sizes(self) -> None:
        """Show or fold the line that says what each column consists of."""
        shown = self.query_one("#sizes").display
        self.set_class(not shown, "-sizes")
        self.set_class(shown, "-no-sizes")

    def action_narrow(self) -> None:
        """Type which codes to show."""
        field = self.query_one("#narrow", Input)
        field.add_class("-open")
        field.focus()

    @on(Input.Changed, "#narrow")
    def _narrowed(self) -> None:
        self._show(self.query_one(Table).sheet)

    @on(Input.Submitted, "#narrow")
    def _end_narrowing(self) -> None:
        self.query_one("#narrow").remove_class("-open")
        self.query_one(Table).focus()

    # the passages of a cell -----------------------------------------------------------------------------

    @on(RowList.Chosen, "#table")
    def _open_cell(self) -> None:
        table = self.query_one(Table)
        if table.current is not None:
            self.add_class("-listing")
            self.query_one(PassageList).focus()
            self.list_passages(table.current.key, table.column)

    def list_passages(self, code: int, column: int) -> None:
        """Show the passages of a cell beside the table."""
        self.in_background(group="list", work=partial(self._list_passages, code, column))

    async def _list_passages(self, code: int, column: int) -> None:
        crosstab = self._crosstab
        if crosstab is None:
            return
        again = self._listed == (code, column)
        self._listed = code, column
        found = await self.session.ask(partial(_passages, crosstab=crosstab, code=code, column=column))
        if found is None:
            self._close_passages()
            return
        where, quotes = found
        quotes_list = self.query_one(PassageList)
        at = quotes_list.current.key if again and quotes_list.current is not None else None
        self.query_one("#heading", Label).update(f"{where}: {counted(len(quotes), 'passage')}")
        quotes_list.show(quotes, at=0 if at is None else at)
        self.session.noticed(About.CELL)

    @on(RowList.Chosen, "#list")
    def _open_passage(self) -> None:
        quote = self.query_one(PassageList).quote
        if quote is not None:
            self.session.show(quote.source, quote.start, quote.end)

    async def action_back(self) -> None:
        """One step back: from the passages, from the narrowing, from the screen."""
        field = self.query_one("#narrow", Input)
        if self._listed is not None:
            self._close_passages()
        elif field.value or field.has_class("-open"):
            field.value = ""
            self._end_narrowing()
        else:
            await self.run_action("app.room('code')")

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        self.query_one(Hints).show(_KEYS_LISTING if self.query_one(PassageList).has_focus else _KEYS)

    def _close_passages(self) -> None:
        self._listed = None
        self.remove_class("-listing")
        self.query_one(Table).focus()


def _count(corpus: Corpus, *, by: str, unit: str, share: str | None, roll_up: bool) -> tuple[Crosstab, Sheet]:
    from caqda.analysis.crosstab import crosstab

    table = crosstab(corpus, by=by, roll_up=roll_up)
    return table, sheet_of(table, unit, share)


def _passages(
    corpus: Corpus, *, crosstab: Crosstab, code: int, column: int
) -> tuple[str, list[Quote]] | None:
    """The cell in words, and its passages; None where the table has no such cell any more."""
    if code not in {row.code for row in crosstab.rows}:
        return None
    name = crosstab.columns[column] if column < len(crosstab.columns) else None
    row = crosstab.row(code)
    where = f"{one_line(row.name)}, {'total' if name is None else one_line(name)}"
    return where, quotes_of(corpus, crosstab.cell_passages(row, name))
