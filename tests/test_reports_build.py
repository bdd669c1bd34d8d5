import json

import pytest
from studies import build_study

import caqda
from caqda.analysis.columns import NONE
from caqda.analysis.crosstab import crosstab
from caqda.analysis.query import query
from caqda.analysis.scope import Scope
from caqda.coding.flags import flag
from caqda.errors import UnknownName
from caqda.reports import report
from caqda.reports.build import build, expression

K1 = "I: Hvordan gik det?\nK1: Godt nok. Vi deler, hvad vi ved.\nI: Og ledelsen?\nK1: Den er ikke entydig.\n"
S1 = "I: Hvem leder?\nS1: Det gør vi selv.\n\nVi deler intet.\nP1: Jo, I gør.\n"
PATHS = ("ledelse", "ledelse/entydig ledelse", "viden")


@pytest.fixture
def study(tmp_path):
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "s1": S1, "notat": ("Overskrift\n\nNogen deler noget.\n", None)},
        codes=PATHS,
        codings=[
            ("ledelse", "k1", "Og ledelsen?\nK1: Den er ikke entydig."),
            ("ledelse/entydig ledelse", "k1", "Den er ikke entydig."),
            ("ledelse/entydig ledelse", "k1", "Den er ikke entydig.", "MS"),
            ("ledelse", "s1", "Hvem leder?"),
            ("viden", "k1", "Vi deler, hvad vi ved."),
            ("viden", "s1", "Vi deler intet.\nP1: Jo, I gør."),
            ("viden", "notat", "Nogen deler noget."),
        ],
        cases={
            "K1": {"perspektiv": "kommunalt", "rolle": "sundhedsplejerske"},
            "S1": {"perspektiv": "boligsocialt", "rolle": "vært"},
            "P1": {"perspektiv": "politi"},
        },
    ) as opened:
        yield opened


def as_json(study, **options):
    return json.loads(report(study, format="json", **options))


def chapter(told, code):
    return next(found for found in told["codes"] if found["code"] == code)


@pytest.mark.parametrize("by", ["perspektiv", "source", "case", "coder", "rolle"])
@pytest.mark.parametrize(
    "filtered", [{}, {"coders": "MS"}, {"sources": "k1"}, {"where": "perspektiv = politi"}]
)
def test_every_number_is_that_of_the_crosstab_and_the_query(study, by, filtered):
    scope = Scope.of(study, **filtered)
    told = as_json(scope, by=by)
    for roll_up, key in ((True, "with_sub_codes"), (False, "alone")):
        table = crosstab(scope, by, roll_up=roll_up).to_json()
        assert told["columns"] == table["columns"]
        assert told["column_totals"] == table["column_totals"]
        assert [code[key]["cells"] for code in told["codes"]] == [row["cells"] for row in table["rows"]]
        assert [code[key]["total"] for code in told["codes"]] == [row["total"] for row in table["rows"]]
        for code in told["codes"]:
            assert len(query(scope, code[key]["query"])) == code[key]["total"]["passages"]
    for code in told["codes"]:
        assert len(code["quotations"]) == code["alone"]["total"]["passages"]
        for column, cell in code["alone"]["cells"].items():
            assert sum(column in found["columns"] for found in code["quotations"]) == cell["passages"]


def test_every_quotation_is_the_text_at_its_offsets(study):
    told = as_json(study)
    quotations = [found for code in told["codes"] for found in code["quotations"]]
    assert len(quotations) == 6
    for found in quotations:
        text = study.text(study.source_id(found["source"]))
        assert found["text"] == text[found["start"] : found["end"]]


def test_a_quotation_says_who_speaks_where_and_who_coded_it(study):
    coding = next(key for key, coder in _codings(study) if coder == "MS")
    study.write_memo("Et centralt sted.", coding=coding, coder="MS")
    [found] = chapter(as_json(study), "ledelse/entydig ledelse")["quotations"]
    assert found["id"] == "k1:4"
    assert found["coders"] == ["AB", "MS"]
    assert found["cases"] == ["K1"]
    assert found["columns"] == ["kommunalt"]
    assert found["memos"] == [{"coder": "MS", "text": "Et centralt sted."}]
    [speech] = found["speakers"]
    assert speech == {
        "speaker": "K1",
        "role": "sundhedsplejerske",
        "interviewer": False,
        "text": "Den er ikke entydig.",
    }


def _codings(study):
    return study.read("SELECT coding.id, coder.name FROM coding JOIN coder ON coder.id = coder_id")


def test_what_several_people_say_is_told_apart_without_their_labels(study):
    [shared] = [q for q in chapter(as_json(study), "viden")["quotations"] if q["source"] == "s1"]
    assert [(one["speaker"], one["text"].strip()) for one in shared["speakers"]] == [
        ("S1", "Vi deler intet."),
        ("P1", "Jo, I gør."),
    ]
    assert shared["columns"] == ["boligsocialt", "politi"]


