from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from studies import build_study
from textual import events
from textual.pilot import Pilot
from tui import opened, press, said, settled, shown, write

import caqda
from caqda import database, wording
from caqda.analysis.corpus import Corpus
from caqda.study import Study
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.widgets.chooser import Chooser
from caqda.tui.widgets.memo import MemoPanel
from caqda.tui.widgets.picker import PickScreen

K1 = (
    "I: Hvordan gik samarbejdet?\n"
    "K1: Det gik godt. Vi fik talt sammen om børnene. Ledelsen manglede.\n"
    "I: Hvem ledede?\n"
    "K1: Det gjorde ingen. Samarbejdet var vores eget.\n"
)
K2 = "I: Og hos jer?\nK2: Vi havde samarbejdet i mange år. Det var nyt for dem.\n"
FIRST = "Det gik godt."
SECOND = "Vi fik talt sammen om børnene."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "s.caqda"
    build_study(
        found,
        sources={"k1": K1, "k2": K2},
        codes=["ledelse", "ledelse/entydig", "samarbejde", "viden"],
        codings=[("viden", "k2", "mange år")],
        cases={"K1": {"perspektiv": "kommunalt"}, "K2": {"perspektiv": "boligsocialt"}},
    ).close()
    return found


def codings(path: Path) -> list[tuple[str, str, str, str]]:
    """Code, source, text and coder of all codings, as a fresh look at the file finds them."""
    with caqda.open(path) as study:
        corpus = Corpus.read(study)
        told = corpus.codings
        columns = (told.code, told.source, told.start, told.end, told.coder)
        return [
            (
                corpus.codes[code].path,
                corpus.sources[source].name,
                corpus.text(source)[start:end],
                corpus.coders[coder],
            )
            for code, source, start, end, coder in zip(*(c.tolist() for c in columns), strict=True)
        ]


def new_codings(path: Path) -> list[tuple[str, str]]:
    """Code and text of the codings in k1."""
    return [(code, text) for code, source, text, _ in codings(path) if source == "k1"]


def screen(pilot: Pilot[None]) -> CodingScreen:
    found = pilot.app.screen
    assert isinstance(found, CodingScreen)
    return found


def stand(pilot: Pilot[None], words: str) -> None:
    """Put the cursor on the first of some words."""
    transcript = screen(pilot).transcript
    transcript.go_to(transcript.document.text.index(words))


async def at_first(pilot: Pilot[None]) -> None:
    """Open k1 with the cursor on the first sentence of the interviewee."""
    pilot.app.session.show(pilot.app.session.corpus.source_named("k1").id, 0)
    await settled(pilot)
    stand(pilot, FIRST)
    await settled(pilot)


# -- coding ------------------------------------------------------------------------------------------


async def test_a_sentence_is_coded_with_three_letters(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "c")
        assert isinstance(pilot.app.screen, PickScreen)
        await write(pilot, "ent")
        await press(pilot, "enter")
        assert new_codings(path) == [("ledelse/entydig", FIRST)]
        assert "Coded: entydig" in shown(pilot)
        assert [mark.name for mark in screen(pilot).transcript.marks_in(0, len(K1))] == ["entydig"]
        row = next(row for row in screen(pilot).code_tree.rows if row.name == "entydig")
        assert (row.here, row.everywhere) == (1, 1)


