"""The short way to the coding screen, past the commands: they take as long to load as Textual does."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from caqda.cli.header import holds_study
from caqda.cli.places import find_study, open_study


def on_terminal() -> bool:
    """Whether a screen can be shown, and keys be read. Textual draws on standard error."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def straight_to(words: Sequence[str]) -> str | None:
    """The study that a command line opens at a terminal; None where it says more than that.

    Raises StudyError where it names none, and it is not clear which is meant.
    """
    opens = list(words[:1]) in (["open"], ["code"])
    named = list(words[1:] if opens else words)
    if not on_terminal() or len(named) > 1:
        return None
    if not named:
        return find_study(None) if opens else None
    return named[0] if holds_study(named[0]) else None


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
    from caqda.plain.loop import run

    with open_study(address, coder) as study:
        run(study)
