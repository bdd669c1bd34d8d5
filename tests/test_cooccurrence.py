from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study
from test_crosstab import CODES, Told, told_studies

from caqda.analysis import cooccurrence as module
from caqda.analysis.cooccurrence import COUNTED, cooccurrence, jaccard
from caqda.analysis.cooccurrence_grid import caption, matrix_grid, pairs_grid
from caqda.analysis.corpus import Corpus
from caqda.analysis.scope import Scope
from caqda.errors import QueryError, UnknownName

TEXT = "K1: Vi deler viden. Det er ledelse.\nB1: Tillid er alt. Viden er intet.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("cooccurrence") / "s.caqda",
        sources={"a": TEXT, "b": "K1: Ledelse.\nB1: Tillid.\n"},
        codes=["viden", "viden/deling", "ledelse", "tillid", "tom"],
        codings=[
            ("viden", "a", "Vi deler viden. Det er ledelse."),
            ("viden", "a", "Vi deler viden. Det er ledelse.", "CD"),  # an equal passage is the same
            ("viden/deling", "a", "deler"),
            ("viden/deling", "a", "viden"),
            ("ledelse", "a", "ledelse"),
            ("ledelse", "b", "Ledelse"),
            ("tillid", "a", "Tillid"),
            ("viden", "a", "Viden"),
            ("tillid", "b", "Tillid"),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "B1": {"perspektiv": "boligsocialt"}},
    ) as study:
        yield Corpus.read(study)


def test_the_c_coefficient_by_hand(tmp_path: Path) -> None:
    # n1 = 100, n2 = 10, n12 = 5: 5 / (100 + 10 - 5) = .048
    assert jaccard(np.array([100, 10]), np.array([[100, 5], [5, 10]]))[0, 1] == pytest.approx(
        0.048, abs=0.0005
    )
    codings = [
        *(("a", "s", 10 * at, 10 * at + 5) for at in range(100)),
        *(("b", "s", 10 * at + 4, 10 * at + 8) for at in range(5)),
        *(("b", "s", 10 * at + 5, 10 * at + 8) for at in range(50, 55)),
    ]
    with build_study(tmp_path / "s.caqda", {"s": ("x" * 2000, None)}, ["a", "b"], codings) as study:
        told = cooccurrence(study)
    assert (told.counts.tolist(), told.both[0, 1], told.whole) == ([100, 10], 5, 110)
    assert told.jaccard[0, 1] == pytest.approx(5 / 105)
    assert told.share.tolist() == [[1, 0.05], [0.5, 1]]
    assert told.characters.tolist() == [[500, 5], [5, 35]]
    assert told.lift[0, 1] == pytest.approx(5 * 2000 / (500 * 35))


def test_a_long_passage_meets_several_short_ones(corpus: Corpus) -> None:
    told = cooccurrence(corpus)
    assert told.paths == ("viden", "viden/deling", "ledelse", "tillid", "tom")
    assert told.met.tolist() == [
        [2, 1, 1, 0, 0],
        [2, 2, 0, 0, 0],
        [1, 0, 2, 0, 0],
        [0, 0, 0, 2, 0],
        [0, 0, 0, 0, 0],
    ]
    assert told.jaccard[0, 1] == 1 / 3  # one of viden's two, one of deling's two: never more than all
    assert np.isnan(told.jaccard[4, 4])
    assert np.isnan(told.share[4, 0])
    assert told.pairs() == [(0, 1), (0, 2)]


@pytest.mark.parametrize(
    ("within", "whole", "pairs"),
    [
        ("sentence", 6, {("viden", "viden/deling"): 1, ("viden", "ledelse"): 1}),
        ("paragraph", 4, {("viden", "viden/deling"): 1, ("viden", "ledelse"): 1,
                          ("viden/deling", "ledelse"): 1, ("viden", "tillid"): 1}),
        ("turn", 4, {("viden", "viden/deling"): 1, ("viden", "ledelse"): 1,
                     ("viden/deling", "ledelse"): 1, ("viden", "tillid"): 1}),
        ("source", 2, {("ledelse", "tillid"): 2, ("viden", "viden/deling"): 1, ("viden", "ledelse"): 1,
                       ("viden", "tillid"): 1, ("viden/deling", "ledelse"): 1,
                       ("viden/deling", "tillid"): 1}),
    ],
)  # fmt: skip
def test_the_same_unit(corpus: Corpus, within: str, whole: int, pairs: dict[tuple[str, str], int]) -> None:
    told = cooccurrence(corpus, within)
    assert told.whole == whole
    assert {(told.paths[a], told.paths[b]): told.both[a, b] for a, b in told.pairs()} == pairs
    a, b = told.pairs()[0]
    assert told.lift[a, b] == told.both[a, b] * whole / (told.counts[a] * told.counts[b])


def test_sub_codes_rolled_up_are_their_parents(corpus: Corpus) -> None:
    told = cooccurrence(corpus, codes=["ledelse", "viden"], roll_up=True)
    assert (told.paths, told.met.tolist()) == (("ledelse", "viden"), [[2, 1], [1, 4]])