def test_context_is_the_rest_of_the_paragraph_and_those_around_it(study):
    def around(code, source, context):
        told = chapter(as_json(study, context=context), code)["quotations"]
        return next((one["before"], one["after"]) for one in told if one["source"] == source)

    assert around("ledelse/entydig ledelse", "k1", 0) == ("", "")
    assert around("ledelse/entydig ledelse", "k1", 1) == ("I: Og ledelsen?", "")
    assert around("viden", "k1", 1) == ("I: Hvordan gik det?\nK1: Godt nok.", "I: Og ledelsen?")
    assert around("viden", "notat", 9) == ("Overskrift", "")
    assert around("ledelse", "s1", 1) == ("", "S1: Det gør vi selv.")


def test_a_source_without_turns_is_quoted_whole(study):
    [found] = [q for q in chapter(as_json(study), "viden")["quotations"] if q["source"] == "notat"]
    assert [one["text"] for one in found["speakers"]] == ["Nogen deler noget."]
    assert found["columns"] == [NONE]


def test_a_parent_counts_its_sub_codes_and_quotes_only_its_own(study):
    told = chapter(as_json(study), "ledelse")
    assert told["with_sub_codes"]["total"]["passages"] == 3
    assert told["alone"]["total"]["passages"] == 2
    assert len(told["quotations"]) == 2


def test_chosen_codes_come_with_their_sub_codes_in_the_order_of_the_codebook(study):
    told = as_json(study, codes=["viden", "ledelse"])
    assert [code["code"] for code in told["codes"]] == list(PATHS)
    assert [code["code"] for code in as_json(study, codes=["entydig ledelse"])["codes"]] == [PATHS[1]]
    with pytest.raises(UnknownName, match="viden"):
        build(study, codes=["vide"])


def test_chosen_codes_are_the_scope_of_the_report(study):
    told = as_json(study, codes=["viden"])
    assert told["provenance"]["scope"] == "codes: viden"
    assert told["provenance"]["coders"] == ["AB"]
    both = as_json(Scope.of(study, codes=["ledelse"]), codes=["entydig ledelse", "viden"])
    assert [code["code"] for code in both["codes"]] == [PATHS[1]]


def test_the_codebook_is_whole_whatever_was_chosen(study):
    told = as_json(study, codes=["viden"])
    assert [entry["code"] for entry in told["codebook"]] == list(PATHS)


def test_without_a_word_a_report_is_divided_by_perspective(study):
    assert build(study).by == "perspektiv"


def test_where_no_variable_has_few_values_the_source_divides(tmp_path):
    with build_study(tmp_path / "s.caqda", sources={"a": K1}, codings=[("viden", "a", "Godt")]) as study:
        told = build(study)
    assert told.by == "source"
    assert told.columns[0] == "a"


def test_provenance_names_the_moment_of_the_study(study, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    told = as_json(Scope.of(study, coders="AB", where="perspektiv = kommunalt"))["provenance"]
    assert (told["position"], told["hash"]) == study.journal.position()
    assert (told["study"], told["uuid"]) == ("prøve", study.info()[0])
    assert told["date"] == "2020-01-01"
    assert told["caqda"] == caqda.__version__
    assert told["coders"] == ["AB"]
    assert told["scope"] == Scope.of(study, coders="AB", where="perspektiv = kommunalt").describe()


@pytest.mark.parametrize("mark", ["variable", "first line", "none"])
def test_constructed_material_is_told(tmp_path, mark):
    text = "Konstrueret interview. Ingen virkelig person taler.\n\n" + K1 if mark == "first line" else K1
    variables = {"a": {"konstrueret": "ja"}} if mark == "variable" else {}
    with build_study(tmp_path / "s.caqda", sources={"a": text, "b": S1}, variables=variables) as study:
        told = build(study).provenance
        markdown = report(study)
    assert (told.sources, told.constructed) == (2, 0 if mark == "none" else 1)
    assert ("konstrueret materiale" in markdown) == (mark != "none")


@pytest.mark.parametrize(
    "path", ["viden", "a/b", "a b", "and/where", 'sagt "sådan"', "c\\d", "(a)", "=x", "10%"]
)
def test_the_query_of_a_code_finds_it(tmp_path, path):
    with build_study(tmp_path / "s.caqda", sources={"k": K1}, codings=[(path, "k", "Godt")]) as study:
        assert len(query(study, expression(path))) == 1
        assert len(query(study, expression(path, alone=True))) == 1


def test_an_empty_study_has_a_report(tmp_path):
    with build_study(tmp_path / "s.caqda") as study:
        told = as_json(study)
    assert told["codes"] == []
    assert told["total"] == {"cases": 0, "sources": 0, "passages": 0, "words": 0}


def test_a_flag_is_told_only_in_a_report_of_the_coding_that_has_it(study):
    [[coding]] = study.read(
        "SELECT coding.id FROM coding JOIN coder ON coder.id = coding.coder_id WHERE coder.name = 'MS'"
    )
    flag(study, coding, "contradicting")
    code = "ledelse/entydig ledelse"
    [mine] = [name for (name,) in study.read("SELECT name FROM coder") if name != "MS"]
    for coders, there in (("MS", True), (mine, False), ((), True)):
        told = report(Scope.of(study, coders=coders), codes=[code], format="md")
        assert ("Modsigelser" in told) is there
