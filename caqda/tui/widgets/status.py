"""The two lines at the foot of the coding screen: where the cursor is, and which codes are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from caqda.tui.transcript import Mark
from caqda.tui.transcript.palette import VISIBLE, legible, parsed
from caqda.tui.widgets.codes import SWATCH
from caqda.wording import _


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the cursor stands, and what the next key acts on; all of it safe for a terminal."""

    source: str = ""
    paragraph: int = 0
    paragraphs: int = 0
    speaker: str = ""
    cases: str = ""
    acting: str = ""
    signs: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


class Status(Widget):
    """Two lines."""

    DEFAULT_CSS = """
    Status { height: 2; background: $panel; color: $foreground; }
    """
    HINT = "s sentence  p paragraph  t turn  c code  i in vivo  m memo  u undo  ? all keys"

    def __init__(self) -> None:
        super().__init__()
        self._standing = Standing()
        self._said = ""
        self.flags: Mapping[int, str] = {}
        """The flags of codings, by their ids."""

    def tell_flags(self, flags: Mapping[int, str]) -> None:
        """Take note of the flags of codings."""
        if flags != self.flags:
            self.flags = flags
            self.refresh()

    def show(self, standing: Standing) -> None:
        """Show where the cursor stands."""
        if standing != self._standing:
            self._standing = standing
            self.refresh()

    def say(self, words: str) -> None:
        """Say something in the second line, until something else is said."""
        if words != self._said:
            self._said = words
            self.styles.height = 1 + max(1, len(self._lines()))
            self.refresh()

    def _lines(self) -> list[str]:
        return wrap(self._said, max(10, self.size.width - 2))

    def render(self) -> Text:
        """Both lines, each cut to the width."""
        lines = [self._place(), *(Text(f" {line}") for line in self._lines())]
        if len(lines) == 1:
            lines.append(self._codes(self._standing.marks) if self._standing.marks else Text(f" {self.HINT}"))
        for line in lines:
            line.truncate(self.size.width, overflow="ellipsis")
        return Text("\n").join(lines)

    def _place(self) -> Text:
        told = self._standing
        if not told.source:
            return Text()
        line = Text(f" {told.source}", style="bold")
        parts = [f"¶ {told.paragraph} of {told.paragraphs}", told.speaker, told.cases, *told.signs]
        line.append("  " + "  ".join(part for part in parts if part), Style(bold=False))
        acting = Text(f"{told.acting} ")
        room = self.size.width - line.cell_len - acting.cell_len
        if room < 2:
            line.truncate(max(0, self.size.width - acting.cell_len - 2), overflow="ellipsis")
            room = self.size.width - line.cell_len - acting.cell_len
        line.append(" " * max(1, room), Style(bold=False))
        line.append(acting)
        return line

    def _codes(self, marks: Sequence[Mark]) -> Text:
        line = Text(" here: ")
        background = self.background_colors[1]
        for number, mark in enumerate(reversed(marks)):
            if number:
                line.append(" · ")
            colour = legible(parsed(mark.colour, background), background, VISIBLE)
            line.append(SWATCH, Style(color=colour.rich_color))
            flag = self.flags.get(mark.key)
            line.append(f" {mark.name} ({mark.coder}, {_(flag)})" if flag else f" {mark.name} ({mark.coder})")
            if mark.memo:
                line.append(" + memo")
        return line
