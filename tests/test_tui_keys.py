from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest
from studies import build_study
from textual.binding import Binding
from textual.dom import DOMNode
from tui import opened, press, said, shown, write

import caqda.tui
from caqda import help as manual
from caqda.cli import main
from caqda.tui import keyfile
from caqda.tui.app import CaqdaApp
from caqda.tui.commands import ROOMS
from caqda.tui.keys import keyed, rows_in_focus
from caqda.tui.keys import shown as key_shown
from caqda.tui.panels import PANELS, bound, manual_page, together
from caqda.tui.screens import coding_keys
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.screens.memos import MemosScreen
from caqda.tui.transcript import bindings
from tests import translations
from tests.desk import Desk

ALTGR = {
    "left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket", "at",
    "vertical_line", "backslash", "dollar_sign", "tilde", "grave_accent", "circumflex_accent",
}  # fmt: skip
TERMINAL = {
    *(f"ctrl+{letter}" for letter in "abcefghijkmnopqstvwyz"), "ctrl+left", "ctrl+right", "ctrl+home",
    "ctrl+end", "shift+home", "shift+end", "f1", "f5", "f6", "f10", "f11", "f12",
}  # fmt: skip
"""What tmux (prefix), screen, ssh, flow control, a terminal's menus, or VS Code may take."""
ELSEWHERE = {
    "transcript.next": ("transcript.next-turn", "transcript.next-coding"),
    "transcript.previous": ("transcript.previous-turn", "transcript.previous-coding"),
    "transcript.extend-row-start": ("transcript.select-freely", "transcript.row-start"),
    "transcript.extend-row-end": ("transcript.select-freely", "transcript.row-end"),
    "app.codebook": ("app.palette",),
    "app.report": ("app.palette",),
    "app.manual": ("app.keys",),
}
"""What does the same with other keys."""


def all_bindings() -> list[Binding]:
    told = [*CaqdaApp.BINDINGS, *coding_keys.BINDINGS, *bindings.BINDINGS]
    return [binding for binding in told if isinstance(binding, Binding)]


def test_the_page_of_keys_is_that_of_the_bindings() -> None:
    assert manual.page("keys") == manual_page(), "python -m caqda.tui.panels > caqda/help/keys.md"


def test_every_binding_has_a_name_to_be_remapped_by_says_what_it_does_and_stands_in_a_panel() -> None:
    for found in pkgutil.walk_packages(caqda.tui.__path__, "caqda.tui."):
        module = importlib.import_module(found.name)
        for kind in vars(module).values():
            if not (isinstance(kind, type) and issubclass(kind, DOMNode) and kind.__module__ == found.name):
                continue
            for binding in kind.__dict__.get("BINDINGS", ()):
                assert isinstance(binding, Binding)
                assert binding.id and binding.description, (kind, binding)
                assert binding.id in bound(), f"{binding.id}: name its class in caqda/tui/panels.py"
    names = [binding.id for panel in PANELS for binding in panel.bindings]
    assert len(set(names)) == len(names)


def test_no_key_is_bound_twice_on_the_coding_screen() -> None:
    keys = [key for binding in all_bindings() for key in binding.key.split(",")]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == ["escape"]


def test_no_key_is_taken_away_by_a_terminal_or_a_danish_keyboard_without_a_twin_that_is_not() -> None:
    def arrives(binding: Binding) -> bool:
        keys = set(binding.key.split(","))
        return any(not key.startswith("alt+") for key in keys - ALTGR - TERMINAL)

    for panel in PANELS:
        free = {binding.action for binding in together(panel) if arrives(binding)}
        for binding in panel.bindings:
            twins = ELSEWHERE.get(binding.id or "", ())
            assert binding.action in free or (twins and all(arrives(bound()[twin]) for twin in twins)), (
                binding
            )
    assert {"codebook", "report"} <= ROOMS.keys()  # which the palette offers by their names


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
        told = [row.words for _, rows in rows_in_focus(pilot.app.screen_stack[-2]) for row in rows]
        assert told and not {"Focus Next", "Focus Previous", "Copy selected text"} & set(told)
        await press(pilot, "escape", "tab", "question_mark")
        assert "Unfold" in shown(pilot)
        await press(pilot, "tab")
        assert "leads through the bundled study" in shown(pilot)
        await press(pilot, "tab")
        assert "Coding is reading with a pen" in shown(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, CodingScreen)
        await press(pilot, "f1")
        assert "Coding is reading with a pen" in shown(pilot)
        await press(pilot, "escape", "ctrl+p")
        assert "Go to crosstab" in shown(pilot)


