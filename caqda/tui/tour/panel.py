"""The panel of the tour, at the foot of a screen."""

from __future__ import annotations

from textwrap import wrap

from rich.style import Style
from rich.text import Text
from textual.widget import Widget


class TourPanel(Widget):
    """A line in bold with the keys at its end, and what to do below; only a line where that is empty."""

    DEFAULT_CSS = """
    TourPanel {
        dock: bottom; height: 1; padding: 0 1; background: $primary 25%; color: $foreground;
        link-color: $foreground; link-style: none;
        link-color-hover: $foreground; link-background-hover: $primary 40%; link-style-hover: none;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._told = ("", "", "")

    def show(self, title: str, words: str, keys: str) -> None:
        """Say something else."""
        self._told = (title, words, keys)
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """Take as many rows as the words need."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = 1 + len(self._lines())

    def _lines(self) -> list[str]:
        return wrap(self._told[1], max(20, (self.size.width or self.app.size.width - 2)))

    def render(self) -> Text:
        """The lines, cut to the width."""
        title, _words, keys = self._told
        width = self.size.width
        head = Text(title, Style(bold=True))
        end = Text(keys)
        head.truncate(max(0, width - end.cell_len - 2), overflow="ellipsis")
        head.pad_right(max(0, width - end.cell_len - head.cell_len))
        return Text("\n").join([head + end, *(Text(line) for line in self._lines())])
