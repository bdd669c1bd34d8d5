"""Importing into a study: sources, speakers, cases and variables, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import caqda
from caqda.analysis.corpus import Corpus
from caqda.cases import read_cases, set_cases, set_variable
from caqda.check import faults
from caqda.errors import CaqdaError, ChangeError, InputError
from caqda.sources import import_files
from caqda.study import Study

TALK = "I: Hvordan går det?\n\nK1: Det går godt. Vi taler sammen.\n\nI: Altid?\n\nK1: Ja, altid.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return caqda.create(tmp_path / "s.caqda", coder="AB")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "transcripts"
    made.mkdir()
    return made


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_front_matter_gives_case_date_and_variables(study: Study, folder: Path) -> None:
    write(folder, "a.txt", f"---\ncase: Anna\ndate: 2020-09-14\nperspektiv: kommunalt\nny: ja\n---\n{TALK}")
    import_files(study, [folder], variables={"område": "Kanalvej"})
    corpus = Corpus.read(study)
    (source,) = corpus.sources.values()
    assert [corpus.cases[case].name for case in source.cases] == ["Anna"]
    assert source.variables == {
        "date": "2020-09-14",
        "perspektiv": "kommunalt",
        "ny": "ja",
        "område": "Kanalvej",
    }
    assert corpus.variables["date"] == "date"
    assert corpus.variables["ny"] == "yesno"
    assert corpus.text(source.id) == TALK
    assert faults(study) == []


def test_turns_belong_to_cases_and_the_interviewer_to_none(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    import_files(study, [folder])
    corpus = Corpus.read(study)
    (source,) = corpus.sources.values()
    turns = corpus.turns(source.id)
    assert [corpus.speakers[key].label for key in turns.speaker.tolist()] == ["I", "K1", "I", "K1"]
    assert [corpus.cases[case].name if case >= 0 else None for case in turns.case.tolist()] == [
        None,
        "K1",
        None,
        "K1",
    ]


def test_an_identifier_is_one_case_in_two_sources_and_a_word_is_two(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    write(folder, "b.txt", TALK.replace("godt", "skidt"))
    write(folder, "c.txt", TALK.replace("K1", "Leder"))
    write(folder, "d.txt", TALK.replace("K1", "Leder").replace("godt", "skidt"))
    import_files(study, [folder])
    corpus = Corpus.read(study)
    owned = {s.name: [corpus.cases[case].name for case in s.cases] for s in corpus.sources.values()}
    assert owned == {"a": ["K1"], "b": ["K1"], "c": ["c"], "d": ["d"]}


def test_a_table_of_cases_names_speakers_and_their_variables(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    write(folder, "b.txt", "Et notat uden talere.\n")
    table = write(
        folder,
        "cases.csv",
        "case;source;speaker;perspektiv;alder\nAnna;a;K1;kommunalt;41\nBo;b;;boligsocialt;\n",
    )
    import_files(study, [folder], cases=table)
    corpus = Corpus.read(study)
    assert {case.name: dict(case.variables) for case in corpus.cases.values()} == {
        "Anna": {"perspektiv": "kommunalt", "alder": "41"},
        "Bo": {"perspektiv": "boligsocialt"},
    }
    assert [corpus.cases[case].name for case in corpus.source_named("b").cases] == ["Bo"]
    assert corpus.variables == {"perspektiv": "text", "alder": "number"}


def test_the_same_text_is_noticed_by_its_hash(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    write(folder, "b.txt", TALK.replace("\n", "\r\n"))
    summary = import_files(study, [folder])
    assert [draft.name for draft in summary.drafts] == ["a"]
    assert 'its text is in the study already as "a"' in summary.skipped[0]
    assert import_files(study, [folder]).drafts == ()
    assert study.read("SELECT count(*) FROM source")[0][0] == 1


def test_a_name_that_is_taken_by_another_text_is_refused(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    import_files(study, [folder])
    write(folder, "a.txt", TALK + "K1: Mere.\n")
    with pytest.raises(InputError, match='has a source "a" with another text'):
        import_files(study, [folder])


def test_one_bad_file_stops_the_import_or_is_skipped(study: Study, folder: Path) -> None:
    for number in range(50):
        write(folder, f"k{number}.txt", TALK.replace("godt", f"godt {number} gange"))
    write(folder, "k7.txt", "")
    before = study.journal.position()
    with pytest.raises(InputError, match=r"k7\.txt"):
        import_files(study, [folder])
    assert study.journal.position() == before
    told: list[tuple[int, int, str]] = []
    summary = import_files(study, [folder], skip_bad=True, progress=lambda *step: told.append(step))
    assert len(summary.drafts) == 49
    assert "k7.txt" in summary.skipped[0]
    assert study.read("SELECT count(*) FROM journal")[0][0] == before[0] + 1
    assert [step[0] for step in told] == list(range(51))
    study.journal.undo()
    assert Corpus.read(study).sources == {}
    study.journal.redo()
    assert len(Corpus.read(study).sources) == 49
    assert faults(study) == []


def test_a_dry_run_makes_nothing(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    before = study.journal.position()
    (draft,) = import_files(study, [folder], dry_run=True).drafts
    assert draft.speakers == {"I": None, "K1": "K1"}
    assert study.journal.position() == before


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("name,source\nx,a\n", "case"),
        ("case,source\n,a\n", "row 2"),
        ('case,a"b\nx,y\n', "quotation mark|cannot be the name"),
        ("", "empty"),
    ],
)
def test_a_table_of_cases_that_is_wrong_changes_nothing(
    study: Study, folder: Path, table: str, complaint: str
) -> None:
    write(folder, "a.txt", TALK)
    before = study.journal.position()
    with pytest.raises(CaqdaError, match=complaint):
        import_files(study, [folder], cases=write(folder, "cases.csv", table))
    assert study.journal.position() == before


def test_a_row_about_a_missing_source_is_noted_and_gives_its_variables(study: Study, folder: Path) -> None:
    table = write(folder, "cases.csv", "case,source,speaker,år\nK1,nowhere,K1,2020\n")
    assert set_cases(study, read_cases(table)) == ['row 2: there is no source "nowhere" in the study yet.']
    assert Corpus.read(study).case_named("K1").variables == {"år": "2020"}


def test_a_variable_becomes_text_when_a_value_is(study: Study, folder: Path) -> None:
    write(folder, "a.txt", TALK)
    import_files(study, [folder])
    set_variable(study, "alder", "41", case="K1")
    assert Corpus.read(study).variables["alder"] == "number"
    set_variable(study, "alder", "omkring 40", source="a")
    assert Corpus.read(study).variables["alder"] == "text"
    set_variable(study, "alder", "", case="K1")
    assert Corpus.read(study).case_named("K1").variables == {}
    with pytest.raises(ChangeError, match="on one case or on one source"):
        set_variable(study, "alder", "1")
    with pytest.raises(ChangeError, match="cannot be the name of a variable"):
        set_variable(study, "source", "1", case="K1")
