"""Terminals of 256 colours or sixteen: each colour as the nearest of those, what is written still readable.

What Rich takes for the nearest makes olive and teal of dark tints, and white on light grey of what is faint.
Here nearness is that of the eye (OKLab, Ottosson 2020).
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as Shown
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from caqda.tui.colours import READABLE, VISIBLE, contrast, linear

_MANY = tuple(range(16, 256))  # the first sixteen of a terminal of 256 are whatever its owner likes
_SIXTEEN = [
    Color(*rgb)
    for rgb in (
        *((0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170)),
        *((170, 170, 170), (85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255)),
        *((255, 85, 255), (85, 255, 255), (255, 255, 255)),
    )
]  # what Rich takes a terminal's sixteen colours for
_GREYS = ((0.35, 0), (0.62, 8), (0.88, 7), (1.0, 15))  # up to which lightness each of the four is taken
_BETWEEN = {7, 8}  # on these, black and white only
_HUES = (1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14)
_COLOURED = 0.05  # from so far from grey on, in OKLab, a colour has a hue that tells something
_MEANT = 2.0  # what has less contrast is meant to be hardly seen
_SIGN = 1.8  # the contrast that a sign of the right hue needs where there are only sixteen colours
_GREY = 2.5  # the same for what is grey: more than one of the sixteen may be a pale one


class FewColours(LineFilter):
    """Gives every character the nearest of the colours that a terminal has, unless it has all of them."""

    def __init__(self, color_system: str | None) -> None:
        super().__init__(enabled=color_system not in {None, "truecolor"})
        self._nearest = among_many if color_system == "256" else among_sixteen

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in other colours."""
        nearest = self._nearest
        return [Segment(text, style and nearest(style), control) for text, style, control in segments]


@lru_cache(2048)
def among_many(style: Style) -> Style:
    """A style in the nearest of 240 colours; what could be read or seen before can be so after."""
    fore, back = _true(style.color), _true(style.bgcolor)
    behind = None if back is None else _nearest(back, _MANY)
    front = None if fore is None else _nearest(fore, _legible(_MANY, behind, _needed(fore, back)))
    return style + Style(color=_shown(front), bgcolor=_shown(behind))


@lru_cache(2048)
def among_sixteen(style: Style) -> Style:
    """A style in the nearest of sixteen colours, whatever they are exactly: a hue only before grey."""
    fore, back = _true(style.color), _true(style.bgcolor)
    behind = None if back is None else _grey(back)
    if fore is None:
        return style + Style(bgcolor=_shown(behind))
    needed = _needed(fore, back)
    front = _nearest(fore, _HUES)
    if _strength(fore) < _COLOURED or not _legible((front,), behind, min(needed, _SIGN)):
        front = _grey(fore)
        if behind in _BETWEEN or not _legible((front,), behind, min(needed, _GREY)):
            front = max((0, 15), key=lambda end: contrast(_colour(end), _colour(behind or 0)))
    return style + Style(color=_shown(front), bgcolor=_shown(behind))


def _grey(colour: Color) -> int:
    light = _seen(colour)[0]
    return next((number for most, number in _GREYS if light < most), 15)


def _needed(fore: Color, back: Color | None) -> float:
    """The contrast to keep: that of text or of lines, where there was as much."""
    before = 1.0 if back is None else contrast(fore, back)
    return READABLE if before >= READABLE else VISIBLE if before >= _MEANT else 1.0


def _legible(numbers: tuple[int, ...], behind: int | None, least: float) -> tuple[int, ...]:
    """Those that stand out enough from what is behind them."""
    if behind is None or least <= 1:
        return numbers
    back = _colour(behind)
    return tuple(number for number in numbers if contrast(_colour(number), back) >= least)


@lru_cache(8192)
def _nearest(colour: Color, numbers: tuple[int, ...]) -> int:
    """The number of the colour that looks most like one."""
    here = _seen(colour)
    return min(
        numbers,
        key=lambda number: sum((a - b) ** 2 for a, b in zip(here, _seen(_colour(number)), strict=True)),
    )


def _strength(colour: Color) -> float:
    """How far a colour is from grey."""
    _, red, yellow = _seen(colour)
    return float((red * red + yellow * yellow) ** 0.5)


def _true(colour: Shown | None) -> Color | None:
    return (
        Color.from_rich_color(colour) if colour is not None and colour.type is ColorType.TRUECOLOR else None
    )


@lru_cache(256)
def _shown(number: int | None) -> Shown | None:
    """A colour as it is handed on; the sixteen in a form that can still be blended with another."""
    if number is None:
        return None
    return Shown.from_ansi(number) if number >= len(_SIXTEEN) else _SIXTEEN[number].rich_color


@lru_cache(256)
def _colour(number: int) -> Color:
    if number < len(_SIXTEEN):
        return _SIXTEEN[number]
    return Color(*Shown.from_ansi(number).get_truecolor())


@lru_cache(8192)
def _seen(colour: Color) -> tuple[float, float, float]:
    """A colour in OKLab: light, green to red, blue to yellow."""
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
