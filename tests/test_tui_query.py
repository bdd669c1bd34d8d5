"""Queries at the keyboard: counted while typed, listed in context, opened in their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_state_path
from textual.widgets import Input

from caqda.analysis.query import query
from caqda.study import Study
from caqda.tui.asking import look
from caqda.tui.history import asked_before
from caqda.tui.screens.bulk import BulkScreen
from caqda.tui.screens.query import QueryScreen
from caqda.tui.screens.saved import SavedScreen
from caqda.tui.widgets.expression import Offers, QueryInput
from caqda.tui.widgets.help import HelpScreen
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.picker import PickScreen
from tests.desk import Desk, at_work
from tests.studies import build_study
from tests.tui import shown

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
        await desk.until(lambda: desk.words("#number") == "2 passages in 2 sources · enter lists them")
        assert desk.words("#means").startswith('Finds the passages coded "ledelse"')
        await desk.type(" where perspektiv = kommunalt")
        await desk.until(lambda: desk.words("#number").startswith("1 passage in 1 source"))
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
        assert desk.words("#number") == "2 passages in 2 sources"
        assert listed.has_focus
        assert lines(listed)[:5] == [
            "› b1 ¶ 2 · B1 · ledelse · AB",
            "B1: Vi fik viden. [Ledelsen så vi aldrig.]",
            "",
            "k1 ¶ 2 · K1 · entydig · AB",
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
        await desk.until(lambda: desk.app.screen.query_one("#means").has_class("-asked"))
        told = desk.words("#means").splitlines()
        assert told[0].startswith("Expected a code")
        assert told[1] == "  ledelse and"
        assert told[2].index("^") == len("  ledelse and")
        assert desk.one(QueryInput).has_focus
        assert not desk.said
        desk.one(QueryInput).value = "ledlse"
        await desk.until(lambda: 'did you mean "ledelse"' in desk.words("#means"))
        assert not desk.app.screen.query_one("#means").has_class("-asked")
        for unknown, key in (("xyzzy", "f5"), ("@xyzzy", "ctrl+o"), ("ledelse where source = xyzzy", "f2")):
            desk.one(QueryInput).value = unknown
            await desk.until(lambda key=key: desk.words("#means").splitlines()[0].endswith(f"; see {key}."))


async def test_a_long_expression_is_shown_whole_and_its_fault_with_what_is_around_it(study: Study) -> None:
    longer = f"({' or '.join(['ledelse', 'viden'] * 9)}) where perspektiv = kommunalt and case !! K1"
    async with at_work(Path(study.address), size=(80, 24)) as desk:
        await open_query(desk)
        await desk.type(longer)
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen.query_one("#means").has_class("-asked"))
        assert desk.words("#whole") == longer
        assert longer.replace(" ", "") in shown(desk.pilot).replace(" ", "").replace("\n", "")
        _, around, caret = desk.words("#means").splitlines()
        assert len(around) < 80
        assert around[caret.index("^") :].startswith("!!")
        desk.one(QueryInput).value = "ledelse"
        await desk.until(lambda: not desk.app.screen.query_one("#whole").display)


async def test_where_nothing_is_found_it_is_told_what_may_find_more(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_query(desk)
        await desk.type("text:qqqq")
        await desk.press("enter")
        await desk.until(lambda: desk.words("#number") == "No passages")
        assert "word: instead of text:" in desk.words("#examples")


async def test_a_list_says_of_which_expression_it_is_when_another_is_written(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        await desk.type("viden")
        await desk.press("enter")
        await desk.until(lambda: bool(listed.quotes))
        assert not desk.words("#listed")
        desk.one(QueryInput).value = "ledelse"
        await desk.until(lambda: desk.words("#listed") == "Still listed: viden")


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


def offers(desk: Desk) -> list[str]:
    return [row.completion.text for row in desk.one(Offers).rows] if desk.one(Offers).display else []


async def test_what_may_stand_at_the_cursor_is_offered_and_taken(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        field = desk.one(QueryInput)
        await desk.type("ent")
        await desk.until(lambda: offers(desk) == ["entydig"])
        await desk.press("tab")
        assert field.value == "entydig "
        await desk.until(lambda: offers(desk)[:2] == ["and", "or"])
        await desk.type("where pers")
        await desk.until(lambda: offers(desk) == ["perspektiv"])
        await desk.press("down", "enter")
        assert field.value == "entydig where perspektiv "
        await desk.type("= ")
        await desk.until(lambda: offers(desk) == ["boligsocialt", "kommunalt"])
        await desk.press("down", "down", "up", "down", "enter")
        assert field.value == "entydig where perspektiv = kommunalt "
        await desk.until(lambda: desk.words("#means").startswith("Finds"))
        await desk.press("enter")
        await desk.until(lambda: listed.has_focus)
        assert offers(desk) == []
        assert [quote.text for quote in listed.quotes] == ["Ledelsen var tydelig."]


async def test_escape_folds_what_is_offered_and_up_out_of_it_leaves_it(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_query(desk)
        await desk.type("vi")
        await desk.until(lambda: bool(offers(desk)))
        await desk.press("down", "up")
        assert desk.one(Offers).chosen is None
        await desk.pilot.click(Offers, offset=(3, 0))
        await desk.until(lambda: desk.one(QueryInput).value == "viden ")
        assert desk.one(QueryInput).has_focus
        await desk.until(lambda: offers(desk)[:1] == ["and"])
        await desk.press("escape")
        assert offers(desk) == []
        assert desk.one(QueryInput).has_focus
        await desk.press("tab")
        await desk.until(lambda: offers(desk)[:1] == ["and"])


async def test_an_expression_half_written_is_no_fault(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_query(desk)
        for half, more in (("lede", True), ('text:"vi', True), ("viden and", True), ("viden viden", False)):
            told = look(desk.session.corpus, half)
            assert told.fault
            assert told.unfinished is more


async def test_a_query_is_saved_used_renamed_and_deleted(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        await desk.type("ledelse where perspektiv = kommunalt")
        await desk.press("ctrl+n")
        await desk.question()
        await desk.type("kommunens ledelse")
        await desk.press("enter")
        await desk.until(lambda: "kommunens ledelse" in desk.session.corpus.queries)
        desk.one(QueryInput).value = '@"kommunens ledelse" or viden'
        await desk.press("enter")
        await desk.until(lambda: len(listed.quotes) == 2 and listed.has_focus)
        await desk.press("o")
        await desk.question()
        await desk.press("r")
        await desk.until(lambda: bool(desk.app.screen.query("Input")))
        desk.app.screen.query_one(Input).value = "kl"
        await desk.press("enter")
        await desk.until(lambda: list(desk.session.corpus.queries) == ["kl"])
        await desk.until(lambda: isinstance(desk.app.screen, SavedScreen))
        await desk.press("enter")
        await desk.until(lambda: len(listed.quotes) == 1)
        assert desk.one(QueryInput).value == "ledelse where perspektiv = kommunalt"
        await desk.press("o")
        await desk.question()
        await desk.press("d")
        await desk.until(lambda: not desk.session.corpus.queries)
        await desk.press("escape")
        await desk.answered()
        await desk.session.undo()
        assert list(desk.session.corpus.queries) == ["kl"]


async def test_what_was_asked_is_there_after_a_restart(study: Study) -> None:
    for earlier in ([], ["viden"], ["viden", "ledelse"]):
        async with at_work(Path(study.address)) as desk:
            listed = await open_query(desk)
            await desk.until(lambda: desk.one(QueryInput).history == earlier)  # noqa: B023
            if len(earlier) < 2:
                await desk.type(["viden", "ledelse"][len(earlier)])
                await desk.press("enter")
                await desk.until(lambda: listed.has_focus)  # noqa: B023
    place = next((user_state_path("caqda") / "queries").glob(f"{study.info()[0]}*"))
    assert place.stat().st_mode & 0o077 == 0
    place.write_text("{broken", "utf-8")
    assert asked_before(study.info()[0]) == []


async def test_all_that_was_found_is_coded_after_a_look_and_one_undo_takes_it_back(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        listed = await open_query(desk)
        before = len(desk.session.corpus.codings)
        await desk.type("ledelse or viden")
        await desk.press("enter")
        await desk.until(lambda: len(listed.quotes) == 3 and listed.has_focus)
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.type("viden")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, BulkScreen))
        assert desk.words("#title") == "Code with “viden”: 2 of 3 passages · 1 has it already"
        assert "has it already" in desk.one(PassageList).quotes[0].heading
        await desk.press("space", "space")
        assert desk.words("#title").startswith("Code with “viden”: 1 of 3 passages")
        await desk.press("enter")
        await desk.until(lambda: len(desk.session.corpus.codings) == before + 1)
        await desk.until(lambda: "Coded 1 passage with viden" in desk.one(Hints).text)
        assert len(query(study, "viden")) == 2
        await desk.press("u")
        await desk.until(lambda: len(desk.session.corpus.codings) == before)
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.type("helt nyt")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, BulkScreen))
        await desk.press("enter")
        await desk.until(lambda: len(desk.session.corpus.codings) == before + 3)
        await desk.press("u")
        await desk.until(lambda: len(desk.session.corpus.codings) == before)
        assert "helt nyt" not in desk.session.corpus.tree.paths.values()