# -- the keys file --------------------------------------------------------------------------------------


def keys_file(tmp_path: Path, text: str) -> keyfile.KeyFile:
    path = tmp_path / "keys.toml"
    path.write_text(text, "utf-8")
    return keyfile.read(path)


def test_a_keys_file_gives_other_keys_by_ids_as_names_or_as_tables(tmp_path: Path) -> None:
    told = keys_file(tmp_path, '"coding.pick" = "ø, enter"\n[coding]\nmemo = "."\nrepeat = "m"\n')
    assert dict(told.keymap) == {
        "coding.pick": "ø,enter", "coding.memo": "full_stop", "coding.repeat": "m",
    }  # fmt: skip
    assert told.faults == ()


def test_keys_as_they_are_may_all_be_written_down(tmp_path: Path) -> None:
    text = keyfile.as_it_is()
    told = keys_file(tmp_path, text.replace('# "', '"'))
    assert (dict(told.keymap), told.faults) == ({}, ())
    assert keys_file(tmp_path, text) == keyfile.KeyFile(tmp_path / "keys.toml", {})
    assert all(f'# "{name}" = ' in text for name in bound())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('"coding.pik" = "y"', 'nothing has the id "coding.pik"; did you mean coding.pick?'),
        ('"coding.pick" = "entr"', 'coding.pick: there is no key "entr"; did you mean enter?'),
        ('"coding.pick" = "ctrl+esc"', 'there is no key "ctrl+esc"; did you mean ctrl+escape?'),
        ('"coding.pick" = "kontrol+a"', 'there is no key "kontrol+a"'),
        ('"coding.pick" = ""', "coding.pick needs its keys in quotation marks"),
        ('"coding.pick" = 7', "coding.pick needs its keys in quotation marks"),
        ('"coding.pick" = "ctrl+i"', 'terminals send "ctrl+i" as tab'),
        ('"coding.pick" = "shift+a"', 'as the capital, "A"'),
        ('"coding.pick" = "m"', '"m" is the key of coding.memo as well as of coding.pick'),
        ('"coding.pick" = "q"', '"q" is the key of app.quit as well as of coding.pick'),
        ('"coding.pick" = "s"', '"s" is the key of transcript.select-sentence as well as of coding.pick'),
        ('"app.quit" = "m"', "is the key of coding.memo as well as of app.quit"),
        ("coding.pick = ", "this is not TOML"),
    ],
)
def test_what_cannot_be_understood_is_told_and_left_out(tmp_path: Path, text: str, sentence: str) -> None:
    told = keys_file(tmp_path, text)
    assert dict(told.keymap) == {}
    assert [sentence in str(fault) for fault in told.faults] == [True]
    assert str(told.faults[0]).startswith(str(tmp_path / "keys.toml"))


def test_one_fault_does_not_take_the_other_keys_away(tmp_path: Path) -> None:
    told = keys_file(tmp_path, '"coding.pick" = "ctrl+y"\n"coding.memmo" = "z"\n"coding.log" = "ctrl+y"\n')
    assert dict(told.keymap) == {"coding.pick": "ctrl+y"}
    assert len(told.faults) == 2


def test_a_file_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAQDA_KEYS", str(tmp_path / "none.toml"))
    assert "there is no such file" in str(keyfile.read().faults[0])


