"""The plain mode: marking, writing, the codebook, saved queries and numbers, each by script."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from studies import build_study
from translations import written

from caqda import bookmarks, memos, queries, wording
from caqda.coding.flags import flags
from caqda.confidential import restrictions
from caqda.favourites import favourites
from caqda.plain.commands import find
from caqda.plain.loop import run
from caqda.reading_places import reading_places
from caqda.study import Study

SOURCES = {
    "k1": "I: Hvordan gik det?\nK1: Vi deler viden. Det er godt.\nI: Tak.\nK1: Ja. Selv tak.\n",
    "k2": "I: Og her?\nK2: Vi sparrer hver uge. Ingen ved det.\n",
}
CODES = ["ledelse", "ledelse/entydig ledelse", "viden", "videre"]
CODINGS = [("viden", "k1", "Vi deler viden."), ("ledelse", "k1", "Det er godt.", "CD")]

Hear = Callable[..., list[str]]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    cases = {"K1": {"perspektiv": "a"}, "K2": {"perspektiv": "b"}}
    with build_study(tmp_path / "s.caqda", SOURCES, CODES, CODINGS, cases=cases) as made:
        yield made


@pytest.fixture
def hear(study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hear:
    """What is heard in a sitting after each line, the welcome left out."""

    def heard(*lines: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        run(study)
        welcome = capsys.readouterr().out.splitlines()
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
        run(study)
        return capsys.readouterr().out.splitlines()[len(welcome) :]

    return heard


def paths(study: Study) -> list[str]:
    return list(study.tree().paths.values())


def test_a_sitting_begins_where_the_last_one_ended(hear: Hear, study: Study) -> None:
    hear("go k2 2")
    assert hear("where")[:2] == ["Source k2, 2 of 2.", "K2, paragraph 2 of 2."]
    (place,) = (left for key, left in reading_places(study).items() if key == study.source_id("k2"))
    assert place.furthest == len(SOURCES["k2"]) - 1
    assert "K2, paragraph 2 of 2." in hear("go k1 1", "go k2")


def test_bookmarks_and_what_is_left_for_later(hear: Hear, study: Study) -> None:
    assert hear("next bookmark") == ["Not done: You have no bookmarks; 'bookmark' sets one."]
    assert hear("go k1 2", "s 2", "' se igen", "go k2 2", "later")[-1] == "Flagged for later."
    kept = [(one.kind, one.source_name, one.note) for one in bookmarks.bookmarks(study)]
    assert kept == [("bookmark", "k1", "se igen"), ("later", "k2", "")]
    told = hear("go k1 1", "n b", "n l", "n l")
    assert "Bookmark: se igen." in told
    assert "Selected, 3 words." in told
    assert told[-1] == "Not done: That was the last passage for later."
    assert hear("bookmarks")[1:] == [
        "1. k1, paragraph 2: Det er godt. Note: se igen",
        "2. for later, k2, paragraph 2: Vi sparrer hver uge. Ingen ved det.",
    ]
    assert hear("go k2 2", "senere")[-1] == "No longer flagged for later."
    assert len(bookmarks.bookmarks(study)) == 1


def test_answers_and_what_is_not_coded_are_gone_to_across_sources(hear: Hear) -> None:
    assert hear("go k1 1", "n a", "n a")[-2:] == ["1. Ja.", "2. Selv tak."]
    assert hear("go k1 4", "n a")[-4:-2] == ["Source k2.", "K2, paragraph 2 of 2."]
    assert hear("go k1 4", "n u")[-4:-2] == ["Source k2.", "K2, paragraph 2 of 2."]
    assert hear("go k1 4", "n")[-1] == "Not done: That was the last turn. 'next source' goes to k2."


def test_flags_are_told_with_the_coding(hear: Hear, study: Study) -> None:
    assert hear("go k1 2", "s 1", "flag typisk", "k")[-2:] == [
        "1 coding:",
        "viden, by AB, from “Vi” to “viden”, 3 words. Flagged typical.",
    ]
    assert list(flags(study).values()) == ["typical"]
    assert hear("go k1 2", "s 1", "! -")[-1] == "viden by AB: no flag."
    assert not flags(study)
    assert hear("go k2 2", "flag typical")[-1].startswith("Not done: There is no coding here;")
    assert hear("go k1 2", "flag good")[-1].endswith("is not one of typical, borderline, contradicting.")


def test_favourites(hear: Hear, study: Study) -> None:
    assert hear("*2")[-1] == "Not done: There is no favourite 2; 'favourite 2 CODE' keeps a code there."
    told = hear("* 3 videre", "*", "go k2 2", "s 1", "*3", "*3 -", "*")
    assert told[:3] == ["Favourite 3: videre.", "1: viden, used of late.", "Favourite 3: videre."]
    assert told[-5:-2] == ["Coded: videre.", "On: Vi sparrer hver uge.", "Favourite 3 is free."]
    assert hear("go k2 2", "s 2", "*1")[-2] == "Coded: viden."
    assert not favourites(study)
    assert not [line for line in told if line.startswith("Meanwhile")]


def test_what_is_confidential_is_marked_told_and_let_go(hear: Hear, study: Study) -> None:
    hear("go k1 2", "s 2", "confidential passage navnet kan kendes", "fortrolig case ønsker det")
    assert [(one.what, one.reason) for one in restrictions(study)] == [
        ("passage", "navnet kan kendes"),
        ("case", "ønsker det"),
    ]
    assert "Confidential." in hear("go k1 2")
    assert "Confidential in part." not in hear("go k1 2")
    assert hear("go k1 2", "s 2", "%")[-2:] == [
        "Confidential: a passage of k1: Det er godt., by AB, because: navnet kan kendes",
        "Confidential: the case K1, by AB, because: ønsker det",
    ]
    hear("go k1 2", "s 2", "% -", "2")
    assert "Confidential in part." in hear("go k1 2")
    hear("confidential -")
    assert not restrictions(study)
    assert hear("confidential why")[-1].startswith("Not done: Write what is confidential and why:")


def test_memos_on_everything_the_journal_and_links(hear: Hear, study: Study) -> None:
    hear("go k1 2", "s 1", "memo et", "memo + to", "memo source: om kilden", "memo case: om casen")
    hear("memo code videre: om koden", "memo study om alt", "journal en tvivl")
    kinds = {note.kind: note.text for note in memos.memos(study)}
    assert kinds == {
        "coding": "et\n\nto",
        "source": "om kilden",
        "case": "om casen",
        "code": "om koden",
        "study": "om alt",
        "journal": "en tvivl",
    }
    assert hear("go k1 2", "s 1", "memo nyt")[-1] == "Memo on the coding viden written, in place of: et to"
    assert hear("memos tvivl")[0] == "1 memo:"
    hear("journal", "1", "go k2 2", "s 2", "link", "link code videre", "link case")
    told = hear("journal", "1", "link -", "2")
    assert "Linked to k2, paragraph 2; videre; K2." in told
    assert told[-1] == "No longer linked to: videre"
    (note,) = memos.memos(study, kind="journal")
    assert len(note.links) == 2
    assert hear("link")[-1].startswith("Not done: Choose a memo first")


def test_the_codebook_is_changed_in_words(hear: Hear, study: Study) -> None:
    assert hear("add viden/tavs viden", "rename tavs to stille viden", "flyt stille under ledelse")[-1] == (
        "Moved: ledelse/stille viden."
    )
    assert hear("move stille under -", "define videre: det næste", "define videre typical: så")[-1] == (
        "Written, videre: så"
    )
    assert "Definition: det næste" in hear("codebook videre")
    assert paths(study) == ["ledelse", "ledelse/entydig ledelse", "viden", "videre", "stille viden"]
    assert (
        hear("rename vid to x")[-1]
        == "Not done: “vid” may be “viden”, “videre”, “stille viden”; write more of it."
    )
    assert hear("rename viden to videre")[-1].startswith("Not done: There is")
    assert hear("rename viden")[-1] == "Not done: Write 'rename CODE to NEW NAME'."


def test_merging_and_deleting_ask_first(hear: Hear, study: Study) -> None:
    told = hear("merge viden into videre")
    assert told == [
        "1 code, 1 coding, 1 source, 0 memos go over from viden to videre.",
        "1. merge them; anything else leaves them",
    ]
    hear("merge viden into videre", "where", "1")
    assert "viden" in paths(study)
    assert hear("saml viden med videre", "1")[-1] == "Merged: viden into videre. 'undo' parts them."
    assert hear("delete ledelse", "1", "undo")[-1] == 'Undone: code "ledelse" deleted.'
    hear("slet videre", "1")
    assert paths(study) == ["ledelse", "ledelse/entydig ledelse"]


def test_queries_are_kept_and_asked_again(hear: Hear, study: Study) -> None:
    assert hear("save x")[-1].startswith("Not done: Nothing was asked yet")
    hear("query viden or ledelse", "save om viden", "save anden: ledelse where coder = CD")
    assert [(one.name, one.expression) for one in queries.queries(study)] == [
        ("anden", "ledelse where coder = CD"),
        ("om viden", "viden or ledelse"),
    ]
    assert "2 passages in 1 source." in hear("queries", "2")
    hear("save anden: -")
    assert [one.name for one in queries.queries(study)] == ["om viden"]


def test_shares_and_statistics(hear: Hear) -> None:
    assert "1. viden, of the column's cases: total 50 %; a 100 %; b 0 %." in hear(
        "t perspektiv cases share viden"
    )
    assert "1. viden, of its passages: total 100 %; a 100 %; b 0 %." in hear(
        "t perspektiv passages andel række viden"
    )
    assert "1. viden, words per 1,000 words: total 187.50; a 333.33; b 0.00." in hear(
        "t perspektiv words share thousand viden"
    )
    told = hear("statistics perspektiv viden")
    assert told[0] == "Columns by perspektiv."
    assert told[-1].startswith("1. viden: p 1.000; p (Holm) 1.000; smallest p 1.000; Cramér's V 1.00;")


def test_progress_and_the_log(hear: Hear) -> None:
    told = hear("progress", "2")
    assert told[2].startswith("2. k2, 0 percent coded, not read, 1 paragraph left")
    assert "Source k2." in told
    assert hear("go k2 2", "s 1", "c videre", "log 1")[-1].startswith('"videre" applied to k2 ')


def test_what_is_said_names_commands_as_they_are_called_in_its_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [one for one in written() if one.id and any("plain/" in place for place, _ in one.locations)]
    seen = 0
    for number, name in enumerate(("en", "da")):
        monkeypatch.setattr("caqda.plain.commands.language", lambda name=name: name)
        for one in told:
            texts = one.string if number else one.id
            for text in texts if isinstance(texts, tuple) else (texts,):
                for word in re.findall(r"(?<!\w)'(\w+)[^']*'", text):
                    if word != "caqda":
                        assert find(word).name == word, text
                        seen += 1
    assert seen > 100


def test_a_sitting_in_danish(hear: Hear) -> None:
    with wording.speaking("da"):
        sitting = (
            "hjælp; hjælp vælg; gå k1 2; hvor; vælg 2; kod ledelse + videre; flag typisk; *3 videre; memo "
            "god pointe; bogmærke se igen; senere; bogmærker; 1; fortrolig sted navne; fortrolig -; "
            "tilføj viden/tavs; omdøb tavs til stille viden; flyt stille under ledelse; definer stille: "
            "det tavse; saml stille med videre; 1; fortryd; spørg viden or ledelse; gem fund; "
            "forespørgsler; 1; krydstabel perspektiv cases andel række viden; statistik perspektiv viden; "
            "find godt; næste kilde; næste svar; vælg 1; *3; fortryd; omgør; journal tvivl; memoer tvivl; "
            "1; knyt kode videre; fremdrift; mangler; log; udførlighed fuld; læs; enhed sætning; tilbage; "
            "slut"
        )
        told = hear(*sitting.split("; "))
    assert not [line for line in told if line.startswith("Ikke gjort")]
    assert "Omdøbt: viden/tavs hedder nu viden/stille viden." in told
    assert "vælg, på engelsk select." in told
    assert told[-1] == "Alt ligger på disken."
    english = re.compile(r"\b(the|of|is|with|codings?|source|paragraph)\b")
    journal = re.compile(r", af AB, \d{4}-|^(Fortrudt|Gjort igen)|på engelsk")
    assert not [line for line in told if english.search(line) and not journal.search(line)]
