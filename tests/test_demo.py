"""The bundled study: what a newcomer sees first."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

import caqda
from caqda import demo
from caqda.analysis.corpus import Corpus
from caqda.check import faults
from caqda.errors import StudyError


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.read(demo.build(tmp_path_factory.mktemp("demo") / "demo.caqda"))


def test_it_holds_what_its_files_hold(corpus: Corpus) -> None:
    assert len(corpus.sources) == 14
    assert len(corpus.cases) == 15
    table = (demo.folder("transcripts") / "codings.csv").read_text("utf-8")
    codings = list(csv.DictReader(io.StringIO(table)))
    by_coder = Counter(row["coder"] for row in codings)
    assert {name: (corpus.codings.coder == key).sum() for key, name in corpus.coders.items()} == by_coder
    assert by_coder["AB"] >= 450
    assert len({row["source"] for row in codings if row["coder"] == "CD"}) >= 4
    assert faults(corpus.study) == []


def test_every_interview_is_long_marked_as_constructed_and_fully_attributed(corpus: Corpus) -> None:
    for source in corpus.sources.values():
        assert source.words >= 1_500
        assert corpus.text(source.id).startswith("Konstrueret interview.")
        assert source.variables["konstrueret"] == "ja"
        turns = corpus.turns(source.id)
        assert ((turns.case >= 0) | turns.interviewer).all()
    years = Counter(case.variables["år"] for case in corpus.cases.values())
    assert years == {"2019": 7, "2020": 5, "2021": 3}


def test_what_the_readme_asks_of_it_is_found(corpus: Corpus) -> None:
    asked = re.findall(
        r"^caqda query '(.+)'$", Path(__file__).parent.with_name("README.md").read_text("utf-8"), re.M
    )
    assert len(asked) == 2
    assert all(caqda.query(corpus, expression) for expression in asked), asked


def test_every_code_is_defined_and_used(corpus: Corpus) -> None:
    assert 25 <= len(corpus.codes) <= 35
    assert all(code.definition for code in corpus.codes.values())
    assert all(corpus.counts[code] >= 2 for code in corpus.codes)


def test_the_two_perspectives_part_where_the_evaluation_saw_them_part(corpus: Corpus) -> None:
    table = caqda.crosstab(corpus, by="perspektiv")

    def passages(code: str, column: str) -> int:
        return table.cell(code, column).passages

    def share(code: str, column: str) -> float:
        return passages(code, column) / table.column_total(column).passages

    assert share("dokumentationskrav", "kommunalt") > 2 * share("dokumentationskrav", "boligsocialt")
    assert share("opsøgende arbejde", "boligsocialt") > share("opsøgende arbejde", "kommunalt")
    assert passages("medarbejderforum", "kommunalt") > 5 * passages("medarbejderforum", "boligsocialt")
    for column in ("kommunalt", "boligsocialt"):
        assert table.cell("tavshedspligt og samtykke", column).cases == table.column_total(column).cases
        assert table.cell("det usynlige bidrag", column).cases == table.column_total(column).cases


def test_undo_stops_at_what_its_user_did(tmp_path: Path) -> None:
    with demo.build(tmp_path / "demo.caqda") as study:
        assert study.journal.undo() == []
        study.apply("samskabelse", "07-sundhedsplejerske", 0, 11)
        assert len(study.journal.undo(9)) == 1


def test_nothing_is_left_where_it_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "demo.caqda"
    demo.build(path).close()
    with pytest.raises(StudyError, match="exists already"):
        demo.build(path)
    monkeypatch.setattr(demo, "NAME", "nothing")
    with pytest.raises(FileNotFoundError):
        demo.build(tmp_path / "other.caqda")
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("other")] == []
