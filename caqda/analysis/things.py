"""What a study holds, as frozen values and arrays: codes, sources, cases, speakers, turns, segments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from caqda.analysis.codings import Column, Ints

NO_CASE = -1


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """A code. ``path`` is ``parent/child``; ``depth`` is 0 at the top."""

    id: int
    uuid: str
    name: str
    path: str
    parent: int | None
    depth: int
    colour: str
    definition: str


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source. ``words`` counts all of its words; ``cases`` are those of its speakers, or its own."""

    id: int
    uuid: str
    name: str
    sha256: str
    characters: int
    words: int
    language: str
    turns: int
    cases: tuple[int, ...]
    variables: Mapping[str, str]
    created: str


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """A case and its variables."""

    id: int
    uuid: str
    name: str
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SpeakerInfo:
    """A speaker label in a source; ``case`` is None for an interviewer."""

    id: int
    source: int
    label: str
    interviewer: bool
    case: int | None


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a source as columns, in order; ``case`` is -1 where the turn belongs to none."""

    start: Ints
    end: Ints
    speech: Ints
    speaker: Ints
    case: Ints
    interviewer: NDArray[np.bool_]
    times: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.start)

    def overlapping(self, start: int, end: int) -> slice:
        """The turns that share a character with ``[start, end)``."""
        low = int(np.searchsorted(self.end, start, side="right"))
        return slice(low, max(low, int(np.searchsorted(self.start, end, side="left"))))

    def says(self, offset: int) -> bool:
        """Whether an offset lies in what is said, and not in a speaker's label."""
        turn = int(np.searchsorted(self.start, offset, side="right")) - 1
        return turn < 0 or offset >= self.speech[turn] or offset >= self.end[turn]


@dataclass(frozen=True, eq=False)
class Segments:
    """Half-open spans of one text, each an array of shape (n, 2), read when first asked for.

    ``read`` gives the paragraphs, sentences or words by that name, as they are stored; nothing of it is kept.
    """

    read: Callable[[str], Column]

    @cached_property
    def paragraphs(self) -> Ints:
        """The lines that are not blank."""
        return self.read("paragraphs").astype(np.int64)

    @cached_property
    def sentences(self) -> Ints:
        """The sentences."""
        return self.read("sentences").astype(np.int64)

    @cached_property
    def words(self) -> Ints:
        """The words; 16 bytes for each."""
        return self.read("words").astype(np.int64)


def natural(name: str) -> list[tuple[int, str]]:
    """A sort key by which ``k2`` comes before ``k10``."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d+)", name)
    ]


def whole(source: SourceInfo) -> Turns:
    """A source without turns as one of its own case."""
    case = source.cases[0] if source.cases else NO_CASE
    start, end, speech, speaker, own = (
        np.array([n], dtype=np.int64) for n in (0, source.characters, 0, 0, case)
    )
    return Turns(start, end, speech, speaker, own, np.array([False]), (None,))
