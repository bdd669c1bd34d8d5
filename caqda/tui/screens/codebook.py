"""The codebook: the tree of codes, and all that is said of the code under the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.widgets import Label, Static

from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.screens.restructuring import RestructuringScreen, touched
from caqda.tui.widgets.book_tree import BookTree, TreeTitle, book_rows
from caqda.tui.widgets.code_form import EXAMPLES, CodeForm, examples
from caqda.tui.widgets.codes import CodeTree
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.codebook.entry import CodeEntry
    from caqda.study import Study
    from caqda.tui.session import Session

_KEYS = N_(
    "{codebook.add-below:a} {codebook.add-beside:A} add  {list.choose:enter} "
    "write  {codebook.rename:r} rename  {codebook.recolour:o} colour  {codebook.move:m} move  "
    "{codebook.merge:g} merge  {codebook.split:s} split  {codebook.delete:d} "
    "delete  {codebook.undo:u} undo  {codebook.find:/} find  {codebook.down:J} {codebook.up:K} order"
)
_KEYS_WRITING = N_("tab next field, saves  {codebook.back:esc} saves, back to the tree")


class CodebookScreen(RestructuringScreen):
    """The tree at the left; at the right the fields of a code. All of it can be undone with ``u``."""

    manual = "codebook"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("One step back: tree, coding screen"), show=False, id="codebook.back"),
    ]
    DEFAULT_CSS = """
    CodebookScreen {
        & #title, & #path { width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel; }
        & #path { height: auto; }
        & #tree-side { width: 48%; min-width: 30; max-width: 56; }
        & BookTree { height: 1fr; }
        & #form-side { width: 1fr; margin-left: 1; border-left: vkey $foreground 30%; }
        & #counts { height: auto; padding: 0 1; color: $foreground 75%; }
        & CodeForm { height: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._keys = _KEYS
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
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """Begin with the codes."""
        self._tree.focus()

    @property
    def _form(self) -> CodeForm:
        return self.query_one(CodeForm)

    # what is shown ------------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Show the codes that there are."""
        self._fill()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Stand on the code that has been taken in hand since."""
        super().on_screen_resume(event)
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
        self.in_background(group="load", work=self._load_entry)

    def on_key(self) -> None:
        """What was said last is read, and the keys stand there again."""
        self.query_one(Hints).say("")

    on_click = on_key

    @on(CodeTree.Folded)
    def _refill(self) -> None:
        self._fill()

    async def _load_entry(self) -> None:
        """Show all that is said of the code under the cursor."""
        row = self._tree.current
        if row is None:
            self._form.clear()
            self.query_one("#path", Label).update("")
            self.query_one("#counts", Static).update(
                keyed(self, _("No codes yet: {codebook.add-below:a} makes the first one."))
            )
            return
        entry, told = await self.session.ask(partial(_entry, code=row.key))
        path = self.session.corpus.tree.paths.get(row.key, "")
        self.query_one("#path", Label).update(for_terminal(path.replace("/", " / ")))
        self.query_one("#counts", Static).update(told)
        self._form.show(entry, self.session.study.coder)

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        keys = _KEYS if self._tree.has_focus else _KEYS_WRITING
        if keys != self._keys:  # back from a question, what came of it is still to be read
            self._keys = keys
            self.query_one(Hints).show(keys)

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


def _entry(corpus: Corpus, *, code: int) -> tuple[CodeEntry, str]:
    from caqda.codebook.entry import read_entry

    all_of_it = touched(corpus, code=code)
    own = corpus.counts.get(code, 0)
    below = all_of_it.codes - 1
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
        all=numeral(all_of_it.codings),
        n=below,
        sources=ngettext("{n} source", "{n} sources", all_of_it.sources).format(n=all_of_it.sources),
    )
    return read_entry(corpus.study, code), sentence


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
