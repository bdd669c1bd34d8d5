"""Tables as they are asked for: one value for screen, command and file."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from studies import build_study

from caqda import tables as saved
from caqda import wording
from caqda.analysis.crosstab import crosstab
from caqda.analysis.query import query
from caqda.analysis.table import KINDS, Asked, table
from caqda.cli.app import run
from caqda.errors import ChangeError, InputError, UnknownName
from caqda.queries import save as save_query
from caqda.reports.tables import write_table
from caqda.study import Study

K1 = "I: Gik det?\nK1: Det gik godt. Ledelsen var tydelig.\nK1: Vi delte viden.\n"
B1 = "I: Og her?\nB1: Vi fik viden. Ledelsen så vi aldrig.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "b1": B1},
        codes=["ledelse", "ledelse/entydig", "viden", "=1+1"],
        codings=[
            ("ledelse/entydig", "k1", "Ledelsen var tydelig"),
            ("ledelse", "b1", "Ledelsen så vi aldrig"),
            ("viden", "b1", "Vi fik viden. Ledelsen"),
            ("viden", "k1", "Vi delte viden"),
            ("=1+1", "k1", "Vi delte"),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "B1": {"perspektiv": "boligsocialt"}},
        variables={"k1": {"år": "2020"}, "b1": {"år": "2021"}},
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("transposed", [False, True])
def test_every_number_leads_to_its_passages_however_it_is_laid_out(
    study: Study, kind: str, transposed: bool
) -> None:
    asked = Asked(kind, by=("perspektiv",), unit="passages", measure="both" if kind == "cooccurrence" else "")
    plain = table(study, asked)
    column = plain.grid.head[plain.grid.labels]
    laid = replace(asked, sort=column, smallest_first=True) if not transposed else asked
    told = table(study, replace(laid, transposed=transposed))
    assert len(told.grid.rows) > 1
    for at, row in enumerate(told.grid.rows):
        for place in range(told.grid.labels, len(row)):
            there, beside = told.place(at, place)
            assert row[place] == plain.grid.rows[there][beside + plain.grid.labels]
            found = told.passages(at, place)
            if kind in ("crosstab", "cooccurrence"):
                assert found is not None
                assert len(found) == row[place]
            assert (found is None) == (kind == "similarity")


def test_sorting_narrowing_and_what_stands_above(study: Study) -> None:
    asked = Asked(by=("perspektiv",), unit="words")
    assert table(study, asked).grid.paths() == ["ledelse", "ledelse/entydig", "viden", "=1+1"]
    narrow = table(study, replace(asked, narrow="entyd")).grid
    assert [row[0] for row in narrow.rows] == ["ledelse", "  entydig"]
    by_total = table(study, replace(asked, sort="total")).grid
    numbers = [row[-1] for row in by_total.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert table(study, replace(asked, sort="no such column")).grid == table(study, asked).grid


def test_frequencies_and_timelines_lead_to_the_passages_they_count(study: Study) -> None:
    often = table(study, Asked("frequencies", largest="passages"))
    for at, row in enumerate(often.grid.rows):
        assert len(often.passages(at, 1) or ()) == row[often.grid.head.index("passages")]
    line = table(study, Asked("timeline", parts=4))
    for at, row in enumerate(line.grid.rows):
        for place in range(line.grid.labels, len(row)):
            assert len(line.passages(at, place) or ()) == row[place]
    new = table(study, Asked("saturation"))
    assert [len(new.passages(at, 2) or ()) for at in range(2)] == [2, 2]


def test_a_table_is_kept_renamed_and_deleted_and_each_is_undone(study: Study) -> None:
    asked = Asked(by=("perspektiv", "år"), bins={"år": ("2020", "2021")}, none=False, transposed=True)
    saved.save(study, " min  tabel ", asked)
    assert saved.table_named(study, "MIN TABEL").asked == asked
    saved.save(study, "Min tabel", replace(asked, unit="words"))
    assert [(one.name, one.asked.unit) for one in saved.tables(study)] == [("Min tabel", "words")]
    saved.rename(study, "min tabel", "ny")
    with pytest.raises(UnknownName, match="ny"):
        saved.table_named(study, "nyt")
    saved.delete(study, "ny")
    assert saved.tables(study) == []
    study.journal.undo(4)
    assert saved.tables(study) == []
    study.journal.redo(1)
    assert [one.name for one in saved.tables(study)] == ["min tabel"]
    with pytest.raises(ChangeError):
        saved.save(study, " ", asked)
    with pytest.raises(ChangeError, match="newer caqda"):
        Asked.from_json({"kind": "crosstab", "hologram": True})


def test_a_workbook_holds_numbers_and_no_formula(study: Study, tmp_path: Path) -> None:
    asked = Asked(by=("perspektiv",), share="column", statistics=True)
    for name in ("a.xlsx", "b.xlsx"):
        write_table(table(study, asked), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    _, sheet, statistics = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=5)]
    assert rows[1] == ["ledelse", 1, 1, 1]
    assert rows[2] == ["ledelse/entydig", 0, 1, 0.5]
    assert rows[4][0] == "=1+1"
    assert sheet["A5"].data_type == "s"
    assert sheet["B2"].number_format == "0%"
    assert isinstance(statistics["B2"].value, (int, float))


def test_each_format_shows_the_numbers_and_what_they_count(study: Study, tmp_path: Path) -> None:
    told = table(study, Asked(by=("perspektiv",)))
    for ending in ("md", "html", "tex", "csv", "json"):
        write_table(told, tmp_path / f"t.{ending}")
    text = {ending: (tmp_path / f"t.{ending}").read_text("utf-8-sig") for ending in ("md", "html", "tex")}
    for one in text.values():
        assert "Each number counts cases." in one
        assert "entydig" in one
    assert r"\toprule" in text["tex"]
    assert "| ledelse/entydig | 0 | 1 | 1 |" in text["md"]
    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["code", "boligsocialt", "kommunalt", "total"]
    assert rows[2] == ["ledelse/entydig", "0", "1", "1"]
    assert rows[4][0] == "'=1+1"
    assert json.loads((tmp_path / "t.json").read_text()) == crosstab(study, "perspektiv").to_json("cases")
    with pytest.raises(InputError, match=r"\.xlsx"):
        write_table(told, tmp_path / "t.doc")


def test_the_commands_save_lay_out_and_write(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_query(study, "tydelig", "ledelse where perspektiv = kommunalt")

    def asks(*words: str) -> list[list[str]]:
        capsys.readouterr()
        assert run([words[0], study.address, *words[1:], "--format", "csv"]) == 0
        return list(csv.reader(io.StringIO(capsys.readouterr().out)))

    assert asks("crosstab", "--level", "2")[1:] == [["  entydig", "0", "1", "1"]]
    rows = asks("crosstab", "--row", "@tydelig", "--column", "viden", "--unit", "passages", "--save", "mine")
    assert rows == [["code", "viden", "total"], ["'@tydelig", "0", "1"]]
    assert asks("table", "mine") == rows
    assert asks("crosstab", "--by", "ledelse/")[0] == ["code", "entydig", "total"]
    assert asks("crosstab", "--transpose", "--sort", "viden", "--where", "år = 2020")[0][3] == "viden"
    assert asks("tables")[1][0] == "mine"
    assert asks("tables", "--delete", "mine")[1:] == []
    assert run(["crosstab", study.address, "--sort", "mars"]) == 2
    assert run(["saturation", study.address, "-o", str(tmp_path / "s.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[1]["C2"].value == 2


def test_a_query_is_applied_after_a_dry_run(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["query", study.address, "viden where perspektiv = kommunalt", "--apply", "entydig"]
    assert run([*words, "--dry-run"]) == 0
    assert '1 passage would be coded with "ledelse/entydig"' in capsys.readouterr().err
    assert len(query(study, "entydig")) == 1
    assert run(words) == 0
    assert len(query(study, "entydig")) == 2
    assert run([*words, "--dry-run"]) == 0
    assert "0 passages would be coded" in capsys.readouterr().err
    study.journal.undo()
    assert len(query(study, "entydig")) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("transposed", [False, True])
def test_csv_is_the_same_whatever_the_language_of_the_interface(
    study: Study, tmp_path: Path, kind: str, transposed: bool
) -> None:
    asked = Asked(kind, statistics=True, transposed=transposed)
    told, heads = [], []
    for spoken in ("en", "da"):
        with wording.speaking(spoken):
            counted = table(study, asked)
            write_table(counted, tmp_path / f"{spoken}.csv")
            told.append((tmp_path / f"{spoken}.csv").read_bytes())
            heads.append(counted.grid.head)
    assert told[0] == told[1]
    assert transposed or heads[0] != heads[1]


def test_a_column_to_sort_by_is_found_in_either_language(study: Study) -> None:
    for spoken in ("en", "da"):
        with wording.speaking(spoken):
            sorts = [table(study, Asked(sort=name)) for name in ("total", "i alt")]
            assert [one.sorted_by for one in sorts] == [len(sorts[0].grid.head) - 1] * 2
            assert sorts[0].flat().rows == sorts[1].flat().rows
            assert [row[0] for row in sorts[0].flat().rows][-1] != "  entydig"


def test_what_has_no_value_is_said_in_the_language_of_the_interface(tmp_path: Path) -> None:
    study = build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "b1": B1},
        codes=["viden"],
        codings=[("viden", "b1", "Vi fik viden")],
        cases={"K1": {"rolle": "leder"}, "B1": {}},
    )
    for spoken, none in (("en", "(none)"), ("da", "(ingen)")):
        with wording.speaking(spoken):
            told = table(study, Asked(by=("rolle",)))
            crossed = table(study, Asked(by=("source", "rolle")))
            assert told.grid.head[1:-1] == ("leder", none)
            assert f"b1 × {none}" in crossed.grid.head
            assert f"{none} 1 " in told.grid.note
            assert list(told.to_json()["column_totals"]) == ["leder", "(none)"]
            assert told.flat().head[1:-1] == ("leder", "(none)")


def test_where_there_is_nothing_to_count_one_sentence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "e.caqda"
    build_study(path, codes=["a"]).close()
    assert run(["crosstab", str(path), "--format", "csv"]) == 0
    told = capsys.readouterr()
    assert told.out == "code,total\na,0\n"
    assert told.err == "There are no interviews in this study yet; 'caqda import' brings them in.\n"
    other = tmp_path / "f.caqda"
    build_study(other, {"k1": "K1: Ja.\n"}).close()
    assert run(["crosstab", str(other), "--format", "csv"]) == 0
    assert capsys.readouterr().err.startswith("There are no codes to count;")
