"""Whole processes, timed next to a bare Python and a minimal Textual app in the same run.

python -m tests.bench [RUNS]
python -m tests.bench start [RUNS]      to the first picture, and to an interview that answers keys
python -m tests.bench keys [PRESSES]    what a key costs, small and large; opening; memory
python -m tests.bench hour [KEYS]       an hour of work: growth of memory, slowest key
python -m tests.bench engine [RUNS]     the engine alone, next to SQLite and NumPy
python -m tests.bench report [RUNS]     a long report in each format, next to its text written plainly
python -m tests.bench pdf               the full report as PDF, next to its words as bare paragraphs; memory
python -m tests.bench picker [RUNS]     the code picker with 2,000 codes, next to rapidfuzz
python -m tests.bench verify            quotations among a million words, next to a plain search
python -m tests.bench keystrokes [SOURCE]   the keys it takes to code one interview of the bundled study
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from terminal import Terminal

REPOSITORY = Path(__file__).parent.parent.parent
PYTHON = sys.executable
CAQDA = (PYTHON, "-c", "from caqda.cli import main; main()")
MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("READY")

Minimal().run()
"""


@dataclass(frozen=True)
class Figure:
    """Medians over the runs, in milliseconds."""

    name: str
    wall: float
    cpu: float


def spent() -> float:
    """Processor time of all children that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(name: str, once: Callable[[], None], runs: int) -> Figure:
    """Run something that starts and ends a process, after one run to warm the disk."""
    once()
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), spent()
        once()
        walls.append(time.perf_counter() - wall)
        cpus.append(spent() - cpu)
    return Figure(name, 1000 * statistics.median(walls), 1000 * statistics.median(cpus))


def process(argv: Sequence[str]) -> Callable[[], None]:
    """A whole process, its output thrown away."""

    def once() -> None:
        pid = os.posix_spawn(
            argv[0],
            list(argv),
            os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)],
        )
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
            raise SystemExit(f"{' '.join(argv)} failed")

    return once


def first_paint(argv: Sequence[str], marker: str) -> Callable[[], None]:
    """A process from its start until a text stands on its screen; then it is killed."""

    def once() -> None:
        with Terminal(argv) as terminal:
            terminal.wait_for(marker)

    return once


def main(runs: int = 5) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        study = str(Path(folder) / "study.caqda")
        process((*CAQDA, "demo", study))()
        fresh = str(Path(folder) / "fresh.caqda")
        transcripts = str(REPOSITORY / "transcripts")

        def import_all() -> None:
            for suffix in ("", "-wal", "-shm"):
                Path(fresh + suffix).unlink(missing_ok=True)
            process((*CAQDA, "new", fresh))()
            process((*CAQDA, "import", fresh, transcripts, "--cases", f"{transcripts}/cases.csv"))()

        python = measure("python -c pass", process((PYTHON, "-c", "pass")), runs)
        textual = measure(
            "minimal Textual app, first paint", first_paint((PYTHON, "-c", MINIMAL), "READY"), runs
        )
        figures = [
            python,
            textual,
            measure("caqda, first paint", first_paint((*CAQDA, study), "f2 code"), runs),
            measure("caqda, interview on the screen", first_paint((*CAQDA, study), "Konstrueret"), runs),
            measure("caqda new and import of 14 interviews", import_all, runs),
            measure("caqda crosstab", process((*CAQDA, "crosstab", study, "--by", "perspektiv")), runs),
            measure(
                "caqda report (HTML)", process((*CAQDA, "report", study, "-o", f"{folder}/r.html")), runs
            ),
            measure("caqda --help", process((*CAQDA, "--help")), runs),
        ]
    print()
    print(f"{'median of ' + str(runs):40}{'wall ms':>9}{'CPU ms':>9}{'x python':>10}{'x Textual':>11}")
    for figure in figures:
        # Processor time is compared: other programs on the machine disturb it less.
        ratios = f"{figure.cpu / python.cpu:>10.1f}{figure.cpu / textual.cpu:>11.2f}"
        print(f"{figure.name:40}{figure.wall:>9.0f}{figure.cpu:>9.0f}{ratios}")


if __name__ == "__main__":
    words = sys.argv[1:]
    if words and not words[0].isdecimal():
        bench = import_module(f"tests.bench.{words[0]}")
        bench.main(*(int(word) if word.isdecimal() else word for word in words[1:]))
    else:
        main(int(words[0]) if words else 5)
