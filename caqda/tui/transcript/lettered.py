"""Going and selecting by letters: one leads to a sentence in sight, one more selects up to an end in sight.

However long the passage, it takes three keys, and nothing is counted. Keys that are no letters, and ``c``,
do their own work at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from caqda.tui.keys import bound_to
from caqda.tui.transcript import messages
from caqda.tui.transcript.document import Document, Mark
from caqda.tui.transcript.ends import TranscriptEnds
from caqda.tui.transcript.letters import EASY, lettered
from caqda.tui.transcript.page import Span

_NONE: Mapping[str, int] = {}


class TranscriptLetters(TranscriptEnds):
    """A transcript that puts letters on the places in sight when it is asked to."""

    _letters: Mapping[str, int] = _NONE
    _begun = ""  # the first of two letters
    _side = 0  # of what the letters stand at: 0 where it begins, 1 where it ends

    @property
    def letters(self) -> Mapping[str, int]:
        """What may be typed now, and to which offset it leads; empty where no letters are shown."""
        return self._letters

    def in_sight(self) -> Span:
        """The offsets between which text is in sight."""
        assert self._painter
        layout, top = self._painter.layout, self.scroll_offset.y
        last = min(top + self._height, len(layout)) - 1
        return layout.rows[top], layout.reach(last)[1]

    def action_letters(self) -> None:
        """Put letters on the sentences in sight; while something is selected, on where it could end."""
        if self._letters:
            self._leave_letters()
        elif self._painter:
            self._show_letters()

    def _show_letters(self) -> None:
        (low, high), anchor = self.in_sight(), self._anchor
        self._side = int(anchor is not None and self._cursor >= anchor)
        if anchor is not None:
            low, high = (max(low, anchor + 1), high) if self._side else (low, min(high, anchor - 1))
        self._begun = ""
        self._letters = lettered(self._document, low, high, self._side)
        self.refresh()
        self._ask()

    def _ask(self) -> None:
        """Tell what the next letter does."""
        asked = "which" if self._begun else ("end" if self._side else "start")
        if self._anchor is None and not self._begun:
            asked = "sentence"
        self._tell(messages.LettersAsked(self, asked if self._letters else "nothing"))

    def _leave_letters(self) -> None:
        if self._letters:
            self._letters = _NONE
            self.refresh()
            self._tell(messages.LettersAsked(self, ""))

    def _take(self, offset: int) -> None:
        """Go where a letter stands: select its sentence and ask how far, or select up to there."""
        self._leave_letters()
        if self._anchor is not None:
            self._goal = None
            self._set(offset, self._anchor)
            return
        units = self._document.sentence_units
        row = self._row(offset)
        self._select((offset, self._document.unit("sentence", units.at(offset))[1]))
        if row - self.scroll_offset.y > self._height // 2:  # what follows is to be in sight
            self._scroll_to_row(row - self._height // 4)
        self._show_letters()

    def on_key(self, event: events.Key) -> None:
        """The letters; any other key ends it and does its own work.

        The key that asks for them is taken here too, as bindings come after all keys that a quick hand has
        typed ahead.
        """
        if event.key in self._asking:
            self.action_letters()
        elif not self._letters:
            return
        elif event.character and event.character.lower() in EASY:
            typed = self._begun + event.character
            if typed in self._letters:
                self._take(self._letters[typed])
            else:  # the first of two, or a letter that stands nowhere
                self._begun = typed if any(one.startswith(typed) for one in self._letters) else ""
                self.refresh()
                self._ask()
        else:
            self._leave_letters()
            if event.key != "escape":
                return
        event.stop()
        event.prevent_default()

    @cached_property
    def _asking(self) -> set[str]:
        return bound_to(self, "transcript.letters")

    def on_blur(self) -> None:
        """Letters are for the hands that are here."""
        self._leave_letters()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """What is clicked needs no letter."""
        self._leave_letters()

    def _open(self, document: Document, marks: Iterable[Mark], at: int) -> None:
        self._leave_letters()
        super()._open(document, marks, at)

    def render_line(self, y: int) -> Strip:
        """One row of the widget, with the letters on it."""
        strip = super().render_line(y)
        return self._with_letters(strip, y + self.scroll_offset.y) if self._letters else strip

    def _with_letters(self, strip: Strip, row: int) -> Strip:
        assert self._painter
        palette = self._painter.palette
        for letter, offset in self._letters.items():
            if letter.startswith(self._begun) and self._row(offset - self._side) == row:
                cell = max(0, self._letter_at(offset) - (0 if self._side else 1))
                # one at a time: two would stand on the letters of a word, and make another of it
                look = palette.capital if letter.isupper() else palette.letter
                piece = Strip([Segment(letter[len(self._begun)], look)])
                strip = Strip.join([strip.crop(0, cell), piece, strip.crop(cell + 1)])
        return strip

    def _letter_at(self, offset: int) -> int:
        """The cell of a letter: that of a beginning; at an end that of the stop, or else the one after it."""
        assert self._painter
        layout, columns = self._painter.layout, self._painter.columns
        if not self._side:
            return columns.gutter + layout.column_of(offset)
        last = self._document.text[offset - 1]
        after = 0 if last in _STOPS else max(1, cell_len(last))
        return columns.gutter + layout.column_of(offset - 1) + after


_STOPS = ".!?…"
