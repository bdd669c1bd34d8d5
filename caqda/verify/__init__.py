"""The quotations of a manuscript, held against the interviews they were taken from.

    for finding in verify(study, read(Path("report.docx"))):
        print(finding.status, finding.quote.text)

The status says the gravest thing that is to be said of a quotation; ``text`` says how its words stand to the
interview, whatever else is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from caqda.analysis.confidential import Confidential
from caqda.analysis.corpus import Corpus
from caqda.language.names import fold
from caqda.reports import choices
from caqda.study import Study
from caqda.verify.attribution import Attributions
from caqda.verify.difference import Step, difference, same, shown
from caqda.verify.index import Index
from caqda.verify.manuscript import PARTED, Block, Manuscript, read
from caqda.verify.matching import Match, Stretch, match
from caqda.verify.quotes import LEAST, Quote, quotes
from caqda.verify.words import plain

_FEW, _WELL = 8, 80.0  # words; the share of 100 that must fit of so few where they may be no quotation
_PARTED = re.compile(rf"([\w'’-]*\w){PARTED}(\w[\w'’-]*)")

__all__ = ["STATUSES", "Finding", "Place", "Verifier", "read", "verify"]

STATUSES = (
    "confidential", "not found", "wrong source", "wrong speaker", "wrong year", "joined", "changed", "exact",
)  # fmt: skip
"""What may be said of a quotation, the gravest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source that a quotation was taken from."""

    source: str
    start: int
    end: int
    paragraph: int
    speakers: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to say of one quotation. ``score`` is the share of it that fits, 0 to 100."""

    quote: Quote
    status: str
    text: str
    """How the words stand to the interview: exact, changed, joined or not found."""
    score: float
    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    """The difference from the interview where the text is not exact."""

    @property
    def difference(self) -> str:
        """The difference in one line; empty where there is none."""
        return shown(self.steps)

    def to_json(self) -> dict[str, Any]:
        """The finding for programs; source and offsets are those of the first place."""
        first = self.places[0] if self.places else None
        return {
            "quote": self.quote.text,
            "status": self.status,
            "source": first.source if first else None,
            "start": first.start if first else None,
            "end": self.places[-1].end if first and self.text != "joined" else first.end if first else None,
            "score": round(self.score, 1),
            "text": self.text,
            "difference": self.difference,
            "paragraph": first.paragraph if first else None,
            "speaker": ", ".join(first.speakers) if first else None,
            "cases": list(first.cases) if first else [],
            "places": [[place.source, place.start, place.end] for place in self.places],
            "attribution": self.quote.attribution,
            "manuscript_paragraph": self.quote.place,
        }


def verify(study: Study | Corpus, manuscript: Manuscript, *, least: int = LEAST) -> list[Finding]:
    """A finding for each quotation of at least so many words, in the order of the manuscript.

    The name of a code between quotation marks is none.
    """
    corpus = study if isinstance(study, Corpus) else Corpus.read(study)
    verifier = Verifier(corpus)
    names = {plain(name).casefold() for code in corpus.codes.values() for name in (code.name, code.path)}
    blocks = [
        Block("") if choices.is_line(block.text) else verifier.settled(block) for block in manuscript.blocks
    ]
    said = [quote for quote in quotes(blocks, least) if plain(quote.text).casefold() not in names]
    found = [verifier.look_up(quote) for quote in said]
    return [one for one in found if not (one.quote.guessed and _fits_badly(one))]


def _fits_badly(finding: Finding) -> bool:
    """Whether a quotation is more likely to be something else: not found, or a few words that fit badly."""
    few = len(finding.quote.text.split()) < _FEW and finding.score < _WELL
    return finding.text == "not found" or (finding.text == "changed" and few)


