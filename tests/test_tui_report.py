"""The report at the keyboard: chosen, looked at, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from caqda.confidential import restrict
from caqda.reports import report
from caqda.reports.config import Config, read
from caqda.study import Study
from caqda.tui.screens.dialogs import Ask, Confirm
from caqda.tui.screens.report import ReportScreen
from caqda.tui.widgets.marks import CodeMarks
from caqda.tui.widgets.parts import PartMarks
from caqda.tui.widgets.preview import Preview
from caqda.tui.widgets.settings import Settings
from caqda.tui.widgets.title import Title
from tests.desk import Desk, at_work
from tests.studies import build_study

K1 = "I: Hvordan gik det?\nK1: Det gik godt nok. Ledelsen var tydelig.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    return build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1},
        codes=["ledelse", "ledelse/entydig", "viden"],
        codings=[("ledelse/entydig", "k1", "Ledelsen var tydelig"), ("viden", "k1", "godt nok")],
        cases={"K1": {"perspektiv": "kommunalt", "rolle": "leder"}},
    )


async def open_report(desk: Desk) -> Preview:
    await desk.press("f6")
    await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
    preview = desk.one(Preview)
    await desk.until(lambda: bool(preview.text))
    return preview


def settings_told(desk: Desk) -> str:
    """What the settings of the report show."""
    lines = [desk.one(Settings).render_line(y).text for y in range(desk.one(Settings).size.height)]
    return "\n".join(lines)


def codes_told(desk: Desk) -> str:
    """What stands above the codes."""
    return desk.one(Title, "#codes-title").lines()[0].plain


async def test_the_preview_is_the_report_of_what_is_chosen(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        preview = await open_report(desk)
        assert preview.text == report(study, by="perspektiv")
        assert codes_told(desk).startswith("All codes ")
        assert preview.render_line(0).text.strip() == preview.text.splitlines()[0]
        marks = desk.one(CodeMarks)
        await desk.press("space")
        wanted = report(study, by="perspektiv", codes=["ledelse"])
        await desk.until(lambda: preview.text == wanted)
        boxes = ["[x]" in marks.render_line(y).text for y in range(3)]
        assert boxes == [True, True, False]
        assert codes_told(desk).startswith("1 code marked ")
        await desk.press("a")
        await desk.until(lambda: preview.text == report(study, by="perspektiv"))
        before = preview.text
        await desk.session.apply(study.code_id("viden"), 0, 10, source=study.source_id("k1"))
        await desk.until(lambda: preview.text != before)
        assert preview.text == report(study, by="perspektiv")
        await desk.press("b")
        await desk.question()
        await desk.type("rol")
        await desk.press("enter")
        await desk.until(lambda: preview.text == report(study, by="rolle"))
        assert "rolle" in settings_told(desk)


async def test_format_and_ending_go_together(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_report(desk)
        field = desk.one(Input, "#file")
        assert field.value == "report.docx"  # what is handed in comes first
        await desk.press("f")
        await desk.question()
        await desk.type("html")
        await desk.press("enter")
        await desk.until(lambda: "HTML" in settings_told(desk))
        assert field.value == "report.html"
        await desk.press("n")
        assert field.has_focus
        field.value = "udkast.csv"
        await desk.until(lambda: "CSV" in settings_told(desk))
        await desk.press("enter")
        assert desk.one(CodeMarks).has_focus


async def test_one_key_writes_it_in_each_format_and_it_says_where(study: Study, tmp_path: Path) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_report(desk)
        for ending in ("md", "html", "csv", "json"):
            desk.one(Input, "#file").value = f"ud.{ending}"
            await desk.press("w")
            path = tmp_path / f"ud.{ending}"
            await desk.until(lambda: desk.words("#told").startswith(f"Written: {path}"))  # noqa: B023
            assert path.read_bytes().decode() == report(study, format=ending, by="perspektiv")


async def test_a_file_that_is_there_is_not_replaced_without_a_yes(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("mit eget", "utf-8")
    async with at_work(Path(study.address)) as desk:
        await open_report(desk)
        desk.one(Input, "#file").value = "report.md"
        await desk.press("w")
        await desk.until(lambda: isinstance(desk.app.screen, Confirm))
        await desk.press("n")
        await desk.answered()
        assert path.read_text("utf-8") == "mit eget"
        await desk.press("w")
        await desk.until(lambda: isinstance(desk.app.screen, Confirm))
        await desk.press("y")
        await desk.until(lambda: desk.words("#told").startswith("Written:"))
        assert path.read_text("utf-8").startswith("# ")
        await desk.press("space", "w")
        await desk.until(lambda: path.read_text("utf-8") == report(study, by="perspektiv", codes=["ledelse"]))


async def test_what_cannot_be_written_is_said_in_one_sentence(study: Study, tmp_path: Path) -> None:
    async with at_work(Path(study.address)) as desk:
        await open_report(desk)
        for name in ("ingen/ud.md", "ud.doc"):
            desk.one(Input, "#file").value = name
            before = len(desk.said)
            await desk.press("w")
            await desk.until(lambda: len(desk.said) > before)  # noqa: B023
        assert "there is no such folder" in desk.said[0]
        assert "this format cannot be written" in desk.said[1]
        assert desk.words("#told") == ""
        assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("s.caqda")) == []


async def test_what_is_chosen_is_one_file_that_the_command_reads_too(study: Study, tmp_path: Path) -> None:
    async with at_work(Path(study.address), size=(80, 24)) as desk:
        preview = await open_report(desk)
        parts = desk.one(PartMarks)
        parts.focus()
        assert parts.marked == ("codes", "codebook")
        await desk.press("J", "space")  # codes after the codebook; and then not at all
        assert parts.marked == ("codebook",)
        parts.go_to("cases")
        await desk.press("space", "K", "l", "p")
        for key, words in (("t", "Min rapport"), ("u", "Holdet")):
            await desk.press(key)
            await desk.question()
            await desk.type(words)
            await desk.press("enter")
            await desk.answered()
        await desk.until(lambda: preview.text.startswith("# Min rapport"))
        screen = desk.app.screen
        assert isinstance(screen, ReportScreen)
        wanted = screen.config
        assert wanted == Config(
            title="Min rapport",
            author="Holdet",
            language="da",
            parts=("codebook", "cases"),
            by="perspektiv",
            speakers="role",
        )
        await desk.press("s")
        await desk.question()
        await desk.press("enter")
        await desk.until(lambda: desk.words("#told").startswith("Kept:"))
        path = tmp_path / "report.yaml"
        assert read(path) == wanted
        path.write_text("parts: [crosstab]\ncodes: [viden]\nmin_cell: 2\n", "utf-8")
        await desk.press("o")
        await desk.question()
        await desk.press("enter")
        await desk.until(lambda: parts.marked == ("crosstab",))
        assert codes_told(desk).startswith("1 code marked ")
        assert "those under 2 are kept back" in settings_told(desk)


async def test_what_points_at_few_is_written_only_for_a_reason(study: Study, tmp_path: Path) -> None:
    restrict(study, source=study.source_id("k1"), start=0, end=20)
    async with at_work(Path(study.address)) as desk:
        await open_report(desk)
        await desk.press("m")
        await desk.question()
        desk.app.screen.query_one(Input).value = "2"
        await desk.press("enter", "w")
        await desk.until(lambda: isinstance(desk.app.screen, Confirm))
        assert "kommunalt" in str(desk.app.screen.query_one("Static").render())
        await desk.press("n")
        await desk.answered()
        assert not (tmp_path / "report.docx").exists()
        await desk.press("w")
        await desk.until(lambda: isinstance(desk.app.screen, Confirm))
        await desk.press("y")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        await desk.type("aftalt med K1")
        await desk.press("enter")
        await desk.until(lambda: desk.words("#told").startswith("Written:"))
        assert "aftalt med K1" in study.journal.log(1)[0].summary


async def test_what_is_confidential_is_let_out_aloud_and_once(study: Study, tmp_path: Path) -> None:
    async with at_work(Path(study.address)) as desk:
        preview = await open_report(desk)
        desk.one(Input, "#file").value = "report.md"
        await desk.press("c")
        await desk.until(lambda: any("nothing to let out" in told for told in desk.said))
        source = study.source_id("k1")
        await desk.app.session.do(lambda study: restrict(study, source=source))
        await desk.until(lambda: desk.words("#withheld").startswith("2 codings are confidential"))
        kept = preview.text
        await desk.press("c")
        await desk.question()
        await desk.type("samtykke er hentet")
        await desk.press("enter")
        await desk.until(lambda: "CONFIDENTIAL is let out, because: samtykke" in desk.words("#withheld"))
        assert preview.text != kept
        before = len(study.journal.log(1000))
        await desk.press("w")
        await desk.until(lambda: desk.words("#told").startswith("Written:"))
        assert "samtykke er hentet" in study.journal.log(1)[0].summary
        assert len(study.journal.log(1000)) == before + 1
        told = (tmp_path / "report.md").read_text("utf-8")
        await desk.until(lambda: desk.words("#withheld").startswith("2 codings are confidential"))
        await desk.press("w")
        await desk.until(lambda: (tmp_path / "report.md").read_text("utf-8") != told)
        assert len(study.journal.log(1000)) == before + 1
