"""The coding screen: select, code, change, undo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from caqda import deeds
from caqda.coding import spans
from caqda.coding.choosing import counts_here, likelihoods, new_path, ranking_of
from caqda.errors import ChangeError
from caqda.safety import for_terminal
from caqda.tui.acting import words_told
from caqda.tui.keys import keyed
from caqda.tui.screens import coding_keys
from caqda.tui.screens.working import WorkingScreen
from caqda.tui.session import News, Session
from caqda.tui.transcript import Mark
from caqda.tui.widgets.chooser import Chooser, Option
from caqda.tui.widgets.codes import CodeTree
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Ints
    from caqda.language.picker import Picker
    from caqda.recorded import Entry
    from caqda.tui.widgets.picker import Pickable, Picked

Span = tuple[int, int]

Move = Callable[["Ints", Span, int, spans.Said], Span | None]


class CodingScreen(WorkingScreen):
    """Where interviews are coded."""

    BINDINGS: ClassVar[list[BindingType]] = coding_keys.BINDINGS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ranking: Picker | None = None
        self._ranked: object = None

    def hear(self, news: News) -> None:
        """Make the picker ready for the codes there are."""
        super().hear(news)
        if self.session.is_ready and self._ranked != self.session.corpus.codes:
            self.in_background("rank", self._rank)

    async def _rank(self) -> None:
        codes = self.session.corpus.codes
        self._ranking = await self.session.ask(ranking_of)
        self._ranked = codes

    # -- coding --------------------------------------------------------------------------------------

    def _coded(self, span: Span, codings: list[int], words: str) -> None:
        """After coding: nothing is selected, the cursor stands on the passage's last character."""
        self._stand_after(span)
        self._held = codings[-1] if codings else None
        self._show_standing()
        self._say(words)

    async def _apply(self, codes: list[int]) -> None:
        span = self._passage()
        made = await self.session.apply_all(codes, *span, source=self.transcript.document.key)
        names = ", ".join(self.session.corpus.codes[code].name for code in codes)
        self._coded(span, made, _("Coded: {names}").format(names=for_terminal(names)))

    async def action_number(self, slot: int) -> None:
        """Apply the code under a number key."""
        code = self.session.slots.get(slot)
        if code is None:
            told = _("There is no code on {slot} yet; those you apply come there, {coding.pick:c} picks one.")
            raise ChangeError(keyed(self, told, slot=slot))
        await self._apply([code])

    async def action_repeat(self) -> None:
        """Apply the code in hand."""
        code = self.session.hand if self.session.hand is not None else self.session.last
        if code is None:
            raise ChangeError(self._nothing_in_hand())
        await self._apply([code])

    def _nothing_in_hand(self) -> str:
        told = _(
            "No code is in hand yet; {coding.pick:c} picks one, {coding.next-panel:tab} "
            "and {list.choose:enter} "
            "choose one in the tree."
        )
        return keyed(self, told)

    async def action_next_sentence(self) -> None:
        """Code the sentence after this passage with the code in hand."""
        if self.session.hand is None and self.session.last is None:
            raise ChangeError(self._nothing_in_hand())
        from caqda.coding.progress import next_said

        after, source = self._passage()[1], self.transcript.document.key
        span = await self.session.ask(lambda corpus: next_said(corpus, source, after))
        if span is None:
            raise ChangeError(_("There is no further sentence of a participant in this source."))
        self.transcript.go_to(span[0], span)
        await self.action_repeat()

    async def action_pick(self) -> None:
        """Pick a code for the passage, or make one."""
        span = self._passage()
        if self._ranking is None or self._ranked != self.session.corpus.codes:
            await self._rank()
        text = " ".join(self.transcript.document.text[slice(*span)].split())
        title = _("Code “{text}”").format(text=text if len(text) <= 60 else f"{text[:60]}…")
        first, last = self._rows_of(span)
        kept = sum(panel.outer_size.height for panel in self.query("TourPanel"))  # it says what to pick
        from caqda.tui.widgets.picker import PickScreen

        self.app.push_screen(PickScreen(self._pickable(), title, last, first, kept), self._picked_for(span))

    def _picked_for(self, span: Span) -> Callable[[Picked | None], Awaitable[None]]:
        source = self.transcript.document.key

        async def picked(result: Picked | None) -> None:
            if result is None:
                return
            if result.new:
                await self.session.apply_new(result.new, *span, codes=list(result.codes), source=source)
                words = _("Coded, with a new code: {name}").format(name=for_terminal(result.new))
            else:
                await self.session.apply_all(list(result.codes), *span, source=source)
                names = ", ".join(self.session.corpus.codes[code].name for code in result.codes)
                words = _("Coded: {names}").format(names=for_terminal(names))
            self._coded(span, [], words)

        return self.calmly(picked)

    def _pickable(self) -> Pickable:
        corpus, session = self.session.corpus, self.session
        assert self._ranking is not None
        from caqda.tui.widgets.picker import Pickable

        return Pickable(
            self._ranking,
            {code.id: code.colour for code in corpus.codes.values()},
            corpus.counts,
            session.slots,
            likelihoods(session.recent, counts_here(corpus, self.source), corpus.counts),
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
            told = _(
                "Select the words first ({transcript.select-freely:v} and moves, or the "
                "mouse); they become the "
                "code."
            )
            raise ChangeError(keyed(self, told))
        span = self._passage()
        code = await self.session.in_vivo(*span, source=self.transcript.document.key)
        name = for_terminal(self.session.corpus.codes[code].name)
        self._coded(span, [], _("Coded in vivo: {name}").format(name=name))

    @on(CodeTree.Edited)
    async def edit_code(self, event: CodeTree.Edited) -> None:
        """Take the code of the tree in hand, and go to it in the codebook."""
        self.session.take(event.row.key)
        await self.app.run_action("app.room('codebook')")

    # -- codings that are there ------------------------------------------------------------------------

    async def action_remove(self) -> None:
        """Remove the coding under the cursor; where there are several, ask which."""
        marks = list(reversed(self._marks_here()))
        if not marks:
            raise ChangeError(_("There is no coding under the cursor."))
        if len(marks) == 1 and marks[0].coder == self.session.coder:
            await self._remove([marks[0]])
            return
        several = len(marks) > 1
        everything = [Option("all", _("all {n} of them").format(n=len(marks)))] if several else []
        question = _("Remove which coding?") if several else _("Remove another coder's coding?")

        async def chosen(key: object) -> None:
            if key is not None:
                await self._remove([mark for mark in marks if key in ("all", mark.key)])

        self.app.push_screen(
            Chooser(question, [*map(self._option, marks), *everything], _("removes it")), self.calmly(chosen)
        )

    def _option(self, mark: Mark) -> Option:
        words = words_told(spans.count_words(self._words(), mark.start, mark.end))
        return Option(mark.key, mark.name, f"{mark.coder}, {words}", mark.colour)

    async def _remove(self, marks: list[Mark]) -> None:
        await self.session.remove([mark.key for mark in marks])
        names = ", ".join(mark.name for mark in marks)
        spans = {(mark.start, mark.end) for mark in marks}
        self._just = (*self._here(), spans.pop()) if len(spans) == 1 else None  # another code may go there
        self._show_standing()
        told = _("Removed: {names}  ·  {coding.undo:u} brings it back")
        self._say(keyed(self, told, names=names))

    async def action_end(self, step: int) -> None:
        """Move the end of the coding under the cursor by a word."""
        await self._reshape(spans.moved_end, step)

    async def action_start(self, step: int) -> None:
        """Move the start of the coding under the cursor by a word."""
        await self._reshape(spans.moved_start, step)

    async def _reshape(self, move: Move, step: int) -> None:
        transcript = self.transcript
        mark = spans.foremost(self._marks_here(), self._held, self.session.coder)
        if mark is None:
            raise ChangeError(_("There is no coding under the cursor whose ends could be moved."))
        said = self.session.corpus.turns(transcript.document.key).says
        span = move(self._words(), (mark.start, mark.end), step, said)
        if span is None:
            raise ChangeError(_("It cannot be moved any further; a coding keeps at least one word."))
        await self.session.resize(mark.key, *span)
        self._held = mark.key
        transcript.go_to(min(max(transcript.cursor, span[0]), span[1] - 1))
        self._just = (*self._here(), span)
        self._show_standing()
        words = words_told(spans.count_words(self._words(), *span))
        mine = mark.coder == self.session.coder
        told = _("{code}: now {words}") if mine else _("{code}: now {words} ({coder}'s coding)")
        self._say(told.format(code=mark.name, words=words, coder=mark.coder))

    async def action_undo(self) -> None:
        """Take back the last change."""
        await self._step(self.session.undo, _("Undone: {what}"), _("There is nothing to undo."))

    async def action_redo(self) -> None:
        """Make again what was undone last."""
        await self._step(self.session.redo, _("Done again: {what}"), _("There is nothing to redo."))

    async def _step(self, take: Callable[[], Awaitable[list[Entry]]], done: str, nothing: str) -> None:
        """Undo or redo, and return to the passage that it was about, for the next coding key."""
        self._changed = {}
        entries = await take()
        spans = set(self._changed.values())
        seen = len(spans) == 1
        self._just = None
        if seen:
            self._stand_after(spans.pop())
            self._held = next(iter(self._changed))
        self._show_standing()
        told = deeds.told_to(self.session.coder, entries[0], placed=not seen) if entries else ""
        self._say(done.format(what=told) if entries else nothing)

    def action_focus_code(self) -> None:
        """Dim all codings but those of the code in hand, or show all alike again."""
        if self.session.hand is None:
            raise ChangeError(self._nothing_in_hand())
        self._only_hand = not self._only_hand
        self.transcript.focus_code(self.session.hand if self._only_hand else None)
        name = for_terminal(self.session.corpus.codes[self.session.hand].name)
        told = _("Only {code} is shown; {coding.focus:f} shows all again.")
        self._say(keyed(self, told, code=name) if self._only_hand else _("All are shown."))

    def action_pin(self) -> None:
        """Ask under which number key the code in hand is to be kept."""
        code = self.session.hand
        if code is None:
            raise ChangeError(self._nothing_in_hand())
        codes = self.session.corpus.codes
        options = []
        for slot in range(1, 10):
            there = self.session.slots.get(slot)
            held = _("kept") if slot in self.session.pinned else (_("recent") if there is not None else "")
            name = codes[there].name if there is not None else _("free")
            options.append(Option(slot, name, held))

        async def chosen(slot: int | None) -> None:
            if slot in self.session.pinned and self.session.slots[slot] == code:
                await self.session.unpin(slot)
                self._say(_("Key {slot} is free for recent codes again.").format(slot=slot))
            elif slot is not None:
                await self.session.pin(code, slot)
                told = _("{code} is on {slot} from now on.")
                self._say(told.format(code=for_terminal(codes[code].name), slot=slot))

        self.app.push_screen(
            Chooser(_("Keep {code} on which key?").format(code=codes[code].name), options, _("keeps it")),
            self.calmly(chosen),
        )
