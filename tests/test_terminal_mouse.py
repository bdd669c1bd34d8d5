"""The transcript under the mouse and in other windows, in a real terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from studies import build_study
from terminal import Terminal

CAQDA = [sys.executable, "-c", "from caqda.cli import main; main()"]
TEXT = "".join(f"K1: Afsnit {number} om viden.\n\n" for number in range(1, 100))


@pytest.mark.parametrize("term", [{}, {"TERM": "xterm", "COLORTERM": ""}], ids=["colours", "16 colours"])
def test_the_mouse_tells_goes_and_selects_and_a_small_window_keeps_the_place(
    tmp_path: Path, term: dict[str, str]
) -> None:
    path = tmp_path / "s.caqda"
    study = build_study(path, {"k1": TEXT}, ["viden"], [("viden", "k1", "Afsnit 2 om viden.")], ["K1"])
    study.close()
    env = {"CAQDA_CODER": "AB", "CAQDA_CONFIG": str(tmp_path), **term}
    with Terminal([*CAQDA, str(path)], cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("sentence here")
        terminal.press("g")
        terminal.wait_for("Afsnit 1 om")
        for cols in range(3):
            terminal.mouse("move", "Afsnit 2 om", cols=cols)
        told = lambda: any("AB, 20" in line for line in terminal.lines[:-1])  # noqa: E731
        terminal.wait_until(told, "the panel at the mouse")
        to_the_map = 80 - terminal.lines[1].index("Afsnit 1 om")
        terminal.mouse("click", "Afsnit 1 om", cols=to_the_map, rows=35)  # near its foot
        terminal.wait_for("Afsnit 96 om")
        terminal.mouse("click", "Afsnit 96 om")
        terminal.mouse("click", "Afsnit 96 om")
        terminal.wait_for("selected: 1 word")
        terminal.resize(80, 24)
        terminal.wait_for("selected: 1 word")
        terminal.press("escape")
        terminal.wait_for("codes: tab  sources: shift+tab")
        terminal.wait_for("Afsnit 96 om")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
