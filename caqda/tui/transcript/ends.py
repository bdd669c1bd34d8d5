"""Moving the ends of a coding: the selection shows what it would be, until it is made or left.

While the ends are moved, the keys that move the cursor move the end at which it stands, and no key does
anything else to the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events

from caqda.tui.transcript import bindings, messages, moves
from caqda.tui.transcript.cursor import TranscriptCursor
from caqda.tui.transcript.document import Document, Mark
from caqda.tui.transcript.page import Span

_MOVING = ("move(", "prefix(", "other_end")
"""How the actions begin that are left to the hands meanwhile."""


class TranscriptEnds(TranscriptCursor):
    """A transcript in which the ends of a coding can be moved."""

    _ends_of: Mark | None = None

    @property
    def ends_of(self) -> Mark | None:
        """The coding whose ends are being moved."""
        return self._ends_of

    def move_ends(self, mark: Mark) -> None:
        """Begin to move the ends of a coding, its end first."""
        self.go_to(mark.end, (mark.start, mark.end))
        self._ends_of, self._free = mark, True
        self._tell(messages.EndsMoved(self, mark, (mark.start, mark.end)))

    def leave_ends(self) -> None:
        """Leave the coding as it is, where one is being changed."""
        if self._ends_of is not None:
            self._decide(None)

    def _decide(self, span: Span | None) -> None:
        mark, self._ends_of, self._free = self._ends_of, None, False
        assert mark is not None
        self._set(max(mark.start, min(self._cursor, mark.end - 1)), None)
        self._tell(messages.EndsDecided(self, mark, None if span == (mark.start, mark.end) else span))

    def _open(self, document: Document, marks: Iterable[Mark], at: int) -> None:
        self._ends_of = None
        super()._open(document, marks, at)

    def _set(self, cursor: int, anchor: int | None, *, reveal: bool = True) -> None:
        """Put the cursor; an end that is moved stays on its side of the other, a character away."""
        mark, other = self._ends_of, self._anchor
        if mark is None or other is None:
            super()._set(cursor, anchor, reveal=reveal)
            return
        if anchor is None:  # what drops a selection leaves the coding
            self._ends_of = None
            super()._set(cursor, anchor, reveal=reveal)
            self._tell(messages.EndsDecided(self, mark, None))
            return
        swapped = anchor == self._cursor and cursor == other
        cursor = cursor if swapped else self._said(cursor)
        if not swapped and (cursor == other or (cursor > other) != (self._cursor > other)):
            return
        super()._set(cursor, anchor, reveal=reveal)
        self._tell(messages.EndsMoved(self, mark, (min(cursor, anchor), max(cursor, anchor))))

    def _said(self, cursor: int) -> int:
        """Where an end goes that was moved to an offset: past a speaker's label, which nobody says."""
        document, other = self._document, self._anchor
        assert other is not None
        is_end, forward = self._cursor > other, cursor > self._cursor
        label = document.label_at(cursor - is_end)
        if label is None:
            return cursor
        if forward:
            return moves.forward(document, "word", label[1], other) if is_end else label[1]
        before = len(document.text[: label[0]].rstrip())
        return before if is_end else moves.back(document, "word", before, other) if before else self._cursor

    def on_key(self, event: events.Key) -> None:
        """Enter makes it, escape leaves; of the other keys only those that move come through."""
        if self._ends_of is None:
            return
        if event.key == "enter":
            self._decide(self.selection)
        elif event.key == "escape":
            self._decide(None)
        elif self._moves(event.key) or event.key in self.app._bindings.key_to_bindings:
            return
        else:
            self._tell(messages.EndsMoved(self, self._ends_of, self.selection or (0, 0)))
        event.stop()
        event.prevent_default()

    def _moves(self, key: str) -> bool:
        """Whether a key moves an end, or is the second of two that do."""
        if self._prefix and key in bindings.SEQUENCES:
            return True
        return any(one.action.startswith(_MOVING) for one in self._bindings.key_to_bindings.get(key, ()))
