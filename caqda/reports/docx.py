"""The report as a Word document, in styles that can be changed there; a template's own are honoured.

The text is written as it comes, so a long report is never whole in memory. The list of contents is a
field with its entries in it, each with a field for its page: Word asks nothing on opening, and fills the
pages in when the document is printed, saved as PDF or updated. Until then a note in the field says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
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
    stanzas,
)
from caqda.reports.drawing import Sheet, draw
from caqda.reports.emf import emf
from caqda.reports.layout import (
    Under,
    clings,
    gathered,
    held,
    led,
    sliced,
    undivided,
    unparted,
    whole,
    widths,
)
from caqda.reports.svg import drawn
from caqda.reports.word_package import WordParts, word_parts
from caqda.reports.word_runs import (
    DOT,
    FIELD_END,
    TAB,
    bound,
    field_start,
    inline,
    inlines,
    sign,
    softly,
    spoken,
)
from caqda.reports.word_xml import R, W
from caqda.reports.words import Words, words

_EMU = 9525  # to a pixel; 635 to a twentieth of a point
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_KEY = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture" xmlns:asvg="{_SVG}"><w:body>'
)


def write(document: Document, file: BinaryIO, template: Path | None = None) -> None:
    """The whole report, in the template's styles and page where one is given. Raises InputError."""
    parts = word_parts(document, template)
    text = _Text(document, parts)
    with Package(file) as package:
        for name, part in parts.parts.items():
            package.add(name, part)
        package.stream("word/document.xml", text.pieces())
        package.add("word/_rels/document.xml.rels", text.relations())
        package.add("word/numbering.xml", parts.numbering.part(text.lists))
        for number, (sheet, alternative) in enumerate(text.charts, start=1):
            package.add(f"word/media/caqda{number}.emf", emf(sheet))
            package.add(f"word/media/caqda{number}.svg", drawn(sheet, alternative))