async def test_without_a_selection_the_sentence_under_the_cursor_is_meant(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        stand(pilot, "talt sammen")
        await settled(pilot)
        assert "sentence here: 6 words" in shown(pilot)
        await press(pilot, "enter", "v", "i", "d", "enter")
        assert new_codings(path) == [("viden", SECOND)]


async def test_number_keys_hold_the_codes_used_last_and_stay(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        assert pilot.app.session.slots == {1: 4}  # viden, from k2
        await press(pilot, "s", "c", "s", "a", "m", "enter")
        stand(pilot, SECOND)
        await settled(pilot)
        await press(pilot, "s", "1", "2")
        assert sorted(new_codings(path)) == [("samarbejde", FIRST), ("samarbejde", SECOND), ("viden", SECOND)]
        await press(pilot, "9")
        assert "There is no code on 9 yet" in shown(pilot)
        slots = pilot.app.session.slots
    async with opened(path) as pilot:
        assert pilot.app.session.slots == slots  # also tomorrow


async def test_a_code_is_pinned_to_a_number_key(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "F")
        assert isinstance(pilot.app.screen, Chooser)
        await press(pilot, "5")
        assert pilot.app.session.slots[5] == 4
    async with opened(path) as pilot:
        assert pilot.app.session.slots[5] == 4
        assert 5 in pilot.app.session.pinned


async def test_the_last_code_is_repeated(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "c", "s", "a", "m", "enter", "right_parenthesis", "full_stop")
        assert new_codings(path) == [("samarbejde", FIRST), ("samarbejde", SECOND)]


async def test_a_new_code_is_made_in_the_picker_below_a_parent(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "c")
        await write(pilot, "ledelse/delt")
        assert "create ‘ledelse/delt’" in shown(pilot)
        await press(pilot, "enter")
        assert new_codings(path) == [("ledelse/delt", FIRST)]
        assert "delt" in [row.name for row in screen(pilot).code_tree.rows]
        await press(pilot, "u")
        assert new_codings(path) == []
        assert "delt" not in [row.name for row in screen(pilot).code_tree.rows]


async def test_the_offer_to_make_a_code_comes_last_and_not_for_one_that_is_there(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "c")
        await write(pilot, "led")
        picker = pilot.app.screen
        assert isinstance(picker, PickScreen)
        assert [row.key for row in picker.found.rows][-1] == "new"
        assert picker.found.current.path == "ledelse"
        await write(pilot, "else")
        assert "new" not in [row.key for row in picker.found.rows]
        await press(pilot, "escape")
        assert new_codings(path) == []


async def test_several_codes_are_applied_in_one_step(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "c")
        await write(pilot, "vid")
        await press(pilot, "tab")
        await write(pilot, "sam")
        await press(pilot, "tab", "enter")
        assert sorted(new_codings(path)) == [("samarbejde", FIRST), ("viden", FIRST)]
        await press(pilot, "u")
        assert new_codings(path) == []


async def test_keys_typed_ahead_reach_the_picker(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        for key in ("s", "c", "e", "n", "t", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(10):
            await settled(pilot)
        assert new_codings(path) == [("ledelse/entydig", FIRST)]


async def test_words_become_a_code(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "i")
        assert "Select the words first" in shown(pilot)
        stand(pilot, "vores eget")
        await settled(pilot)
        await press(pilot, "v", "w", "w", "i")
        assert new_codings(path) == [("vores eget", "vores eget")]


async def test_what_is_coded_already_is_said_and_nothing_changes(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "1", "1")
        assert 'This passage has the code "viden" already.' in shown(pilot)
        assert new_codings(path) == [("viden", FIRST)]


# -- codings that are there --------------------------------------------------------------------------


async def test_a_coding_is_removed_and_comes_back(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "1", "x")
        assert new_codings(path) == []
        assert screen(pilot).transcript.marks_in(0, len(K1)) == []
        await press(pilot, "u")
        assert new_codings(path) == [("viden", FIRST)]
        assert len(screen(pilot).transcript.marks_in(0, len(K1))) == 1


async def test_of_overlapping_codings_the_chosen_one_is_removed(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "t", "1", "c", "s", "a", "m", "enter")
        stand(pilot, FIRST)
        await settled(pilot)
        assert "samarbejde (AB, 20" in shown(pilot)
        assert "viden (AB, 20" in shown(pilot)
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, Chooser)
        assert "Remove which coding?" in shown(pilot)
        await press(pilot, "escape")
        assert len(new_codings(path)) == 2
        await press(pilot, "x", "enter")
        assert [code for code, _ in new_codings(path)] == ["viden"]
        await press(pilot, "u", "x", "G", "enter")
        assert new_codings(path) == []


async def test_another_coders_coding_is_removed_only_when_it_is_meant(path: Path) -> None:
    with caqda.open(path, coder="KM") as study:
        study.apply("viden", "k1", K1.index(FIRST), K1.index(FIRST) + len(FIRST))
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "x")
        assert "another coder's" in shown(pilot)
        await press(pilot, "escape")
        assert len(new_codings(path)) == 1
        await press(pilot, "x", "enter")
        assert new_codings(path) == []


async def test_ends_are_moved_by_words(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "1", "greater_than_sign")
        assert new_codings(path) == [("viden", "Det gik godt. Vi")]
        await press(pilot, "less_than_sign", "less_than_sign")
        assert new_codings(path) == [("viden", "Det gik")]
        await press(pilot, "semicolon")
        assert new_codings(path) == [("viden", "gik")]
        await press(pilot, "semicolon")
        assert "keeps at least one word" in shown(pilot)
        await press(pilot, "comma")
        assert new_codings(path) == [("viden", "Det gik")]
        await press(pilot, *["u"] * 6)
        assert new_codings(path) == []


async def test_undo_and_redo_go_on_across_restarts(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "1", "right_parenthesis", "full_stop")
    async with opened(path) as pilot:
        await press(pilot, "u", "u")
        assert new_codings(path) == []
        assert "Undone" in shown(pilot)
        await press(pilot, "ctrl+r")
        assert new_codings(path) == [("viden", FIRST)]
        await press(pilot, "U", "U")
        assert "There is nothing to redo." in shown(pilot)
        assert len(new_codings(path)) == 2


# -- memo, search, sources ---------------------------------------------------------------------------


def memos(path: Path) -> list[str]:
    with caqda.open(path) as study:
        corpus = Corpus.read(study)
        on_codings = [text for told in corpus.memos.values() for _, text in told]
        return [*on_codings, *(text for key in corpus.sources for _, text, _ in study.memos(source=key))]


@pytest.mark.parametrize("leaving", ["escape", "tab", "f4", "ctrl+o"])
async def test_leaving_the_memo_saves_it(path: Path, leaving: str) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "1", "m")
        await write(pilot, "se her")
        await press(pilot, "enter", "q")
        assert memos(path) == []
        await press(pilot, leaving)
        assert memos(path) == ["se her\nq"]


async def test_a_memo_is_opened_again_and_quitting_saves_it(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "m")
        assert "the source k1" in shown(pilot)
        await write(pilot, "et")
        await press(pilot, "escape", "m")
        assert pilot.app.screen.query_one(MemoPanel).editor.text == "et"
        await write(pilot, "to")
        await press(pilot, "ctrl+q")
    assert memos(path) == ["etto"]


async def test_the_memos_of_others_are_shown_and_left_alone(path: Path) -> None:
    with caqda.open(path, coder="KM") as study:
        study.write_memo("fra en anden", source=1)
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "m")
        assert "KM: fra en anden" in shown(pilot)
        await write(pilot, "min")
        await press(pilot, "escape")
    assert sorted(memos(path)) == ["fra en anden", "min"]


