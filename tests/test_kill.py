"""A finished action is on disk: the process is killed again and again in the middle of its work."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from studies import build_study

import caqda
from caqda.check import faults
from caqda.sources import import_files

ACTIONS, KILLS = 1_000, 30
TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"

WORKER = """
import random, sys
import caqda
from caqda.errors import CaqdaError

study = caqda.open(sys.argv[1], coder="AB")
size = len(study.text(1))
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    dice = random.Random(number)
    start = dice.randrange(size - 200)
    try:
        match dice.randrange(10):
            case 0: study.journal.undo(dice.randint(1, 3))
            case 1: study.journal.redo()
            case 2: study.write_memo(f"memo {number}", source=1)
            case _:
                end = start + dice.randint(1, 200)
                study.apply(dice.choice(["ledelse", "viden"]), 1, start, end, memo="tvivl")
    except CaqdaError:
        pass
    print(number, *study.journal.position(), flush=True)
"""


def test_what_was_confirmed_survives_being_killed(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    with build_study(path, codes=["ledelse", "viden"]) as study:
        import_files(study, [TRANSCRIPTS / "07-sundhedsplejerske.txt"])
    dice = random.Random(20261123)
    at = 0
    for kill in range(KILLS + 1):
        last = ACTIONS if kill == KILLS else at + dice.randint(1, 50)
        confirmed = run_until(path, at, last, stop=kill == KILLS)
        at = int(confirmed[-1][0]) + 1
        with caqda.open(path) as study:
            entries = {str(entry.id): entry.hash for entry in study.journal.log()}
            assert all(entries[position] == digest for _, position, digest in confirmed)
            assert faults(study) == []
    assert at == ACTIONS


def run_until(path: Path, first: int, last: int, *, stop: bool) -> list[list[str]]:
    """Let the worker go on until an action is confirmed, then kill it in the middle of the next one."""
    goal = ACTIONS if stop else ACTIONS + 1
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), str(first), str(goal)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    confirmed = []
    for line in worker.stdout:
        confirmed.append(line.split())
        if not stop and int(confirmed[-1][0]) >= last - 1:
            worker.kill()
            break
    worker.wait()
    confirmed += [line.split() for line in worker.stdout if line.endswith("\n")]
    worker.stdout.close()
    assert worker.returncode == (0 if stop else -9)
    return [line for line in confirmed if len(line) == 3]
