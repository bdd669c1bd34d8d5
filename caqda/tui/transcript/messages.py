"""What the transcript tells: each message names the widget that posted it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from caqda.tui.transcript.document import Mark
    from caqda.tui.transcript.page import TranscriptPage


@dataclass
class TranscriptMessage(Message, namespace="transcript_view"):
    """Something happened in a transcript."""

    transcript: TranscriptPage

    @property
    def control(self) -> TranscriptPage:
        """The widget that posted it."""
        return self.transcript


@dataclass
class CursorMoved(TranscriptMessage, namespace="transcript_view"):
    """The cursor stands at another offset."""

    cursor: int


@dataclass
class SelectionChanged(TranscriptMessage, namespace="transcript_view"):
    """Another stretch is selected, or None."""

    selection: tuple[int, int] | None


@dataclass
class MarkClicked(TranscriptMessage, namespace="transcript_view"):
    """The stripe or name of a coding was clicked; its passage is now selected."""

    mark: Mark


@dataclass
class Hovered(TranscriptMessage, namespace="transcript_view"):
    """The mouse is over other codings than before; empty where it is over none."""

    marks: tuple[Mark, ...]


@dataclass
class HitReached(TranscriptMessage, namespace="transcript_view"):
    """The cursor went to hit ``number`` of ``count``, counted from 1."""

    number: int
    count: int


@dataclass
class EndsMoved(TranscriptMessage, namespace="transcript_view"):
    """The ends of a coding are being moved; ``span`` is what it would be, nothing is changed yet."""

    mark: Mark
    span: tuple[int, int]


@dataclass
class EndsDecided(TranscriptMessage, namespace="transcript_view"):
    """The moving is over: the coding is to be ``span`` from now on; None leaves it as it is."""

    mark: Mark
    span: tuple[int, int] | None


@dataclass
class LettersAsked(TranscriptMessage, namespace="transcript_view"):
    """Letters stand on what is in sight, and one is waited for.

    ``what`` they lead to: "sentence", the "start" or "end" of the selection, "which" of the places that share
    the letter typed, "nothing" where none stands in sight; empty when they are gone.
    """

    what: str
