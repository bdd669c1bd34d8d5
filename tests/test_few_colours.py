"""Terminals of 256 colours and of sixteen: what was readable stays so, and shades stay in their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from caqda.tui import themes
from caqda.tui.colours import READABLE, contrast
from caqda.tui.few_colours import FewColours

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Color(*rgb))
SYSTEMS = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}


def made(system: str, fore: Color, back: Color) -> tuple[Color, Color]:
    """Two colours as a terminal gets them, after the filter and Rich's own way down to them."""
    style = Style(color=fore.rich_color, bgcolor=back.rich_color)
    [segment] = FewColours(system).apply([Segment("a", style)], back)
    assert segment.style and segment.style.color and segment.style.bgcolor
    found = [colour.downgrade(SYSTEMS[system]) for colour in (segment.style.color, segment.style.bgcolor)]
    assert all((one.number or 0) < (16 if system == "standard" else 256) for one in found)
    return Color.from_rich_color(segment.style.color), Color.from_rich_color(segment.style.bgcolor)


@given(COLOURS, COLOURS)
def test_what_could_be_read_can_be_read_in_256_colours(fore: Color, back: Color) -> None:
    if contrast(fore, back) >= READABLE:
        assert contrast(*made("256", fore, back)) >= READABLE


@given(COLOURS, COLOURS)
def test_what_could_be_read_can_be_seen_in_sixteen(fore: Color, back: Color) -> None:
    if contrast(fore, back) >= READABLE:
        assert contrast(*made("standard", fore, back)) >= 1.8


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_text_and_its_ground_are_black_and_white_in_sixteen_colours(theme: object) -> None:
    colours = theme.to_color_system().generate()  # type: ignore[attr-defined]
    fore = Color.parse(colours["foreground"])
    for ground in ("background", "surface", "panel"):
        front, back = made("standard", fore, Color.parse(colours[ground]))
        assert back.rgb in {(0, 0, 0), (255, 255, 255)}
        assert contrast(front, back) >= 8


def test_the_deeper_shade_is_never_the_paler_one_in_256_colours() -> None:
    for theme in (themes.DARK, themes.LIGHT):
        colours = theme.to_color_system().generate()
        ground, shade = Color.parse(colours["surface"]), Color.parse(colours["primary"])
        grounds = [made("256", shade, ground.blend(shade, step / 25))[1] for step in range(11)]
        far = [contrast(one, grounds[0]) for one in grounds]
        assert far == sorted(far)
        assert len(set(far)) >= 4


def test_done_twice_is_done_once_and_all_colours_are_left_alone() -> None:
    style = Style(color="#9cc85b", bgcolor="#1b1e23", bold=True)
    for system in SYSTEMS:
        once = FewColours(system).apply([Segment("a", style)], Color(0, 0, 0))
        assert FewColours(system).apply(once, Color(0, 0, 0)) == once
        assert once[0].style and once[0].style.bold
    assert not FewColours("truecolor").enabled