class Verifier:
    """A study made ready for looking quotations up in it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.index = Index.of(corpus)
        self._attributions = Attributions(corpus)
        self._confidential = Confidential.of(corpus)
        names = [one.name for one in corpus.sources.values()]
        names += [one.name for one in corpus.cases.values()]
        names += [one.name for one in corpus.codes.values()]
        self._names = {fold(word) for name in names for word in name.split()}
        labels = sorted({re.escape(who.label) for who in corpus.speakers.values()}, key=len, reverse=True)
        self._labels = re.compile(rf"^\s*(?:{'|'.join(labels)}):\s", re.IGNORECASE | re.MULTILINE)

    def settled(self, block: Block) -> Block:
        """A paragraph whose words that were parted at the end of a line are whole, as the study has them."""
        if PARTED not in block.text:
            return block
        return replace(block, text=_PARTED.sub(self._whole, block.text))

    def _whole(self, word: re.Match[str]) -> str:
        begin, end = word.groups()
        known = self.index.vocabulary
        for way in ("", "-", "- "):
            said = fold(f"{begin}{way}{end}")
            if said in self._names or all(part in known for part in said.split("- ")):
                return f"{begin}{way}{end}"
        return f"{begin}{end}"

    def look_up(self, quote: Quote) -> Finding:
        """What there is to say of a quotation."""
        text = self._labels.sub(lambda label: " " * len(label[0]), quote.text)
        found = match(text, self.index)
        if found is None:
            return Finding(quote, "not found", "not found", 0.0, (), ())
        spans = list(self._spans(found))
        places = tuple(self._place(*span) for span in _in_runs(spans))
        steps = self._difference(text, found, spans)
        stands = "joined" if found.joined else "changed" if steps else "exact"
        return Finding(quote, self._status(quote, spans, stands), stands, 100 * found.score, places, steps)

    def _status(self, quote: Quote, spans: list[tuple[int, int, int]], text: str) -> str:
        told = quote.attribution
        source, start, end = spans[0]
        cases = self.corpus.cases_of(source, start, end)
        labels = [label for span in spans for label in self.corpus.speakers_of(*span)]
        said = {
            "confidential": any(self._confidential.covers(*span) for span in spans),
            "wrong source": self._attributions.wrong_source(told, source),
            "wrong speaker": self._attributions.wrong_speaker(told, source, labels),
            "wrong year": self._attributions.wrong_year(told, source, cases),
        }
        return next((status for status in STATUSES if said.get(status)), text)

    def _spans(self, found: Match) -> Iterator[tuple[int, int, int]]:
        """Source, start and end of each stretch."""
        for stretch in found.stretches:
            source = self.index.sources[self.index.source_at(stretch.first)]
            yield source, int(self.index.starts[stretch.first]), int(self.index.ends[stretch.last])

    def _place(self, source: int, start: int, end: int) -> Place:
        corpus = self.corpus
        cases = tuple(corpus.cases[case].name for case in corpus.cases_of(source, start, end))
        return Place(
            corpus.sources[source].name,
            start,
            end,
            corpus.paragraph_of(source, start),
            corpus.speakers_of(source, start, end),
            cases,
        )

    def _difference(self, text: str, found: Match, spans: list[tuple[int, int, int]]) -> tuple[Step, ...]:
        """The difference stretch by stretch; what a marked gap parts is not held together."""
        steps: list[Step] = []
        covered = 0
        for stretch, span in zip(found.stretches, spans, strict=True):
            quoted, said = _quoted(text, found, stretch), self._said(*span)
            covered += len(stretch.words)
            first = stretch is found.stretches[0]
            if not same(quoted, said) if first else not _same_within(quoted, said):
                steps += difference(quoted, said)
            elif steps:
                steps.append(Step("same", " … "))
        if covered < len(found.words):
            laid = {at for stretch in found.stretches for at in stretch.words}
            loose = [word for at, word in enumerate(found.words) if at not in laid]
            steps.append(Step("put in", " " + " ".join(text[word.start : word.end] for word in loose)))
        return tuple(steps)

    def _said(self, source: int, start: int, end: int) -> str:
        """What was said in a passage, the labels of speakers left out, as plain text."""
        text, turns = self.corpus.text(source), self.corpus.turns(source)
        parts = []
        at = start
        there = turns.overlapping(start, end)
        for label, speech in zip(turns.start[there].tolist(), turns.speech[there].tolist(), strict=True):
            parts.append(text[at : max(at, min(label, end))])
            at = max(at, min(speech, end))
        return plain(" ".join([*parts, text[at:end]]))


def _quoted(text: str, found: Match, stretch: Stretch) -> str:
    """What the manuscript says of a stretch, as plain text."""
    words = [found.words[at] for at in stretch.words]
    return plain(text[words[0].start : words[-1].end])


def _same_within(quoted: str, said: str) -> bool:
    return quoted.rstrip(".,;:!?") == said.rstrip(".,;:!?") or same(quoted, said)


def _in_runs(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The spans, those that follow each other in one source as one where little lies between them."""
    runs: list[tuple[int, int, int]] = []
    for span in spans:
        if runs and runs[-1][0] == span[0] and runs[-1][2] <= span[1]:
            runs[-1] = (span[0], runs[-1][1], span[2])
        else:
            runs.append(span)
    return runs
