"""The parts of a Word document around its text: styles, numbering, page, footer and properties.

They are those of a template, the report's own or the user's. What the report needs and a template has
not is added to it. A style is the same where its name is: Word names its own in English in every
language.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.errors import InputError
from caqda.exchange.package import xml
from caqda.files import read_bytes
from caqda.importers.package import DAMAGED, check_package
from caqda.reports.document import Document
from caqda.reports.drawing import short
from caqda.reports.word_styles import Numbering, own_styles, styles
from caqda.reports.word_xml import HEAD, R, W, add, as_part, as_text, parse
from caqda.reports.words import words

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_KEPT = frozenset({
    "styles", "numbering", "settings", "theme", "fontTable", "webSettings", "header", "footer", "footnotes",
    "endnotes",
})  # fmt: skip
"""What a text leads to that is not of its words; comments, people, programs and properties are left out."""
_TITLE = 90  # letters of it in the footer
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1418" w:bottom="1304" w:left="1418" '
    'w:header="709" w:footer="624" w:gutter="0"/>'
)


@dataclass(frozen=True, slots=True)
class Page:
    """How a section is set up, as XML, and how broad its text is, in twentieths of a point."""

    section: str
    width: int


@dataclass(frozen=True, slots=True)
class WordParts:
    """All parts but the text. ``styles`` maps the report's names of styles to the document's.

    ``broader`` is how much broader the text of tables is than that of the report's own; ``relations`` are
    those that the text has already, as XML; ``numbering`` is the part that is to end with the numbers of the
    lists in it.
    """

    parts: dict[str, bytes]
    styles: dict[str, str]
    broader: float
    numbering: Numbering
    page: Page
    turned: Page
    relations: str


def word_parts(document: Document, template: Path | None) -> WordParts:
    """The parts for a document. Raises InputError where the template is no Word document."""
    if template is None:
        return _Maker(document, _own()).made()
    parts = _read(template)
    try:
        return _Maker(document, parts).made()
    except (KeyError, ValueError, SyntaxError, IndexError) as error:
        raise InputError(template, DAMAGED) from error


def _own() -> dict[str, bytes]:
    """The least that is a Word document, with the report's styles."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>'.encode(),
        "word/styles.xml": own_styles(),
        "word/document.xml": (
            f'<w:document xmlns:w="{W}"><w:body><w:sectPr>{_PAGE}</w:sectPr></w:body></w:document>'.encode()
        ),
    }


def _read(path: Path) -> dict[str, bytes]:
    data = read_bytes(path)
    check_package(data, path)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    if not {"word/document.xml", "word/styles.xml"} <= parts.keys():
        raise InputError(path, "this is no Word document; name a .docx file as the template.")
    return parts


