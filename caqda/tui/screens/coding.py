"""The coding screen: read, select, code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from caqda.errors import CaqdaError, ChangeError, StudyError
from caqda.safety import for_terminal
from caqda.tui import acting
from caqda.tui.coded import changed_marks, document_of, marks_of
from caqda.tui.likely import likelihoods
from caqda.tui.picking import new_path, ranking_of
from caqda.tui.screens import coding_keys
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, News, Place, Session
from caqda.tui.transcript import Document, Mark, TranscriptView
from caqda.tui.widgets import codes as code_rows
from caqda.tui.widgets import sources as source_rows
from caqda.tui.widgets.chooser import Chooser, Option
from caqda.tui.widgets.codes import CodeTree, Definition
from caqda.tui.widgets.picker import Pickable, Picked, PickScreen
from caqda.tui.widgets.reading import Reading
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.searching import SearchLine
from caqda.tui.widgets.sources import SourceList
from caqda.tui.widgets.status import Standing, Status
from caqda.tui.widgets.title import Title

if TYPE_CHECKING:
    from caqda.analysis.corpus import CodeInfo, Corpus
    from caqda.journal import Entry
    from caqda.language.picker import Picker
    from caqda.tui.widgets.live import LivePanel
    from caqda.tui.widgets.log import LogPanel
    from caqda.tui.widgets.memo import MemoPanel

Span = tuple[int, int]
WIDE, MIDDLE = 116, 96
"""From these widths on both side panels stand beside the transcript, or the codes alone."""
_FEW = 64  # marks changed one by one; more are shown anew
_LOGGED = 100


class CodingScreen(StudyScreen):
    """Sources, transcript, codebook; memo, live crosstab and log on demand."""

    BINDINGS: ClassVar[list[BindingType]] = coding_keys.BINDINGS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: Corpus | None = None
        self._ranking: Picker | None = None
        self._ranked: object = None
        self._places: dict[int, int] = {}
        self._just: tuple[int, int, Span] | None = None  # source, cursor, passage
        self._held: int | None = None
        self._folded = False
        self._below = ""
        self._only_hand = False
        self._sought = ""
        self._search_from = 0
        self._said_at = (0, 0)

    def compose(self) -> ComposeResult:
        """The panels, from left to right, and the status at the foot."""
        yield Rooms(self.session, "code")
        with Horizontal(id="desk"):
            with Vertical(id="sources"):
                yield Title("Sources", "codings", id="sources-title")
                yield SourceList(id="source-list")
            with Vertical(id="reading"):
                yield Reading(id="transcript")
                yield Static(id="welcome", markup=False)
                yield SearchLine()
            with Vertical(id="codes"):
                yield Title("Codes", "here  all")
                yield CodeTree(id="code-tree")
                yield Definition()
        yield Vertical(id="below")
        yield Status()

    def on_mount(self) -> None:
        """Show that the study is being opened."""
        self.query_one(SearchLine).display = False
        self.query_one("#below").display = False
        self.welcome(f"Opening {for_terminal(self.session.address)} …")
        self._arrange()
        if self.session.is_open:
            self._take_in()

    # -- parts ---------------------------------------------------------------------------------------

    @property
    def transcript(self) -> Reading:
        """The transcript."""
        return self.query_one(Reading)

    @property
    def status(self) -> Status:
        """The lines at the foot."""
        return self.query_one(Status)

    @property
    def code_tree(self) -> CodeTree:
        """The tree of codes."""
        return self.query_one("#code-tree", CodeTree)

    @property
    def source_list(self) -> SourceList:
        """The list of sources."""
        return self.query_one(SourceList)

    @property
    def source(self) -> int | None:
        """The source that is shown."""
        return self.session.source

    def say_error(self, error: CaqdaError) -> None:
        """What is forbidden is said at the foot, what is wrong with the study where it cannot be missed."""
        if isinstance(error, StudyError):
            super().say_error(error)
        else:
            self._say(str(error))

    def welcome(self, words: str) -> None:
        """Say something where the transcript would stand; nothing brings the transcript back."""
        panel = self.query_one("#welcome", Static)
        panel.update(words)
        panel.display = bool(words)
        self.transcript.display = not words

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
            self._count()
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
            self.in_background("open", self._open, last_place(corpus, self.session.coder))
        else:
            self._nothing_yet()
        self._fill_sources()
        self._fill_codes()
        self.query_one(Rooms).refresh()
        self._show_standing()
        self._show_hand()
        self._fill_log()
        if self._ranked != corpus.codes:
            self.in_background("rank", self._rank)

    def _change_marks(self, gone: list[int], come: list[Mark]) -> None:
        if len(gone) + len(come) > _FEW:
            corpus = self.session.corpus
            self.transcript.set_marks(marks_of(corpus, self.transcript.document.key))
            return
        for key in gone:
            self.transcript.remove_mark(key)
        for mark in come:
            self.transcript.add_mark(mark)

    def _nothing_yet(self) -> None:
        self.session.source = None
        address = for_terminal(self.session.address)
        self.transcript.show(Document(0, "", ""))
        self.welcome(
            "There are no interviews in this study yet.\n\n"
            "In another terminal, or after q:\n\n"
            f"    caqda import {address} FOLDER\n\n"
            "brings in the transcripts of a folder (.txt, .md, .docx);\n"
            "add --dry-run to see first what would be made of them.\n"
            "They appear here as soon as they are in the study."
        )

    def _say_outside(self, entries: tuple[Entry, ...]) -> None:
        others = "; ".join(f"{entry.coder}: {entry.summary}" for entry in entries[:2])
        more = f" and {len(entries) - 2} more" if len(entries) > 2 else ""
        self.notify(f"{others}{more}", title="Changed from outside", markup=False)

    def _fill_sources(self) -> None:
        if not self.session.is_open:
            return
        by = self.session.grouping
        title = f"Sources by {by}" if by else "Sources"
        self.query_one("#sources-title", Title).tell(title, "codings")
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
        self.code_tree.hand = hand
        self.code_tree.refresh()
        if hand is not None and not self.code_tree.has_focus:
            self.code_tree.go_to(hand)
        current = self.code_tree.current
        self._tell_definition(current.key if current is not None else None)
        self.transcript.focus_code(hand if self._only_hand else None)
        self._count()

    def _tell_definition(self, code: int | None) -> None:
        told = self.query_one(Definition)
        info: CodeInfo | None = self.session.corpus.codes.get(code) if code is not None else None
        if info is not None:
            told.tell(info.path, info.definition)
        elif not self.session.corpus.codes:
            told.tell("", "No codes yet.\n\nSelect some words and press c to make the first code.")
        else:
            told.tell("", "")

    async def _rank(self) -> None:
        codes = self.session.corpus.codes
        self._ranking = await self.session.ask(ranking_of)
        self._ranked = codes

    # -- the source ----------------------------------------------------------------------------------

    async def _open(self, place: Place) -> None:
        """Show a source, with the cursor on a place in it."""
        transcript = self.transcript
        if transcript.document.key == place.source and self.source == place.source:
            end = place.end
            transcript.go_to(place.start, None if end is None else (place.start, end))
            transcript.focus()
            return
        document, marks = await self.session.ask(
            lambda corpus: (document_of(corpus, place.source), marks_of(corpus, place.source))
        )
        self._remember_place()
        self.session.source = place.source
        self._just = self._held = None
        self.welcome("")
        transcript.show(document, marks, place.start)
        if place.end is not None:
            transcript.go_to(place.start, (place.start, place.end))
        self._shown = self.session.corpus
        self.source_list.opened = place.source
        self.source_list.refresh()
        self.source_list.go_to(place.source)
        self._fill_codes()
        self.query_one(SearchLine).display = False
        self._show_standing()
        transcript.focus()
        self._arrange()

    def _remember_place(self) -> None:
        if self.transcript.document.text:
            self._places[self.transcript.document.key] = self.transcript.cursor

    @on(RowList.Chosen, "#source-list")
    def choose_source(self, event: RowList.Chosen) -> None:
        """Open the source that was chosen, where it was left."""
        self.in_background("open", self._open, Place(event.row.key, self._places.get(event.row.key, 0)))
        self.transcript.focus()

    async def action_source(self, step: int) -> None:
        """Open the next or previous source in the order of the list."""
        keys = [row.key for row in self.source_list.rows if row.key is not None]
        if not keys:
            return
        at = keys.index(self.source) + step if self.source in keys else 0
        if not 0 <= at < len(keys):
            self._say("This is the last source." if step > 0 else "This is the first source.")
            return
        await self._open(Place(keys[at], self._places.get(keys[at], 0)))

    # -- the cursor ----------------------------------------------------------------------------------

    def on_transcript_view_cursor_moved(self) -> None:
        """Tell where the cursor is; what was said elsewhere is over."""
        if self._here() != self._said_at:
            self.status.say("")
        self._show_standing()

    def _here(self) -> tuple[int, int]:
        return self.transcript.document.key, self.transcript.cursor

    def _say(self, words: str) -> None:
        """Say something at the foot, until the cursor goes on."""
        self._said_at = self._here()
        self.status.say(for_terminal(words))

    def on_transcript_view_selection_changed(self) -> None:
        """Tell what is selected."""
        self._show_standing()

    def on_transcript_view_mark_clicked(self, event: TranscriptView.MarkClicked) -> None:
        """The next keys are about the coding that was clicked."""
        self._held = event.mark.key

    def on_transcript_view_hit_reached(self, event: TranscriptView.HitReached) -> None:
        """Tell which hit it is."""
        self._say(f"hit {event.number} of {event.count} for “{for_terminal(self._sought)}”")

    def _show_standing(self) -> None:
        transcript, document = self.transcript, self.transcript.document
        if not self.session.is_open or document.key not in self.session.corpus.sources:
            self.status.show(Standing())
            return
        corpus, cursor = self.session.corpus, transcript.cursor
        place = min(cursor, max(0, len(document.text) - 1))
        cases = (corpus.cases[case].name for case in corpus.cases_of(document.key, place, place + 1))
        speakers = corpus.speakers_of(document.key, place, place + 1)
        self.status.show(
            Standing(
                source=for_terminal(document.name),
                paragraph=corpus.paragraph_of(document.key, cursor),
                paragraphs=len(document.paragraph_units),
                speaker=for_terminal(", ".join(speakers)),
                cases=for_terminal(" ".join(f"case {case}" for case in cases if (case,) != speakers)),
                acting=self._acting_words(),
                marks=tuple(self._marks_here()),
            )
        )

    def _acting_words(self) -> str:
        found = self._target()
        if found is None:
            return ""
        words = acting.count_words(self._words(), *found.span)
        return f"{found.why}: {words} word{'' if words == 1 else 's'}"

    def _target(self) -> acting.Target | None:
        transcript = self.transcript
        just = self._just
        passage = just[2] if just is not None and just[:2] == self._here() else None
        return acting.target(transcript.document, transcript.cursor, transcript.selection, passage)

    def _passage(self) -> Span:
        """What a coding key acts on; raises ChangeError where there is nothing."""
        found = self._target()
        if found is None:
            raise ChangeError("There is nothing to code here.")
        return found.span

    def _marks_here(self) -> list[Mark]:
        """The codings under the selection, or under the cursor."""
        transcript = self.transcript
        if transcript.selection is not None:
            return transcript.marks_in(*transcript.selection)
        return transcript.marks_at(transcript.cursor)

    def _words(self):  # type: ignore[no-untyped-def]
        return self.session.corpus.segments(self.transcript.document.key).words

    # -- coding --------------------------------------------------------------------------------------

    def _coded(self, span: Span, codings: list[int], words: str) -> None:
        """After coding: nothing is selected, the cursor stands on the passage's last character."""
        self.transcript.go_to(span[1] - 1)
        self._just = (*self._here(), span)
        self._held = codings[-1] if codings else None
        self._show_standing()
        self._say(words)

    async def _apply(self, codes: list[int]) -> None:
        span = self._passage()
        made = await self.session.apply_all(codes, *span, source=self.transcript.document.key)
        names = ", ".join(self.session.corpus.codes[code].name for code in codes)
        self._coded(span, made, f"Coded: {for_terminal(names)}")

    async def action_number(self, slot: int) -> None:
        """Apply the code under a number key."""
        code = self.session.slots.get(slot)
        if code is None:
            raise ChangeError(f"There is no code on {slot} yet; those you apply come there, c picks one.")
        await self._apply([code])

    async def action_repeat(self) -> None:
        """Apply the code in hand."""
        code = self.session.hand if self.session.hand is not None else self.session.last
        if code is None:
            raise ChangeError("No code is in hand yet; c picks one.")
        await self._apply([code])

    async def action_pick(self) -> None:
        """Pick a code for the passage, or make one."""
        span = self._passage()
        self.session.study  # noqa: B018 - raises while the study is being opened
        if self._ranking is None or self._ranked != self.session.corpus.codes:
            await self._rank()
        text = " ".join(self.transcript.document.text[slice(*span)].split())
        title = f"Code “{text[:60]}{'…' if len(text) > 60 else ''}”"
        first, last = self._rows_of(span)
        self.app.push_screen(PickScreen(self._pickable(), title, last, first), self._picked_for(span))

    def _picked_for(self, span: Span):  # type: ignore[no-untyped-def]
        source = self.transcript.document.key

        async def picked(result: Picked | None) -> None:
            if result is None:
                return
            if result.new:
                await self.session.apply_new(result.new, *span, codes=list(result.codes), source=source)
                words = f"Coded, with a new code: {for_terminal(result.new)}"
            else:
                await self.session.apply_all(list(result.codes), *span, source=source)
                names = ", ".join(self.session.corpus.codes[code].name for code in result.codes)
                words = f"Coded: {for_terminal(names)}"
            self._coded(span, [], words)

        return picked

    def _pickable(self) -> Pickable:
        corpus, session = self.session.corpus, self.session
        assert self._ranking is not None
        return Pickable(
            self._ranking,
            {code.id: code.colour for code in corpus.codes.values()},
            corpus.counts,
            session.slots,
            likelihoods(session.recent, code_rows.counts_here(corpus, self.source), corpus.counts),
            lambda typed: new_path(corpus, typed),
        )

    def _rows_of(self, span: Span) -> tuple[int, int]:
        """The first and last row of the screen on which a passage stands, as far as it is in sight."""
        transcript = self.transcript
        region = transcript.content_region
        rows = [region.y + transcript.row_in_sight(offset) for offset in (span[0], span[1] - 1)]
        return max(region.y, rows[0]), min(region.bottom - 1, rows[1])

    async def action_in_vivo(self) -> None:
        """Make the words of the selection a code, and apply it to them."""
        if self.transcript.selection is None:
            raise ChangeError("Select the words first (v and moves, or the mouse); they become the code.")
        span = self._passage()
        code = await self.session.in_vivo(*span, source=self.transcript.document.key)
        self._coded(span, [], f"Coded in vivo: {for_terminal(self.session.corpus.codes[code].name)}")

    # -- codings that are there ------------------------------------------------------------------------

    async def action_remove(self) -> None:
        """Remove the coding under the cursor; where there are several, ask which."""
        marks = list(reversed(self._marks_here()))
        if not marks:
            raise ChangeError("There is no coding under the cursor.")
        if len(marks) == 1 and marks[0].coder == self.session.coder:
            await self._remove([marks[0]])
            return
        everything = [Option("all", f"all {len(marks)} of them")] if len(marks) > 1 else []
        question = "Remove which coding?" if len(marks) > 1 else "Remove another coder's coding?"

        async def chosen(key: object) -> None:
            if key is not None:
                await self._remove([mark for mark in marks if key in ("all", mark.key)])

        self.app.push_screen(
            Chooser(question, [*map(self._option, marks), *everything], "removes it"), chosen
        )

    def _option(self, mark: Mark) -> Option:
        words = acting.count_words(self._words(), mark.start, mark.end)
        return Option(mark.key, mark.name, f"{mark.coder}, {words} words", mark.colour)

    async def _remove(self, marks: list[Mark]) -> None:
        await self.session.remove([mark.key for mark in marks])
        names = ", ".join(mark.name for mark in marks)
        self._just = None
        self._show_standing()
        self._say(f"Removed: {names}  ·  u brings it back")

    async def action_end(self, step: int) -> None:
        """Move the end of the coding under the cursor by a word."""
        await self._reshape(acting.moved_end, step)

    async def action_start(self, step: int) -> None:
        """Move the start of the coding under the cursor by a word."""
        await self._reshape(acting.moved_start, step)

    async def _reshape(self, move, step: int) -> None:  # type: ignore[no-untyped-def]
        transcript = self.transcript
        mark = acting.foremost(self._marks_here(), self._held, self.session.coder)
        if mark is None:
            raise ChangeError("There is no coding under the cursor whose ends could be moved.")
        span = move(self._words(), (mark.start, mark.end), step)
        if span is None:
            raise ChangeError("It cannot be moved any further; a coding keeps at least one word.")
        await self.session.resize(mark.key, *span)
        self._held = mark.key
        transcript.go_to(min(max(transcript.cursor, span[0]), span[1] - 1))
        self._just = (*self._here(), span)
        self._show_standing()
        words = acting.count_words(self._words(), *span)
        theirs = "" if mark.coder == self.session.coder else f" ({mark.coder}'s coding)"
        self._say(f"{mark.name}: now {words} words{theirs}")

    async def action_undo(self) -> None:
        """Take back the last change."""
        self._say_step("Undone", await self.session.undo(), "There is nothing to undo.")

    async def action_redo(self) -> None:
        """Make again what was undone last."""
        self._say_step("Done again", await self.session.redo(), "There is nothing to redo.")

    def _say_step(self, what: str, entries: list[Entry], nothing: str) -> None:
        self._just = None
        self._show_standing()
        self._say(f"{what}: {for_terminal(entries[0].summary)}" if entries else nothing)

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
        self._say(f"In hand: {name}  ·  . codes with it, a shows its live crosstab, f shows it alone")

    def action_focus_code(self) -> None:
        """Dim all codings but those of the code in hand, or show all alike again."""
        if self.session.hand is None:
            raise ChangeError("No code is in hand yet; choose one in the tree with tab and enter.")
        self._only_hand = not self._only_hand
        self.transcript.focus_code(self.session.hand if self._only_hand else None)
        name = for_terminal(self.session.corpus.codes[self.session.hand].name)
        self._say(f"Only {name} is shown; f shows all again." if self._only_hand else "All are shown.")

    def action_pin(self) -> None:
        """Ask under which number key the code in hand is to be kept."""
        code = self.session.hand
        if code is None:
            raise ChangeError("No code is in hand yet; choose one in the tree with tab and enter.")
        codes = self.session.corpus.codes
        options = []
        for slot in range(1, 10):
            there = self.session.slots.get(slot)
            held = "kept" if slot in self.session.pinned else ("recent" if there is not None else "")
            name = codes[there].name if there is not None else "free"
            options.append(Option(slot, f"{slot}  {name}", held))

        async def chosen(slot: int | None) -> None:
            if slot is not None:
                await self.session.pin(code, slot)
                self._say(f"{for_terminal(codes[code].name)} is on {slot} from now on.")

        self.app.push_screen(Chooser(f"Keep {codes[code].name} on which key?", options, "keeps it"), chosen)

    def action_group(self) -> None:
        """Group the sources by the next variable, at last by none."""
        names = [*self.session.corpus.variables, ""]
        at = names.index(self.session.grouping) if self.session.grouping in names else -1
        self.session.group_by(names[(at + 1) % len(names)])
        self._say(f"Sources by {for_terminal(self.session.grouping)}" if self.session.grouping else "")

    # -- search ----------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the search line."""
        if not self.transcript.document.text:
            return
        line = self.query_one(SearchLine)
        line.display = True
        self._search_from = self.transcript.cursor
        line.input.value = ""
        line.count("")
        line.input.focus()

    @on(Input.Changed, "SearchInput")
    def seek(self, event: Input.Changed) -> None:
        """Show the hits of what was typed so far."""
        if self.query_one(SearchLine).display:
            self.in_background("search", self._seek, event.value)

    async def _seek(self, words: str) -> None:
        line, transcript = self.query_one(SearchLine), self.transcript
        source, self._sought = transcript.document.key, words
        hits = await self.session.ask(lambda corpus: hits_in(corpus, source, words))
        if transcript.document.key != source:
            return
        transcript.set_hits(hits)
        if not words.strip():
            line.count("")
        elif not hits:
            line.count("no hits")
            transcript.go_to(self._search_from)
        else:
            line.count(f"{len(hits)} hit{'' if len(hits) == 1 else 's'}")
            first = next((hit for hit in hits if hit[0] >= self._search_from), hits[0])
            transcript.go_to(first[0], first)

    @on(Input.Submitted, "SearchInput")
    async def keep_hits(self, event: Input.Submitted) -> None:
        """Keep the hits and go back to the transcript."""
        event.stop()
        self.query_one(SearchLine).display = False
        self.transcript.focus()
        count = len(self.transcript.hits)
        words = f"{count} hits for “{for_terminal(self._sought)}”  ·  n next, N previous, escape forgets them"
        self._say(words if count else "No hits.")

    def action_leave_search(self) -> None:
        """Leave the search, back to where it began."""
        self.query_one(SearchLine).display = False
        self.transcript.set_hits([])
        self.transcript.go_to(self._search_from)
        self.transcript.focus()

    # -- the panel below -------------------------------------------------------------------------------

    async def _show_below(self, name: str) -> Widget | None:
        """Show one panel below the transcript, or none; returns it."""
        await self.before_leaving()
        below = self.query_one("#below")
        self._below = name
        below.display = bool(name)
        await below.remove_children()
        panel = below_panel(name)
        if panel is not None:
            await below.mount(panel)
        return panel

    async def action_live(self) -> None:
        """Show the live crosstab, or fold it away."""
        if await self._show_below("" if self._below == "live" else "live"):
            self._count()
        self.transcript.focus()

    def _count(self) -> None:
        if self._below == "live":
            self.in_background("live", self._count_live)

    async def _count_live(self) -> None:
        hand, by = self.session.hand, self.session.grouping or "source"
        panel: LivePanel = self.query_one("LivePanel")  # type: ignore[assignment]
        if hand is None:
            panel.tell("Live crosstab", "No code is in hand yet: code something, or choose one in the tree.")
            return
        from caqda.analysis.crosstab import crosstab

        table = await self.session.ask(lambda corpus: crosstab(corpus, by=by, codes=[hand]))
        if panel.is_attached and hand == self.session.hand:
            panel.show(table)

    async def action_log(self) -> None:
        """Show the log, or fold it away."""
        if await self._show_below("" if self._below == "log" else "log"):
            self._fill_log()
        self.transcript.focus()

    def _fill_log(self) -> None:
        if self._below == "log":
            self.in_background("log", self._read_log)

    async def _read_log(self) -> None:
        entries = await self.session.ask(lambda corpus: corpus.study.journal.log(_LOGGED))
        panel: LogPanel = self.query_one("LogPanel")  # type: ignore[assignment]
        panel.show(entries)

    async def action_memo(self) -> None:
        """Write a memo on the coding under the cursor, or on the source where there is none."""
        from caqda.tui.widgets.memo import About as MemoAbout

        mark = acting.foremost(self._marks_here(), self._held, self.session.coder)
        source = self.transcript.document
        if not source.text:
            raise ChangeError("There is no source to write a memo on yet.")
        target = {"coding": mark.key} if mark else {"source": source.key}
        told = await self.session.ask(lambda corpus: corpus.study.memos(**target))
        mine = next((text for coder, text, _ in told if coder == self.session.coder), "")
        others = [(coder, text) for coder, text, _ in told if coder != self.session.coder]
        words = f"the coding {mark.name} ({mark.coder})" if mark else f"the source {source.name}"
        panel: MemoPanel = await self._show_below("memo")  # type: ignore[assignment]
        panel.edit(MemoAbout(target, words, mine, others))
        panel.editor.focus()

    async def before_leaving(self) -> None:
        """Write the memo that is being edited."""
        if self._below != "memo":
            return
        panel: MemoPanel = self.query_one("MemoPanel")  # type: ignore[assignment]
        unsaved = panel.unsaved
        if unsaved is not None:
            about, text = unsaved
            await self.session.write_memo(text, **about.target)
            panel.saved(about, text)
            self._say(f"Memo on {for_terminal(about.words)} saved.")

    async def on_memo_panel_left(self) -> None:
        """Leaving the editor saves."""
        await self.before_leaving()

    async def action_leave_memo(self) -> None:
        """Save the memo and return to the transcript."""
        await self._show_below("")
        self.transcript.focus()

    # -- panels ----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fold panels where there is no room."""
        self._arrange()

    def on_descendant_focus(self) -> None:
        """Unfold the panel in focus."""
        self._arrange()

    def _arrange(self) -> None:
        """Which side panels stand beside the transcript, and which only over it while in focus."""
        width = self.size.width or self.app.size.width
        for name, needed in (("#sources", WIDE), ("#codes", MIDDLE)):
            panel = self.query_one(name)
            beside = width >= needed and not self._folded
            focused = self.focused is not None and panel in self.focused.ancestors
            panel.display = beside or focused
            panel.set_class(not beside, "-over")
        self.query_one("#below").set_class(self.size.height < 30, "-low")

    def action_fold(self) -> None:
        """Fold both side panels away, or show them again."""
        self._folded = not self._folded
        self._arrange()
        self._say("Only the transcript; tab still reaches the panels." if self._folded else "")

    def _panels(self) -> list[Widget]:
        below: list[Widget] = list(self.query("#below LogList, #below MemoEditor"))  # type: ignore[arg-type]
        return [self.source_list, self.transcript, self.code_tree, *below]

    def action_panel(self, step: int) -> None:
        """Go to the next or previous panel."""
        panels = self._panels()
        at = panels.index(self.focused) if self.focused in panels else 1
        self._enter(panels[(at + step) % len(panels)])

    def _enter(self, panel: Widget) -> None:
        for ancestor in panel.ancestors:
            if isinstance(ancestor, Widget) and ancestor.id in ("sources", "codes"):
                ancestor.display = True
        panel.focus()

    def action_home(self) -> None:
        """Back to the transcript; from there, forget the hits, then fold the panel below."""
        if self.focused is not self.transcript:
            self.transcript.focus()
        elif self.transcript.hits:
            self.transcript.set_hits([])
        elif self._below:
            self.in_background("below", self._show_below, "")


def below_panel(name: str) -> Widget | None:
    """A new panel for below the transcript; made when asked for, because the editor is costly to import."""
    if name == "memo":
        from caqda.tui.widgets.memo import MemoPanel

        return MemoPanel()
    if name == "live":
        from caqda.tui.widgets.live import LivePanel

        return LivePanel()
    if name == "log":
        from caqda.tui.widgets.log import LogPanel

        return LogPanel()
    return None


def last_place(corpus: Corpus, coder: str) -> Place:
    """Where the coder coded last; the start of the first source where nowhere yet."""
    codings = corpus.codings
    mine = [key for key, name in corpus.coders.items() if name == coder]
    ours = (codings.coder == mine[0]).nonzero()[0] if mine else []
    if not len(ours):
        return Place(next(iter(corpus.sources)), 0)
    last = ours[codings.id[ours].argmax()]
    return Place(int(codings.source[last]), int(codings.start[last]))


def hits_in(corpus: Corpus, source: int, words: str) -> list[Span]:
    """Where words stand in a source."""
    if not words.strip():
        return []
    from caqda.analysis.search import matcher

    return [match.span() for match in matcher(words).finditer(corpus.text(source))]
