"""An editor for texts of several lines."""

from __future__ import annotations

from textual.widgets import TextArea


class Writing(TextArea):
    """Textual's editor, where what is taken back may have held the cursor."""

    def _recompute_cursor_offset(self) -> None:
        """Look for the cursor only where it can be.

        Textual does so after an undo, when the scroll bar goes, before the cursor is back in the text.
        """
        if self.cursor_location[0] < self.document.line_count:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]
