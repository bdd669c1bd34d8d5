"""Finding a code by a few letters: names, paths and definitions, spelling mistakes forgiven.

Distinct words are scored once and their scores summed for each code, so that it takes a few
milliseconds with thousands of codes.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caqda.language.names import fold

_WORD = re.compile(r"\w+")
_NAME, _ABOVE, _TOLD = 1.0, 0.62, 0.34
"""What a word is worth in the name itself, in the names above it, and in the definition."""

_WHOLE, _BEGINS, _WITHIN, _FIRST_LETTERS, _MISSPELT, _SKIPPING = 100.0, 78.0, 52.0, 74.0, 50.0, 40.0
_FOREMOST = 12.0  # for a name that begins with the first word typed
_GUESSED = 1000.0  # a guess comes after all that fits
_LIKELY = 9.0
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
        self._places: dict[str, dict[int, float]] = defaultdict(dict)
        self._letters: list[str] = []
        self._lengths: list[int] = []
        self._names: list[str] = []
        for place, choice in enumerate(self.choices):
            above, _, name = choice.path.rpartition("/")
            self._enter(place, choice.definition, _TOLD)
            self._enter(place, above, _ABOVE)
            words = self._enter(place, name, _NAME)
            self._letters.append("".join(word[0] for word in words))
            self._lengths.append(len(name))
            self._names.append(fold(name))
        self._words = sorted(self._places)
        self._text = "\n".join(self._words)
        self._starts = array("L")
        at = 0
        for word in self._words:
            self._starts.append(at)
            at += len(word) + 1
        named = {word for word, places in self._places.items() if max(places.values()) >= _ABOVE}
        self._named = sorted(named)

    def search(
        self, text: str, *, limit: int = 50, likely: Mapping[int, float] | None = None
    ) -> list[Choice]:
        """The codes that fit every word of ``text``, the best first; all of them where it is empty.

        ``likely`` gives codes a weight from 0 to 1 that decides where the words do not.
        """
        extra = likely or {}
        typed = _WORD.findall(fold(text))
        if not typed:
            order = sorted(range(len(self.choices)), key=lambda place: -extra.get(self._code(place), 0.0))
            return [self.choices[place] for place in order[:limit]]
        found = self._all(typed, misspelt=False)
        if len(found) < 3:
            for place, score in self._all(typed, misspelt=True).items():
                found.setdefault(place, score - _GUESSED)
        for place in found:
            if self._names[place].startswith(typed[0]):
                found[place] += _FOREMOST
            found[place] += _LIKELY * extra.get(self._code(place), 0.0) - 0.04 * self._lengths[place]
        order = sorted(found, key=lambda place: (-found[place], place))
        return [self.choices[place] for place in order[:limit]]

    def exact(self, text: str) -> list[Choice]:
        """The codes whose path, or the end of it, is just what was typed, capitals and spaces aside."""
        wanted = _folded_path(text)
        return [
            choice
            for choice in self.choices
            if wanted and f"/{_folded_path(choice.path)}".endswith(f"/{wanted}")
        ]

    def _enter(self, place: int, text: str, worth: float) -> list[str]:
        words: list[str] = _WORD.findall(fold(text))
        for word in words:
            places = self._places[word]
            places[place] = max(places.get(place, 0.0), worth)
        return words

    def _code(self, place: int) -> int:
        return self.choices[place].code

    def _all(self, typed: list[str], *, misspelt: bool) -> dict[int, float]:
        """The places that every typed word fits, with their scores."""
        total: dict[int, float] | None = None
        for word in typed:
            best = self._one(word, misspelt=misspelt)
            total = (
                best
                if total is None
                else {place: total[place] + score for place, score in best.items() if place in total}
            )
        return total or {}

    def _one(self, typed: str, *, misspelt: bool) -> dict[int, float]:
        best: dict[int, float] = {}
        for word, score in self._scores(typed, misspelt=misspelt).items():
            for place, worth in self._places[word].items():
                value = score * worth
                if value > best.get(place, 0.0):
                    best[place] = value
        if len(typed) > 1:
            for place, letters in enumerate(self._letters):
                if len(letters) > 1 and letters.startswith(typed):
                    best[place] = max(best.get(place, 0.0), _FIRST_LETTERS)
        return best

    def _scores(self, typed: str, *, misspelt: bool) -> dict[str, float]:
        """How well words fit what was typed: as a whole, at their beginning, within, nearly."""
        scores = {}
        if len(typed) > 2:
            for word in self._holding(typed):
                scores[word] = _WITHIN + 15 * len(typed) / len(word)
        low = bisect_left(self._words, typed)
        high = bisect_left(self._words, typed + "\U0010ffff")
        for word in self._words[low:high]:
            scores[word] = _WHOLE if word == typed else _BEGINS + 15 * len(typed) / len(word)
        if misspelt and len(typed) > 2:
            for word in self._skipping(typed):
                scores.setdefault(word, _SKIPPING)
        if misspelt and len(typed) > 3:
            for word, nearness in self._nearly(typed):
                scores.setdefault(word, _MISSPELT * nearness)
        return scores

    def _skipping(self, typed: str) -> Iterable[str]:
        """Words of names that begin with the first letter typed and have the others in this order."""
        low = bisect_left(self._named, typed[0])
        high = bisect_left(self._named, typed[0] + "\U0010ffff")
        in_order = re.compile(".*?".join(map(re.escape, typed)))
        return filter(in_order.match, self._named[low:high])

    def _holding(self, typed: str) -> Iterable[str]:
        at = self._text.find(typed)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield self._words[place]
            after = self._starts[place] + len(self._words[place])
            at = self._text.find(typed, after)

    def _nearly(self, typed: str) -> Iterable[tuple[str, float]]:
        """Words of names that begin nearly as what was typed."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        beginnings = [word[: len(typed) + 1] for word in self._named]
        near = process.extract(
            typed, beginnings, scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=40
        )
        return [(self._named[place], score) for _, score, place in near]


def _folded_path(text: str) -> str:
    return "/".join(" ".join(fold(part).split()) for part in text.strip().strip("/").split("/"))
