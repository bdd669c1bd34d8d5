"""Screens that are left with an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object  # Textual takes styles and keys from the first base only that is one of its own


class Answering(_Base):
    """Makes of a screen one that is left with an answer, and only once.

    Keys come faster than screens go: what was pressed after the answer, or while another screen has come to
    the front, would take the one away that is in front.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave with an answer; nothing happens where this screen is not the one in front."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Question(Answering, ModalScreen[ScreenResultType]):
    """One that stands over another screen."""
