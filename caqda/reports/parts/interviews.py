"""Interviews with their codes in the margin, paragraph by paragraph."""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np

from caqda.analysis.corpus import NO_CASE
from caqda.reports.charts import Timeline
from caqda.reports.document import Block, Cell, Chart, Heading, Later, Line, Run, Table
from caqda.reports.parts.making import Made, Making, note
from caqda.reports.quotations import ROLE

_CODES = 24  # in the chart; more cannot be told apart on a page
_TICKS = 8  # paragraphs named under the chart, at most
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_FIRST, _LAST = 4, 3  # words of a coded stretch that tell which it is
Place = tuple[int, int, int]
"""A code, and the start and end of what it is on."""
DATES = ("date", "dato")
"""The variables of a source that say when it was; it stands over an interview where people have labels."""


def blocks(making: Making) -> Made:
    """A heading, a chart and a table for each interview."""
    corpus = making.scope.corpus
    named = {corpus.source_named(name).id for name in making.config.interviews}
    chosen = [key for key in corpus.sources if key in (named or making.scope.source_ids)]
    coders = _coders(making)
    several = any(len(coders.get(key, ())) > 1 for key in chosen)
    yield note(_reading(making, chosen, several))
    for key in chosen:
        yield Heading(2, _title(making, key), f"source-{key}", aside=_who(making, key, coders.get(key, [])))
        yield Later(partial(_interview, making, key))


def _reading(making: Making, chosen: list[int], several: bool) -> str:
    """How the interviews are to be read, with what is to be seen in them; ``several`` code one of them."""
    say, speakers = making.say, making.scope.corpus.speakers.values()
    there = [who for who in speakers if who.source in chosen]
    asking = dict.fromkeys(making.words.quoted.format(f"{who.label}:") for who in there if who.interviewer)
    hidden = making.confidential
    told = [say.interview_note]
    if asking:
        told.append(say.interview_speakers.format(labels=making.listed([*asking])))
    if there:
        told.append(say.interview_goes_on)
    if several:
        told.append(say.interview_coders)
    if hidden.sources or hidden.cases or hidden.passages:
        told.append(say.interview_removed.format(removed=say.removed))
    return " ".join(told)


def _coders(making: Making) -> dict[int, list[str]]:
    """Who coded each interview, in the order of the study's coders."""
    corpus = making.scope.corpus
    told = corpus.codings.take(making.scope.codings)
    there = set(zip(told.source.tolist(), told.coder.tolist(), strict=True))
    found: dict[int, list[str]] = {}
    for key, name in corpus.coders.items():
        for source in corpus.sources:
            if (source, key) in there:
                found.setdefault(source, []).append(name)
    return found


def _cases(making: Making, source: int) -> list[int]:
    """The cases that may be told of an interview, in the order in which they speak."""
    cases = dict.fromkeys(making.scope.corpus.turns(source).case.tolist())
    return [key for key in cases if key != NO_CASE and key not in making.confidential.cases]


def _title(making: Making, source: int) -> str:
    """An interview by its cases, where the report names them, and its source."""
    corpus = making.scope.corpus
    named = _cases(making, source) if making.config.speakers == "label" else []
    cases = ", ".join(corpus.cases[key].name for key in named)
    return " · ".join(filter(None, (cases, corpus.sources[source].name)))


def _who(making: Making, source: int, coders: list[str]) -> str:
    """Who is interviewed, as people are named in the report, when, and who coded it."""
    corpus, named_by = making.scope.corpus, making.config.speakers
    told = []
    for key in _cases(making, source) if named_by != "number" else ():
        case = corpus.cases[key]
        roles = [value for name, value in case.variables.items() if name.casefold() in ROLE]
        told.append(", ".join((*([case.name] if named_by == "label" else []), *roles)))
    for name, value in corpus.sources[source].variables.items():
        if name.casefold() in DATES and named_by == "label":
            told.append(_day(making, value))
    if coders:
        told.append(making.words.coded_by.format(coders=", ".join(coders)))
    return " · ".join(filter(None, told))


def _day(making: Making, value: str) -> str:
    try:
        return making.words.day_of(date.fromisoformat(value).isoformat())
    except ValueError:
        return value


