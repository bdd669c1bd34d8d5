"""How the width of the widget is shared out: times, paragraph numbers, text, stripes, names of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MEASURE = 92  # cells: longer rows are hard to follow
NAMED = 78  # cells: from here on there is room for the names of codes beside the text
MAPPED = 48  # cells: from here on there is room for the mini-map
MAP = 4  # cells of the mini-map; without it a scroll bar takes one
_GAP = 1  # between the text and the stripes; a cursor at a row's end stands here
_APART = 1  # more of it where letters stand there, which would be read as part of the text
_MORE = 3  # for +n

Spacing = Literal["close", "paragraphs", "double"]


@dataclass(frozen=True)
class Reading:
    """How a reader likes it.

    ``measure`` is the widest row in cells (0: as wide as there is room), ``spacing`` what is set apart by an
    empty row: paragraphs only where the text does not do it itself. ``names`` True asks for names even where
    it is narrow, False for letters; None leaves it to the width.
    """

    measure: int = MEASURE
    spacing: Spacing = "paragraphs"
    names: bool | None = None
    numbers: bool = True
    times: bool = False
    speakers: bool = True
    mapped: bool = True


@dataclass(frozen=True)
class Columns:
    """Widths in cells, from left to right; ``names`` is 0 where only letters fit."""

    width: int
    time: int
    number: int
    text: int
    lanes: int
    more: int
    names: int
    gap: int = _GAP

    @property
    def gutter(self) -> int:
        """The cells before the text."""
        return self.time + self.number

    @property
    def lanes_at(self) -> int:
        """The cell at which the first lane stands."""
        return self.gutter + self.text + self.gap

    @property
    def names_at(self) -> int:
        """The cell at which the names begin."""
        return self.lanes_at + self.lanes + self.more


def share(width: int, paragraphs: int, reading: Reading, time: int = 0) -> Columns:
    """The columns for a widget ``width`` cells wide.

    It shows ``paragraphs`` paragraphs, and turns whose times take up to ``time`` cells.
    """
    number = len(str(paragraphs)) + 2 if reading.numbers else 1
    clock = time + 1 if time and reading.times and width >= 48 else 0
    if width < number + 24:
        return Columns(width, 0, 0, max(1, width - _GAP - 1), 1 if width > 4 else 0, 0, 0)
    wanted = width >= NAMED if reading.names is None else reading.names and width >= 48
    lanes = 3 if width < 60 or (wanted and width < 100) else 4 if width < 100 else 6
    gap = _GAP if wanted or width < 60 else _GAP + _APART
    rest = width - clock - number - gap - lanes - _MORE
    room = min(36, max(14, width // 4)) if wanted else 0
    measure = max(24, reading.measure) if reading.measure else rest
    text = min(measure, rest - room)
    if room:
        room = min(40, rest - text)
    return Columns(width, clock, number, text, lanes, _MORE, room, gap)
