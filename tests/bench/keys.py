"""What a key costs on the coding screen: moving, coding, undoing; next to a minimal app and less.

python -m tests.bench keys [PRESSES]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.outside import Program
from tests.bench.start import CAQDA
from tests.bench.studies import make

MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    BINDINGS = [("j", "count", "")]
    number = 0

    def compose(self):
        yield Static("READY")

    def action_count(self):
        self.number += 1
        self.query_one(Static).update(f"READY {self.number}")

Minimal().run()
"""
LARGER = 1.5
"""How many times what a key takes on an interview it may take on a source of a million words."""
MOVES: dict[str, tuple[Sequence[str], Sequence[str], float]] = {
    "cursor, a row": ("", "j", 5.0),
    "cursor, a character": ("", "l", 5.0),
    "page": ("", ["\x1b[6~"], 20.0),
    "code applied": (")s", "1", 25.0),
    "another one each time": (")s", "234567891", 25.0),
    "undone": ("", "u", 25.0),
}
"""What is pressed before, which keys are measured in turn, and how many milliseconds each may take."""
OPENING, MEMORY = 60.0, {"50 interviews": 120.0, "1,000,000 words": 200.0}


class Told(NamedTuple):
    """Milliseconds of the processor for a key: the median, and the dearest press after the first."""

    median: float
    most: float


def presses(program: Program, before: Sequence[str], keys: Sequence[str], times: int) -> Told:
    """Press keys in turn, each after others that are not measured."""
    told = []
    for number in range(times):
        for key in before:
            program.press(key)
        told.append(program.press(keys[number % len(keys)]).cpu)
    return Told(statistics.median(told), max(told[1:] or told))


def ready(program: Program) -> None:
    """Wait until an interview is shown, all is loaded, and the live crosstab stands below it."""
    program.until("interview-")
    program.settle(1.0)
    program.press("g")
    program.press("a")
    program.settle(0.5)


def measured(study: Path, times: int) -> tuple[dict[str, Told], float]:
    """Milliseconds of the processor for each move, and the most memory meanwhile."""
    with Program([*CAQDA, str(study)]) as program:
        ready(program)
        told = {name: presses(program, before, keys, times) for name, (before, keys, _) in MOVES.items()}
        return told, program.most_memory


def opening(study: Path, times: int) -> tuple[float, float]:
    """Milliseconds of the processor for opening the next interview, and the most memory meanwhile."""
    with Program([*CAQDA, str(study)]) as program:
        ready(program)
        told = [program.press("B").cpu for _ in range(times)]
        return statistics.median(told), program.most_memory


def main(times: int = 15) -> None:
    """Print each figure with its target."""
    with tempfile.TemporaryDirectory() as folder:
        fifty = make(Path(folder) / "fifty.caqda", sources=50, words=8000, codings=400)
        large = make(Path(folder) / "large.caqda", sources=1, words=1_000_000, codings=20_000)
        with Program([sys.executable, "-c", MINIMAL]) as program:
            program.until("READY")
            program.settle()
            floor = presses(program, "", "j", times).median
        with Program(["less", str(next(fifty.with_suffix("").iterdir()))]) as program:
            program.until("INTERVIEWER")
            less = presses(program, "", "j", times).median
        small, _ = measured(fifty, times)
        big, memory = measured(large, times)
        opened, memory_fifty = opening(fifty, times)
    print(f"\n{f'CPU ms, {times} presses':24}{'8,000 words':>20}{'1,000,000 words':>20}{'ratio':>7}")
    print(f"{'':24}{'median':>12}{'most':>8}{'median':>12}{'most':>8}")
    print(f"{'less, a row':24}{less:12.1f}\n{'minimal app, a key':24}{floor:12.1f}")
    for name, (*_, most) in MOVES.items():
        one, other = small[name], big[name]
        ratio = other.median / one.median
        held = "yes" if max(one.median, other.median) <= most else "NO"
        even = "yes" if ratio <= LARGER else "NO"
        print(
            f"{name:24}{one.median:12.1f}{one.most:8.1f}{other.median:12.1f}{other.most:8.1f}{ratio:7.2f}"
            f"   at most {most:.0f} ms: {held}; at most {LARGER} times: {even}"
        )
    print(f"{'opening an interview':24}{opened:12.1f}   at most {OPENING:.0f} ms: {_held(opened, OPENING)}")
    for told, used in zip(MEMORY, (memory_fifty, memory), strict=True):
        print(f"memory, {told:16}{used:12.0f} MB   at most {MEMORY[told]:.0f}: {_held(used, MEMORY[told])}")


def _held(value: float, most: float) -> str:
    return "yes" if value <= most else "NO"
