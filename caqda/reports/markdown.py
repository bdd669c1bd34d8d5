"""The report as Markdown that CommonMark, GitHub and Pandoc read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from caqda.reports.escaping import markdown, markdown_lines
from caqda.reports.phrases import DOT, Grid, Phrases
from caqda.reports.value import Chapter, Entry, Note, Quotation, Report
from caqda.safety import for_terminal


def render(report: Report) -> str:
    """The whole report."""
    return "\n\n".join(_blocks(report, Phrases(report))) + "\n"


def _blocks(report: Report, say: Phrases) -> Iterator[str]:
    yield f"# {markdown(report.title)}"
    if say.constructed:
        yield f"**{markdown(say.constructed)}**"
    yield f"## {say.words.about}"
    yield "\n".join(f"- {label}: {markdown(text)}" for label, text in say.about)
    yield from _memos(report.memos, say)
    yield f"## {say.words.overview}"
    yield from _grid(say.overview, say)
    yield f"### {say.words.reading}"
    yield "\n".join(f"- {sentence}" for sentence in say.reading)
    yield f"## {say.words.chapters}"
    for chapter in report.chapters:
        yield from _chapter(chapter, say)
    yield f"## {say.words.codebook}"
    yield say.words.codebook_is
    for entry in report.codebook:
        yield from _entry(entry, say)


def _grid(grid: Grid, say: Phrases) -> Iterator[str]:
    yield markdown(grid.caption)
    rule = ("---", *("---:" for _ in grid.head[1:]))
    rows = [_row(map(markdown, row)) for row in (grid.head, *grid.rows, *grid.sums)]
    yield "\n".join([rows[0], _row(rule), *rows[1:]])
    query = f"{say.words.query}: {_verbatim(grid.query)}" if grid.query else ""
    notes = [query, *(f"{label}: {markdown(text)}" for label, text in grid.notes), grid.remark]
    yield DOT.join(filter(None, notes))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _verbatim(text: str) -> str:
    """Code within a line, whatever backticks are in it."""
    line = " ".join(for_terminal(text).split())
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{line}{space}{fence}"


def _chapter(chapter: Chapter, say: Phrases) -> Iterator[str]:
    yield f"### {markdown(chapter.entry.path)}"
    yield from markdown_lines(chapter.entry.definition)
    for grid in say.tables(chapter):
        yield from _grid(grid, say)
    if remark := say.remark(chapter):
        yield remark
    yield from _memos(chapter.entry.memos, say)
    for column, quotations in say.report.groups(chapter):
        yield f"#### {markdown(say.columns[column])}"
        yield say.group(chapter, column)
        for quotation in quotations:
            yield from _quotation(quotation, column, say)


def _quotation(quotation: Quotation, column: int, say: Phrases) -> Iterator[str]:
    paragraphs = []
    for speech in quotation.speeches:
        lines = markdown_lines(speech.text)
        if len(quotation.speeches) > 1 and speech.speaker:
            lines[0] = f"**{markdown(speech.speaker)}:** {lines[0]}"
        paragraphs += lines
    yield "\n>\n".join(f"> {line}" for line in paragraphs)
    told = (
        markdown(say.speakers(quotation)),
        f"**{markdown(quotation.id)}**",
        markdown(say.place(quotation)),
    )
    yield "— " + DOT.join(filter(None, told))
    if also := say.also_in(quotation, column):
        yield f"*{markdown(also)}*"
    yield from _memos(quotation.memos, say)


def _memos(memos: Iterable[Note], say: Phrases) -> Iterator[str]:
    for memo in memos:
        label = markdown(say.words.memo.format(coder=memo.coder))
        first, *rest = markdown_lines(memo.text)
        yield "\n\n".join([f"*{label}:* {first}", *rest])


def _entry(entry: Entry, say: Phrases) -> Iterator[str]:
    yield f"### {markdown(entry.path)}"
    for label, text in say.definition(entry):
        first, *rest = markdown_lines(text)
        yield "\n\n".join([f"**{markdown(label)}:** {first}", *rest])