def _interview(making: Making, source: int) -> list[Block]:
    corpus = making.scope.corpus
    told = corpus.codings.take(making.scope.codings & (corpus.codings.source == source))
    columns = (told.code, told.start, told.end, told.coder)
    coders: dict[Place, set[str]] = {}
    for code, start, end, coder in zip(*(column.tolist() for column in columns), strict=True):
        coders.setdefault((code, start, end), set()).add(corpus.coders[coder])
    codings = sorted(coders, key=lambda one: one[1:])
    return [*_timeline(making, source, codings), _text(making, source, codings, coders)]


def _timeline(making: Making, source: int, codings: list[Place]) -> list[Block]:
    corpus, say = making.scope.corpus, making.say
    spans: dict[int, list[tuple[int, int]]] = {}
    for code, start, end in codings:
        spans.setdefault(code, []).append((start, end))
    there = [code for code in making.codes if code in spans]
    shown = sorted(sorted(there, key=lambda code: -len(spans[code]))[:_CODES], key=making.codes.index)
    if not shown:
        return []
    paragraphs = corpus.segments(source).paragraphs
    step = next((step for step in _STEPS if len(paragraphs) <= step * _TICKS), _STEPS[-1])
    numbers = dict.fromkeys((1, *range(step, len(paragraphs) + 1, step)))
    ticks = tuple((int(paragraphs[number - 1, 0]), str(number)) for number in numbers)
    told = "; ".join(
        say.timeline_told.format(
            code=corpus.codes[code].name, count=making.words.count("passages", len(spans[code]))
        )
        for code in shown
    )
    name = _title(making, source)
    figure = Timeline(
        tuple(corpus.codes[code].name for code in shown),
        tuple(tuple(spans[code]) for code in shown),
        corpus.sources[source].characters,
        ticks,
        say.paragraph,
    )
    caption = say.timeline_caption if len(shown) == len(there) else say.timeline_most_caption
    return [Chart(caption.format(source=name, n=len(shown), all=len(there)), figure, f"{told}.")]


def _text(making: Making, source: int, codings: list[Place], coders: dict[Place, set[str]]) -> Table:
    """The paragraphs with the codes on each; and by whom, where several have coded."""
    corpus, say = making.scope.corpus, making.say
    paragraphs = corpus.segments(source).paragraphs
    starts = np.array([start for _, start, _ in codings], dtype=np.int64)
    several = len(set().union(*coders.values())) > 1
    rows = []
    running: list[Place] = []  # what began in an earlier paragraph
    for number, (start, end) in enumerate(paragraphs.tolist(), 1):
        first, last = np.searchsorted(starts, [start, end])
        running = [place for place in running if place[2] > start]
        margin: list[str | Run] = []
        for at, place in enumerate((*running, *codings[first:last])):
            code, begins, ends = place
            by = f" ({', '.join(sorted(coders[place]))})" if several else ""
            margin += ["\n"] * bool(margin) + [Run(corpus.codes[code].name, strong=True)]
            if at < len(running):
                margin.append(f"{by} {say.goes_on}")
            else:
                margin += [f"{by}: ", Run(_ends(corpus.text(source)[begins:ends]), emphasis=True)]
        running += [place for place in codings[first:last] if place[2] > end]
        rows.append((Cell(str(number)), Cell(_said(making, source, start, end)), Cell(tuple(margin))))
    return Table(
        caption=say.interview_caption.format(source=_title(making, source)),
        head=(making.say.paragraph, say.said, say.coded),
        rows=tuple(rows),
        name=corpus.sources[source].name,
    )


def _ends(text: str) -> str:
    """The first and the last words of a coded stretch."""
    words = text.split()
    if len(words) <= _FIRST + _LAST + 1:
        return " ".join(words)
    return " ".join((*words[:_FIRST], "[…]", *words[-_LAST:]))


def _said(making: Making, source: int, start: int, end: int) -> Line:
    """A paragraph; what of it is confidential is left out."""
    told, parts, at = making.quoting.told, [], start
    for low, high in making.confidential.stretches(source, start, end):
        if high > at:
            parts += [told(source, at, max(at, low)), making.say.removed]
            at = high
    return " ".join(filter(None, [*parts, told(source, at, end)]))
