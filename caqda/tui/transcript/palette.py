"""The styles of the transcript, worked out once from the theme: tints that keep the text readable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from rich.style import Style
from textual.color import Color

from caqda.tui.colours import READABLE, VISIBLE, contrast, legible, luminance, nearest_safe, parsed

_TURNS = (0.0, 0.45, 0.2, 0.7, 0.85, 0.3)  # of the colour circle, from speaker to speaker
_PALE = 0.5  # the saturation of a speaker's colour, at most


class Voice(IntEnum):
    """Whose text a character belongs to."""

    SPEECH, LABEL, ASKING, ASKING_LABEL = range(4)


class Caret(IntEnum):
    """How the cursor is shown on a character."""

    NONE, FOCUSED, BLURRED = range(3)


class Look(NamedTuple):
    """What decides the style of a few characters: the key of the palette's cache."""

    voice: Voice = Voice.SPEECH
    speaker: int = -1
    tint: str = ""
    several: bool = False
    hit: bool = False
    chosen: bool = False
    caret: Caret = Caret.NONE
    dimmed: bool = False


@dataclass(frozen=True)
class Colours:
    """The theme's colours as the widget's style sheet resolves them, all opaque."""

    background: Color
    text: Color
    number: Color
    current: Color
    label: Color
    asking: Color
    hit: Color
    selection: Color


class Palette:
    """Styles by look, each made once.

    ``flat`` is set where tints cannot be told apart (no colour, or sixteen): there every coded passage is
    underlined, and overlaps are bold as well. ``plain`` is set for the terminal's own colours, which
    nobody here knows: there styles have attributes and no colours. ``safe`` draws codes in hues for all eyes.
    """

    def __init__(
        self, colours: Colours, *, flat: bool = False, plain: bool = False, safe: bool = False
    ) -> None:
        self.colours, self.flat, self.plain, self.safe = colours, flat or plain, plain, safe
        self.dark = luminance(colours.background) < 0.4
        self.base = self._style(colours.text, colours.background)
        self.number = self._style(legible(colours.number, colours.background, VISIBLE), colours.background)
        self.current = self._style(
            legible(colours.current, colours.background), colours.background, bold=True
        )
        self.letter = self._style(
            colours.background, legible(colours.hit, colours.background, READABLE), bold=True, reverse=True
        )
        quiet = colours.background.blend(colours.hit, 0.5)
        self.capital = self._style(legible(colours.text, quiet), quiet, reverse=True)
        self._looks: dict[Look, Style] = {}
        self._margin: dict[tuple[str, bool, float, bool], Style] = {}

    def text(self, look: Look) -> Style:
        """The style of characters of the text."""
        style = self._looks.get(look)
        if style is None:
            style = self._looks[look] = self._text(look)
        return style

    def _text(self, look: Look) -> Style:
        colours = self.colours
        back = self.tint(look.tint) if look.tint else colours.background
        bold = look.voice in {Voice.LABEL, Voice.ASKING_LABEL} or look.hit
        underline = look.several
        if self.flat and look.tint:
            underline, bold = True, bold or look.several
        fore = self._voice(look)
        if look.hit:
            back = colours.hit
        if look.chosen:
            back = colours.background.blend(colours.text, 0.6) if self.flat else colours.selection
        if look.caret == Caret.FOCUSED:
            block = legible(colours.text, colours.background, 7)
            return self._style(
                colours.background, block, bold=True, underline=self.plain, reverse=not look.chosen
            )
        if look.caret == Caret.BLURRED:
            back, underline = back.blend(colours.text, 0.4), True
        return self._style(
            legible(fore, back),
            back,
            bold=bold,
            underline=underline,
            italic=look.voice == Voice.ASKING_LABEL,
            reverse=look.chosen or look.hit or bool(look.caret),
        )

    def _voice(self, look: Look) -> Color:
        if look.voice == Voice.LABEL:
            return self.speaker(look.speaker)
        if look.dimmed or look.voice != Voice.SPEECH:
            return self.colours.asking
        return self.colours.text

    def speaker(self, number: int) -> Color:
        """The colour of the label of a speaker who answers; paler than any code's. -1 is that of all."""
        label = self.colours.label
        if number < 0:
            return label
        hue, light, strength = label.hsl
        turned = Color.from_hsl((hue + _TURNS[number % len(_TURNS)]) % 1, light, min(strength, _PALE))
        return turned.blend(self.colours.text, 0.25)

    def tint(self, colour: str) -> Color:
        """The background of a coded passage: as much of the code's colour as leaves the text readable."""
        colours = self.colours
        hue = parsed(colour, colours.number, safe=self.safe)
        for alpha in (0.22, 0.17, 0.12, 0.08) if self.dark else (0.26, 0.2, 0.14, 0.08):
            back = colours.background.blend(hue, alpha)
            if contrast(colours.text, back) >= READABLE + 1:
                break
        return back

    def pattern(self, colour: str) -> int:
        """Which line a code's stripe is drawn with: 0 for the usual one."""
        return nearest_safe(parsed(colour, self.colours.text)) if self.safe else 0

    def stripe(self, colour: str, *, dimmed: bool = False) -> Style:
        """The style of a stripe in the margin."""
        return self._in_margin(colour, dimmed, VISIBLE, bold=False)

    def name(self, colour: str, *, dimmed: bool = False, bold: bool = False) -> Style:
        """The style of a code's name in the margin."""
        return self._in_margin(colour, dimmed, READABLE, bold=bold)

    def _in_margin(self, colour: str, dimmed: bool, least: float, *, bold: bool) -> Style:
        key = (colour, dimmed, least, bold)
        style = self._margin.get(key)
        if style is None:
            back = self.colours.background
            hue = self.colours.number if dimmed else parsed(colour, self.colours.text, safe=self.safe)
            style = self._margin[key] = self._style(legible(hue, back, least), back, bold=bold)
        return style

    def _style(
        self,
        fore: Color,
        back: Color,
        *,
        bold: bool = False,
        underline: bool = False,
        italic: bool = False,
        reverse: bool = False,
    ) -> Style:
        return Style(
            color=None if self.plain else fore.rich_color,
            bgcolor=None if self.plain else back.rich_color,
            bold=bold or None,
            underline=underline or None,
            italic=italic or None,
            reverse=(reverse and self.plain) or None,
        )
