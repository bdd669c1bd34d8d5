"""Charts drawn: boxes, strokes and words on a sheet, which SVG and EMF write each in their way.

Nothing is told by colour alone: series differ by their hatching, heat by its number, and every chart
holds its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from caqda.reports.charts import Bars, Figure, HeatMap, Timeline, parted, scale_of

WIDTH = 640
SIZE = 12
"""The height of the letters. All measures are pixels, of which there are 96 to an inch."""

INK, SOFT, RULE, DARK, PAPER = "#1c1c1a", "#5c5b57", "#b9b7b0", "#1f4e79", "#ffffff"
_LIGHT = (0xF3, 0xF7, 0xFB)
_DEEP = (0x1F, 0x4E, 0x79)
_DARK_FROM = 0.72  # of the largest number; letters are light on it
_NARROW, _BROAD = frozenset("fijlrtI.,:;'|!()[]- "), frozenset("mwMW@%—…")
_LONGEST = 34
_CELL, _LANE = 20, 20
_TICKS = 5  # between the ends of an axis
_SHARES = (0.05, 0.1, 0.2, 0.25)
_SHARE = re.compile(r"(?<=\d)\s?%$")
_HIGHEST = 720  # of the rows of a drawing; heads, legend, caption and notes stand on the page too


@dataclass(frozen=True, slots=True)
class Box:
    """A box, filled or outlined or both, with colours ``#rrggbb``."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Strokes:
    """Straight lines: x and y of one end, x and y of the other."""

    lines: tuple[tuple[float, float, float, float], ...]
    colour: str = RULE
    width: float = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text that stands on ``y``, begins, ends or has its middle at ``x``; ``turned``, it rises."""

    x: float
    y: float
    text: str
    place: Literal["start", "middle", "end"] = "start"
    colour: str = INK
    turned: bool = False


Shape: TypeAlias = Box | Strokes | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing and its size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def draw(figure: Figure, width: int = WIDTH) -> list[Sheet]:
    """A chart as drawings, each no higher than a page. Bars keep to the ``width``; others need their own."""
    if isinstance(figure, Bars):
        thick, gap = _thickness(figure)
        row = thick * len(figure.series) + gap
    else:
        row = _CELL if isinstance(figure, HeatMap) else _LANE
    most = max(int(_HIGHEST / row), 1)
    return [_drawn(part, width) for part in parted(figure, most)]


def _drawn(figure: Figure, width: int) -> Sheet:
    match figure:
        case Bars():
            return _bars(figure, width)
        case HeatMap():
            return _heat_map(figure)
        case Timeline():
            return _timeline(figure)


class _Ems(dict[str, float]):
    """How broad a letter is, reckoned when it is first met: tables are measured letter by letter."""

    def __missing__(self, one: str) -> float:
        if one in _NARROW:
            ems = 0.34
        elif one in _BROAD or ord(one) > 0x2E7F:
            ems = 0.9
        else:
            ems = 0.7 if one.isupper() else 0.58
        self[one] = ems
        return ems


_EMS = _Ems()


def breadth(text: str) -> float:
    """About how broad a text is, in a sans-serif face; a little too broad rather than too narrow."""
    return sum(map(_EMS.__getitem__, text)) * SIZE


def short(text: str, most: int = _LONGEST) -> str:
    """A label that is not too long for a chart."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


# -- bars ------------------------------------------------------------------------------------------------