class _Maker:
    """Makes the parts of one document from those of a template."""

    def __init__(self, document: Document, parts: dict[str, bytes]) -> None:
        self.document = document
        self.parts = parts
        self.types = parse(parts["[Content_Types].xml"])
        none = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        self.relations = parse(parts.get("word/_rels/document.xml.rels", none))

    def made(self) -> WordParts:
        self._forget()
        self._properties()
        theme = next((part for name, part in self.parts.items() if "/theme/theme" in name), None)
        numbering = self.parts.get("word/numbering.xml")
        told = styles(self.parts["word/styles.xml"], numbering, theme, self.document.language)
        self._part("numbering", "numbering", b"")  # it is written last
        self._part("styles", "styles", told.part)
        self._settings()
        page = self._section(told.names["Footer"])
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("emf", "image/x-emf"),
            ("svg", "image/svg+xml"),
        ):
            if not any(one.get("Extension", "").lower() == ending for one in self.types):
                default = add(self.types, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
                self.types.insert(0, default)
        self._typed("word/document.xml", f"{_MAIN}.document.main+xml")
        relations = "".join(map(as_text, self.relations))
        parts = self.parts | {"[Content_Types].xml": as_part(self.types)}
        parts = {name: part for name, part in parts.items() if name not in _OF_THE_TEXT}
        pages = _page(page), _page(_turned(page))
        return WordParts(parts, told.names, told.broader, told.numbering, *pages, relations)

    # -- parts and what leads to them ----------------------------------------------------------------

    def _forget(self) -> None:
        """Keep what the new text leads to, and what that leads to in turn."""
        for found in list(self.relations):
            if found.get("Type", "").rpartition("/")[2] not in _KEPT:
                self.relations.remove(found)
        kept = {"[Content_Types].xml", "word/document.xml", "word/styles.xml"}
        ahead = [_target(found) for found in self.relations]
        while ahead:
            name = ahead.pop()
            if name in self.parts and name not in kept:
                kept.add(name)
                folder, _, file = name.rpartition("/")
                ties = f"{folder}/_rels/{file}.rels"
                if ties in self.parts and file != "settings.xml":
                    kept.add(ties)
                    ahead += [_target(found) for found in parse(self.parts[ties])]
        self.parts = {name: part for name, part in self.parts.items() if name in kept}
        for kind in list(self.types):
            if kind.get("PartName") is not None and kind.get("PartName", "").lstrip("/") not in kept:
                self.types.remove(kind)

    def _typed(self, name: str, kind: str) -> None:
        for known in list(self.types):
            if known.get("PartName") == f"/{name}":
                self.types.remove(known)
        add(self.types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)

    def _part(self, name: str, kind: str, data: bytes) -> str:
        """A part in the folder of the text, and how the text names it."""
        self.parts[f"word/{name}.xml"] = data
        self._typed(f"word/{name}.xml", f"{_MAIN}.{kind}+xml")
        for found in self.relations:
            if found.get("Target", "").rpartition("/")[2] == f"{name}.xml":
                return str(found.get("Id", ""))
        key = f"caqda_{name}"
        add(self.relations, f"{{{_RELATIONS}}}Relationship", Id=key, Type=f"{R}/{kind}", Target=f"{name}.xml")
        return key

    def _properties(self) -> None:
        told = self.document
        day = f"{told.provenance.date}T00:00:00Z"
        self.parts["docProps/core.xml"] = (
            f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{xml(told.title)}</dc:title><dc:subject>{xml(told.subtitle)}</dc:subject>"
            f"<dc:creator>{xml(told.author)}</dc:creator><dc:description>{xml(told.provenance.trace)}</dc:description>"
            f"<dc:language>{told.language}</dc:language>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
        ).encode()
        self.parts["docProps/app.xml"] = (
            f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>caqda</Application></Properties>"
        ).encode()
        self._typed("docProps/core.xml", _CORE)
        self._typed("docProps/app.xml", _APP)
        package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        self.parts["_rels/.rels"] = (
            f'{HEAD}<Relationships xmlns="{_RELATIONS}">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{package}" Target="docProps/core.xml"/>'
            f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
            "</Relationships>"
        ).encode()

    def _settings(self) -> None:
        """Nothing of another file's history, and no older Word's habits where there were no settings."""
        old = self.parts.get("word/settings.xml")
        if old is None:
            schema = "http://schemas.microsoft.com/office/word"
            point, comma = (",", ";") if self.document.language == "da" else (".", ",")
            made = (
                f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
                '<w:autoHyphenation/><w:hyphenationZone w:val="567"/>'
                f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{schema}" '
                'w:val="15"/></w:compat>'
                f'<w:decimalSymbol w:val="{point}"/><w:listSeparator w:val="{comma}"/></w:settings>'
            )
            self._part("settings", "settings", (HEAD + made).encode())
            return
        settings = parse(old)
        for name in ("attachedTemplate", "rsids", "updateFields", "mailMerge", "documentProtection"):
            for found in settings.findall(f"{{{W}}}{name}"):
                settings.remove(found)
        self._part("settings", "settings", as_part(settings))

    # -- the page ------------------------------------------------------------------------------------

    def _section(self, footer: str) -> _Element:
        """The last section of the template, with the report's own footer where it has none."""
        body = parse(self.parts["word/document.xml"])[0]
        found = body.find(f"{{{W}}}sectPr")
        section = (
            found if found is not None else parse(f'<w:sectPr xmlns:w="{W}">{_PAGE}</w:sectPr>'.encode())
        )
        if section.find(f"{{{W}}}pgSz") is None:
            section = parse(f'<w:sectPr xmlns:w="{W}">{_PAGE}</w:sectPr>'.encode())
        ids = {one.get("Id") for one in self.relations}
        for one in list(section):
            if one.get(f"{{{R}}}id") is not None and one.get(f"{{{R}}}id") not in ids:
                section.remove(one)
        if section.find(f"{{{W}}}footerReference") is None:
            key = self._part("caqda_footer", "footer", self._footer(footer))
            reference = f'<w:footerReference xmlns:w="{W}" xmlns:r="{R}" w:type="default" r:id="{key}"/>'
            section.insert(len(section.findall(f"{{{W}}}headerReference")), parse(reference.encode()))
        return section

    def _footer(self, footer: str) -> bytes:
        told = words(self.document.language).page_of
        parts = re.split(r"({\w+})", told)
        fields = {"{page}": _field("PAGE"), "{of}": _field("NUMPAGES")}
        text = _run(f"{short(self.document.title, _TITLE)} · ")
        text += "".join(fields.get(part) or _run(part) for part in parts if part)
        style = f'<w:pPr><w:pStyle w:val="{footer}"/></w:pPr>'
        return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p>{style}{text}</w:p></w:ftr>'.encode()


_OF_THE_TEXT = frozenset({"word/document.xml", "word/_rels/document.xml.rels", "word/numbering.xml"})


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{xml(text)}</w:t></w:r>'


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _turned(section: _Element) -> _Element:
    """The same page lying on its side."""
    turned = copy.deepcopy(section)
    size = turned.find(f"{{{W}}}pgSz")
    assert size is not None
    width, height = size.get(f"{{{W}}}w", ""), size.get(f"{{{W}}}h", "")
    if int(width) < int(height):
        size.set(f"{{{W}}}w", height)
        size.set(f"{{{W}}}h", width)
        size.set(f"{{{W}}}orient", "landscape")
    return turned


def _target(relation: _Element) -> str:
    """The part that a relation of a part of the text's folder leads to."""
    target = str(relation.get("Target", ""))
    return target.lstrip("/") if target.startswith("/") else f"word/{target}"


def _page(section: _Element) -> Page:
    size, margins = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")
    width = int(size.get(f"{{{W}}}w", "11906")) if size is not None else 11906
    if margins is not None:
        width -= int(margins.get(f"{{{W}}}left", "0")) + int(margins.get(f"{{{W}}}right", "0"))
    return Page(as_text(section), max(width, 2000))