async def test_search_finds_while_typing_and_goes_round(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "g", "slash")
        await write(pilot, "SAMARB")
        assert "2 hits" in shown(pilot)
        await press(pilot, "enter")
        transcript = screen(pilot).transcript
        assert transcript.selection == (K1.index("samarb"), K1.index("samarb") + 6)
        await press(pilot, "n")
        assert transcript.selection[0] == K1.index("Samarb")
        assert "Hit 2 of 2" in shown(pilot)
        await press(pilot, "N")
        assert transcript.selection[0] == K1.index("samarb")
        await press(pilot, "escape", "escape")
        assert list(transcript.hits) == []


async def test_leaving_the_search_goes_back(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "slash")
        await write(pilot, "eget")
        await press(pilot, "escape")
        transcript = screen(pilot).transcript
        assert (transcript.cursor, list(transcript.hits)) == (K1.index(FIRST), [])
        assert pilot.app.focused is transcript


async def test_what_sources_are_grouped_by_is_told_in_the_readers_language(tmp_path: Path) -> None:
    dated = {"k1": {"date": "2020-09-14"}}
    build_study(tmp_path / "d.caqda", sources={"k1": K1}, variables=dated, types={"date": "date"}).close()
    with wording.speaking("da"):
        async with opened(tmp_path / "d.caqda", size=(200, 40)) as pilot:
            told = ["Efter dato" in shown(pilot)]
            await press(pilot, "V")
            told.append("Efter dato" in shown(pilot))
            assert sorted(told) == [False, True]
            assert "Efter date" not in shown(pilot)


