from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import build_study

import caqda
from caqda.analysis.corpus import Corpus
from caqda.analysis.query import Passage, query
from caqda.errors import CaqdaError, QueryError, UnknownName
from caqda.language.forms import word_forms
from caqda.language.segments import words
from caqda.study import Study

K1 = """\
I: Hvordan gik det?
K1: Godt nok. Ledelsen var klar.
I: Hvem ledede?
K1: Vi delte viden. Det gør vi tit.
"""
GROUP = """\
Gruppeinterview.

I: Velkommen.
K2: Ledelsen er uklar.
B1: Viden er magt.
X: Ja.
"""
NOTE = "Feltnote om ledelse og viden."


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with build_study(
        tmp_path_factory.mktemp("query") / "s.caqda",
        sources={"k10": (NOTE, "B1"), "k2": GROUP, "k1": K1},
        codes=["ledelse", "ledelse/entydig ledelse", "viden", "and"],
        codings=[
            ("ledelse/entydig ledelse", "k1", "Ledelsen var klar."),
            ("ledelse/entydig ledelse", "k1", "Ledelsen var klar.", "CD"),
            ("ledelse", "k1", "Ledelsen var klar."),
            ("ledelse", "k1", "Hvem ledede?"),
            ("viden", "k1", "klar.\nI: Hvem ledede?\nK1: Vi delte viden."),
            ("ledelse", "k2", "Ledelsen er uklar."),
            ("viden", "k2", "uklar.\nB1: Viden er magt.", "CD"),
            ("viden", "k10", "viden"),
        ],
        cases={
            "K1": {"perspektiv": "kommunalt", "alder": "47"},
            "K2": {"perspektiv": "kommunalt", "alder": "9,5"},
            "B1": {"perspektiv": "boligsocialt"},
        },
        variables={
            "k1": {"år": "2020", "dato": "2020-03-19", "gruppe": "nej"},
            "k2": {"år": "2019", "dato": "2019-11-02", "gruppe": "ja"},
        },
        types={"alder": "number", "år": "number", "dato": "date", "gruppe": "yesno"},
    ) as built:
        yield built


@pytest.fixture(scope="module")
def corpus(study: Study) -> Corpus:
    return Corpus.read(study)


def texts(found: list[Passage]) -> list[str]:
    return [f"{passage.source_name}: {passage.text}" for passage in found]


def test_a_passage_tells_where_it_is_and_what_made_it(study: Study) -> None:
    first = caqda.query(study, "ledelse")[0]
    assert first.to_json() == {
        "source": "k1",
        "start": 34,
        "end": 52,
        "text": "Ledelsen var klar.",
        "paragraph": 2,
        "speaker": "K1",
        "cases": ["K1"],
        "codes": ["ledelse", "ledelse/entydig ledelse"],
        "coders": ["AB", "CD"],
        "variables": {
            "år": "2020", "dato": "2020-03-19", "gruppe": "nej", "perspektiv": "kommunalt", "alder": "47",
        },
    }  # fmt: skip


def test_what_several_people_say_has_all_their_names(corpus: Corpus) -> None:
    found = query(corpus, "viden where source = k2")[0]
    assert (found.speaker, found.cases) == ("K2, B1", ("K2", "B1"))
    assert found.variables["perspektiv"] == "kommunalt; boligsocialt"


