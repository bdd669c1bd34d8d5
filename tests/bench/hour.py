"""An hour of work in ten thousand keys: does memory grow, and is any key slow?

python -m tests.bench hour [KEYS]
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from tests.bench.keys import ready
from tests.bench.outside import Program
from tests.bench.start import CAQDA
from tests.bench.studies import make

GROWTH, SLOWEST = 10.0, 250.0
"""Megabytes by which memory may grow, and milliseconds on the wall that a key may take."""
WARM = 0.2
"""The share of the keys after which memory is looked at first: by then everything has been used once."""
KEYS = ["j", "k", "l", "w", ")", "(", "J", "K", "L", "+", "-", "\x1b[6~", "\x1b[5~", "s", "p", "1", "2", "u"]
OFTEN = np.array([14, 6, 8, 8, 14, 4, 4, 3, 3, 3, 3, 4, 3, 8, 3, 6, 3, 3], dtype=float)
"""How often each key is pressed, in proportion."""


def main(keys: int = 10_000) -> None:
    """Print growth and slowest key with their targets."""
    random = np.random.default_rng(1)
    chosen = random.choice(KEYS, keys, p=OFTEN / OFTEN.sum()).tolist()
    with tempfile.TemporaryDirectory() as folder:
        study = make(Path(folder) / "hour.caqda", sources=50, words=8000, codings=400)
        with Program([*CAQDA, str(study)]) as program:
            ready(program)
            before, slowest = 0.0, (0.0, "")
            for number, key in enumerate(chosen):
                begun, cpu = time.perf_counter(), program.cpu
                program.send("W" if number % 500 == 499 else key)
                program.read(1.0)
                answered = 1000 * (time.perf_counter() - begun)
                while program.read(0.004):
                    pass
                worked = program.cpu - cpu
                slowest = max(slowest, (min(answered, worked), key))
                if number == int(WARM * keys):
                    before = program.memory
            grown = program.memory - before
    print(
        f"\n{keys:,} keys: memory {before:.0f} MB after a fifth of them, {before + grown:.0f} MB at the end"
    )
    print(f"growth {grown:.1f} MB   at most {GROWTH:.0f}: {'yes' if grown < GROWTH else 'NO'}")
    print(f"slowest key {slowest[0]:.0f} ms ({slowest[1]!r})   at most {SLOWEST:.0f}: {_held(slowest[0])}")


def _held(slowest: float) -> str:
    return "yes" if slowest <= SLOWEST else "NO"
