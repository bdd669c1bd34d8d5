"""A program under a pseudo-terminal, measured from outside: what it shows, when, and what that cost.

with Program([...]) as program:
    begun = program.until("READY")
    answer = program.press("j")

Processor time is that of the whole process, threads that have ended included: other programs disturb it
less than the clock on the wall.
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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

QUIET = 0.1
"""Seconds without output or work after which a program has done what it was asked."""
_IDLE = 4.0  # milliseconds a second: looking whether another process changed the study
PATIENCE = 30.0
ENVIRONMENT = {"CAQDA_CODER": "AB", "CAQDA_LANGUAGE": "en"}
KEYS = {"enter": "\r", "escape": "\x1b", "down": "\x1b[B", "pagedown": "\x1b[6~", "pageup": "\x1b[5~"}
# What a terminal says of itself when it is asked: it answers, so that no program waits for it.
_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
_CONTROL = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[^\[\]P^_]")


class Spent(NamedTuple):
    """Milliseconds on the wall and of the processor."""

    wall: float
    cpu: float


class Program:
    """A child process of ``rows`` by ``cols`` cells."""

    def __init__(
        self, argv: Sequence[str], *, rows: int = 40, cols: int = 120, env: Mapping[str, str] | None = None
    ) -> None:
        self._argv, self._size = list(argv), struct.pack("HHHH", rows, cols, 0, 0)
        self._env = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **ENVIRONMENT,
            **(env or {}),
        }
        # The last one too, for an installed program is not compiled anew at every start.
        for name in ("NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
            self._env.pop(name, None)
        self._seen = b""
        self._plain = ""

    def __enter__(self) -> Self:
        self._begun = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, self._size)
            os.execvpe(self._argv[0], self._argv, self._env)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, self._size)
        self._clock = (
            ~self.pid << 3
        ) | 2  # the processor time of another process, see clock_getcpuclockid(3)
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    @property
    def spent(self) -> Spent:
        """Since the start."""
        return Spent(1000 * (time.perf_counter() - self._begun), self.cpu)

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time so far."""
        return 1000 * time.clock_gettime(self._clock)

    @property
    def memory(self) -> float:
        """Megabytes that are resident."""
        return self._status("VmRSS")

    @property
    def most_memory(self) -> float:
        """Megabytes that were resident at the most."""
        return self._status("VmHWM")

    def _status(self, name: str) -> float:
        told = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(re.search(rf"{name}:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]

    def read(self, seconds: float) -> bool:
        """Take what the program writes within some seconds; whether there was any."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._terminal, 1 << 16)
        except OSError:
            chunk = b""
        if not chunk:
            raise SystemExit(f"{' '.join(self._argv)} ended unasked; it wrote {self._plain[-300:]!r}")
        for question, answer in _ANSWERS:
            for _ in question.findall(chunk):
                os.write(self._terminal, answer)
        self._seen += chunk
        cut = self._seen.rfind(b"\x1b")
        whole = len(self._seen) if cut < 0 or _CONTROL.match(self._seen, cut) else cut
        self._plain += _CONTROL.sub(b"", self._seen[:whole]).decode("utf-8", "replace")
        self._seen = self._seen[whole:]
        return True

    def until(self, *words: str) -> Spent:
        """Read until one of some words was written since the last key; what it took since the start."""
        deadline = time.perf_counter() + PATIENCE
        while not any(word in self._plain for word in words):
            if time.perf_counter() > deadline:
                raise SystemExit(f"waited in vain for {words}; there was {self._plain[-600:]!r}")
            self.read(0.5)
        return self.spent

    def settle(self, quiet: float = QUIET) -> None:
        """Read until the program neither writes nor works."""
        before = -1.0
        while self.read(quiet) or self.cpu - before > 1 + _IDLE * quiet:
            before = self.cpu

    def send(self, *keys: str) -> None:
        """Write keys by name; one that has no name is typed."""
        self._plain = ""
        for key in keys:
            os.write(self._terminal, KEYS.get(key, key).encode())

    def press(self, key: str, quiet: float = QUIET) -> Spent:
        """A key, until the program has answered and is quiet; ``wall`` is until its last output."""
        cpu, begun, last = self.cpu, time.perf_counter(), 0.0
        self.send(key)
        worked = cpu
        while True:
            if self.read(quiet):
                last = time.perf_counter()
            elif self.cpu - worked < 0.5:
                break
            worked = self.cpu
        return Spent(1000 * max(0.0, last - begun), self.cpu - cpu)
