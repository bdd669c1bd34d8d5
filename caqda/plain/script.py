"""One source as a reader hears it: stretches of speech, paragraphs, sentences, words. Half-open offsets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from caqda.coding.spans import Span

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus, Ints

KINDS = ("turn", "paragraph", "sentence")


class Stretch(NamedTuple):
    """A turn, or text outside of all turns, whose ``speaker`` is empty; ``start`` is where speech begins."""

    start: int
    end: int
    speaker: str
    time: str


@dataclass(frozen=True)
class Script:
    """A source of a corpus, in units."""

    corpus: Corpus
    source: int

    @cached_property
    def text(self) -> str:
        """The text of the source."""
        return self.corpus.text(self.source)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The turns in order, and between them what stands outside of turns; the paragraphs without turns."""
        corpus, found, at = self.corpus, [], 0
        if not corpus.sources[self.source].turns:
            return [Stretch(start, end, "", "") for start, end in self._paragraphs]
        turns = corpus.turns(self.source)
        columns = (turns.start.tolist(), turns.end.tolist(), turns.speech.tolist(), turns.speaker.tolist())
        for start, end, speech, speaker, time in zip(*columns, turns.times, strict=True):
            if outside := self._trimmed(at, start):
                found.append(Stretch(outside[0], outside[1], "", ""))
            said = self._trimmed(min(speech, end), end) or (start, end)
            found.append(Stretch(said[0], said[1], corpus.speakers[speaker].label, time or ""))
            at = end
        if outside := self._trimmed(at, len(self.text)):
            found.append(Stretch(outside[0], outside[1], "", ""))
        return found

    @cached_property
    def _paragraphs(self) -> list[Span]:
        spans = (self._trimmed(*span) for span in self.corpus.segments(self.source).paragraphs.tolist())
        return [span for span in spans if span]

    @cached_property
    def _sentences(self) -> list[Span]:
        spans = self.corpus.segments(self.source).sentences.tolist()
        return [said for span in spans if (said := self.spoken(*span))] or self._paragraphs

    def spoken(self, start: int, end: int) -> Span | None:
        """A span without a speaker's label at its start and without blank space at its ends."""
        return self._trimmed(max(start, min(self.stretch(start).start, end)), end) if start < end else None

    @property
    def words(self) -> Ints:
        """The words, shape (n, 2)."""
        return self.corpus.segments(self.source).words

    def units(self, kind: str) -> list[Span]:
        """The units of a kind: turn, paragraph or sentence."""
        if kind == "turn":
            return [(stretch.start, stretch.end) for stretch in self.stretches]
        return self._paragraphs if kind == "paragraph" else self._sentences

    def at(self, kind: str, offset: int) -> int:
        """The place of the unit that holds an offset; between two the later, after the last the last.

        -1 where there are none.
        """
        units = self.units(kind)
        return min(bisect_right(units, offset, key=lambda span: span[1]), len(units) - 1)

    def stretch(self, offset: int) -> Stretch:
        """The stretch that holds an offset."""
        place = self.at("turn", offset)
        return self.stretches[place] if place >= 0 else Stretch(0, 0, "", "")

    def sentences_in(self, span: Span) -> list[Span]:
        """The sentences that share a character with a span, as far as they lie in it."""
        return [
            (max(start, span[0]), min(end, span[1]))
            for start, end in self._sentences
            if start < span[1] and end > span[0]
        ]

    def words_in(self, span: Span) -> list[Span]:
        """The words that begin in a span."""
        low, high = self.words[:, 0].searchsorted(span).tolist()
        return [(int(start), int(end)) for start, end in self.words[low:high]]

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph, from 1."""
        return self.corpus.paragraph_of(self.source, offset)

    def said(self, span: Span) -> str:
        """The text of a span on one line."""
        return " ".join(self.text[slice(*span)].split())

    def _trimmed(self, start: int, end: int) -> Span | None:
        piece = self.text[start:end]
        kept = piece.strip()
        low = start + len(piece) - len(piece.lstrip())
        return (low, low + len(kept)) if kept else None
