"""The screen in a browser: who is let in, what the page may do, and a sentence coded through a websocket."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TypeAlias

import aiohttp
import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSServerHandshakeError
from studies import build_study

from caqda.cli.app import run
from caqda.serve import page as pages
from caqda.serve import server
from caqda.serve.gate import Gate, is_this_machine_only

Served: TypeAlias = tuple[ClientSession, str, list[str]]
TALK = "I: Hvordan går det?\nK1: Vi ses på Ærø. Og vi deler viden hver uge.\n"
PATIENCE = 30.0


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "s.caqda"
    build_study(path, {"k1": TALK}, ["viden"], [("viden", "k1", "Hvordan")], ["K1"]).close()
    return path


# -- who is let in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_only_this_machine_reaches_a_loopback_address(host: str) -> None:
    assert is_this_machine_only(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "server.example", "localhost.example", ""])
def test_others_reach_any_other_address(host: str) -> None:
    assert not is_this_machine_only(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:9", "[::1]:8000", "LOCALHOST"])
def test_the_token_opens_the_gate(host: str) -> None:
    gate = Gate("127.0.0.1")
    assert gate.admits(f"/{gate.token}/", host)
    assert gate.admits(f"/{gate.token}/page.js", host)


@pytest.mark.parametrize("path", ["", "/", "//", "/x/", "/{token}x/", "/x/{token}/", "/{half}/", "/æ/"])
def test_without_the_token_nobody_comes_in(path: str) -> None:
    gate = Gate("127.0.0.1")
    told = path.format(token=gate.token, half=gate.token[:20])
    assert not gate.admits(told, "127.0.0.1:8000")


@pytest.mark.parametrize(
    "host", [None, "", "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.7:8000", "[::1"]
)
def test_a_name_that_was_pointed_here_is_refused(host: str | None) -> None:
    gate = Gate("127.0.0.1")
    assert not gate.admits(f"/{gate.token}/", host)


def test_where_others_may_come_in_the_address_is_in_numbers_or_the_one_given() -> None:
    gate = Gate("server.example")
    hosts = ("10.0.0.7:80", "server.example", "evil.example")
    assert [gate.admits(f"/{gate.token}/", host) for host in hosts] == [True, True, False]


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://127.0.0.1:8000", True),
        ("http://127.0.0.1:8001", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
        (None, False),
    ],
)
def test_a_websocket_belongs_to_our_own_page(origin: str | None, ours: bool) -> None:
    assert Gate("127.0.0.1").admits_page(origin, "127.0.0.1:8000") is ours


def test_each_run_has_a_token_of_its_own() -> None:
    assert len({Gate("127.0.0.1").token for _ in range(20)}) == 20
    assert len(Gate("127.0.0.1").token) >= 43
    gate = Gate("127.0.0.1")
    assert gate.token not in repr(gate)


# -- what is answered --------------------------------------------------------------------------------------


@asynccontextmanager
async def served(study: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    """A client, the address, and the screens that were started: none may be."""
    started: list[str] = []

    async def start(address: str, *_: object, **__: object) -> None:
        started.append(address)
        raise AssertionError("a screen was started")

    monkeypatch.setattr(server, "start", start)
    shown = server.Pages(str(study), "AB", "Et studie & <andet>", Gate("127.0.0.1"))
    async with server.listening(shown) as url, ClientSession() as client:
        yield client, url, started


async def test_what_is_asked_without_the_token_is_refused(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(study, monkeypatch) as (client, url, started):
        root = url.rsplit("/", 2)[0]
        assert root.startswith("http://127.0.0.1:")
        part = f"/{url[-20:-1]}/"
        for path in ("/", "/favicon.ico", "/x/", "/x/page.js", "/x/screen/dark", part, "/%2e%2e/"):
            async with client.get(root + path) as answer:
                assert answer.status == 403, path
        async with client.get(url, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        for address, origin in (
            (f"{root}/wrong/screen/dark", root),
            (f"{url}screen/dark", "http://evil.example"),
            (f"{url}screen/dark", None),
        ):
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect(address, origin=origin)
            assert refused.value.status == 403
        assert not started


async def test_the_page_takes_nothing_from_elsewhere(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(study, monkeypatch) as (client, url, started):
        for name in ("", "page.js", "page.css", "xterm.css", "textual.js"):
            async with client.get(url + name) as answer:
                assert answer.status == 200, name
                text = await answer.text()
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "script-src 'self';" in policy
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
            if name in ("", "page.js", "page.css"):
                assert "//" not in text.replace("// ", "")
            if not name:
                assert "<title>Et studie &amp; &lt;andet&gt; · caqda</title>" in text
        async with client.get(url + "../page.html") as answer:
            assert answer.status in (403, 404)
        assert not started


def test_without_the_extra_one_sentence_says_what_to_install(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "find_spec", lambda name: None)
    assert run(["serve", str(study)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "pip install textual-serve" in told.err
    assert told.err.count("\n") == 1


def test_what_cannot_be_served_is_told_at_once(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(tmp_path / "none.caqda")]) == 2
    assert run(["serve", str(study), "--host", "192.0.2.1"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing can be listened on at 192.0.2.1" in told.err
    assert "can be reached from other machines" in told.err


# -- a sentence coded in a browser -------------------------------------------------------------------------


class Window:
    """What a browser's page would do, without the browser."""

    def __init__(self, socket: ClientWebSocketResponse, columns: int, rows: int) -> None:
        self.socket = socket
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)

    async def press(self, keys: str) -> None:
        await self.socket.send_str(json.dumps(["stdin", keys]))

    async def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        await self.socket.send_str(json.dumps(["resize", {"width": columns, "height": rows}]))

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    async def until(self, text: str) -> None:
        """Look until a text stands in the window; the last picture is told where it never does."""
        try:
            async with asyncio.timeout(PATIENCE):
                while text not in self.text:
                    assert await self._look(), self.text
        except TimeoutError:
            raise AssertionError(f"waited in vain for {text!r}; the window is\n{self.text}") from None

    async def until_closed(self) -> None:
        """Look until the server closes the page."""
        async with asyncio.timeout(PATIENCE):
            while await self._look():
                pass

    async def _look(self) -> bool:
        message = await self.socket.receive()
        if message.type is not aiohttp.WSMsgType.BINARY:
            return False
        self.stream.feed(message.data)
        return True


