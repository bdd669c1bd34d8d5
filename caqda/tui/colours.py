"""Colours as eyes take them: what stands out from what, and which can be told apart."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color, ColorParseError

READABLE = 4.5  # the contrast of text, WCAG AA
VISIBLE = 3.0  # the contrast of lines


def shades_are_alike(color_system: str | None) -> bool:
    """Whether a terminal shows the shades of a colour as one: it has none, or sixteen."""
    return color_system in {None, "standard", "windows"}


def linear(colour: Color) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, each 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return red, green, blue


def luminance(colour: Color) -> float:
    """The relative luminance of WCAG, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def legible(colour: Color, background: Color, least: float = READABLE) -> Color:
    """``colour``, moved towards black or white as far as it must be to stand out from ``background``."""
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    far = max(black, white, key=lambda end: contrast(end, background))
    for step in range(21):
        nearer = colour.blend(far, step / 20)
        if contrast(nearer, background) >= least:
            return nearer
    return far


SAFE = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00", "#0072b2")
"""Hues that can be told apart without one kind of cone (Okabe and Ito, 2008)."""


@lru_cache(maxsize=1024)
def parsed(colour: str, otherwise: Color, *, safe: bool = False) -> Color:
    """A code's colour, or the nearest safe one; ``otherwise`` where it is none."""
    try:
        found = Color(*Color.parse(colour).rgb)
    except ColorParseError:
        return otherwise
    return Color.parse(SAFE[nearest_safe(found)]) if safe else found


@lru_cache(maxsize=1024)
def nearest_safe(colour: Color) -> int:
    """The place in :data:`SAFE` of the hue nearest to a colour, seen in light and in the two opponents."""

    def seen(one: Color) -> tuple[float, float, float]:
        red, green, blue = one.normalized
        return (red + green + blue) / 3, red - green, (red + green) / 2 - blue

    here = seen(colour)
    far = [sum((a - b) ** 2 for a, b in zip(here, seen(Color.parse(one)), strict=True)) for one in SAFE]
    return far.index(min(far))
