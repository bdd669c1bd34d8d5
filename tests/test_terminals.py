"""The coding screen in the terminals that people have: a mouse, another size, tmux, sixteen colours."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

from caqda import demo

CAQDA = [sys.executable, "-c", "from caqda.cli import main; main()"]
OPEN = [*CAQDA, "s.caqda"]
CODER = {"CAQDA_CODER": "EF"}


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundled") / "s.caqda"
    demo.build(path).close()
    return path


@pytest.fixture
def folder(bundled: Path, tmp_path: Path) -> Path:
    """A folder with the bundled study in it."""
    shutil.copy(bundled, tmp_path)
    return tmp_path


def mine(folder: Path) -> list[dict[str, Any]]:
    """The passages that the researcher coded."""
    asked = [*CAQDA, "query", "samskabelse where coder = EF", "--format", "json"]
    told: list[dict[str, Any]] = json.loads(
        subprocess.run(asked, cwd=folder, capture_output=True, check=True).stdout
    )
    return told


def code_it(terminal: Terminal) -> None:
    """Code what is selected with a code that is there."""
    terminal.press("c")
    terminal.wait_for("enter applies")
    terminal.type("samskabelse")
    terminal.wait_for("samarbejde / samskabelse")
    terminal.press("enter")
    terminal.wait_for("Coded")


def test_the_mouse_selects_words_turns_and_what_it_is_drawn_over(folder: Path) -> None:
    with Terminal(OPEN, cwd=folder, env=CODER) as terminal:
        terminal.wait_for("01-bestyrelse-kommune")
        terminal.wait_for("Konstrueret interview.")
        terminal.mouse("click", "interview.")
        terminal.mouse("click", "interview.")
        terminal.wait_for("selected: 1 word")
        terminal.mouse("press", "Konstrueret")
        terminal.mouse("drag", "Konstrueret", cols=5)
        terminal.mouse("drag", "interview.", cols=8)
        terminal.mouse("release", "interview.", cols=8)
        terminal.wait_for("selected: 2 words")
        code_it(terminal)
        before = terminal.lines[1:30]
        terminal.mouse("wheel", "interview.")
        terminal.wait_until(lambda: terminal.lines[1:30] != before, "the text to roll")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert [(one["start"], one["text"]) for one in mine(folder)] == [(0, "Konstrueret interview")]


def test_a_smaller_window_keeps_the_place_and_the_work_goes_on(folder: Path) -> None:
    with Terminal(OPEN, cwd=folder, cols=160, rows=50, env=CODER) as terminal:
        terminal.wait_for("01-bestyrelse-kommune")
        terminal.wait_for("sentence here")
        terminal.type("LLLLs")
        terminal.wait_for("selected")
        there = re.search(r"¶ *(\d+) of", terminal.text) or re.search(r"(\d+) of \d+", terminal.text)
        assert there is not None
        terminal.resize(80, 24)
        terminal.wait_until(lambda: there[0] in terminal.text and len(terminal.lines) == 24, "the same place")
        code_it(terminal)
        terminal.resize(120, 40)
        terminal.wait_for(there[0])
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert len(mine(folder)) == 1


def test_sixteen_colours_are_enough(folder: Path) -> None:
    plain = {**CODER, "TERM": "xterm", "COLORTERM": ""}
    with Terminal(OPEN, cwd=folder, cols=100, rows=30, env=plain) as terminal:
        terminal.wait_for("Konstrueret interview.")
        terminal.wait_for("sentence here")
        terminal.press("s")
        terminal.wait_for("selected")
        code_it(terminal)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert len(mine(folder)) == 1
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25];", bytes(terminal.written))


@pytest.fixture
def tmux(folder: Path) -> Iterator[Callable[..., str]]:
    """A tmux server of its own with nobody's configuration."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not on this machine")
    server = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]

    def run(*words: str) -> str:
        told = subprocess.run([*server, *words], cwd=folder, capture_output=True, text=True, check=True)
        return told.stdout

    yield run
    subprocess.run([*server, "kill-server"], check=False, capture_output=True)


def test_the_job_in_tmux_as_it_comes(folder: Path, tmux: Callable[..., str]) -> None:
    def wait_for(text: str) -> None:
        deadline = time.monotonic() + 30
        while text not in tmux("capture-pane", "-p"):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {text!r}:\n{tmux('capture-pane', '-p')}")

    command = " ".join(f"'{word}'" for word in OPEN)
    tmux("new-session", "-d", "-x", "100", "-y", "30", "-e", "CAQDA_CODER=EF", f"{command}; read x")
    wait_for("Konstrueret interview.")
    wait_for("sentence here")
    tmux("send-keys", "s")
    wait_for("selected")
    tmux("send-keys", "c")
    wait_for("enter applies")
    tmux("send-keys", "samskabelse")
    wait_for("samarbejde / samskabelse")
    tmux("send-keys", "Enter")
    wait_for("Coded")
    tmux("send-keys", "F4")
    wait_for("Each number counts")
    tmux("send-keys", "F2")
    wait_for("¶")
    tmux("send-keys", "u")
    wait_for("Undone")
    tmux("send-keys", "C-r")
    wait_for("Done again")
    tmux("send-keys", "q")
    assert len(mine(folder)) == 1
