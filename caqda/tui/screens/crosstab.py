"""Tables of codes, by the values of a variable and others: chosen, laid out, kept under a name, written."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from caqda.errors import ChangeError
from caqda.tui import choices
from caqda.tui.keys import keyed
from caqda.tui.naming import called
from caqda.tui.quotes import one_line
from caqda.tui.screens.counting import CountingScreen
from caqda.tui.screens.counting_keys import key
from caqda.tui.screens.dialogs import Ask, Choose, Confirm
from caqda.tui.screens.saved import SavedRow, SavedScreen, Wish
from caqda.tui.sheet import LIKENESSES, MEETINGS, SHARES, UNITS, title, told_of
from caqda.tui.widgets.chooser import Chooser
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.table import Table
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.table import Asked
    from caqda.analysis.table import Table as Counted
    from caqda.tables import Saved

_ENDINGS = (".xlsx", ".csv", ".md", ".html", ".tex", ".json", ".docx", ".odt", ".pdf")
_NONE_SAVED = N_("None yet: {crosstab.save:n} keeps the table that is shown under a name.")


class CrosstabScreen(CountingScreen):
    """Which table, of what. ``enter`` on a number lists its passages, ``enter`` on a passage opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("v", "kind", N_("Another kind of table"), "kind"),
        key("r", "rows", N_("Choose the rows: all codes, those of a level, saved queries"), "rows"),
        key("b", "by", N_("Choose the columns: a variable, two crossed, source, codes, queries"), "by"),
        key("1", "unit('cases')", N_("Count cases"), "cases"),
        key("2", "unit('sources')", N_("Count sources"), "sources"),
        key("3", "unit('passages')", N_("Count passages"), "passages"),
        key("4", "unit('words')", N_("Count words"), "words"),
        key("u", "next_unit", N_("Count in the next unit"), "unit"),
        key("percent_sign,p", "share", N_("The next share, or measure: % of group, of code, …"), "share"),
        key("0", "none", N_("The column of what has no value: with or without"), "none"),
        key("s", "roll_up", N_("Codes with their sub-codes, or alone"), "roll-up"),
        key("S", "sort", N_("Sort by this column: largest first, smallest first, not"), "sort"),
        key("x", "transpose", N_("Rows as columns"), "transpose"),
        key("n", "save", N_("Keep this table under a name"), "save"),
        key("o", "saved", N_("The saved tables: open, rename, delete"), "saved"),
        key("w", "write", N_("Write the table to a file"), "write"),
    ]

    def default(self) -> Asked:
        """Codes by the variable by which the sources are grouped."""
        from caqda.analysis.table import Asked

        return Asked(by=(self.session.grouping or "source",))

    # choosing what is counted -------------------------------------------------------------------------

    def _change(self, **changes: Any) -> None:
        """Count another table than the one that is shown."""
        if self.asked is not None:
            self.recount(replace(self.asked, **changes))

    def _only_crosstab(self) -> None:
        if self.asked is not None and self.asked.kind != "crosstab":
            told = _(
                "Only a table of codes by values has this choice; {crosstab.kind:v} chooses another table."
            )
            raise ChangeError(keyed(self, told))

    def action_kind(self) -> None:
        """Choose another kind of table."""
        self.in_background("ask", self._choose_kind)

    async def _choose_kind(self) -> None:
        asked = self._standing()
        chosen = await self.app.push_screen_wait(Chooser(_("Which table?"), choices.kinds(), at=asked.kind))
        if chosen is not None:
            self.recount(
                replace(asked, kind=chosen, measure="", roll_up=None, sort="", transposed=False, narrow="")
            )

    def action_rows(self) -> None:
        """Choose what the rows are."""
        self._only_crosstab()
        self.in_background("ask", self._choose_rows)

    async def _choose_rows(self) -> None:
        asked, corpus = self._standing(), self.session.corpus
        options = choices.rows(corpus, asked)
        chosen = await self.app.push_screen_wait(Choose(_("Rows"), options, choices.standing_rows(asked)))
        if chosen is not None:
            self.recount(choices.with_rows(corpus, asked, chosen))

    def action_by(self) -> None:
        """Choose what the columns are."""
        self.in_background("ask", self._choose_by)

    async def _choose_by(self) -> None:
        asked, corpus = self._standing(), self.session.corpus
        options = choices.columns(corpus, asked)
        if not options:
            raise ChangeError(_("The columns of this table are always the same."))
        standing = choices.standing_columns(asked)
        chosen = await self.app.push_screen_wait(Choose(choices.question(asked), options, standing))
        if chosen == choices.CROSSED and asked.kind == "crosstab":
            chosen = await self._choose_two(corpus)
        if chosen is not None:
            self.recount(choices.with_columns(corpus, asked, chosen))

    async def _choose_two(self, corpus: Corpus) -> tuple[str, str] | None:
        options = [option for option in choices.variables(corpus) if option.key != "coder"]
        first = await self.app.push_screen_wait(Choose(_("Columns by two, crossed: the first"), options))
        if first is None:
            return None
        others = [option for option in options if option.key != first]
        question = _("{name}, crossed with").format(name=called(str(first)))
        second = await self.app.push_screen_wait(Choose(question, others))
        return None if second is None else (first, second)

    def action_unit(self, unit: str) -> None:
        """Count another unit."""
        self._only_crosstab()
        self._change(unit=unit)

    def action_next_unit(self) -> None:
        """Count the unit after this one."""
        self._only_crosstab()
        self._change(unit=_after(list(UNITS), self._standing().unit))

    def action_share(self) -> None:
        """Show the next kind of share, or the next measure."""
        asked = self._standing()
        if asked.kind == "crosstab":
            self._change(share=_after(list(SHARES), asked.share))
        elif asked.kind == "cooccurrence":
            self._change(measure=_after(list(MEETINGS), asked.measure or "pairs"), sort="")
        elif asked.kind == "similarity":
            self._change(measure=_after(list(LIKENESSES), asked.measure or "jaccard"))
        else:
            raise ChangeError(_("This table has one measure."))

    def action_none(self) -> None:
        """Show the column of what has no value, or leave it out of the table."""
        self._only_crosstab()
        self._change(none=not self._standing().none)

    def action_roll_up(self) -> None:
        """Count codes with their sub-codes, or alone."""
        self._change(roll_up=not self._standing().rolls_up)

    # how it is laid out -------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the column under the cursor: largest first, then smallest first, then not."""
        table, asked = self.query_one(Table), self._standing()
        assert self.counted is not None
        if table.current is None:
            return
        head = self.counted.grid.head[table.column + self.counted.grid.labels]
        if asked.sort != head:
            self._change(sort=head, smallest_first=False)
        elif not asked.smallest_first:
            self._change(smallest_first=True)
        else:
            self._change(sort="", smallest_first=False)

    def action_transpose(self) -> None:
        """Show rows as columns, or as they were."""
        self._change(transposed=not self._standing().transposed, sort="", narrow="")

    # keeping and writing ------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Keep what is asked for under a name."""
        self.in_background("ask", self._save)

    async def _save(self) -> None:
        asked = self._standing()
        name = await self.app.push_screen_wait(Ask(_("Keep this table as"), self._title()))
        if name is None:
            return
        from caqda.tables import save, tables

        known = await self.session.ask(lambda corpus: [one.name.casefold() for one in tables(corpus.study)])
        if name.casefold() in known:
            question = _("“{name}” is there already; it would be this table.").format(name=one_line(name))
            if not await self.app.push_screen_wait(Confirm(_("Save over it?"), question)):
                return
        await self.session.do(lambda study: save(study, name, asked))
        self.query_one(Hints).say(
            keyed(self, _("Kept: {name}. {crosstab.saved:o} opens it again."), name=one_line(name))
        )

    def action_saved(self) -> None:
        """List the saved tables."""
        self.in_background("ask", self._open_saved)

    async def _open_saved(self) -> None:
        from caqda.tables import table_named

        at: str | None = None
        while True:
            rows = await self.session.ask(_saved_rows)
            wish = await self.app.push_screen_wait(SavedScreen(_("Saved tables"), rows, _(_NONE_SAVED), at))
            if wish is None:
                return
            if wish.act == "open":
                name = wish.name
                found = await self.session.ask(lambda corpus: table_named(corpus.study, name).asked)  # noqa: B023
                self.recount(found)
                return
            at = await self._carry_out(wish)

    async def _carry_out(self, wish: Wish) -> str | None:
        """Rename or delete a saved table; returns the name to stand on."""
        from caqda.tables import delete, rename

        if wish.act == "delete":
            await self.session.do(lambda study: delete(study, wish.name))
            self.query_one(Hints).say(_("“{name}” is deleted.").format(name=one_line(wish.name)))
            return None
        question = _("Another name for “{name}”").format(name=one_line(wish.name))
        new = await self.app.push_screen_wait(Ask(question, wish.name))
        if new is not None:
            await self.session.do(lambda study: rename(study, wish.name, new))
        return new or wish.name

    def action_write(self) -> None:
        """Write the table to a file; its ending picks the format."""
        self.in_background("ask", self._write)

    async def _write(self) -> None:
        self._standing()
        table = self.counted
        assert table is not None
        told = _("The ending picks the format: {endings}. A name without a folder goes to {folder}.").format(
            endings=" ".join(_ENDINGS), folder=one_line(str(Path.cwd()))
        )
        name = f"{_file_name(self._title())}.xlsx"
        named = await self.app.push_screen_wait(Ask(_("Write the table to a file"), name, told=told))
        if named is None:
            return
        path = Path(named).expanduser().absolute()
        if await self.session.ask(lambda corpus: path.exists()):
            told = _("{path} is there already; it would be replaced.").format(path=path)
            if not await self.app.push_screen_wait(Confirm(_("Write over the file?"), told)):
                return
        withheld = await self.session.ask(partial(_write_table, table=table, path=path))
        told = _("Written: {path}").format(path=one_line(str(path)))
        self.query_one(Hints).say(" ".join(filter(None, (withheld, told))))

    def _standing(self) -> Asked:
        """What is shown; ChangeError before there is anything."""
        if self.asked is None or self.counted is None:
            raise ChangeError(_("The table is still being counted; try again in a moment."))
        return self.asked

    def _title(self) -> str:
        assert self.counted is not None
        return title(self.counted.asked, self.counted.grid).partition(" · ")[0]


def _after(order: list[str], one: str) -> str:
    """The one that follows, and the first after the last."""
    return order[(order.index(one) + 1) % len(order)]


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.casefold()).strip("-") or "table"


def _saved_rows(corpus: Corpus) -> list[SavedRow]:
    from caqda.tables import tables

    return [SavedRow(one.name, _told(one)) for one in tables(corpus.study)]


def _told(saved: Saved) -> str:
    """What a saved table asks for; in the words of the file where this caqda cannot know."""
    try:
        return told_of(saved.asked, saved.name)
    except ChangeError:
        return saved.told


def _write_table(corpus: Corpus, *, table: Counted, path: Path) -> str:
    from caqda.reports.tables import write_table

    return write_table(table, path)
