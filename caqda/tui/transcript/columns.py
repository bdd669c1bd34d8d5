"""How the width of the widget is shared out: paragraph numbers, text, stripes, names of codes."""

from __future__ import annotations

from dataclasses import dataclass

MEASURE = 92  # cells: longer rows are hard to follow
_GAP = 1  # between the text and the stripes; a cursor at a row's end stands here
_MORE = 3  # for +n


@dataclass(frozen=True)
class Reading:
    """How a reader likes it: the widest row in cells, space between paragraphs, names or letters of codes.

    ``names`` True asks for names even where it is narrow, False for letters; None leaves it to the width.
    """

    measure: int = MEASURE
    spaced: bool = False
    names: bool | None = None


@dataclass(frozen=True)
class Columns:
    """Widths in cells, from left to right; ``names`` is 0 where only letters fit."""

    width: int
    gutter: int
    text: int
    lanes: int
    more: int
    names: int

    @property
    def lanes_at(self) -> int:
        """The cell at which the first lane stands."""
        return self.gutter + self.text + _GAP

    @property
    def names_at(self) -> int:
        """The cell at which the names begin."""
        return self.lanes_at + self.lanes + self.more


def share(width: int, paragraphs: int, reading: Reading) -> Columns:
    """The columns for a widget ``width`` cells wide that shows ``paragraphs`` paragraphs."""
    gutter = len(str(paragraphs)) + 2
    if width < gutter + 24:
        return Columns(width, 0, max(1, width - _GAP - 1), 1 if width > 4 else 0, 0, 0)
    lanes = 3 if width < 60 else 4 if width < 100 else 6
    rest = width - gutter - _GAP - lanes - _MORE
    wanted = width >= 84 if reading.names is None else reading.names and width >= 48
    room = min(36, max(12, width // 5)) if wanted else 0
    text = min(max(24, reading.measure), rest - room)
    if room:
        room = min(40, rest - text)
    return Columns(width, gutter, text, lanes, _MORE, room)
