"""The short way to the coding screen, past the commands: they take as long to load as Textual does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def on_terminal() -> bool:
    """Whether a screen can be shown, and keys be read. Textual draws on standard error."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def goes_straight(words: Sequence[str]) -> bool:
    """Whether a command line is one study file and nothing else, at a terminal."""
    if len(words) != 1 or not on_terminal():
        return False
    path = Path(words[0])
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(72)[68:] == b"CAQD"
    except (OSError, ValueError):
        return False


def open_screen(address: str, coder: str | None = None) -> None:
    """Show a study until the researcher leaves; raises StudyError where it cannot be opened."""
    from caqda.tui.app import run

    run(address, coder)
