"""The server: one socket, a few files, and a websocket for each page."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import WSMsgType, web

from caqda.errors import InputError
from caqda.safety import for_terminal
from caqda.serve.child import Child, start
from caqda.serve.gate import Gate
from caqda.serve.page import HEADERS, parts
from caqda.wording import _

MOST = 8  # pages at a time, each with a process of its own
_LARGEST = 1 << 20  # bytes in one message: a paste
_STILL_THERE = 20.0  # seconds between questions to a page whether it is
_PATIENCE = 20.0  # seconds for pages to end
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
_CLEAR = "\x1b[?1000l\x1b[?1003l\x1b[?2004l\x1b[?25l\x1b[0m\x1b[2J\x1b[H"


@dataclass(slots=True)
class Pages:
    """The study as it is shown to browsers."""

    address: str
    coder: str | None
    title: str
    gate: Gate
    shown: set[web.WebSocketResponse] = field(default_factory=set)

    def app(self) -> web.Application:
        """What answers requests; raises InputError where the page cannot be put together."""
        made = web.Application(middlewares=[self._guard])
        for name, part in parts(self.title).items():
            made.router.add_get(f"/{{token}}/{name}", _answer(part.body, part.type))
        made.router.add_get("/{token}/screen/{look}", self._screen)
        made.on_response_prepare.append(_keep_to_itself)
        made.on_shutdown.append(self._close)
        return made

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self.gate.admits(request.path, request.headers.get("Host")):
            text = _("Refused. Open the whole address that caqda printed; each start of it makes a new one.")
            return web.Response(status=403, text=text + "\n")
        return await handler(request)

    async def _screen(self, request: web.Request) -> web.StreamResponse:
        if not self.gate.admits_page(request.headers.get("Origin"), request.headers.get("Host")):
            return web.Response(status=403, text=_("Refused. This is for caqda's own page.") + "\n")
        if len(self.shown) >= MOST:
            text = _("There are {n} pages open already; close one.").format(n=MOST)
            return web.Response(status=503, text=text + "\n")
        page = web.WebSocketResponse(heartbeat=_STILL_THERE, max_msg_size=_LARGEST)
        self.shown.add(page)
        try:
            await page.prepare(request)
            await self._show(page, request)
        finally:
            self.shown.discard(page)
        return page

    async def _show(self, page: web.WebSocketResponse, request: web.Request) -> None:
        child = await start(
            self.address,
            self.coder,
            width=_cells(request, "width", 80),
            height=_cells(request, "height", 24),
            light=request.match_info["look"] == "light",
        )
        drawing = asyncio.create_task(_draw(child, page))
        try:
            async for message in page:
                if message.type is not WSMsgType.TEXT or not await _obey(child, message.data):
                    break
        finally:
            drawing.cancel()
            await asyncio.gather(drawing, return_exceptions=True)
            await child.end()

    async def _close(self, _app: web.Application) -> None:
        await asyncio.gather(*(page.close() for page in self.shown))


async def _draw(child: Child, page: web.WebSocketResponse) -> None:
    """Pass on what the screen draws; where it ends, say why and close the page."""
    async for picture in child.pictures():
        await page.send_bytes(picture)
    if said := await child.end():
        await page.send_bytes((_CLEAR + for_terminal(said).replace("\n", "\r\n")).encode())
    await page.close()


async def _obey(child: Child, message: str) -> bool:
    """Pass on what the page tells; False where it is nothing that our page would."""
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        return False
    match told:
        case ["stdin", str(keys)]:
            await child.type(keys)
        case ["resize", {"width": int(width), "height": int(height)}]:
            await child.resize(width, height)
        case ["focus" | "blur" as kind]:
            await child.focus(kind == "focus")
        case ["ping", str()]:
            pass
        case _:
            return False
    return True


def _answer(body: bytes, kind: str) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, content_type=kind, charset="utf-8")

    return answer


async def _keep_to_itself(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def _cells(request: web.Request, name: str, otherwise: int) -> int:
    told = request.query.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else otherwise


@asynccontextmanager
async def listening(pages: Pages, port: int = 0) -> AsyncIterator[str]:
    """Answer requests; gives the address to open. Raises InputError where nothing can be listened on."""
    runner = web.AppRunner(pages.app(), access_log=None, logger=_log(), shutdown_timeout=_PATIENCE)
    sock = _socket(pages.gate.host, port)
    try:
        await runner.setup()
        await web.SockSite(runner, sock).start()
        yield _url(pages.gate, sock.getsockname()[1])
    finally:
        await runner.cleanup()
        sock.close()


def _log() -> logging.Logger:
    """A log that nobody reads: anybody can send nonsense, which is answered, and no matter for a terminal."""
    log = logging.getLogger(__name__)
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return log


def _socket(host: str, port: int) -> socket.socket:
    try:
        # One socket, so that a free port is one port.
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _canonical, address = found[0]
        with ExitStack() as on_failure:
            sock = on_failure.enter_context(socket.socket(family, kind, protocol))
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(address)
            on_failure.pop_all()
            return sock
    except (OSError, OverflowError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(
            "serve",
            _("nothing can be listened on at {host}, port {port} ({why}); choose another.").format(
                host=host, port=port, why=why
            ),
        ) from error


def _url(gate: Gate, port: int) -> str:
    host = socket.gethostname() if gate.host in ("0.0.0.0", "::") else gate.host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{gate.token}/"


async def serve(pages: Pages, port: int, tell: Callable[[str], None]) -> None:
    """Show a study to browsers until the process is told to end; ``tell`` is given the address to open."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, ended.set)
    async with listening(pages, port) as url:
        tell(url)
        await ended.wait()
