"""Reports of chosen parts, and what of a study stays out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from studies import build_study

from caqda import demo
from caqda.codebook import Codebook
from caqda.coding.flags import flag
from caqda.confidential import override, restrict
from caqda.errors import InputError, StudyError, UnknownName
from caqda.memos import write_entry
from caqda.reports import report
from caqda.reports.config import COMMENTED, PARTS, Config, read
from caqda.reports.parts import refuse, risks
from caqda.study import Study
from caqda.summaries import summaries, summarise
from caqda.wording import LANGUAGES, _, speaking

SAID = "Med de her penge kan jeg blive ved, til de er tre."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with demo.build(tmp_path / "demo.caqda") as made:
        yield made


def text(study: Study, *parts: str, **choices: object) -> str:
    return report(study, config=Config(parts=parts, **choices), format="md")  # type: ignore[arg-type]


def test_every_part_can_be_made_in_both_languages(study: Study) -> None:
    for language in ("da", "en"):
        told = text(study, *PARTS, language=language, interviews=("07-sundhedsplejerske",))
        assert told.count("\n## ") > len(PARTS)
        assert "saturat" not in told and "signifi" not in told and "mætning" not in told


def test_the_framework_holds_ones_own_summaries_and_asks_for_the_others(study: Study) -> None:
    summarise(study, "K1", "samarbejde", "K1 ser *relationen* som sit redskab.")
    told = text(study, "framework")
    assert r"K1 ser \*relationen\* som sit redskab." in told
    summarise(study, "K2", "værdiskabelse", "K2 tæller timer.")
    asked = text(study, "framework", themes=("samarbejde", "værdiskabelse", "målgrupper"))
    rows = [line for line in asked.splitlines() if line.startswith("| K1<br>") or line.startswith("| K2<br>")]
    assert [row.count("\\[sammenfatning mangler\\]") for row in rows] == [1, 1]  # the others take no room
    [head] = [line for line in asked.splitlines() if line.startswith("| Case")]
    assert "målgrupper" not in head
    assert re.search(r"^\| samarbejde \| .*K3 \(5\).* \| – \|$", asked, re.MULTILINE)
    assert re.search(r"^\| målgrupper \| .* \| R1, B1, B2, G1 \|$", asked, re.MULTILINE)
    narrowed = text(study, "framework", where="perspektiv = boligsocialt")
    assert "K1 ser" not in narrowed and set(re.findall(r"\b[BGKPRS]\d\b", narrowed)) == {"S1", "S2", "S3"}
    summarise(study, "K2", "værdiskabelse", "")
    summarise(study, "K1", "samarbejde", "")
    assert summaries(study) == []
    study.journal.undo()
    assert [one.text for one in summaries(study)] == ["K1 ser *relationen* som sit redskab."]
    with pytest.raises(UnknownName):
        summarise(study, "K99", "samarbejde", "x")


def test_flagged_quotations_come_first_in_the_matrix_and_the_contradicting_stand_apart(study: Study) -> None:
    coding, said, code = study.read("SELECT id, text, code_id FROM coding")[0]
    flag(study, coding, "contradicting")
    told = text(study, "codes", codes=(code,))
    apart = told.partition("Modsigelser og grænsetilfælde")[2]
    first_words = " ".join(said.split()[:4])
    assert first_words in apart and "modsiger" in apart
    flag(study, coding, "typical")
    assert "Modsigelser" not in text(study, "codes", codes=(code,))


def test_a_definition_that_changed_has_its_history_in_the_report(study: Study) -> None:
    Codebook(study).define("samskabelse", definition="Noget helt andet.")
    told = text(study, "codes", codes=("samskabelse",))
    assert "Definitionens historie" in told and "Noget helt andet." in told


def test_what_is_confidential_stays_out_of_every_part(study: Study) -> None:
    source = study.source_id("07-sundhedsplejerske")
    start = study.text(source).index(SAID)
    before = text(study, *PARTS, context=1)
    assert SAID in before
    restrict(study, source=source, start=start, end=start + len(SAID))
    restrict(study, case=study.case_id("S1"), reason="har trukket sit samtykke")
    entry = write_entry(study, "Hemmelig note om hende.")
    restrict(study, memo=entry)
    told = text(study, *PARTS, context=1)
    assert SAID not in told and "[udeladt]" in told.replace("\\", "") and "Hemmelig note" not in told
    assert "kodninger er fortrolige og er udeladt" in told
    assert "12-boligsocial-familier:" not in told.partition("## Kode for kode")[2].partition("## Bilag")[0]
    assert SAID in report(study, config=Config(parts=("interviews",)), format="md", confidential=True)


def test_combinations_that_point_at_few_are_named(study: Study) -> None:
    assert risks(study, Config(by="perspektiv", parts=("crosstab",), min_cell=2)) != []  # one of the police
    told = risks(study, Config(by="perspektiv", parts=("crosstab",), min_cell=2))
    assert [(one.values, one.cases) for one in told] == [((("perspektiv", "politi"),), ("P1",))]
    assert risks(study, Config(by="perspektiv", parts=("crosstab",))) == []
    assert len(risks(study, Config(parts=("cases",), min_cell=2))) == 15


def test_when_and_where_somebody_spoke_points_at_them_too(tmp_path: Path) -> None:
    places = {"k1": "Aarhus", "k2": "Aarhus", "k3": "Ribe"}
    with build_study(
        tmp_path / "s.caqda",
        {name: f"{name.upper()}: Ja. Det går godt.\n" for name in places},
        ["godt"],
        cases=["K1", "K2", "K3"],
        variables={name: {"sted": place, "date": f"2026-03-0{name[1]}"} for name, place in places.items()},
    ) as study:
        told = risks(study, Config(by="sted", parts=("crosstab",), min_cell=2))
        assert [(one.values, one.cases) for one in told] == [((("sted", "Ribe"),), ("K3",))]
        with pytest.raises(StudyError, match="sted Ribe"):
            refuse(study, Config(by="sted", parts=("crosstab",), min_cell=2))
        dated = Config(by="source", parts=("interviews",), min_cell=2)
        assert len(risks(study, dated)) == 3
        assert risks(study, replace(dated, speakers="role")) == []


def test_numbers_below_the_smallest_cell_are_kept_back(study: Study) -> None:
    told = text(study, "codes", "crosstab", codes=("samskabelse",), min_cell=3, by="perspektiv")
    assert "<3" in told


def test_the_smallest_cell_reaches_what_stands_together_and_the_appendix(study: Study) -> None:
    told = text(
        study, "cooccurrence", "methods", min_cell=3, by="perspektiv", codes=("samskabelse", "organisering")
    )
    told = told.replace("\\", "")
    pairs = [line.split(" | ")[2:] for line in told.splitlines() if line.startswith("| organisering")]
    assert pairs and all(number == "<3" or int(number) >= 3 for number, *_ in pairs)
    assert all(rest[0] == "–" for number, *rest in pairs if number == "<3")
    assert "politi <3" in told and "politi 1" not in told


def test_an_override_is_in_the_journal(study: Study) -> None:
    override(study, "aftalt med direktøren")
    assert "aftalt med direktøren" in study.journal.log(1)[0].summary


def test_the_same_choices_make_the_same_report(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    config = Config(parts=PARTS, interviews=("07-sundhedsplejerske",))
    for ending in ("docx", "html", "xlsx"):
        made = []
        for name in ("a", "b"):
            report(study, tmp_path / f"{name}.{ending}", config=config)
            made.append((tmp_path / f"{name}.{ending}").read_bytes())
        assert made[0] == made[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commented_file_is_a_good_one_and_says_all_there_is(tmp_path: Path, language: str) -> None:
    path = tmp_path / "report.yaml"
    with speaking(language):
        commented = _(COMMENTED)
    assert (commented == COMMENTED) is (language == "en")
    path.write_text(commented, "utf-8")
    assert read(path).parts == ("codes", "codebook")
    lines = commented.splitlines()[1:]
    opened = "\n".join(line.replace("# ", "", 1) if line.lstrip().startswith("#") else line for line in lines)
    path.write_text(opened, "utf-8")
    assert set(read(path).parts) == set(PARTS)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("titel: x", 'called "titel"'),
        ("parts: [codes, theme]", '"theme" is none of'),
        ("context: lots", "context is a whole number"),
        ("- a\n- b", "no list of choices"),
        ("title: [", "is not YAML"),
        ("speakers: names", 'speakers: "names" is none of those'),
    ],
)
def test_a_file_with_a_slip_is_answered_with_one_sentence(tmp_path: Path, said: str, told: str) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(said, "utf-8")
    with pytest.raises(InputError, match=told):
        read(path)


def test_people_are_named_as_was_chosen(study: Study) -> None:
    assert "K1" not in text(
        study, "codes", codes=("samskabelse",), sources=("07-sundhedsplejerske",), speakers="role"
    )
    assert "Person " in text(study, "codes", codes=("samskabelse",), speakers="number")
    for speakers, called in (("role", "sundhedsplejerske:"), ("number", "Person 8:")):
        about = {"sources": ("07-sundhedsplejerske",), "speakers": speakers, "context": 1}
        told = text(study, "codes", "interviews", codes=("samarbejde",), **about)
        assert "K1:" not in told and f"{called} " in told.replace("\\", "")


def test_people_are_called_the_same_in_every_part(study: Study) -> None:
    summarise(study, "K1", "samarbejde", "Har sit eget.")
    study.write_memo("Kender alle.", case=study.case_id("K1"))
    told = text(study, "framework", "cases", "memos", "themes", speakers="number")
    number = list(study.read('SELECT name FROM "case" ORDER BY id')).index(("K1",)) + 1
    assert told.count(f"Person {number}") >= 3
    assert not re.search(r"(\| |\*)K1(<br>| \||:| ·)", told)  # though it may in what somebody wrote


def test_what_is_kept_back_is_explained_and_no_heading_tells_it(study: Study) -> None:
    told = text(study, "codes", min_cell=3)
    assert "hvor færre end 3 cases er bag det" in told and "færre end 3 cases\n" in told
    assert not re.search(r"fra [12] (af|case)", told)
    assert "hvor færre end" not in text(study, "codes")
