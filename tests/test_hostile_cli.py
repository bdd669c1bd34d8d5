"""The command line in bad company: damaged studies, closed pipes, full devices, impatient people."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from studies import build_study

import caqda
from caqda.cli.app import run

Shell = Callable[..., tuple[int, str, str]]

TALK = "I: Hvordan går det?\n\nK1: Vi deler viden hver uge. Det går godt på Sønderbro.\n"
READING = (
    ("sources",), ("cases",), ("codes",), ("coders",), ("log",), ("query", "viden"), ("search", "viden"),
    ("crosstab",), ("export",), ("codebook", "export"), ("report", "-o", "r.md"), ("check",),
)  # fmt: skip


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A folder with one study, and a function that runs a command there: status, data, messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAQDA_STUDY", raising=False)
    monkeypatch.setenv("CAQDA_CODER", "AB")
    codings = [("viden", "samtale", "Vi deler viden hver uge."), ("by/bro", "samtale", "Sønderbro")]
    cases = {"K1": {"perspektiv": "kommunalt"}}
    build_study(tmp_path / "s.caqda", {"samtale": TALK}, ["viden", "by/bro"], codings, cases).close()

    def typed(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(words)
        return status, *capsys.readouterr()

    return typed


def process(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    command = [sys.executable, "-c", "from caqda.cli import main; main()", *words]
    return subprocess.run(command, text=True, encoding="utf-8", timeout=60, **settings)  # type: ignore[call-overload,no-any-return]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with one thing wrong with it."""
    told, page = bytearray(data), 4096
    at = chance.randrange(len(told))
    match chance.choice(["byte", "bytes", "page", "cut", "head"]):
        case "byte":
            told[at] ^= 1 << chance.randrange(8)
        case "bytes":
            for _ in range(40):
                told[chance.randrange(len(told))] = chance.randrange(256)
        case "page":
            told[at - at % page : at - at % page + page] = bytes(page)
        case "cut":
            del told[at:]
        case "head":
            told[chance.randrange(100)] = chance.randrange(256)
    return bytes(told)


def test_a_damaged_study_is_told_in_a_sentence_and_left_as_it_is(shell: Shell, tmp_path: Path) -> None:
    whole = (tmp_path / "s.caqda").read_bytes()
    chance = random.Random(20)
    for number in range(40):
        hurt = damaged(whole, chance)
        path = tmp_path / f"{number}.caqda"
        path.write_bytes(hurt)
        kind, *rest = words = chance.choice(READING)
        command = (*words, str(path)) if kind in ("codebook", "report") else (kind, str(path), *rest)
        status, out, err = shell(*command)
        assert status in ((0, 1, 2) if kind == "check" else (0, 2)), (number, command)
        assert (status == 2) == err.startswith("caqda: "), (number, err)
        assert status != 2 or (out == "" and err.count("\n") == 1), (number, err)
        assert path.read_bytes() == hurt


