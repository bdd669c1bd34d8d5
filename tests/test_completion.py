from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import build_study

from caqda.analysis.completion import complete
from caqda.analysis.corpus import Corpus
from caqda.analysis.parser import begun
from caqda.queries import save


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("complete") / "s.caqda",
        sources={"k1": "I: Ja?\nK1: Ja.\n", "note": ("Feltnote.", None)},
        codes=["ledelse", "ledelse/entydig ledelse", "ledelse/and", "viden", "område", "a/mål", "b/mål"],
        cases={"K1": {"perspektiv": "kommunalt", "år": "2020"}},
        variables={"k1": {"gruppe": "ja", "by": "Skive by"}, "note": {"perspektiv": "boligsocialt"}},
        types={"gruppe": "yesno", "år": "number"},
    ) as study:
        save(study, "delt viden", "viden")
        yield Corpus.read(study)


def offered(corpus: Corpus, text: str) -> list[str]:
    """What is offered at the bar in a text."""
    return [found.text for found in complete(corpus, text.replace("|", ""), text.index("|"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("led|", ["ledelse", '"entydig ledelse"']),
        ("LED|", ["ledelse", '"entydig ledelse"']),
        ("omraad|", ["område"]),
        ("an|", ['"and"']),
        ('"entydig l|', ['"entydig ledelse"']),
        ("mål|", ["a/mål", "b/mål"]),
        ("viden and b/|", ["b/mål"]),
        ("tu|", ["turn"]),
        ("te|", ['text:"']),
        ("@|", ['@"delt viden"']),
        ('@"de|', ['@"delt viden"']),
        ("viden ov|", ["overlapping", "not overlapping"]),
        ("viden near:|", [f"near:{size}" for size in ("0p", "1p", "2p", "1t", "1s", "5w")]),
        ("viden (|", []),
        ("(viden wh|", ["where"]),
        ("viden where p|", ["perspektiv", "gruppe", "speaker"]),
        ("viden where not cr|", ["created"]),
        ("viden where perspektiv |", ["=", "!=", "<", "<=", ">", ">=", "~", "!~", "in", "not in"]),
        ("viden where perspektiv = |", ["boligsocialt", "kommunalt"]),
        ("viden where perspektiv = kom|", ["kommunalt"]),
        ("viden where PERSPEKTIV in (kommunalt, b|", ["boligsocialt"]),
        ("viden where by = |", ['"Skive by"']),
        ("viden where gruppe != |", ["yes", "no"]),
        ("viden where år = 2020 and source = |", ["k1", "note"]),
        ("viden where speaker not in (|", ["I", "K1"]),
        ("viden where coder = |", ["AB"]),
        ("viden where år = 2020 |", ["and", "or"]),
        ("viden where memo = |", []),
        ('text:"led|', []),
        ("word:led|", []),
        ("viden viden led|", []),
        ("viden ) |", []),
    ],
)
def test_each_place_is_offered_what_may_stand_there(corpus: Corpus, text: str, expected: list[str]) -> None:
    assert offered(corpus, text) == expected


def test_an_empty_expression_is_offered_everything_that_may_begin_it(corpus: Corpus) -> None:
    found = complete(corpus, "", 0)
    assert {one.kind for one in found} == {"code", "query", "segment", "text", "operator"}
    assert [one.text for one in found[:2]] == ["ledelse", '"entydig ledelse"']
    assert len(complete(corpus, "", 0, limit=3)) == 3


def test_the_rest_of_a_word_is_replaced(corpus: Corpus) -> None:
    text = 'viden or "entydig lede" near turn'
    found = complete(corpus, text, text.index("lede"))[0]
    assert text[: found.start] + found.text + text[found.end :] == 'viden or "entydig ledelse" near turn'


PIECES = st.sampled_from(
    ["viden", '"entydig ledelse"', "and", "or", "not", "near:1p", "inside", "(", ")", "where", "år", ">=",
     "=", "2020", "in", ",", "@", "text:x", "turn", "kommunalt", "le", '"'],
)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map(" ".join), st.integers(0, 60))
def test_what_is_offered_may_stand_there(corpus: Corpus, text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    for found in complete(corpus, text, cursor):
        assert 0 <= found.start <= cursor <= found.end <= len(text)
        closed = found.text + ('x"' if found.text.endswith(':"') else "x" if found.text.endswith(":") else "")
        assert begun(text[: found.start] + closed) is not None, found


def test_names_outlive_a_change_of_codings(corpus: Corpus) -> None:
    complete(corpus, "led", 3)
    corpus.study.apply("viden", "k1", 0, 2)
    now = Corpus.read(corpus.study, corpus)
    assert now is not corpus
    assert offered(now, "led|") == ["ledelse", '"entydig ledelse"']
