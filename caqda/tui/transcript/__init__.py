"""The transcript: one long text with coded passages, a cursor and a selection, in a terminal.

From the ground up: ``graphemes`` < ``document``, ``columns`` < ``moves``, ``layout``, ``marks``, ``margin``,
``coverage`` < ``palette`` < ``painting``, ``minimap`` < ``page`` < ``cursor`` < ``ends`` < ``view``.
What lies below ``palette`` knows no Textual, and nothing here knows a study. Everything is an offset in code
points into one string.
"""

from caqda.tui.transcript.document import Document, Mark, Turn
from caqda.tui.transcript.view import TranscriptView

__all__ = ["Document", "Mark", "TranscriptView", "Turn"]
