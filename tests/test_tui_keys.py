from __future__ import annotations

from pathlib import Path

from studies import build_study
from textual.binding import Binding
from tui import opened, press, shown

from caqda import help as manual
from caqda.tui.app import CaqdaApp
from caqda.tui.key_page import manual_page
from caqda.tui.screens import coding_keys
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.transcript import bindings

ALTGR = {"left_square_bracket", "right_square_bracket", "at", "vertical_line", "backslash", "dollar_sign"}
TAKEN = {"ctrl+s", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+z", "ctrl+b", "ctrl+a"}


def all_bindings() -> list[Binding]:
    told = [*CaqdaApp.BINDINGS, *coding_keys.BINDINGS, *bindings.BINDINGS]
    return [binding for binding in told if isinstance(binding, Binding)]


def test_the_page_of_keys_is_that_of_the_bindings() -> None:
    assert manual.page("keys") == manual_page()


def test_every_key_has_a_name_to_be_remapped_by_and_says_what_it_does() -> None:
    ids = [binding.id for binding in all_bindings()]
    assert None not in ids
    assert len(set(ids)) == len(ids)
    assert all(binding.description for binding in all_bindings())


def test_no_key_is_bound_twice_on_the_coding_screen() -> None:
    keys = [key for binding in all_bindings() for key in binding.key.split(",")]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == ["escape"]


def test_no_key_for_coding_is_taken_away_by_a_terminal_or_a_danish_keyboard() -> None:
    for binding in coding_keys.BINDINGS:
        assert isinstance(binding, Binding)
        assert ALTGR.union(TAKEN).isdisjoint(binding.key.split(","))
        assert not binding.key.startswith("alt+")


def test_every_key_of_the_contract_works() -> None:
    keys = {key for binding in all_bindings() for key in binding.key.split(",")}
    contract = (
        "j k w b ) ( } { ] [ g G ctrl+d ctrl+u v s p t c enter . i x < > u ctrl+r n N / m f2 f3 f4 f5 f6 ?"
    )
    names = {
        ")": "right_parenthesis", "(": "left_parenthesis",
        "}": "right_curly_bracket", "{": "left_curly_bracket",
        "]": "right_square_bracket", "[": "left_square_bracket", ".": "full_stop", "<": "less_than_sign",
        ">": "greater_than_sign", "/": "slash", "?": "question_mark",
    }  # fmt: skip
    assert {names.get(key, key) for key in contract.split()} | set("123456789") <= keys


async def test_the_help_shows_the_keys_of_the_panel_in_focus(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": "I: Nå?\nK1: Ja.\n"}, codes=["viden"]).close()
    async with opened(path) as pilot:
        await press(pilot, "question_mark")
        assert "Transcript: move and select" in shown(pilot)
        await press(pilot, "escape", "tab", "question_mark")
        assert "Unfold" in shown(pilot)
        await press(pilot, "tab")
        assert "Coding is reading with a pen" in shown(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, CodingScreen)
        await press(pilot, "f1")
        assert "Coding is reading with a pen" in shown(pilot)
        await press(pilot, "escape", "ctrl+p")
        assert "Go to crosstab" in shown(pilot)
