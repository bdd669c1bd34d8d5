"""How somebody likes the screen: the menu, and what is kept on the machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from studies import build_study
from tui import opened, press, shown

from caqda.errors import StudyError
from caqda.tui import display, themes
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.transcript.columns import Reading


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAQDA_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.mark.parametrize("names", [None, True, False])
def test_what_is_kept_is_read_again(names: bool | None) -> None:
    told = Reading(measure=60, spacing="double", names=names, times=True, mapped=False)
    display.keep(told, "caqda-light")
    assert display.reading() == told
    assert display.theme() == "caqda-light"


@pytest.mark.parametrize(
    "told",
    [{"measure": "wide"}, {"measure": True}, {"spacing": 3}, {"names": 1}, {"numbers": 1}, {"x": 2}, {}],
)
def test_what_makes_no_sense_is_left_as_it_comes(told: dict[str, Any]) -> None:
    assert display.reading_of(told) == Reading()


def test_a_broken_file_is_no_harm_and_one_that_cannot_be_written_is_said(config: Path) -> None:
    config.mkdir()
    (config / "display.toml").write_text("= nonsense", "utf-8")
    assert display.reading() == Reading()
    (config / "display.toml").unlink()
    (config / "display.toml").mkdir()
    with pytest.raises(StudyError, match=r"display\.toml cannot be written"):
        display.keep(Reading(), "")


def test_the_environment_has_the_first_word_then_what_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAQDA_THEME", "contrast")
    assert themes.preferred("caqda-light") == "caqda-contrast"
    monkeypatch.setenv("CAQDA_THEME", "pink")
    assert themes.preferred("caqda-light") == "caqda-light"
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert themes.preferred("gone") == "caqda-light"


async def test_the_menu_shows_each_change_at_once_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": "I: Nå?\nK1: Ja.\n"}, codes=["viden"]).close()
    async with opened(path) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodingScreen)
        await press(pilot, "D")
        assert "Mini-map: ▐" in shown(pilot)
        await press(pilot, "space")
        assert screen.transcript.reading == replace(Reading(), spacing="close")
        await press(pilot, "left", "G", "right")
        assert screen.transcript.reading == Reading()
        assert pilot.app.theme == themes.after("caqda-dark", 1)
        await press(pilot, "k", "enter", "escape")
        assert pilot.app.screen is screen
        assert display.reading() == Reading(mapped=False)
    async with opened(path) as pilot:
        assert pilot.app.theme == "caqda-light"
        assert isinstance(pilot.app.screen, CodingScreen)
        assert not pilot.app.screen.transcript.reading.mapped