class _Text:
    """The text of one document on its way."""

    def __init__(self, document: Document, parts: WordParts) -> None:
        self.document = document
        self.parts = parts
        self.broader = parts.broader  # and higher than what tables are measured by
        self.words: Words = words(document.language)
        self.charts: list[tuple[Sheet, str]] = []
        self.lists = 0
        self.keys = count(1)
        self.broken = self.opening = self.topmost = self.wide = self.onward = self.joined = False
        self.before = any(isinstance(block, Contents) for block in document.blocks)  # the list of them
        self.under = Under()
        self.style = {own: f'<w:pStyle w:val="{key}"/>' for own, key in parts.styles.items()}

    def pieces(self) -> Iterator[str]:
        told = self.document
        yield _OPEN
        yield self.paragraph("Title", inline(told.title))
        for line in (told.subtitle, told.author):
            if line:
                yield self.paragraph("Subtitle", inline(line))
        turning = bare = False  # within wide tables; behind a table without notes
        for placed in led(numbered(told), int(self.parts.page.width / self.broader)):
            block, number, first, self.wide, self.onward, self.joined = placed
            self.topmost = first or self.broken
            if bare and not isinstance(block, Heading | Table | PageBreak):
                yield _APART
            bare = isinstance(block, Table) and not (block.notes or self.wide)
            if first:  # what leads to a table that lies on its side goes with it
                self.broken = False
                if not turning:  # or a page between two such tables were empty
                    yield f"<w:p><w:pPr>{_LOWEST}{self.parts.page.section}</w:pPr></w:p>"
            if not isinstance(block, PageBreak):
                turning = self.wide
            yield from self.block(block, number)
        if bare:  # no text ends with a table
            yield f"<w:p><w:pPr>{_LOWEST}</w:pPr></w:p>"
        yield f"{self.parts.page.section}</w:body></w:document>"

    def relations(self) -> str:
        """Where the pictures are."""
        kind = f"{R}/image"
        ours = "".join(
            f'<Relationship Id="{name}{number}" Type="{kind}" Target="media/caqda{number}.{ending}"/>'
            for number in range(1, len(self.charts) + 1)
            for name, ending in (("caqdaFigure", "emf"), ("caqdaDrawing", "svg"))
        )
        schema = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<Relationships xmlns="{schema}">{self.parts.relations}{ours}</Relationships>'

    def block(self, block: Block, number: int) -> Iterable[str]:
        opened = self.opening  # what stands under a heading stays with what it leads to
        self.opening = isinstance(block, Heading) or (opened and isinstance(block, Paragraph))
        match block:
            case Quote():
                return self.quote(block)
            case Heading():
                return self.heading(block)
            case Paragraph():
                style = {"lead": "Lead", "note": "Note", "notice": "Notice"}.get(block.style, "Normal")
                keep = opened or self.joined
                return (self.paragraph(style, text, keep=keep) for text in inlines(block.text))
            case Remark():
                return self.remark(block, keep=self.joined)
            case Table():
                return self.table(block, number)
            case Chart():
                return self.chart(block, number)
            case Facts():
                return (
                    self.paragraph("Fact", f"{inline(Run(term, strong=True))}{TAB}{inline(told)}", keep=kept)
                    for term, told, kept in gathered(block)
                )
            case Listing():
                return self.listing(block)
            case Contents():
                return self.contents(block)
            case PageBreak():
                self.broken = True
        return ()

    def paragraph(
        self, style: str, text: str, *, keep: bool = False, entire: bool = False, more: str = ""
    ) -> str:
        """A paragraph of XML; ``keep`` holds it on the page of the next one, ``entire`` all of it on one."""
        broken = "<w:pageBreakBefore/>" if self.broken else ""
        self.broken = False
        kept = "<w:keepNext/>" * keep + "<w:keepLines/>" * entire
        return f"<w:p><w:pPr>{self.style[style]}{kept}{broken}{more}</w:pPr>{text}</w:p>"

    def marked(self, anchor: str, text: str) -> str:
        """A text that links lead to."""
        if not anchor:
            return text
        key = next(self.keys)
        start = f'<w:bookmarkStart w:id="{key}" w:name="{bookmark(anchor)}"/>'
        return f'{start}{text}<w:bookmarkEnd w:id="{key}"/>'

    # -- headings ------------------------------------------------------------------------------------

    def heading(self, block: Heading) -> Iterator[str]:
        text = self.marked(block.anchor, sign(block.colour) + inline(block.text))
        if above := self.under.code(block):
            text += softly(f" · {above}")
        top = '<w:spacing w:before="0"/>' if self.topmost else ""
        opens = self.before and block.level == 1  # which the list of contents does not name
        style = "TOCHeading" if opens else f"Heading{min(block.level, 5)}"
        yield self.paragraph(style, text, keep=True, more=top)
        if block.aside:
            yield self.paragraph("Note", inline(block.aside), keep=True)

    def contents(self, block: Contents) -> Iterator[str]:
        """A field of Word's with its entries, each a link and the page it leads to; deeper ones further in.

        It is framed as Word frames its own, with a button that updates it.
        """
        yield (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent>"
        )
        self.before = False
        yield self.paragraph("TOCHeading", inline(block.title))
        before = field_start(f'TOC \\o "1-{block.depth}" \\h \\z \\u')
        headings = self.document.outline(block.depth, onward=True)
        if headings:  # what stands in the field goes when it is updated
            yield self.paragraph("Note", before + inline(self.words.pages_later))
            before = ""
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{self.parts.page.width}"/></w:tabs>'
        for heading in headings:
            text = inline(heading.short or heading.text)
            if heading.anchor:
                place = bookmark(heading.anchor)
                page = field_start(f"PAGEREF {place} \\h") + FIELD_END
                text = f'<w:hyperlink w:anchor="{place}" w:history="1">{text}{TAB}{page}</w:hyperlink>'
            yield self.paragraph(f"TOC{min(heading.level + heading.indent, 5)}", text, more=stop)
        yield self.paragraph("Normal", before + FIELD_END) + "</w:sdtContent></w:sdt>"

    def listing(self, block: Listing) -> Iterator[str]:
        if not block.numbered:
            yield from (self.paragraph("ListBullet", inline(item)) for item in block.items)
            return
        self.lists += 1
        number = self.parts.numbering.number(self.lists)
        said = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        yield from (self.paragraph("ListNumber", inline(item), more=said) for item in block.items)

    # -- quotations ----------------------------------------------------------------------------------

    def quote(self, block: Quote) -> Iterator[str]:
        yield from (self.paragraph("QuoteContext", inline(text), keep=True) for text in lines(block.before))
        said = [spoken(speaker, text) for speaker, text in block.paragraphs()]
        entire = undivided(block)
        for at, text in enumerate(said, start=1):
            marked = self.marked(block.anchor, text) if at == 1 else text
            yield self.paragraph("Quote", marked, keep=entire or at == len(said), entire=entire)
        yield from (self.paragraph("QuoteContext", inline(text), keep=True) for text in lines(block.after))
        flag = inline(Run(block.flag, strong=True)) if block.flag else ""
        which = inline(Run(block.id, strong=True))
        parts = (flag, inline(block.who), which, bound(block.place), inline(block.also))
        told = DOT.join(filter(None, parts))
        yield self.paragraph("QuoteSource", told, keep=bool(block.remarks))
        for remark in block.remarks:
            yield from self.remark(remark)

    def remark(self, block: Remark, *, keep: bool = False) -> Iterator[str]:
        first, *rest = lines(block.text) or [""]
        yield self.paragraph(
            "Remark", inline(Run(f"{block.label}: ", strong=True)) + inline(first), keep=keep
        )
        yield from (self.paragraph("Remark", inline(text), keep=keep) for text in rest)

    # -- tables and charts ---------------------------------------------------------------------------

    def caption(
        self, kind: str, number: int, caption: Line, anchor: str, *, keep: bool, more: str = ""
    ) -> str:
        """``Tabel 3. Words``: the number is a field, so that Word counts on and refers to it."""
        label = kind.format(number="").strip()
        field = field_start(f"SEQ {label} \\* ARABIC") + inline(Run(str(number))) + FIELD_END
        return self.paragraph(
            "Caption",
            self.marked(anchor, f"{inline(f'{label} ')}{field}{inline('. ')}{inline(caption)}"),
            keep=keep,
            more=more,
        )

    def table(self, block: Table, number: int) -> Iterator[str]:
        page = self.parts.turned if self.wide else self.parts.page
        yield self.caption(self.words.numbered_table, number, block.caption, block.anchor, keep=True)
        numeric = block.numeric
        broad = [int(width * self.broader) for width in widths(block, int(page.width / self.broader))]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in broad)
        style = self.parts.styles["ReportTable"]
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(broad)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{xml(plain(block.caption))}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        heads = tuple(Cell(Run(head, strong=True)) if head else Cell() for head in block.head)
        yield self.row(heads, numeric, broad, "<w:tblHeader/>", kept=True)
        together = held(block)
        measure = [int(width / self.broader**2) for width in broad]
        last = 0 if block.notes else len(block.rows) + len(block.foot)  # which nothing belongs to
        for at, row in enumerate(block.rows, start=1):
            kept = at != last and (together or at == len(block.rows) or clings(block, at))
            yield from self.rows(sliced(row, measure), numeric, broad, kept)
        for at, row in enumerate(block.foot, start=len(block.rows) + 1):
            border = _RULED if at == len(block.rows) + 1 else ""
            yield self.row(row, numeric, broad, border=border, kept=at != last)
        yield "</w:tbl>"
        section = page.section if self.wide and not self.onward else ""
        if block.notes:
            notes = DOT.join(map(bound, block.notes))
            yield self.paragraph("TableNote", notes, keep=self.joined, more=section)
        elif section:
            yield f"<w:p><w:pPr>{_LOWEST}{section}</w:pPr></w:p>"

    def rows(
        self, slices: list[tuple[Cell, ...]], numeric: tuple[bool, ...], broad: list[int], kept: bool
    ) -> Iterator[str]:
        """A row of the report, in as many as it is told in; no line is drawn between those."""
        if len(slices) == 1:
            yield self.row(slices[0], numeric, broad, kept=kept)
            return
        for at, part in enumerate(slices):
            last = at == len(slices) - 1
            unruled = '<w:top w:val="nil"/>' * (at > 0) + '<w:bottom w:val="nil"/>' * (not last)
            border = f"<w:tcBorders>{unruled}</w:tcBorders>"
            yield self.row(part, numeric, broad, border=border, kept=kept and last)

    def row(
        self,
        row: tuple[Cell, ...],
        numeric: tuple[bool, ...],
        broad: list[int],
        more: str = "",
        border: str = "",
        kept: bool = False,
    ) -> str:
        """``kept`` keeps it on the page of the next one."""
        after = (False, *numeric[:-1])  # a text beside a number stands off from it
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}</w:tcPr>'
            f"{self.cell(cell, width, right, kept, gap=number and not right)}</w:tc>"
            for cell, right, number, width in zip(row, numeric, after, broad, strict=True)
        )
        together = "<w:cantSplit/>" if whole(row, [int(width / self.broader**2) for width in broad]) else ""
        return f"<w:tr><w:trPr>{together}{more}</w:trPr>{cells}</w:tr>"

    def cell(self, cell: Cell, width: int, right: bool, kept: bool, *, gap: bool = False) -> str:
        keep = "<w:keepNext/>" if kept else ""
        look = f"{self.style['TableText']}{keep}"
        set_in = cell.level * 200 + (_GAP if gap else 0)
        hanging = int(_HANGING * self.broader) if cell.colour else 0
        indent = f'<w:ind w:left="{set_in + hanging}" w:hanging="{hanging}"/>' if set_in + hanging else ""
        place = '<w:jc w:val="right"/>' if right else indent
        part, *rest = stanzas(cell.text) or [""]
        first = sign(cell.colour) + inline(part)
        entire = _ENTIRE if unparted(plain(cell.text), int((width - set_in) / self.broader)) else ""
        if cell.link:
            first = f'<w:hyperlink w:anchor="{bookmark(cell.link)}" w:history="1">{first}</w:hyperlink>'
        further = f"{entire}{_SPACED}"
        more = "".join(
            f"<w:p><w:pPr>{look}{_ENTIRE if aside(part) else further}</w:pPr>{inline(part)}</w:p>"
            for part in rest
        )
        return f"<w:p><w:pPr>{look}{entire}{place}</w:pPr>{first}</w:p>{more}"

    def chart(self, block: Chart, number: int) -> Iterator[str]:
        joined = self.joined
        for sheet in draw(block.figure):
            yield self.paragraph("ReportFigure", self.picture(sheet, block.alternative))
        keep = joined or bool(block.notes)
        told = (self.words.numbered_figure, number, block.caption, block.anchor)
        yield self.caption(*told, keep=keep, more=_NEARER if keep else _BELOW)
        if block.notes:
            yield self.paragraph("TableNote", DOT.join(map(bound, block.notes)), keep=joined)

    def picture(self, sheet: Sheet, alternative: str) -> str:
        """A drawing in a line, as broad as the text at most."""
        self.charts.append((sheet, alternative))
        at = len(self.charts)
        scale = min(1.0, self.parts.page.width * 635 / (sheet.width * _EMU))
        size = f'cx="{round(sheet.width * _EMU * scale)}" cy="{round(sheet.height * _EMU * scale)}"'
        name = f'id="{at}" name="figure{at}" descr="{xml(alternative)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {name}/><a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
            f"<pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="caqdaFigure{at}"><a:extLst><a:ext uri="{_SVG_KEY}">'
            f'<asvg:svgBlip r:embed="caqdaDrawing{at}"/></a:ext></a:extLst></a:blip>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


_GAP = 160
_HANGING = 160  # of the name of a code behind its sign, which is no tab: it would be another cell elsewhere
_ENTIRE = "<w:suppressAutoHyphens/>"
_SPACED = '<w:spacing w:before="80"/>'
_LOWEST = (
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'  # or it took a page of its own
)
_APART = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
_NEARER = '<w:spacing w:before="60"/>'
_BELOW = '<w:spacing w:before="60" w:after="200"/>'
_RULED = '<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="1C1C1A"/></w:tcBorders>'
