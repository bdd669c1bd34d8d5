"""The report as one HTML page, for screen and paper: no scripts, and nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, takewhile
from typing import BinaryIO

from caqda.exchange.package import in_chunks
from caqda.reports.charts import Bars
from caqda.reports.document import (
    Block,
    Chart,
    Contents,
    Document,
    Facts,
    Heading,
    Line,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Remark,
    Table,
    lines,
    numbered,
    plain,
)
from caqda.reports.drawing import WIDTH
from caqda.reports.escaping import markup_marks, markup_paragraphs
from caqda.reports.html_cells import column_head, column_widths, id_of, inline, long, sign_of, table_row, text
from caqda.reports.layout import MANY_COLUMNS, gathered, held, sliced, turned, undivided, widths
from caqda.reports.phrases import DOT
from caqda.reports.svg import svg
from caqda.reports.words import Words, words

_FEW, _FITS = 6, 3  # columns: of a small table, and of one that a phone has room for
_NESTED = 2
_WHOLE, _TURNED = 9638, 15024  # of tables on paper, in twentieths of a point
_HALF, _PAIRED = 5440, 5660  # beside a table, beside a chart; more than there is, for they are set smaller
_NARROW, _MIDDLE = 330, 480  # pixels of that chart, and of one that stands alone; a phone has room for both
_ROOM = 60  # letters in the longest words of heads that fit beside each other on paper
_BESIDE = 80  # letters of a heading and what stands beside it; where there are more, that stands below it
_KEPT = 44  # letters of a part of what stands under a quotation or table, which is not broken
_COUNTED = re.compile(r"\(\d[^()<&]{,24}\)")  # a number with what it counts


def write(document: Document, file: BinaryIO) -> None:
    """The whole report."""
    file.writelines(in_chunks(pages(document)))


def pages(document: Document, *, paper: bool = False) -> Iterator[str]:
    """The page in pieces, as they come. On ``paper`` the breadths of columns are told, not found."""
    page = _Page(document, paper)
    yield page.head()
    yield from page.body()


_CONTEXT = '<p class="context">'
_JOINED = ' class="joined"'
_known = lru_cache(maxsize=512)(text)  # names of people and places, which come again and again


class _Page:
    """One page on its way; it knows which elements are open."""

    def __init__(self, document: Document, paper: bool) -> None:
        self.document = document
        self.paper = paper
        self.words: Words = words(document.language)
        self.levels: list[int] = []
        self.broken = False
        texts = document.texts
        self.marks = cache(lambda source: markup_marks(texts(source)) if texts else None)

    def head(self) -> str:
        told = self.document
        author = f'<meta name="author" content="{text(told.author)}">\n' if told.author else ""
        under = "".join(
            f'<p class="{name}">{text(line)}</p>\n'
            for name, line in (("subtitle", told.subtitle), ("author", told.author))
            if line
        )
        return f"""\
