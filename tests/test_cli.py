"""The command line: what scripts rely on, and one sentence for every bad input."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from studies import build_study

import caqda
from caqda import bookmarks, wording
from caqda.cli import screen
from caqda.cli.app import app, run
from caqda.errors import StudyError
from caqda.study import Study

TALK = (
    "I: Hvordan går samarbejdet?\n\n"
    "K1: Det går godt. Vi deler viden hver uge.\n\n"
    "I: Og S1?\n\n"
    "S1: Jeg får ingen viden. De tier.\n"
)
CASES = {"K1": {"perspektiv": "kommunalt"}, "S1": {"perspektiv": "boligsocialt"}}


@dataclass(frozen=True)
class Answer:
    """What a command left: its exit status, data and messages."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Runs commands in a folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        self._capsys.readouterr()
        status = run(words)
        told = self._capsys.readouterr()
        return Answer(status, told.out, told.err)

    def refuses(self, *words: str) -> str:
        answer = self(*words)
        assert answer.status == 2, answer
        assert answer.out == ""
        assert "Traceback" not in answer.err
        assert answer.err.startswith("caqda: ")
        return answer.err


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAQDA_STUDY", raising=False)
    monkeypatch.setenv("CAQDA_CODER", "AB")
    return Shell(capsys)


@pytest.fixture
def study(tmp_path: Path, shell: Shell) -> Iterator[Study]:
    with build_study(
        tmp_path / "s.caqda",
        {"samtale": TALK},
        ["viden", "viden/deling", "tavshed"],
        [
            ("viden/deling", "samtale", "Vi deler viden hver uge."),
            ("viden", "samtale", "Jeg får ingen viden."),
            ("tavshed", "samtale", "De tier."),
        ],
        CASES,
    ) as made:
        yield made


def test_an_expression_is_explained_with_a_study_and_without(shell: Shell, study: Study) -> None:
    assert shell("explain", "tavshed").out == 'Finder passagerne kodet "tavshed".\n'
    assert (
        shell("explain", "--language", "en", "viden").out
        == 'Finds the passages coded "viden" or a sub-code.\n'
    )
    assert "There is no code" in shell.refuses("explain", "s.caqda", "hest")
    (study.path or Path()).rename("away")
    assert shell("explain", "hest").out == 'Finds the passages coded "hest" or a sub-code.\n'
    assert "Expected" in shell.refuses("explain", "hest", "and")


def test_queries_are_saved_used_listed_and_deleted(shell: Shell, study: Study) -> None:
    saved = shell("query", "--save", "delt", "viden/deling or tavshed", "--format", "json")
    assert [passage["text"] for passage in shell("query", "@delt", "--format", "json").data] == [
        passage["text"] for passage in saved.data
    ]
    assert shell("queries", "--rename", "delt", "delt viden").status == 0
    listed = shell("queries", "--format", "json").data
    assert [(one["name"], one["expression"], one["coder"]) for one in listed] == [
        ("delt viden", "viden/deling or tavshed", "AB")
    ]
    assert 'did you mean "delt viden"' in shell.refuses("query", "@delt")
    assert 'no saved query "andet"' in shell.refuses("queries", "--delete", "andet")
    assert shell("queries", "--delete", "delt viden", "--format", "json").data == []
    assert "Expected a code" in shell.refuses("query", "--save", "x", "viden", "and")
    assert shell("queries", "--format", "json").data == []


def test_lists_have_the_keys_that_scripts_rely_on(shell: Shell, study: Study) -> None:
    (source,) = shell("sources", "--format", "json").data
    assert source.keys() >= {
        "id", "name", "sha256", "characters", "words", "turns", "cases", "variables", "codings",
    }  # fmt: skip
    assert (source["name"], source["turns"], source["cases"], source["codings"]) == (
        "samtale",
        4,
        ["K1", "S1"],
        3,
    )
    codes = {code["path"]: code for code in shell("codes", "--format", "json").data}
    assert list(codes) == ["viden", "viden/deling", "tavshed"]
    assert codes["viden/deling"].keys() >= {
        "id", "name", "path", "parent", "colour", "definition", "codings", "sources",
    }  # fmt: skip
    assert (codes["viden/deling"]["parent"], codes["viden/deling"]["codings"]) == ("viden", 1)
    assert [case["name"] for case in shell("cases", "--format", "json").data] == ["K1", "S1"]
    assert shell("coders", "--format", "json").data == [{"name": "AB", "codings": 3}]


