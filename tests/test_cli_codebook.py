"""The commands of ``caqda codebook``, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from studies import build_study

import caqda
from caqda.cli.app import run

Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A folder with one study, and a function that runs a codebook command there: status, data, messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAQDA_STUDY", raising=False)
    codes = ["ledelse", "ledelse/entydig", "viden"]
    codings = [("viden", "k1", 0, 2), ("viden", "k2", 0, 2), ("viden", "k2", 3, 8, "CD")]
    texts = dict.fromkeys(("k1", "k2"), ("Vi deler viden.\n", None))
    build_study(tmp_path / "s.caqda", texts, codes, codings).close()

    def typed(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(["codebook", *words])
        return status, *capsys.readouterr()

    return typed


def paths() -> list[str]:
    with caqda.open("s.caqda") as study:
        tree = study.tree()
        return [tree.paths[node.id] for node in tree.nodes]


def test_export_and_import_there_and_back(shell: Shell) -> None:
    status, text, _ = shell("export")
    assert (status, text.startswith("name: prøve\nlanguage: da\ncodes:\n  - name: ledelse\n")) == (0, True)
    assert shell("export", "s.caqda", "-o", "bog.yaml") == (0, "", "bog.yaml written: 3 codes.\n")
    assert Path("bog.yaml").read_text("utf-8") == text
    assert shell("diff", "bog.yaml") == (0, "", "")
    Path("bog.yaml").write_text(text.replace("viden", "indsigt"), "utf-8")
    assert shell("diff", "s.caqda", "bog.yaml") == (1, "> viden: becomes indsigt\n", "")
    assert shell("import", "bog.yaml") == (0, "", "0 codes added, 1 changed, 0 moved.\n")
    assert paths() == ["ledelse", "ledelse/entydig", "indsigt"]


def test_check_says_what_a_colleague_would(shell: Shell) -> None:
    Path("bog.yaml").write_text("codes:\n- name: a\n  definition: x\n  examples: {typical: [y]}\n", "utf-8")
    assert shell("check", "bog.yaml") == (0, "", "bog.yaml: nothing to remark on.\n")
    Path("bog.yaml").write_text("codes:\n- name: a\n  definition: x\n", "utf-8")
    assert shell("check", "bog.yaml") == (
        1,
        "",
        'bog.yaml, line 2: "a" has no example.\nbog.yaml: 1 remark.\n',
    )
    status, told, _ = shell("check", "bog.yaml", "--format", "json")
    assert status == 1
    assert json.loads(told) == [{"file": "bog.yaml", "line": 2, "remark": '"a" has no example.'}]


def test_each_change_of_a_code(shell: Shell) -> None:
    for words, said in (
        (("add", "ledelse/delt/ny", "--definition", "D.", "--typical", "t", "--colour", "#abc"), "added"),
        (
            ("rename", "viden", "kundskab"),
            'Code "viden" renamed to "kundskab"; \'caqda undo\' takes it back.',
        ),
        (("recolour", "s.caqda", "kundskab", "#123456"), 'Code "kundskab" coloured #123456'),
        (("define", "kundskab", "--full", "F.", "--borderline", "b"), "full, borderline written"),
        (("move", "ny", "--top", "--position", "1"), 'Code "ledelse/delt/ny" moved to the top'),
        (("move", "delt", "--under", "kundskab"), 'Code "ledelse/delt" moved under "kundskab"'),
        (("move", "kundskab", "--position", "1"), "moved"),
        (("split", "kundskab", "dele", "--source", "k2", "--by", "CD"), "1 coding to"),
        (("merge", "ny", "dele"), 'Code "ny" merged into "dele"'),
        (
            ("delete", "ledelse"),
            'Gone with it: 2 codes, 0 codings, 0 sources, 0 memos.\nCode "ledelse" deleted',
        ),
    ):
        status, out, err = shell(*words)
        assert (status, out) == (0, "")
        assert said in err
    assert paths() == ["kundskab", "kundskab/delt", "dele"]
    with caqda.open("s.caqda") as study:
        assert study.journal.position()[0] == 2 + 10
        assert study.journal.faults() == []
        study.journal.undo(10)
    assert paths() == ["ledelse", "ledelse/entydig", "viden"]


def test_a_dry_run_changes_nothing(shell: Shell) -> None:
    assert shell("delete", "viden", "--dry-run")[2] == (
        'Deleting "viden" would touch 1 code, 3 codings, 2 sources, 0 memos.\n'
    )
    assert shell("merge", "viden", "ledelse", "--dry-run")[2] == (
        'Merging "viden" into "ledelse" would touch 1 code, 3 codings, 2 sources, 0 memos.\n'
    )
    assert paths() == ["ledelse", "ledelse/entydig", "viden"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import",), "Missing argument"),
        (("import", "none.yaml"), "none.yaml: there is no such file"),
        (("import", "a", "b"), "codebook import: write FILE"),
        (("import", "bog.yaml"), "bog.yaml, line 3: this is not YAML"),
        (("check", "bog.yaml"), "bog.yaml, line 3: this is not YAML"),
        (("diff", "bog.yaml"), "bog.yaml, line 3: this is not YAML"),
        (("add", "viden"), 'There is a code "viden" at the top already'),
        (("add", "ny/viden", "--colour", "rød"), '"rød" is not a colour'),
        (("rename", "viden"), "codebook rename: write CODE and NAME"),
        (("rename", "vidn", "x"), 'There is no code "vidn"; did you mean "viden"?'),
        (("rename", "viden", "a/b"), "has a / in it"),
        (("define", "viden"), "say what to write"),
        (("move", "viden"), "say where to"),
        (("move", "viden", "--top", "--under", "ledelse"), "say where to"),
        (("move", "ledelse", "--under", "entydig"), "cannot be moved under itself"),
        (("split", "viden", "ny"), "say which codings"),
        (("split", "viden", "ny", "--by", "NN"), "Choose the codings"),
        (("split", "viden", "ny", "--source", "k9"), 'There is no source "k9"'),
        (("merge", "viden", "viden"), "cannot be merged into itself"),
        (("merge", "viden", "andet", "--dry-run"), 'There is no code "andet"'),
        (("delete", "s.caqda"), "codebook delete: write CODE"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    Path("bog.yaml").write_text("codes:\n- name: a\n b: c\n", "utf-8")
    with caqda.open("s.caqda") as study:
        before = study.journal.position()
    status, out, err = shell(*words)
    assert (status, out) == (2, "")
    assert said in err
    with caqda.open("s.caqda") as study:
        assert study.journal.position() == before
