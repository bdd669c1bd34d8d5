"""Reading: sources, the transcript with its codings, the codebook beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on

from caqda import deeds
from caqda.coding.places import where_left
from caqda.coding.spans import count_words
from caqda.errors import ChangeError
from caqda.reading_places import Reached, keep_place
from caqda.safety import for_terminal
from caqda.tui import acting
from caqda.tui.coded import changed_marks, document_of, marks_of
from caqda.tui.keys import keyed
from caqda.tui.naming import called
from caqda.tui.screens.desk import DeskScreen
from caqda.tui.session import About, News, Place, Session
from caqda.tui.transcript import Document, Mark
from caqda.tui.transcript.messages import CursorMoved, Hovered, MarkClicked, SelectionChanged
from caqda.tui.widgets import codes as code_rows
from caqda.tui.widgets import sources as source_rows
from caqda.tui.widgets.codes import CodeTree, Definition
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.status import Noted, Standing, tip
from caqda.tui.widgets.title import Title
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import CodeInfo, Corpus, Ints
    from caqda.recorded import Entry

Span = tuple[int, int]
KEEP_PLACE = 20.0  # seconds between looks at whether the reader has gone on
_AROUND = 20_000  # characters before and after the cursor whose codings are looked up at once
_FEW = 64  # marks changed one by one; more are shown anew


class ReadingScreen(DeskScreen):
    """The desk with a study on it. It shows what is there, and changes nothing of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: Corpus | None = None
        self._filled = asyncio.Event()
        self._places: dict[int, Reached] = {}
        self._furthest = 0
        self._made_on: dict[int, str] = {}
        self._just: tuple[int, int, Span] | None = None  # source, cursor, passage
        self._held: int | None = None
        self._flags: Mapping[int, str] = {}  # of codings, by their ids
        self._only_hand = False
        self._standing_due = False
        self._changed: dict[int, Span] = {}  # the codings that were changed last and are few, by their ids

    def on_mount(self) -> None:
        """Show the study, where it is open already; keep the place in it now and then."""
        self.set_interval(KEEP_PLACE, self._keep_place_soon)
        if self.session.is_open:
            self._take_in()

    # -- news ----------------------------------------------------------------------------------------

    def hear(self, news: News) -> None:
        """Show what is new."""
        if news.about is About.STUDY:
            self._take_in()
            if news.entries:
                self._say_outside(news.entries)
        elif news.about is About.HAND:
            self._show_hand()
        elif news.about is About.GROUPING:
            self._fill_sources()
        elif news.about is About.PLACE and self.session.place is not None:
            self.in_background("open", self._open, self.session.place)

    def _take_in(self) -> None:
        """Show the study as it is now."""
        corpus, before = self.session.corpus, self._shown
        self._shown = corpus
        shown = self.transcript.document.key
        if shown in corpus.sources and before is not None:
            self._change_marks(*changed_marks(before, corpus, shown))
        elif corpus.sources:
            self.in_background("open", self._open_where_left)
        else:
            self._nothing_yet()
            self._filled.set()
        self._fill_sources()
        self._fill_codes()
        if before is None or before.name != corpus.name:
            self.query_one(Rooms).refresh()
        self._show_standing()
        self._show_hand()

    def _change_marks(self, gone: list[int], come: list[Mark]) -> None:
        self._changed = {}
        if len(gone) + len(come) > _FEW:
            corpus = self.session.corpus
            self.transcript.set_marks(marks_of(corpus, self.transcript.document.key))
            return
        for key in gone:
            if (mark := self.transcript.remove_mark(key)) is not None:
                self._changed[key] = mark.start, mark.end
        for mark in come:
            self.transcript.add_mark(mark)
            self._changed[mark.key] = mark.start, mark.end

    def _nothing_yet(self) -> None:
        self.session.source = None
        address = for_terminal(self.session.address)
        self.transcript.show(Document(0, "", ""))
        told = _(
            "There are no interviews in this study yet.\n\n"
            "In another terminal, or after {app.quit:q}:\n\n"
            "    caqda import {address} FOLDER\n\n"
            "brings in the transcripts of a folder (.txt, .md, .docx);\n"
            "add --dry-run to see first what would be made of them.\n"
            "They appear here as soon as they are in the study."
        )
        self.welcome(keyed(self, told, address=address))

    def _say_outside(self, entries: tuple[Entry, ...]) -> None:
        others = "; ".join(f"{entry.coder}: {deeds.told_of(entry)}" for entry in entries[:2])
        told = _("Changed from outside: {others}")
        if len(entries) > 2:
            told = _("Changed from outside: {others} and {more} more")
        self._say(told.format(others=others, more=len(entries) - 2))

    def _fill_sources(self) -> None:
        if not self.session.is_open:
            return
        by = self.session.grouping
        title = _("By {variable}").format(variable=called(by)) if by else _("Sources")
        self.query_one("#sources-title", Title).tell(title, _("codings"))
        self.source_list.opened = self.source
        self.source_list.fill(source_rows.rows_of(self.session.corpus, by), None)

    def _fill_codes(self) -> None:
        corpus, tree = self.session.corpus, self.code_tree
        rows = code_rows.rows_of(corpus, self.source, self.session.slots, tree.folded)
        tree.fill(rows, None)
        if not rows:
            self._tell_definition(None)

    def _show_hand(self) -> None:
        hand = self.session.hand
        self.code_tree.hand, before = hand, self.code_tree.hand
        if before != hand:
            self.code_tree.repaint(before, hand)
        if hand is not None and not self.code_tree.has_focus:
            self.code_tree.go_to(hand)
        current = self.code_tree.current
        self._tell_definition(current.key if current is not None else None)
        self.transcript.focus_code(hand if self._only_hand else None)
        self.transcript.show_hand(hand)

    def _tell_definition(self, code: int | None) -> None:
        told = self.query_one(Definition)
        info: CodeInfo | None = self.session.corpus.codes.get(code) if code is not None else None
        if info is not None:
            told.tell(info.path, info.definition)
        elif not self.session.corpus.codes:
            words = _("No codes yet.\n\nSelect some words and press {coding.pick:c} to make the first code.")
            told.tell("", keyed(self, words))
        else:
            told.tell("", "")

    # -- the source ----------------------------------------------------------------------------------

    async def filled(self) -> None:
        """Wait until a source is shown and wrapped for its width, or that there is none."""
        await self._filled.wait()
        self._refresh_layout()  # the transcript learns its size now, and not from the first painting
        wrapped = asyncio.Event()
        if self.transcript.call_later(wrapped.set):
            await wrapped.wait()

    async def _open_where_left(self) -> None:
        """Open the source that was read last, where it was left; else where the coder coded last."""
        try:
            self._places, place = await self.session.ask(where_left)
            await self._open(Place(*place))
        finally:
            self._filled.set()

    def _place_in(self, source: int) -> Place:
        """Where a source was left; its start where it was never read."""
        left = self._places.get(source)
        return Place(source, left.offset if left else 0)

    async def _open(self, place: Place) -> None:
        """Show a source, with the cursor on a place in it."""
        transcript = self.transcript
        if transcript.document.key == place.source and self.source == place.source:
            end = place.end
            transcript.go_to(place.start, None if end is None else (place.start, end))
            transcript.focus()
            return
        corpus, document, marks = await self.session.ask(
            lambda corpus: (corpus, document_of(corpus, place.source), marks_of(corpus, place.source))
        )
        await self._keep_place()
        self.session.source = place.source
        left = self._places.get(place.source)
        self._furthest = left.furthest if left else 0
        self._just = self._held = None
        self.welcome("")
        transcript.show(document, marks, place.start)
        if place.end is not None:
            transcript.go_to(place.start, (place.start, place.end))
        self._shown = corpus
        if self.session.corpus is not corpus:  # changed while it was read
            self._take_in()
        self.source_list.opened = place.source
        self.source_list.refresh()
        self.source_list.go_to(place.source)
        self._fill_codes()
        self.source_opened()
        self._show_standing()
        transcript.focus()
        self._arrange()

    def source_opened(self) -> None:
        """What is to be done when another source is shown."""

    async def _keep_place(self) -> None:
        """Write down where the source that is shown is being read, where that is new."""
        document, cursor = self.transcript.document, self.transcript.cursor
        self._furthest = max(self._furthest, cursor)
        left = self._places.get(document.key)
        if not document.text or (left and (left.offset, left.furthest) == (cursor, self._furthest)):
            return
        source, furthest = document.key, self._furthest
        self._places[source] = Reached(cursor, furthest, "")
        await self.session.ask(lambda corpus: keep_place(corpus.study, source, cursor, furthest))

    def _keep_place_soon(self) -> None:
        if self.session.is_open and not self.session.under_way:
            self.in_background("place", self._keep_place)

    async def before_leaving(self) -> None:
        """Keep the place."""
        await super().before_leaving()
        self.transcript.leave_ends()
        if self.session.is_open:
            await self._keep_place()

    @on(RowList.Chosen, "#source-list")
    def choose_source(self, event: RowList.Chosen) -> None:
        """Open the source that was chosen, where it was left."""
        self.in_background("open", self._open, self._place_in(event.row.key))
        self.transcript.focus()

    async def action_source(self, step: int) -> None:
        """Open the next or previous source in the order of the list."""
        keys = [row.key for row in self.source_list.rows if row.key is not None]
        if not keys:
            return
        at = keys.index(self.source) + step if self.source in keys else 0
        if not 0 <= at < len(keys):
            self._say(_("This is the last source.") if step > 0 else _("This is the first source."))
            return
        await self._open(self._place_in(keys[at]))

    # -- the cursor ----------------------------------------------------------------------------------

    def on_transcript_view_cursor_moved(self, event: CursorMoved) -> None:
        """Tell where the cursor is; what was said elsewhere is over."""
        event.stop()
        self._furthest = max(self._furthest, self.transcript.cursor)
        if self._here() != self._said_at:
            self.status.say("")
        self._show_standing()

    def on_transcript_view_selection_changed(self, event: SelectionChanged) -> None:
        """Tell what is selected."""
        event.stop()
        self._show_standing()

    def on_transcript_view_mark_clicked(self, event: MarkClicked) -> None:
        """The next keys are about the coding that was clicked."""
        self._held = event.mark.key

    def on_transcript_view_hovered(self, event: Hovered) -> None:
        """Tell in a small panel what the mouse is over."""
        self.in_background("hover", self._tell_hovered, event.marks)

    async def _tell_hovered(self, marks: tuple[Mark, ...]) -> None:
        await self._learn_days(marks)
        here = [self._noted(mark) for mark in marks]
        paths = {code.id: for_terminal(code.path) for code in self.session.corpus.codes.values()}
        self.transcript.tooltip = tip(here, paths) if here else None

    def _show_standing(self) -> None:
        """Tell where the cursor stands, once for all that is being done now."""
        self._standing_due = True
        self.check_idle()

    def settle(self) -> None:
        """Tell where the cursor stands, where that may be new."""
        super().settle()
        if self._standing_due:
            self._standing_due = False
            self._tell_standing()

    def _tell_standing(self) -> None:
        transcript, document = self.transcript, self.transcript.document
        if not self.session.is_open or document.key not in self.session.corpus.sources:
            self.status.show(Standing())
            return
        corpus, cursor = self.session.corpus, transcript.cursor
        place = min(cursor, max(0, len(document.text) - 1))
        cases = (corpus.cases[case].name for case in corpus.cases_of(document.key, place, place + 1))
        speakers = corpus.speakers_of(document.key, place, place + 1)
        marks = self._marks_here()
        if any(mark.key not in self._made_on for mark in marks):
            around = transcript.marks_in(max(0, cursor - _AROUND), cursor + _AROUND)
            self.in_background("days", self._learn_days_here, around)
        self.status.show(
            Standing(
                source=for_terminal(document.name),
                paragraph=corpus.paragraph_of(document.key, cursor),
                paragraphs=len(document.paragraph_units),
                speaker=for_terminal(", ".join(speakers)),
                cases=for_terminal(
                    " ".join(_("case {name}").format(name=case) for case in cases if (case,) != speakers)
                ),
                acting=self._acting_words(),
                signs=self._signs(),
                here=tuple(self._noted(mark) for mark in marks),
                numbers=self._numbers() if transcript.selection is not None else (),
            )
        )

    def _numbers(self) -> tuple[tuple[int, str], ...]:
        """The number keys, each with the name of its code."""
        codes = self.session.corpus.codes
        return tuple((slot, for_terminal(codes[code].name)) for slot, code in self.session.slots.items())

    def _signs(self) -> tuple[str, ...]:
        """What else is to be known of the place of the cursor, in words."""
        return ()

    def _noted(self, mark: Mark) -> Noted:
        """A coding with what there is to tell of it."""
        memos = self.session.corpus.memos.get(mark.key, ()) if mark.memo else ()
        told = " / ".join(" ".join(text.split()) for __, text in memos)
        return Noted(mark, self._made_on.get(mark.key, ""), for_terminal(told), self._flags.get(mark.key, ""))

    async def _learn_days(self, marks: Sequence[Mark]) -> None:
        """Learn on which days codings were made; that never changes."""
        keys = [mark.key for mark in marks if mark.key not in self._made_on]
        if keys:
            self._made_on |= dict.fromkeys(keys, "")
            self._made_on |= await self.session.ask(lambda corpus: corpus.study.made_on(keys))

    async def _learn_days_here(self, marks: Sequence[Mark]) -> None:
        await self._learn_days(marks)
        self._show_standing()

    def _acting_words(self) -> str:
        found = self._target()
        if found is None:
            return ""
        start, end = found.span
        words = acting.words_told(count_words(self._words(), start, end))
        speakers = self.transcript.document.speaker_units
        turns = speakers.before(end - 1) - speakers.before(start) + 1
        if turns > 1:  # it goes on into what another says, which is seldom meant
            return _("{why}: {words} of {n} turns").format(why=_(found.why), words=words, n=turns)
        return f"{_(found.why)}: {words}"

    def _target(self) -> acting.Target | None:
        transcript = self.transcript
        just = self._just
        passage = just[2] if just is not None and just[:2] == self._here() else None
        coded = passage is not None and any(
            (mark.start, mark.end) == passage for mark in transcript.marks_in(*passage)
        )
        return acting.target(
            transcript.document, transcript.cursor, transcript.selection, passage, coded=coded
        )

    def _stand_after(self, span: Span) -> None:
        """Put the cursor on the last character of a passage, which the next coding key is about."""
        self.transcript.go_to(span[1] - 1)
        self._just = (*self._here(), span)

    def _passage(self) -> Span:
        """What a coding key acts on; raises ChangeError where there is nothing."""
        found = self._target()
        if found is None:
            raise ChangeError(_("There is nothing to code here."))
        return found.span

    def _marks_here(self) -> list[Mark]:
        """The codings under the selection, or under the cursor."""
        transcript = self.transcript
        if transcript.selection is not None:
            return transcript.marks_in(*transcript.selection)
        return transcript.marks_at(transcript.cursor)

    def _words(self) -> Ints:
        """The words of the source that is shown."""
        return self.session.corpus.segments(self.transcript.document.key).words

    # -- codes in hand ---------------------------------------------------------------------------------

    @on(RowList.Highlighted, "#code-tree")
    def tell_code(self, event: RowList.Highlighted) -> None:
        """Tell the definition of the code under the cursor of the tree."""
        if self.session.is_open:
            self._tell_definition(event.row.key if event.row is not None else None)

    @on(RowList.Chosen, "#code-tree")
    def take_code(self, event: RowList.Chosen) -> None:
        """Take a code in hand, and go back to the transcript."""
        if isinstance(event, CodeTree.Folded):
            self._fill_codes()
            return
        self.session.take(event.row.key)
        name = for_terminal(event.row.name)
        self.transcript.focus()
        told = _(
            "In hand: {code}  ·  {coding.repeat:.} codes with it  {coding.live:a} live crosstab  "
            "{coding.focus:f} shows it alone"
        )
        self._say(keyed(self, told, code=name))

    def action_group(self) -> None:
        """Group the sources by the next variable, at last by none."""
        names = [*self.session.corpus.variables, ""]
        at = names.index(self.session.grouping) if self.session.grouping in names else -1
        self.session.group_by(names[(at + 1) % len(names)])
        told = _("Sources by {variable}") if self.session.grouping else ""
        self._say(told.format(variable=called(self.session.grouping)))