async def test_other_keys_work_are_shown_and_a_fault_is_said_at_the_foot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": "I: Nå?\nK1: Ja. Nej.\n"}, codes=["viden"]).close()
    keys_file(
        tmp_path,
        '"coding.pick" = "æ"\n"transcript.next" = "å"\n"picker.apply" = "ctrl+e"\n"coding.oops" = "ctrl+y"\n',
    )
    monkeypatch.setenv("CAQDA_KEYS", str(tmp_path / "keys.toml"))
    async with opened(path) as pilot:
        assert ["coding.oops" in sentence for sentence in said(pilot)] == [True]
        app = pilot.app
        assert isinstance(app, CaqdaApp)
        await press(pilot, "c")
        assert isinstance(app.screen, CodingScreen)
        await press(pilot, "å", "t")
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.transcript.cursor == len("I: ")
        await press(pilot, "æ", "v", "i", "d", "ctrl+e")
        assert len(app.session.corpus.codings) == 1
        rows = [row for _, rows in rows_in_focus(app.screen) for row in rows]
        assert next(row.keys for row in rows if "pick a code by a few letters" in row.words) == "æ"


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_key_that_a_sentence_names_is_one_that_its_binding_has(language: str) -> None:
    known = {name: {key_shown(key) for key in binding.key.split(",")} for name, binding in bound().items()}
    named = re.compile(r"{([a-z]+\.[a-z0-9-]+):(.+?)}")
    found = 0
    for message in translations.written():
        forms = message.id if language == "en" else message.string
        for form in (forms,) if isinstance(forms, str) else forms:
            for name, key in named.findall(form):
                found += 1
                assert key in known[name], form
    assert found > 100


async def test_hints_questions_and_the_tour_name_the_keys_of_the_keys_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": "I: Nå?\nK1: Ja. Nej.\n"}, codes=["viden"]).close()
    keys_file(
        tmp_path,
        '"coding.pick" = "æ"\n"transcript.select-sentence" = "ø"\n"app.query" = "f12"\n'
        '"query.saved" = "ctrl+y"\n"crosstab.kind" = "å"\n"crosstab.save" = "z"\n"crosstab.saved" = "Z"\n'
        '"report.write" = "ctrl+w"\n'
        '"marks.mark" = "æ"\n"codebook.merge" = "æ"\n"confirm.yes" = "å"\n"ask.leave" = "f11"\n',
    )
    monkeypatch.setenv("CAQDA_KEYS", str(tmp_path / "keys.toml"))
    async with opened(path, tour="begin") as pilot:
        assert said(pilot) == []
        foot = shown(pilot)
        assert "ø sentence" in foot and "æ code" in foot and "f12 query" in foot and "f3" not in foot
        assert "ø selects the sentence, æ opens the picker" in foot
        desk = Desk(pilot)
        for keys, words in (
            (("f12",), "ctrl+y saved"),
            (("f4",), "å kind"),
            (("Z",), "None yet: z keeps the table"),
            (("escape", "z"), "f11 leaves all as it is"),
            (("f11", "f5"), "æ merge"),
            (("d",), "å: yes"),
            (("n", "f6"), "æ mark"),
        ):
            await desk.press(*keys)
            await desk.until(lambda words=words: words in shown(pilot))  # type: ignore[misc]
        assert "ctrl+w write" in shown(pilot)
        for name, binding in bound().items():
            usual = key_shown(binding.key.partition(",")[0])
            told = pilot.app._keymap.get(name)
            now = usual if told is None else key_shown(told.partition(",")[0])
            assert usual in "{}" or keyed(pilot.app, f"{{{name}:{usual}}}") == now


def test_the_command_lists_checks_and_writes_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / "keys.toml"
    monkeypatch.setenv("CAQDA_KEYS", str(path))

    def caqda_says(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["caqda", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(str(end.value.code)), said.out, said.err

    assert caqda_says("keys", "--init")[0] == 0
    assert caqda_says("keys", "--check")[0] == 0
    assert "there already" in caqda_says("keys", "--init")[2]
    path.write_text('"coding.pick" = "ctrl+y,enter"\n"coding.memo" = "ctrl+y"\n', "utf-8")
    assert caqda_says("keys", "--check")[0] == 1
    status, out, err = caqda_says("keys", "--format", "json")
    assert (status, "coding.memo" in err) == (0, True)
    told = {record["id"]: record for record in json.loads(out)}
    assert told["coding.pick"] == {
        "id": "coding.pick", "keys": ["ctrl+y", "enter"], "panel": "Coding", "changed": True,
        "words": "Code it: pick a code by a few letters, or make one",
    }  # fmt: skip
    assert told.keys() == bound().keys()


async def test_who_presses_ctrl_c_is_told_what_leaves(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": "I: Nå?\nK1: Ja.\n"}).close()
    async with opened(path) as pilot:
        await press(pilot, "ctrl+c")
        assert [one.message for one in pilot.app._notifications] == ["q leaves; everything is on disk."]


async def test_the_palette_offers_what_has_a_key_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": "K1: Ja.\n"}, codes=["viden"]).close()
    async with opened(path) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "all memos")
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, MemosScreen)
