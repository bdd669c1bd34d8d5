"""The process that shows the study to one page.

Its pipes carry packets: a letter, the length in four bytes, the rest. ``D`` is what a terminal would read or
write, ``M`` a note about the window, as JSON. There is no terminal behind it, so nothing on the screen can
start an editor or a shell.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import suppress

STUDY, CODER = "CAQDA_SERVE_STUDY", "CAQDA_SERVE_CODER"
_DRIVER = "caqda.serve.driver:PageDriver"
_SCREEN = "caqda.serve.screen"
_READY = b"__GANGLION__\n"  # the line after which packets begin
_LARGEST = 1000  # columns or rows
_PATIENCE = 10.0  # seconds to finish what is under way
_KEPT = 1 << 14  # bytes of what it says went wrong


class Child:
    """One running screen; made by :func:`start`."""

    def __init__(self, process: Process) -> None:
        assert process.stdin and process.stdout and process.stderr
        self._process = process
        self._keys, self._pictures, self._complaints = process.stdin, process.stdout, process.stderr
        self._said = bytearray()
        self._listening = asyncio.create_task(self._listen())

    async def pictures(self) -> AsyncIterator[bytes]:
        """What it draws, as bytes for a terminal, until it ends."""
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await self._pictures.readuntil(_READY)
            while True:
                kind = await self._pictures.readexactly(1)
                size = int.from_bytes(await self._pictures.readexactly(4), "big")
                packet = await self._pictures.readexactly(size)
                if kind == b"D":
                    yield packet

    async def type(self, keys: str) -> None:
        """Let it read keys, as a terminal would send them."""
        await self._send(b"D", keys.encode("utf-8", "replace"))

    async def resize(self, width: int, height: int) -> None:
        """Tell it the size of the window, in cells."""
        await self._note(type="resize", width=within(width), height=within(height))

    async def focus(self, has: bool) -> None:
        """Tell it whether the page has the focus."""
        await self._note(type="focus" if has else "blur")

    async def end(self) -> str:
        """Close its pipe, upon which it leaves with everything on disk; returns what it said went wrong."""
        self._keys.close()
        try:
            async with asyncio.timeout(_PATIENCE):
                while await self._pictures.read(1 << 16):
                    pass  # it may be waiting for somebody to look
                await self._process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        await self._listening
        return self._said.decode("utf-8", "replace").strip() if self._process.returncode else ""

    async def _note(self, **note: str | int) -> None:
        await self._send(b"M", json.dumps(note).encode())

    async def _send(self, kind: bytes, packet: bytes) -> None:
        with suppress(ConnectionError, RuntimeError):  # it has left
            self._keys.write(kind + len(packet).to_bytes(4, "big") + packet)
            await self._keys.drain()

    async def _listen(self) -> None:
        while said := await self._complaints.read(1 << 12):
            self._said += said[: _KEPT - len(self._said)]


async def start(address: str, coder: str | None, *, width: int, height: int, light: bool = False) -> Child:
    """Show a study in a window of so many cells."""
    told = {
        **os.environ,
        STUDY: address,
        "TEXTUAL_DRIVER": _DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLORFGBG": "0;15" if light else "15;0",
        "COLUMNS": str(within(width)),
        "ROWS": str(within(height)),
        "PYTHONIOENCODING": "utf-8",
    }
    told.pop("LINES", None)
    if coder is not None:
        told[CODER] = coder
    # -P: no module is taken from the folder that happens to be the current one.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", _SCREEN),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env=told,
        start_new_session=True,  # ctrl+c is for the server, which ends its pages in good order
    )
    return Child(process)


def within(cells: int) -> int:
    """A number of columns or rows that a window can have."""
    return max(1, min(cells, _LARGEST))
