"""What a report says around its tables, so that whoever gets it can read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from studies import build_study

from caqda import demo
from caqda.confidential import restrict
from caqda.reports import report
from caqda.reports.config import Config
from caqda.study import Study
from caqda.summaries import summarise
from caqda.verify import read, verify

LONG = "Så når fru ... altså hun kommer, så står vi der med planen"
TEXT = f"I: Hvordan?\nK1: {LONG}.\n\nDet var det hele.\n"
SHORT = "I: Og?\nS1: Vi deler intet.\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": TEXT, "k2": "K2: Nej da.\n", "s1": SHORT},
        codes=["viden", "ledelse", "tid"],
        codings=[
            ("viden", "k1", LONG),
            ("ledelse", "k1", LONG, "CD"),
            ("viden", "k2", "Nej da."),
            ("tid", "s1", "Vi deler intet."),
        ],
        cases={"K1": {"sted": "a"}, "K2": {"sted": "a"}, "S1": {"sted": "b"}},
    ) as made:
        yield made


def text(study: Study, *parts: str, **choices: object) -> str:
    told = report(study, config=Config(parts=parts, **choices), format="md")  # type: ignore[arg-type]
    return told.replace("\\", "")


def rows(told: str, label: str) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith(f"| {label} ")]


def test_the_framework_tells_of_no_case_twice(study: Study) -> None:
    for case, theme in (("K1", "viden"), ("K1", "ledelse"), ("K2", "viden")):
        summarise(study, case, theme, "Skrevet.")
    told = text(study, "framework")
    assert "Forskerens sammenfatninger af viden og ledelse, case for case" in told
    assert "»–« står, hvor casen ingen passager har om temaet." in told
    assert "står i den sidste tabel" in told and "står »sammenfatning mangler«" not in told
    first, _, second = told.partition("som ikke står ovenfor, tema for tema")
    assert "K2" in first and "| Tema |" in second
    assert rows(second, "viden") == [["viden", "–", "S1"]] and rows(second, "ledelse") == [
        ["ledelse", "–", "S1"]
    ]
    assert rows(second, "tid") == [["tid", "S1 (1)", "K1, K2"]]
    english = text(study, "framework", language="en")
    assert "summaries of viden and ledelse, case by case" in english and "| Theme |" in english


def test_an_interview_says_who_asks_who_coded_and_what_is_left_out(study: Study) -> None:
    told = text(study, "interviews")
    assert "»I:« foran et afsnit er intervieweren." in told and "hører til den, der talte sidst" in told
    assert "står, hvem der har givet den" in told and "kodet af AB, CD\n" in told and "kodet af AB\n" in told
    assert "[udeladt]" not in told
    alone = text(study, "interviews", interviews=("k2",))
    assert "intervieweren" not in alone and "I parentes" not in alone
    restrict(study, case=study.case_id("S1"))
    assert "[udeladt] står, hvor noget er fortroligt" in text(study, "interviews")


def test_what_a_report_leaves_out_is_not_taken_for_a_pause(study: Study, tmp_path: Path) -> None:
    assert "*Så når fru ... […] der med planen*" in text(study, "interviews")
    long = " ".join(f"ord{at}" for at in range(60))
    with build_study(
        tmp_path / "long.caqda",
        sources={"k1": f"K1: {long}\n"},
        codings=[("viden", "k1", long)],
        cases={"K1": {"sted": "a"}},
    ) as made:
        for ending in ("md", "html", "docx"):
            report(made, tmp_path / f"r.{ending}", config=Config(parts=("themes",), by="sted"))
            [found] = verify(made, read(tmp_path / f"r.{ending}"))
            assert found.status == "exact" and found.quote.text.endswith("ord44 […]")


def test_a_timeline_of_too_many_codes_says_which_it_shows(tmp_path: Path) -> None:
    for count, caption in ((24, "koderne står"), (25, "24 af 25 koder står: dem med flest passager")):
        words = [f"ord{at}" for at in range(count)]
        with build_study(
            tmp_path / f"{count}.caqda",
            sources={"k1": "K1: " + " ".join(words) + "\n"},
            codes=[f"kode{at}" for at in range(count)],
            codings=[(f"kode{at}", "k1", f"ord{at} ") for at in range(count - 1)]
            + [(f"kode{count - 1}", "k1", said) for said in ("ord1 ord2", f"ord{count - 1}")],
            cases={"K1": {}},
        ) as made:
            told = text(made, "interviews")
        assert caption in told and f"kode{count - 1} i 2 passager" in told
        assert (
            "kode22 i 1 passage" in told and "kode23 i 1 passage" not in told
        )  # it has two, or comes too late


def test_pairs_that_share_as_much_are_all_told_or_none(tmp_path: Path) -> None:
    few = [f"k{at}" for at in range(4)]
    many = [f"k{at}" for at in range(8)]
    for codes, shown in (
        (few, "Vist er alle 6 par"),
        (many, "Vist er hvert par, der er fælles om mindst 2 passager: 1"),
    ):
        once = [(code, "s", "Vi deler.") for code in codes]
        twice = [(code, "s", "Og igen.") for code in codes[:2]]
        with build_study(
            tmp_path / f"{len(codes)}.caqda",
            sources={"s": "K1: Vi deler. Og igen.\n"},
            codes=codes,
            codings=[*once, *twice],
            cases={"K1": {}},
        ) as made:
            told = text(made, "cooccurrence")
        assert shown in told and "Et tomt felt er 0" in told
        pairs = [line for line in told.splitlines() if line.startswith("| k")]
        assert len(pairs) == (len([*combinations(codes, 2)]) if codes is few else 1)
        assert "Hvor mange passager to koder er fælles om\n" in told  # all of them are in the figure
        assert ("yderligere 27 par er fælles om en enkelt passage" in told) is (codes is many)


def test_the_figure_of_pairs_is_of_those_that_share_most(tmp_path: Path) -> None:
    with demo.build(tmp_path / "demo.caqda") as made:
        told = text(made, "cooccurrence")
    shown = re.search(r"(\d+) koder fra de par, der overlapper mest\n\n```text\n(.*?)```", told, re.DOTALL)
    assert shown
    drawn = shown[2].splitlines()[1:-1]
    assert len(drawn) == int(shown[1])
    names = {re.split(r"  +", row)[0] for row in drawn}
    pairs = [line.split(" | ")[:2] for line in told.splitlines() if re.match(r"\| \w+[^|]* \| \w+/", line)]
    assert {path.strip("| ").rpartition("/")[2] for pair in pairs[:5] for path in pair} <= names


def test_halves_of_a_percent_are_rounded_up(tmp_path: Path) -> None:
    words = [f"ord{at}" for at in range(8)]
    with build_study(
        tmp_path / "s.caqda",
        sources={"s": "K1: " + " ".join(words) + "\n"},
        codings=[*(("a", "s", word) for word in words), ("b", "s", "ord3"), ("c", "s", "ord3")],
        codes=["a", "b", "c"],
        cases={"K1": {}},
    ) as made:
        assert rows(text(made, "cooccurrence"), "a")[0][2:] == ["1", "0,125", "13 % (8)", "100 % (1)"]
        assert rows(text(made, "summary", codes=("b",)), "s")[0][3] == "100 %"


def test_methods_say_what_the_lists_are_and_how_much_is_left_to_fill_in(study: Study) -> None:
    told = text(study, "codes", "methods")
    left = told.count("[udfyldes af forskeren]")
    assert "COREQ og SRQR er tjeklister" in told and f"{left} felter er markeret" in told and left > 9
    assert "3 kodede passager, alle gengivet under deres koder" in told
    assert "gengivet under" not in text(study, "methods")


def test_what_is_withheld_is_not_said_to_be_counted(study: Study) -> None:
    assert text(study, "codes", "cases").count("alle kodninger, der ikke er fortrolige") == 0
    restrict(study, case=study.case_id("S1"))
    told = text(study, "codes", "cases")
    assert "**Udvalg:** alle kodninger, der ikke er fortrolige" in told
    assert "Udvalg: alle kodninger ·" not in told
    narrowed = text(study, "codes", "cases", sources=("k1",))
    assert narrowed.count("kilder: k1; uden de fortrolige kodninger ") > 2


def test_every_group_says_of_how_many_where_one_has_several(study: Study) -> None:
    told = text(study, "codes", by="sted")
    assert "2 passager fra 2 af 2 cases" in told and "1 passage fra 1 af 1 case\n" in told
