"""The tour: walked from start to end, passed over, and left at each step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from studies import build_study
from textual.pilot import Pilot
from tui import opened, press, said, shown, write

from caqda.cli.app import run
from caqda.tui.tour.guide import taken
from caqda.tui.tour.panel import TourPanel
from caqda.tui.tour.steps import OFFER, STEPS
from caqda.tui.widgets.reading import Reading

SIZE = (80, 24)
TALK = "Konstrueret.\n\nI: Hvordan går det?\n\nB1: Vi ses på Ærø. Vi deler viden hver uge.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "s.caqda"
    cases = {"B1": {"perspektiv": "kommunalt"}}
    build_study(path, {"k1": TALK}, ["vidensdeling"], [("vidensdeling", "k1", "Vi deler")], cases).close()
    return path


def panel(pilot: Pilot[None]) -> str:
    """What the tour says on the screen that is shown."""
    (found,) = pilot.app.screen_stack[0].query(TourPanel)
    assert found.region.bottom == SIZE[1]
    assert all(line.rstrip() in shown(pilot) for line in str(found.render()).splitlines())
    return " ".join(str(found.render()).split())


def plain(words: str) -> str:
    """A sentence with the keys that caqda comes with."""
    return re.sub(r"{[a-z.]+[a-z0-9-]*:(.+?)}", r"\1", words)


def at(pilot: Pilot[None], number: int) -> bool:
    step = STEPS[number - 1]
    told = panel(pilot)
    return f"Tour {number} of {len(STEPS)}: {step.title}" in told and plain(step.words) in told


async def test_it_is_walked_by_doing_what_it_says(study: Path, tmp_path: Path) -> None:
    async with opened(study, SIZE, tour="begin") as pilot:
        assert at(pilot, 1)
        await press(pilot, "L", "L", "s")
        assert at(pilot, 1)  # selecting is not coding
        await press(pilot, "c")
        await write(pilot, "vid")
        assert at(pilot, 1)
        await press(pilot, "enter")
        assert at(pilot, 2)
        await press(pilot, "right_parenthesis", "s", "full_stop")
        assert at(pilot, 2)  # it waits for undo, not for another coding
        await press(pilot, "u")
        assert at(pilot, 3)
        await press(pilot, "ctrl+r")
        assert at(pilot, 3)  # coded anew is not coded
        await press(pilot, "u", "right_parenthesis", "s", "full_stop")
        assert at(pilot, 4)
        await press(pilot, "f3")
        await write(pilot, "vidensdeling")
        assert at(pilot, 4)
        await press(pilot, "enter")
        assert at(pilot, 5)
        await press(pilot, "f4")
        assert at(pilot, 5)
        await press(pilot, "enter")
        assert at(pilot, 6)
        await press(pilot, "f6", "w")
        assert (tmp_path / "report.docx").exists()
        assert at(pilot, 7)
        await press(pilot, "f8")
        assert not pilot.app.query(TourPanel)


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
async def test_it_can_be_left_at_each_step_and_is_not_offered_again(study: Path, number: int) -> None:
    async with opened(study, SIZE, tour="begin") as pilot:
        await press(pilot, *["f8"] * (number - 1))
        assert at(pilot, number)
        if number == 1:
            await press(pilot, "s", "c")  # also while something is asked
        await press(pilot, "f9")
        assert not pilot.app.screen_stack[0].query(TourPanel)
        await press(pilot, "escape", "f4", "f2", "s", "1")
        assert not pilot.app.screen_stack[0].query(TourPanel)
    async with opened(study, SIZE, tour="offer") as pilot:
        assert not pilot.app.screen.query(TourPanel)
        await press(pilot, "G", "f8")  # but it can be had again
        assert at(pilot, 1)
        assert pilot.app.screen.query_one(Reading).cursor == 0


async def test_it_is_offered_until_it_was_begun_or_put_away(study: Path) -> None:
    for _ in range(2):
        async with opened(study, SIZE, tour="offer") as pilot:
            assert panel(pilot) == plain(OFFER)
            await press(pilot, "G", "s", "c", "enter")
            assert panel(pilot) == plain(OFFER)  # nobody is pushed into it
    assert not taken()
    async with opened(study, SIZE, tour="offer") as pilot:
        await press(pilot, "G", "f8")
        assert at(pilot, 1)
        assert taken()
        assert pilot.app.screen.query_one(Reading).cursor == 0


async def test_other_studies_know_of_no_tour(study: Path) -> None:
    async with opened(study, SIZE) as pilot:
        await press(pilot, "f8")
        assert not pilot.app.screen.query(TourPanel)
        assert "caqda tour" in "".join([shown(pilot), *said(pilot)])
    assert not taken()


def test_without_a_terminal_it_says_so(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tour", str(tmp_path / "new.caqda")]) == 2
    assert "needs a terminal" in capsys.readouterr().err
    assert not (tmp_path / "new.caqda").exists()


async def test_the_picker_leaves_the_words_of_the_tour_and_the_passage_in_sight(study: Path) -> None:
    async with opened(study, (80, 24), tour="begin") as pilot:
        await press(pilot, "L", "L", "s", "c")
        seen = shown(pilot)
        assert "type vid" in " ".join(seen.split()) and "esc leaves" in seen
        assert pilot.app.screen.query_one("#picker").region.height >= 9