def test_a_query_answers_passages(shell: Shell, study: Study) -> None:
    found = shell("query", "viden where perspektiv = boligsocialt", "--format", "json").data
    start = TALK.index("Jeg får")
    assert found == [
        {
            "source": "samtale",
            "start": start,
            "end": start + len("Jeg får ingen viden."),
            "text": "Jeg får ingen viden.",
            "paragraph": 4,
            "speaker": "S1",
            "cases": ["S1"],
            "codes": ["viden"],
            "coders": ["AB"],
            "variables": {"perspektiv": "boligsocialt"},
        }
    ]


def test_search_finds_words_whatever_their_capitals(shell: Shell, study: Study) -> None:
    found = shell("search", "VIDEN", "--format", "json").data
    assert [TALK[place["start"] : place["end"]] for place in found] == ["viden", "viden"]
    assert "2 places in 1 source" in shell("search", "viden").out


def test_a_crosstab_counts_what_it_says(shell: Shell, study: Study) -> None:
    table = shell("crosstab", "--by", "perspektiv", "--unit", "passages", "--format", "json").data
    assert table.keys() >= {"by", "columns", "unit", "rows", "column_totals", "statistics"}
    rows = {row["code"]: row for row in table["rows"]}
    assert {name: cell["passages"] for name, cell in rows["viden"]["cells"].items()} == {
        "kommunalt": 1,
        "boligsocialt": 1,
    }
    assert rows["viden"]["total"]["passages"] == 2
    assert table["column_totals"]["kommunalt"]["cases"] == 1
    printed = shell("crosstab", "--by", "perspektiv").out
    assert "Each number counts cases." in printed
    assert "kommunalt 1 case, 8 participant words" in printed


def test_tables_are_for_programs_too(shell: Shell, study: Study) -> None:
    head, *rows = csv.reader(io.StringIO(shell("crosstab", "--by", "perspektiv", "--format", "csv").out))
    assert head == ["code", "boligsocialt", "kommunalt", "total"]
    assert rows[0] == ["viden", "1", "1", "2"]
    shares = shell("crosstab", "--by", "perspektiv", "--share", "column", "--format", "md").out
    assert "| --- | ---: | ---: | ---: |" in shares
    assert shell("codes", "--format", "md").out.startswith("| path | codings | sources | definition |\n|")


