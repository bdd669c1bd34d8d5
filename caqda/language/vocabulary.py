"""The words of one text as numbers, so that a question to a text is a question to its vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caqda.language.names import fold

Ints = NDArray[np.int64]
_SPACES = re.compile(r"[^\S\n]+")
_LETTERS = 32  # columns of letter counts; letters far apart in the alphabet share one


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of a text: ``spans`` of shape (n, 2), and for each the number of its ``words``, in small.

    ``joined`` says of each word whether nothing but spaces parts it from the next one.
    """

    spans: Ints
    number: Ints
    joined: NDArray[np.bool_]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, spans: Ints) -> Vocabulary:
        """The vocabulary of a text whose words stand at ``spans``."""
        numbers: dict[str, int] = {}
        number = [
            numbers.setdefault(text[start:end].casefold(), len(numbers)) for start, end in spans.tolist()
        ]
        gaps = zip(spans[:-1, 1].tolist(), spans[1:, 0].tolist(), strict=True)
        joined = [_SPACES.fullmatch(text, end, start) is not None for end, start in gaps]
        return cls(
            spans,
            np.array(number, dtype=np.int64),
            np.array([*joined, False][: len(number)], dtype=bool),
            tuple(numbers),
        )

    def runs(self, size: int) -> Ints:
        """The first word of every so many words that only spaces part."""
        count = max(0, len(self.number) - size + 1)
        apart = np.cumsum(~self.joined)
        first = np.arange(count)
        return first[apart[first + size - 2] == apart[first] - ~self.joined[first]] if size > 1 else first

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words as their spellings meet: without capitals and Danish letters."""
        return tuple(map(fold, self.words))

    @cached_property
    def lengths(self) -> Ints:
        """The number of letters of each folded word."""
        return np.array([len(word) for word in self.folded], dtype=np.int64)

    @cached_property
    def ends(self) -> Ints:
        """The number of letters up to each word, and to the end."""
        return np.concatenate([[0], np.cumsum(self.lengths[self.number])])

    @cached_property
    def letters(self) -> NDArray[Any]:
        """How often each letter is in each folded word: shape (words, 32)."""
        return letter_counts(self.folded)


def letter_counts(words: tuple[str, ...]) -> NDArray[Any]:
    """How often each letter is in each word; two texts a few edits apart have nearly the same counts."""
    found = np.zeros((len(words), _LETTERS), dtype=np.int16)
    for at, word in enumerate(words):
        for letter in word:
            found[at, ord(letter) % _LETTERS] += 1
    return found
