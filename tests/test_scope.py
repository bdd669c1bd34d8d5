from __future__ import annotations

from collections.abc import Iterator

import pytest
from studies import build_study

from caqda.analysis.corpus import Corpus
from caqda.analysis.query import query
from caqda.analysis.scope import Scope
from caqda.errors import QueryError, UnknownName


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("scope") / "s.caqda",
        sources={"k1": "I: Hvad nu?\nK1: Ledelse og viden.\nK2: Penge.\n", "k2": ("Viden.", "K2")},
        codes=["ledelse", "ledelse/fælles", "viden"],
        codings=[
            ("ledelse", "k1", "Hvad nu?"),
            ("ledelse/fælles", "k1", "Ledelse"),
            ("viden", "k1", "viden", "CD"),
            ("viden", "k1", "viden.\nK2: Penge."),
            ("viden", "k2", "Viden."),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "K2": {"perspektiv": "boligsocialt"}},
    ) as study:
        yield Corpus.read(study)


ALL = ["Hvad nu?", "Ledelse", "viden", "viden.\nK2: Penge.", "Viden."]


@pytest.mark.parametrize(
    ("filters", "expected", "described"),
    [
        ({}, ALL, "all codings"),
        ({"codes": "ledelse"}, ALL[:2], "codes: ledelse"),
        ({"codes": ["fælles", "viden"]}, ALL[1:], "codes: fælles, viden"),
        ({"sources": "k2"}, ALL[4:], "sources: k2"),
        ({"cases": "K2"}, ALL[3:], "cases: K2"),
        ({"coders": ["CD"]}, ["viden"], "coders: CD"),
        ({"where": "speaker = I"}, ["Hvad nu?"], "where speaker = I"),
        ({"where": "where  coder != CD and case = K1"}, [ALL[1], ALL[3]], "where coder != CD and case = K1"),
        (
            {"cases": ["K1"], "where": "perspektiv = boligsocialt"},
            [ALL[3]],
            "cases: K1; where perspektiv = boligsocialt",
        ),
    ],
)
def test_a_filter_means_the_same_to_codings_and_to_queries(
    corpus: Corpus, filters: dict[str, str], expected: list[str], described: str
) -> None:
    scope = Scope.of(corpus, **filters)  # type: ignore[arg-type]
    assert sorted(passage.text for passage in query(scope, "ledelse or viden")) == sorted(expected)
    told = corpus.codings.take(scope.codings)
    spans = zip(told.source.tolist(), told.start.tolist(), told.end.tolist(), strict=True)
    assert sorted(corpus.text(source)[start:end] for source, start, end in spans) == sorted(expected)
    assert scope.describe() == described


def test_ids_and_names_are_the_same(corpus: Corpus) -> None:
    code = corpus.tree.find("ledelse")
    assert Scope.of(corpus, codes=code).code_ids == Scope.of(corpus, codes="ledelse").code_ids
    assert Scope.of(corpus, codes=code).describe() == "codes: ledelse"


def test_segments_are_of_the_sources_in_scope(corpus: Corpus) -> None:
    assert [passage.text for passage in query(Scope.of(corpus, sources="k2"), "source or turn")] == ["Viden."]


def test_an_answer_is_worked_out_once(corpus: Corpus) -> None:
    scope = Scope.of(corpus)
    assert scope.passages("viden") is scope.passages("viden")


@pytest.mark.parametrize("kind", ["codes", "sources", "cases", "coders"])
def test_what_does_not_exist_is_refused_at_once(corpus: Corpus, kind: str) -> None:
    with pytest.raises(UnknownName, match="xyz"):
        Scope.of(corpus, **{kind: "xyz"})  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="id 999"):
        Scope.of(corpus, **{kind: 999})  # type: ignore[arg-type]


def test_a_condition_is_checked_at_once(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match=r"\n  where år\n {10}\^"):
        Scope.of(corpus, where="where år")
    with pytest.raises(UnknownName, match=r"\n  where rolle = 1\n {8}\^{5}"):
        Scope.of(corpus, where="where rolle = 1")
