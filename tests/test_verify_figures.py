"""The numbers of a report against the study: those that changed are named, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from studies import build_study

from caqda.cli.app import run
from caqda.coding.actions import remove
from caqda.confidential import restrict
from caqda.reports import report
from caqda.reports.choices import Choices, find, is_line
from caqda.reports.config import PARTS, Config
from caqda.study import Study
from caqda.verify import read
from caqda.verify.figures import figures

K1 = "K1: Det gik godt nok. Ledelsen var tydelig. Ledelsen sagde det.\n"
K2 = "K2: Vi fik viden. Ledelsen så vi aldrig.\n"


def made(path: Path) -> Study:
    return build_study(
        path,
        sources={"k1": K1, "k2": K2},
        codes=["ledelse", "ledelse/entydig", "viden", "viden/entydig"],
        codings=[
            ("ledelse/entydig", "k1", "Ledelsen var tydelig"),
            ("ledelse/entydig", "k1", "Ledelsen sagde det"),
            ("ledelse", "k2", "Ledelsen så vi aldrig"),
            ("viden/entydig", "k2", "Vi fik viden"),
        ],
        cases={"K1": {"perspektiv": "a"}, "K2": {"perspektiv": "b"}},
    )


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return made(tmp_path / "s.caqda")


def coding(study: Study, words: str) -> int:
    return int(study.read("SELECT id FROM coding WHERE text = ?", words)[0][0])


@pytest.mark.parametrize("ending", ["docx", "odt", "html", "md"])
def test_exactly_the_numbers_that_changed_are_told(study: Study, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"r.{ending}"
    report(study, path, config=Config(parts=("codes",), by="perspektiv", language="en"))
    told = figures(study, read(path))
    assert told is not None and (told.state, told.differing) == ("same", ())
    assert told.checked > 60
    remove(study, [coding(study, "Ledelsen sagde det")])
    told = figures(study, read(path))
    assert told is not None and told.state == "earlier"
    overview, whole, own = (
        "Number of cases",
        "ledelse with sub-codes, by perspektiv",
        "ledelse/entydig, by perspektiv",
    )
    found = {
        (one.table.partition(", and")[0], one.row.rpartition("/")[2], one.column): one
        for one in told.differing
    }
    assert {key for key in found if key[2] != "Words"} == {
        *((overview, name, column) for name in ("ledelse", "entydig") for column in ("a", "Total")),
        *((table, row, "Passages") for table in (whole, own) for row in ("a", "Total")),
    }
    assert {key for key in found if key[2] == "Words"} == {
        (table, row, "Words") for table in (whole, own) for row in ("a", "Total")
    }
    one = found[overview, "entydig", "a"]
    assert (one.printed, one.now) == ("1 (2)", "1 (1)")


def test_all_parts_agree_with_the_study_they_were_made_from(study: Study, tmp_path: Path) -> None:
    restrict(study, case=study.case_id("K2"))
    config = Config(parts=PARTS, by="perspektiv", min_cell=1, where="perspektiv = a or perspektiv = b")
    for ending in ("docx", "md"):
        path = tmp_path / f"r.{ending}"
        report(study, path, config=config, codes=["ledelse"])
        told = figures(study, read(path))
        assert told is not None and told.checked > 60 and told.differing == ()


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_framework_with_most_cells_empty_is_no_table_of_numbers(tmp_path: Path, ending: str) -> None:
    study = build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "k2": K2},
        codes=["ledelse", "viden", "tid", "sted", "penge"],
        codings=[("ledelse", "k1", "Ledelsen var tydelig")],
        cases={"K1": {}, "K2": {}},
    )
    path = tmp_path / f"r.{ending}"
    report(study, path, config=Config(parts=("codes", "framework")))
    told = figures(study, read(path))
    assert told is not None and told.checked and told.differing == ()


@pytest.mark.parametrize(
    "line", ["{caqda: 1, only: 5}", f"{{caqda: {'[' * 5000}{']' * 5000}}}", "{caqda: 1, by: [}", "{caqda: &a"]
)
def test_a_line_of_choices_that_somebody_changed_is_none(line: str) -> None:
    assert find(f"Report. {line}", Path("r.md")) is None


def test_the_choices_stand_in_words_and_the_line_of_an_earlier_report_is_read_too(study: Study) -> None:
    config = Config(parts=("codes",), by="perspektiv", codes=("viden/entydig",))
    text = report(study, config=config, format="md")
    [line] = [line for line in text.splitlines() if is_line(line)]
    assert "{caqda: 1, language: da, parts: [codes], by: perspektiv, codes: [viden/entydig]}" in line
    odd = Config(where='a = "}\\" or b', themes=("yes", "2020", "a b", "a, [b]: {c}"), by="år")
    told = find(f"Valg: {Choices(odd).line} og mere.", Path("r.md"))
    assert told is not None and told.config == odd
    earlier = find(
        'Valg: `{"caqda": 1, "parts": ["codes"], "by": "perspektiv", "only": ["viden"]}`', Path("r.md")
    )
    assert earlier is not None and (earlier.config.by, earlier.only) == ("perspektiv", ("viden",))
    assert find("Valg: {caqda: 1, by: [", Path("r.md")) is None


def test_a_report_that_says_not_what_it_was_made_of_is_told_so(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = report(study, format="md")
    path = tmp_path / "r.md"
    path.write_text("\n".join(line for line in text.splitlines() if not is_line(line)), "utf-8")
    run(["verify", study.address, str(path)])
    assert "does not say what it was made of" in capsys.readouterr().err
    path.write_text("\n".join(line for line in text.splitlines() if not line.startswith("|")), "utf-8")
    run(["verify", study.address, str(path)])
    assert "No table of numbers can be read" in capsys.readouterr().err


def test_the_command_lists_them_and_says_of_what_the_report_is(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.html"
    assert run(["report", study.address, "-o", str(path), "--by", "perspektiv", "--code", "viden"]) == 0
    assert run(["verify", study.address, str(path)]) == 0
    assert "0 of " in capsys.readouterr().err
    remove(study, [coding(study, "Vi fik viden")])
    assert run(["verify", study.address, str(path), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert {one["status"] for one in json.loads(out)} <= {"exact"} and "--figures lists them" in err
    assert run(["verify", study.address, str(path), "--figures", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found and all(set(one) == {"table", "row", "column", "printed", "now"} for one in found)
    other = made(tmp_path / "other.caqda")
    assert run(["verify", other.address, str(path)]) == 1
    assert "another study" in capsys.readouterr().err
    (tmp_path / "egen.md").write_text("Intet her.\n", "utf-8")
    assert run(["verify", study.address, str(tmp_path / "egen.md"), "--figures"]) == 2
