"""Changing the tree of codes: each change is asked for where it must be, and is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from caqda import deeds
from caqda.tui.keys import keyed
from caqda.tui.quotes import one_line, quotes_of_code
from caqda.tui.screens.dialogs import Ask, Choose, Confirm
from caqda.tui.screens.split import SplitScreen
from caqda.tui.screens.study import StudyScreen
from caqda.tui.widgets.book_tree import BookTree
from caqda.tui.widgets.chooser import Option
from caqda.tui.widgets.codes import CodeRow
from caqda.tui.widgets.hints import Hints
from caqda.wording import N_, _, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.codebook import Codebook, Touched
    from caqda.study import Study

TOP = "top"


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"codebook.{name}")


class RestructuringScreen(StudyScreen):
    """A screen with the tree of codes, which is changed from the code under its cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash", "find", N_("Go to a code by a part of its name"), "find"),
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
    ]

    @property
    def _tree(self) -> BookTree:
        return self.query_one(BookTree)

    def _fill(self, at: int | None = None) -> None:
        """Show the codes that there are, with the cursor on a code (or where it was)."""
        raise NotImplementedError

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

        having: dict[str, list[str]] = {}
        for code in self.session.corpus.codes.values():
            having.setdefault(code.colour, []).append(one_line(code.name))
        options = [
            Option(one, f"{one}  {', '.join(having.get(one, []))}", "" if one in having else _("free"), one)
            for one in dict.fromkeys((*PALETTE, *having))
        ]
        question = _("Colour of “{code}”").format(code=one_line(row.name))
        chosen = await self.app.push_screen_wait(
            Choose(question, options, row.colour, free=_("a colour as #rrggbb, or a code's name"))
        )
        if chosen is not None and chosen != row.colour:
            await self._change(lambda book: book.recolour(row.key, chosen))

    def action_find(self) -> None:
        """Go to a code by a part of its name."""
        self.in_background(group="act", work=self._find)

    async def _find(self) -> None:
        row = self._current
        chosen = await self.app.push_screen_wait(
            Choose(_("Go to the code"), self._others(), row and row.key, counted=_("codings"))
        )
        if chosen is not None:
            self._tree.folded -= {*self.session.corpus.tree.ancestors(chosen)}
            self._fill(chosen)

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
                counted=_("codings"),
            )
        )
        if chosen is None:
            return
        parent = None if chosen == TOP else chosen
        self._tree.folded -= {parent, *(tree.ancestors(parent) if parent is not None else ())}
        await self._change(lambda book: book.move(row.key, parent))
        self._tree.go_to(row.key)

    def _others(self, code: int | None = None) -> list[Option]:
        """All codes but one and those under it."""
        corpus = self.session.corpus
        family = set(corpus.tree.family(code)) if code is not None else set()
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
            Choose(
                _("Merge “{code}” into").format(code=one_line(row.name)),
                self._others(row.key),
                counted=_("codings"),
            )
        )
        if target is None:
            return
        concerned: Touched = await self.session.ask(partial(touched, code=row.key))
        name, into = one_line(row.name), self._called(target)
        below = concerned.codes - 1
        codes = ngettext("{n} sub-code", "{n} sub-codes", below).format(n=below) if below else ""
        told = _(
            "{what} go over to “{into}”; “{code}” itself goes. The definition of “{into}” "
            "stays.\n\n{codebook.undo:u} undoes it."
        )
        details = keyed(self, told, what=_told(concerned, codes), into=into, code=name)
        question = _("Merge “{code}” into “{into}”?").format(code=name, into=into)
        if await self.app.push_screen_wait(Confirm(question, details)):
            await self._change(lambda book: book.merge(row.key, target))
            self._tree.go_to(target)
            told = _("“{code}” merged into “{into}”; {codebook.undo:u} undoes it")
            told = keyed(self, told, code=name, into=into)
            self.query_one(Hints).say(told)

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
        concerned: Touched = await self.session.ask(partial(touched, code=row.key))
        below = [self._called(code) for code in self.session.corpus.tree.family(row.key)[1:]]
        if below:
            told = _("{what} go.\n\nUnder it: {below}.\n\n{codebook.undo:u} undoes it.")
        else:
            told = _("{what} go.\n\n{codebook.undo:u} undoes it.")
        codes = ngettext("{n} code", "{n} codes", concerned.codes).format(n=concerned.codes)
        details = keyed(self, told, what=_told(concerned, codes), below=", ".join(below))
        question = _("Delete “{code}”?").format(code=one_line(row.name))
        if await self.app.push_screen_wait(Confirm(question, details)):
            await self._change(lambda book: book.delete(row.key))
            told = keyed(self, _("“{code}” deleted; {codebook.undo:u} undoes it"), code=one_line(row.name))
            self.query_one(Hints).say(told)

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
        told = "; ".join(deeds.told_to(self.session.coder, entry) for entry in entries)
        self.query_one(Hints).say(_(done).format(what=one_line(told)) if told else _(nothing))


def touched(corpus: Corpus, *, code: int) -> Touched:
    """What a code's going would concern, its sub-codes included."""
    from caqda.codebook import Codebook

    return Codebook(corpus.study).touched(code)


def _told(concerned: Touched, codes: str) -> str:
    """What a deletion or a merge concerns, in words; ``codes`` tells how many codes, where any."""
    told = (
        _("{codes}, {codings} in {sources} and {memos}") if codes else _("{codings} in {sources} and {memos}")
    )
    codings, sources, memos = concerned.codings, concerned.sources, concerned.memos
    return told.format(
        codes=codes,
        codings=ngettext("{n} coding", "{n} codings", codings).format(n=numeral(codings)),
        sources=ngettext("{n} source", "{n} sources", sources).format(n=sources),
        memos=ngettext("{n} memo", "{n} memos", memos).format(n=memos),
    )
