"""Opening a study on the screen: the interview first, and what only changes need after it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from studies import build_study
from textual import events
from tui import opened, press, settled, shown

import caqda
from caqda.tui import app
from caqda.tui.session import Session
from caqda.tui.transcript import TranscriptView

TEXT = "I: Hvordan gik samarbejdet?\nK1: Det gik godt. Vi fik talt sammen om børnene. Ledelsen manglede.\n"
SHOW = """
import asyncio, sys
from caqda.tui import app
from caqda.tui.session import Session

app.WHEN_IDLE = 3600

async def show():
    shown = app.CaqdaApp(Session(sys.argv[1]))
    async with shown.run_test() as pilot:
        while not (shown.session.is_open and shown.session.source):
            await asyncio.sleep(0.005)
        await pilot.pause()
        transcript = shown.screen.query_one("#transcript")
        print("text:", " ".join(transcript.render_line(y).text for y in range(4)).split())
        print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
        await shown.session.close()

asyncio.run(show())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "s.caqda"
    build_study(
        found, sources={"k1": TEXT}, codes=["viden", "ledelse"], codings=[("viden", "k1", "Det gik godt.")]
    ).close()
    return found


def test_an_interview_is_shown_before_the_way_to_change_it_is_loaded(path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SHOW, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "samarbejdet?" in told[-2]
    loaded = set(told[-1].split())
    assert loaded.isdisjoint({"sqlmodel", "sqlalchemy", "pydantic", "spacy", "rapidfuzz", "lark", "jinja2"})


async def test_who_codes_before_all_is_loaded_codes_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "WHEN_IDLE", 3600.0)
    async with opened(path) as pilot:
        assert isinstance(pilot.app, app.CaqdaApp)
        assert not pilot.app.session.is_ready
        await press(pilot, "right_parenthesis", "s", "full_stop")
        assert pilot.app.session.is_ready
    with caqda.open(path) as study:
        assert study.read("SELECT text FROM coding ORDER BY id") == [
            ("Det gik godt.",),
            ("Vi fik talt sammen om børnene.",),
        ]


async def test_what_is_typed_while_the_study_is_opened_comes_to_the_screen_it_is_for(path: Path) -> None:
    opening = app.CaqdaApp(Session(str(path), "AB"), look_outside=3600)
    async with opening.run_test(size=(100, 30)) as pilot:
        assert not opening.session.is_open
        for key in ("f3", *"viden", "enter"):
            opening.post_message(events.Key(key, key if len(key) == 1 else None))
        while not opening.session.is_open:
            await asyncio.sleep(0.005)
        await settled(pilot)
        assert opening.current_mode == "query"
        assert "1 passage in 1 source" in shown(pilot)
        assert len(opening.session.corpus.codings) == 1
        await opening.session.close()


async def test_a_search_finds_its_line_when_it_is_first_asked_for(path: Path) -> None:
    async with opened(path) as pilot:
        assert not pilot.app.screen.query("SearchLine")
        await press(pilot, "slash", *"manglede", "enter")
        transcript = pilot.app.screen.query_one(TranscriptView)
        assert [TEXT[slice(*hit)] for hit in transcript.hits] == ["manglede"]
        await press(pilot, "slash", *"samm", "enter")
        assert [TEXT[slice(*hit)] for hit in transcript.hits] == ["samm"]
        assert len(pilot.app.screen.query("SearchLine")) == 1
