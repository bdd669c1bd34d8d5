"""Moving the ends of a coding on the coding screen: what it was, what it would be, and making it so."""

from __future__ import annotations

from caqda.coding.spans import count_words, foremost
from caqda.errors import ChangeError
from caqda.safety import for_terminal
from caqda.tui import acting
from caqda.tui.keys import keyed
from caqda.tui.screens.noting import NotingScreen
from caqda.tui.transcript.messages import EndsDecided, EndsMoved
from caqda.wording import _

Span = tuple[int, int]
_SHOWN = 26  # characters of each end of a passage


class EndsScreen(NotingScreen):
    """The desk on which the ends of a coding are moved."""

    def action_move_ends(self) -> None:
        """Move the ends of the coding under the cursor."""
        mark = foremost(self._marks_here(), self._held, self.session.coder)
        if mark is None:
            raise ChangeError(_("There is no coding under the cursor whose ends could be moved."))
        self._held = mark.key
        self.transcript.move_ends(mark)

    def on_transcript_view_ends_moved(self, event: EndsMoved) -> None:
        """Tell in words what the coding was and what it would be."""
        mark, span = event.mark, event.span
        was = self._told((mark.start, mark.end))
        if span == (mark.start, mark.end):
            words = _("Ends of {code}: {was}  ·  h l w b ( ) move this end  ·  o the other  ·  esc leaves")
        else:
            words = _("{code}: was {was}, would be {now}  ·  enter makes it  ·  o the other  ·  esc leaves")
        self._say(words.format(code=for_terminal(mark.name), was=was, now=self._told(span)))

    async def on_transcript_view_ends_decided(self, event: EndsDecided) -> None:
        """Make it so, or tell that nothing was changed."""
        mark, span = event.mark, event.span
        name = for_terminal(mark.name)
        if span is None:
            self._say(_("{code} stays as it is.").format(code=name))
            return
        await self.session.resize(mark.key, *span)
        self._stand_after(span)
        self._show_standing()
        told = _("{code}: now {now}  ·  {coding.undo:u} takes it back")
        self._say(keyed(self, told, code=name, now=self._told(span)))

    def _told(self, span: Span) -> str:
        """A passage in words: how many, the first and the last of them."""
        text = for_terminal(" ".join(self.transcript.document.text[slice(*span)].split()))
        if len(text) > 2 * _SHOWN + 3:
            text = f"{text[:_SHOWN].rpartition(' ')[0]} … {text[-_SHOWN:].partition(' ')[2]}"
        return f"{acting.words_told(count_words(self._words(), *span))} “{text}”"
