"""Which study a command means, and opening it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.errors import StudyError

if TYPE_CHECKING:
    from caqda.study import Study


def looks_like_study(text: str) -> bool:
    """Whether an argument can only be meant as a study: by its ending, as an address, or by its content."""
    if text.startswith(("postgresql://", "postgresql+")) or text.endswith(".caqda"):
        return True
    try:
        with Path(text).open("rb") as file:
            return file.read(72)[68:] == b"CAQD"
    except (OSError, ValueError):
        return False


def split_study(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The study that the first argument names, or None, and the other arguments."""
    if arguments and looks_like_study(arguments[0]):
        return arguments[0], list(arguments[1:])
    return None, list(arguments)


def find_study(given: str | None) -> str:
    """The address that was given, else ``$CAQDA_STUDY``, else the only study in this folder."""
    if given:
        return given
    if named := os.environ.get("CAQDA_STUDY"):
        return named
    here = sorted(Path().glob("*.caqda"))
    if len(here) == 1:
        return str(here[0])
    if here:
        names = ", ".join(path.name for path in here)
        raise StudyError(f"Which study? There are {len(here)} in this folder ({names}); name one.")
    raise StudyError("There is no study in this folder; name one, or make one with 'caqda new NAME.caqda'.")


def open_study(given: str | None, coder: str | None = None) -> Study:
    """Open the study that a command means."""
    import caqda

    return caqda.open(find_study(given), coder=coder)