<!DOCTYPE html>
<html lang="{self.words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="caqda {text(told.provenance.version)}">
{author}<title>{text(told.title)}</title>
<style>
{(files("caqda.reports") / "report.css").read_text("utf-8")}</style>
</head>
<body>
<header>
<h1>{text(told.title)}</h1>
{under}"""

    def body(self) -> Iterator[str]:
        """All blocks: those before the list of contents open the page, those after it are its main part."""
        opening = any(isinstance(block, Contents) for block in self.document.blocks)
        if not opening:
            yield "</header>\n<main>\n"
        for kind, found in groupby(numbered(self.document), _kind_of):
            if kind is Contents:
                yield from self.close(0)
                yield "</header>\n"
                yield from (self.contents(block) for block, _ in found if isinstance(block, Contents))
                yield "<main>\n"
            elif kind is Quote:  # of these there are most
                yield from (self.quote(block) for block, _ in found if isinstance(block, Quote))
            elif kind is Table or kind is Chart:
                yield from self.shown(list(found))
            else:
                for block, _ in found:
                    yield from self.block(block)
        yield from self.close(0)
        yield "</main>\n</body>\n</html>\n"

    def block(self, block: Block) -> Iterable[str]:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                name = f' class="{block.style}"' if block.style else ""
                told = _lines(block.text)
                if block.style == "note":
                    told = [_COUNTED.sub(r"<span>\g<0></span>", line) for line in told]
                return (f"<p{name}>{line}</p>\n" for line in told)
            case Remark():
                return (_remark(block),)
            case Facts():
                return (_facts(block),)
            case Listing():
                tag = "ol" if block.numbered else "ul"
                items = "".join(f"<li>{inline(item)}</li>\n" for item in block.items)
                return (f"<{tag}>\n{items}</{tag}>\n",)
            case PageBreak():
                self.broken = True
        return ()

    # -- headings ------------------------------------------------------------------------------------

    def heading(self, block: Heading) -> Iterator[str]:
        """A heading and the section that it opens; on paper few, for each within another takes time."""
        yield from self.close(block.level)
        names = " ".join(filter(None, (f"s{block.level}", "break" if self.broken else "")))
        self.broken = False
        anchor = f' id="{id_of(block.anchor)}"' if block.anchor else ""
        below = " below" if len(block.text) + len(plain(block.aside)) > _BESIDE else ""
        aside = f' <span class="count{below}">{inline(block.aside)}</span>' if block.aside else ""
        sign = sign_of(block.colour) if block.colour else ""
        tag = f"h{min(block.level + 1, 6)}"
        told = f"{sign}{text(block.text)}{aside}</{tag}>\n"
        head = f' data-head="{text(block.text)}"' if self.paper else ""  # for the head of its pages
        if self.paper and block.level > _NESTED:
            yield f"<{tag}{anchor}{head}>{told}"
            return
        self.levels.append(block.level)
        yield f'<section class="{names}"{anchor}>\n<{tag}{head}>{told}'

    def close(self, level: int) -> Iterator[str]:
        """The ends of the sections that a heading of a level ends."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
            yield "</section>\n"

    def contents(self, block: Contents) -> str:
        """A list in a list: the headings of the first level, each with those below it.

        What comes before the list stands right above it, and is not told of.
        """
        parts: list[str] = []
        open_list = False
        before = set(map(id, takewhile(lambda one: one is not block, self.document.blocks)))
        for heading in self.document.outline(block.depth):
            if not heading.anchor or id(heading) in before:
                continue
            link = f'<a href="#{id_of(heading.anchor)}">{text(heading.short or heading.text)}</a>'
            if heading.level == 1:
                parts.append(("</ul></li>\n" if open_list else "</li>\n") if parts else "")
                parts.append(f"<li>{link}")
                open_list = False
            else:
                parts.append("" if open_list else "\n<ul>\n")
                parts.append(f'<li style="--level:{heading.indent + heading.level - 2}">{link}</li>\n')
                open_list = True
        end = ("</ul></li>\n" if open_list else "</li>\n") if parts else ""
        return (
            f'<nav aria-labelledby="contents">\n<h2 id="contents">{text(block.title)}</h2>\n'
            f"<ul>\n{''.join(parts)}{end}</ul>\n"
            f'<a class="up" href="#contents">{text(block.title)}</a>\n</nav>\n'
        )

    # -- quotations ----------------------------------------------------------------------------------

    def quote(self, block: Quote) -> str:
        anchor = f' id="{id_of(block.anchor)}"' if block.anchor else ""
        high = ' class="high"' if self.paper and not undivided(block) else ""
        marks = self.marks(block.source)
        before = markup_paragraphs(block.before, marks)
        told = markup_paragraphs(block.said, marks)
        after = markup_paragraphs(block.after, marks)
        if len(block.speeches) > 1:
            told = [
                f"<b>{_known(speaker)}:</b> {line}" if speaker else line
                for (speaker, _), line in zip(block.paragraphs(), told, strict=True)
            ]
        parts = (
            f'<span class="flag">{text(block.flag)}</span>' if block.flag else "",
            _known(block.who),
            f"<b>{_known(block.id)}</b>",
            _place(block.place),
            inline(block.also) if block.also else "",
        )
        return (
            f"<figure{high}{anchor}>\n{_all(_CONTEXT, before)}"
            f"<blockquote>\n{_all('<p>', told)}</blockquote>\n"
            f"{_all(_CONTEXT, after)}<figcaption>{DOT.join(filter(None, parts))}</figcaption>\n"
            f"{''.join(map(_remark, block.remarks)) if block.remarks else ''}</figure>\n"
        )

    # -- tables and charts ---------------------------------------------------------------------------

    def shown(self, found: list[tuple[Block, int]]) -> Iterator[str]:
        """Tables and charts that follow each other.

        Small tables stand side by side where there is room, or a single one beside its chart. A chart that
        stands between two of them follows both.
        """
        for at in range(len(found) - 2):
            if _small(found[at][0]) and _narrow(found[at + 1][0]) and _small(found[at + 2][0]):
                found[at + 1], found[at + 2] = found[at + 2], found[at + 1]
        at = 0
        while at < len(found):
            several = list(takewhile(lambda pair: _small(pair[0]), found[at:]))
            at += len(several)
            room = _HALF
            if len(several) == 1 and at < len(found) and _narrow(found[at][0]):
                several.append(found[at])
                at, room = at + 1, _PAIRED
            if len(several) > 1:
                yield '<div class="tables">\n'
                yield from self.each(several, room, _NARROW)
                yield "</div>\n"
            elif several:
                yield from self.each(several)
            else:
                yield from self.each(found[at : at + 1])
                at += 1

    def each(self, found: list[tuple[Block, int]], room: int = 0, bars: int = _MIDDLE) -> Iterator[str]:
        """Tables in so much ``room`` on paper, as broad as the page where it is 0, and bars so broad."""
        for block, number in found:
            if isinstance(block, Table):
                yield from self.table(block, number, room)
            elif isinstance(block, Chart):
                yield self.chart(block, number, bars if _narrow(block) else WIDTH)

    def table(self, block: Table, number: int, room: int) -> Iterator[str]:
        numeric = block.numeric
        broad = widths(block, room or (_TURNED if turned(block) else _WHOLE)) if self.paper else []
        words = sum(max(map(len, head.split()), default=0) for head in block.head)
        kinds = {
            "wide": len(block.head) > MANY_COLUMNS,
            "broad": len(block.head) > _FEW or any(long(cell) for row in block.rows for cell in row[1:]),
            "turned": turned(block),
            "roomy": words <= _ROOM,
            "prose": not all(numeric[1:]),
            "held": (short := held(block)),
            "tall": len(block.head) > _FITS and not short,
        }
        names = " ".join(["table", *(name for name, told in kinds.items() if told)])
        anchor = f' id="{id_of(block.anchor)}"' if block.anchor else ""
        label = self.words.numbered_table.format(number=number)
        # What is broader than the window is scrolled with the keys where it holds something to stand on.
        stand = "" if any(cell.link for row in block.rows for cell in row) else ' tabindex="0"'
        caption = f"<caption><span>{label}. {inline(block.caption)}</span></caption>"
        columns = column_widths(broad) if self.paper else ""
        yield f'<div class="{names}"{stand}{anchor}>\n<table>\n{caption}\n{columns}'
        heads = "".join(
            column_head(head, bool(at) and not right, kinds["wide"])
            for at, (head, right) in enumerate(zip(block.head, numeric, strict=True))
        )
        yield f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n"
        for row in block.rows:
            for part in sliced(row, broad) if self.paper else (row,):
                yield table_row(part, numeric)
        yield "</tbody>\n"
        if block.foot:
            yield "<tfoot>\n"
            yield from (table_row(row, numeric) for row in block.foot)
            yield "</tfoot>\n"
        yield f"</table>\n{_under(block.notes)}</div>\n"

    def chart(self, block: Chart, number: int, width: int) -> str:
        label = self.words.numbered_figure.format(number=number)
        anchor = f' id="{id_of(block.anchor)}"' if block.anchor else ""
        drawn = svg(block.figure, block.alternative, width)
        bars = " bars" if width < WIDTH else ""
        parted = " parted" if drawn.count("</svg>") > 1 else ""
        return (
            f'<figure class="chart{bars}{parted}" tabindex="0"{anchor}>\n{drawn}\n'
            f"<figcaption><b>{label}.</b> {inline(block.caption)}</figcaption>\n"
            f"{_under(block.notes)}</figure>\n"
        )