async def test_sources_are_grouped_and_opened_where_they_were_left(path: Path) -> None:
    async with opened(path) as pilot:
        listed = screen(pilot).source_list
        told = [(row.key is None, row.name) for row in listed.rows]
        assert told == [(True, "boligsocialt"), (False, "k2"), (True, "kommunalt"), (False, "k1")]
        await at_first(pilot)
        await press(pilot, "B")
        assert screen(pilot).transcript.document.name == "k2"
        await press(pilot, "W")
        assert (screen(pilot).transcript.document.name, screen(pilot).transcript.cursor) == (
            "k1",
            K1.index(FIRST),
        )
        await press(pilot, "V")
        assert [row.name for row in listed.rows] == ["k1", "k2"]
        await press(pilot, "shift+tab", "G", "enter")
        assert screen(pilot).transcript.document.name == "k2"
        assert pilot.app.focused is screen(pilot).transcript


async def test_one_resumes_where_one_coded_last(path: Path) -> None:
    async with opened(path) as pilot:
        assert screen(pilot).transcript.document.name == "k2"
        assert screen(pilot).transcript.cursor == K2.index("mange år")


# -- panels ------------------------------------------------------------------------------------------


async def test_the_live_crosstab_follows_every_coding(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "a")
        table = [" ".join(line.split()) for line in shown(pilot).splitlines()]
        assert "Live: viden by perspektiv" in shown(pilot)
        assert "kommunalt 0 of 1 0 of 1 0 0" in table
        await press(pilot, "s", "1")
        table = [" ".join(line.split()) for line in shown(pilot).splitlines()]
        assert "kommunalt 1 of 1 1 of 1 1 3" in table
        assert "all 2 of 2 2 of 2 2 5" in table
        await press(pilot, "a")
        assert "Live:" not in shown(pilot)


async def test_the_log_tells_what_was_done(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "r", "s", "1", "u")
        assert 'undone: "viden" applied to k1' in shown(pilot)
        await press(pilot, "escape", "escape")
        assert "Log:" not in shown(pilot)


async def test_a_code_taken_from_the_tree_is_in_hand(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "tab")
        assert pilot.app.focused is screen(pilot).code_tree
        await press(pilot, "g", "j", "enter", "full_stop")
        assert new_codings(path) == [("ledelse/entydig", FIRST)]
        await press(pilot, "tab", "left", "left")
        tree = screen(pilot).code_tree
        row = next(row for row in tree.rows if row.name == "ledelse")
        assert (row.folded, row.everywhere) == (True, 1)
        assert "entydig" not in [row.name for row in tree.rows]


async def test_a_click_on_a_code_takes_it_in_hand_and_on_a_source_opens_it(path: Path) -> None:
    async with opened(path, (160, 40)) as pilot:
        await at_first(pilot)
        await pilot.click("#code-tree", offset=(8, 2))
        await settled(pilot)
        assert pilot.app.session.hand == 3
        assert new_codings(path) == []
        await pilot.click("#source-list", offset=(5, 1))
        await settled(pilot)
        assert screen(pilot).transcript.document.name == "k2"


async def test_one_code_alone_is_shown_and_all_again(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "f")
        assert "Only viden is shown" in shown(pilot)
        await press(pilot, "f")
        assert "All are shown" in shown(pilot)


