"""All memos and the research journal: searched while one types, filtered, read, written, and linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import DescendantBlur
from textual.widgets import Input, Static

from caqda import deeds, memos
from caqda.errors import ChangeError
from caqda.memos import KINDS, Note
from caqda.safety import for_terminal
from caqda.tui.answering import Answering
from caqda.tui.keys import keyed
from caqda.tui.outside import edit_outside
from caqda.tui.quotes import one_line
from caqda.tui.screens.study import StudyScreen
from caqda.tui.widgets.chooser import Chooser, Option
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.memo import MemoEditor
from caqda.tui.widgets.memo_rows import WORDS, Abouts, MemoRow, MemoRows, described, notes
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.title import Title
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.tui.session import Session

_KEYS = N_(
    "{list.choose:enter} write  {memos.new:n} new  {memos.place:o} place  {memos.search:/} find  "
    "{memos.delete:d} delete  {memos.back:esc} back  {app.keys:?} keys  "
    "{memos.kind:f} by kind  {memos.coder:w} by coder  {memos.hand:h} by code in hand  "
    "{memos.link:l} link  {memos.undo:u} undo"
)
_KEYS_SEEKING = N_("{memos.list:enter} to the list")
_KEYS_WRITING = N_("{memo.leave:esc} saves, back to the list  {memo.editor:f7} your own editor")


@dataclass(frozen=True, slots=True)
class Here:
    """Where the screen was called from: what a new memo may be on, and what one may be linked to."""

    source: int | None = None
    passage: tuple[int, int] | None = None
    cases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which memos are shown."""

    words: str = ""
    kind: str | None = None
    coder: str | None = None
    code: int | None = None


