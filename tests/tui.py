"""What tests of the screens share: an app on a small study, and what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from textual import events
from textual.app import App
from textual.pilot import Pilot

from caqda.tui.app import CaqdaApp
from caqda.tui.session import Session

SIZE = (120, 40)


@asynccontextmanager
async def opened(
    path: Path, size: tuple[int, int] = SIZE, coder: str = "AB", tour: str = ""
) -> AsyncIterator[Pilot[None]]:
    """The app on a study, when it has been read and shown; it looks outside only when it is told to."""
    app = CaqdaApp(Session(str(path), coder), look_outside=3600, tour=tour)
    async with app.run_test(size=size) as pilot:
        while not app.session.is_open and app.failure is None:
            await asyncio.sleep(0.005)
        if app.failure is None:
            await settled(pilot)
        yield pilot
        await app.session.close()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way: no message, no worker, nothing in the study's thread."""
    quiet, patience = 0, monotonic() + 20
    while quiet < 4:
        assert monotonic() < patience, "the app does not come to rest"
        await asyncio.sleep(0.001)
        quiet = 0 if _busy(pilot.app) else quiet + 1


def _busy(app: App[None]) -> bool:
    assert isinstance(app, CaqdaApp)
    pumps = [app, *(widget for screen in app.screen_stack for widget in screen.walk_children(with_self=True))]
    return (
        app.session.under_way > 0
        or any(not worker.is_finished for worker in app.workers)
        or any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
        or any(screen._layout_required for screen in app.screen_stack)
    )


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when what the last one did is done."""
    for key in keys:
        await _send(pilot, key, key if len(key) == 1 else None)


async def _send(pilot: Pilot[None], key: str, char: str | None) -> None:
    pilot.app.post_message(events.Key(key, char))
    await settled(pilot)


def said(pilot: Pilot[None]) -> list[str]:
    """What was said in notifications."""
    return [notification.message for notification in pilot.app._notifications]


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text."""
    names = {" ": "space", "/": "slash"}
    for char in text:
        await _send(pilot, names.get(char, char), char)


def shown(pilot: Pilot[None]) -> str:
    """All that is on the screen, as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)
