"""The codebook: the tree of codes, and all that is said of the code under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Label, Static

from caqda.safety import for_terminal
from caqda.tui.quotes import one_line, quotes_of_code
from caqda.tui.screens.dialogs import Ask, Choose, Confirm
from caqda.tui.screens.split import SplitScreen
from caqda.tui.screens.study import StudyScreen
from caqda.tui.widgets.book_tree import BookTree, TreeTitle, book_rows
from caqda.tui.widgets.chooser import Option
from caqda.tui.widgets.code_form import EXAMPLES, CodeForm, examples
from caqda.tui.widgets.codes import CodeRow, CodeTree
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.codebook import Codebook, Touched
    from caqda.codebook.entry import CodeEntry
    from caqda.study import Study
    from caqda.tui.session import Session

TOP = "top"
_KEYS = N_("a A add  enter write  r rename  m move  g merge  s split  d delete  u undo")
_KEYS_WRITING = N_("tab next field, saves  escape saves, back to the tree")


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"codebook.{name}")


class CodebookScreen(StudyScreen):
    """The tree at the left; at the right the fields of a code. All of it can be undone with ``u``."""

    manual = "codebook"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("a", "add_below", N_("Add a code under this one"), "add-below"),
        _key("A", "add_beside", N_("Add a code beside this one"), "add-beside"),
        _key("r", "rename", N_("Rename it"), "rename"),
        _key("o", "recolour", N_("Give it another colour"), "recolour"),
        _key("m", "move", N_("Move it under another code, or to the top"), "move"),
        _key("J", "shift(1)", N_("Move it down among its siblings"), "down"),
        _key("K", "shift(-1)", N_("Move it up among its siblings"), "up"),
        _key("g", "merge", N_("Merge it into another code"), "merge"),
        _key("s", "split", N_("Split it: some of its codings to a new code"), "split"),
        _key("d,delete", "delete", N_("Delete it, with its sub-codes and codings"), "delete"),
        _key("u", "undo", N_("Undo"), "undo"),
        _key("ctrl+r,U", "redo", N_("Redo"), "redo"),
        _key("escape", "back", N_("One step back: tree, coding screen"), "back"),
    ]
    DEFAULT_CSS = """
    CodebookScreen {
        & #title, & #path { width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel; }
        & #tree-side { width: 42%; min-width: 30; max-width: 64; }
        & BookTree { height: 1fr; }
        & #form-side { width: 1fr; border-left: vkey $foreground 30%; }
        & #counts { height: auto; padding: 0 1; color: $foreground 75%; }
        & CodeForm { height: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._had: int | None = None  # the code that was in hand when this screen was shown last

    def compose(self) -> ComposeResult:
        """Tree and form."""
        yield Rooms(self.session, "codebook")
        with Horizontal():
            with Vertical(id="tree-side"):
                yield TreeTitle(id="title")
                yield BookTree(id="tree")
            with Vertical(id="form-side"):
                yield Label("", id="path", markup=False)
                yield Static("", id="counts", markup=False)
                yield CodeForm(id="form")
        yield Hints(_(_KEYS))

    def on_mount(self) -> None:
        """Begin with the codes."""
        self._tree.focus()

    @property
    def _tree(self) -> BookTree:
        return self.query_one(BookTree)

    @property
    def _form(self) -> CodeForm:
        return self.query_one(CodeForm)

    # what is shown ------------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Show the codes that there are."""
        self._fill()

    def on_screen_resume(self) -> None:
        """Stand on the code that has been taken in hand since."""
        super().on_screen_resume()
        hand = self.session.hand
        if hand is not None and hand != self._had:
            self._had = hand
            self._tree.folded -= {*self.session.corpus.tree.ancestors(hand)}
            self._fill(hand)

    def _fill(self, at: int | None = None) -> None:
        """Fill the tree, with the cursor on a code (or where it was), and the form."""
        corpus, tree = self.session.corpus, self._tree
        tree.fill(book_rows(corpus, tree.folded), at)
        self.query_one(TreeTitle).count = len(corpus.codes)
        self._load()

    @on(RowList.Highlighted, "#tree")
    def _load(self) -> None:
        self.query_one(Hints).say("")
        self.in_background(group="load", work=self._load_entry)

    @on(CodeTree.Folded)
    def _refill(self) -> None:
        self._fill()

    async def _load_entry(self) -> None:
        """Show all that is said of the code under the cursor."""
        row = self._tree.current
        if row is None:
            self._form.clear()
            self.query_one("#path", Label).update("")
            self.query_one("#counts", Static).update(_("No codes yet: a makes the first one."))
            return
        entry, told = await self.session.ask(partial(_entry, code=row.key))
        self.query_one("#path", Label).update(for_terminal(self.session.corpus.tree.paths.get(row.key, "")))
        self.query_one("#counts", Static).update(told)
        self._form.show(entry, self.session.study.coder)

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        self.query_one(Hints).show(_(_KEYS if self._tree.has_focus else _KEYS_WRITING))

    # the fields -----------------------------------------------------------------------------------------

    @on(RowList.Chosen, "#tree")
    def _edit(self, event: RowList.Chosen) -> None:
        if not isinstance(event, CodeTree.Folded) and not self._form.disabled:
            self._form.field("definition").focus()

    @on(CodeForm.Left)
    def _left(self, event: CodeForm.Left) -> None:
        self.in_background(group=f"save {event.code} {event.field}", work=partial(self._save, event))

    async def _save(self, left: CodeForm.Left) -> None:
        """Write one field, as one step to undo."""
        if left.field == "memo":
            await self.session.write_memo(left.text, code=left.code)
        else:
            await self.session.do(partial(_write, code=left.code, field=left.field, text=left.text))

    async def before_leaving(self) -> None:
        """Save what stands in the field that is being written."""
        for left in self._form.unsaved:
            await self._save(left)

    async def action_back(self) -> None:
        """From the fields to the tree, from there to where one came from."""
        if self.focused is not self._tree:
            self._tree.focus()
        else:
            await self.run_action("app.room('code')")

    # changing the tree ------------------------------------------------------------------------------------

    @property
    def _current(self) -> CodeRow | None:
        row: CodeRow | None = self._tree.current
        return row

    def _called(self, code: int) -> str:
        return one_line(self.session.corpus.codes[code].name)

    async def _change(self, change: Callable[[Codebook], Any]) -> Any:
        """Carry out a change of the codebook; returns what it returns."""

        def act(study: Study) -> Any:
            from caqda.codebook import Codebook

            return change(Codebook(study))

        return await self.session.do(act)

    def action_add_below(self) -> None:
        """A new code under this one."""
        row = self._current
        self.in_background(group="act", work=partial(self._add, row.key if row is not None else None))

    def action_add_beside(self) -> None:
        """A new code beside this one."""
        row = self._current
        above = self.session.corpus.codes[row.key].parent if row is not None else None
        self.in_background(group="act", work=partial(self._add, above, row))

    async def _add(self, parent: int | None, after: CodeRow | None = None) -> None:
        if parent is None:
            question = _("Name of the new code at the top")
        else:
            question = _("Name of the new code under “{code}”").format(code=self._called(parent))
        name = await self.app.push_screen_wait(Ask(question))
        if name is None:
            return
        place = None
        if after is not None:
            place = self.session.corpus.tree.children(parent).index(after.key) + 1
        if parent is not None:
            self._tree.folded -= {parent}
        self._fill(await self._change(lambda book: book.add(name, parent, position=place)))

    def action_rename(self) -> None:
        """Give the code another name."""
        if (row := self._current) is not None:
            self.in_background(group="act", work=partial(self._rename, row))

    async def _rename(self, row: CodeRow) -> None:
        name = await self.app.push_screen_wait(
            Ask(_("New name of “{code}”").format(code=one_line(row.name)), row.name)
        )
        if name is not None and name != row.name:
            await self._change(lambda book: book.rename(row.key, name))

    def action_recolour(self) -> None:
        """Give the code another colour."""
        if (row := self._current) is not None:
            self.in_background(group="act", work=partial(self._recolour, row))

    async def _recolour(self, row: CodeRow) -> None:
        from caqda.codebook.colours import PALETTE

        taken: dict[str, int] = {}
        for code in self.session.corpus.codes.values():
            taken[code.colour] = taken.get(code.colour, 0) + 1
        colours = dict.fromkeys((*PALETTE, *taken))
        options = [
            Option(
                one,
                one,
                ngettext("{n} code", "{n} codes", taken[one]).format(n=taken[one])
                if one in taken
                else _("free"),
                one,
            )
            for one in colours
        ]
        question = _("Colour of “{code}”").format(code=one_line(row.name))
        chosen = await self.app.push_screen_wait(
            Choose(question, options, row.colour, free=_("a colour as #rrggbb, or choose"))
        )
        if chosen is not None and chosen != row.colour:
            await self._change(lambda book: book.recolour(row.key, chosen))

    def action_move(self) -> None:
        """Move the code under another."""
        if (row := self._current) is not None:
            self.in_background(group="act", work=partial(self._move, row))

    async def _move(self, row: CodeRow) -> None:
        tree = self.session.corpus.tree
        options = [Option(TOP, _("(the top)")), *self._others(row.key)]
        above = self.session.corpus.codes[row.key].parent
        chosen = await self.app.push_screen_wait(
            Choose(
                _("Move “{code}” under").format(code=one_line(row.name)),
                options,
                TOP if above is None else above,
            )
        )
        if chosen is None:
            return
        parent = None if chosen == TOP else chosen
        self._tree.folded -= {parent, *(tree.ancestors(parent) if parent is not None else ())}
        await self._change(lambda book: book.move(row.key, parent))
        self._tree.go_to(row.key)

    def _others(self, code: int) -> list[Option]:
        """All codes but one and those under it."""
        corpus = self.session.corpus
        family = set(corpus.tree.family(code))
        return [
            Option(one.id, one.path, str(corpus.counts[one.id]), one.colour)
            for one in corpus.codes.values()
            if one.id not in family
        ]

    def action_shift(self, step: int) -> None:
        """Move the code up or down among its siblings."""
        if (row := self._current) is not None:
            self.in_background(group="shift", work=partial(self._shift, row, step))

    async def _shift(self, row: CodeRow, step: int) -> None:
        corpus = self.session.corpus
        parent = corpus.codes[row.key].parent
        siblings = corpus.tree.children(parent)
        place = siblings.index(row.key) + step
        if 0 <= place < len(siblings):
            await self._change(lambda book: book.move(row.key, parent, place))

    def action_merge(self) -> None:
        """Make one of this code and another."""
        if (row := self._current) is not None:
            self.in_background(group="act", work=partial(self._merge, row))

    async def _merge(self, row: CodeRow) -> None:
        target = await self.app.push_screen_wait(
            Choose(_("Merge “{code}” into").format(code=one_line(row.name)), self._others(row.key))
        )
        if target is None:
            return
        touched: Touched = await self.session.ask(partial(_touched, code=row.key))
        name, into = one_line(row.name), self._called(target)
        details = _(
            "{what} go over to “{into}”; “{code}” itself goes. The definition of “{into}” "
            "stays.\n\nu undoes it."
        ).format(what=_told(touched), into=into, code=name)
        question = _("Merge “{code}” into “{into}”?").format(code=name, into=into)
        if await self.app.push_screen_wait(Confirm(question, details)):
            await self._change(lambda book: book.merge(row.key, target))
            self._tree.go_to(target)
            told = _("“{code}” merged into “{into}”; u undoes it").format(code=name, into=into)
            self.call_later(self.query_one(Hints).say, told)

    def action_split(self) -> None:
        """Some of the code's codings to a new code."""
        if (row := self._current) is not None:
            self.in_background(group="act", work=partial(self._split, row))

    async def _split(self, row: CodeRow) -> None:
        quotes = await self.session.ask(partial(quotes_of_code, code=row.key))
        if not quotes:
            told = _("“{code}” has no codings of its own to split.").format(code=one_line(row.name))
            self.notify(told, markup=False)
            return
        chosen = await self.app.push_screen_wait(SplitScreen(row.name, quotes))
        if chosen is not None:
            self._fill(await self._change(lambda book: book.split(row.key, chosen.name, chosen.codings)))

    def action_delete(self) -> None:
        """Delete the code, with its sub-codes and codings."""
        if (row := self._current) is not None:
            self.in_background(group="act", work=partial(self._delete, row))

    async def _delete(self, row: CodeRow) -> None:
        touched: Touched = await self.session.ask(partial(_touched, code=row.key))
        below = [self._called(code) for code in self.session.corpus.tree.family(row.key)[1:]]
        if below:
            told = _("{what} go.\n\nUnder it: {below}.\n\nu undoes it.")
        else:
            told = _("{what} go.\n\nu undoes it.")
        details = told.format(what=_told(touched), below=", ".join(below))
        question = _("Delete “{code}”?").format(code=one_line(row.name))
        if await self.app.push_screen_wait(Confirm(question, details)):
            await self._change(lambda book: book.delete(row.key))
            self.query_one(Hints).say(_("“{code}” deleted; u undoes it").format(code=one_line(row.name)))

    def action_undo(self) -> None:
        """Take back the last change."""
        self.in_background(
            group="undo",
            work=partial(
                self._step, self.session.undo, N_("Undone: {what}"), N_("There is nothing to undo.")
            ),
        )

    def action_redo(self) -> None:
        """Make again what was undone."""
        self.in_background(
            group="undo",
            work=partial(
                self._step, self.session.redo, N_("Done again: {what}"), N_("There is nothing to redo.")
            ),
        )

    async def _step(self, step: Callable[[], Any], done: str, nothing: str) -> None:
        entries = await step()
        told = "; ".join(entry.summary for entry in entries)
        self.query_one(Hints).say(_(done).format(what=one_line(told)) if told else _(nothing))


def _entry(corpus: Corpus, *, code: int) -> tuple[CodeEntry, str]:
    from caqda.codebook.entry import read_entry

    touched = _touched(corpus, code=code)
    own = corpus.counts.get(code, 0)
    below = touched.codes - 1
    if below:
        told = ngettext(
            "{own}, {all} with its {n} sub-code, in {sources}",
            "{own}, {all} with its {n} sub-codes, in {sources}",
            below,
        )
    else:
        told = _("{own}, in {sources}")
    sentence = told.format(
        own=ngettext("{n} coding", "{n} codings", own).format(n=own),
        all=numeral(touched.codings),
        n=below,
        sources=ngettext("{n} source", "{n} sources", touched.sources).format(n=touched.sources),
    )
    return read_entry(corpus.study, code), sentence


def _touched(corpus: Corpus, *, code: int) -> Touched:
    from caqda.codebook import Codebook

    return Codebook(corpus.study).touched(code)


def _codes_told(number: int) -> str:
    return ngettext("{n} code", "{n} codes", number).format(n=number)


def _told(touched: Touched) -> str:
    """What a deletion or a merge concerns, in words."""
    return _("{codes}, {codings} in {sources} and {memos}").format(
        codes=_codes_told(touched.codes),
        codings=ngettext("{n} coding", "{n} codings", touched.codings).format(n=numeral(touched.codings)),
        sources=ngettext("{n} source", "{n} sources", touched.sources).format(n=touched.sources),
        memos=ngettext("{n} memo", "{n} memos", touched.memos).format(n=touched.memos),
    )


def _write(study: Study, *, code: int, field: str, text: str) -> None:
    """Write one field of a code."""
    from caqda.codebook import Codebook

    book = Codebook(study)
    if field == "name":
        book.rename(code, text)
    elif field == "colour":
        book.recolour(code, text)
    else:
        book.define(code, **{field: examples(text) if field in EXAMPLES else text})
