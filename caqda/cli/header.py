"""What the header of a file says, read before anything is loaded that could open it."""

from __future__ import annotations

from pathlib import Path


def holds_study(text: str) -> bool:
    """Whether a file of that name says in its header that it is a study."""
    try:
        if not Path(text).is_file():  # what was read from a pipe would be lost to its command
            return False
        with Path(text).open("rb") as file:
            return file.read(72)[68:] == b"CAQD"
    except (OSError, ValueError):
        return False
