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
    return len(words) == 1 and on_terminal() and holds_study(words[0])


def holds_study(text: str) -> bool:
    """Whether a file of that name says in its header that it is a study."""
    try:
        if not Path(text).is_file():  # what was read from a pipe would be lost to its command
            return False
        with Path(text).open("rb") as file:
            return file.read(72)[68:] == b"CAQD"
    except (OSError, ValueError):
        return False


def open_screen(address: str, coder: str | None = None, tour: str = "") -> None:
    """Show a study until the researcher leaves; raises StudyError where it cannot be opened.

    ``tour`` is "offer" or "begin" where the study is the bundled one.
    """
    from caqda.tui.app import run

    run(address, coder, tour)