async def test_where_it_is_narrow_the_panels_come_up_in_focus_only(path: Path) -> None:
    async with opened(path, size=(80, 24)) as pilot:
        await at_first(pilot)
        view = screen(pilot)
        assert view.transcript.size.width == 80
        await press(pilot, "shift+tab")
        assert "boligsocialt" in shown(pilot)
        assert view.transcript.size.width == 80
        await press(pilot, "escape")
        assert "boligsocialt" not in shown(pilot)
        await press(pilot, "tab")
        assert "here" in shown(pilot)
        assert "entydig" in shown(pilot)
        await press(pilot, "escape", "s", "c", "e", "n", "t", "enter")
        assert new_codings(path) == [("ledelse/entydig", FIRST)]


async def test_the_panels_fold_away_and_a_wider_window_brings_them_back(path: Path) -> None:
    async with opened(path, (160, 40)) as pilot:
        view = screen(pilot)
        await at_first(pilot)
        assert view.query_one("#sources").display
        await press(pilot, "z")
        assert view.transcript.size.width == 160
        assert "Only the transcript" in shown(pilot)
        await press(pilot, "z")
        for size, folded in (
            ((120, 40), "sources: shift+tab"),
            ((80, 24), "codes: tab  sources: shift+tab"),
        ):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            await press(pilot, "g", "H")
            assert folded in shown(pilot)
        assert view.transcript.size.width == 80
        await press(pilot, "tab")
        assert view.code_tree.has_focus
        await press(pilot, "escape", "shift+tab")
        assert view.source_list.has_focus
        await pilot.resize_terminal(160, 40)
        await settled(pilot)
        assert view.transcript.size.width < 100
        assert "sources: shift+tab" not in shown(pilot)


async def test_the_ends_of_a_coding_are_moved_with_the_change_in_sight_and_undone(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "e", "e", "1", "R")
        before = new_codings(path)[-1]
        assert "2 words" in shown(pilot)
        await press(pilot, "w", "b", "w")
        assert "would be 3 words" in shown(pilot)
        assert new_codings(path)[-1] == before
        await press(pilot, "c", "x", "1")  # nothing but moves
        assert new_codings(path)[-1] == before
        await press(pilot, "enter")
        assert "now 3 words" in shown(pilot)
        assert new_codings(path)[-1] != before
        await press(pilot, "u")
        assert new_codings(path)[-1] == before
        await press(pilot, "R", "b", "escape")
        assert "stays as it is" in shown(pilot)
        assert new_codings(path)[-1] == before


async def test_the_foot_and_the_panel_at_the_mouse_tell_coder_day_and_memo(path: Path) -> None:
    async with opened(path) as pilot:
        view = screen(pilot)
        await at_first(pilot)
        await press(pilot, "s", "1", "m")
        await write(pilot, "om/ansvar")
        await press(pilot, "escape", "h")
        assert "(AB, 20" in shown(pilot)
        assert "“om/ansvar”" in shown(pilot)
        await pilot.hover("#transcript", offset=(8, view.transcript.row_in_sight(view.transcript.cursor)))
        await settled(pilot)
        assert "om/ansvar" in str(view.transcript.tooltip)
        assert "AB, 20" in str(view.transcript.tooltip)


async def test_the_next_start_goes_on_where_the_last_one_stopped(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "W", "j", "w", "w")
        left = screen(pilot).transcript.document.name, screen(pilot).transcript.cursor
        await press(pilot, "B", "G", "q")
    async with opened(path) as pilot:
        transcript = screen(pilot).transcript
        assert (transcript.document.name, transcript.cursor) == ("k2", len(transcript.document.text))
        await press(pilot, "W")
        assert (transcript.document.name, transcript.cursor) == left


# -- beginnings, and what goes wrong -----------------------------------------------------------------


async def test_a_study_without_interviews_says_what_to_do_and_shows_those_that_come(tmp_path: Path) -> None:
    path = tmp_path / "new.caqda"
    caqda.create(path, coder="AB").close()
    transcript = tmp_path / "k1.txt"
    transcript.write_text(K1, "utf-8")
    async with opened(path) as pilot:
        assert "caqda import" in shown(pilot)
        assert pilot.app.focused is None
        await press(pilot, "c", "s", "m", "slash", "x", "u", "ctrl+r", "a", "r", "W", "tab", "escape")
        with caqda.open(path) as study:
            caqda.import_files(study, [transcript])
        await pilot.app.session.look_outside()
        await settled(pilot)
        assert "Hvordan gik samarbejdet?" in shown(pilot)
        assert "Select some words and press c" in shown(pilot)
        stand(pilot, FIRST)
        await settled(pilot)
        await press(pilot, "s", "c", "n", "y", "enter")
    assert new_codings(path) == [("ny", FIRST)]


