"""The plain mode: what is heard, and what becomes of the study."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from studies import build_study
from terminal import Terminal
from test_main_job import CAQDA, STUDY, ask

from caqda import demo
from caqda.plain.commands import COMMANDS
from caqda.plain.loop import run
from caqda.study import Study

SOURCES = {
    "k1": "I: Hvordan gik det?\nK1: Vi deler viden. Det er godt. Lederen ved det.\nI: Tak.\n",
    "k2": "K2: Vi sparrer hver uge. Ingen ved det.\n",
}
CODES = ["ledelse", "ledelse/entydig ledelse", "viden", "videre"]
CODINGS = [("viden", "k1", "Vi deler viden."), ("ledelse", "k1", "Det er godt. Lederen ved det.", "CD")]

Hear = Callable[..., list[str]]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with build_study(
        tmp_path / "s.caqda",
        SOURCES,
        CODES,
        CODINGS,
        cases={"K1": {"perspektiv": "a"}, "K2": {"perspektiv": "b"}},
    ) as made:
        yield made


@pytest.fixture
def hear(study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hear:
    """What is heard after the welcome."""

    def heard(*lines: str) -> list[str]:
        out = []
        for script in ((), lines):
            monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(script)))
            run(study)
            out.append(capsys.readouterr().out.splitlines())
        welcome, told = out
        assert told[:2] == welcome[:2]
        return told[len(welcome) :]

    return heard


def codings(study: Study) -> set[tuple[str, str, str, str]]:
    """Source, text, code and coder of all codings."""
    from caqda.analysis.corpus import Corpus

    corpus = Corpus.read(study)
    told = corpus.codings
    columns = (told.source, told.start, told.end, told.code, told.coder)
    return {
        (corpus.sources[s].name, corpus.text(s)[a:b], corpus.codes[c].path, corpus.coders[who])
        for s, a, b, c, who in zip(*(column.tolist() for column in columns), strict=True)
    }


def mine(study: Study) -> set[tuple[str, str]]:
    """Text and code of what was not coded from the beginning."""
    return {
        (text, code)
        for _, text, code, _ in codings(study)
        if (code, "k1", text) not in {one[:3] for one in CODINGS}
    }


def test_a_turn_is_read_with_its_sentences_and_codings(hear: Hear) -> None:
    assert hear("go k1 1", "next") == [
        "Source k1.",
        "I, paragraph 1 of 3.",
        "Hvordan gik det?",
        "K1, paragraph 2 of 3.",
        "1. Vi deler viden.",
        "2. Det er godt.",
        "3. Lederen ved det.",
        "2 codings:",
        "viden, by AB, from “Vi” to “viden”, 3 words.",
        "ledelse, by CD, from “Det” to “det”, 6 words.",
    ]


def test_verbosity(hear: Hear) -> None:
    brief = hear("verbosity kort", "go k1 2")
    assert brief[2:] == [
        "K1:",
        "Vi deler viden.",
        "Det er godt.",
        "Lederen ved det.",
        "Codes: viden, ledelse.",
    ]
    full = hear("verbosity full", "go k1 2")
    at = full.index("2. Det er godt.")
    assert full[at - 2 : at + 4] == [
        "Begins: viden.",
        "Ends: viden.",
        "2. Det er godt.",
        "Begins: ledelse.",
        "3. Lederen ved det.",
        "Ends: ledelse.",
    ]


def test_places(hear: Hear) -> None:
    assert hear("g k2 1", "n")[-1] == "Not done: That was the last turn."
    assert hear("g k1 1", "n c", "n c")[-2:] == ["1 coding:", "ledelse, by CD, from “Det” to “det”, 6 words."]
    assert hear("g k2 1", "b u")[-1] == "Not done: That was the first uncoded paragraph."
    assert "1. Vi sparrer hver uge." in hear("g k2 1", "n u")
    assert hear("g k1 1", "f ved det")[0:3] == ["Source k1.", "I, paragraph 1 of 3.", "Hvordan gik det?"]
    assert hear("g k1 1", "f ved det")[-1] == "Selected, 2 words: ved det"
    assert hear("g k1 1", "n f")[-4] == "Source k2."
    assert hear("g k1 2", "where")[-5:] == [
        "Source k1, 1 of 2.", "K1, paragraph 2 of 3.", "Reading by turn.", "Case K1.", "Nothing is selected.",
    ]  # fmt: skip
    assert hear("g k1 1", "hvor") == hear("g k1 1", "w")
    assert hear("g k1 1", "again")[-3:] == ["Source k1.", "I, paragraph 1 of 3.", "Hvordan gik det?"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("s", "Vi deler viden."),
        ("s 2", "Det er godt."),
        ("vælg 2 til 3", "Det er godt. Lederen ved det."),
        ("s turn", "Vi deler viden. Det er godt. Lederen ved det."),
        ("s words 2-3", "deler viden"),
        ("s deler ... godt", "deler viden. Det er godt"),
        ("s LEDEREN", "Lederen"),
    ],
)
def test_selecting(hear: Hear, study: Study, said: str, text: str) -> None:
    assert hear("g k1 2", said)[-1].partition(": ")[2] == text
    hear("g k1 2", said, "c videre")
    assert mine(study) == {(text, "videre")}


def test_a_selection_grows_and_shrinks(hear: Hear) -> None:
    assert hear("g k1 2", "s", "s", "s -")[-2:] == [
        "Selected, 6 words: Vi deler viden. Det er godt.",
        "Selected, 3 words: Vi deler viden.",
    ]


def test_one_fitting_code_is_applied_and_of_several_one_is_chosen(hear: Hear, study: Study) -> None:
    assert hear("g k1 2", "s 2", "kod entydig")[-2:] == ["Coded: entydig ledelse.", "On: Det er godt."]
    told = hear("g k1 2", "s 3", "c vid", "2")
    assert "Which code? Say its number." in told
    assert told[-1] == "On: Lederen ved det."
    (chosen,) = (line[3:] for line in told if line in ("2. viden", "2. videre"))
    assert mine(study) == {("Det er godt.", "ledelse/entydig ledelse"), ("Lederen ved det.", chosen)}


def test_a_choice_is_for_the_next_line_only(hear: Hear, study: Study) -> None:
    assert hear("g k1 2", "s 3", "c vid", "w", "1")[-1].startswith(
        "Not done: There is no list to choose from"
    )
    assert not mine(study)


def test_nothing_is_guessed_where_several_sentences_were_heard(hear: Hear, study: Study) -> None:
    assert hear("g k1 2", "c videre")[-1].startswith("Not done: Select first")
    assert not mine(study)


def test_new_codes_several_codes_and_repeating(hear: Hear, study: Study) -> None:
    hear("g k2 1", "s", "new ledelse/tillid", "c videre + entydig", "s 2", ".", "s words 1", "i")
    assert mine(study) == {
        ("Vi sparrer hver uge.", "ledelse/tillid"),
        ("Vi sparrer hver uge.", "videre"),
        ("Vi sparrer hver uge.", "ledelse/entydig ledelse"),
        ("Ingen ved det.", "ledelse/entydig ledelse"),
        ("Vi", "Vi"),
    }


def test_moving_ends_memos_undo_and_redo(hear: Hear, study: Study) -> None:
    told = hear("g k1 2", "s 2", "c videre", "move end 1", "flyt start 1", "m et tegn", "m", "k")
    assert told[-1] == "videre, by AB, from “er” to “Lederen”, 3 words. Memo by AB: et tegn"
    assert mine(study) == {("er godt. Lederen", "videre")}
    assert hear("u", "u")[-1].startswith("Undone: ")
    assert mine(study) == {("Det er godt. Lederen", "videre")}
    hear("y")
    assert mine(study) == {("er godt. Lederen", "videre")}
    assert hear("g k2 1", "m source om kilden", "m source")[-1] == "AB: om kilden"


def test_an_end_moves_past_a_speakers_label(hear: Hear, study: Study) -> None:
    hear("g k1 2", "s 3", "c videre", "v end 1")
    assert mine(study) == {("Lederen ved det.\nI: Tak", "videre")}
    hear("g k1 2", "s 3", "v end -1")
    assert mine(study) == {("Lederen ved det", "videre")}


def test_an_end_moves_by_sentences_the_one_begun_first(hear: Hear, study: Study) -> None:
    hear("g k1 2", "s er ... godt", "c videre", "v end 1 sentence", "v start -2 sætning")
    assert mine(study) == {("Vi deler viden. Det er godt.", "videre")}
    assert hear("g k1 2", "s 2", "c entydig", "v end -1 s")[-1].startswith("Not done: It cannot be moved")


def test_another_coders_coding_is_removed_only_when_chosen(hear: Hear, study: Study) -> None:
    told = hear("g k1 2", "s 3", "x")
    assert told[-2] == "Remove which coding? Say its number."
    assert len(codings(study)) == 2
    assert hear("g k1 2", "s 3", "x", "1")[-1] == "Removed: ledelse. 'undo' brings it back."
    assert len(codings(study)) == 1
    hear("u")
    assert len(codings(study)) == 2


def test_queries_are_numbered_and_gone_to(hear: Hear) -> None:
    told = hear("query viden or ledelse", "2")
    assert told[:2] == ["2 passages in 1 source.", "1. k1, paragraph 2, K1: Vi deler viden."]
    assert told[-3:] == ["1 coding:", "ledelse, by CD, from “Det” to “det”, 6 words.", "Selected, 6 words."]
    assert "1. Vi deler viden." not in told
    assert hear("query viden and")[-1].startswith("Not done: Expected")
    assert "That is at character" in hear("query viden and")[-1]


def test_a_crosstab_row_holds_its_columns_units_and_passages(hear: Hear) -> None:
    told = hear("t perspektiv passages ledelse", "1")
    assert "1. ledelse, passages: total 1 of 2; a 1 of 2; b 0 of 0." in told
    assert told[-1] == "1. k1, paragraph 2, K1: Det er godt. Lederen ved det."


def test_the_codebook_and_what_is_left(hear: Hear) -> None:
    told = hear("g k1 1", "kodebog", "1")
    assert "1. ledelse, 1 coding, 1 in this source, 1 sub-code" in told
    assert told[-1] == "It has no definition; 'define ledelse: WORDS' writes one."
    left = hear("g k1 1", "left")
    assert left[-5:-1] == [
        "This source: 3 of 9 participant words are under your codes, 33 percent.",
        "0 paragraphs of participants have no code of yours.",
        "The study: 3 of 16 participant words are under your codes, 19 percent.",
        "1 paragraph of participants has no code of yours.",
    ]


@pytest.mark.parametrize(
    "line", ["zz", "99", "n zz", "s 9", "s zz", "move", "move end 0", "go 99", "f zz", "+", "c zzzz"]
)
def test_what_cannot_be_done_is_one_sentence_and_the_work_goes_on(
    hear: Hear, study: Study, line: str
) -> None:
    told = hear("g k1 2", "s 1", line, "w")
    assert any(one.startswith("Not done: ") for one in told)
    assert told[-1].startswith("Selected")
    assert not mine(study)


def test_every_command_is_found_by_its_words_and_letter_and_told(hear: Hear) -> None:
    for one in COMMANDS:
        said = {hear(f"help {word}")[0] for word in (one.word, one.danish, one.letter) if word}
        assert said == {hear(f"h {one.word}")[0]}, one
    named = [name for line in hear("?")[:-1] for name in line.partition(": ")[2][:-1].split(", ")]
    assert named == [f"{one.name} {one.letter}".strip() for one in COMMANDS]
    assert len(hear("help all")) == len(COMMANDS)
    assert hear("help writing")[0].startswith("memo, m: ")


def test_what_others_change_meanwhile_is_told(
    study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import caqda

    def lines() -> Iterator[str]:
        yield "w"
        with caqda.open(study.address, coder="CD") as other:
            other.apply("videre", "k2", 4, 6)
        yield "w"

    monkeypatch.setattr("caqda.plain.loop._lines", lines)
    run(study)
    assert 'Meanwhile, CD: "videre" applied to k2 4-6.' in capsys.readouterr().out.splitlines()


def test_a_study_without_interviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with build_study(tmp_path / "e.caqda") as empty:
        for one in COMMANDS:
            monkeypatch.setattr(sys, "stdin", io.StringIO(f"{one.word}\n{one.word} x\n"))
            run(empty)
    assert "There are no interviews" in capsys.readouterr().out


def test_nothing_in_a_text_reaches_the_terminal_as_an_escape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with build_study(
        tmp_path / "h.caqda", {"\x1b[2Jh": "K1: \x1b]0;x\x07ond\x9b.\n"}, ["\x1b[31mrød"]
    ) as made:
        monkeypatch.setattr(sys, "stdin", io.StringIO("r\ns\nc\n1\nk\nd\nsources\nquery source\nx\nf \x1b\n"))
        run(made)
    out = capsys.readouterr().out
    assert "ond" in out
    assert not {"\x1b", "\x07", "\x9b"} & set(out)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundled")
    demo.build(folder / STUDY).close()
    return folder


def test_the_main_job_by_script(bundled: Path) -> None:
    script = "\n".join([
        "go 07-sund 5", "select 1", "code samsk", "new samarbejde/humor", "undo", "memo god pointe",
        "query samskabelse where perspektiv = kommunalt", "1", "crosstab perspektiv cases samskabelse",
        "crosstab perspektiv words samskabelse", "slut", "code never",
    ])  # fmt: skip
    told = subprocess.run(
        [*CAQDA, "code", STUDY, "--plain", "--coder", "EF"],
        cwd=bundled, input=script, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = told.stdout.splitlines()
    assert not told.stderr
    assert "\x1b" not in told.stdout
    assert not [line for line in lines if line.startswith("Not done")]
    (coded,) = ask(bundled, "query", "samskabelse where coder = EF")
    assert (coded["source"], coded["paragraph"]) == ("07-sundhedsplejerske", 5)
    asked = ask(bundled, "query", "samskabelse where perspektiv = kommunalt")
    sources = len({passage["source"] for passage in asked})
    assert f"{len(asked)} passages in {sources} sources." in lines
    whole = ask(bundled, "crosstab", "--by", "perspektiv")
    (row,) = (row for row in whole["rows"] if row["code"] == "samarbejde/samskabelse")
    for unit in ("cases", "words"):
        cells = [
            f"{name} {cell[unit]:,} of {whole['column_totals'][name][unit]:,}"
            for name, cell in row["cells"].items()
        ]
        told_total = f"total {row['total'][unit]:,} of {whole['total'][unit]:,}"
        assert f"1. samarbejde/samskabelse, {unit}: {'; '.join([told_total, *cells])}." in lines


@pytest.mark.parametrize("words", [["open", STUDY, "--plain"], [STUDY, "--plain"], ["code", STUDY]])
def test_the_ways_in(bundled: Path, words: list[str]) -> None:
    env = {**os.environ, "CAQDA_PLAIN": "0" if "--plain" in words else "1"}
    told = subprocess.run(
        [*CAQDA, *words], cwd=bundled, input="", capture_output=True, text=True, env=env, check=True
    )
    assert told.stdout.startswith("Study En fælles indsats")


def test_in_a_terminal_no_escape_is_written(bundled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = bytearray()
    read = os.read

    def kept(fd: int, size: int) -> bytes:
        data = read(fd, size)
        written.extend(data)
        return data

    monkeypatch.setattr("terminal.os.read", kept)
    with Terminal([*CAQDA, "code", STUDY, "--plain", "--coder", "GH"], cwd=bundled, rows=60) as terminal:
        terminal.wait_until(lambda: ">" in terminal.lines, "the prompt")
        terminal.type("go 07-sund 5\r")
        terminal.wait_for("Source 07-sundhedsplejerske")
        terminal.type("s 1\r")
        terminal.wait_for("Selected")
        terminal.type("code nev")
        terminal.type("\x03")
        terminal.wait_for("The line is cancelled.")
        terminal.type("code vidensd\r")
        terminal.wait_for("Coded: vidensdeling.")
        terminal.press("up", "enter")
        terminal.wait_for("has the code")
        terminal.wait_until(lambda: terminal.lines[terminal.screen.cursor.y] == ">", "the prompt")
        terminal.type("\x04")
        assert terminal.wait_for_end() == 0
    assert b"\x1b" not in written
    assert len(ask(bundled, "query", "vidensdeling where coder = GH")) == 1


def test_a_terminal_that_only_takes_lines_gets_lines(bundled: Path) -> None:
    with Terminal([*CAQDA, STUDY], cwd=bundled, env={"TERM": "dumb"}) as terminal:
        terminal.wait_until(lambda: ">" in terminal.lines, "the prompt")
        terminal.type("quit\r")
        terminal.wait_for("Everything is on disk.")
        assert terminal.wait_for_end() == 0
