"""Working through the material with the keys: answers, uncoded passages, bookmarks, flags, progress."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from studies import build_study
from textual.pilot import Pilot
from tui import opened, press, settled, shown, write

import caqda
from caqda.bookmarks import bookmarks, toggle
from caqda.coding.flags import flag, flags
from caqda.confidential import restrictions
from caqda.tui.app import CaqdaApp
from caqda.tui.screens.codebook import CodebookScreen
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.widgets.book_tree import BookTree

ONE = "I: Hvad er viden?\nK1: Viden er magt. Ja. Nej.\nI: Og så?\nK1: Samarbejde er svært nok.\n"
TWO = "I: Goddag.\nK2: Her er jeg.\n"


@pytest.fixture
async def pilot(tmp_path: Path) -> AsyncIterator[Pilot[None]]:
    path = tmp_path / "s.caqda"
    study = build_study(path, sources={"k1": ONE, "k2": TWO}, codes=["viden", "magt"])
    study.apply("viden", "k1", ONE.index("Viden er"), ONE.index(" Ja."), coder="AB")
    study.close()
    async with opened(path) as pilot:
        await press(pilot, "g")
        yield pilot


def desk(pilot: Pilot[None]) -> CodingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodingScreen)
    return screen


def here(pilot: Pilot[None]) -> str:
    """The text from the cursor, or what is selected."""
    transcript = desk(pilot).transcript
    text = transcript.document.text
    return text[slice(*transcript.selection)] if transcript.selection else text[transcript.cursor :][:9]


def coded(pilot: Pilot[None]) -> list[str]:
    app = pilot.app
    assert isinstance(app, CaqdaApp)
    corpus = app.session.corpus
    spans = zip(corpus.codings.source, corpus.codings.start, corpus.codings.end, strict=True)
    return [corpus.text(int(source))[start:end] for source, start, end in spans]


async def test_the_survey_goes_from_answer_to_answer_through_all_sources(pilot: Pilot[None]) -> None:
    await press(pilot, "space")
    assert here(pilot) == ONE[:9]  # no survey yet: the key does nothing
    await press(pilot, "Z")
    assert here(pilot) == "Viden er magt. Ja. Nej."
    assert "survey" in shown(pilot)
    await press(pilot, "space", "1")
    assert "Samarbejde er svært nok." in coded(pilot)
    await press(pilot, "space")
    assert here(pilot) == "Her er jeg."
    await press(pilot, "1", "space")
    assert "last answer" in shown(pilot)
    await press(pilot, "backspace")
    assert here(pilot) == "Samarbejde er svært nok."
    await press(pilot, "Z", "g", "space")
    assert here(pilot) == ONE[:9]


async def test_the_survey_goes_from_source_to_source_with_the_same_question(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    sources = {
        "k1": "I: Hvem leder?\nK1: Ingen.\nI: Hvad mangler?\nK1: Tid.\n",
        "k2": "I: Goddag.\nK2: Hej.\nI: Hvem leder?\nK2: Alle.\n",
        "k3": "K3: Kom.\nI: Hvad   mangler\nK3: Penge.\nI: Hvem leder?\nK3: Jeg.\n",
    }
    build_study(path, sources=sources, codes=["viden"]).close()
    async with opened(path) as pilot:
        await press(pilot, "g", "Z", "space", "W")
        assert here(pilot) == "Penge."
        assert "Answer 2 of 3" in shown(pilot) and screen_source(pilot) == "k3"
        await press(pilot, "space", "B")
        assert here(pilot) == "Alle."
        await press(pilot, "backspace", "W")  # nobody else was asked so: the next source, where it was left
        assert here(pilot) == "Jeg."
        await press(pilot, "Z", "B")
        assert screen_source(pilot) == "k2"


def screen_source(pilot: Pilot[None]) -> str:
    return desk(pilot).transcript.document.name


async def test_the_next_sentence_is_coded_with_the_same_code(pilot: Pilot[None]) -> None:
    await press(pilot, "plus", "right_parenthesis", "1", "C")
    assert coded(pilot) == ["Viden er magt.", "Ja.", "Nej."]
    await press(pilot, "C")  # past the interviewer
    assert coded(pilot)[-1] == "Samarbejde er svært nok."
    await press(pilot, "C")
    assert "no further sentence" in shown(pilot)


async def test_next_uncoded_goes_on_to_the_next_source_and_says_so(pilot: Pilot[None]) -> None:
    await press(pilot, "X")
    assert here(pilot).startswith("Samarbejd")
    await press(pilot, "X")
    assert here(pilot).startswith("Her er je")
    assert "On to k2" in shown(pilot)
    await press(pilot, "s", "1", "X")
    assert "nothing is left uncoded" in shown(pilot)


async def test_bookmarks_are_set_listed_noted_reached_and_taken_away(pilot: Pilot[None]) -> None:
    app = desk(pilot).app
    assert isinstance(app, CaqdaApp)
    await press(pilot, "G", "apostrophe", "W", "G", "d", "B", "g")
    kinds = [(mark.kind, mark.source_name) for mark in bookmarks(app.session.study)]
    assert kinds == [("bookmark", "k1"), ("later", "k2")]
    await press(pilot, "I")
    assert here(pilot) == "Her er je"
    assert "Flagged for later: 1 of 1" in shown(pilot)
    await press(pilot, "quotation_mark", "g", "n")
    await write(pilot, "se her")
    await press(pilot, "enter")
    assert "se her" in shown(pilot)
    await press(pilot, "enter")
    assert here(pilot) == "Samarbejde er svært nok."
    assert "bookmark" in shown(pilot)
    await press(pilot, "quotation_mark", "d", "escape")
    assert [mark.kind for mark in bookmarks(app.session.study)] == ["later"]
    await press(pilot, "u", "apostrophe")
    assert "taken off" in shown(pilot)


async def test_a_coding_is_flagged_and_the_flag_shown(pilot: Pilot[None]) -> None:
    app = desk(pilot).app
    assert isinstance(app, CaqdaApp)
    await press(pilot, "plus", "exclamation_mark", "2")
    assert list(flags(app.session.study).values()) == ["borderline"]
    await press(pilot, "l")
    assert re.search(r"viden \(AB, [\d-]+, borderline\)", shown(pilot))
    await press(pilot, "u", "h")
    assert flags(app.session.study) == {}
    assert "borderline" not in shown(pilot)


async def test_what_is_confidential_is_marked_shown_and_let_go(pilot: Pilot[None]) -> None:
    app = desk(pilot).app
    assert isinstance(app, CaqdaApp)
    await press(pilot, "plus", "percent_sign", "1")
    await write(pilot, "navngiver et barn")
    await press(pilot, "escape")
    assert restrictions(app.session.study) == []
    await press(pilot, "percent_sign", "1")
    await write(pilot, "navngiver et barn")
    await press(pilot, "enter")
    assert [(one.what, one.reason) for one in restrictions(app.session.study)] == [
        ("passage", "navngiver et barn")
    ]
    await press(pilot, "l")
    assert "CONFIDENTIAL (navngiver et barn)" in shown(pilot)
    await press(pilot, "percent_sign", "2", "enter", "percent_sign")
    assert "confidential (navngiver et barn): lets it go" in shown(pilot)
    await press(pilot, "1")
    assert [(one.what, one.reason) for one in restrictions(app.session.study)] == [("source", "")]


async def test_what_is_left_is_told_for_each_source_and_the_study(pilot: Pilot[None]) -> None:
    await press(pilot, "Q")
    told = shown(pilot)
    assert "How far AB is" in told
    row = next(line for line in told.splitlines() if "k1" in line and "%" in line)
    assert "33%" in row  # 3 of 9 words
    assert "12 words" in told and "25%" in told
    await press(pilot, "j", "enter")
    assert desk(pilot).transcript.document.name == "k2"


async def test_the_picker_applies_what_is_marked_and_what_is_typed_after_it(pilot: Pilot[None]) -> None:
    await press(pilot, "c", "v", "tab", "m", "a", "enter")
    assert "Coded: viden, magt" in shown(pilot)


async def test_a_code_of_the_tree_is_changed_in_the_codebook_and_one_comes_back_to_it(
    pilot: Pilot[None],
) -> None:
    await press(pilot, "tab", "G", "e")
    assert isinstance(pilot.app.screen, CodebookScreen)
    assert pilot.app.screen.query_one(BookTree).current.name == "magt"
    await press(pilot, "K", "escape")
    assert desk(pilot).code_tree.has_focus
    assert [row.name for row in desk(pilot).code_tree.rows] == ["magt", "viden"]
    assert desk(pilot).code_tree.current.name == "magt"
    await press(pilot, "j", "e")
    assert pilot.app.screen.query_one(BookTree).current.name == "viden"


async def test_a_code_is_kept_on_a_key_and_let_go_by_the_same_keys(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, CaqdaApp)
    await press(pilot, "F", "7")
    assert app.session.pinned == {7}
    await press(pilot, "F", "7")
    assert app.session.pinned == frozenset()


async def test_what_was_marked_before_is_shown_from_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    study = build_study(path, sources={"k1": ONE}, codes=["viden"])
    coding = study.apply("viden", "k1", 0, 5, coder="AB")
    flag(study, coding, "typical")
    with caqda.open(str(path), coder="AB") as mine:
        toggle(mine, mine.source_id("k1"), 0, 5, kind="later")
    study.close()
    async with opened(path) as pilot:
        app = pilot.app
        assert isinstance(app, CaqdaApp)
        await app.session.make_ready()  # as soon as nothing else is to be done
        await settled(pilot)
        assert "viden (AB, " in shown(pilot) and "typical" in shown(pilot)
        assert "later" in shown(pilot)
