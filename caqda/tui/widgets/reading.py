"""The transcript on the coding screen."""

from __future__ import annotations

from caqda.tui.transcript import TranscriptView


class Reading(TranscriptView):
    """The transcript, which also tells where on the screen a character stands."""

    def row_in_sight(self, offset: int) -> int:
        """The row of a character, counted from the first in sight; negative above it."""
        return self._row(offset) - self.scroll_offset.y
