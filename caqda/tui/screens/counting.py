"""A table that is counted anew as the study changes, and from each number to its passages in their place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Input, Label, Static

from caqda.errors import ChangeError, QueryError, UnknownName
from caqda.tui.counted import Found, count, framework_place, passages, summaries_of
from caqda.tui.keys import keyed
from caqda.tui.quotes import one_line
from caqda.tui.screens.counting_keys import (
    CROSSTAB,
    LISTING,
    LISTING_ONLY,
    NARROWING,
    OF_KIND,
    OTHERS,
    READING,
    key,
)
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, Session
from caqda.tui.sheet import EMPTY, Sheet, new_codes, title, told_of_cell
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.table import Table, TableEdge
from caqda.wording import N_, _, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.table import Asked
    from caqda.analysis.table import Table as Counted

_READ = ("statistics", "columns")
_AROUND = 5  # cells of a border, a scroll bar and the space around what is read
_READABLE = 46  # cells of a passage that stands beside the table
_WIDEST = 90


class CountingScreen(StudyScreen):
    """The table, with the passages of a number, or the statistics, beside it. Override :meth:`default`."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]  # noqa: RUF012
    manual = "crosstab"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("t", "read('statistics')", N_("Compare the columns case by case: show or fold"), "statistics"),
        key(
            "i",
            "read('columns')",
            N_("What each column consists of, or what the numbers say: show or fold"),
            "sizes",
        ),
        key("slash", "narrow", N_("Show only the rows with some letters in their path"), "narrow"),
        key("m", "summarise", N_("Write the summary of this case under this code"), "summarise"),
        key("escape", "back", N_("One step back: passages, narrowing, coding screen"), "back"),
    ]
    DEFAULT_CSS = """
    CountingScreen {
        & #title { width: 100%; height: auto; max-height: 2; padding: 0 1; }
        & #title { text-style: bold; background: $panel; }
        & #narrow, & #narrow:focus { display: none; border: none; height: 1; padding: 0 1; }
        & #sides { height: 1fr; layout: vertical; }
        &.-beside #sides { layout: horizontal; }
        & #count { height: 1fr; width: 1fr; }
        & Table { height: 1fr; }
        & #under { dock: bottom; height: auto; max-height: 50%; }
        & #cell { height: auto; max-height: 12; padding: 0 1; text-style: bold; }
        &.-short #cell { max-height: 6; }
        & #caption, & #sizes, & #basis { height: auto; padding: 0 1; color: $foreground 75%; }
        &.-short #sizes, & #sizes.-long, &.-aside #sizes { display: none; }
        &.-aside.-below #under { display: none; }
        &.-aside.-below #count { height: 2fr; }
        &.-short.-below.-statistics #count, &.-short.-below.-columns #count { display: none; }
        & .aside { display: none; height: 3fr; width: 1fr; }
        &.-beside .aside { height: 1fr; border-left: vkey $foreground 30%; }
        &.-listing #passages, &.-statistics #statistics, &.-columns #columns { display: block; }
        & #statistics, & #columns { scrollbar-size-vertical: 1; }
        & #compared, & #measured { width: auto; padding: 0 1; }
        & #cautions, & #consists { width: 1fr; height: auto; padding: 0 1 1 1; }
        & .heading { width: 100%; height: auto; padding: 0 1; text-style: bold; background: $panel; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked: Asked | None = None
        self.counted: Counted | None = None
        self._found: Found | None = None
        self._listed: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """The table with its words above and below, and room for what is behind a number."""
        table = Table(id="table")
        yield Rooms(self.session, "crosstab")
        yield Label("", id="title", markup=False)
        yield Input(placeholder=_("part of a code's name"), id="narrow")
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
            with Vertical(id="passages", classes="aside"):
                yield Label("", id="heading", classes="heading", markup=False)
                yield PassageList(id="list")
            with VerticalScroll(id="statistics", classes="aside"):
                yield Label(_("The columns compared, case by case"), classes="heading")
                yield Static("", id="cautions", markup=False)
                yield Static("", id="compared", markup=False)
            with VerticalScroll(id="columns", classes="aside"):
                yield Label("", id="read", classes="heading")
                yield Static("", id="consists", markup=False)
                yield Static("", id="measured", markup=False)
        yield Hints(CROSSTAB)

    def on_mount(self) -> None:
        """Begin with the table."""
        self.query_one(Table).focus()

    def take_in(self) -> None:
        """Count anew."""
        self.recount()

    def default(self) -> Asked:
        """What is asked for at first, and where what was asked for is not there any more."""
        raise NotImplementedError

    # counting ---------------------------------------------------------------------------------------

    def recount(self, asked: Asked | None = None) -> None:
        """Count the table that is asked for, or the one that is shown anew."""
        self.in_background("count", self._recount, asked or self.asked)

    async def _recount(self, asked: Asked | None) -> None:
        try:
            found = await self.session.ask(partial(count, asked=asked or self.default()))
        except (QueryError, UnknownName):
            if asked is not self.asked or asked is None:
                raise
            found = await self.session.ask(partial(count, asked=self.default()))
        self.counted, self._found = found.table, found
        before, self.asked = self.asked, self.counted.asked
        if before is None or before.kind != self.asked.kind:
            self._tell_keys()
        self._show(found.sheet)
        of_columns = _("What each column consists of") if found.sizes else _("What the numbers say")
        self.query_one("#read", Label).update(of_columns)
        for part, told in (("#cautions", found.cautions), ("#consists", found.consists)):
            self.query_one(part, Static).update(told)
        for part, grid in (("#compared", found.compared), ("#measured", found.sizes)):
            self.query_one(part, Static).update(grid or "")
        self._fit()
        if self._listed is not None:
            self._list_again(found.sheet)

    def _show(self, sheet: Sheet) -> None:
        assert self.counted is not None
        self.query_one("#title", Label).update(title(self.counted.asked, self.counted.grid))
        first, *others = sheet.caption or ("",)
        sizes, basis = " ".join(others[:-1]), " ".join([*others[-1:], self._fuller(self.counted.asked)])
        for part, line in (("#caption", first), ("#sizes", sizes), ("#basis", basis)):
            self.query_one(part, Static).update(line)
        self.query_one("#foot").display = bool(sheet.totals)
        table = self.query_one(Table)
        table.styles.max_height = max(len(sheet.rows), 1)  # the totals stand right under the last row
        table.show(sheet)
        self._tell_cell()

    def _fuller(self, asked: Asked) -> str:
        """What a deeper shade says, or a taller bar."""
        bars = self.query_one(Table).has_bars
        if asked.kind == "crosstab" and asked.share != "words":
            return _("Taller bar: larger share.") if bars else _("Deeper shade: larger share.")
        return _("Taller bar: larger number.") if bars else _("Deeper shade: larger number.")

    def on_resize(self) -> None:
        """Put what is beside the table where there is room for it."""
        self._fit()

    def _fit(self) -> None:
        """Put the passages, or what is read, beside the table where both have room, else below it.

        The line on the columns stands under the table where it is short; its key tells it anyway.
        """
        table, width = self.query_one(Table), self.size.width
        sizes, lines = self.query_one("#sizes", Static), 3 if self.has_class("-tall") else 1
        sizes.set_class(not 0 < len(str(sizes.content)) <= lines * (width - 4), "-long")
        for name, (needs, most) in self._asides().items():
            beside = table.least + needs + 1 <= width
            panel = self.query_one(f"#{name}")
            if panel.display:
                self.set_class(beside, "-beside")
                self.set_class(not beside, "-below")
            panel.styles.width = max(needs, min(most, width - table.roomy - 1)) if beside else "1fr"

    def _asides(self) -> dict[str, tuple[int, int]]:
        """What can stand beside the table: the least cells that each needs, and the most it has use for."""
        found = self._found
        grids = {"statistics": found and found.compared, "columns": found and found.sizes}
        needs = {name: max(_READABLE, grid.least + _AROUND if grid else 0) for name, grid in grids.items()}
        return {"passages": (_READABLE, _WIDEST)} | {name: (cells, cells) for name, cells in needs.items()}

    def _refresh_edges(self) -> None:
        for edge in self.query(TableEdge):
            edge.fit()

    @on(Table.CellMoved)
    def _tell_cell(self) -> None:
        table, row = self.query_one(Table), self.query_one(Table).current
        self._refresh_edges()
        if self.counted is None or table.sheet is EMPTY:
            return
        told = told_of_cell(self.counted, row.place, table.column) if row else self._of_nothing()
        which = f"{told}{new_codes(self.counted, row.place, table.column)}" if row else told
        if self.has_class("-tall") or cell_len(which) <= 2 * (self.size.width - 2):
            told = which
        self.query_one("#cell", Static).update(told)
        if row is not None and self._listed not in (None, self._here()):
            self.list_passages()

    def _of_nothing(self) -> str:
        if self.counted is not None and self.counted.counted.rows:
            return keyed(self, _("Nothing fits; {crosstab.back:esc} shows all."))
        if not self.session.corpus.codes:
            return keyed(self, _("There are no codes yet; {app.codebook:f5} opens the codebook."))
        return _("There is nothing to show in this table.")

    # narrowing ----------------------------------------------------------------------------------------

    def action_narrow(self) -> None:
        """Type which rows to show."""
        field = self.query_one("#narrow", Input)
        field.display = True
        self.set_focus(field)  # at once, for the letters that were typed ahead

    @on(Input.Changed, "#narrow")
    def _narrowed(self, event: Input.Changed) -> None:
        from dataclasses import replace

        if self.asked is not None and self.asked.narrow != event.value:
            self.asked = replace(self.asked, narrow=event.value)
            self.recount()

    @on(Input.Submitted, "#narrow")
    def _end_narrowing(self) -> None:
        self.query_one("#narrow").display = False
        self.set_focus(self.query_one(Table))

    # what is behind a number ----------------------------------------------------------------------------

    def _here(self) -> tuple[str, str] | None:
        """The cell under the cursor, by the names of its row and column."""
        table = self.query_one(Table)
        if table.current is None:
            return None
        return table.current.key, table.sheet.columns[table.column]

    @on(RowList.Chosen, "#table")
    def _open_cell(self) -> None:
        if self._here() is not None:
            self._read("")
            self.list_passages(focus=True)

    def list_passages(self, *, focus: bool = False) -> None:
        """Show the passages of the cell under the cursor beside the table."""
        row = self.query_one(Table).current
        self.in_background("list", self._list_passages, row.place, self.query_one(Table).column, focus)

    def _list_again(self, sheet: Sheet) -> None:
        """The passages of the same cell in another table; none where it has no such cell any more."""
        assert self._listed is not None
        key, column = self._listed
        row = next((row for row in sheet.rows if row.key == key), None)
        if row is None or column not in sheet.columns:
            self._close_passages()
        else:
            at = sheet.columns.index(column)
            self.in_background("list", self._list_passages, row.place, at, False, True)

    async def _list_passages(self, row: int, column: int, focus: bool, again: bool = False) -> None:
        table = self.counted
        if table is None:
            return
        here = self._listed if again else self._here()
        quotes = await self.session.ask(partial(passages, table=table, row=row, column=column))
        if quotes is None:
            self.query_one(Hints).say(_("No passages are behind this number: it says how alike two are."))
            return
        shown = self.query_one(PassageList)
        at = shown.current.key if again and shown.current is not None else 0
        self._listed = here
        self.add_class("-listing", "-aside")
        self._fit()
        name = told_of_cell(table, row, column).partition(":")[0]
        several = ngettext("{name}: {n} passage", "{name}: {n} passages", len(quotes))
        self.query_one("#heading", Label).update(several.format(name=name, n=numeral(len(quotes))))
        shown.show(quotes, at=at)
        self.session.noticed(About.CELL)
        if focus:
            shown.focus()

    @on(RowList.Chosen, "#list")
    def _open_passage(self) -> None:
        quote = self.query_one(PassageList).quote
        if quote is not None:
            self.session.show(quote.source, quote.start, quote.end)

    def action_summarise(self) -> None:
        """Write the summary of a case under a code, beside the passages that it is of."""
        table = self.query_one(Table)
        if self.counted is not None and table.current is not None:
            self.in_background("summary", self._summarise, table.current.place, table.column)

    async def _summarise(self, row: int, column: int) -> None:
        from caqda.summaries import summarise
        from caqda.tui.screens.summary import SummaryScreen

        assert self.counted is not None
        place = framework_place(self.counted, row, column)
        if place is None:
            told = _(
                "A summary is of one case under one code: press {crosstab.by:b}, choose case, "
                "and go to a number."
            )
            raise ChangeError(keyed(self, told))
        if self._listed is None:
            await self._list_passages(row, column, False)
        heading, mine, others = await self.session.ask(partial(summaries_of, place=place))
        text = await self.app.push_screen_wait(SummaryScreen(heading, mine, others))
        if text != mine:
            await self.session.do(lambda study: summarise(study, *place, text))
            self.query_one(Hints).say(_("{what}: saved.").format(what=one_line(heading)))

    def _close_passages(self) -> None:
        self._listed = None
        self._read("")

    # what is read beside the table ------------------------------------------------------------------------

    def action_read(self, name: str) -> None:
        """Show the comparison of the columns, or what they consist of, beside the table; or fold it."""
        self._listed = None
        self._read("" if self.query_one(f"#{name}").display else name)

    def _read(self, name: str) -> None:
        """Show one of the two beside the table, by its id, or only the table."""
        self.set_class(bool(name), "-aside")
        self.remove_class("-listing", "-beside", "-below")
        for one in _READ:
            self.set_class(one == name, f"-{one}")
        self._fit()
        self.query_one(f"#{name or 'table'}").focus()

    async def action_back(self) -> None:
        """One step back: from what is beside the table, from the narrowing, from the screen."""
        field = self.query_one("#narrow", Input)
        if self.has_class("-aside"):
            self._close_passages()
        elif field.value or field.display:
            field.value = ""
            self._end_narrowing()
        else:
            await self.run_action("app.room('code')")

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        self._tell_keys()

    def _tell_keys(self) -> None:
        keys = OF_KIND.get(self.asked.kind if self.asked else "crosstab", OTHERS)
        if self.query_one(PassageList).has_focus:
            by_case = self.counted is not None and self.counted.asked.by == ("case",)
            keys = LISTING if by_case else LISTING_ONLY
        elif self.query_one("#narrow").has_focus:
            keys = NARROWING
        elif any(self.query_one(f"#{name}").has_focus for name in _READ):
            keys = READING
        self.query_one(Hints).show(keys)
