"""Queries at the keyboard: counted while typed, listed in context, opened in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from caqda.analysis.query import query
from caqda.study import Study
from caqda.tui.screens.query import QueryInput, QueryScreen
from caqda.tui.widgets.help import HelpScreen
from caqda.tui.widgets.passages import PassageList
from tests.desk import Desk, at_work
from tests.studies import build_study

K1 = "I: Hvordan gik det?\nK1: Det gik godt nok. Ledelsen var tydelig. Det var rart.\n"
B1 = "I: Og her?\nB1: Vi fik viden. Ledelsen så vi aldrig.\nI: Nå.\nB1: Nej.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(
        tmp_path / "s.caqda",
        sources={"b1": B1, "k1": K1},
        codes=["ledelse", "ledelse/entydig", "viden"],
        codings=[
            ("ledelse/entydig", "k1", "Ledelsen var tydelig."),
            ("ledelse", "b1", "Ledelsen så vi aldrig."),
            ("viden", "b1", "Vi fik viden."),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "B1": {"perspektiv": "boligsocialt"}},
    )


async def open_query(desk: Desk) -> PassageList:
    await desk.press("f3")
    await desk.until(lambda: isinstance(desk.app.screen, QueryScreen))
    assert desk.one(QueryInput).has_focus
    return desk.one(PassageList)


def lines(listed: PassageList) -> list[str]:
    return [listed.render_line(y).text.strip() for y in range(listed.size.height)]


async def test_matches_are_counted_while_the_expression_is_typed(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        await desk.type("ledelse")
        await desk.until(lambda: desk.words("#answer") == "2 passages in 2 sources · enter lists them")
        await desk.type(" where perspektiv = kommunalt")
        await desk.until(lambda: desk.words("#answer").startswith("1 passage in 1 source"))
        assert not listed.quotes


async def test_passages_are_listed_in_context_and_open_in_their_place(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        await desk.type("ledelse")
        await desk.press("enter")
        await desk.until(lambda: len(listed.quotes) == 2)
        asked = query(study, "ledelse")
        assert [(one.source, one.start, one.end, one.text) for one in listed.quotes] == [
            (one.source, one.start, one.end, one.text) for one in asked
        ]
        assert desk.words("#answer") == "2 passages in 2 sources"
        assert listed.has_focus
        assert lines(listed)[:5] == [
            "› b1 §2 · B1 · ledelse · AB",
            "B1: Vi fik viden. [Ledelsen så vi aldrig.]",
            "",
            "k1 §2 · K1 · entydig · AB",
            "K1: Det gik godt nok. [Ledelsen var tydelig.] Det var rart.",
        ]
        await desk.press("j", "enter")
        await desk.until(lambda: desk.app.current_mode == "code")
        start = K1.index("Ledelsen")
        place = desk.session.place
        assert place is not None
        assert (place.source, place.start, place.end) == (study.source_id("k1"), start, start + 21)
        await desk.press("f3")
        await desk.until(lambda: desk.app.current_mode == "query")
        assert listed.quote is not None
        assert listed.quote.start == start


async def test_a_fault_is_shown_with_its_place_and_names_with_the_nearest(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_query(desk)
        await desk.type("ledelse and")
        await desk.press("enter")
        await desk.until(lambda: desk.one(QueryInput).screen.query_one("#answer").has_class("-fault"))
        told = desk.words("#answer").splitlines()
        assert told[0].startswith("Expected a code")
        assert told[1] == "  ledelse and"
        assert told[2].index("^") == len("  ledelse and")
        assert desk.one(QueryInput).has_focus
        assert not desk.said
        desk.one(QueryInput).value = "ledlse"
        await desk.until(lambda: 'did you mean "ledelse"' in desk.words("#answer"))


async def test_earlier_queries_come_back_and_the_list_follows_what_is_coded(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        field = desk.one(QueryInput)
        for expression in ("ledelse", "viden"):
            await desk.type(expression)
            await desk.press("enter")
            await desk.until(lambda: bool(listed.quotes) and listed.has_focus)
            await desk.press("slash")
            field.value = ""
        await desk.press("up")
        assert field.value == "viden"
        await desk.press("up", "up")
        assert field.value == "ledelse"
        await desk.press("down", "down")
        assert field.value == ""
        await desk.press("down")
        assert listed.has_focus
        await desk.until(lambda: len(listed.quotes) == 1)
        await desk.session.apply(study.code_id("viden"), 0, 10, source=study.source_id("b1"))
        await desk.until(lambda: len(listed.quotes) == 2)
        assert listed.quote is not None
        assert listed.quote.text == "Vi fik viden."


async def test_f1_opens_the_page_on_the_language_and_escape_goes_back_step_by_step(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        assert desk.app.screen.query_one(PassageList.__mro__[1]).current.key == "query"
        await desk.press("escape")
        await desk.answered()
        await desk.type("viden")
        await desk.press("enter")
        await desk.until(lambda: listed.has_focus)
        await desk.press("escape")
        assert desk.one(QueryInput).has_focus
        await desk.press("escape")
        await desk.until(lambda: desk.app.current_mode == "code")


async def test_control_characters_of_a_transcript_are_pictures(tmp_path: Path) -> None:
    build_study(
        tmp_path / "s.caqda",
        sources={"k1": "K1: Før\x1b[31m rød\x07 efter.\n"},
        codes=["viden"],
        codings=[("viden", "k1", "rød\x07")],
        cases=["K1"],
    ).close()
    async with at_work(tmp_path / "s.caqda") as desk:
        listed = await open_query(desk)
        await desk.type("viden")
        await desk.press("enter")
        await desk.until(lambda: bool(listed.quotes))
        assert "\x1b" not in "".join(lines(listed))
        assert lines(listed)[1] == "K1: Før␛[31m [rød␇] efter."
