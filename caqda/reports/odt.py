"""The report as OpenDocument text (``.odt``), for LibreOffice and everything that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from caqda.exchange.package import Package, xml
from caqda.reports.anchors import bookmark
from caqda.reports.document import (
    Block,
    Cell,
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
    Run,
    Table,
    aside,
    lines,
    numbered,
    plain,
    runs,
    stanzas,
)
from caqda.reports.drawing import Sheet, draw, short
from caqda.reports.escaping import colour
from caqda.reports.layout import (
    Under,
    gathered,
    held,
    led,
    sliced,
    tied,
    undivided,
    unparted,
    whole,
    widths,
)
from caqda.reports.odt_styles import (
    COLUMNS,
    DEEPEST,
    NAMESPACES,
    TURNED_WIDTH,
    WIDTH,
    automatic,
    code,
    styles,
)
from caqda.reports.svg import drawn
from caqda.reports.words import Words, words

_TITLE = 90  # letters of it in the footer
_KIND = "application/vnd.oasis.opendocument.text"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = re.compile("  +")
_DOT = " · "
_TWIPS_TO_MM = 25.4 / 1440
_PIXEL = 2.54 / 96  # centimetres


def write(document: Document, file: BinaryIO) -> None:
    """The whole report."""
    text = _Text(document)
    with Package(file) as package:
        package.add("mimetype", _KIND, packed=False)
        package.add(
            "styles.xml",
            styles(document.language, f"{_braces(short(document.title, _TITLE))} · {text.words.page_of}"),
        )
        package.add("meta.xml", _meta(document))
        package.stream("content.xml", text.pieces())
        for number, (sheet, alternative) in enumerate(text.charts, start=1):
            package.add(f"Pictures/figure{number}.svg", drawn(sheet, alternative))
        package.add("META-INF/manifest.xml", _manifest(len(text.charts)))


def _braces(text: str) -> str:
    """A text in which no place is to be filled in."""
    return text.replace("{", "{{").replace("}", "}}")


def _meta(document: Document) -> str:
    told, origin = document, document.provenance
    day = f"{origin.date}T00:00:00"
    author = xml(told.author)
    return (
        f'{_HEAD}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>caqda {xml(origin.version)}</meta:generator><dc:title>{xml(told.title)}</dc:title>"
        f"<dc:subject>{xml(told.subtitle)}</dc:subject><dc:description>{xml(origin.trace)}</dc:description>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>"
        f"<meta:creation-date>{day}</meta:creation-date><dc:date>{day}</dc:date>"
        f"<dc:language>{told.language}</dc:language></office:meta></office:document-meta>"
    )


def _manifest(charts: int) -> str:
    schema = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    parts = [("/", _KIND), *((f"{name}.xml", "text/xml") for name in ("content", "styles", "meta"))]
    parts += ((f"Pictures/figure{number}.svg", "image/svg+xml") for number in range(1, charts + 1))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in parts
    )
    opening = f'<manifest:manifest xmlns:manifest="{schema}" manifest:version="1.3">'
    return f"{_HEAD}{opening}{entries}</manifest:manifest>"


class _Text:
    """The text of one document on its way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = words(document.language)
        self.charts: list[tuple[Sheet, str]] = []
        self.broken = self.turning = self.standing = self.opening = False
        self.wide = self.onward = self.joined = False
        self.before = any(isinstance(block, Contents) for block in document.blocks)  # the list of them
        self.under = Under()
        self.colours = sorted(set(_colours(document)))

    def pieces(self) -> Iterator[str]:
        told = self.document
        yield f'{_HEAD}<office:document-content {NAMESPACES} office:version="1.3">{automatic(self.colours)}'
        yield "<office:body><office:text><text:sequence-decls>"
        for kind in ("Table", "Figure"):
            yield f'<text:sequence-decl text:display-outline-level="0" text:name="{kind}"/>'
        yield "</text:sequence-decls>"
        yield _p("Title", _line(told.title))
        yield from (_p("Subtitle", _line(line)) for line in (told.subtitle, told.author) if line)
        for placed in led(numbered(told), WIDTH):
            block, number, first, self.wide, self.onward, self.joined = placed
            self.turning = first  # what leads to a table that lies on its side goes with it
            if self.standing and not isinstance(block, Heading | PageBreak):
                self.standing = False
                if not first:
                    yield _p("Standing Again", "")
            yield from self.block(block, number)
        yield "</office:text></office:body></office:document-content>"

    def block(self, block: Block, number: int) -> Iterable[str]:
        opened = self.opening  # what stands under a heading stays with what it leads to
        self.opening = isinstance(block, Heading) or (opened and isinstance(block, Paragraph))
        match block:
            case Quote():
                return self.quote(block)
            case Heading():
                return self.heading(block)
            case Paragraph():
                style = {"lead": "Lead", "note": "Note", "notice": "Notice"}.get(block.style, "Standard")
                style = f"{style} Opening" if (opened or self.joined) and style in ("Lead", "Note") else style
                return (_p(style, text) for text in _paragraphs(block.text))
            case Remark():
                return _remark(block, "Remark Kept" if self.joined else "Remark")
            case Table():
                return self.table(block, number)
            case Chart():
                return self.chart(block, number)
            case Facts():
                return (
                    _p(
                        "Fact Kept" if kept else "Fact",
                        f"{_run(Run(term, strong=True))}<text:tab/>{_line(told)}",
                    )
                    for term, told, kept in gathered(block)
                )
            case Listing():
                items = "".join(
                    f"<text:list-item>{_p('List', _line(item))}</text:list-item>" for item in block.items
                )
                style = "Numbers" if block.numbered else "Bullets"
                return (f'<text:list text:style-name="{style}">{items}</text:list>',)
            case Contents():
                return self.contents(block)
            case PageBreak():
                self.broken = True
        return ()

    def heading(self, block: Heading) -> Iterator[str]:
        level = min(block.level, 5)
        kind = " Turned" if self.turning else " Standing" if self.standing else " New" if self.broken else ""
        self.broken = self.turning = self.standing = False
        style = f"Heading {level}{kind}"
        text = _marked(block.anchor, self.sign(block.colour) + _line(block.text))
        if above := self.under.code(block):
            text += f'<text:span text:style-name="Above">{_plain(f"{_DOT}{above}")}</text:span>'
        if self.before and level == 1:  # the list of contents does not name it
            yield _p("Contents Heading", text)
            return
        yield f'<text:h text:style-name="{code(style)}" text:outline-level="{level}">{text}</text:h>'
        if block.aside:
            yield _p("Note Opening", _line(block.aside))

    def sign(self, told: str, space: str = " ") -> str:
        """A square in the colour of a code, and the space between it and the name."""
        if colour(told) not in self.colours:
            return ""
        return f'<text:span text:style-name="sign{colour(told)[1:]}">■</text:span>{space}'

    def contents(self, block: Contents) -> Iterator[str]:
        self.before = False
        yield (
            '<text:table-of-content text:name="Contents" text:protected="false">'
            f'<text:table-of-content-source text:outline-level="{block.depth}" text:use-index-marks="false">'
            f"<text:index-title-template>{xml(block.title)}</text:index-title-template>"
        )
        for level in range(1, block.depth + 1):
            yield (
                f'<text:table-of-content-entry-template text:outline-level="{level}" '
                f'text:style-name="{code(f"Contents {min(level, 5)}")}"><text:index-entry-link-start/>'
                '<text:index-entry-text/><text:index-entry-tab-stop style:type="right" '
                'style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/>'
                "</text:table-of-content-entry-template>"
            )
        yield "</text:table-of-content-source><text:index-body>"
        title = _p("Contents Heading", _line(block.title))
        yield f'<text:index-title text:name="Contents_Head">{title}</text:index-title>'
        for heading in self.document.outline(block.depth, onward=True):
            text = _line(heading.short or heading.text)
            if heading.anchor:
                place = bookmark(heading.anchor)
                page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="{place}"/>'
                text = _linked(f"{text}<text:tab/>{page}", heading.anchor, "Cell_20_link")
            yield _p(f"Contents {min(heading.level + heading.indent, 5)}", text)
        yield "</text:index-body></text:table-of-content>"

    def quote(self, block: Quote) -> Iterator[str]:
        yield from (_p("Quote Context", _line(text)) for text in lines(block.before))
        told = list(block.paragraphs())
        first, last = ("Quotations Whole",) * 2 if undivided(block) else ("Quotations", "Quotations Last")
        for at, (speaker, line) in enumerate(told, start=1):
            text = (_run(Run(f"{speaker}: ", strong=True)) if speaker else "") + _line(line)
            style = last if at == len(told) else first
            yield _p(style, _marked(block.anchor, text) if at == 1 else text)
        yield from (_p("Quote Context", _line(text)) for text in lines(block.after))
        flag = _run(Run(block.flag, strong=True)) if block.flag else ""
        which = _run(Run(block.id, strong=True))
        parts = (flag, _line(block.who), which, _bound(block.place), _line(block.also))
        style = "Quote Source Noted" if block.remarks else "Quote Source"
        yield _p(style, _DOT.join(filter(None, parts)))
        for remark in block.remarks:
            yield from _remark(remark)

    # -- tables and charts ---------------------------------------------------------------------------

    def caption(self, style: str, kind: str, label: str, number: int, caption: Line, anchor: str) -> str:
        sequence = (
            f'<text:sequence text:ref-name="ref{kind}{number - 1}" text:name="{kind}" '
            f'text:formula="ooow:{kind}+1" style:num-format="1">{number}</text:sequence>'
        )
        told = f"{xml(label.format(number='').strip())} {sequence}. {_line(caption)}"
        return _p(style, _marked(anchor, told))

    def table(self, block: Table, number: int) -> Iterator[str]:
        style = "Caption Turned" if self.turning else "Caption"
        self.turning = False
        yield self.caption(style, "Table", self.words.numbered_table, number, block.caption, block.anchor)
        numeric = block.numeric
        broad = widths(block, TURNED_WIDTH if self.wide else WIDTH)
        columns = "".join(f'<table:table-column table:style-name="w{_column(width)}"/>' for width in broad)
        style = ("Held" if held(block) else "Long") + ("" if block.notes else "Bare")
        yield f'<table:table table:name="T{number}" table:style-name="{style}">{columns}'
        yield "<table:table-header-rows>"
        heads = tuple(Cell(Run(head, strong=True)) for head in block.head)
        yield self.row(heads, numeric, broad, "Head")
        yield "</table:table-header-rows>"
        for row in block.rows:
            slices = sliced(row, broad)
            for at, part in enumerate(slices, start=1):
                yield self.row(part, numeric, broad, "Cell" if at == len(slices) else "Open")
        yield from (
            self.row(row, numeric, broad, "Cell" if at else "Ruled") for at, row in enumerate(block.foot)
        )
        yield "</table:table>"
        if block.notes:
            yield _p("Table Note Kept" if self.joined else "Table Note", _DOT.join(map(_bound, block.notes)))
        self.standing = self.wide and not self.onward

    def row(self, row: tuple[Cell, ...], numeric: tuple[bool, ...], broad: list[int], style: str) -> str:
        after = (False, *numeric[:-1])  # a text beside a number stands off from it
        cells = "".join(
            self.cell(cell, width, right, style, gap=number and not right)
            for cell, right, number, width in zip(row, numeric, after, broad, strict=True)
        )
        kind = "Whole" if whole(row, broad) else "Parted"
        return f'<table:table-row table:style-name="{kind}">{cells}</table:table-row>'

    def cell(self, cell: Cell, width: int, right: bool, style: str, *, gap: bool) -> str:
        """A cell; a number in it is one for a program too."""
        parted = "" if unparted(plain(cell.text), width) else " Parted"
        look = f"{'Table Number' if right else 'Table Beside' if gap else 'Table Contents'}{parted}"
        sign = self.sign(cell.colour, "<text:tab/>")
        if (cell.level or sign) and not right:
            look = f"{'code' if sign else 'in'}{min(cell.level, DEEPEST)}{parted.replace(' ', '')}"
        value = ""
        if len(cell.values) == 1:
            kind = "percentage" if cell.values[0].unit == "%" else "float"
            value = f' office:value-type="{kind}" office:value="{cell.values[0].number}"'
        first, *rest = stanzas(cell.text) or [""]
        text = _p(look, sign + _linked(_line(first), cell.link, "Cell_20_link"))
        further = f"Table Further{parted}"
        text += "".join(_p("Table Aside" if aside(part) else further, _line(part)) for part in rest)
        return f'<table:table-cell table:style-name="{style}"{value}>{text}</table:table-cell>'

    def chart(self, block: Chart, number: int) -> Iterator[str]:
        for sheet in draw(block.figure):
            yield _p("Report Figure", self.picture(sheet, block.alternative))
        style = "Caption Kept" if block.notes or self.joined else "Caption Below"
        yield self.caption(style, "Figure", self.words.numbered_figure, number, block.caption, block.anchor)
        if block.notes:
            yield _p("Table Note Kept" if self.joined else "Table Note", _DOT.join(map(_bound, block.notes)))

    def picture(self, sheet: Sheet, alternative: str) -> str:
        """A drawing in a line, as broad as the text at most."""
        self.charts.append((sheet, alternative))
        at = len(self.charts)
        scale = min(1.0, 16 / (sheet.width * _PIXEL))
        width, height = (f"{length * _PIXEL * scale:.2f}cm" for length in (sheet.width, sheet.height))
        return (
            f'<draw:frame draw:name="figure{at}" text:anchor-type="as-char" svg:width="{width}" '
            f'svg:height="{height}"><draw:image xlink:href="Pictures/figure{at}.svg" xlink:type="simple" '
            'xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="image/svg+xml"/>'
            f"<svg:desc>{xml(alternative)}</svg:desc></draw:frame>"
        )


