"""The colours: light and dark, calm enough to be read in all day; of high contrast; and for all eyes.

``code-marks`` says how coded passages stand out in the text: ``tinted``, or ``underlined`` as well.
``code-hues`` says what codes are drawn in: their ``own`` colours, or the nearest of a few that are ``safe``
for eyes without one kind of cone (after Okabe and Ito, 2008), with another line for each in the margin.
"""

from __future__ import annotations

import os
from dataclasses import replace

from textual.theme import Theme

from caqda.wording import N_

_OWN = {"code-marks": "tinted", "code-hues": "own"}
_SAFE = {"code-marks": "underlined", "code-hues": "safe"}
_STARK = {"code-marks": "underlined", "code-hues": "own"}

DARK = Theme(
    name="caqda-dark",
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
    variables={"border": "#454b57", "border-blurred": "#333841", "scrollbar": "#3a404a", **_OWN},
)

LIGHT = Theme(
    name="caqda-light",
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
    variables={"border": "#aaa495", "border-blurred": "#cdc8bb", "scrollbar": "#c2bcae", **_OWN},
)

CONTRAST = Theme(
    name="caqda-contrast",
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
    variables={"border": "#ffffff", "border-blurred": "#9a9a9a", "scrollbar": "#bdbdbd", **_STARK},
)

CONTRAST_LIGHT = Theme(
    name="caqda-contrast-light",
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
    variables={"border": "#000000", "border-blurred": "#666666", "scrollbar": "#555555", **_STARK},
)

_SAFE_DARK_COLOURS = {"primary": "#56b4e9", "accent": "#e69f00", "success": "#009e73", "warning": "#e69f00"}
_SAFE_LIGHT_COLOURS = {"primary": "#0072b2", "accent": "#8f5600", "success": "#00704f", "warning": "#a86f00"}

SAFE = replace(
    DARK,
    name="caqda-colour-blind",
    secondary="#cc79a7",
    error="#ff9a62",
    variables={**DARK.variables, **_SAFE},
    **_SAFE_DARK_COLOURS,  # type: ignore[arg-type]
)
SAFE_LIGHT = replace(
    LIGHT,
    name="caqda-colour-blind-light",
    secondary="#93487a",
    error="#a34600",
    variables={**LIGHT.variables, **_SAFE},
    **_SAFE_LIGHT_COLOURS,  # type: ignore[arg-type]
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