def test_a_scope_narrows_it(corpus: Corpus) -> None:
    told = cooccurrence(Scope.of(corpus, where="perspektiv = boligsocialt"), "turn")
    assert (told.whole, told.counts.tolist()) == (2, [1, 0, 0, 2, 0])
    assert cooccurrence(Scope.of(corpus, coders="CD", codes="viden")).met.tolist() == [[1, 0], [0, 0]]


def test_what_does_not_exist_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match="overlap, sentence, paragraph, turn, source"):
        cooccurrence(corpus, "word")
    with pytest.raises(UnknownName, match="viden"):
        cooccurrence(corpus, codes=["vidn"])
    with pytest.raises(QueryError, match="both, jaccard, share, lift, characters"):
        cooccurrence(corpus).measure("p")


def test_nothing_coded_meets_nothing(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", codes=["a"]) as study:
        for within in COUNTED:
            told = cooccurrence(study, within)
            assert (told.met.tolist(), told.whole, told.pairs()) == ([[0]], 0, [])
            assert told.to_json()["pairs"] == []


def test_the_pairs_as_scripts_and_people_read_them(corpus: Corpus) -> None:
    told = cooccurrence(corpus)
    data = told.to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["codes"][0] == {"code": "viden", "count": 2, "characters": 36}
    assert data["pairs"][0] == {
        "codes": ["viden", "viden/deling"],
        "both": 1,
        "first_with_second": 1,
        "second_with_first": 2,
        "jaccard": 1 / 3,
        "share_of_first": 0.5,
        "share_of_second": 1,
        "lift": pytest.approx(10 * data["whole_characters"] / (36 * 10)),
        "characters": 10,
        "jaccard_characters": 10 / 36,
    }
    assert data["whole_characters"] == len(TEXT) + len("K1: Ledelse.\nB1: Tillid.\n")
    table = pairs_grid(told, limit=1)
    [row] = table.texts()
    assert dict(zip(table.head, row, strict=True)) | {"lift": ""} == {
        "code": "viden", "with": "deling", "both": "1", "jaccard": "0.333", "of the first": "50 %",
        "of the second": "100 %", "lift": "", "characters": "10",
    }  # fmt: skip
    assert matrix_grid(told, "share").texts()[1] == ["deling", "1.000", "1.000", "0.000", "0.000", "0.000"]
    assert matrix_grid(told, "share").texts()[4] == ["tom", "", "", "", "", ""]
    assert "Passages with any of the codes: 8" in caption(told)
    assert "Sentences in all: 6" in caption(cooccurrence(corpus, "sentence"), "jaccard")


# -- brute force over characters ---------------------------------------------------------------------------


def characters(told: Told, codes: set[str]) -> set[tuple[str, int]]:
    return {
        (source, at)
        for code, source, start, end, _ in told.codings
        if code in codes
        for at in range(start, end)
    }


def meeting(told: Told, one: set[str], other: set[str]) -> int:
    passages = {(source, start, end) for code, source, start, end, _ in told.codings if code in one}
    theirs = characters(told, other)
    return sum(any((source, at) in theirs for at in range(start, end)) for source, start, end in passages)


def units(corpus: Corpus, told: Told, within: str) -> list[set[tuple[str, int]]]:
    found = []
    for source in corpus.sources.values():
        if within == "source":
            spans = [(0, source.characters)]
        elif within == "turn":
            spans = [(start, end) for _, start, end in told.turns(source.name)]
        else:
            spans = getattr(corpus.segments(source.id), f"{within}s").tolist()
        found += [{(source.name, at) for at in range(start, end)} for start, end in spans]
    return found


@settings(max_examples=40, deadline=None)
@given(told_studies(), st.booleans(), st.integers(1, 5), st.sampled_from([0.0, 1e9]))
def test_every_pair_is_what_counting_by_hand_gives(
    told: Told, roll_up: bool, portion: int, dense: float
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = build_study(
            Path(folder) / "s.caqda",
            sources={name: told.text(name) for name in told.sources},
            codes=CODES,
            codings=told.codings,
            cases=["K1", "K2", "K3"],
        )
        with study, pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "_PORTION", portion)
            patch.setattr(module, "_DENSE", dense)
            corpus = Corpus.read(study)
            families = [
                {code for code in CODES if code == top or (roll_up and code.startswith(top + "/"))}
                for top in CODES
            ]
            overlap = cooccurrence(corpus, roll_up=roll_up)
            for a, one in enumerate(families):
                for b, other in enumerate(families):
                    assert overlap.met[a, b] == meeting(told, one, other)
                    common = characters(told, one) & characters(told, other)
                    assert overlap.characters[a, b] == len(common)
            assert overlap.whole == len({coding[1:4] for coding in told.codings})
            for within in set(COUNTED) - {"overlap"}:
                found = cooccurrence(corpus, within, roll_up=roll_up)
                there = units(corpus, told, within)
                assert found.whole == len(there)
                for a, one in enumerate(families):
                    for b, other in enumerate(families):
                        mine, theirs = characters(told, one), characters(told, other)
                        assert found.met[a, b] == sum(bool(unit & mine and unit & theirs) for unit in there)