LED = "k1: Ledelsen var klar."
ASKED = "k1: Hvem ledede?"
UNCLEAR = "k2: Ledelsen er uklar."
SHARED = "k1: klar.\nI: Hvem ledede?\nK1: Vi delte viden."
POWER = "k2: uklar.\nB1: Viden er magt."
NOTED = "k10: viden"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("ledelse", [LED, ASKED, UNCLEAR]),  # sources in natural order, k2 before k10
        ("=ledelse", [LED, ASKED, UNCLEAR]),
        ('"entydig ledelse"', [LED]),
        ('ledelse/"Entydig Ledelse"', [LED]),
        ("viden", [SHARED, POWER, NOTED]),
        ('"and"', []),
        ("ledelse and viden", ["k1: klar.", ASKED, "k2: uklar."]),
        ("viden not ledelse", ["k1: \nI: ", "k1: \nK1: Vi delte viden.", "k2: \nB1: Viden er magt.", NOTED]),
        ('"entydig ledelse" or viden', [LED, SHARED, POWER, NOTED]),
        ("paragraph containing =ledelse and source", [
            "k1: K1: Godt nok. Ledelsen var klar.\nI: Hvem ledede?\n", "k2: K2: Ledelsen er uklar.\n",
        ]),
        ("turn where speaker = X", ["k2: X: Ja.\n"]),
        ("source where case = B1", [f"k2: {GROUP}", f"k10: {NOTE}"]),
        ("turn inside source where source = k10", [f"k10: {NOTE}"]),
        ('text:"iden" inside viden', ["k1: iden", "k2: iden", "k10: iden"]),
        ("text:VIDEN", []),
        ("text:'e e'", ["k2: n e", "k2: n e"][:0]),
        ("word:LEDELSE", ["k1: Ledelsen", "k2: Ledelsen", "k10: ledelse"]),
        ('word:"dele vide"', []),
        ('word:"vi dele"', ["k1: Vi delte"]),
        ("like:ledlse", ["k10: ledelse"]),
        ('like:"delte vidn."', ["k1: delte viden"]),
        ("word:ledelse inside =ledelse", ["k1: Ledelsen", "k2: Ledelsen"]),
        ("ledelse overlapping viden", [LED, ASKED, UNCLEAR]),
        ("ledelse inside viden", [ASKED]),
        ("viden containing ledelse", [SHARED]),
        ("ledelse not inside viden", [LED, UNCLEAR]),
        ("text:Vi near:0s text:delte", ["k1: Vi"]),
        ("text:Godt near:0w text:nok", []),
        ("text:Godt near:1w text:nok", ["k1: Godt"]),
        ("text:Godt near:1t text:ledede", ["k1: Godt"]),
        ("text:Godt near:1t text:delte", []),
        ("text:Godt before text:tit", ["k1: Godt"]),
        ("text:tit after:2p text:Godt", ["k1: tit"]),
        ("text:tit after:1p text:Godt", []),
        ("text:magt before viden", []),  # the next one is in another source
        ("not source", []),
    ],
)  # fmt: skip
def test_each_operator(corpus: Corpus, expression: str, expected: list[str]) -> None:
    assert texts(query(corpus, expression)) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("perspektiv = kommunalt", [SHARED, POWER]),
        ("PERSPEKTIV = Kommunalt", [SHARED, POWER]),
        ("perspektiv != kommunalt", [NOTED]),
        ("perspektiv = kommunalt and perspektiv = boligsocialt", [POWER]),
        ("perspektiv in (kommunalt, boligsocialt)", [SHARED, POWER, NOTED]),
        ("perspektiv not in (kommunalt)", [NOTED]),
        ("not perspektiv = boligsocialt or år = 2019", [SHARED, POWER]),
        ("alder < 10", [POWER]),
        ("alder = 9.50", [POWER]),
        ('alder >= "9,5"', [SHARED, POWER]),
        ('alder = ""', [NOTED]),
        ('alder != ""', [SHARED, POWER]),
        ("år > 2019", [SHARED]),
        ("dato = 2020", [SHARED]),
        ("dato <= 2019-11", [POWER]),
        ("dato < 2019-11-02", []),
        ("gruppe = yes", [POWER]),
        ("gruppe = Nej", [SHARED]),
        ("coder = CD", [POWER]),
        ("coder != CD", [SHARED, NOTED]),
        ("source in (k1, k10)", [SHARED, NOTED]),
        ("case = B1", [POWER, NOTED]),
        ("case != B1", [SHARED]),
        ("speaker = I", [SHARED]),
        ("speaker = i and not case = K2", [SHARED]),
    ],
)
def test_each_condition(corpus: Corpus, condition: str, expected: list[str]) -> None:
    assert texts(query(corpus, f"viden where {condition}")) == expected


def test_a_stretch_is_coded_by_those_of_both_sides(corpus: Corpus) -> None:
    found = query(corpus, "(ledelse and viden) where coder = CD")
    assert [(passage.text, passage.codes, passage.coders) for passage in found] == [
        ("klar.", ("ledelse", "ledelse/entydig ledelse", "viden"), ("AB", "CD")),
        ("uklar.", ("ledelse", "viden"), ("AB", "CD")),
    ]


@pytest.mark.parametrize(
    ("expression", "place", "says"),
    [
        ("vidne", "^^^^^", 'did you mean "viden"?'),
        ("viden or ledelse/uklar", "         ^^^^^^^^^^^^^", "There is no code"),
        ("viden where perspektive = kommunalt", "            ^^^^^^^^^^^", 'did you mean "perspektiv"'),
        (
            "viden where perspektiv = komunalt",
            "                         ^^^^^^^^",
            'did you mean "kommunalt"',
        ),
        ("viden where source = k3", "                     ^^", "There is no source"),
        ("viden where case = K3", "                   ^^", "There is no case"),
        ("viden where coder = EF", "                    ^^", "There is no coder"),
        ("viden where speaker = K3", "                      ^^", "There is no speaker"),
    ],
)
def test_unknown_names_are_shown_with_the_nearest(
    corpus: Corpus, expression: str, place: str, says: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        query(corpus, expression)
    sentence, shown, caret = str(caught.value).split("\n")
    assert says in sentence
    assert (shown, caret) == (f"  {expression}", f"  {place}")


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("alder > gammel", "Expected a number"),
        ("gruppe = måske", "Expected yes or no"),
        ("coder > AB", "has no order"),
        ('alder > ""', "neither less nor more"),
    ],
)
def test_comparisons_without_sense_are_refused(corpus: Corpus, condition: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        query(corpus, f"viden where {condition}")


@pytest.mark.parametrize("headword", ["ledelse", "viden", "gøre", "k1", "tit", "interview", "gruppe"])
def test_words_are_found_wherever_a_loop_over_the_words_finds_them(corpus: Corpus, headword: str) -> None:
    spans = {key: words(corpus.text(key)) for key in corpus.sources}
    small = {corpus.text(key)[slice(*span)].casefold() for key in spans for span in spans[key]}
    forms = word_forms(headword, small, "da")
    assert [
        (passage.source, passage.start, passage.end) for passage in query(corpus, f"word:{headword}")
    ] == [
        (key, *span)
        for key in spans
        for span in spans[key]
        if corpus.text(key)[slice(*span)].casefold() in forms
    ]


def test_an_empty_study_answers_nothing(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda") as study:
        for expression in ("source", "turn", "paragraph", "text:a", "not turn", "source near:1w turn"):
            assert query(study, expression) == []


def test_a_source_without_any_text_has_no_passages(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", sources={"a": ("", None), "b": "I: Ja?\n"}) as study:
        assert texts(query(study, "source")) == ["b: I: Ja?\n"]
        assert texts(query(study, "turn or paragraph where speaker = I")) == ["b: I: Ja?\n"]


def test_errors_are_caqdas_own(corpus: Corpus) -> None:
    with pytest.raises(CaqdaError):
        query(corpus, "viden and")
