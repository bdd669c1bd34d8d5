"""The line at the foot of a screen: what just happened, or the keys that are used most."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from caqda.tui.keys import keyed
from caqda.wording import _


class Hints(Widget):
    """As many of the keys as one line holds. What was said stays until the next hint is set.

    The keys are a sentence as :func:`keyed` fills it, not translated yet; two spaces part one from the
    next, and those that matter most come first.
    """

    DEFAULT_CSS = """
    Hints { height: auto; max-height: 3; padding: 0 1; background: $panel; color: $foreground; }
    """

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self._said = ""

    def show(self, keys: str) -> None:
        """Show other keys."""
        self._keys, self._said = keys, ""
        self.refresh(layout=True)

    def say(self, words: str) -> None:
        """Say what happened; nothing brings the keys back."""
        self._said = words
        self.refresh(layout=True)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._said or keyed(self, _(self._keys))

    def render(self) -> Text:
        """What was said, or the keys there is room for."""
        if self._said:
            return Text(self._said)
        return Text(fitting(self.text, self.content_size.width), no_wrap=True, overflow="ellipsis")


def fitting(keys: str, width: int) -> str:
    """As many of the keys, parted by two spaces, as so many cells hold: the first, and those after it."""
    told, *others = re.split(r" {2,}", keys)
    for one in others:
        if cell_len(told) + 2 + cell_len(one) > width:
            break
        told = f"{told}  {one}"
    return told
