"""A program in a real pseudo-terminal, and the screen that a person would see.

with Terminal(["caqda", "demo"], cwd=tmp_path) as terminal:
    terminal.wait_for("samskabelse")
    terminal.press("s")
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

# pyte does not know the private modes that Textual asks for.
_PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]+[a-z]?")
_KEPT = re.compile(rb"\x1b\[\?(?:25|1049|7)[hl]")
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "ctrl+r": "\x12",
    "ctrl+u": "\x15",
    "backspace": "\x7f",
}


class Terminal:
    """A child under a pseudo-terminal of ``rows`` by ``cols``."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        rows: int = 40,
        cols: int = 120,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        patience: float = 30.0,
    ) -> None:
        self.screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._patience = patience
        self._rest = b""
        self.written = bytearray()
        """All that the program wrote, as it came."""
        self.alive = True
        self.status: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.chdir(cwd or ".")
            told = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
            for name in ("NO_COLOR", "COLUMNS", "LINES"):
                told.pop(name, None)
            os.execvpe(argv[0], list(argv), told)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, as text."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def type(self, text: str) -> None:
        """Write characters as they are."""
        os.write(self._fd, text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name; one that has no name is typed."""
        for key in keys:
            self.type(KEYS.get(key, key))

    def mouse(self, what: str, text: str, *, cols: int = 0, rows: int = 0) -> None:
        """Do something with the mouse at the first letter of a text on the screen, or so far from it.

        ``what`` is press, drag, release, click, move or wheel (down).
        """
        row = next(at for at, line in enumerate(self.lines) if text in line)
        x, y = self.lines[row].index(text) + 1 + cols, row + 1 + rows
        buttons = {
            "press": (0, "M"),
            "drag": (32, "M"),
            "release": (0, "m"),
            "wheel": (65, "M"),
            "move": (35, "M"),
        }
        for one in ("press", "release") if what == "click" else (what,):
            button, end = buttons[one]
            self.type(f"\x1b[<{button};{x};{y}{end}")

    def resize(self, cols: int, rows: int) -> None:
        """Make the terminal another size, as when its window is pulled."""
        self.screen.resize(rows, cols)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def wait_for(self, text: str) -> None:
        """Read until the text stands on the screen."""
        self.wait_until(lambda: text in self.text, f"{text!r} on the screen")

    def wait_until(self, holds: Callable[[], bool], what: str = "the condition") -> None:
        """Read until something holds; fails with the screen where it never does."""
        deadline = time.monotonic() + self._patience
        while not holds():
            if not self.alive or time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what}; the screen is\n{self.text}")
            self._read()

    def wait_for_end(self) -> int:
        """Read until the program leaves; returns its exit status."""
        self.wait_until(self._left, "the program's end")
        assert self.status is not None
        return self.status

    def _left(self) -> bool:
        if self.status is None and not self.alive:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status is not None

    def _read(self) -> None:
        ready, _, _ = select.select([self._fd], [], [], 0.2)
        if not ready:
            return
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            data = b""
        self.alive = bool(data)
        self.written += data
        data = self._rest + data
        cut = data.rfind(b"\x1b") if len(data) - data.rfind(b"\x1b") < 24 else -1
        whole = re.compile(
            rb"\x1b(?:\[[0-9;?<>=$]*[a-zA-Z]|[()][A-Z0-9]|[=>78cDEHM]|[\]P_^].*?(?:\x07|\x1b\\))"
        )
        if cut >= 0 and self.alive and not whole.match(data, cut):
            data, self._rest = data[:cut], data[cut:]
        else:
            self._rest = b""
        self._stream.feed(_PRIVATE.sub(lambda m: m[0] if _KEPT.fullmatch(m[0]) else b"", data))
