"""What the screens call a variable, or what else divides the material."""

from __future__ import annotations

from caqda.tui.quotes import one_line
from caqda.wording import N_, _

_NAMES = {"source": N_("source"), "case": N_("case"), "coder": N_("coder"), "date": N_("date")}


def called(name: str) -> str:
    """The word for what caqda itself names; what a researcher named stays as it is."""
    return _(_NAMES[name]) if name in _NAMES else one_line(name)
