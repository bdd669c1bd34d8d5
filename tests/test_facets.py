"""The columns of a crosstab beyond one variable: crossed, binned, without the valueless, and kept back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study
from test_crosstab import CODES, Told, Voice, plain, told_studies

from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import Crosstab, crosstab
from caqda.analysis.crosstab_grid import caption, crosstab_grid
from caqda.analysis.disclosure import WITHHELD
from caqda.analysis.statistics_grid import residuals_grid, statistics_grid
from caqda.analysis.tally import UNITS
from caqda.errors import QueryError, UnknownName
from caqda.study import Study

TALK = "I: Hvad nu?\nK1: Viden er godt.\nK2: Viden er alt.\nB1: Viden mangler.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("facets") / "s.caqda",
        sources={"s1": TALK, "s2": "B2: Viden er her.\n", "s3": "B3: Viden er der.\n"},
        codes=["viden", "spørgsmål", "godt"],
        codings=[
            ("viden", "s1", "Viden er godt"),
            ("viden", "s1", "Viden er alt"),
            ("viden", "s1", "Viden mangler"),
            ("viden", "s2", "Viden er her"),
            ("viden", "s3", "Viden er der"),
            ("spørgsmål", "s1", "Hvad nu?"),
            ("godt", "s1", "godt"),
        ],
        cases={
            "K1": {"perspektiv": "kommunalt", "alder": "30"},
            "K2": {"perspektiv": "kommunalt", "alder": "41,5"},
            "B1": {"perspektiv": "boligsocialt", "alder": "50"},
            "B2": {"perspektiv": "boligsocialt", "alder": "ukendt"},
            "B3": {},
        },
        variables={"s1": {"dato": "2019-12-31"}, "s2": {"dato": "2020"}, "s3": {"dato": "2021-05"}},
        types={"dato": "date", "alder": "number"},
    ) as study:
        yield Corpus.read(study)


def passages(table: Crosstab, code: str = "viden") -> dict[str, int]:
    return {name: table.cell(code, name).passages for name in table.columns}


def test_two_variables_crossed(corpus: Corpus) -> None:
    expected = {
        "boligsocialt × 2019-12-31": 1,
        "boligsocialt × 2020": 1,
        "kommunalt × 2019-12-31": 2,
        "(none) × 2019-12-31": 0,
        "(none) × 2021-05": 1,
    }
    for by in (["perspektiv", "dato"], "perspektiv x DATO", ["Perspektiv × dato"]):
        told = crosstab(corpus, by=by)
        assert (told.by, passages(told)) == ("perspektiv × dato", expected)
    assert told.cell("spørgsmål", "(none) × 2019-12-31").passages == 1
    assert told.statistics.groups == tuple(list(expected)[:3])
    assert told.shared_cases == 0
    assert [found.text for found in told.cell_passages("viden", "boligsocialt × 2020")] == ["Viden er her"]
    three = crosstab(corpus, by=["perspektiv", "dato", "source"])
    assert three.cell("viden", "boligsocialt × 2020 × s2").passages == 1


def test_numbers_and_dates_between_edges(corpus: Corpus) -> None:
    told = crosstab(corpus, by="dato", bins=["2020", "2021"])
    assert passages(told) == {"<2020": 3, "2020–<2021": 1, "≥2021": 1}
    told = crosstab(corpus, by="alder", bins=[41.5, 60])
    assert passages(told) == {"<41.5": 1, "41.5–<60": 2, "ukendt": 1, "(none)": 1}
    told = crosstab(corpus, by=["perspektiv", "alder"], bins={"ALDER": ["40"]}, none=False)
    assert passages(told) == {
        "boligsocialt × ≥40": 1,
        "boligsocialt × ukendt": 1,
        "kommunalt × <40": 1,
        "kommunalt × ≥40": 1,
    }


def test_what_has_no_value_can_be_left_out(corpus: Corpus) -> None:
    told = crosstab(corpus, none=False)
    assert told.columns == ("boligsocialt", "kommunalt")
    assert (told.row("viden").total.passages, told.row("spørgsmål").total.passages) == (4, 0)
    assert (told.total.cases, told.total.sources) == (4, 2)
    assert len(told.cell_passages("viden")) == 4
    whole = crosstab(corpus)
    assert [whole.cell(row.code, "kommunalt") for row in whole.rows] == [row.cells[1] for row in told.rows]


@pytest.mark.parametrize(
    ("by", "bins", "complaint"),
    [
        ("perspektiv", [2], "NAME="),
        (["alder", "dato"], [2], "divided by alder, dato; write which"),
        ("perspektiv", {"alder": [2]}, 'not divided by "alder"'),
        ("alder", ["to"], "numbers"),
        ("alder", [3, 2], "larger than the one before"),
        ("dato", ["i fjor"], "dates such as"),
        (["coder", "alder"], [], "coder stands alone"),
    ],
)
def test_bins_and_crossings_that_make_no_sense(
    corpus: Corpus, by: str | list[str], bins: list[str], complaint: str
) -> None:
    with pytest.raises(QueryError, match=complaint):
        crosstab(corpus, by=by, bins=bins)


def test_a_name_that_is_no_variable(corpus: Corpus) -> None:
    with pytest.raises(UnknownName, match='"perspektiv"'):
        crosstab(corpus, by="perspektive x dato")
    with pytest.raises(UnknownName, match="aldr"):
        crosstab(corpus, by="alder", bins={"aldr": [1]})


def test_a_variable_whose_name_has_an_x_in_it(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", {"s": "K1: Ja.\n"}, ["a"], cases={"K1": {"a x b": "1"}}) as study:
        assert crosstab(study, by="a x b").columns == ("1",)


# -- small cells -------------------------------------------------------------------------------------------


def test_small_cells_are_kept_back_with_the_totals_that_tell_them(corpus: Corpus) -> None:
    told = crosstab(corpus, none=False, min_cell=2)
    table = crosstab_grid(told, "cases")
    assert table.head == ("code", "boligsocialt", "kommunalt", "total")
    assert table.rows == (("viden", 2, 2, 4), ("spørgsmål", "<2", "<2", "<2"), ("godt", "<2", "<2", "<2"))
    three = crosstab(corpus, none=False, min_cell=2, by="dato")
    assert crosstab_grid(three, "words").texts()[0] == ["viden", "8", "<2", "<2", WITHHELD]
    assert crosstab_grid(three, "cases", "row").texts()[0] == ["viden", WITHHELD, "<2", "<2", WITHHELD]
    assert crosstab_grid(three, "passages", "column").texts()[0] == ["viden", "60 %", "<2", "<2", WITHHELD]
    assert "<2 stands for fewer than 2" in caption(three, "cases")
    assert "2020 <2 cases, <2 participant words; 2021-05" in caption(three, "cases")
    assert "total – cases, – participant words" in caption(three, "cases")


def test_what_statistics_would_tell_is_kept_back_too(corpus: Corpus) -> None:
    told = crosstab(corpus, none=False, min_cell=2)
    assert [row.code for row in told.statistics.rows] == ["viden"]
    assert (told.statistics.tests, told.statistics.kept_back) == (3, 2)
    assert "2 codes with a small cell are left out" in told.statistics.caution()
    assert "2 koder med en lille celle" in told.statistics.caution("da")
    assert [row.code for row in told.residuals.rows] == ["viden"]
    for table in (statistics_grid(told), residuals_grid(told)):
        rows = [list(row) for row in table.rows]
        assert [row[0] for row in rows] == ["viden", "spørgsmål", "godt"]
        assert set(rows[1][1:]) == {WITHHELD}
        assert WITHHELD not in rows[0]
    three = crosstab(corpus, none=False, min_cell=2, by="dato")
    assert (three.statistics.groups, three.statistics.rows) == ((), ())
    assert three.statistics.caution().startswith("No test is printed")
    data = three.to_json(chi_square=True)
    assert json.loads(json.dumps(data)) == data
    assert data["rows"][0]["cells"]["2020"] == dict.fromkeys(UNITS, "<2")
    assert data["rows"][0]["total"] == dict.fromkeys(UNITS, WITHHELD)
    assert data["min_cell"] == 2
    assert data["statistics"]["chi_square"]["rows"] == []


@settings(max_examples=25, deadline=None)
@given(told_studies(), st.integers(1, 4))
def test_no_printed_number_tells_of_too_few(told: Told, least: int) -> None:
    with tempfile.TemporaryDirectory() as folder, _study(told, Path(folder) / "s.caqda") as study:
        corpus = Corpus.read(study)
        for by in ("case", "source"):
            table = crosstab(corpus, by=by, min_cell=least)
            for row in (None, *table.rows):
                cells = table.column_totals if row is None else row.cells
                for unit in UNITS:
                    printed = [table.shown(row, column, unit) for column in table.columns]
                    for cell, whole, said in zip(cells, table.column_totals, printed, strict=True):
                        few = cell.count(unit) < least or 0 < cell.cases < least
                        assert isinstance(said, str) if few else said in (cell.count(unit), f"<{least}")
                        assert whole.cases or said in (cell.count(unit), f"<{least}")
                    total = table.shown(row, None, unit)
                    assert isinstance(total, str) or all(isinstance(said, int) for said in printed)


# -- brute force -------------------------------------------------------------------------------------------


def _study(told: Told, path: Path) -> Study:
    return build_study(
        path,
        sources={name: told.text(name) for name in told.sources},
        codes=CODES,
        codings=told.codings,
        cases={name: {"v": value} if value else {} for name, value in told.of_cases.items()},
        variables={name: {"v": value} for name, value in told.of_sources.items() if value},
    )


@settings(max_examples=25, deadline=None)
@given(told_studies(), st.booleans())
def test_crossed_cells_are_what_counting_by_hand_gives(told: Told, none: bool) -> None:
    class Crossed(Told):
        def values(self, voice: Voice) -> set[str]:
            mine = {self.of_sources[voice[0]], self.of_cases.get(voice[1] or "")} - {None}
            return {f"{value} × {voice[0]}" for value in mine or {"(none)"}}

    by_hand = Crossed(told.sources, told.of_cases, told.of_sources, told.codings)
    with tempfile.TemporaryDirectory() as folder, _study(told, Path(folder) / "s.caqda") as study:
        corpus = Corpus.read(study)
        if not corpus.variables:
            return
        table = crosstab(corpus, by=["v", "source"], roll_up=False, none=none)
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                assert plain(cell) == by_hand.cell({row.path}, column)
            if none:
                assert plain(row.total) == by_hand.cell({row.path}, None)
            else:
                assert not [column for column in table.columns if "(none)" in column]
                sizes = [cell.passages for cell in row.cells]
                assert max(sizes, default=0) <= row.total.passages <= sum(sizes)
