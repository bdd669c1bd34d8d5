"""The short way to the coding screen, past the commands: they take as long to load as Textual does."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from caqda.cli.header import holds_study


def on_terminal() -> bool:
    """Whether a screen can be shown, and keys be read. Textual draws on standard error."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def goes_straight(words: Sequence[str]) -> bool:
    """Whether a command line is one study file and nothing else, at a terminal."""
    return len(words) == 1 and on_terminal() and holds_study(words[0])


def wants_plain() -> bool:
    """Whether the plain mode is asked for: by ``$CAQDA_PLAIN``, or by a terminal that only takes lines."""
    asked = os.environ.get("CAQDA_PLAIN", "")
    return asked not in ("", "0") or (on_terminal() and os.environ.get("TERM") == "dumb")


def open_screen(address: str, coder: str | None = None, tour: str = "") -> None:
    """Show a study until the researcher leaves; raises StudyError where it cannot be opened.

    ``tour`` is "offer" or "begin" where the study is the bundled one.
    """
    if wants_plain():
        open_plain(address, coder)
        return
    # Until the study is on the screen nothing is garbage, and looking for it takes a tenth of the time.
    gc.disable()
    from caqda.tui.app import run

    run(address, coder, tour)


def open_plain(address: str, coder: str | None = None) -> None:
    """Read a study out, line by line, until the researcher leaves; raises StudyError as well."""
    from caqda.cli.places import open_study
    from caqda.plain.loop import run

    with open_study(address, coder) as study:
        run(study)
