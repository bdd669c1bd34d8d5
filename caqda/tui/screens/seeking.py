"""Searching in the source that is read, while the words are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.coding.places import hits_in, place_of
from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.screens.desk import NO_HITS_KEYS, PANEL_KEYS
from caqda.tui.screens.reading import ReadingScreen
from caqda.tui.session import Session
from caqda.tui.transcript.messages import HitReached, LettersAsked
from caqda.wording import N_, _, ngettext

if TYPE_CHECKING:
    from caqda.tui.widgets.searching import SearchLine

_ASKED = {
    "sentence": N_("A letter selects its sentence, a capital from within it  ·  esc leaves"),
    "end": N_("A letter selects up to there  ·  {coding.pick:c}, digits: code it  ·  esc leaves"),
    "start": N_("A letter selects back to there  ·  esc leaves"),
    "which": N_("Several places had that letter: one more says which  ·  esc leaves"),
    "nothing": N_("No sentence begins or ends in sight here."),
    "": "",
}
"""What is said while the transcript waits for a letter."""


class SeekingScreen(ReadingScreen):
    """Reading, with a search line when it is asked for, and by letters."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sought = ""
        self._line: SearchLine | None = None
        self._search_from = 0
        self._asked = ""

    def source_opened(self) -> None:
        """A search is of one source."""
        self._hide_search()

    async def action_search(self) -> None:
        """Open the search line; it is made when it is first asked for, for a field to type in is dear."""
        if not self.transcript.document.text:
            return
        if self._line is None:
            from caqda.tui.widgets.searching import SearchLine

            self._line = SearchLine()
            await self.query_one("#reading").mount(self._line)
        self._line.display = True
        self._search_from = self.transcript.cursor
        self._line.input.value = self._sought = ""
        self._line.count("")
        self._line.input.focus()

    def on_search_line_sought(self, event: SearchLine.Sought) -> None:
        """Show the hits of what was typed so far."""
        if event.line.display:
            self.in_background("search", self._seek, event.line, event.words)

    async def _seek(self, line: SearchLine, words: str, *, kept: bool = False) -> None:
        transcript = self.transcript
        source = transcript.document.key
        hits = await self.session.ask(lambda corpus: hits_in(corpus, source, words))
        if transcript.document.key != source or not (kept or line.display):
            return
        self._sought = words
        transcript.set_hits(hits)
        if not kept:
            found = hits or not words.strip()
            self.status.tell_panel(PANEL_KEYS["SearchInput"] if found else NO_HITS_KEYS)
        if not words.strip():
            line.count("")
        elif not hits:
            line.count(_("no hits"))
            transcript.go_to(self._search_from)
        else:
            line.count(ngettext("{n} hit", "{n} hits", len(hits)).format(n=len(hits)))
            first = next((hit for hit in hits if hit[0] >= self._search_from), hits[0])
            transcript.go_to(first[0], first)

    async def action_keep_search(self) -> None:
        """Keep the hits, of all that was typed, and go back to the transcript."""
        line = self._line
        self._hide_search()
        self.set_focus(self.transcript)  # at once, for the keys that were typed ahead
        if line is not None and line.input.value != self._sought:
            await self._seek(line, line.input.value, kept=True)
        count = len(self.transcript.hits)
        words = ngettext(
            "{n} hit for “{words}”  ·  {transcript.next-hit:n} next, "
            "{transcript.previous-hit:N} previous, {coding.home:esc} forgets them",
            "{n} hits for “{words}”  ·  {transcript.next-hit:n} next, "
            "{transcript.previous-hit:N} previous, {coding.home:esc} forgets them",
            count,
        )
        told = words if count else _("No hits for “{words}”  ·  {coding.search:/} searches for other words")
        self._say(keyed(self, told, n=count, words=for_terminal(self._sought)))

    def _hide_search(self) -> None:
        if self._line is not None:
            self._line.display = False

    def action_leave_search(self) -> None:
        """Leave the search, back to where it began."""
        self._hide_search()
        self.transcript.set_hits([])
        self.transcript.go_to(self._search_from)
        self.set_focus(self.transcript)

    async def action_go(self) -> None:
        """Ask for a paragraph or a time, and go there."""
        from caqda.tui.screens.dialogs import Ask

        source = self.transcript.document.key

        async def told(words: str | None) -> None:
            if words is not None:
                self.transcript.go_to(await self.session.ask(lambda corpus: place_of(corpus, source, words)))

        self.app.push_screen(Ask(_("Go to which paragraph? Or a time: 12:30")), self.calmly(told))

    def on_transcript_view_hit_reached(self, event: HitReached) -> None:
        """Tell which hit it is."""
        self._say(
            keyed(
                self,
                _(
                    "Hit {number} of {count} for “{words}”  ·  {transcript.next-hit:n} next, "
                    "{transcript.previous-hit:N} previous, {coding.home:esc} forgets them"
                ),
                number=event.number,
                count=event.count,
                words=for_terminal(self._sought),
            )
        )

    def _signs(self) -> tuple[str, ...]:
        """How many hits are in hand, and the keys that go through them."""
        count = len(self.transcript.hits)
        if not count or (self._line is not None and self._line.display):
            return super()._signs()
        told = ngettext(
            "{n} hit: {transcript.next-hit:n} {transcript.previous-hit:N}",
            "{n} hits: {transcript.next-hit:n} {transcript.previous-hit:N}",
            count,
        )
        return (*super()._signs(), keyed(self, told, n=count))

    def on_transcript_view_letters_asked(self, event: LettersAsked) -> None:
        """Tell what the letters do; what was said since is left."""
        words = _ASKED[event.what]
        if words or self.status.said == self._asked:
            self._asked = keyed(self, _(words)) if words else ""
            self._say(self._asked)
