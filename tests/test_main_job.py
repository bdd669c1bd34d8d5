"""The main job in a real terminal, from the bundled study to a report, and then on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from studies import build_study
from terminal import Terminal

CAQDA = [sys.executable, "-c", "from caqda.cli import main; main()"]
STUDY = "en-faelles-indsats.caqda"


def ask(folder: Path, *words: str) -> Any:
    """What a command prints as JSON."""
    told = subprocess.run([*CAQDA, *words, "--format", "json"], cwd=folder, capture_output=True, check=True)
    return json.loads(told.stdout)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_main_job(tmp_path: Path, size: tuple[int, int]) -> None:
    cols, rows = size
    coder = {"CAQDA_CODER": "EF"}
    with Terminal([*CAQDA, "demo"], cwd=tmp_path, cols=cols, rows=rows, env=coder) as terminal:
        terminal.wait_for("Konstrueret interview.")
        terminal.wait_for("01-bestyrelse-kommune")

        # A sentence gets a code that is there, and one that is not.
        terminal.press("s")
        terminal.wait_for("selected")
        terminal.press("c")
        terminal.wait_for("enter applies")
        terminal.type("samsk")
        terminal.wait_for("samskabelse")
        terminal.press("enter")
        terminal.wait_for("Coded")
        terminal.press("c")
        terminal.wait_for("enter applies")
        terminal.type("samarbejde/humor")
        terminal.wait_for("create")
        terminal.press("enter")
        terminal.wait_for("humor")
        terminal.wait_for("new code")

        # Undo both, then do the first again.
        terminal.press("u")
        terminal.wait_for("Undone")
        terminal.press("u")
        terminal.wait_for('"samskabelse"')
        terminal.press("ctrl+r")
        terminal.wait_for("Done again")

        # The crosstab, a cell's passages, one passage in its place.
        terminal.press("f4")
        terminal.wait_for("organisering")
        terminal.wait_for("Each number counts")
        terminal.press("down", "enter")
        terminal.wait_for("passages")
        terminal.wait_for("enter opens it in its place")
        terminal.press("enter")
        terminal.wait_for("selected:")

        # The report.
        terminal.press("f6")
        terminal.wait_for("report.docx")
        terminal.press("f")
        terminal.wait_for("Markdown (.md)")
        terminal.type("markd")
        terminal.press("enter")
        terminal.wait_for("report.md")
        terminal.press("w")
        terminal.wait_until(lambda: (tmp_path / "report.md").exists(), "the report")
        terminal.wait_for("Written:")
        terminal.press("q")
        assert terminal.wait_for_end() == 0

    coders = {coder["name"]: coder["codings"] for coder in ask(tmp_path, "coders")}
    assert coders == {"AB": 562, "CD": 143, "EF": 1}
    (mine,) = ask(tmp_path, "query", "samskabelse where coder = EF")
    assert (mine["source"], mine["start"], mine["text"]) == (
        "01-bestyrelse-kommune",
        0,
        "Konstrueret interview.",
    )
    assert "humor" not in {code["name"] for code in ask(tmp_path, "codes")}
    table = ask(tmp_path, "crosstab", "--by", "perspektiv")
    row = next(row for row in table["rows"] if row["code"] == "samarbejde/samskabelse")
    report = (tmp_path / "report.md").read_text("utf-8")
    (line,) = (line for line in report.splitlines() if line.startswith("|") and "samskabelse" in line)
    for cell in row["cells"].values():
        assert not cell["passages"] or f"{cell['cases']} ({cell['passages']})" in line
    assert subprocess.run([*CAQDA, "check"], cwd=tmp_path, check=False).returncode == 0


def test_a_study_alone_opens_its_screen_or_says_why_not(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    build_study(path, {"k1": "K1: Vi deler viden.\n"}, ["viden"], cases=["K1"]).close()
    with Terminal([*CAQDA, str(path)], cwd=tmp_path) as terminal:
        terminal.wait_for("Vi deler viden.")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    data = bytearray(path.read_bytes())
    data[200:] = bytes(byte ^ 0x5A for byte in data[200:])
    path.write_bytes(data)
    with Terminal([*CAQDA, str(path)], cwd=tmp_path) as terminal:
        terminal.wait_for("s.caqda is damaged")
        assert terminal.wait_for_end() == 2


def test_keys_typed_ahead_do_what_they_would_have_done(tmp_path: Path) -> None:
    with Terminal([*CAQDA, "demo"], cwd=tmp_path, env={"CAQDA_CODER": "EF"}) as terminal:
        terminal.wait_for("01-bestyrelse-kommune")
        terminal.wait_for("sentence here")
        terminal.type("]c]t]tsctavsh\rG")
        terminal.wait_for("39 of 39")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    (mine,) = ask(tmp_path, "query", '"tavshedspligt og samtykke" where coder = EF')
    assert mine["paragraph"] == 5