async def test_what_another_process_writes_is_shown(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        with caqda.open(path, coder="KM") as study:
            study.apply("samarbejde", "k1", K1.index(FIRST), K1.index(FIRST) + len(FIRST))
        assert screen(pilot).transcript.marks_in(0, len(K1)) == []
        await pilot.app.session.look_outside()
        await settled(pilot)
        assert [mark.coder for mark in screen(pilot).transcript.marks_in(0, len(K1))] == ["KM"]
        assert 'Changed from outside: KM: "samarbejde" applied to k1' in shown(pilot)
        await press(pilot, "right")
        assert "samarbejde (KM, 20" in shown(pilot)
        with caqda.open(path, coder="KM") as study:
            study.journal.undo()
        await pilot.app.session.look_outside()
        await settled(pilot)
        assert 'Changed from outside: KM: undone: "samarbejde" applied to k1' in shown(pilot)


async def test_a_source_that_goes_gives_way_to_another(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        with caqda.open(path) as study:
            study.journal.undo()
        await pilot.app.session.look_outside()
        await settled(pilot)
        assert "There are no interviews" in shown(pilot)
        with caqda.open(path) as study:
            study.journal.redo()
        await pilot.app.session.look_outside()
        await settled(pilot)
        assert screen(pilot).transcript.document.name == "k2"


async def test_a_source_that_goes_while_a_code_is_picked_is_said(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "c")
        await write(pilot, "nyt")
        with caqda.open(path) as study:
            study.journal.undo()
        await pilot.app.session.look_outside()
        await press(pilot, "enter")
        assert "This interview is not in the study any more; nothing was coded." in shown(pilot)


async def test_a_panel_that_gives_way_to_another_takes_nothing_that_comes_late(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        for key in "rarmarm":
            pilot.app.post_message(events.Key(key, key))
        await settled(pilot)
        assert "Memo on the source k1" in shown(pilot)


async def test_a_locked_study_is_said_and_nothing_is_shown_as_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    async with opened(path) as pilot:
        await at_first(pilot)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await press(pilot, "s", "1")
        assert "locked by another program" in said(pilot)[-1]
        assert screen(pilot).transcript.marks_in(0, len(K1)) == []
        other.execute("ROLLBACK")
        other.close()
        await press(pilot, "1")
        assert new_codings(path) == [("viden", FIRST)]


async def test_a_full_disk_loses_no_memo(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "m")
        await write(pilot, "vigtigt")

        def full(*_: object, **__: object) -> None:
            raise caqda.errors.StudyError("The disk is full, so it was not changed.")

        with monkeypatch.context() as context:
            context.setattr(Study, "write_memo", full)
            await press(pilot, "escape")
            assert "The disk is full" in said(pilot)[-1]
            assert pilot.app.screen.query_one(MemoPanel).editor.text == "vigtigt"
            await press(pilot, "ctrl+q")
            assert "Leave once more" in said(pilot)[-1]
            assert pilot.app.is_running
        await press(pilot, "escape")
    assert memos(path) == ["vigtigt"]


async def test_a_study_that_cannot_be_opened_ends_the_app_with_its_sentence(tmp_path: Path) -> None:
    async with opened(tmp_path / "none.caqda") as pilot:
        assert "There is no study at" in str(pilot.app.failure)


async def test_names_from_files_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    study = build_study(path, sources={"k\x1b[31m1": "I: Nå?\nK1: Ja [b]da[/b] \x1b[2J.\n"})
    with study.change("import", "x") as change:
        change.insert(
            "code",
            uuid="u",
            name="[red]\x1b]0;x\x07",
            colour="#ffffff",
            coder_id=1,
            created="",
            definition="[/]\x1b",
        )
    study.apply(1, 1, 0, 5)
    study.close()
    async with opened(path) as pilot:
        await press(pilot, "c", "escape", "m", "escape", "a", "x", "u", "r", "question_mark", "escape")
        assert "\x1b" not in shown(pilot)
        assert "[red]" in shown(pilot)


async def test_what_a_question_leads_to_and_is_forbidden_is_said_in_words(path: Path) -> None:
    async with opened(path) as pilot:
        for _ in range(2):
            await press(pilot, "g", "s", "c")
            await write(pilot, "viden")
            await press(pilot, "enter")
        assert pilot.app._exception is None
        assert 'This passage has the code "viden" already.' in shown(pilot)


async def test_a_passage_of_any_length_is_coded_by_letters(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "0")
        assert "A letter selects its sentence" in shown(pilot)
        letter = {at: letter for letter, at in screen(pilot).transcript.letters.items()}
        await press(pilot, letter[K1.index(SECOND)])
        assert "A letter selects up to there" in shown(pilot)
        await press(pilot, "s")
        assert "A letter" not in shown(pilot)
        await press(pilot, "1")
        assert new_codings(path)[-1][1] == f"{SECOND} Ledelsen manglede."
        assert "Coded: " in shown(pilot)


async def test_letters_stay_in_a_small_window_and_while_it_changes(path: Path) -> None:
    async with opened(path, size=(60, 20)) as pilot:
        await at_first(pilot)
        await press(pilot, "0")
        assert "esc leaves" in shown(pilot)  # in two lines, for which the transcript made room
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        letter = {at: letter for letter, at in screen(pilot).transcript.letters.items()}
        await press(pilot, letter[K1.index(SECOND)], "1")
        assert new_codings(path)[-1][1] == SECOND


async def test_while_something_is_selected_the_number_keys_and_their_codes_are_told(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s")
        assert "c code  1 viden" in shown(pilot)
        await press(pilot, "s", "s")
        assert "of 2 turns" not in shown(pilot)
        await press(pilot, "s")
        assert "selected: 14 words of 2 turns" in shown(pilot)
        await press(pilot, "escape")
        assert "1 viden" not in shown(pilot)


async def test_after_undo_and_removal_the_passage_waits_for_another_code(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "s", "1", "G", "u")
        assert "no longer coded" in shown(pilot)
        await press(pilot, "c", "s", "a", "enter")
        both = f"{FIRST} {SECOND}"
        assert new_codings(path) == [("samarbejde", both)]
        await press(pilot, "x", "1")
        assert new_codings(path) == [("viden", both)]
        await press(pilot, "G", "u", "u")
        assert new_codings(path) == [("samarbejde", both)]
        assert "just coded" in shown(pilot)
        await press(pilot, "right_parenthesis", "1")  # on from where the passage ends
        assert new_codings(path)[-1] == ("viden", "Ledelsen manglede.")


async def test_after_its_ends_were_moved_the_cursor_stands_at_the_end_of_the_passage(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "s", "1", "R", "right_parenthesis", "enter", "right_parenthesis", "s", "1")
        assert new_codings(path) == [("viden", f"{FIRST} {SECOND}"), ("viden", "Ledelsen manglede.")]


async def test_the_end_of_a_coding_is_pushed_past_the_label_of_a_speaker(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        stand(pilot, "Ledelsen")
        await press(pilot, "s", "1", "greater_than_sign")
        assert new_codings(path)[-1][1] == "Ledelsen manglede.\nI: Hvem"
        await press(pilot, "less_than_sign")
        assert new_codings(path)[-1][1] == "Ledelsen manglede"


async def test_a_paragraph_is_gone_to_by_its_number(path: Path) -> None:
    async with opened(path) as pilot:
        await at_first(pilot)
        await press(pilot, "number_sign", "4", "enter")
        assert screen(pilot).transcript.cursor == K1.index("Det gjorde ingen")
        await press(pilot, "A", "9", "enter")
        assert "The paragraphs of this source are 1 to 4." in shown(pilot)
        assert screen(pilot).transcript.cursor == K1.index("Det gjorde ingen")
