"""The picker with 2,000 codes, letter by letter, next to rapidfuzz over the bare paths in the same run.

python -m tests.bench picker [RUNS]
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from rapidfuzz import fuzz, process

from caqda.language.picker import Choice, Picker

CODES = 2_000
_SYLLABLES = (
    "sam ska bel se ent yd led vid en del ing tav shed pligt koor din er opsø gende arb ejd tryg hed på vej"
)
TYPED = ("samskabelse", "entydig ledelse", "tavpli", "led/ent", "samksab", "opsogende", "hed pligt", "zzz")


def choices() -> list[Choice]:
    """Codes under forty others, with definitions of twenty words, all of the same syllables."""
    draw = random.Random(1)

    def word() -> str:
        return "".join(draw.choices(_SYLLABLES.split(), k=draw.randint(2, 4)))

    tops = [word() for _ in range(40)]
    made = [
        Choice(number, f"{draw.choice(tops)}/{word()} {word()}", " ".join(word() for _ in range(20)))
        for number in range(CODES - 2)
    ]
    return [*made, Choice(CODES - 2, "praksis/samskabelse"), Choice(CODES - 1, "ledelse/entydig ledelse")]


def least(once: Callable[[], object], runs: int) -> float:
    """The least processor time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        once()
        times.append(time.process_time() - begun)
    return 1000 * min(times)


def main(runs: int = 5) -> None:
    """Print the slowest and the median key, and whether the order is the one that is wanted."""
    codes = choices()
    paths = [code.path for code in codes]
    picker = Picker(codes)
    likely = {code.code: draw for code, draw in zip(codes[:60], (0.5,) * 60, strict=True)}
    spent = []
    for typed in TYPED:
        for end in range(1, len(typed) + 1):
            text = typed[:end]

            def key(text: str = text) -> None:
                picker.search(text, likely=likely, limit=200)
                picker.exact(text)

            def floor(text: str = text) -> None:
                process.extract(text, paths, scorer=fuzz.WRatio, limit=200)

            spent.append((least(key, runs), least(floor, runs), text))
    spent.sort()
    print(f"{CODES:,} codes, {len(spent)} keys (least of {runs})")
    for name, (mine, bare, text) in (("median", spent[len(spent) // 2]), ("slowest", spent[-1])):
        print(f"  {name:8}{mine:7.2f} ms{mine / bare:7.2f} of rapidfuzz over the paths   “{text}”")
    for text, wanted in (
        ("samskabelse", CODES - 2),
        ("entydig ledelse", CODES - 1),
        ("led/entydig", CODES - 1),
    ):
        first = picker.search(text)[0]
        print(f"  “{text}” finds {first.path} first: {'yes' if first.code == wanted else 'NO'}")
