"""What the transcript shows, as frozen values: a text, its units, and the passages that are coded in it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

StoredKind = Literal["sentence", "paragraph", "turn"]
UnitKind = Literal["word", "sentence", "paragraph", "turn"]


class Turn(NamedTuple):
    """One speaker's stretch, ``[start, end)``; the label ends where ``speech`` begins.

    ``time`` is when in the recording it begins, as the source has it; empty where it tells none.
    """

    start: int
    end: int
    speech: int
    label: str
    interviewer: bool = False
    time: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One coded passage, ``[start, end)``; ``code`` is the code's key, ``colour`` is ``#rrggbb``.

    ``mine`` tells that it is the reader's own coding.
    """

    key: int
    start: int
    end: int
    code: int
    name: str
    colour: str
    coder: str = ""
    memo: bool = False
    mine: bool = False


class Units:
    """Half-open stretches in order, none overlapping, in two arrays."""

    __slots__ = ("ends", "starts")

    def __init__(self, pairs: Iterable[Sequence[Any]]) -> None:
        rows: Iterable[Sequence[Any]] = pairs.tolist() if hasattr(pairs, "tolist") else pairs
        self.starts, self.ends = array("L"), array("L")
        for start, end, *_ in rows:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, place: int) -> tuple[int, int]:
        return self.starts[place], self.ends[place]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self.starts, self.ends, strict=True))

    def before(self, offset: int) -> int:
        """The place of the last unit that starts at ``offset`` or earlier; -1 where there is none."""
        return bisect_right(self.starts, offset) - 1

    def at(self, offset: int) -> int:
        """The place of the unit that holds ``offset``; between two the later, after the last the last.

        -1 where there are no units.
        """
        place = self.before(offset)
        if place < 0 or offset >= self.ends[place]:
            place += 1
        return min(place, len(self) - 1)


@dataclass(frozen=True)
class Document:
    """A source as the transcript shows it.

    ``paragraphs`` and ``sentences`` are ``(start, end)`` pairs of code-point offsets into ``text``, in
    order and not overlapping: any sequence or an array of shape (n, 2). ``turns`` are :class:`Turn`.
    Any of them may be empty: without sentences or turns the paragraphs stand in, without
    paragraphs the lines that are not blank.
    """

    key: int
    name: str
    text: str = field(repr=False)
    paragraphs: Any = field(default=(), repr=False, compare=False)
    sentences: Any = field(default=(), repr=False, compare=False)
    turns: Sequence[Turn] = field(default=(), repr=False, compare=False)

    @cached_property
    def paragraph_units(self) -> Units:
        """The paragraphs, or the lines that are not blank where none were given."""
        return Units(self.paragraphs if len(self.paragraphs) else _lines(self.text))

    @cached_property
    def sentence_units(self) -> Units:
        """The sentences, or the paragraphs where none were given."""
        return Units(self.sentences) if len(self.sentences) else self.paragraph_units

    @cached_property
    def speaker_units(self) -> Units:
        """The turns exactly as given; empty where the source has no speakers."""
        return Units(self.turns)

    @cached_property
    def turn_units(self) -> Units:
        """The turns, or the paragraphs where none were given."""
        return self.speaker_units if len(self.turns) else self.paragraph_units

    @cached_property
    def voices(self) -> dict[str, int]:
        """The labels of those who answer, each with a number, in the order in which they first speak."""
        labels = dict.fromkeys(turn.label for turn in self.turns if not turn.interviewer)
        return {label: number for number, label in enumerate(labels)}

    @cached_property
    def time_width(self) -> int:
        """The cells of the longest time of a turn; 0 where no turn has one."""
        return max((len(turn.time) for turn in self.turns), default=0)

    def units(self, kind: StoredKind) -> Units:
        """The units of one kind."""
        if kind == "sentence":
            return self.sentence_units
        return self.paragraph_units if kind == "paragraph" else self.turn_units

    def unit(self, kind: StoredKind, place: int) -> tuple[int, int]:
        """One unit as a reader would mark it: without the speaker's label and the space around it."""
        return self.trimmed(*self.units(kind)[place])

    def label_at(self, offset: int) -> tuple[int, int] | None:
        """The speaker's label, with the space after it, that the character at ``offset`` belongs to."""
        turn = self.speaker_units.before(offset)
        if turn < 0 or offset >= self.turns[turn].speech:
            return None
        return self.turns[turn].start, self.turns[turn].speech

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """``[start, end)`` without a speaker's label at its start and without blank space at its ends."""
        turn = self.speaker_units.before(start)
        low = start
        if turn >= 0 and start < self.turns[turn].speech < end:
            low = self.turns[turn].speech
        piece = self.text[low:end]
        if low > start and not piece.strip():
            low, piece = start, self.text[start:end]
        kept = piece.rstrip()
        return low + len(kept) - len(kept.lstrip()), low + len(kept)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield start, end
        start = end + 1
