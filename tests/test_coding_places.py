"""Places as notes name them."""

from __future__ import annotations

from pathlib import Path

import pytest

import caqda
from caqda.analysis.corpus import Corpus
from caqda.coding.places import place_of
from caqda.errors import ChangeError
from caqda.sources import import_files

TIMED = "[00:00:05] I: Hvad?\n[00:01:10] K1: Intet.\n[01:02:03] I: Nå.\n"
UNTIMED = "I: Hvad?\nK1: Intet.\nOg mere.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    for name, text in (("timed", TIMED), ("untimed", UNTIMED)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    study = caqda.create(tmp_path / "s.caqda", name="s")
    import_files(study, [tmp_path / "timed.txt", tmp_path / "untimed.txt"])
    return Corpus.read(study)


def found(corpus: Corpus, source: str, told: str) -> str:
    key = corpus.source_named(source).id
    return corpus.text(key)[place_of(corpus, key, told) :].split()[0]


def test_a_paragraph_is_found_by_its_number_and_a_turn_by_a_time(corpus: Corpus) -> None:
    assert [found(corpus, "untimed", told) for told in "123"] == ["Hvad?", "Intet.", "Og"]
    times = ["0:00", "0:05", "1:09", "1:10", "62:03", "1:02:03", "9:00:00"]
    assert [found(corpus, "timed", told) for told in times] == [
        "Hvad?", "Hvad?", "Hvad?", "Intet.", "Nå.", "Nå.", "Nå.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "told", "said"),
    [
        ("untimed", "4", "The paragraphs of this source are 1 to 3."),
        ("untimed", "0", "The paragraphs of this source are 1 to 3."),
        ("untimed", "to", "The paragraphs of this source are 1 to 3."),
        ("untimed", "1:00", "This source tells no times"),
        ("timed", "1:xx", "A time is written"),
    ],
)
def test_what_is_no_place_is_said(corpus: Corpus, source: str, told: str, said: str) -> None:
    with pytest.raises(ChangeError, match=said):
        found(corpus, source, told)