def test_no_formula_and_no_escape_leaves_the_study(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "=1+1 \x1b[31mrød\x1b[0m \x9b32m\n"
    build_study(tmp_path / "s.caqda", {"x": (text, None)}, ["=cmd"], [("=cmd", "x", 0, 8)]).close()
    cells = next(csv.reader(io.StringIO(shell("codes", "--format", "csv").out.splitlines()[1])))
    assert cells[0] == "'=cmd"
    for form in ("table", "md", "json"):
        assert not {"\x1b", "\x9b"} & set(shell("query", "source", "--format", form).out)
    assert "␛[31mrød" in shell("query", "source").out
    assert shell("query", "source", "--format", "json").data[0]["text"] == text
    assert "\x1b[31m" in shell("query", "source", "--format", "csv").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "\x1b[31m" not in shell("query", "source", "--format", "csv").out


def test_export_and_apply_are_each_others_inverse(shell: Shell, study: Study, tmp_path: Path) -> None:
    assert shell("export", "-o", "codings.csv").status == 0
    told = (tmp_path / "codings.csv").read_text("utf-8")
    for _ in range(3):
        study.journal.undo()
    build_study(tmp_path / "t.caqda", {"samtale": TALK}, ["viden", "viden/deling", "tavshed"]).close()
    assert shell("apply", "t.caqda", "codings.csv").status == 0
    assert shell("export", "t.caqda").out == told
    assert shell("undo", "t.caqda").status == 0
    assert shell("export", "t.caqda").out.count("\n") == 1
    assert shell("redo", "t.caqda", "1").status == 0
    assert shell("export", "t.caqda").out == told


def test_a_crosstab_with_its_statistics(shell: Shell, study: Study) -> None:
    told = shell("crosstab", "--statistics", "--chi-square").out
    assert "With 1 against 1 cases the smallest p that can occur is 1" in told
    assert "Passages are not independent" in told
    assert "Med 1 mod 1 cases" not in told  # one language, that of the interface
    rows = list(csv.reader(io.StringIO(shell("crosstab", "--statistics", "--format", "csv").out)))
    assert rows[0][:6] == ["code", "boligsocialt", "kommunalt", "total", "p", "p (Holm)"]
    assert len({len(row) for row in rows}) == 1
    assert shell("crosstab", "--statistics", "--format", "md").out.count("| code |") == 2
    assert "No test" in shell("crosstab", "--by", "coder", "--statistics").out


def test_a_crosstab_of_two_variables_with_bins_and_small_cells(shell: Shell, study: Study) -> None:
    crossed = shell("crosstab", "--by", "perspektiv", "--by", "source", "--format", "json").data
    assert crossed["columns"] == ["boligsocialt × samtale", "kommunalt × samtale", "(none) × samtale"]
    assert (
        shell("crosstab", "--by", "perspektiv x source", "--no-none", "--format", "json").data["columns"]
        == (crossed["columns"][:2])
    )
    assert "NAME=" in shell.refuses("crosstab", "--bins", "1,2")
    assert "not divided by" in shell.refuses("crosstab", "--by", "source", "--bins", "perspektiv=1,2")
    for form in ("table", "csv", "md", "json"):
        answer = shell("crosstab", "--min-cell", "2", "--statistics", "--chi-square", "--format", form)
        assert answer.status == 0
        assert "<2" in answer.out
        assert form == "json" or "<2 stands for" in answer.out + answer.err


def test_cooccurrence(shell: Shell, study: Study) -> None:
    told = shell("cooccurrence", "--within", "turn", "--format", "json").data
    assert told.keys() >= {"within", "counted", "whole", "filter", "coders", "codes", "pairs"}
    assert [pair["codes"] for pair in told["pairs"]] == [["viden", "tavshed"]]
    assert "1.000" in shell("cooccurrence", "--within", "turn", "--matrix", "share").out
    assert shell("cooccurrence", "--format", "csv").out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "key", "cell"),
    [
        (("frequencies", "--sort", "words"), "codes", "deling"),
        (("similarity", "--measure", "match"), "pairs", "K1"),
        (("timeline", "--together"), "codes", "tavshed"),
        (("saturation", "--by", "perspektiv"), "groups", "kommunalt"),
    ],
)
def test_patterns(shell: Shell, study: Study, words: tuple[str, ...], key: str, cell: str) -> None:
    assert shell(*words, "--format", "json").data.keys() >= {key, "filter", "coders"}
    for form in ("table", "csv", "md"):
        answer = shell(*words, "--format", form, "--code", "viden", "--code", "tavshed")
        assert cell in answer.out
        assert "codes: viden, tavshed" in answer.out + answer.err


def test_the_whole_job(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "samtale.txt").write_text(TALK, encoding="cp1252")
    (tmp_path / "cases.csv").write_text("case,source,speaker,perspektiv\nK1,samtale,K1,kommunalt\n", "utf-8")
    (tmp_path / "codings.csv").write_text(
        f"source,start,end,code,coder,memo\nsamtale,{TALK.index('Vi')},{TALK.index(' hver')},viden,AB,\n",
        "utf-8",
    )
    (tmp_path / "book.yaml").write_text("codes:\n  - name: viden\n", "utf-8")
    assert shell("new", "s.caqda", "--codebook", "book.yaml").status == 0
    preview = shell("import", "in", "--cases", "cases.csv", "--dry-run")
    assert "Latin-1" in preview.out
    assert "1 source would be imported" in preview.err
    assert shell("sources", "--format", "json").data == []
    assert shell("import", "in", "--cases", "cases.csv", "--set", "år=2020").status == 0
    assert shell("sources", "--format", "json").data[0]["variables"] == {"år": "2020"}
    assert "already" in shell("import", "in").err
    assert shell("apply", "codings.csv").status == 0
    assert shell("query", "viden", "--format", "json").data[0]["text"] == "Vi deler viden"
    for name in ("r.md", "r.html", "r.csv", "r.json"):
        assert shell("report", "-o", name, "--by", "perspektiv").status == 0
        assert "Vi deler viden" in (tmp_path / name).read_text("utf-8")
    assert shell("check").status == 0
    assert shell("backup", "-o", "copy.caqda").status == 0
    assert shell("check", "copy.caqda").status == 0
    assert "codings.csv" in shell("log", "s.caqda", "-n", "1").out


