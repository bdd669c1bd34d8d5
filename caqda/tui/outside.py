"""Writing in the person's own editor, with the screen put aside meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import SuspendNotSupported

from caqda.errors import ChangeError
from caqda.safety import for_terminal
from caqda.wording import _

_COMMON = ("sensible-editor", "nano", "vi")


def editor() -> list[str]:
    """The command of the editor: ``$VISUAL``, ``$EDITOR``, or one that is commonly there."""
    told = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(told)
    except ValueError:
        words = []
    words = words or [found for name in _COMMON if (found := shutil.which(name))][:1]
    if not words:
        raise ChangeError(_("No editor is known here; $EDITOR names one."))
    return words


def edit_outside(app: Any, text: str) -> str:
    """The text as it was written in the editor.

    It goes through a file in a folder that only this user can read, in memory where the system has a
    place for that, and that is removed afterwards. Raises ChangeError where the editor cannot be used or
    ends with a fault; the text is then as it was.
    """
    command = editor()
    with TemporaryDirectory(prefix="caqda-", dir=_private_place()) as folder:
        path = Path(folder) / "memo.md"
        path.touch(0o600)
        path.write_text(text, "utf-8")
        try:
            with app.suspend():
                status = subprocess.run([*command, str(path)], check=False).returncode
            written = path.read_text("utf-8")
        except SuspendNotSupported:
            raise ChangeError(_("No other editor can be shown here; write in this one.")) from None
        except (OSError, UnicodeDecodeError) as error:
            told = _("The editor {name} cannot be used: {why}. What stands here is as it was.")
            why = getattr(error, "strerror", None) or str(error)
            raise ChangeError(told.format(name=for_terminal(command[0]), why=why)) from error
        if status != 0:
            told = _("The editor {name} ended with a fault; what stands here is as it was.")
            raise ChangeError(told.format(name=for_terminal(command[0])))
    return written.removesuffix("\n")


def _private_place() -> str | None:
    """A folder of this user that is kept in memory, where there is one."""
    told = os.environ.get("XDG_RUNTIME_DIR", "")
    return told if told and os.access(told, os.W_OK | os.X_OK) else None
