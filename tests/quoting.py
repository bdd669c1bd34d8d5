"""Quotations taken from interviews and altered in every way that manuscripts alter them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from caqda.analysis.corpus import Corpus

MARKS = ("“{}”", "”{}”", '"{}"', "»{}«", "«{}»", "„{}“")
WORDS = ["altså", "måske", "kommunen", "aldrig", "boligen", "mødet", "sidste", "pengene", "næsten", "alle"]


@dataclass(frozen=True)
class Seeded:
    """A sentence of a manuscript with a quotation in it, and what is to be said of that."""

    kind: str
    status: str
    sentence: str
    source: str


class Sower:
    """Takes quotations of 8 to 30 words from what participants say, and alters them."""

    def __init__(self, corpus: Corpus, seed: int = 1) -> None:
        self.corpus = corpus
        self.random = random.Random(seed)
        self.sentences = list(self._sentences())

    def sow(self, count: int) -> list[Seeded]:
        """So many quotations, of each kind in turn."""
        kinds = (
            self.exact, self.exact, self.elided, self.inserted, self.several, self.typeset, self.word_changed,
            self.word_dropped, self.word_added, self.slip, self.tidied, self.joined, self.joined_over_sources,
            self.wrong_speaker, self.wrong_year, self.wrong_source, self.invented, self.paraphrased,
        )  # fmt: skip
        return [kinds[at % len(kinds)]() for at in range(count)]

    # -- kinds -----------------------------------------------------------------------------------------

    def exact(self) -> Seeded:
        source, text = self._one()
        return self._made("exact", "exact", text, source)

    def elided(self) -> Seeded:
        source, text = self._one(14)
        words = text.split()
        cut = self.random.randint(4, len(words) - 8)
        mark = self.random.choice(["(…)", "[...]", "…", "(...)"])
        left = [*words[:cut], mark, *words[cut + self.random.randint(1, 4) :]]
        return self._made("elided", "exact", " ".join(left), source)

    def inserted(self) -> Seeded:
        source, text = self._one(10)
        words = text.split()
        at = self.random.randint(3, len(words) - 4)
        return self._made(
            "inserted", "exact", " ".join([*words[:at], "[kommunen]", *words[at + 1 :]]), source
        )

    def several(self) -> Seeded:
        """Two sentences that follow each other."""
        while True:
            at = self.random.randrange(len(self.sentences) - 1)
            (one, _, end, first), (other, start, _, second) = self.sentences[at : at + 2]
            if one == other and start - end < 3:
                return self._made("several", "exact", f"{first} {second}", one)

    def typeset(self) -> Seeded:
        """What printing changes: a small letter at the beginning, a dash, no mark at the end."""
        source, text = self._one()
        text = text[:1].lower() + text[1:].rstrip(".!?").replace(" - ", " – ")
        return self._made("typeset", "exact", text, source)

    def word_changed(self) -> Seeded:
        source, words = self._words()
        words[self.random.randint(1, len(words) - 2)] = self.random.choice(WORDS) + "x"
        return self._made("word changed", "changed", " ".join(words), source)

    def word_dropped(self) -> Seeded:
        source, words = self._words()
        del words[self.random.randint(2, len(words) - 3)]
        return self._made("word dropped", "changed", " ".join(words), source)

    def word_added(self) -> Seeded:
        source, words = self._words()
        words.insert(self.random.randint(2, len(words) - 2), self.random.choice(WORDS) + "y")
        return self._made("word added", "changed", " ".join(words), source)

    def slip(self) -> Seeded:
        """Two letters in one long word changed places."""
        source, words = self._words()
        long = max(range(1, len(words) - 1), key=lambda at: len(words[at].strip(".,?!")))
        word = words[long]
        places = (*range(1, len(word) - 2), *range(len(word) - 1))
        at = next(i for i in places if word[i] != word[i + 1])
        words[long] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return self._made("slip", "changed", " ".join(words), source)

    def tidied(self) -> Seeded:
        """Several small words dropped, as when speech is made to read well."""
        source, words = self._words(16)
        for _ in range(3):
            del words[self.random.randint(2, len(words) - 3)]
        return self._made("tidied", "changed", " ".join(words), source)

    def joined(self) -> Seeded:
        """Two sentences of one interview, far from each other, as if they were one."""
        while True:
            source, first = self._one()
            text = self.corpus.text(source)
            apart = min(4000, len(text) // 4)
            far = [
                row for row in self.sentences if row[0] == source and abs(row[1] - text.find(first)) > apart
            ]
            if far:
                return self._made("joined", "joined", f"{first} {self.random.choice(far)[3]}", source)

    def joined_over_sources(self) -> Seeded:
        source, first = self._one()
        other, second = self._one()
        while other == source:
            other, second = self._one()
        return self._made("joined over sources", "joined", f"{first} (…) {second}", source)

    def wrong_speaker(self) -> Seeded:
        source, text = self._one()
        own = self.corpus.sources[source].cases
        case = self.random.choice([one for one in self.corpus.cases.values() if one.id not in own])
        return self._made("wrong speaker", "wrong speaker", text, source, case.name)

    def wrong_year(self) -> Seeded:
        source, text = self._one()
        return self._made("wrong year", "wrong year", text, source, "1999")

    def wrong_source(self) -> Seeded:
        source, text = self._one()
        other = self.random.choice([one for key, one in self.corpus.sources.items() if key != source])
        return self._made("wrong source", "wrong source", text, source, f"{other.name}:3")

    def invented(self) -> Seeded:
        """Words that are all said somewhere, but not one after the other."""
        words = [self.random.choice(self.random.choice(self.sentences)[3].split()) for _ in range(14)]
        return self._made("invented", "not found", " ".join(words), 0)

    def paraphrased(self) -> Seeded:
        """Every other word another one."""
        _, words = self._words()
        for at in range(0, len(words), 2):
            words[at] = self.random.choice(WORDS)
        return self._made("paraphrased", "not found", " ".join(words), 0)

    # -- what they are made of -----------------------------------------------------------------------------

    def _made(self, kind: str, status: str, text: str, source: int, told: str = "") -> Seeded:
        outer = self.random.choice(MARKS)
        inner = re.sub('[“”"„»«]', "'", text)
        said = f" ({told})" if told else ""
        name = self.corpus.sources[source].name if source else ""
        return Seeded(kind, status, f"Som det blev sagt: {outer.format(inner)}{said}.", name)

    def _one(self, least: int = 8) -> tuple[int, str]:
        fitting = [row for row in self.sentences if len(row[3].split()) >= least]
        source, _, _, text = self.random.choice(fitting)
        return source, text

    def _words(self, least: int = 10) -> tuple[int, list[str]]:
        source, text = self._one(least)
        return source, text.split()

    def _sentences(self) -> Iterator[tuple[int, int, int, str]]:
        """Source, start, end and text of the sentences of participants that are fit to be quoted."""
        for source in self.corpus.sources:
            text, turns = self.corpus.text(source), self.corpus.turns(source)
            for start, end in self.corpus.segments(source).sentences.tolist():
                there = turns.overlapping(start, end)
                said = text[start:end].strip()
                own = start >= turns.speech[there.start] and not turns.interviewer[there.start]
                if own and 8 <= len(said.split()) <= 30 and not re.search(r"[\[\]()…]|\.\.\.", said):
                    yield source, start, end, said