def test_undoing_nothing_is_a_no(shell: Shell, tmp_path: Path) -> None:
    caqda.create(tmp_path / "s.caqda").close()
    assert shell("undo").status == 1
    assert shell("redo").status == 1


def test_check_finds_a_row_altered_behind_its_back(shell: Shell, study: Study, tmp_path: Path) -> None:
    assert shell("check").status == 0
    with closing(sqlite3.connect(tmp_path / "s.caqda")) as database, database:
        database.execute("update coding set start = start + 1 where id = 1")
    answer = shell("check", "--format", "json")
    assert answer.status == 1
    assert any("start was altered" in found["fault"] for found in answer.data)


def test_which_study_is_meant(
    shell: Shell, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("codes").status == 0
    build_study(tmp_path / "t.caqda", codes=["anden"]).close()
    assert "Which study? There are 2 in this folder" in shell.refuses("codes")
    assert "anden" in shell("codes", "t.caqda").out
    monkeypatch.setenv("CAQDA_STUDY", "t.caqda")
    assert "anden" in shell("codes").out
    assert "needs a terminal" in shell("t.caqda").err


def test_what_only_opens_a_study_goes_past_the_commands(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAQDA_STUDY", raising=False)
    assert screen.straight_to(["s.caqda"]) is None  # there is no terminal
    monkeypatch.setattr(screen, "on_terminal", lambda: True)
    for words in (["s.caqda"], ["open", "s.caqda"], ["code", "s.caqda"], ["open"], ["code"]):
        assert screen.straight_to(words) == "s.caqda"
    for words in ([], ["codes"], ["open", "no.caqda"], ["open", ""], ["open", "s.caqda", "--plain"]):
        assert screen.straight_to(words) is None
    build_study(tmp_path / "t.caqda").close()
    with pytest.raises(StudyError, match="There are 2 in this folder"):
        screen.straight_to(["open"])


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("codes", "no.caqda"), "There is no study at no.caqda"),
        (("import", "no.txt"), "no.txt"),
        (("import", "empty-folder"), "empty-folder"),
        (("import", "empty.txt"), "empty.txt"),
        (("import", "blank.txt"), "blank.txt"),
        (("import", "binary.txt"), "binary.txt"),
        (("import", "not.docx"), "not.docx"),
        (("import", "cut.docx"), "cut.docx"),
        (("import", "wrong.pdf"), "wrong.pdf"),
        (("import", "good.txt", "--set", "år"), "VARIABLE=VALUE"),
        (("import", "good.txt", "--cases", "no.csv"), "no.csv"),
        (("apply", "no.csv"), "no.csv"),
        (("apply", "source.csv"), "source.csv, row 2"),
        (("apply", "code.csv"), "code.csv, row 3"),
        (("apply", "negative.csv"), "negative.csv, row 2"),
        (("apply", "reversed.csv"), "reversed.csv, row 2"),
        (("apply", "large.csv"), "large.csv, row 2"),
        (("apply", "word.csv"), "word.csv, row 2"),
        (("codebook", "import", "cycle.yaml"), "cycle.yaml, line"),
        (("codebook", "import", "twice.yaml"), "twice.yaml, line 3"),
        (("codebook", "import", "colour.yaml"), "colour.yaml, line 3"),
        (("codebook", "import", "broken.yaml"), "broken.yaml, line 3"),
        (("query", "viden and"), "^"),
        (("query", "videnn"), "viden"),
        (("query", "viden where perspektivv = x"), "perspektiv"),
        (("crosstab", "--by", "nothing"), "nothing"),
        (("report", "-o", "r.pages"), "r.pages"),
        (("report", "-o", "nowhere/r.md"), "nowhere/r.md"),
        (("export", "-o", "x.doc"), "x.doc"),
        (("export", "-o", "nowhere/x.csv"), "nowhere/x.csv"),
        (("backup", "-o", "s.caqda"), "s.caqda exists already"),
        (("new", "s.caqda"), "s.caqda exists already"),
        (("new", "t.caqda", "--codebook", "cycle.yaml"), "cycle.yaml"),
        (("nonsense",), "nonsense"),
        (("undo", "many"), "many"),
        (("codes", "--format", "nonsense"), "nonsense"),
        (("sources", "postgresql://host/study"), "database server"),
    ],
)  # fmt: skip
def test_bad_input_is_met_with_one_sentence(
    shell: Shell, study: Study, tmp_path: Path, words: tuple[str, ...], complaint: str
) -> None:
    bad_files(tmp_path)
    before = study.journal.position(), sorted(path.name for path in tmp_path.iterdir())
    assert complaint in shell.refuses(*words)
    assert (study.journal.position(), sorted(path.name for path in tmp_path.iterdir())) == before