def test_damage_that_the_database_does_not_see(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    path.write_bytes(path.read_bytes().replace("Sønderbro.".encode(), b"S\xff\xffnderbro."))
    status, _, err = shell("query", "source")
    assert status == 2
    assert "s.caqda is damaged" in err
    status, out, _ = shell("check")
    assert status == 1
    assert "cannot be read" in out


def test_a_reader_that_has_had_enough(shell: Shell) -> None:
    read, write = os.pipe()
    os.close(read)
    done = process("codes", stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_streams_that_are_closed(shell: Shell) -> None:
    command = f"{sys.executable} -c 'from caqda.cli import main; main()' open <&- >&-"
    done = subprocess.run(command, shell=True, text=True, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode, "needs a terminal" in done.stderr) == (2, True)
    assert done.stderr.count("\n") == 1


def test_a_pipe_and_a_circle_of_links_are_neither_studies_nor_transcripts(shell: Shell) -> None:
    os.mkfifo("pipe.caqda")
    Path("circle.txt").symlink_to("circle.txt")
    assert "pipe.caqda is not a caqda study" in shell("codes", "pipe.caqda")[2]
    status, _, err = shell("import", "s.caqda", "circle.txt")
    assert (status, err.startswith("caqda: circle.txt: ")) == (2, True)


def test_output_that_cannot_be_written(shell: Shell) -> None:
    with Path("/dev/full").open("w") as full:
        done = process("codes", stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (
        2,
        "caqda: the output cannot be written: No space left on device.\n",
    )


def test_data_leave_in_utf_8_whatever_the_locale(shell: Shell) -> None:
    settings = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = process("search", "Sønderbro", env=settings, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Sønderbro" in done.stdout


def test_ctrl_c_is_an_answer(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def tire(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("caqda.exchange.codings_csv.apply", tire)
    Path("c.csv").write_text("source,start,end,code\nsamtale,0,4,viden\n")
    assert shell("apply", "c.csv") == (2, "", "caqda: stopped.\n")


def test_a_table_that_comes_through_a_pipe_is_read_from_its_beginning(shell: Shell, tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, b"source,start,end,code\nsamtale,0,4,viden\n")
    os.close(write)
    status, _, err = shell("apply", f"/dev/fd/{read}")
    os.close(read)
    assert (status, "1 coding with 1 code by AB applied" in err) == (0, True)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("sources", ""), "The name of the study is empty"),
        (("new", ""), "name the study"),
        (("codebook", "export", "-o", ""), "this is a folder"),
        (("set", "køn=\udce6", "--case", "K1"), "no text in UTF-8"),
        (("query", "(" * 5000), ""),
        (("apply", "/dev/zero"), "not an ordinary file"),
        (("set", "coder=AB", "--case", "K1"), '"coder" cannot be the name of a variable'),
        (("set", "a\nb=c", "--case", "K1"), "cannot be the name of a variable"),
        (("set", "\x1b=c", "--case", "K1"), "cannot be the name of a variable"),
        (("log", "-n", "9" * 30), "--limit"),
        (("-x",), "No such option: -x. See"),
        (("help", "nothing"), 'There is no page "nothing"'),
    ],
)
def test_odd_words_are_met_with_one_sentence(shell: Shell, words: tuple[str, ...], complaint: str) -> None:
    status, out, err = shell(*words)
    assert (status, out) == (2, "")
    assert err.startswith("caqda: ")
    assert complaint in err


@pytest.mark.parametrize(
    "words",
    [
        ("sources", "a\nb.caqda"),
        ("apply", "a\nb.csv"),
        ("import", "a\nb.txt"),
        ("crosstab", "--by", "vari\nable"),
        ("search", "viden", "--source", "k\n1"),
        ("report", "-o", "a\nb/r.md"),
        ("backup", "-o", "a\nb/copy.caqda"),
        ("set", "a\nb=c", "--case", "K1"),
        ("codebook", "export", "-o", "a\nb/c.yaml"),
    ],
)
def test_a_name_with_a_line_break_is_told_on_one_line(shell: Shell, words: tuple[str, ...]) -> None:
    status, out, err = shell(*words)
    assert (status, out, len(err.splitlines())) == (2, "", 1)


def test_a_query_with_a_line_break_is_told_on_one_line_above_its_place(shell: Shell) -> None:
    told = shell("query", '"vi\nden"')[2].splitlines()
    assert told[0].startswith('caqda: There is no code "vi␊den"')
    assert told[1:] == ['  "vi', "  ^^^"]


def test_a_backup_that_cannot_be_written_says_where_it_can(shell: Shell) -> None:
    status, _, err = shell("backup", "-o", "nowhere/b.caqda")
    assert status == 2
    assert "nowhere (No such file or directory); name a file elsewhere with -o." in err


@pytest.mark.parametrize("epoch", ["abc", "99999999999999999999", "253402300800", "1.5"])
def test_a_date_that_is_none_is_refused(shell: Shell, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    status, _, err = shell("report", "-o", "r.md")
    assert (status, Path("r.md").exists()) == (2, False)
    assert f'"{epoch}" is not a time in seconds since 1970' in err


def test_a_backup_is_as_private_as_its_study_and_leaves_it_the_only_one(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "s.caqda").chmod(0o600)
    assert shell("backup")[0] == 0
    (copy,) = tmp_path.glob("s-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert shell("codes")[0] == 0
    assert shell("check", str(copy))[0] == 0


def test_a_backup_spares_the_files_beside_it(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "b.caqda.part").write_text("mine")
    assert shell("backup", "-o", "b.caqda")[0] == 0
    assert (tmp_path / "b.caqda.part").read_text() == "mine"


def test_a_file_named_in_another_encoding_is_imported(shell: Shell, tmp_path: Path) -> None:
    Path("in").mkdir()
    Path("in", os.fsdecode(b"k\xf8benhavn.txt")).write_text("K1: Ja.\n")
    assert shell("import", "in")[0] == 0
    assert "københavn" in shell("sources")[1]


def test_the_preview_shows_the_cases_of_the_table(shell: Shell, tmp_path: Path) -> None:
    Path("leder.txt").write_text("Leder: Vi har en plan.\n\nKollega: Ja.\n")
    Path("cases.csv").write_text("case,source,speaker,niveau\nL1,leder,Leder,chef\n")
    for more in (["--dry-run"], []):
        _, out, _ = shell("import", "leder.txt", "--cases", "cases.csv", "--format", "csv", *more)
        assert "L1; leder Kollega" in out
    with caqda.open(tmp_path / "s.caqda") as study:
        assert study.case_id("L1")


def test_the_manual_is_shown(shell: Shell) -> None:
    status, out, _ = shell("help")
    assert (status, "query" in out.split()) == (0, True)
    for topic in out.split():
        assert shell("help", topic)[1].startswith("# ")


def test_a_query_whose_code_is_not_there_prints_and_keeps_nothing(shell: Shell) -> None:
    status, out, err = shell("query", "viden", "--save", "q", "--apply", "nonsuch")
    assert (status, out) == (2, "")
    assert "nonsuch" in err
    assert shell("queries", "--format", "json")[1].strip() == "[]"


def test_a_study_on_a_disk_that_is_full(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    status, _, err = shell("export", "-o", "c.csv")
    assert status == 2
    assert "No space left on device" in err
    assert [path.name for path in tmp_path.iterdir()] == ["s.caqda"]
