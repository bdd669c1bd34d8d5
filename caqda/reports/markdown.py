"""The report as Markdown that CommonMark, GitHub, Pandoc and Quarto read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import BinaryIO

from caqda.exchange.package import in_chunks
from caqda.reports.document import (
    Block,
    Chart,
    Document,
    Facts,
    Heading,
    Line,
    Listing,
    Paragraph,
    Quote,
    Remark,
    Run,
    Table,
    numbered,
    runs,
)
from caqda.reports.escaping import Marks, markdown, markdown_lines, markdown_marks, markdown_paragraphs
from caqda.reports.sketch import sketch
from caqda.reports.words import Words, words
from caqda.safety import for_terminal

DOT = " · "
_known = lru_cache(maxsize=512)(markdown)  # names of people and places, which come again and again
_BETWEEN = "\n>\n> "  # the paragraphs of a quotation


def write(document: Document, file: BinaryIO) -> None:
    """The whole report. Links within it stand as the text they are on."""
    pieces = _pieces(document)
    file.write(next(pieces).encode())
    file.writelines(in_chunks(map("\n\n".__add__, pieces)))
    file.write(b"\n")


def _pieces(document: Document) -> Iterator[str]:
    say = words(document.language)
    yield f"# {markdown(document.title)}"
    for line in (document.subtitle, document.author):
        if line:
            yield f"**{markdown(line)}**"
    marks = cache(lambda source: markdown_marks(document.texts(source)) if document.texts else None)
    for block, number in numbered(document):
        if isinstance(block, Quote):  # of these there are most
            yield _quote(block, marks(block.source))
        else:
            yield from filter(None, _block(block, number, say))


def _block(block: Block, number: int, say: Words) -> Iterable[str]:
    match block:
        case Heading():
            return (f"{'#' * (block.level + 1)} {markdown(block.text)}", _inline(block.aside, " "))
        case Paragraph():
            return _paragraphs(block)
        case Remark():
            return _labelled(f"*{markdown(block.label)}:*", block.text)
        case Table():
            return _table(block, say.numbered_table.format(number=number))
        case Chart():
            return (*_chart(block, say.numbered_figure.format(number=number)),)
        case Facts():
            return ("\n".join(f"- **{markdown(term)}:** {_inline(told, ' ')}" for term, told in block.pairs),)
        case Listing():
            mark = "1." if block.numbered else "-"
            return ("\n".join(f"{mark} {_inline(item, ' ')}" for item in block.items),)
    return ()


def _paragraphs(block: Paragraph) -> Iterator[str]:
    if isinstance(block.text, str):
        marks = {"lead": "*", "notice": "**"}.get(block.style, "")
        yield from (f"{marks}{line}{marks}" for line in markdown_lines(block.text))
    else:
        yield _inline(block.text, "  \n")


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *rest = markdown_lines(text) or [""]
    yield f"{label} {first}".rstrip()
    yield from rest


def _quote(block: Quote, marks: Marks) -> str:
    before = markdown_paragraphs(block.before, marks)
    told = markdown_paragraphs(block.said, marks)
    after = markdown_paragraphs(block.after, marks)
    if len(block.speeches) > 1:
        told = [
            f"**{_known(speaker)}:** {line}" if speaker else line
            for (speaker, _), line in zip(block.paragraphs(), told, strict=True)
        ]
    # What stands around a quotation is in brackets, so that it is not taken for a part of it.
    around, further = [f"\\[{line}\\]" for line in before], [f"\\[{line}\\]" for line in after]
    flag = f"**{markdown(block.flag)}**{DOT}" if block.flag else ""
    who = f"{who}{DOT}" if (who := _known(block.who)) else ""
    place = f"{DOT}{place}" if (place := markdown(block.place)) else ""
    text = f"> {_BETWEEN.join([*around, *told, *further])}\n\n— {flag}{who}**{_known(block.id)}**{place}"
    if block.also:
        text = f"{text}\n\n*{_inline(block.also, ' ')}*"
    for remark in block.remarks:
        text = "\n\n".join([text, *_labelled(f"*{markdown(remark.label)}:*", remark.text)])
    return text


def _table(block: Table, label: str) -> Iterator[str]:
    yield f"**{label}:** {_inline(block.caption, ' ')}"
    rule = [("---:" if right else "---") for right in block.numeric]
    rows = (*block.rows, *block.foot)
    yield "\n".join(
        [
            _row(map(markdown, block.head)),
            _row(rule),
            *(_row(_inline(cell.whole, "<br>") for cell in row) for row in rows),
        ]
    )
    yield DOT.join(_inline(note, " ") for note in block.notes)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _chart(block: Chart, label: str) -> Iterator[str]:
    yield f"**{label}:** {_inline(block.caption, ' ')}"
    yield f"```text\n{sketch(block.figure).replace('`', chr(39))}\n```"
    yield markdown(block.alternative)
    yield DOT.join(_inline(note, " ") for note in block.notes)


def _inline(line: Line, newline: str) -> str:
    """Text with its marks on one line, its line breaks written as ``newline``."""
    if isinstance(line, str) and line and "\n" not in line and not (line[0].isspace() or line[-1].isspace()):
        return markdown(line)
    return "".join(_run(run, newline) for run in runs(line))


def _run(run: Run, newline: str) -> str:
    if run.code:
        return _verbatim(run.text)
    inner = newline.join(filter(None, map(markdown, run.text.split("\n"))))
    mark = "**" if run.strong or run.blank else "*" if run.emphasis else ""
    if not inner:
        return " " if run.text else ""
    if run.blank:
        inner = f"\\[{inner}\\]"
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() else ""
    return f"{before}{mark}{inner}{mark}{after}"


def _verbatim(text: str) -> str:
    """Code within a line, whatever backticks are in it."""
    line = " ".join(for_terminal(text).split())
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{line}{space}{fence}"
