"""Interviews with their codes in the margin, paragraph by paragraph."""

from __future__ import annotations

from functools import partial

import numpy as np

from caqda.reports.charts import Timeline
from caqda.reports.document import Block, Cell, Chart, Heading, Later, Line, Run, Table
from caqda.reports.parts.making import Made, Making, note

_CODES = 16  # in the chart; more cannot be told apart on a page


def blocks(making: Making) -> Made:
    """A heading, a chart and a table for each interview."""
    corpus = making.scope.corpus
    named = {corpus.source_named(name).id for name in making.config.interviews}
    yield note(making.say.interview_note)
    for key, source in corpus.sources.items():
        if key in (named or making.scope.source_ids):
            yield Heading(2, source.name, f"source-{key}")
            yield Later(partial(_interview, making, key))


def _interview(making: Making, source: int) -> list[Block]:
    corpus = making.scope.corpus
    told = corpus.codings.take(making.scope.codings & (corpus.codings.source == source))
    columns = (told.code, told.start, told.end)
    codings = sorted(set(zip(*(column.tolist() for column in columns), strict=True)), key=lambda one: one[1:])
    return [*_timeline(making, source, codings), _text(making, source, codings)]


def _timeline(making: Making, source: int, codings: list[tuple[int, int, int]]) -> list[Block]:
    corpus, say = making.scope.corpus, making.say
    spans: dict[int, list[tuple[int, int]]] = {}
    for code, start, end in codings:
        spans.setdefault(code, []).append((start, end))
    shown = [code for code in making.codes if code in spans]
    shown = sorted(sorted(shown, key=lambda code: -len(spans[code]))[:_CODES], key=making.codes.index)
    if not shown:
        return []
    paragraphs = corpus.segments(source).paragraphs
    ticks = tuple(
        (int(paragraphs[at, 0]), str(at + 1))
        for at in range(0, len(paragraphs), max(1, len(paragraphs) // 6))
    )
    told = "; ".join(
        say.timeline_told.format(
            code=corpus.codes[code].name, count=making.words.count("passages", len(spans[code]))
        )
        for code in shown
    )
    name = corpus.sources[source].name
    figure = Timeline(
        tuple(corpus.codes[code].name for code in shown),
        tuple(tuple(spans[code]) for code in shown),
        corpus.sources[source].characters,
        ticks,
    )
    return [Chart(say.timeline_caption.format(source=name), figure, f"{told}.")]


def _text(making: Making, source: int, codings: list[tuple[int, int, int]]) -> Table:
    corpus, say = making.scope.corpus, making.say
    paragraphs = corpus.segments(source).paragraphs
    starts = np.array([start for _, start, _ in codings], dtype=np.int64)
    rows = []
    for number, (start, end) in enumerate(paragraphs.tolist(), 1):
        first, last = np.searchsorted(starts, [start, end])
        margin: list[str | Run] = []
        for code, begins, ends in codings[first:last]:
            info = corpus.codes[code]
            margin += ["\n"] * bool(margin) + [Run(info.name, strong=True), f" {begins}–{ends}"]
        rows.append((Cell(str(number)), Cell(_said(making, source, start, end)), Cell(tuple(margin))))
    return Table(
        caption=corpus.sources[source].name,
        head=(making.say.paragraph, say.said, say.coded),
        rows=tuple(rows),
        name=corpus.sources[source].name,
    )


def _said(making: Making, source: int, start: int, end: int) -> Line:
    """A paragraph; what of it is confidential is left out."""
    text = making.scope.corpus.text(source)
    parts, at = [], start
    for low, high in making.confidential.stretches(source, start, end):
        if high > at:
            parts += [text[at : max(at, low)], making.say.removed]
            at = high
    return "".join([*parts, text[at:end]]).strip()