def bad_files(folder: Path) -> None:
    (folder / "empty-folder").mkdir()
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text("\n \n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "not.docx").write_text("this is text")
    (folder / "wrong.pdf").write_bytes(b"%PDF-1.4")
    (folder / "good.txt").write_text("K1: Ja.\n")
    with zipfile.ZipFile(folder / "cut.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 200)
    (folder / "cut.docx").write_bytes((folder / "cut.docx").read_bytes()[:60])
    head = "source,start,end,code,coder,memo\n"
    for name, rows in {
        "source": "samtalen,0,4,viden,AB,",
        "code": "samtale,0,4,viden,AB,\nsamtale,0,4,vidden,AB,",
        "negative": "samtale,-1,4,viden,AB,",
        "reversed": "samtale,4,1,viden,AB,",
        "large": "samtale,0,99999,viden,AB,",
        "word": "samtale,zero,4,viden,AB,",
    }.items():
        (folder / f"{name}.csv").write_text(f"{head}{rows}\n", "utf-8")
    for name, text in {
        "cycle": "codes:\n  - &a\n    name: a\n    codes:\n      - *a\n",
        "twice": "codes:\n  - name: a\n  - name: a\n",
        "colour": "codes:\n  - name: a\n    colour: reddish\n",
        "broken": "codes:\n  - name: a\n   colour: [\n",
    }.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def test_a_study_that_cannot_be_used_is_named(shell: Shell, study: Study, tmp_path: Path) -> None:
    study.close()
    (tmp_path / "text.caqda").write_text("not a database")
    assert "text.caqda is not a caqda study" in shell.refuses("codes", "text.caqda")
    path = tmp_path / "s.caqda"
    path.chmod(0o444)
    (tmp_path / "c.csv").write_text("source,start,end,code\nsamtale,0,4,viden\n")
    assert "is read-only" in shell.refuses("apply", "s.caqda", "c.csv")
    assert "is read-only" in shell.refuses("undo", "s.caqda")
    assert shell("codes", "s.caqda").status == 0
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[200:] = bytes(byte ^ 0x5A for byte in data[200:])
    path.write_bytes(data)
    assert "is damaged" in shell.refuses("codes", "s.caqda")


def test_every_command_says_what_it_does(shell: Shell) -> None:
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        answer = shell(name, "--help")
        assert answer.status == 0
        assert (command.callback.__doc__ or "").split(":")[0].split(".")[0] in " ".join(answer.out.split()), (
            name
        )


def test_a_mistyped_command_is_told_with_the_right_one(shell: Shell) -> None:
    assert shell.refuses("opn") == "caqda: No such command 'opn'. Did you mean 'open'? See 'caqda --help'.\n"


def test_undoing_what_a_colleague_did_tells_whose_it_was(shell: Shell, study: Study) -> None:
    shell("confidential", study.address, "--source", "samtale", "--coder", "AB")
    assert (
        shell("undo", study.address, "--coder", "CD").err == "Undone: a source marked confidential (by AB).\n"
    )
    assert shell("redo", study.address, "--coder", "AB").err == "Redone: a source marked confidential.\n"


_LISTS = (
    ("sources",), ("cases",), ("codes",), ("coders",), ("log",), ("queries",), ("tables",), ("bookmarks",),
    ("confidential",), ("memos",), ("keys",), ("progress",), ("frequencies",), ("timeline",),
    ("saturation",), ("similarity",), ("cooccurrence", "--within", "source"), ("summarise",),
    ("crosstab", "--by", "perspektiv"), ("summarise", "--case", "K1", "--code", "viden"),
    ("query", "viden"), ("search", "viden"),
)  # fmt: skip
_THE_SAME = {
    *map(str, range(1, 11)), "id", "start", "note", "case", "cases", "jaccard", "lift", "median", "passage",
    "definition", "panel", "perspektiv", "kommunalt", "boligsocialt", "K1", "S1", "¶",
}  # fmt: skip


@pytest.mark.parametrize("command", _LISTS, ids=" ".join)
def test_every_column_of_a_list_is_named_in_danish(
    study: Study, shell: Shell, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    bookmarks.toggle(study, study.source_id("samtale"), 3, 9)
    shell("query", "--save", "hver", "viden")
    shell("crosstab", "--by", "perspektiv", "--save", "efter")
    shell("memos", "--entry", "En dag")
    shell("confidential", "--source", "samtale", "--start", "0", "--end", "2")
    heads = []
    for language in wording.LANGUAGES:
        with wording.speaking(language):
            answer = shell(*command)
        assert answer.status == 0, answer.err
        heads.append(next(line.split("  ") for line in answer.out.splitlines() if "  " in line))
    english, danish = ([name.strip() for name in head if name.strip()] for head in heads)
    assert len(english) == len(danish)
    assert {name for name in english if name in danish} <= _THE_SAME


def test_people_read_numbers_and_the_journal_in_their_language(study: Study, shell: Shell) -> None:
    with wording.speaking("da"):
        assert "64,3 %" in shell("frequencies").out
        assert "64.3 %" in shell("frequencies", "--format", "csv").out
        assert 'undersøgelsen "prøve" oprettet' in shell("log").out
    assert "Z" not in shell("log", "-n", "1").out.splitlines()[-1][:30]
    assert shell("log", "--format", "json").data[0]["time"].endswith("Z")


LISTS = (
    "sources", "cases", "codes", "queries", "tables", "bookmarks", "confidential", "memos", "summarise",
)  # fmt: skip


@pytest.mark.parametrize("command", LISTS)
def test_where_nothing_is_to_be_listed_one_sentence_says_so(shell: Shell, command: str) -> None:
    shell("new", "s.caqda")
    for form in ("table", "md"):
        told = shell(command, "s.caqda", "--format", form)
        assert told.status == 0
        assert told.out.count("\n") == 1
        assert told.out.endswith(".\n")
        assert "|" not in told.out
    assert shell(command, "s.caqda", "--format", "json").data == []
    assert shell(command, "s.caqda", "--format", "csv").out.count("\n") == 1


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ("by: noget", 'r.yaml: by: There is no variable "noget"'),
        ("where: år >> 3", "r.yaml: where: Expected"),
        ("codes: [tavshed, nix]", 'r.yaml: codes: There is no code "nix"'),
        ("apart: '@nix'", 'r.yaml: apart: There is no saved query "nix"'),
        ("apart: viden and", "r.yaml: apart: Expected"),
        ("cases: [Q9]", 'r.yaml: cases: There is no case "Q9"'),
    ],
)
def test_what_a_reports_file_names_and_is_not_there_is_told_with_its_place(
    shell: Shell, study: Study, tmp_path: Path, choices: str, told: str
) -> None:
    (tmp_path / "r.yaml").write_text(choices + "\n", "utf-8")
    assert told in shell.refuses("report", "s.caqda", "--config", "r.yaml", "-o", "r.md")
    assert not (tmp_path / "r.md").exists()
    if choices.startswith("by"):  # what the command names is not the file's
        asked = shell.refuses("report", "s.caqda", "--config", "r.yaml", "--by", "andet", "-o", "r.md")
        assert asked.startswith('caqda: There is no variable "andet"')
