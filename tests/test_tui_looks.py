"""How the screens look: what is in sight can be read, nothing is cut off, and the map stays a map."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from caqda.study import Study
from caqda.tui.colours import READABLE, contrast
from caqda.tui.themes import THEMES
from caqda.tui.widgets.table import Table
from tests.desk import at_work
from tests.studies import build_study


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