def _bars(figure: Bars, broad: int) -> Sheet:
    labels = [short(label) for label in figure.labels]
    left = max(map(breadth, labels), default=0) + 8
    right = max((breadth(mark.text) for row in figure.marks for mark in row), default=0) + 8
    scale = (broad - left - right) / scale_of(figure)
    thick, gap = _thickness(figure)
    shapes: list[Shape] = []
    y = 0.0
    if len(figure.series) > 1:
        y = _legend(figure.series, shapes, broad)
    top = y
    for label, row in zip(labels, figure.marks, strict=True):
        middle = y + thick * len(row) / 2 + SIZE * 0.35
        shapes.append(Words(left - 8, middle, label, "end"))
        for series, mark in enumerate(row):
            width, whole = ((number or 0) * scale for number in (mark.number, mark.whole))
            if whole:
                shapes.append(Box(left, y + 1, whole, thick - 2, "", RULE))
            if width:
                shapes += _hatched(series, left, y + 1, width, thick - 2)
            shapes.append(Words(left + max(width, whole) + 4, y + thick - 3.5, mark.text, colour=SOFT))
            y += thick
        y += gap
    y -= gap
    ticks = [(left + number * scale, text) for number, text in _ticks(figure)]
    end = left + scale_of(figure) * scale if ticks else left
    shapes.append(Strokes(((left, top - 2, left, y + 2), (left, y + 2, end, y + 2)), INK))
    shapes.append(Strokes(tuple((x, y + 2, x, y + 6) for x, _ in ticks), INK))
    shapes += (Words(x, y + SIZE + 8, text, "middle", SOFT) for x, text in ticks)
    if ticks:
        y += SIZE + 4
    told = min(left, max(broad - breadth(figure.unit), 0))
    for line in _lines(figure.unit, broad):
        y += SIZE + 4
        shapes.append(Words(told, y + 4, line, colour=SOFT))
    return Sheet(broad, y + 10, tuple(shapes))


