"""The crosstab at the keyboard: the same numbers as the function, and the way to each passage."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from caqda.analysis.crosstab import crosstab
from caqda.analysis.crosstab_grid import caption, number
from caqda.queries import save as save_query
from caqda.study import Study
from caqda.tables import tables
from caqda.tui.screens.crosstab import CrosstabScreen
from caqda.tui.screens.dialogs import Confirm
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from caqda.tui.widgets.table import Table, TableEdge
from tests.desk import Desk, at_work
from tests.studies import build_study
from tests.tui import settled
from tests.tui import shown as on_screen

K1 = "I: Hvordan gik det?\nK1: Det gik godt nok. Ledelsen var tydelig.\n"
B1 = "I: Og her?\nB1: Vi fik viden. Ledelsen så vi aldrig.\nI: Nå.\nB1: Nej.\n"
CODES = ["ledelse", "ledelse/entydig", "viden"]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "b1": B1},
        codes=CODES,
        codings=[
            ("ledelse/entydig", "k1", "Ledelsen var tydelig"),
            ("ledelse", "b1", "Ledelsen så vi aldrig"),
            ("viden", "b1", "Vi fik viden"),
            ("viden", "b1", "Vi fik viden", "CD"),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "B1": {"perspektiv": "boligsocialt"}},
        variables={"k1": {"år": "2020"}, "b1": {"år": "2021"}},
    )


async def open_crosstab(desk: Desk) -> Table:
    await desk.press("f4")
    await desk.until(lambda: isinstance(desk.app.screen, CrosstabScreen))
    table = desk.one(Table)
    await desk.until(lambda: bool(table.rows))
    await settled(desk.pilot)  # laid out for its width, and told what the cell under the cursor counts
    return table


def shown(table: Table) -> list[list[str]]:
    return [[row.label, *row.cells] for row in table.rows]


def line(table: Table, y: int) -> str:
    return table.render_line(y).text


def told_under(desk: Desk) -> str:
    return "\n".join(desk.words(part) for part in ("#caption", "#sizes", "#basis"))


def written(value: object) -> str:
    return str(value) or "–"


async def test_codes_stand_indented_with_numbers_in_columns_and_what_they_count_below(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        assert table.sheet.columns == ("boligsocialt", "kommunalt", "total")
        assert shown(table) == [
            ["ledelse", "1", "1", "2"],
            ["entydig", "0", "1", "1"],
            ["viden", "1", "0", "1"],
        ]
        assert line(table, 0).split() == ["›ledelse", "[1]", "1", "2"]
        assert line(table, 1).split() == ["entydig", "0", "1", "1"]
        assert line(table, 1).index("entydig") - line(table, 2).index("viden") == 2
        head, foot = desk.one(TableEdge, "#head"), desk.one(TableEdge, "#foot")
        assert str(head.render()).split() == ["code", "boligsocialt", "kommunalt", "total"]
        assert str(foot.render()).split() == ["all", "cases", "1", "1", "2"]
        assert line(table, 0).index("1]") == str(head.render()).index("t  ")  # numbers end under names
        assert told_under(desk) == f"{caption(crosstab(study), 'cases')} Deeper shade: larger share."
        assert desk.words("#title") == "Codes by perspektiv · cases · counts · with sub-codes"
        assert desk.words("#cell") == "ledelse, boligsocialt: 1 of 1 case, 1 source, 1 passage, 4 words"
        await desk.press("j", "right")
        assert desk.words("#cell").startswith("entydig, kommunalt: 1 of 1 case")
        await desk.press("l", "up", "l")
        assert desk.words("#cell").startswith("ledelse, total: 2 of 2 cases, 2 sources, 2 passages")
        await desk.press("h", "h", "h", "left")
        assert desk.words("#cell").startswith("ledelse, boligsocialt")


async def test_each_unit_and_share_shows_the_numbers_of_the_crosstab(study: Study) -> None:
    told = crosstab(study)
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        for share in (None, "column", "row", "words"):
            for key, unit in (("1", "cases"), ("2", "sources"), ("3", "passages"), ("4", "words")):
                await desk.press(key)
                fuller = "Deeper shade: larger number." if share == "words" else "Deeper shade: larger share."
                below = f"{caption(told, unit, share)} {fuller}"
                await desk.until(lambda: told_under(desk) == below)  # noqa: B023
                for row, mine in zip(told.rows, table.rows, strict=True):
                    wanted = [number(told, row, column, unit, share) for column in (*told.columns, None)]
                    assert list(mine.cells) == [written(value) for value in wanted]
            await desk.press("p")
        await desk.press("1", "s")
        await desk.until(lambda: shown(table)[0] == ["ledelse", "1", "0", "1"])
        assert "without sub-codes" in desk.words("#title")
        await desk.press("s")
        await desk.until(lambda: shown(table)[0] == ["ledelse", "1", "1", "2"])


async def test_columns_and_rows_are_chosen_by_a_few_letters(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        await desk.press("b")
        await desk.until(lambda: desk.app.screen.is_modal)
        await desk.type("ar")
        await desk.press("enter")
        await desk.until(lambda: table.sheet.columns == ("2020", "2021", "total"))
        await desk.press("b")
        await desk.until(lambda: desk.app.screen.is_modal)
        await desk.press("escape")
        await desk.until(lambda: not desk.app.screen.is_modal)
        assert "by år" in desk.words("#title")
        await desk.press("slash")
        await desk.until(lambda: desk.one(Hints).text == "enter keeps these rows  esc shows all")
        await desk.type("entyd")
        assert [row.label for row in table.rows] == ["ledelse", "entydig"]
        await desk.press("enter", "j")
        assert table.has_focus
        await desk.press("escape")
        assert len(table.rows) == 3
        await desk.press("slash")
        await desk.type("zzz")
        assert desk.words("#cell") == "Nothing fits; esc shows all."
        await desk.press("escape")
        assert table.has_focus
        assert not desk.one(Input, "#narrow").display


async def test_from_a_cell_to_a_passage_to_its_place_and_back(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        await desk.press("enter")
        await desk.until(lambda: desk.words("#heading") == "ledelse, boligsocialt: 1 passage")
        await desk.press("shift+tab", "l")
        await desk.until(lambda: desk.words("#heading") == "ledelse, kommunalt: 1 passage")
        await desk.press("j", "j")
        await desk.until(lambda: desk.words("#heading") == "viden, kommunalt: 0 passages")
        await desk.press("h", "enter")
        listed = desk.one(PassageList)
        await desk.until(lambda: len(listed.quotes) == 1)
        assert listed.has_focus
        assert desk.words("#heading") == "viden, boligsocialt: 1 passage"
        quote = listed.quotes[0]
        assert (quote.heading, quote.text) == ("b1 ¶ 2 · B1 · viden · AB, CD", "Vi fik viden")
        await desk.press("enter")
        await desk.until(lambda: desk.app.current_mode == "code")
        place = desk.session.place
        start = B1.index("Vi fik viden")
        assert place is not None
        assert (place.source, place.start, place.end) == (study.source_id("b1"), start, start + 12)
        await desk.press("f4")
        await desk.until(lambda: isinstance(desk.app.screen, CrosstabScreen))
        await desk.press("escape")
        assert table.has_focus
        assert not listed.display or not desk.one(PassageList).parent.display  # type: ignore[union-attr]
        await desk.press("escape")
        await desk.until(lambda: desk.app.current_mode == "code")


async def test_a_coding_is_counted_at_once_here_and_on_coming_back(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        await desk.press("j", "j", "l")
        start = K1.index("godt nok")
        await desk.session.apply(study.code_id("viden"), start, start + 8, source=study.source_id("k1"))
        await desk.until(lambda: shown(table)[2] == ["viden", "1", "1", "2"])
        assert (table.current.label, table.column) == ("viden", 1)
        await desk.session.undo()
        await desk.until(lambda: shown(table)[2] == ["viden", "1", "0", "1"])
        await desk.press("f2")
        await desk.until(lambda: desk.app.current_mode == "code")
        await desk.session.apply(study.code_id("viden"), start, start + 8, source=study.source_id("k1"))
        await desk.press("f4")
        await desk.until(lambda: shown(table)[2] == ["viden", "1", "1", "2"])


async def test_heads_stand_in_lines_before_a_name_is_cut(study: Study) -> None:
    async with at_work(Path(study.address), size=(36, 24)) as desk:
        table = await open_crosstab(desk)
        head, foot = desk.one(TableEdge, "#head"), desk.one(TableEdge, "#foot")
        first, second = str(head.render()).splitlines()
        assert first.split() == ["bolig-", "kommu-"]
        assert second.split() == ["code", "socialt", "nalt", "total"]
        assert len(first.rstrip()) == second.index("nalt ") + 4
        assert len(second.rstrip()) == len(str(foot.render()).rstrip())
        assert line(table, 0).index("1]") == second.index("t  ")
        await desk.press("l")
        assert line(table, 0).split() == ["›ledelse", "1", "[1]", "2"]


async def test_letters_typed_ahead_narrow_too(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        for key, letter in (("slash", "/"), ("l", "l"), ("e", "e"), ("d", "d"), ("enter", None)):
            desk.pilot.app.post_message(events.Key(key, letter))
        await desk.until(lambda: table.has_focus and "only “led”" in desk.words("#title"))
        assert table.column == 0


async def test_what_is_behind_a_number_stands_beside_the_table_or_below_it(study: Study) -> None:
    async with at_work(Path(study.address), size=(80, 40)) as desk:
        table = await open_crosstab(desk)
        await desk.press("enter")
        await desk.until(lambda: desk.one(PassageList).has_focus)
        for width, beside in ((70, False), (110, True), (200, True), (60, False)):
            await desk.pilot.resize_terminal(width, 40)
            await desk.until(lambda: (desk.one(PassageList).region.x > 0) == beside)  # noqa: B023
            assert "›" not in str(desk.one(TableEdge, "#head").render())
            assert table.region.height == len(table.rows)
        await desk.press("i")
        await desk.until(lambda: "What each column consists of" in on_screen(desk.pilot))
        assert not desk.one(PassageList).region.height
        shown = on_screen(desk.pilot)
        assert ["boligsocialt", "1", "1", "2", "8"] in [one.split() for one in shown.splitlines()]
        await desk.press("t")
        await desk.until(lambda: "case by case" in on_screen(desk.pilot))
        await desk.press("escape")
        assert table.has_focus and "case by case" not in on_screen(desk.pilot)


async def test_more_columns_than_fit_are_reached_by_going_right(study: Study) -> None:
    async with at_work(Path(study.address), size=(30, 24)) as desk:
        table = await open_crosstab(desk)
        head = desk.one(TableEdge, "#head")
        assert "›" in str(head.render())
        assert "total" not in str(head.render())
        await desk.press("l", "l")
        assert "total" in str(head.render())
        assert "‹" in str(head.render())
        assert "[2]" in line(table, 0)


async def test_a_study_without_codes_says_so(tmp_path: Path) -> None:
    build_study(tmp_path / "s.caqda", sources={"k1": K1}).close()
    async with at_work(tmp_path / "s.caqda") as desk:
        await desk.press("f4")
        await desk.until(lambda: isinstance(desk.app.screen, CrosstabScreen))
        await desk.until(lambda: desk.words("#cell") == "There are no codes yet; f5 opens the codebook.")
        await desk.press("enter", "j", "l")
        assert not desk.said


async def test_rows_without_any_column_have_no_cell(tmp_path: Path) -> None:
    build_study(tmp_path / "s.caqda", sources={"k1": K1}, cases={"K1": {"perspektiv": "x"}}).close()
    async with at_work(tmp_path / "s.caqda") as desk:
        await desk.press("f4")
        await desk.until(lambda: isinstance(desk.app.screen, CrosstabScreen))
        await desk.press("x")
        await desk.until(lambda: bool(desk.one(Table).rows))
        await desk.press("enter", "S", "m", "l")
        assert desk.words("#cell") == "There are no codes yet; f5 opens the codebook."
        assert not desk.said


async def test_names_from_a_file_cannot_reach_the_terminal(tmp_path: Path) -> None:
    build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1},
        codes=["viden"],
        codings=[("viden", "k1", "godt nok")],
        cases={"K1": {"perspektiv": "kom\x1b[31m\nmunalt"}},
    ).close()
    async with at_work(tmp_path / "s.caqda") as desk:
        table = await open_crosstab(desk)
        text = "".join(line(table, y) for y in range(3)) + told_under(desk) + desk.words("#cell")
        assert "\x1b" not in text + str(desk.one(TableEdge, "#head").render())
        assert "\n" not in str(desk.one(TableEdge, "#head").render())


def asked_for(desk: Desk) -> str:
    return str(desk.app.screen.query("#question").first().border_title)


async def test_rows_and_columns_of_levels_groups_and_saved_queries(study: Study) -> None:
    save_query(study, "ledet", "ledelse where perspektiv = kommunalt")
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        await desk.press("r")
        await desk.question()
        await desk.type("level 2")
        await desk.press("enter")
        await desk.until(lambda: shown(table) == [["entydig", "0", "1", "1"]])
        await desk.press("r")
        await desk.question()
        await desk.type("saved")
        await desk.press("enter")
        await desk.until(lambda: shown(table) == [["@ledet", "0", "1", "1"]])
        await desk.press("r")
        await desk.question()
        await desk.type("all")
        await desk.press("enter")
        await desk.until(lambda: len(table.rows) == 3)
        await desk.press("b")
        await desk.question()
        await desk.type("ledelse/")
        await desk.press("enter")
        await desk.until(lambda: table.sheet.columns == ("entydig", "total"))
        await desk.press("b")
        await desk.question()
        await desk.type("crossed")
        await desk.press("enter")
        await desk.until(lambda: asked_for(desk).endswith("the first"))
        await desk.type("pers")
        await desk.press("enter")
        await desk.until(lambda: asked_for(desk).endswith("with"))
        await desk.type("ar")
        await desk.press("enter")
        await desk.until(lambda: table.sheet.columns[:1] == ("boligsocialt × 2021",))


async def test_a_table_is_sorted_transposed_and_kept(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        await desk.press("3", "l", "S")
        await desk.until(lambda: [row.label for row in table.rows] == ["ledelse", "entydig", "viden"])
        await desk.press("S")
        await desk.until(lambda: [row.label for row in table.rows] == ["viden", "ledelse", "entydig"])
        assert "↑ kommunalt" in desk.words("#title")
        await desk.pilot.resize_terminal(60, 24)
        await settled(desk.pilot)
        assert "↑ kommunalt" in on_screen(desk.pilot)  # what a long heading ends with, on its second line
        await desk.press("S")
        await desk.until(lambda: [row.depth for row in table.rows] == [0, 1, 0])
        await desk.press("x")
        await desk.until(lambda: table.sheet.columns == ("ledelse", "entydig", "viden"))
        assert shown(table)[0] == ["boligsocialt", "1", "0", "1"]
        await desk.press("enter")
        await desk.until(lambda: desk.words("#heading") == "boligsocialt, entydig: 0 passages")
        await desk.press("escape", "h", "enter")
        await desk.until(lambda: desk.words("#heading") == "boligsocialt, ledelse: 1 passage")
        await desk.press("escape", "n")
        await desk.question()
        desk.app.screen.query_one(Input).value = "min tabel"
        await desk.press("enter")
        await desk.until(lambda: [one.name for one in tables(study)] == ["min tabel"])
        await desk.press("x", "1")
        await desk.until(lambda: desk.words("#title").startswith("Codes by perspektiv · cases"))
        await desk.press("o")
        await desk.question()
        await desk.press("enter")
        await desk.until(lambda: desk.words("#title").startswith("Codes by perspektiv · passages"))
        assert table.sheet.columns == ("ledelse", "entydig", "viden")


async def test_other_tables_and_the_passages_behind_their_numbers(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        await desk.press("v", "2")
        await desk.until(lambda: desk.words("#title").startswith("Codes that meet"))
        assert not table.rows
        await desk.press("b")
        await desk.question()
        await desk.type("paragraph")
        await desk.press("enter")
        await desk.until(lambda: [row.label for row in table.rows] == ["ledelse, viden"])
        await desk.press("enter")
        await desk.until(lambda: desk.words("#heading") == "ledelse, viden, both: 1 passage")
        assert desk.one(PassageList).quotes[0].text == "Ledelsen så vi aldrig"
        assert "closes the list" in desk.words("Hints") and "summary" not in desk.words("Hints")
        await desk.press("escape", "p")
        await desk.until(lambda: table.sheet.columns == ("ledelse", "entydig", "viden"))
        await desk.press("v", "3")
        await desk.until(lambda: shown(table)[:1] == [["ledelse", "2", "2", "2", "2", *shown(table)[0][5:]]])
        assert "of what" not in desk.words("Hints")  # its columns are always the same
        await desk.press("1")
        await desk.until(lambda: any("Only a table of codes by values" in said for said in desk.said))
        await desk.press("v", "4")
        await desk.until(lambda: table.sheet.columns == ("codes", "B1", "K1"))
        await desk.press("enter")
        assert not desk.one(PassageList).quotes or desk.words("#heading").startswith("ledelse")
        await desk.press("v", "5")
        await desk.until(lambda: table.sheet.columns[:2] == ("passages", "1"))
        await desk.press("enter")
        await desk.until(lambda: desk.words("#heading") == "ledelse, b1, passages: 1 passage")
        await desk.press("escape", "v", "6")
        await desk.until(lambda: table.sheet.columns[0] == "new codes")
        assert "of what" in desk.words("Hints")
        await desk.until(lambda: desk.words("#cell") == "1, b1, new codes: 2 (ledelse, viden)")
        await desk.press("enter")
        await desk.until(lambda: desk.words("#heading") == "1, b1, new codes: 2 passages")


async def test_statistics_are_shown_when_asked_for_with_their_caution(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_crosstab(desk)
        assert not desk.app.screen.query_one("#statistics").display
        for width in (100, 80, 120, 60):  # a narrow panel cuts names, and never numbers
            await desk.pilot.resize_terminal(width, 30)
            await desk.press("t")
            await desk.until(lambda: "(Holm)" in on_screen(desk.pilot))
            assert {"entydig", "smallest", "Cramér's"} <= set(on_screen(desk.pilot).split())
            assert "read the counts" in desk.words("#cautions")
            await desk.press("t")
        await desk.press("t")
        await desk.press("escape")
        assert desk.one(Table).has_focus


async def test_a_table_is_written_in_the_format_of_the_ending(study: Study, tmp_path: Path) -> None:
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        for name in ("t.csv", "t.md", "t.csv"):
            await desk.press("w")
            await desk.question()
            desk.app.screen.query_one(Input).value = str(tmp_path / name)
            there = (tmp_path / name).exists()
            await desk.press("enter")
            if there:
                await desk.until(lambda: isinstance(desk.app.screen, Confirm))
                (tmp_path / name).write_text("old")
                await desk.press("y")
            await desk.until(lambda: table.has_focus and desk.one(Hints).text.startswith("Written:"))
        assert "ledelse/entydig,0,1,1" in (tmp_path / "t.csv").read_text("utf-8-sig")
        assert "| ledelse/entydig |" in (tmp_path / "t.md").read_text()
        assert "Each number counts cases." in (tmp_path / "t.md").read_text()


async def test_without_colours_a_sign_says_how_full_a_cell_is(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(Path(study.address)) as desk:
        table = await open_crosstab(desk)
        assert line(table, 1).split() == ["entydig", "0", "1█", "1"]
