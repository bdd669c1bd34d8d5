"""What leaves a study: not what is confidential, unless it is said why; and summaries, written and listed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from studies import build_study
from textual.widgets import TextArea

from caqda.cli.app import run
from caqda.confidential import restrict
from caqda.errors import UnknownName
from caqda.study import Study
from caqda.summaries import summaries, summarise
from caqda.tui.screens.crosstab import CrosstabScreen
from caqda.tui.screens.summary import SummaryScreen
from caqda.tui.widgets.table import Table
from tests.desk import at_work

K1 = "K1: Det gik godt nok. Ledelsen var tydelig.\n"
K2 = "K2: Vi fik viden. Ledelsen så vi aldrig.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "k2": K2},
        codes=["ledelse", "viden"],
        codings=[
            ("ledelse", "k1", "Ledelsen var tydelig"),
            ("ledelse", "k2", "Ledelsen så vi aldrig"),
            ("viden", "k2", "Vi fik viden"),
        ],
        cases={"K1": {"perspektiv": "a"}, "K2": {"perspektiv": "b"}},
    )


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"))))


@pytest.mark.parametrize(
    ("command", "whole", "left"),
    [
        (["export"], 3, 1),
        (["crosstab", "--by", "case"], [["ledelse", "1", "1", "2"], ["viden", "0", "1", "1"]],
         [["ledelse", "1", "0", "1"], ["viden", "0", "0", "0"]]),
    ],
)  # fmt: skip
def test_every_door_keeps_what_is_confidential_until_it_is_said_why(
    study: Study,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    whole: object,
    left: object,
) -> None:
    out = tmp_path / "ud.csv"

    def writes(*more: str) -> tuple[object, str]:
        assert run([command[0], study.address, *command[1:], "-o", str(out), *more]) == 0
        told = rows(out)[1:]
        return len(told) if command[0] == "export" else told, capsys.readouterr().err

    assert writes()[0] == whole
    restrict(study, case=study.case_id("K2"))
    found, said = writes()
    assert found == left
    assert "2 codings are confidential and are left out." in said
    found, said = writes("--override", "aftalt med K2")
    assert found == whole and "confidential" not in said
    assert "aftalt med K2" in study.journal.log(1)[0].summary
    before = out.read_bytes()
    assert run([command[0], study.address, *command[1:], "-o", str(out), "--override", " "]) == 2
    assert out.read_bytes() == before


def test_a_table_says_at_its_foot_what_it_leaves_out(study: Study, tmp_path: Path) -> None:
    restrict(study, case=study.case_id("K2"))
    assert run(["crosstab", study.address, "-o", str(tmp_path / "t.md")]) == 0
    assert "2 codings are confidential" in (tmp_path / "t.md").read_text("utf-8")


def test_summaries_are_written_and_listed_with_their_passages(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    def asks(*words: str) -> list[dict[str, object]]:
        capsys.readouterr()
        assert run(["summarise", study.address, *words, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]

    assert run(["summarise", study.address, "--case", "K2", "--code", "viden", "Fik viden sent."]) == 0
    told = asks("--case", "K2", "--code", "viden")
    assert [one["text"] for one in told[0]["summaries"]] == ["Fik viden sent."]  # type: ignore[attr-defined]
    assert [one["text"] for one in told[0]["passages"]] == ["Vi fik viden"]  # type: ignore[attr-defined]
    assert [(one["case"], one["code"]) for one in asks()] == [
        ("K1", "ledelse"), ("K2", "ledelse"), ("K2", "viden"),
    ]  # fmt: skip
    assert run(["summarise", study.address, "--case", "K2", "--code", "viden"]) == 0
    out = capsys.readouterr().out
    assert "Vi fik viden" in out and "Fik viden sent." in out
    assert run(["summarise", study.address, "--case", "K2", "--code", "viden", "--remove"]) == 0
    assert summaries(study) == []
    assert run(["summarise", study.address, "--case", "K2", "tekst"]) == 2
    with pytest.raises(UnknownName):
        summarise(study, "K9", "viden", "x")


async def test_a_summary_is_written_beside_its_passages(study: Study) -> None:
    async with at_work(Path(study.address)) as desk:
        await desk.press("f4")
        await desk.until(lambda: isinstance(desk.app.screen, CrosstabScreen))
        table = desk.one(Table)
        await desk.until(lambda: bool(table.rows))
        await desk.press("m")
        await desk.until(lambda: bool(desk.said))
        assert "press b" in desk.said[-1]
        await desk.press("b")
        await desk.question()
        await desk.type("case")
        await desk.press("enter")
        await desk.until(lambda: table.sheet.columns == ("K1", "K2", "total"))
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, SummaryScreen))
        await desk.type("Tydelig ledelse.")
        await desk.press("escape")
        await desk.until(lambda: bool(summaries(study)))
        one = summaries(study)[0]
        assert (one.case, one.code) == (study.case_id("K1"), study.code_id("ledelse"))
        assert one.text == "Tydelig ledelse."
        await desk.until(lambda: isinstance(desk.app.screen, CrosstabScreen))
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, SummaryScreen))
        assert desk.app.screen.query_one(TextArea).text == "Tydelig ledelse."


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--source", "k1"], 'The source "k1" is confidential and stays'),
        (["--case", "K2"], 'The case "K2" is confidential and stays'),
        (["--where", "source = k1"], 'The source "k1" is confidential and stays'),
        (["--where", "case = K2"], 'The case "K2" is confidential and stays'),
        (["--source", "k3"], 'There is no source "k3"'),
    ],
)
def test_what_is_confidential_and_asked_for_by_name_is_said_to_be_so(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    restrict(study, source=study.source_id("k1"))
    restrict(study, case=study.case_id("K2"))
    for command in ("report", "crosstab"):
        assert run([command, study.address, *asked, "-o", str(tmp_path / "x.csv")]) == 2
        assert told in capsys.readouterr().err
    assert not (tmp_path / "x.csv").exists()
    if "k3" not in asked:
        why = ["--override", "aftalt"]
        assert run(["report", study.address, *asked, *why, "-o", str(tmp_path / "x.csv")]) == 0
        assert capsys.readouterr().err.strip().endswith("x.csv written.")


def test_a_report_says_how_much_it_leaves_out(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    restrict(study, source=study.source_id("k1"))
    assert run(["report", study.address, "-o", str(tmp_path / "x.md")]) == 0
    assert capsys.readouterr().err.strip().endswith("1 coding is confidential and is left out.")
