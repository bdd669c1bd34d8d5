"""Finding a code by a few letters: names, paths and definitions, spelling mistakes forgiven.

Distinct words are scored once, and their scores carried over to the codes in arrays, so that it takes a
few milliseconds with thousands of codes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from caqda.language.names import fold

Scores: TypeAlias = npt.NDArray[np.float64]

_WORD = re.compile(r"\w+")
_NAME, _ABOVE, _TOLD = 1.0, 0.62, 0.34
"""What a word is worth in the name itself, in the names above it, and in the definition."""

_WHOLE, _BEGINS, _WITHIN, _FIRST_LETTERS, _MISSPELT, _SKIPPING = 100.0, 78.0, 52.0, 74.0, 50.0, 40.0
_CLOSE = 5.0  # for a word of which nothing is left to type
_WORDY = 4  # letters: what is shorter is rather the beginning of a word than "af" or "og" in full
_FOREMOST = 12.0  # for a name that begins with the first word typed
_GUESSED = 1000.0  # what fits comes before every guess
_LIKELY = 11.0
"""What a code that is likely gets on top, at most: enough to decide between equals."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that may be picked."""

    code: int
    path: str
    definition: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


class Picker:
    """Ranks codes by what was typed."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self.choices = tuple(choices)
        worth: dict[str, dict[int, float]] = defaultdict(dict)
        self._letters: list[str] = []
        self._names: list[str] = []
        self._ends: dict[str, list[Choice]] = defaultdict(list)
        self._places = {choice.code: place for place, choice in enumerate(self.choices)}
        for place, choice in enumerate(self.choices):
            above, _, name = choice.path.rpartition("/")
            _enter(worth, place, choice.definition, _TOLD)
            _enter(worth, place, above, _ABOVE)
            words = _enter(worth, place, name, _NAME)
            self._letters.append("".join(word[0] for word in words))
            self._names.append(fold(name))
            parts = _folded_path(choice.path).split("/")
            for first in range(len(parts)):
                self._ends["/".join(parts[first:])].append(choice)
        self._lengths = np.array([len(name) for name in self._names], dtype=float)
        self._words = sorted(worth)
        self._named = [word for word in self._words if max(worth[word].values()) >= _ABOVE]
        entries = [
            (at, place, value) for at, word in enumerate(self._words) for place, value in worth[word].items()
        ]
        table = np.array(entries, dtype=float).reshape(-1, 3)
        self._entry_word, self._entry_place = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
        self._entry_worth = table[:, 2]
        self._at = {word: at for at, word in enumerate(self._words)}
        self._text = "\n".join(self._words)
        self._word_lengths = np.array([len(word) for word in self._words], dtype=float)
        self._starts = np.cumsum([0, *(len(word) + 1 for word in self._words[:-1])])

    def search(
        self, text: str, *, limit: int = 50, likely: Mapping[int, float] | None = None
    ) -> list[Choice]:
        """The codes that fit every word of ``text``, the best first; all of them where it is empty.

        ``likely`` gives codes a weight from 0 to 1 that decides where the words do not.
        """
        extra = np.zeros(len(self.choices))
        for code, weight in (likely or {}).items():
            if code in self._places:
                extra[self._places[code]] = weight
        typed = _WORD.findall(fold(text))
        if not typed:
            return [self.choices[place] for place in np.argsort(-extra, kind="stable")[:limit].tolist()]
        score = self._all(typed, misspelt=False)
        if np.count_nonzero(score) < 3:
            guessed = self._all(typed, misspelt=True)
            score = np.where(score > 0, score + _GUESSED, guessed)
        found = np.flatnonzero(score)
        total = score[found] + _LIKELY * extra[found] - 0.04 * self._lengths[found]
        total += [_FOREMOST * self._names[place].startswith(typed[0]) for place in found.tolist()]
        order = found[np.argsort(-total, kind="stable")]
        return [self.choices[place] for place in order[:limit].tolist()]

    def exact(self, text: str) -> list[Choice]:
        """The codes whose path, or the end of it, is just what was typed, capitals and spaces aside."""
        return list(self._ends.get(_folded_path(text), ()))

    def _all(self, typed: list[str], *, misspelt: bool) -> Scores:
        """How well each place fits all the words typed; 0 where it does not fit one of them."""
        every = [self._one(word, misspelt=misspelt) for word in typed]
        return np.where(np.logical_and.reduce([one > 0 for one in every]), np.sum(every, axis=0), 0.0)

    def _one(self, typed: str, *, misspelt: bool) -> Scores:
        """How well each place fits one word typed."""
        of_word = self._scores(typed, misspelt=misspelt)
        value = of_word[self._entry_word] * self._entry_worth
        fitting = np.flatnonzero(value)
        best = np.zeros(len(self.choices))
        np.maximum.at(best, self._entry_place[fitting], value[fitting])
        if len(typed) > 1:
            for place, letters in enumerate(self._letters):
                if len(letters) > 1 and letters.startswith(typed):
                    best[place] = max(best[place], _FIRST_LETTERS)
        return best

    def _scores(self, typed: str, *, misspelt: bool) -> Scores:
        """How well each word fits what was typed: as a whole, at its beginning, within, nearly."""
        scores = np.zeros(len(self._words))
        closeness = _CLOSE * len(typed) / self._word_lengths
        if len(typed) > 2:
            hits = [hit.start() for hit in re.finditer(re.escape(typed), self._text)]
            holding = np.searchsorted(self._starts, hits, side="right") - 1
            scores[holding] = _WITHIN + closeness[holding]
        low = bisect_left(self._words, typed)
        high = bisect_left(self._words, typed + "\U0010ffff")
        scores[low:high] = _BEGINS + closeness[low:high]
        if low < high and self._words[low] == typed and len(typed) >= _WORDY:
            scores[low] = _WHOLE
        guesses: list[tuple[str, float]] = []
        if misspelt and len(typed) > 2:
            guesses += [(word, _SKIPPING) for word in self._skipping(typed)]
        if misspelt and len(typed) > 3:
            guesses += [(word, _MISSPELT * nearness) for word, nearness in self._nearly(typed)]
        for word, score in reversed(guesses):
            if not (low <= self._at[word] < high) and scores[self._at[word]] < _WITHIN:
                scores[self._at[word]] = score
        return scores

    def _skipping(self, typed: str) -> Iterable[str]:
        """Words of names that begin with the first letter typed and have the others in this order."""
        low = bisect_left(self._named, typed[0])
        high = bisect_left(self._named, typed[0] + "\U0010ffff")
        in_order = re.compile(".*?".join(map(re.escape, typed)))
        return filter(in_order.match, self._named[low:high])

    def _nearly(self, typed: str) -> Iterable[tuple[str, float]]:
        """Words of names that begin nearly as what was typed."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        beginnings = [word[: len(typed) + 1] for word in self._named]
        near = process.extract(
            typed, beginnings, scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=40
        )
        return [(self._named[place], score) for _, score, place in near]


def _enter(worth: dict[str, dict[int, float]], place: int, text: str, value: float) -> list[str]:
    """Note the words of a text, each at the most that it is worth for a place; returns them."""
    words: list[str] = _WORD.findall(fold(text))
    for word in words:
        places = worth[word]
        places[place] = max(places.get(place, 0.0), value)
    return words


def _folded_path(text: str) -> str:
    return "/".join(" ".join(fold(part).split()) for part in text.strip().strip("/").split("/"))
