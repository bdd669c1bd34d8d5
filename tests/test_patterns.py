"""Frequencies, profiles, timelines and new codes: each on a study small enough to count by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from studies import build_study

from caqda.analysis.corpus import Corpus
from caqda.analysis.frequencies import frequencies
from caqda.analysis.patterns_grid import (
    COUNTS,
    frequencies_grid,
    saturation_grid,
    similarity_grid,
    timeline_grid,
)
from caqda.analysis.profiles import profiles
from caqda.analysis.saturation import curves, saturation
from caqda.analysis.scope import Scope
from caqda.analysis.timeline import timeline
from caqda.errors import QueryError, UnknownName

PAIR = "I: Ledelse?\nK1: Ledelse er viden.\nB1: Tillid og viden.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("patterns") / "s.caqda",
        sources={
            "s2": PAIR,
            "s10": "K2: Viden er godt at have.\n",
            "s1": "B2: Ingenting.\n",
        },
        codes=["ledelse", "ledelse/viden", "tillid", "tom"],
        codings=[
            ("ledelse", "s2", "Ledelse?"),
            ("ledelse", "s2", "Ledelse er"),
            ("ledelse/viden", "s2", "viden.\nB1: Tillid"),
            ("ledelse/viden", "s2", "viden.\nB1: Tillid", "CD"),
            ("tillid", "s2", "Tillid"),
            ("ledelse/viden", "s10", "Viden er godt at have"),
        ],
        cases={
            "K1": {"perspektiv": "kommunalt"},
            "K2": {"perspektiv": "kommunalt"},
            "B1": {"perspektiv": "boligsocialt"},
            "B2": {},
        },
        variables={"s2": {"dato": "2020-03-01"}, "s10": {"dato": "2019-01-01"}},
        types={"dato": "date"},
    ) as study:
        yield Corpus.read(study)


# -- frequencies -------------------------------------------------------------------------------------------


def test_how_often_each_code_is_used(corpus: Corpus) -> None:
    told = frequencies(corpus)
    assert [(row.codings, row.cases, row.sources, row.passages, row.words) for row in told.rows] == [
        (5, 3, 2, 4, 9),
        (3, 3, 2, 2, 7),
        (1, 1, 1, 1, 1),
        (0, 0, 0, 0, 0),
    ]
    assert (told.cases, told.sources, told.words) == (4, 3, 12)
    assert frequencies(corpus, ["ledelse"], roll_up=False).rows[0].codings == 2
    data = told.to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["codes"][2] == {
        "code": "tillid", "codings": 1, "cases": 1, "sources": 1, "passages": 1, "words": 1,
        "share_of_cases": 0.25, "share_of_words": 1 / 12,
    }  # fmt: skip
    table = frequencies_grid(told, "words")
    assert table.head == ("code", *COUNTS, "of cases", "of words")
    assert table.texts()[1] == ["ledelse/viden", "3", "3", "2", "2", "7", "75.0 %", "58.3 %"]
    assert "cases 4, sources 3, participant words 12" in table.note
    assert frequencies_grid(told).rows[1][0] == "  viden"


# -- profiles ----------------------------------------------------------------------------------------------


def test_cases_are_alike_by_the_codes_they_have(corpus: Corpus) -> None:
    told = profiles(corpus)
    assert told.names == ("B1", "B2", "K1", "K2")
    assert told.has.astype(int).tolist() == [[0, 1, 1, 0], [0, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0]]
    jaccard, match = told.alike(), told.alike("match")
    assert jaccard[0].tolist() == pytest.approx([1, 0, 1 / 3, 1 / 2])
    assert np.isnan(jaccard[1, 1])
    assert match[0].tolist() == [1, 0.5, 0.5, 0.75]
    assert profiles(corpus, "source").has.astype(int).tolist() == [[0, 0, 0, 0], [1, 1, 1, 0], [0, 1, 0, 0]]
    assert profiles(corpus, roll_up=True).has[3].tolist() == [True, True, False, False]
    assert profiles(Scope.of(corpus, cases="K1")).names == ("K1",)
    with pytest.raises(QueryError, match="case, source"):
        profiles(corpus, "coder")
    with pytest.raises(QueryError, match="jaccard, match"):
        told.alike("cosine")


def test_profiles_as_scripts_and_people_read_them(corpus: Corpus) -> None:
    told = profiles(corpus)
    data = told.to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["profiles"][2] == {"case": "K1", "codes": ["ledelse", "ledelse/viden"]}
    assert data["pairs"][1] == {
        "cases": ["B1", "K1"], "both": 1, "first_only": 1, "second_only": 1, "neither": 1,
        "jaccard": 1 / 3, "match": 0.5,
    }  # fmt: skip
    assert similarity_grid(told).texts()[0] == ["B1", "2", "1.00", "0.00", "0.33", "0.50"]
    assert similarity_grid(told).texts()[1][3] == ""


# -- timeline ----------------------------------------------------------------------------------------------


def test_where_in_the_sources_a_code_falls(tmp_path: Path) -> None:
    with build_study(
        tmp_path / "s.caqda",
        {"a": ("x" * 100, None), "b": ("y" * 30, None), "c": ("z" * 10, None)},
        ["p", "p/q"],
        [("p", "a", 0, 10), ("p/q", "a", 9, 21), ("p/q", "a", 99, 100), ("p/q", "b", 0, 30)],
    ) as study:
        told = timeline(study)
        assert told.counts[0, 0].tolist() == [2, 1, 1, 0, 0, 0, 0, 0, 0, 1]
        assert told.counts[1, 1].tolist() == [1] * 10
        assert told.passages.tolist() == [[3, 1, 0], [2, 1, 0]]
        assert timeline(study, ["p"], roll_up=False, parts=2).counts.tolist() == [[[1, 0], [0, 0], [0, 0]]]
        assert timeline(Scope.of(study, sources="b")).passages.tolist() == [[1], [1]]
        with pytest.raises(QueryError, match="1 part"):
            timeline(study, parts=0)
    data = told.to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["codes"][1]["counts"] == [2, 2, 2, 1, 1, 1, 1, 1, 1, 2]
    assert [one["source"] for one in data["codes"][1]["sources"]] == ["a", "b"]
    assert timeline_grid(told).rows[1] == ("p", "b", 1, *[1] * 10)
    assert timeline_grid(told, together=True).rows[0] == ("p", 4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 2)


# -- new codes ---------------------------------------------------------------------------------------------


def test_what_each_interview_adds(corpus: Corpus) -> None:
    told = saturation(corpus)
    (every,) = told.groups
    assert [(step.source, step.new, step.known) for step in every.steps] == [
        ("s1", (), 0),
        ("s2", ("ledelse", "ledelse/viden", "tillid"), 3),
        ("s10", (), 3),
    ]
    by_date = saturation(corpus, by="perspektiv", order="dato")
    assert [step.source for step in by_date.groups[0].steps] == ["s10", "s2", "s1"]
    groups = {group.value: [(step.source, len(step.new)) for step in group.steps] for group in by_date.groups}
    assert groups == {
        None: [("s10", 1), ("s2", 2), ("s1", 0)],
        "boligsocialt": [("s2", 2)],
        "kommunalt": [("s10", 1), ("s2", 1)],
        "(none)": [("s1", 0)],
    }
    with pytest.raises(UnknownName, match="dato"):
        saturation(corpus, order="datoo")


def test_random_orders_are_the_same_each_time_and_cover_all_orders() -> None:
    has = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0]], dtype=bool)
    told = curves(has, 500, 7)
    assert (told == curves(has, 500, 7)).all()
    possible = {
        tuple(int(has[list(order[: at + 1])].any(axis=0).sum()) for at in range(3))
        for order in permutations(range(3))
    }
    assert {tuple(curve) for curve in told.tolist()} == possible
    assert curves(has[:0], 5, 1).shape == (5, 0)


def test_the_band_of_a_frozen_study() -> None:
    has = np.eye(6, 8, dtype=bool) | (np.arange(6)[:, None] == 0)
    low, median, high = np.quantile(curves(has, 1000, 1), [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    assert median.tolist() == [1, 2, 3, 8, 8, 8]
    assert low.tolist() == [1, 2, 3, 4, 5, 8]
    assert high.tolist() == [8, 8, 8, 8, 8, 8]


def test_new_codes_as_scripts_and_people_read_them(corpus: Corpus) -> None:
    told = saturation(corpus, by="perspektiv", order="dato", orders=50)
    data = told.to_json()
    assert json.loads(json.dumps(data)) == data
    assert (data["by"], data["order"], data["orders"], data["seed"]) == ("perspektiv", "dato", 50, 1)
    assert data["groups"][2]["steps"][0] == {
        "source": "s10", "new": ["ledelse/viden"], "known": 1, "median": 2, "low": 1, "high": 2,
    }  # fmt: skip
    table = saturation_grid(told)
    assert table.head[:3] == ("perspektiv", "no.", "source")
    assert table.rows[0] == ("all", 1, "s10", 1, 1, 1, "0-3", "viden")
    assert "50 random orders (seed 1)" in table.note
    assert "saturat" not in str(table)


def test_an_empty_study_has_empty_tables(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", codes=["a"]) as study:
        assert frequencies(study).to_json()["codes"][0]["share_of_cases"] is None
        assert profiles(study).to_json()["pairs"] == []
        assert timeline(study).to_json()["codes"][0]["sources"] == []
        assert saturation(study).groups[0].steps == ()
        for told in (
            frequencies_grid(frequencies(study)),
            similarity_grid(profiles(study)),
            timeline_grid(timeline(study)),
            saturation_grid(saturation(study)),
        ):
            assert told.head and told.notes
