"""Progress, bookmarks, what is confidential, flags, memos: as functions and as commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from studies import build_study

import caqda
from caqda import bookmarks, confidential, memos
from caqda.analysis.corpus import Corpus
from caqda.cli import main
from caqda.coding.flags import flag, flags
from caqda.coding.progress import answers, progress_of, uncoded_paragraphs
from caqda.errors import ChangeError
from caqda.study import Study

TEXT = "I: Hvad er viden?\nK1: Viden er magt. Ja.\nI: Og så?\nK1: Samarbejde er svært nok.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.caqda"
    build_study(path, sources={"k1": TEXT, "k2": "K2: Intet her.\n"}, codes=["viden", "viden/magt"]).close()
    return path


@pytest.fixture
def study(path: Path) -> Any:
    with caqda.open(str(path), coder="AB") as opened:
        yield opened


def passage(study: Study, words: str, source: str = "k1") -> tuple[int, int, int]:
    key = study.source_id(source)
    at = study.text(key).index(words)
    return key, at, at + len(words)


def test_progress_counts_the_participants_words_of_one_coder(study: Study) -> None:
    study.apply("viden", *passage(study, "Viden er magt."))
    study.apply("magt", *passage(study, "er magt. Ja."))
    study.apply("magt", *passage(study, "Samarbejde"), coder="CD")
    study.apply("viden", *passage(study, "Hvad er viden?"))  # the interviewer's words are not counted
    bookmarks.toggle(study, *passage(study, "Samarbejde"), kind="later")
    told = progress_of(Corpus.read(study), "AB")
    first, second = told.sources
    assert (first.words, first.coded, first.uncoded, first.later) == (8, 4, 1, 1)
    assert (first.codings, first.today, first.read) == (3, 3, None)
    assert (second.words, second.coded, second.uncoded) == (2, 0, 1)
    assert told.share == 4 / 10
    assert progress_of(Corpus.read(study), "AB", since=datetime(2999, 1, 1, tzinfo=UTC)).total("today") == 0
    assert progress_of(Corpus.read(study), "CD").total("coded") == 1


def test_a_paragraph_with_a_coding_in_it_is_worked_on(study: Study) -> None:
    def left(coder: str) -> list[str]:
        corpus = Corpus.read(study)
        source = study.source_id("k1")
        return [study.text(source)[start:end][:6] for start, end in uncoded_paragraphs(corpus, source, coder)]

    assert left("AB") == ["K1: Vi", "K1: Sa"]
    study.apply("viden", *passage(study, "Ja."))
    assert left("AB") == ["K1: Sa"]
    assert left("CD") == ["K1: Vi", "K1: Sa"]


def test_answers_are_what_participants_say(study: Study) -> None:
    source = study.source_id("k1")
    said = [study.text(source)[start:end] for start, end in answers(Corpus.read(study), source)]
    assert said == ["Viden er magt. Ja.", "Samarbejde er svært nok."]


def test_a_bookmark_goes_on_and_off_and_is_undone(study: Study) -> None:
    place = passage(study, "Ja.")
    assert bookmarks.toggle(study, *place) is True
    assert bookmarks.toggle(study, *place, kind="later") is True
    first = bookmarks.bookmarks(study, kind="bookmark", coder="AB")[0]
    bookmarks.annotate(study, first.id, " se igen ")
    assert [(mark.kind, mark.note) for mark in bookmarks.bookmarks(study)] == [
        ("bookmark", "se igen"), ("later", ""),
    ]  # fmt: skip
    assert bookmarks.bookmarks(study, coder="CD") == []
    assert bookmarks.toggle(study, *place) is False
    study.journal.undo()
    assert len(bookmarks.bookmarks(study)) == 2
    with pytest.raises(ChangeError):
        bookmarks.add(study, place[0], 5, 5_000)


def test_something_is_confidential_once_until_it_is_let_go(study: Study) -> None:
    source, start, end = passage(study, "Ja.")
    made = confidential.restrict(study, source=source, start=start, end=end, reason="navne")
    assert confidential.restrict(study, source=source, start=start, end=end) == made
    confidential.restrict(study, source=source)
    found = confidential.restrictions(study)
    assert [(one.what, one.name, one.reason) for one in found] == [
        ("passage", "k1", "navne"), ("source", "k1", ""),
    ]  # fmt: skip
    confidential.release(study, made)
    assert len(confidential.restrictions(study)) == 1
    study.journal.undo()
    assert len(confidential.restrictions(study)) == 2
    with pytest.raises(ChangeError):
        confidential.restrict(study)


def test_a_coding_is_flagged_and_unflagged(study: Study) -> None:
    coding = study.apply("viden", *passage(study, "Ja."))
    before = Corpus.read(study)
    flag(study, coding, "borderline")
    assert flags(study) == {coding: "borderline"}
    assert len(Corpus.read(study, before).codings) == 1
    flag(study, coding, "")
    assert flags(study) == {}
    study.journal.undo()
    assert flags(study) == {coding: "borderline"}
    with pytest.raises(ChangeError):
        flag(study, coding, "sjov")


def test_memos_are_listed_searched_filtered_and_linked(study: Study) -> None:
    viden, (source, start, end) = study.code_id("viden"), passage(study, "Ja.")
    coding = study.apply("magt", source, start, end, memo="Et kort svar")
    study.write_memo("Afgræns mod data", code=viden)
    study.write_memo("Rolig samtale", source=source)
    study.write_memo("Hele studiet", coder="CD")
    entry = memos.write_entry(study, "Første indtryk\nalt er nyt", dated="2026-03-01")
    memos.link(study, entry, code=viden)
    memos.link(study, entry, code=viden)
    memos.link(study, entry, source=source, start=start, end=end)
    told = {note.kind: note for note in memos.memos(study)}
    assert {kind: note.about for kind, note in told.items()} == {
        "coding": f"viden/magt · k1:{start}", "code": "viden", "source": "k1", "study": "", "journal": "",
    }  # fmt: skip
    assert (told["coding"].coding, told["coding"].source, told["coding"].start) == (coding, source, start)
    assert [link.about for link in told["journal"].links] == ["viden", f"k1:{start}"]
    assert told["journal"].heading == "Første indtryk"
    assert [note.kind for note in memos.memos(study, code=viden)] == ["code", "journal"]
    assert [note.kind for note in memos.memos(study, coder="CD")] == ["study"]
    assert [note.kind for note in memos.memos(study, words="NYT indtryk")] == ["journal"]
    assert memos.memos(study)[-1].kind == "journal"  # the oldest date
    memos.rewrite(study, entry, "Andet", title="Dag 1")
    assert memos.memos(study, kind="journal")[0].heading == "Dag 1"
    memos.rewrite(study, entry, " ")
    assert memos.memos(study, kind="journal") == []
    study.journal.undo()
    assert len(memos.memos(study, kind="journal")[0].links) == 2
    with pytest.raises(ChangeError, match="CD"):
        memos.rewrite(study, told["study"].id, "x")
    with pytest.raises(ChangeError, match="2026-03-01"):
        memos.write_entry(study, "x", dated="i går")
    assert study.journal.faults() == []


@pytest.fixture
def caqda_says(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    def call(command: str, *words: str, status: int = 0) -> Any:
        argv = ["caqda", command, str(path), *words, "--coder", "AB", "--format", "json"]
        monkeypatch.setattr("sys.argv", argv)
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == status
        said = capsys.readouterr()
        return json.loads(said.out) if status == 0 else said.err

    return call


def test_the_commands(study: Study, caqda_says: Callable[..., Any]) -> None:
    bookmarks.toggle(study, *passage(study, "Ja."))
    [mark] = caqda_says("bookmarks")
    assert (mark["source"], mark["text"], mark["kind"]) == ("k1", "Ja.", "bookmark")
    assert caqda_says("bookmarks", "--remove", mark["id"][:8]) == []
    assert "id begins with" in caqda_says("bookmarks", "--remove", "zz", status=2)

    [held] = caqda_says("confidential", "--source", "k2", "--reason", "kan kendes")
    assert (held["what"], held["name"], held["reason"]) == ("source", "k2", "kan kendes")
    assert caqda_says("confidential", "--remove", held["id"]) == []
    assert "Name one thing" in caqda_says("confidential", "--start", "1", "--end", "2", status=2)

    [note] = caqda_says("memos", "--entry", "En dag", "--date", "2026-03-01")
    assert (note["kind"], note["date"], note["text"]) == ("journal", "2026-03-01", "En dag")
    assert caqda_says("memos", "--kind", "code") == []
    assert "no kind of memo" in caqda_says("memos", "--kind", "sang", status=2)

    told = caqda_says("progress")
    assert (told["coder"], told["total"]["words"]) == ("AB", 10)
    assert [one["source"] for one in told["sources"]] == ["k1", "k2"]
