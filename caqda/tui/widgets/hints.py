"""The line at the foot of a screen: what just happened, or the keys that are used most."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

from caqda.tui.keys import keyed
from caqda.wording import _


class Hints(Widget):
    """One line, cut to the width. What was said stays until the next hint is set.

    The keys are a sentence as :func:`keyed` fills it, not translated yet.
    """

    DEFAULT_CSS = """
    Hints { height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self._said = ""

    def show(self, keys: str) -> None:
        """Show other keys."""
        self._keys, self._said = keys, ""
        self.refresh()

    def say(self, words: str) -> None:
        """Say what happened; nothing brings the keys back."""
        self._said = words
        self.refresh()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._said or keyed(self, _(self._keys))

    def render(self) -> Text:
        """The line."""
        line = Text(f" {self.text}")
        line.truncate(self.size.width, overflow="ellipsis")
        return line
