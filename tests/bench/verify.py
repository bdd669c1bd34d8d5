"""Quotations looked up among a million words, next to a plain search for the same letters."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from caqda.demo import folder
from caqda.language.names import fold
from caqda.language.segments import words
from caqda.verify.index import Index
from caqda.verify.matching import match

WORDS, SOURCES = 1_000_000, 50
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
    """An index of the sources."""
    vocabulary: dict[str, int] = {}
    number = np.array([vocabulary.setdefault(fold(word), len(vocabulary)) for word in said])
    ends = np.cumsum([len(word) + 1 for word in said])
    starts = ends - [len(word) + 1 for word in said]
    return Index(
        tuple(range(SOURCES)),
        np.linspace(0, len(said), SOURCES + 1).astype(int),
        number,
        starts,
        ends,
        vocabulary,
    )


class Maker:
    """Makes quotations: honest ones, those that are altered, and those that are dear to look up."""

    def __init__(self, said: list[str]) -> None:
        self.said = said
        self.chance = random.Random(3)
        self.often = [word for word, _ in Counter(map(fold, said)).most_common(40)]

    def some(self, least: int, most: int) -> list[str]:
        """Words that follow each other in one source."""
        size = len(self.said) // SOURCES
        at = size * self.chance.randrange(SOURCES) + self.chance.randrange(size - most)
        return self.said[at : at + self.chance.randint(least, most)]

    def part(self) -> list[str]:
        """As many words as a quotation mostly has."""
        return self.some(10, 50)

    def changed(self, words: list[str], count: int) -> list[str]:
        """Some words become others."""
        for _ in range(count):
            words[self.chance.randrange(len(words))] = self.chance.choice(self.said) + "e"
        return words

    def mistyped(self, words: list[str], every: int) -> list[str]:
        """Each so manieth word has one letter wrong."""
        return [self._slip(word) if at % every == 0 else word for at, word in enumerate(words)]

    def _slip(self, word: str) -> str:
        at = self.chance.randrange(len(word))
        return word[:at] + self.chance.choice("abdefgiklmnoprstuv") + word[at + 1 :]

    def elided(self, words: list[str], left: int, out: int) -> list[str]:
        """So many words are left and so many left out, in turn."""
        found = words[:left]
        for at in range(left + out, len(words), left + out):
            found += ["(…)", *words[at : at + left]]
        return found

    def joined(self, parts: int, size: int, mark: str = ".") -> list[str]:
        """Words from several places, with a mark after each."""
        return [word for _ in range(parts) for word in (*self.some(size, size), mark)]

    def random(self, count: int) -> list[str]:
        """Words that nobody says one after the other."""
        return [self.chance.choice(self.said) for _ in range(count)]

    def common(self, count: int) -> list[str]:
        """The same of the words that are said most."""
        return [self.chance.choice(self.often) for _ in range(count)]

    def kinds(self) -> dict[str, Callable[[], list[str]]]:
        """How each kind is made."""
        return {
            "exact": self.part,
            "three words changed": lambda: self.changed(self.part(), 3),
            "a typo in every third word": lambda: self.mistyped(self.part(), 3),
            "a typo in every word": lambda: self.mistyped(self.part(), 1),
            "half of the words dropped": lambda: self.part()[::2],
            "two words elided": lambda: self.elided(self.part(), 8, 2),
            "300 words elided": lambda: self.elided(self.some(320, 320), 8, 300),
            "elided five times, 50 words each": lambda: self.elided(self.some(300, 300), 8, 50),
            "elided, with typos": lambda: self.mistyped(self.elided(self.some(300, 300), 8, 50), 7),
            "with insertions": lambda: [*self.some(9, 9), "[borgeren]", *self.some(9, 9)],
            "joined of two": lambda: self.joined(2, 12),
            "joined of six": lambda: self.joined(6, 9),
            "joined by elisions": lambda: self.joined(4, 8, "(…)"),
            "joined, with typos": lambda: self.mistyped(self.joined(4, 9), 4),
            "300 words": lambda: self.some(300, 300),
            "300 words, a typo in every tenth": lambda: self.mistyped(self.some(300, 300), 10),
            "long, elided, with typos": lambda: self.mistyped(self.elided(self.some(400, 400), 60, 20), 9),
            "1,000 words, joined, five wrong": lambda: self.changed(self.joined(2, 500, "(…)"), 5),
            "four words": lambda: self.some(4, 4),
            "four words, one mistyped": lambda: self.mistyped(self.some(4, 4), 4),
            "of the 40 commonest words": lambda: self.common(20),
            "of those, elided": lambda: self.elided(self.common(80), 4, 6),
            "not said: words backwards": lambda: [word[::-1] for word in self.random(20)],
            "not said: words at random": lambda: self.random(20),
            "not said: 30 sentences": lambda: [
                word for _ in range(30) for word in (*self.random(10), ".")
            ],
        }  # fmt: skip


def timed(once: Callable[[str], object], quotes: list[str]) -> list[float]:
    """Milliseconds of processor time for each quotation."""
    times = []
    for quote in quotes:
        begun = time.process_time()
        once(quote)
        times.append(1000 * (time.process_time() - begun))
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
    print(f"{head:36}{'median ms':>10}{'longest':>10}{'x floor':>9}  under {TARGET:.0f} ms")
    for kind, make in Maker(said).kinds().items():
        quotes = [" ".join(make()) for _ in range(20)]
        times = timed(lambda quote: match(quote, index), quotes)
        middle, longest = statistics.median(times), max(times)
        verdict = "yes" if longest < TARGET else "no"
        print(f"{kind:36}{middle:>10.1f}{longest:>10.1f}{middle / floor:>9.1f}  {verdict}")
