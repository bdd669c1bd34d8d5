"""The transcript: one long text with coded passages, a cursor and a selection, in a terminal.

From the ground up: ``graphemes`` < ``document``, ``columns`` < ``moves``, ``letters``, ``layout``, ``marks``,
``margin``, ``coverage`` < ``palette`` < ``painting``, ``minimap`` < ``page`` < ``cursor`` < ``ends`` <
``lettered`` < ``view``.
What lies below ``palette`` knows no Textual, and nothing here knows a study. Everything is an offset in code
points into one string.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caqda.tui.transcript.document import Document, Mark, Turn

if TYPE_CHECKING:
    from caqda.tui.transcript.view import TranscriptView

__all__ = ["Document", "Mark", "TranscriptView", "Turn"]


def __getattr__(name: str) -> Any:  # who asks for a part of the widget only need not wait for all of it
    if name != "TranscriptView":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from caqda.tui.transcript.view import TranscriptView

    return TranscriptView
