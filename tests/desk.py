"""A researcher at the keyboard of the whole app, for the tests of its screens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar, cast

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from caqda.tui.app import CaqdaApp
from tests.tui import opened

Found = TypeVar("Found", bound=Widget)
_ROUNDS = 500  # of waiting for what is under way


class Desk:
    """What she presses, and what she sees."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app = cast(CaqdaApp, pilot.app)
        self.session = self.app.session

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Put a text in at the cursor of the field in focus, as a paste does: quicker than keys."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; it must."""
        for _ in range(_ROUNDS):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("What was waited for never came true.")

    async def question(self) -> None:
        """Wait until something is asked."""
        await self.until(lambda: self.app.screen.is_modal)

    async def answered(self) -> None:
        """Wait until nothing is asked any more."""
        await self.until(lambda: not self.app.screen.is_modal)

    def one(self, kind: type[Found], at: str = "") -> Found:
        """A widget of the screen that is shown."""
        return self.app.screen.query_one(at, kind) if at else self.app.screen.query_one(kind)

    def words(self, at: str) -> str:
        """What a label or another widget of one text says."""
        return str(self.app.screen.query_one(at).render())

    @property
    def said(self) -> list[str]:
        """The notifications."""
        return [notification.message for notification in self.app._notifications]


@asynccontextmanager
async def at_work(path: Path, size: tuple[int, int] = (100, 30), coder: str = "AB") -> AsyncIterator[Desk]:
    """The app on a study, open and painted."""
    async with opened(path, size, coder) as pilot:
        yield Desk(pilot)
