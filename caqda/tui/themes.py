"""The colours: one light and one dark theme, calm enough to be read in all day."""

from __future__ import annotations

import os

from textual.theme import Theme

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
    variables={"border": "#454b57", "border-blurred": "#333841", "scrollbar": "#3a404a"},
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
    variables={"border": "#aaa495", "border-blurred": "#cdc8bb", "scrollbar": "#c2bcae"},
)

THEMES = (DARK, LIGHT)


def preferred() -> str:
    """The theme to begin with: what ``CAQDA_THEME`` says, else light where the terminal says so."""
    asked = os.environ.get("CAQDA_THEME", "")
    if asked in ("light", "dark"):
        return f"caqda-{asked}"
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in ("7", "15") else DARK.name
