"""The title line of a panel."""

from __future__ import annotations

from rich.text import Text

from caqda.safety import for_terminal
from caqda.tui.widgets.lines import Drawn


class Title(Drawn):
    """A line with a name at the left and, above a column of numbers, what they count at the right."""

    DEFAULT_CSS = """
    Title { height: 1; padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(self, words: str, counted: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._told = (words, counted)

    def tell(self, words: str, counted: str = "") -> None:
        """Show another title."""
        if (words, counted) != self._told:
            self._told = (words, counted)
            self.draw_anew()

    def lines(self) -> list[Text]:
        """The line, cut to the width."""
        words, counted = map(for_terminal, self._told)
        width = self.content_size.width
        if len(words) + len(counted) + 1 > width:
            counted = ""
        left = Text(words)
        left.truncate(max(0, width - len(counted)), overflow="ellipsis", pad=True)
        return [left.append(counted)]
