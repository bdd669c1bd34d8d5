"""The list of memos and the journal, and one's own editor."""

from __future__ import annotations

import stat
import sys
from collections.abc import AsyncIterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from studies import build_study
from textual.app import SuspendNotSupported
from textual.pilot import Pilot
from tui import opened, press, said, settled, shown, write

from caqda.errors import ChangeError
from caqda.memos import memos
from caqda.study import Study
from caqda.tui.app import CaqdaApp
from caqda.tui.outside import edit_outside
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.screens.memos import MemosScreen
from caqda.tui.widgets.memo import MemoEditor
from caqda.tui.widgets.memo_rows import MemoRows

TEXT = "I: Hvad er viden?\nK1: Viden er magt. Ja. Nej.\n"


@pytest.fixture
async def pilot(tmp_path: Path) -> AsyncIterator[Pilot[None]]:
    path = tmp_path / "s.caqda"
    study = build_study(path, sources={"k1": TEXT}, codes=["viden"])
    study.apply("viden", "k1", TEXT.index("Ja."), TEXT.index("Ja.") + 3, coder="AB", memo="kort svar")
    study.write_memo("hvad er viden egentlig", code=study.code_id("viden"), coder="CD")
    study.close()
    async with opened(path) as pilot:
        await press(pilot, "g", "M")
        assert isinstance(pilot.app.screen, MemosScreen)
        yield pilot


def study_of(pilot: Pilot[None]) -> Study:
    app = pilot.app
    assert isinstance(app, CaqdaApp)
    return app.session.study


async def test_memos_are_found_filtered_and_lead_to_their_place(pilot: Pilot[None]) -> None:
    assert "2 of 2" in shown(pilot) and "k1 ¶ 2" in shown(pilot)
    await press(pilot, "slash")
    await write(pilot, "kort")
    assert "1 of 2" in shown(pilot) and "egentlig" not in shown(pilot)
    assert "to the list" in shown(pilot) and "delete" not in shown(pilot)  # letters are typed here
    await press(pilot, "enter")
    assert "by code in hand" in shown(pilot)
    await press(pilot, "o")
    screen = pilot.app.screen
    assert isinstance(screen, CodingScreen)
    assert screen.transcript.selection == (TEXT.index("Ja."), TEXT.index("Ja.") + 3)
    await press(pilot, "M", "w", "w")
    assert "coder: " in shown(pilot) and "1 of 2" in shown(pilot)
    await press(pilot, "w", "f")
    assert "kind: code" in shown(pilot) and "egentlig" in shown(pilot)
    await press(pilot, "o")
    assert ["no place in a text" in sentence for sentence in said(pilot)] == [True]
    await press(pilot, "f", "f", "h")
    assert "code: viden" in shown(pilot) and "2 of 2" in shown(pilot)


async def test_an_entry_is_written_edited_linked_deleted_and_brought_back(pilot: Pilot[None]) -> None:
    await press(pilot, "n", "enter")
    await write(pilot, "Dag 1 med q")
    await press(pilot, "escape")
    study = study_of(pilot)
    assert [note.text for note in memos(study, kind="journal")] == ["Dag 1 med q"]
    await press(pilot, "slash")
    await write(pilot, "dag")
    await press(pilot, "enter", "enter")
    await write(pilot, "!")
    await press(pilot, "escape", "l", "enter")
    [note] = memos(study, kind="journal")
    assert note.text == "Dag 1 med q!"
    assert (note.links[0].source, note.links[0].start) == (study.source_id("k1"), 3)
    await press(pilot, "l", "2", "d")
    assert memos(study, kind="journal") == []
    await press(pilot, "u")
    assert [link.about for link in memos(study, kind="journal")[0].links] == ["k1:3", "viden"]


async def test_where_there_is_no_memo_it_is_told_how_one_comes_to_be(
    pilot: Pilot[None], tmp_path: Path
) -> None:
    await press(pilot, "slash")
    await write(pilot, "hest")
    assert "No memo fits" in shown(pilot)
    build_study(tmp_path / "e.caqda", sources={"k1": TEXT}, codes=["viden"]).close()
    async with opened(tmp_path / "e.caqda") as other:
        await press(other, "M")
        assert "None yet: n writes one here" in shown(other)


async def test_the_list_has_more_room_than_the_one_memo_under_it(pilot: Pilot[None]) -> None:
    rows, editor = pilot.app.screen.query_one(MemoRows), pilot.app.screen.query_one(MemoEditor)
    assert rows.size.height > editor.size.height >= 8
    await pilot.resize_terminal(80, 24)
    await settled(pilot)
    assert rows.size.height > editor.size.height >= 8
    assert "? keys" in shown(pilot).splitlines()[-1]


async def test_one_stands_on_the_memo_that_was_just_written(pilot: Pilot[None]) -> None:
    await press(pilot, "j", "n", "1")
    await write(pilot, "nyt")
    await press(pilot, "escape", "l", "1")
    assert [len(note.links) for note in memos(study_of(pilot)) if note.text == "nyt"] == [1]
    await press(pilot, "d")
    assert sorted(note.text for note in memos(study_of(pilot))) == ["hvad er viden egentlig", "kort svar"]


async def test_what_is_being_written_is_kept_on_leaving_and_others_memos_are_theirs(
    pilot: Pilot[None],
) -> None:
    await press(pilot, "n", "3")
    await write(pilot, "om koden")
    await press(pilot, "escape", "escape")
    assert [note.text for note in memos(study_of(pilot), kind="code", coder="AB")] == ["om koden"]
    await press(pilot, "M", "slash")
    await write(pilot, "egentlig")
    await press(pilot, "enter", "enter")
    await write(pilot, "x")
    await press(pilot, "escape")
    assert [note.text for note in memos(study_of(pilot), coder="CD")] == ["hvad er viden egentlig"]


def app_that_steps_aside() -> SimpleNamespace:
    return SimpleNamespace(suspend=nullcontext)


def editing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    script = tmp_path / "edit.py"
    script.write_text(program, "utf-8")
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_ones_own_editor_writes_in_a_file_that_only_one_can_read_and_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        "import os, sys; p = sys.argv[1]\n"
        f"open({str(tmp_path / 'seen')!r}, 'w').write(f'{{os.stat(p).st_mode}} {{p}}')\n"
        "t = open(p, encoding='utf-8').read()\nopen(p, 'w', encoding='utf-8').write(t + ' og æble\\n')"
    )
    editing(monkeypatch, tmp_path, program)
    assert edit_outside(app_that_steps_aside(), "pære") == "pære og æble"
    mode, path = (tmp_path / "seen").read_text("utf-8").split(" ", 1)
    assert stat.S_IMODE(int(mode)) == 0o600
    assert not Path(path).exists() and not Path(path).parent.exists()


@pytest.mark.parametrize("command", ["/no/such/editor", "'unclosed", "FAULT"])
def test_where_the_editor_fails_the_text_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    editing(monkeypatch, tmp_path, "raise SystemExit(3)")
    if command != "FAULT":
        monkeypatch.setenv("VISUAL", command)
        monkeypatch.setattr("caqda.tui.outside._COMMON", ())
    with pytest.raises(ChangeError):
        edit_outside(app_that_steps_aside(), "x")
    assert [one.name for one in tmp_path.iterdir()] == ["edit.py"]


def test_where_no_other_program_can_be_shown_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise SuspendNotSupported

    editing(monkeypatch, tmp_path, "")
    with pytest.raises(ChangeError, match="in this one"):
        edit_outside(SimpleNamespace(suspend=refuse), "x")
