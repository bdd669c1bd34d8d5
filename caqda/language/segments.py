"""Where paragraphs, words and sentences lie in a text. Every answer is half-open code-point spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
_LETTERS = r"(?:[^\W_]|[\u0300-\u036f])+"
_WORD = re.compile(rf"[^\W_](?:{_LETTERS})?(?:(?:[-'’‐‑_\u00ad\u200d]|(?<=\d)[.,:](?=\d)){_LETTERS})*")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs, each a line that is not blank with the line breaks and blank lines after it.

    Blank lines before the first paragraph belong to it, so the paragraphs cover the text without a
    gap. A text of blank lines only has none.
    """
    starts = [line.start() for line in _LINE.finditer(text)]
    if not starts:
        return []
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def words(text: str) -> list[tuple[int, int]]:
    """The words: letters and digits of any script, joined by an inner hyphen or apostrophe.

    ``'far-søn'`` is one word, ``'3,5'`` and ``'12:30'`` too; a speaker label is a word like any other.
    """
    return [word.span() for word in _WORD.finditer(text)]


def count_words(text: str) -> int:
    """The number of ``words(text)``, without making a list of them."""
    return sum(1 for _ in _WORD.finditer(text))


class TurnLike(Protocol):
    """What ``sentences`` needs of a turn: its label lies in ``[start, speech)``."""

    @property
    def start(self) -> int:
        """Where the label begins."""

    @property
    def speech(self) -> int:
        """Where the words begin."""


def sentences(text: str, language: str, turns: Sequence[TurnLike] = ()) -> list[tuple[int, int]]:
    """The sentences of a text in ``language`` (``da``, ``en``, or another that spaCy knows).

    A sentence lies within one paragraph, without a speaker label and without the white space around
    it. Every other character that is not white space is in exactly one sentence.
    """
    from caqda.language.sentencizer import sentences_of

    labels = [(turn.start, turn.speech) for turn in turns]
    return [
        (start + offset, end + offset)
        for offset, spoken in _stretches(text, labels)
        for start, end in sentences_of(spoken, language)
    ]


def _stretches(text: str, labels: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The paragraphs without the labels in them, as offset and text."""
    at = 0
    for start, end in paragraphs(text):
        begin = start
        while at < len(labels) and labels[at][0] < end:
            label, speech = labels[at]
            if begin < label:
                yield begin, text[begin:label]
            begin = max(begin, min(speech, end))
            if speech > end:  # the words begin on a later line
                break
            at += 1
        if begin < end:
            yield begin, text[begin:end]
