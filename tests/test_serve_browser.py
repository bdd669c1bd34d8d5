"""The page in a real browser, where there is a Chromium: typed, pasted, coded, and nothing from elsewhere."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from asyncio.subprocess import DEVNULL, PIPE
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse
from studies import build_study

from caqda.serve import server
from caqda.serve.gate import Gate

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
PATIENCE = 30.0
CONTROL = 2

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")


class Tab:
    """One page of a browser, by its debugging protocol; ``seen`` is what was drawn in it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0
        self.requests: list[str] = []
        self.seen = ""

    async def call(self, method: str, **told: Any) -> dict[str, Any]:
        """Ask for something."""
        self._asked += 1
        await self._socket.send_json({"id": self._asked, "method": method, "params": told})
        while (message := await self._next()).get("id") != self._asked:
            pass
        assert "error" not in message, message
        found: dict[str, Any] = message["result"]
        return found

    async def until(self, words: str) -> None:
        """Wait until some words are drawn that were not before."""
        before = len(self.seen)
        async with asyncio.timeout(PATIENCE):
            while words not in self.seen[before:]:
                await self._next()

    async def press(self, key: str, *, control: bool = False, **told: Any) -> None:
        """Press a key, as a person would."""
        text = "" if control or key == "Escape" else "\r" if key == "Enter" else key
        typed = {"text": text} if text else {}
        code = {"Enter": 13, "Escape": 27}.get(key, ord(key.upper()[0]))
        both = {"key": key, "windowsVirtualKeyCode": code, "modifiers": CONTROL if control else 0}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **both, **typed, **told)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **both)

    async def _next(self) -> dict[str, Any]:
        """The next thing that the browser tells; what was requested and drawn is noted."""
        message: dict[str, Any] = await self._socket.receive_json(timeout=PATIENCE)
        told = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(told["url"])
            case "Network.webSocketFrameReceived":
                self.seen += b64decode(told["response"]["payloadData"]).decode("utf-8", "replace")
        return message


@asynccontextmanager
async def browsing(folder: Path, client: ClientSession) -> AsyncIterator[Tab]:
    """A tab of a browser of its own."""
    browser = await asyncio.create_subprocess_exec(
        *(CHROMIUM, "--headless", "--no-sandbox", "--remote-debugging-port=0", "--disable-gpu"),
        *("--no-first-run", f"--user-data-dir={folder}", "about:blank"),
        stdout=DEVNULL,
        stderr=PIPE,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        assert browser.stderr
        async with asyncio.timeout(PATIENCE):
            while b"DevTools listening on " not in (line := await browser.stderr.readline()):
                assert line, "the browser did not start"
        base = urlsplit(line.decode().partition(" on ")[2].strip()).netloc
        async with client.get(f"http://{base}/json/list") as answer:
            (page,) = [one for one in await answer.json() if one["type"] == "page"]
        async with client.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            yield Tab(socket)
    finally:
        browser.kill()
        await browser.communicate()


def rows(study: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(study)) as database:
        return database.execute(query).fetchall()


async def test_a_sentence_is_coded_and_a_memo_pasted_in_a_browser(tmp_path: Path) -> None:
    study = tmp_path / "s.caqda"
    build_study(study, {"k1": "I: Hvordan går det?\nK1: Vi ses på Ærø.\n"}, ["ærlighed"], [], ["K1"]).close()
    pages = server.Pages(str(study), "EF", "Et studie", Gate("127.0.0.1"))
    async with (
        server.listening(pages) as url,
        ClientSession() as client,
        browsing(tmp_path / "browser", client) as tab,
    ):
        await tab.call("Network.enable")
        permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        await tab.call("Browser.grantPermissions", permissions=permissions)
        await tab.call("Page.navigate", url=url)
        await tab.until("på Ærø")
        for key in "jsc":
            await tab.press(key)
        await tab.until("enter applies")
        for key in ("æ", "r", "Enter"):
            await tab.press(key)
        await tab.until("Coded")
        await tab.press("m")
        await tab.until("Memo")
        write = "navigator.clipboard.writeText('Ærligt \\u{1F44D}')"
        await tab.call("Runtime.evaluate", expression=write, awaitPromise=True, userGesture=True)
        await tab.press("v", control=True, commands=["paste"])
        await tab.until("Ærligt")
        await tab.press("Escape")
        await tab.until("saved")
    assert rows(study, "SELECT start, end FROM coding") == [(24, 38)]
    assert rows(study, "SELECT text FROM memo") == [("Ærligt \U0001f44d",)]
    elsewhere = {urlsplit(one).netloc for one in tab.requests if not one.startswith("data:")}
    assert elsewhere == {urlsplit(url).netloc}