def _lines(text: str, room: float) -> list[str]:
    """A text on lines of so much room, as far as its words allow."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and breadth(longer := f"{lines[-1]} {word}") <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _ticks(figure: Bars) -> list[tuple[float, str]]:
    """Numbers on the way to the longest bar, evenly apart; none where only fractions would be.

    A share is one of 1, and is written as the marks write theirs.
    """
    most = scale_of(figure)
    texts = (mark.text for row in figure.marks for mark in row)
    share = next((_SHARE.search(text) for text in texts if _SHARE.search(text)), None)
    steps = _SHARES if share else (factor * 10**power for power in range(12) for factor in (1, 2, 5))
    step = next((step for step in steps if most <= step * _TICKS), 0)
    if not step or most < step:
        return []
    numbers = [step * at for at in range(int(most / step + 1e-9) + 1)]
    return [(one, f"{one * 100:.0f}{share[0]}" if share else f"{one:.0f}") for one in numbers]


def _thickness(figure: Bars) -> tuple[int, int]:
    """Of a bar, and of what is free after those of a label."""
    return (14, 12) if len(figure.series) > 1 else (14, 5)


def _legend(series: tuple[str, ...], shapes: list[Shape], broad: int) -> float:
    x, y = 0.0, 2.0
    for at, name in enumerate(map(short, series)):
        wide = 24 + breadth(name) + 18
        if x and x + wide > broad:
            x, y = 0.0, y + SIZE + 8
        shapes += _hatched(at, x, y, 18, SIZE)
        shapes.append(Words(x + 24, y + SIZE - 1.5, name))
        x += wide
    return y + SIZE + 14


def _hatched(series: int, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """A bar in the look of its series: full, striped, open, squared, and so on."""
    look = series % 6
    yield Box(x, y, width, height, DARK if look == 0 else PAPER, DARK)
    lines: list[tuple[float, float, float, float]] = []
    if look in (1, 3):
        lines += _diagonals(x, y, width, height)
    if look in (3, 4):
        lines += ((x, y + step, x + width, y + step) for step in _steps(height, 3))
    if look == 5:
        lines += ((x + step, y, x + step, y + height) for step in _steps(width, 4))
    if lines:
        yield Strokes(tuple(lines), DARK, 1)


def _steps(length: float, step: float) -> list[float]:
    return [step * at for at in range(1, int(length / step) + 1) if step * at < length]


def _diagonals(
    x: float, y: float, width: float, height: float
) -> Iterator[tuple[float, float, float, float]]:
    """Lines that rise to the right, cut off at the sides of the box."""
    for start in _steps(width + height, 5):
        from_x, to_x = max(start - height, 0), min(start, width)
        yield x + from_x, y + start - from_x, x + to_x, y + start - to_x


# -- heat ------------------------------------------------------------------------------------------------


def _heat_map(figure: HeatMap) -> Sheet:
    labels = [short(label) for label in figure.labels]
    heads = [short(column, 30) for column in figure.columns]
    left = max(map(breadth, labels), default=0) + 8
    widest = max(map(breadth, heads), default=0) + 12
    wide = min(110.0, max((WIDTH - left) / max(len(heads), 1), 30))
    turned = widest > wide
    top = (widest if turned else SIZE + 10) if heads else 0
    high = _CELL
    most = scale_of(figure)
    shapes: list[Shape] = []
    for at, head in enumerate(heads):
        middle = left + (at + 0.5) * wide
        if turned:
            shapes.append(Words(middle + SIZE * 0.35, top - 6, head, turned=True))
        else:
            shapes.append(Words(middle, top - 7, head, "middle"))
    for down, (label, row) in enumerate(zip(labels, figure.marks, strict=True)):
        y = top + down * high
        shapes.append(Words(left - 8, y + high / 2 + SIZE * 0.35, label, "end"))
        for at, mark in enumerate(row):
            part = (mark.number or 0) / most
            fill = _shade(part) if mark.number else PAPER
            shapes.append(Box(left + at * wide, y, wide, high, fill, RULE))
            ink = PAPER if part >= _DARK_FROM else INK
            shapes.append(
                Words(left + (at + 0.5) * wide, y + high / 2 + SIZE * 0.35, mark.text, "middle", ink)
            )
    bottom = top + len(labels) * high
    shapes.append(Words(left, bottom + SIZE + 8, figure.unit, colour=SOFT))
    return Sheet(max(left + wide * len(heads), 200) + 1, bottom + SIZE + 14, tuple(shapes))


def _shade(part: float) -> str:
    """A colour from light to deep, so that more is darker in grey too.

    The tones between are left out, on which neither dark nor light letters are easily read.
    """
    tone = 0.5 * part / _DARK_FROM if part < _DARK_FROM else 1 - 0.2 * (1 - part) / (1 - _DARK_FROM)
    mixed = (round(light + (deep - light) * tone) for light, deep in zip(_LIGHT, _DEEP, strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


# -- time ------------------------------------------------------------------------------------------------


def _timeline(figure: Timeline) -> Sheet:
    labels = [short(label) for label in figure.labels]
    left = max(map(breadth, labels), default=0) + 8
    scale = (WIDTH - left - 8) / max(figure.length, 1)
    high = _LANE
    bottom = len(labels) * high
    shapes: list[Shape] = [
        Strokes(tuple((left, (at + 0.5) * high, WIDTH - 8, (at + 0.5) * high) for at in range(len(labels))))
    ]
    for at, (label, spans) in enumerate(zip(labels, figure.spans, strict=True)):
        shapes.append(Words(left - 8, (at + 0.5) * high + SIZE * 0.35, label, "end"))
        for start, end in spans:
            width = max((end - start) * scale, 2)
            shapes.append(Box(left + start * scale, at * high + 4, width, high - 8, DARK))
    shapes.append(Strokes(((left, bottom, WIDTH - 8, bottom),), INK))
    free = 0.0
    for place, text in figure.ticks:
        x = left + place * scale
        half = breadth(text) / 2
        if x - half < free:
            continue
        shapes.append(Strokes(((x, bottom, x, bottom + 4),), INK))
        shapes.append(Words(x, bottom + SIZE + 6, text, "middle", SOFT))
        free = x + half + 6
    shapes.append(Words(left - 8, bottom + SIZE + 6, figure.unit, "end", SOFT))
    return Sheet(WIDTH, bottom + SIZE + 12, tuple(shapes))
