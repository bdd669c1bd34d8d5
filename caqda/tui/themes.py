"""The colours: light and dark, calm enough to be read in all day; of high contrast; and for all eyes.

``code-marks`` says how coded passages stand out in the text: ``tinted``, or ``underlined`` as well.
``code-hues`` says what codes are drawn in: their ``own`` colours, or the nearest of a few that are ``safe``
for eyes without one kind of cone (after Okabe and Ito, 2008), with another line for each in the margin.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from textual.theme import Theme

from caqda.wording import N_

_TINTED = {"code-marks": "tinted", "code-hues": "own"}
_UNDERLINED = {"code-marks": "underlined", "code-hues": "own"}
_FOR_ALL_EYES = {"code-marks": "underlined", "code-hues": "safe"}


def _theme(
    name: str, lines: tuple[str, str], scrollbar: tuple[str, str], codes: dict[str, str], **colours: Any
) -> Theme:
    """A theme. ``lines`` are borders in focus and out of it, ``scrollbar`` its handle and what it runs on."""
    told = {
        "border": lines[0],
        "border-blurred": lines[1],
        "scrollbar": scrollbar[0],
        **{f"scrollbar-background{state}": scrollbar[1] for state in ("", "-hover", "-active")},
        "scrollbar-corner-color": scrollbar[1],
    }
    return Theme(name=f"caqda-{name}", variables={**told, **codes}, **colours)


DARK = _theme(
    "dark",
    ("#454b57", "#333841"),
    ("#3a404a", "#20242a"),
    _TINTED,
    dark=True,
    primary="#7aa2d6",
    secondary="#8fb08c",
    accent="#d9b26f",
    foreground="#dcd8d0",
    background="#17191d",
    surface="#1b1e23",
    panel="#242830",
    success="#8fb08c",
    warning="#d9a441",
    error="#e0857d",
)

LIGHT = _theme(
    "light",
    ("#aaa495", "#cdc8bb"),
    ("#c2bcae", "#e6e2d8"),
    _TINTED,
    dark=False,
    primary="#2b67a6",
    secondary="#4c7a4a",
    accent="#8a5a12",
    foreground="#26282b",
    background="#f1eee7",
    surface="#fbfaf6",
    panel="#e6e2d8",
    success="#3f7a3d",
    warning="#b97a10",
    error="#a8322a",
)

CONTRAST = _theme(
    "contrast",
    ("#ffffff", "#9a9a9a"),
    ("#bdbdbd", "#1a1a1a"),
    _UNDERLINED,
    dark=True,
    primary="#5cc8ff",
    secondary="#7dff7d",
    accent="#ffd94a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#7dff7d",
    warning="#ffd94a",
    error="#ff9c94",
)

CONTRAST_LIGHT = _theme(
    "contrast-light",
    ("#000000", "#666666"),
    ("#555555", "#ececec"),
    _UNDERLINED,
    dark=False,
    primary="#003a80",
    secondary="#00501c",
    accent="#5a3000",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#ececec",
    success="#00501c",
    warning="#5a3000",
    error="#8a0000",
)

SAFE = replace(
    DARK,
    name="caqda-colour-blind",
    primary="#56b4e9",
    secondary="#cc79a7",
    accent="#e69f00",
    success="#009e73",
    warning="#e69f00",
    error="#ff9a62",
    variables={**DARK.variables, **_FOR_ALL_EYES},
)

SAFE_LIGHT = replace(
    LIGHT,
    name="caqda-colour-blind-light",
    primary="#0072b2",
    secondary="#93487a",
    accent="#8f5600",
    success="#00704f",
    warning="#a86f00",
    error="#a34600",
    variables={**LIGHT.variables, **_FOR_ALL_EYES},
)

THEMES = (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT, SAFE, SAFE_LIGHT)
_WORDS = {
    DARK.name: N_("dark"),
    LIGHT.name: N_("light"),
    CONTRAST.name: N_("high contrast, dark"),
    CONTRAST_LIGHT.name: N_("high contrast, light"),
    SAFE.name: N_("colour-blind safe, dark"),
    SAFE_LIGHT.name: N_("colour-blind safe, light"),
}


def word(theme: str) -> str:
    """What a theme is called, to be translated."""
    return _WORDS.get(theme, theme)


def after(theme: str, step: int) -> str:
    """The name of the theme ``step`` further, round the ends."""
    names = [one.name for one in THEMES]
    return names[((names.index(theme) if theme in names else 0) + step) % len(names)]


def preferred(kept: str = "") -> str:
    """The theme to begin with: what ``CAQDA_THEME`` says (``light``, ``contrast`` …), else what was ``kept``.

    Without either the light one where the terminal tells that it is light.
    """
    names = {one.name for one in THEMES}
    for asked in (f"caqda-{os.environ.get('CAQDA_THEME', '')}", kept):
        if asked in names:
            return asked
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in ("7", "15") else DARK.name
