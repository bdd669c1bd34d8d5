"""Quotations looked up among a million words, next to a plain search for the same letters."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from caqda.demo import folder
from caqda.language.names import fold
from caqda.language.segments import words
from caqda.verify.index import Index
from caqda.verify.matching import match

WORDS = 1_000_000
TARGET = 100.0  # milliseconds


def spoken() -> list[str]:
    """A million words: clauses of the bundled interviews in an order made by chance."""
    chance = random.Random(7)
    text = "\n".join(Path(path).read_text("utf-8") for path in sorted(folder("transcripts").glob("*.txt")))
    said = [text[start:end] for start, end in words(text)]
    found: list[str] = []
    while len(found) < WORDS:
        at = chance.randrange(len(said) - 12)
        found += said[at : at + chance.randint(4, 12)]
    return found[:WORDS]


def index_of(said: list[str]) -> Index:
    """An index of fifty sources."""
    vocabulary: dict[str, int] = {}
    number = np.array([vocabulary.setdefault(fold(word), len(vocabulary)) for word in said])
    ends = np.cumsum([len(word) + 1 for word in said])
    starts = ends - [len(word) + 1 for word in said]
    return Index(
        tuple(range(50)), np.linspace(0, len(said), 51).astype(int), number, starts, ends, vocabulary
    )


def quotations(said: list[str]) -> dict[str, list[str]]:
    """Twenty of each kind: as said, with words changed, shortened with marks, put together, invented."""
    chance = random.Random(3)
    kinds: dict[str, list[str]] = {"exact": [], "changed": [], "elided": [], "joined": [], "not there": []}
    for _ in range(20):
        at = chance.randrange(len(said) - 60)
        part = said[at : at + chance.randint(10, 50)]
        kinds["exact"].append(" ".join(part))
        changed = list(part)
        for _ in range(3):
            changed[chance.randrange(len(changed))] = chance.choice(said) + "e"
        kinds["changed"].append(" ".join(changed))
        kinds["elided"].append(" ".join([*part[:4], "(…)", *part[6:]]))
        other = chance.randrange(len(said) - 60)
        kinds["joined"].append(f"{' '.join(part[:10])}. {' '.join(said[other : other + 12])}")
        kinds["not there"].append(" ".join(chance.choice(said)[::-1] for _ in range(20)))
    return kinds


def timed(once: Callable[[str], object], quotes: list[str]) -> list[float]:
    """Milliseconds for each quotation."""
    times = []
    for quote in quotes:
        begun = time.perf_counter()
        once(quote)
        times.append(1000 * (time.perf_counter() - begun))
    return times


def main(runs: int = 5) -> None:
    """Print the time of each kind, the longest one, and the ratio to the floor."""
    said = spoken()
    text = " ".join(said)
    begun = time.perf_counter()
    index = index_of(said)
    index.verbatim(said[:3])
    print(f"index of {WORDS:,} words made in {1000 * (time.perf_counter() - begun):.0f} ms")
    match("ikke noget at komme efter her overhovedet", index)  # what is imported and derived at first use
    floor = statistics.median(timed(text.find, ["Ø" * 20] * runs))
    print(f"one plain search through all of the text: {floor:.1f} ms")
    head = "one quotation among them"
    print(f"{head:28}{'median ms':>10}{'longest':>10}{'x floor':>9}  under {TARGET:.0f} ms")
    for kind, quotes in quotations(said).items():
        times = timed(lambda quote: match(quote, index), quotes)
        middle, longest = statistics.median(times), max(times)
        verdict = "yes" if longest < TARGET else "no"
        print(f"{kind:28}{middle:>10.1f}{longest:>10.1f}{middle / floor:>9.1f}  {verdict}")