def codings(study: Path) -> list[tuple[str, int, int]]:
    with closing(sqlite3.connect(study)) as database:
        rows = (
            "SELECT coder.name, start, end FROM coding JOIN coder ON coder.id = coder_id ORDER BY coding.id"
        )
        return database.execute(rows).fetchall()


async def test_a_sentence_is_coded_in_a_browser(study: Path) -> None:
    command = (sys.executable, "-c", "from caqda.cli import main; main()", "serve", str(study))
    server = await asyncio.create_subprocess_exec(*command, "--coder", "ÆB", stdout=PIPE, stderr=PIPE)
    assert server.stdout
    url = (await server.stdout.readline()).decode().strip()
    origin = url.rsplit("/", 2)[0]
    address = f"{url}screen/dark?width=100&height=30"
    async with ClientSession() as client:
        async with client.ws_connect(address, origin=origin) as socket:
            window = Window(socket, 100, 30)
            await window.until("Vi ses på Ærø.")
            await window.press("jscvid\r")
            await window.until("Coded: viden")
            assert codings(study)[1:] == [("ÆB", 24, 38)]
            await window.resize(80, 24)
            await window.until("? keys")  # at the right end, which was cut off
            await window.press("q")
            await window.until_closed()
        async with client.ws_connect(address, origin=origin) as socket:
            await Window(socket, 100, 30).until("k1")
            await socket.send_str("[" * 100_000)  # which our page would never say
            await Window(socket, 100, 30).until_closed()
        async with client.ws_connect(address, origin=origin) as socket:
            window = Window(socket, 100, 30)
            await window.until("k1")
            await window.press("m")
            await window.until("Memo")
            await window.press("\x1b[200~Ærligt\x1b[201~")
            await window.until("Ærligt")
            with pytest.raises(aiohttp.ClientResponseError):
                await client.get(url, headers={"X-Long": "x" * 20_000}, raise_for_status=True)
            server.send_signal(signal.SIGINT)
        told = (await server.communicate())[1].decode()
    assert server.returncode == 0, told
    assert "Traceback" not in told
    assert told.count("\n") == 2, told
    with closing(sqlite3.connect(study)) as database:
        assert database.execute("SELECT text FROM memo").fetchall() == [("Ærligt",)]
