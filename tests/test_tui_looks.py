"""How the screens look: what is in sight can be read, nothing is cut off, and the map stays a map."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.color import Color
from textual.command import CommandList
from textual.widgets import TextArea

from caqda.study import Study
from caqda.tui.colours import READABLE, VISIBLE, contrast
from caqda.tui.commands import Palette
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.themes import THEMES
from caqda.tui.widgets.codes import CodeTree
from caqda.tui.widgets.table import Table
from tests.desk import at_work
from tests.studies import build_study
from tests.tui import settled, shown


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(
        tmp_path / "s.caqda",
        sources={"k1": "I: Hvordan gik det?\nK1: Det gik godt nok. Ledelsen var tydelig.\n"},
        codes=["ledelse", "ledelse/entydig", "viden"],
        codings=[("ledelse/entydig", "k1", "Ledelsen var tydelig")],
        cases={"K1": {"perspektiv": "kommunalt"}},
    )


async def test_the_map_beside_the_text_stays_when_another_panel_is_in_focus(study: Study) -> None:
    async with at_work(study.path) as desk:
        bar = desk.app.screen.query_one("#transcript").vertical_scrollbar

        def drawn() -> str:
            return "".join(strip.text for strip in bar.render_lines(bar.size.region))

        assert bar.is_map and "▒◆" in drawn()
        for key in ("tab", "escape"):
            await desk.press(key)
            assert "▒◆" in drawn()


async def test_the_number_under_the_cursor_of_a_table_can_be_read_in_every_theme(study: Study) -> None:
    async with at_work(study.path) as desk:
        await desk.press("f4")
        await desk.until(lambda: bool(desk.app.screen.query(Table)) and bool(desk.one(Table).rows))
        table = desk.one(Table)
        for theme in THEMES:
            desk.app.theme = theme.name
            await desk.pilot.pause()
            [style] = [segment.style for segment in table.render_line(0) if "[" in segment.text]
            assert style and style.color and style.bgcolor
            pair = map(Color.from_rich_color, (style.color, style.bgcolor))
            assert contrast(*pair) >= READABLE, theme.name


async def test_keys_that_come_faster_than_a_question_goes_take_no_other_screen_away(study: Study) -> None:
    async with at_work(study.path) as desk:
        for opening, answers in (
            ("exclamation_mark", ("enter", "escape", "enter", "1")),
            ("percent_sign", ("1", "escape", "enter")),
            ("ctrl+p", ("enter", "enter", "escape")),
            ("Q", ("enter", "escape", "Q")),
            ("M", ("escape", "escape")),
        ):
            await desk.press("plus", opening)
            await desk.until(lambda: len(desk.app.screen_stack) > 1)
            for key in answers:  # none waits for what the one before it does
                desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await settled(desk.pilot)
            while len(desk.app.screen_stack) > 1:
                await desk.press("escape")
                await settled(desk.pilot)
            assert isinstance(desk.app.screen, CodingScreen)


async def test_a_field_that_cannot_be_saved_is_told_where_a_passage_is_gone_to(study: Study) -> None:
    async with at_work(study.path) as desk:
        await desk.press("f5", "enter", "shift+tab")
        await desk.type("nej")
        desk.session.show(next(iter(desk.session.corpus.sources)), 0)
        await desk.until(lambda: any("is not a colour" in words for words in desk.said))
        assert desk.app.current_mode == "codebook"


@pytest.mark.parametrize("keys", [("m",), ("M", "n", "1"), ("f5", "enter")], ids=["memo", "journal", "field"])
async def test_a_long_text_is_taken_away_at_once_and_undone(study: Study, keys: tuple[str, ...]) -> None:
    async with at_work(study.path) as desk:
        for key in keys:
            await desk.press(key)
            await settled(desk.pilot)
        editor = desk.app.screen.focused
        assert isinstance(editor, TextArea)
        for lines in range(1, 20):  # some number of them is where the scroll bar comes and goes
            editor.load_text("linje\n" * lines)
            editor.move_cursor(editor.document.end)
            await desk.press("enter", "ctrl+z")
            assert editor.text == "linje\n" * lines
            await desk.press("ctrl+a", "backspace", "ctrl+z")
            assert editor.text == "linje\n" * lines


async def test_the_palette_may_come_up_while_one_goes_to_another_screen(study: Study) -> None:
    async with at_work(study.path) as desk:
        await desk.press("f5")
        desk.app.action_command_palette()
        desk.session.show(next(iter(desk.session.corpus.sources)), 0)
        await desk.until(lambda: desk.app.current_mode == "code")
        await desk.press("f5", "escape", "escape")
        await desk.until(lambda: desk.app.current_mode == "code")


async def test_what_is_said_has_as_many_lines_as_it_needs_key_after_key(study: Study) -> None:
    async with at_work(study.path, (60, 24)) as desk:
        await desk.press("plus", "R")
        for key in ("left", "left", "left", "right"):
            await desk.press(key)
            await settled(desk.pilot)
            assert "esc leaves" in shown(desk.pilot)


@pytest.mark.parametrize("theme", [one.name for one in THEMES])
async def test_all_on_the_row_under_the_cursor_can_be_read(study: Study, theme: str) -> None:
    async with at_work(study.path) as desk:
        desk.app.theme = theme
        await desk.press("tab", "down")
        await settled(desk.pilot)
        tree = desk.one(CodeTree)
        place = tree.rows.index(tree.current)
        for segment in tree.render_line(place):
            assert segment.style and segment.style.color and segment.style.bgcolor
            pair = map(Color.from_rich_color, (segment.style.color, segment.style.bgcolor))
            least = READABLE if any(map(str.isalnum, segment.text)) else VISIBLE
            assert not segment.text.strip() or contrast(*pair) >= least, segment


async def test_what_the_palette_still_gathers_when_it_has_been_left_does_no_harm(study: Study) -> None:
    async with at_work(study.path) as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: bool(desk.app.screen.query(CommandList)))
        palette = desk.app.screen
        assert isinstance(palette, Palette)
        gathered = palette.query_one(CommandList)
        await gathered.remove()
        palette._refresh_command_list(gathered, [], True)
        palette._gather_commands("x")
        palette._list_visible = not palette._list_visible
        palette._show_busy = not palette._show_busy
        await desk.press("escape")
        await settled(desk.pilot)
        assert isinstance(desk.app.screen, CodingScreen)