def _column(width: int) -> int:
    return min(max(round(width * _TWIPS_TO_MM), COLUMNS.start), COLUMNS.stop - 1)


def _remark(block: Remark, style: str = "Remark") -> Iterator[str]:
    first, *rest = lines(block.text) or [""]
    yield _p(style, _run(Run(f"{block.label}: ", strong=True)) + _line(first))
    yield from (_p(style, _line(text)) for text in rest)


def _p(style: str, text: str) -> str:
    return f'<text:p text:style-name="{code(style)}">{text}</text:p>'


def _marked(anchor: str, text: str) -> str:
    if not anchor:
        return text
    name = bookmark(anchor)
    return f'<text:bookmark-start text:name="{name}"/>{text}<text:bookmark-end text:name="{name}"/>'


def _linked(text: str, anchor: str, style: str = "Internet_20_link") -> str:
    if not anchor:
        return text
    look = f'text:style-name="{style}" text:visited-style-name="{style}"'
    return f'<text:a xlink:type="simple" xlink:href="#{bookmark(anchor)}" {look}>{text}</text:a>'


def _paragraphs(line: Line) -> list[str]:
    return [_line(part) for part in lines(line)] if isinstance(line, str) else [_line(line)]


def _line(line: Line) -> str:
    return _plain(line) if isinstance(line, str) else "".join(map(_run, runs(line)))


def _bound(line: Line) -> str:
    """Small print, such as where a quotation is from: no line ends within a short part of a plain text."""
    return tied(xml(line)) if isinstance(line, str) and "\n" not in line else _line(line)


def _run(run: Run) -> str:
    told = _plain(run.text)
    for wanted, style in (
        (run.code, "Query"), (run.emphasis, "Emphasis"), (run.strong, "Strong"), (run.blank, "Fill_20_In"),
    ):  # fmt: skip
        if wanted:
            told = f'<text:span text:style-name="{style}">{told}</text:span>'
    return _linked(told, run.link)


def _plain(text: str) -> str:
    """Text whose spaces and line breaks stay as they are."""
    told = "<text:line-break/>".join(map(xml, text.split("\n")))
    if told.startswith(" "):
        told = f"<text:s/>{told[1:]}"
    return _SPACES.sub(lambda found: f' <text:s text:c="{len(found[0]) - 1}"/>', told)


def _colours(document: Document) -> Iterator[str]:
    """The colours of codes that the document shows before what is made later."""
    for block in document.blocks:
        if isinstance(block, Heading) and block.colour:
            yield colour(block.colour)
        elif isinstance(block, Table):
            yield from (colour(row[0].colour) for row in block.rows if row[0].colour)
