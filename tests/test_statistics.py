from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import build_study

from caqda import wording
from caqda.analysis import caution
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import crosstab
from caqda.analysis.statistics import compare, residuals
from caqda.analysis.statistics_grid import residuals_grid, statistics_caption, statistics_grid

K = [f"K{at}" for at in range(1, 6)]
B = [f"B{at}" for at in range(1, 4)]
VERDICTS = re.compile(r"signifi[ck]an|saturat|mætte|\*", re.IGNORECASE)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Five against three: all of the five, and none of the three, speak of knowledge."""
    with build_study(
        tmp_path_factory.mktemp("statistics") / "s.caqda",
        sources={
            **{name.lower(): f"{name}: Viden deler vi altid.\n" for name in K},
            **{name.lower(): f"{name}: Den mangler vi.\n" for name in B},
        },
        codes=["viden", "tom"],
        codings=[("viden", name.lower(), "Viden") for name in K],
        cases={
            **{name: {"perspektiv": "kommunalt", "møde": "a"} for name in K},
            **{name: {"perspektiv": "boligsocialt"} for name in B},
        },
        variables={"k1": {"møde": "b"}},
    ) as study:
        yield Corpus.read(study)


def test_five_against_three_can_prove_nothing(corpus: Corpus) -> None:
    told = crosstab(corpus).statistics
    assert (told.groups, told.sizes) == (("boligsocialt", "kommunalt"), (3, 5))
    viden, tom = told.rows
    assert viden.having == (0, 5)
    assert viden.p == viden.smallest_p == told.smallest_p == 1 / 56
    assert viden.p_holm == told.smallest_p_holm == 2 / 56
    assert viden.v == 1
    (difference,) = viden.differences
    assert (difference.group, difference.against, difference.difference) == ("boligsocialt", "kommunalt", -1)
    assert (tom.p, tom.smallest_p, tom.v) == (1, 1, None)
    many = compare({"a": 3, "b": 5}, {str(at): (0, 5) for at in range(35)})
    assert many.smallest_p_holm == pytest.approx(0.625)
    assert many.caution().startswith(
        "With 3 against 5 cases the smallest p that can occur is 0.018; corrected for 35 codes (Holm) it is "
        "0.625. No code in this table can come below 0.05"
    )
    assert many.caution("da").startswith(
        "Med 3 mod 5 cases er den mindste p-værdi, der kan forekomme, 0,018; korrigeret for 35 koder (Holm) "
        "er den 0,625. Ingen kode i tabellen kan komme under 0,05"
    )


def test_more_groups_are_each_set_against_the_others() -> None:
    told = compare({"a": 2, "b": 3, "tom": 0, "c": 4}, {"x": (2, 0, 0, 1)})
    assert (told.groups, told.sizes) == (("a", "b", "c"), (2, 3, 4))
    assert told.test == "Fisher-Freeman-Halton exact test"
    (row,) = told.rows
    assert row.having == (2, 0, 1)
    assert [one.difference for one in row.differences] == pytest.approx([1 - 1 / 7, -3 / 6, 1 / 4 - 2 / 5])
    assert {one.against for one in row.differences} == {None}
    assert "groups of 2, 3 and 4 cases" in told.caution()
    assert "grupper på 2, 3 og 4 cases" in told.caution("da")


def test_within_reach_nothing_more_is_claimed() -> None:
    told = compare({"a": 12, "b": 12}, {"x": (12, 0)})
    assert told.caution() == (
        "With 12 against 12 cases the smallest p that can occur is below 0.001; corrected for 1 code (Holm) "
        "it is below 0.001. p is how often chance alone would spread the cases at least as unevenly. "
        "Interviews that were chosen on purpose speak only for themselves."
    )


def test_a_smallest_p_is_told_so_that_its_correction_can_be_followed() -> None:
    told = compare({"a": 6, "b": 6}, {str(at): (6, 0) for at in range(35)})  # 2 of 924, and 35 of these
    assert "kan forekomme, 0,002; korrigeret for 35 koder (Holm) er den 0,076" in told.caution("da")
    told = compare({"a": 7, "b": 7}, {str(at): (7, 0) for at in range(35)})  # 2 of 3432
    assert "kan forekomme, 0,000583; korrigeret for 35 koder (Holm) er den 0,020" in told.caution("da")


def test_columns_that_share_cases_are_not_compared(corpus: Corpus) -> None:
    told = crosstab(corpus, by="møde")
    assert told.shared_cases == told.statistics.shared == 1
    assert told.statistics.rows == ()
    assert told.statistics.caution() == (
        "No test: 1 case stands in several columns, so the columns are not separate groups."
    )
    assert "1 case står i flere kolonner" in told.statistics.caution("da")
    assert statistics_grid(told).rows == ()


def test_what_has_no_value_is_no_group(corpus: Corpus) -> None:
    told = crosstab(corpus, by="coder")
    assert told.statistics.groups == ("AB",)
    assert told.statistics.caution() == "No test: there are not two columns with cases to compare."
    assert told.statistics.to_json()["smallest_p"] is None


def test_chi_square_on_passages_warns() -> None:
    told = residuals({"a": 10, "b": 10, "c": 0}, {"x": (8, 2, 0), "alle": (10, 10, 0)})
    x, every = told.rows
    assert (x.chi_square, x.freedom) == (pytest.approx(7.2), 1)
    assert x.p == pytest.approx(0.0073, abs=0.00005)
    assert x.residuals == (pytest.approx(7.2**0.5), pytest.approx(-(7.2**0.5)), None)
    assert (every.chi_square, every.p, every.residuals) == (None, None, (None, None, None))
    assert "not independent" in told.caution()
    assert "ikke uafhængige" in told.caution("da")


def test_the_statistics_as_scripts_read_them(corpus: Corpus) -> None:
    told = crosstab(corpus).to_json()["statistics"]
    assert json.loads(json.dumps(told)) == told
    assert told["test"] == "Fisher's exact test"
    assert (told["groups"], told["tests"]) == ({"boligsocialt": 3, "kommunalt": 5}, 2)
    assert told["rows"][0]["cases"] == {"boligsocialt": 0, "kommunalt": 5}
    assert told["rows"][0].keys() == {
        "code", "cases", "p", "p_holm", "smallest_p", "exact", "cramers_v", "differences",
    }  # fmt: skip
    assert told["rows"][0]["differences"][0].keys() == {"column", "against", "difference", "low", "high"}
    assert "chi_square" not in told
    asked = crosstab(corpus).to_json(chi_square=True)["statistics"]["chi_square"]
    assert asked["rows"][0].keys() == {"code", "chi_square", "df", "p", "adjusted_residuals"}
    assert asked["caution"].keys() == {"en", "da"}


def test_the_statistics_as_a_person_reads_them(corpus: Corpus) -> None:
    table = crosstab(corpus)
    told = statistics_grid(table)
    assert told.head == (
        "code", "p", "p (Holm)", "smallest p", "Cramér's V", "boligsocialt − kommunalt", "from", "to",
    )  # fmt: skip
    assert told.texts() == [
        ["viden", "0.018", "0.036", "0.018", "1.00", "-100", "-100", "-29"],
        ["tom", "1.000", "1.000", "1.000", "", "0", "-43", "56"],
    ]
    assert residuals_grid(table).head == (
        "code", "chi-square", "p", "residual boligsocialt", "residual kommunalt",
    )  # fmt: skip
    assert "Cases: boligsocialt 3; kommunalt 5." in statistics_caption(table)
    assert "Med" not in statistics_caption(table)
    wording.use("da")
    try:
        assert "Med 3 mod 5 cases" in statistics_caption(table)
    finally:
        wording.use("en")


def test_no_verdict_is_ever_printed(corpus: Corpus) -> None:
    table = crosstab(corpus)
    said = [
        *(text for words in (caution._ENGLISH, caution._DANISH) for text in map(str, _texts(words))),
        statistics_caption(table),
        str(statistics_grid(table)),
        str(table.to_json(chi_square=True)),
    ]
    assert not [text for text in said if VERDICTS.search(text)]
    pages = Path(caution.__file__).parent.parent.joinpath("help").glob("*.md")
    assert not [page for page in pages if re.search("signifi[ck]an|saturated", page.read_text("utf-8"))]


def _texts(words: object) -> list[object]:
    return [getattr(words, name) for name in words.__slots__]  # type: ignore[attr-defined]
