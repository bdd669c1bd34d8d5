"""From the command to the first picture, and to an interview that answers keys.

python -m tests.bench start [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.outside import Program, Spent
from tests.bench.studies import make

CAQDA = (sys.executable, "-c", "from caqda.cli import main; main()")
MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("READY")

Minimal().run()
"""
FIRST, USABLE = 1.25, 2.5
"""How many times a minimal Textual app the first picture, and a usable interview, may take."""


def first(argv: Sequence[str], words: str) -> Spent:
    """Until some words stand on the screen."""
    with Program(argv) as program:
        return program.until(words)


def usable(argv: Sequence[str], words: str) -> Spent:
    """Until the interview stands on the screen and has answered a key: the cursor went to its beginning."""
    with Program(argv) as program:
        program.until(words)
        program.send("g")
        program.until("¶ 1 of ")
        return program.spent


def medians(programs: Sequence[Callable[[], Spent]], runs: int) -> list[Spent]:
    """The medians of several runs of each, after one that warms the disk.

    They take turns, so that what else the machine does disturbs all of them alike.
    """
    told = [[once() for once in programs] for _ in range(1 + runs)][1:]
    return [
        Spent(statistics.median(one.wall for one in each), statistics.median(one.cpu for one in each))
        for each in zip(*told, strict=True)
    ]


def main(runs: int = 5) -> None:
    """Print each figure with its ratio, and whether the target is met."""
    with tempfile.TemporaryDirectory() as folder:
        study = make(Path(folder) / "start.caqda", sources=50, words=8000, codings=400)
        text = next(iter(sorted(study.with_suffix("").iterdir())))
        caqda = (*CAQDA, str(study))
        less, floor, picture, interview = medians(
            [
                lambda: first(["less", str(text)], "INTERVIEWER"),
                lambda: first([sys.executable, "-c", MINIMAL], "READY"),
                lambda: first(caqda, "f2 code"),
                lambda: usable(caqda, "interview-50"),
            ],
            runs,
        )
    figures = [
        ("caqda, first picture", picture, FIRST),
        ("caqda, interview that answers", interview, USABLE),
    ]
    print(
        f"\n{'start, median of ' + str(runs):34}{'wall ms':>9}{'CPU ms':>9}  of a minimal app, wall and CPU"
    )
    print(f"{'less':34}{less.wall:9.0f}{less.cpu:9.0f}")
    print(f"{'minimal Textual app':34}{floor.wall:9.0f}{floor.cpu:9.0f}")
    for name, spent, most in figures:
        ratios = spent.wall / floor.wall, spent.cpu / floor.cpu
        held = "yes" if max(ratios) <= most else "NO"
        print(
            f"{name:34}{spent.wall:9.0f}{spent.cpu:9.0f}"
            f"{ratios[0]:8.2f} {ratios[1]:5.2f}   at most {most}: {held}"
        )
