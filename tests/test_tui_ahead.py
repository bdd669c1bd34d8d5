"""Keys that come together, over a slow line or from a quick hand, do what they would have done one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from studies import build_study
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from tui import opened, press, settled

from caqda.tui.screens.dialogs import Ask
from caqda.tui.transcript import TranscriptView

TEXT = "I: Hvordan gik det?\nK1: Det gik godt. Vi fik talt sammen.\nI: Ja.\nK1: Nej.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "s.caqda"
    build_study(found, sources={"k1": TEXT}, codes=["ledelse", "viden"]).close()
    return found


async def at_once(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Press keys before the first of them has been looked at."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in keys:
        await settled(pilot)


async def test_a_digit_does_not_overtake_the_backspace_before_it(path: Path) -> None:
    async with opened(path) as pilot:
        pilot.app.push_screen(Ask("How many?", "3"))
        await settled(pilot)
        await at_once(pilot, ["backspace", "5", "left", "7", "end", "1"])
        assert pilot.app.screen.query_one(Input).value == "751"


async def test_a_memo_is_written_in_the_order_of_the_keys(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "m")
        await at_once(pilot, ["a", "b", "left", "c", "backspace", "d", "enter", "e"])
        assert pilot.app.screen.query_one(TextArea).text == "ad\neb"


async def test_what_is_typed_after_a_code_was_picked_moves_in_the_text(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "g")
        await at_once(pilot, ["s", "c", "v", "i", "d", "enter", "G"])
        transcript = pilot.app.screen.query_one(TranscriptView)
        assert [mark.name for mark in transcript.marks] == ["viden"]
        assert transcript.cursor == len(TEXT)


async def test_a_key_whose_panel_goes_holds_up_no_other(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "g", "m")
        await at_once(pilot, ["a", "escape", "G", "k", "k"])
        transcript = pilot.app.screen.query_one(TranscriptView)
        assert transcript.has_focus
        await at_once(pilot, ["g", "j"])
        assert transcript.cursor == TEXT.index("K1")


async def test_what_is_typed_after_a_search_moves_in_the_text(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "g")
        await at_once(pilot, ["slash", "g", "i", "k", "enter", "n", "l"])
        transcript = pilot.app.screen.query_one(TranscriptView)
        assert [TEXT[slice(*hit)] for hit in transcript.hits] == ["gik", "gik"]
        assert transcript.cursor == TEXT.rindex("gik") + 1


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_what_is_typed_after_a_search_that_was_through_moves_in_the_text(path: Path, key: str) -> None:
    async with opened(path) as pilot:
        await press(pilot, "g", "slash", "g", "i", "k")
        await at_once(pilot, [key, "G"])
        assert pilot.app.screen.query_one(TranscriptView).cursor == len(TEXT)