def _kind_of(pair: tuple[Block, int]) -> type[Block]:
    """The kind of a block; tables and charts are of one, which is written together."""
    return Table if isinstance(pair[0], Chart) else type(pair[0])


def _small(block: Block) -> bool:
    """Whether a block is a table of numbers that has room beside another."""
    return isinstance(block, Table) and len(block.head) <= _FEW and any(block.numeric) and held(block)


def _narrow(block: Block) -> bool:
    """Whether a block is a chart that can be drawn narrow."""
    return isinstance(block, Chart) and isinstance(block.figure, Bars) and len(block.figure.series) == 1


def _facts(block: Facts) -> str:
    pairs = "".join(
        f"<div{_JOINED if joined else ''}><dt>{text(term)}</dt><dd>{inline(told)}</dd></div>\n"
        for term, told, joined in gathered(block)
    )
    return f"<dl>\n{pairs}</dl>\n"


def _place(place: str) -> str:
    """Where a quotation stands, in parts that are not broken at the end of a line."""
    parts = text(place).split(DOT)
    if len(max(parts, key=len)) > _KEPT:
        parts = [part.replace(", ", ",</span> <span>") if len(part) > _KEPT else part for part in parts]
    return f"<span>{' ·</span> <span>'.join(parts)}</span>"


def _under(notes: tuple[Line, ...]) -> str:
    told = []
    for at, one in enumerate(notes, start=1):
        note = inline(one) + " ·" * (at < len(notes))
        told.append(f"<span>{note}</span>" if len(plain(one)) <= _KEPT else note)
    return f'<p class="under">{" ".join(told)}</p>\n' if notes else ""


def _remark(block: Remark) -> str:
    told = "".join(f"<p>{text(line)}</p>\n" for line in lines(block.text))
    return f'<div class="memo"><span class="label">{text(block.label)}</span>\n{told}</div>\n'


def _all(start: str, lines: list[str]) -> str:
    """A paragraph for each line, of which ``start`` is the first tag."""
    between = f"</p>\n{start}"
    return f"{start}{between.join(lines)}</p>\n" if lines else ""


def _lines(line: Line) -> list[str]:
    """The paragraphs of a text; one with marks is one."""
    return [text(part) for part in lines(line)] if isinstance(line, str) else [inline(line)]
