"""What reaches the terminal piece by piece is the picture: nothing stale stays, nothing is left out."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import RenderableType
from studies import build_study
from textual._compositor import CompositorUpdate
from textual.pilot import Pilot
from textual.screen import Screen
from tui import SIZE, opened, press

from caqda.tui.compositor import runs

TURN = "I: Hvordan gik samarbejdet?\nK1: Det gik godt. Vi fik talt sammen om børnene. Ledelsen manglede.\n"


class Terminal:
    """A terminal that is shown what the app writes from now on."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.app = pilot.app
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.Stream(self.screen)
        self.pictures = 0
        self.app._display = self._show  # type: ignore[method-assign]
        self._show(self.app.screen, self.app.screen._compositor.render_full_update())

    def _show(self, screen: Screen[object], update: RenderableType | None) -> None:
        if isinstance(update, CompositorUpdate) and not self.app._batch_count:
            self.pictures += 1
            self._stream.feed(update.render_segments(self.app.console))

    async def painted(self) -> None:
        """Wait until nothing is left to be painted."""
        while self._is_dirty():
            await asyncio.sleep(0.001)

    def _is_dirty(self) -> bool:
        screen = self.app.screen
        return bool(screen._dirty_widgets or screen._repaint_required or screen._layout_required)

    def is_right(self) -> bool:
        """Whether the terminal shows what there is to be seen."""
        picture = [strip.text.ljust(SIZE[0]) for strip in self.app.screen._compositor.render_strips()]
        return list(self.screen.display) == picture


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "s.caqda"
    codings = [("viden", "k1", at, at + 250) for at in range(30, 3000, 60)]
    codes = ["ledelse", "ledelse/entydig", "samarbejde", "viden"]
    build_study(found, sources={"k1": TURN * 50, "k2": TURN}, codes=codes, codings=codings).close()
    return found


async def test_the_terminal_shows_the_picture_after_every_key(path: Path) -> None:
    async with opened(path) as pilot:
        terminal = Terminal(pilot)
        moves = "g j j l w pagedown k s p escape G J K home"
        acts = "a s 1 j s 1 x u s 2 s 1 tab j enter f f3 f2 m escape L a slash escape"
        for key in f"{moves} {acts}".split():
            await press(pilot, key)
            await terminal.painted()
            assert terminal.is_right(), key


async def test_a_key_that_moves_the_cursor_is_answered_by_one_picture(path: Path) -> None:
    async with opened(path) as pilot:
        terminal = Terminal(pilot)
        await press(pilot, "g", "j")
        for key in ["j", "j", "l", "s", "pagedown"]:
            await terminal.painted()
            before = terminal.pictures
            await press(pilot, key)
            await terminal.painted()
            assert terminal.pictures == before + 1, key
        assert terminal.is_right()


@given(st.sets(st.integers(0, 30)))
def test_runs_are_the_numbers_in_as_few_stretches_as_there_can_be(numbers: set[int]) -> None:
    found = runs(sorted(numbers))
    assert [number for stretch in found for number in range(*stretch)] == sorted(numbers)
    assert all(above[1] < below[0] for above, below in pairwise(found))