class SearchMemos(Input):
    """Words that the memos shown are to hold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,escape", "screen.list", N_("To the list"), show=False, id="memos.list"),
    ]


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"memos.{name}")


class MemosScreen(Answering, StudyScreen):
    """A line to search in, the memos, and the one under the cursor, which ``enter`` makes ready to write."""

    manual = "coding"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash", "search", N_("Search in the memos"), "search"),
        _key("n", "new", N_("New entry of the journal, or memo on something"), "new"),
        _key("o", "place", N_("Go to the place that it is about"), "place"),
        _key("f", "kind", N_("Only the next kind of memo"), "kind"),
        _key("w", "coder", N_("Only those of the next coder"), "coder"),
        _key("h", "hand", N_("Only those about the code in hand, or all"), "hand"),
        _key("l", "link", N_("Link it to the passage, code or case that one came from"), "link"),
        _key("d,delete", "delete", N_("Delete it"), "delete"),
        _key("u", "undo", N_("Undo"), "undo"),
        _key("escape,M", "back", N_("Back to the transcript"), "back"),
    ]
    DEFAULT_CSS = """
    MemosScreen {
        & SearchMemos, & SearchMemos:focus { border: none; height: 1; padding: 0 1; background: $surface; }
        & MemoRows { height: 1fr; scrollbar-gutter: stable; }
        & #about { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & MemoEditor { height: 34%; min-height: 8; padding: 0 1; background: $surface; border: none; }
    }
    """

    def __init__(self, session: Session, here: Here) -> None:
        super().__init__(session)
        self._origin = here
        self._filter = Filter()
        self._notes: list[Note] = []
        self._abouts: Abouts = {}
        self._opened: Note | None = None
        self._fresh: Mapping[str, int] | None = None  # what a memo not yet written is on; empty: the journal

    def compose(self) -> ComposeResult:
        """Title, search, list, memo, keys."""
        yield Title("", id="memos-title")
        yield SearchMemos(placeholder=_("words in the memos"))
        yield MemoRows()
        yield Static(id="about", markup=False)
        yield MemoEditor(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """Read the memos."""
        super().on_mount()
        self._rows.focus()
        self.in_background("memos", self._read)

    def take_in(self) -> None:
        """Read the memos anew."""
        self.in_background("memos", self._read)

    @property
    def _rows(self) -> MemoRows:
        return self.query_one(MemoRows)

    @property
    def _editor(self) -> MemoEditor:
        return self.query_one(MemoEditor)

    async def _read(self) -> None:
        self._notes, self._abouts = await self.session.ask(notes)
        self._fill()

    def _fill(self) -> None:
        told = self._filter
        shown = [
            MemoRow(note.id, note, self._abouts.get(("memo", note.id), ""))
            for note in self._notes
            if told.kind in (None, note.kind)
            and told.coder in (None, note.coder)
            and (told.code is None or memos.is_about(note, told.code))
            and memos.fits(note, told.words)
        ]
        self._rows.fill(shown, self._opened.id if self._opened is not None else None)
        path = "" if told.code is None else self.session.corpus.tree.paths.get(told.code, "")
        parts = [
            _("Memos and journal: {n} of {count}").format(n=len(shown), count=len(self._notes)),
            _("kind: {kind}").format(kind=_(WORDS[told.kind])) if told.kind else "",
            _("coder: {coder}").format(coder=told.coder) if told.coder else "",
            _("code: {code}").format(code=path) if path else "",
        ]
        self.query_one(Title).tell("  ·  ".join(part for part in parts if part))
        self._load()

    @on(RowList.Highlighted)
    def _load(self) -> None:
        """Show the memo under the cursor."""
        if self._editor.has_focus:
            return
        row = self._rows.current
        self._opened, self._fresh = (row.note if row is not None else None), None
        note = self._opened
        self._editor.read_only = note is None or note.coder != self.session.coder
        if self._editor.text != (note.text if note is not None else ""):
            self._editor.load_text(note.text if note is not None else "")
        told = described(note, self._abouts) if note is not None else self._why_none()
        self.query_one("#about", Static).update(told)

    def _why_none(self) -> str:
        if self._notes:
            return _("No memo fits what is looked for.")
        told = _(
            "None yet: {memos.new:n} writes one here, {coding.memo:m} on the transcript one on a coding."
        )
        return keyed(self, told)

    # -- finding ---------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Type words to find."""
        self.query_one(SearchMemos).focus()
        self.query_one(Hints).show(_KEYS_SEEKING)

    @on(Input.Changed)
    def _seek(self, event: Input.Changed) -> None:
        self._filter = replace(self._filter, words=event.value)
        self._fill()

    def action_list(self) -> None:
        """Back to the list."""
        self._rows.focus()

    def action_kind(self) -> None:
        """Only the next kind, at last all."""
        there = [kind for kind in KINDS if any(note.kind == kind for note in self._notes)]
        self._filter = replace(self._filter, kind=_next(self._filter.kind, there))
        self._fill()

    def action_coder(self) -> None:
        """Only the next coder's, at last all."""
        there = list(dict.fromkeys(note.coder for note in self._notes))
        self._filter = replace(self._filter, coder=_next(self._filter.coder, there))
        self._fill()

    def action_hand(self) -> None:
        """Only those about the code in hand, or all."""
        if self._filter.code is None and self.session.hand is None:
            raise ChangeError(_("No code is in hand yet; choose one in the tree on f2."))
        self._filter = replace(self._filter, code=None if self._filter.code else self.session.hand)
        self._fill()

    def action_place(self) -> None:
        """Go to the place that the memo is about, or to the first passage that it is linked to."""
        note = self._opened
        if note is None:
            return
        places = [(note.source, note.start, note.end)]
        places += [(link.source, link.start, link.end) for link in note.links]
        found = next((place for place in places if place[0] is not None), None)
        if found is None or found[0] is None:
            raise ChangeError(
                keyed(self, _("This memo has no place in a text; {memos.link:l} links it to one."))
            )
        self.dismiss()
        self.session.show(found[0], found[1] or 0, found[2])

    # -- writing ---------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def _write(self) -> None:
        if self._opened is not None:
            if self._editor.read_only:
                self.query_one(Hints).say(
                    keyed(
                        self,
                        _("{coder} wrote this; {memos.new:n} writes one of yours."),
                        coder=for_terminal(self._opened.coder),
                    )
                )
                return
            self._editor.move_cursor(self._editor.document.end)
            self._editor.focus()
            self.query_one(Hints).show(_KEYS_WRITING)

    def action_new(self) -> None:
        """Ask what the new memo is on; an entry of the journal comes first."""
        choices: list[tuple[str, dict[str, int]]] = [(_("an entry of the journal, of today"), {})]
        corpus, source = self.session.corpus, self._origin.source
        if source is not None:
            name = for_terminal(corpus.sources[source].name)
            choices.append((_("the source {name}").format(name=name), {"source": source}))
        choices += self._codes_and_cases()
        options = [Option(place, words) for place, (words, _target) in enumerate(choices)]

        def chosen(place: int | None) -> None:
            if place is not None:
                self._begin(*choices[place])

        self.app.push_screen(Chooser(_("A memo on"), options, _("begins it")), chosen)

    def _begin(self, words: str, target: dict[str, int]) -> None:
        mine = next((note for note in self._notes if target and self._is_mine(note, target)), None)
        self._opened, self._fresh = mine, None if mine is not None else target
        self._editor.read_only = False
        self._editor.load_text(mine.text if mine is not None else "")
        self._editor.move_cursor(self._editor.document.end)
        self.query_one("#about", Static).update(words)
        self._editor.focus()
        self.query_one(Hints).show(_KEYS_WRITING)

    def _is_mine(self, note: Note, target: dict[str, int]) -> bool:
        told = {"source": note.source, "case": note.case, "code": note.code}
        [(kind, key)] = target.items()
        return note.coder == self.session.coder and note.kind == kind and told[kind] == key

    async def before_leaving(self) -> None:
        """Write what is being written."""
        text, note, fresh = self._editor.text, self._opened, self._fresh
        if fresh is not None and text.strip():
            self._fresh, there = None, {one.id for one in self._notes}
            if fresh:
                await self.session.write_memo(text, **fresh)
            else:
                await self.session.do(lambda study: memos.write_entry(study, text))
            self._notes, self._abouts = await self.session.ask(notes)
            self._opened = next((one for one in self._notes if one.id not in there), None)
            self._fill()
        elif note is not None and not self._editor.read_only and text.strip() != note.text.strip():
            self._opened = replace(note, text=text)
            await self.session.do(lambda study: memos.rewrite(study, note.id, text))
            await self._read()

    @on(DescendantBlur)
    async def _left(self, event: DescendantBlur) -> None:
        if event.widget is self._editor:
            await self.before_leaving()
        if event.widget is not self._rows:
            self.query_one(Hints).show(_KEYS)

    def action_leave_memo(self) -> None:
        """Save, and go back to the list."""
        self._rows.focus()

    def action_memo_outside(self) -> None:
        """Write in one's own editor."""
        if not self._editor.read_only:
            self._editor.load_text(edit_outside(self.app, self._editor.text))

    async def action_delete(self) -> None:
        """Delete the memo under the cursor."""
        note = self._opened
        if note is not None:
            await self.session.do(lambda study: memos.rewrite(study, note.id, ""))
            self.query_one(Hints).say(keyed(self, _("Memo deleted; {memos.undo:u} brings it back.")))

    async def action_undo(self) -> None:
        """Take back the last change."""
        entries = await self.session.undo()
        told = (
            _("Undone: {what}").format(what=deeds.told_to(self.session.coder, entries[0]))
            if entries
            else _("There is nothing to undo.")
        )
        self.query_one(Hints).say(one_line(told))

    def action_link(self) -> None:
        """Link the memo to what one came from, or let go of a link."""
        note, here = self._opened, self._origin
        if note is None:
            return
        choices: list[tuple[str, dict[str, int]]] = []
        if here.source is not None and here.passage is not None:
            start, end = here.passage
            text = shorten(one_line(self.session.corpus.text(here.source)[start:end]), 44, placeholder=" …")
            to = {"source": here.source, "start": start, "end": end}
            choices.append((_("the passage “{text}”").format(text=text), to))
        choices += self._codes_and_cases()
        fresh = len(choices)
        choices += [(self._abouts.get(("link", link.id), ""), {"link": link.id}) for link in note.links]
        options = [
            Option(place, words, _("is linked: lets it go") if place >= fresh else "")
            for place, (words, _to) in enumerate(choices)
        ]

        async def chosen(place: int | None) -> None:
            if place is not None:
                to = choices[place][1]
                if "link" in to:
                    await self.session.do(lambda study: memos.unlink(study, to["link"]))
                else:
                    await self.session.do(lambda study: memos.link(study, note.id, **to))

        self.app.push_screen(Chooser(_("Link this memo to"), options, _("links it")), chosen)

    def _codes_and_cases(self) -> list[tuple[str, dict[str, int]]]:
        """The code in hand and the cases that one came from, in words and as what a memo is on."""
        corpus, hand = self.session.corpus, self.session.hand
        found = []
        if hand is not None:
            name = for_terminal(corpus.codes[hand].path)
            found.append((_("the code {name}").format(name=name), {"code": hand}))
        for case in self._origin.cases:
            name = for_terminal(corpus.cases[case].name)
            found.append((_("the case {name}").format(name=name), {"case": case}))
        return found

    async def action_back(self) -> None:
        """Back to where one came from."""
        await self.before_leaving()
        self.dismiss()


def _next(now: str | None, there: list[str]) -> str | None:
    """The one after ``now``; None, for all, after the last."""
    at = there.index(now) + 1 if now in there else 0
    return there[at] if at < len(there) else None
