"""Word documents (``.docx``): the text as a reader of the page sees it.

A Word paragraph is one line of the text, an empty one a blank line, a soft line break a new line
within it; so a paragraph of the text is a paragraph, or a line of one, in Word. A table row is a line
with tabs between its cells; further paragraphs of a cell are lines of their own.

Tracked changes are read as accepted: insertions and the new place of a move are in, deletions out; a
deleted paragraph mark joins two paragraphs. Text boxes follow the paragraph they hang on. Footnotes
and endnotes stand at the end, ``[1]`` and ``[i]`` in the text showing their place. Fields give their
result. Left out are comments, headers and footers, pictures, hidden text and automatic numbers, each
told in the notes.

python-docx opens the package (its parser loads nothing from outside and expands no entities; see also
``package``); the text is gathered by ``word_body`` from the XML.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.errors import InputError
from caqda.importers.encodings import fix
from caqda.importers.package import DAMAGED, check_package
from caqda.importers.transcript import Extract
from caqda.importers.word_body import (
    Body,
    is_fallback,
    is_mark_deleted,
    is_row_deleted,
    is_tag,
    text_in,
)
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_TOLD = (
    "deletion",
    "insertion",
    "move",
    "break",
    "table",
    "textbox",
    "footnote",
    "endnote",
    "symbol",
    "number",
    "picture",
    "hidden",
    "embedded",
)
_SET_IN = 200  # twentieths of a point


def extract(data: bytes, path: Path, encoding: str | None = None) -> Extract:
    """The text of a Word document; ``encoding`` is not asked for. Raises ``InputError`` if it is none."""
    check_package(data, path)
    try:
        return _extract(data)
    except Exception as error:  # a damaged document breaks python-docx and lxml in ways without number
        raise InputError(path, _(DAMAGED)) from error


def _extract(data: bytes) -> Extract:
    import docx

    document = docx.Document(io.BytesIO(data))
    body = Body(numbered=_numbered_styles(document))
    lines = [*body.lines(document.element.body), *_notes_at_end(document, body)]
    return Extract(fix("\n".join(lines)), "Word", _told(document, body))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page: its text, the name of its style, and whether it is set in from the margin."""

    text: str
    style: str
    set_in: bool


Told = tuple[str, tuple[tuple[str, ...], ...]]
"""A table: the paragraph before it, and its rows."""


def paragraphs(data: bytes, path: Path) -> tuple[list[Paragraph], list[Told]]:
    """The paragraphs of a Word document with their styles, those of tables and notes too, and its tables.

    Raises ``InputError`` if it is none.
    """
    check_package(data, path)
    try:
        return _paragraphs(data)
    except Exception as error:  # as in extract
        raise InputError(path, _(DAMAGED)) from error


def _paragraphs(data: bytes) -> tuple[list[Paragraph], list[Told]]:
    import docx

    document = docx.Document(io.BytesIO(data))
    names = {
        style.get(is_tag("styleId"), ""): style.find(is_tag("name")).get(is_tag("val"), "")
        for part in _parts(document, "styles")
        for style in part.iter(is_tag("style"))
    }
    body = Body(numbered=set())
    found: list[Paragraph] = []
    tables: list[Told] = []
    joined = ""
    for block in body.blocks(document.element.body):
        if block.tag == is_tag("tbl"):
            rows = tuple(tuple(line.split("\t")) for line in body.lines_of(block))
            tables.append((found[-1].text if found else "", rows))
        for one in block.iter(is_tag("p")):
            if is_fallback(one) or is_row_deleted(one):
                continue
            joined += body.text_of(one)
            if is_mark_deleted(one):
                continue
            style = one.find(f"{is_tag('pPr')}/{is_tag('pStyle')}")
            name = names.get(style.get(is_tag("val"), ""), "") if style is not None else ""
            found.append(Paragraph(joined, name, _is_set_in(one)))
            joined = ""
    notes = (Paragraph(line, "", False) for line in _notes_at_end(document, body) if line)
    return [*found, *notes], tables


def _is_set_in(paragraph: _Element) -> bool:
    """Whether a paragraph stands in from the margin, its first line too, and is no item of a list."""
    margin = paragraph.find(f"{is_tag('pPr')}/{is_tag('ind')}")
    if margin is None or paragraph.find(f"{is_tag('pPr')}/{is_tag('numPr')}") is not None:
        return False
    width = margin.get(is_tag("left")) or margin.get(is_tag("start")) or "0"
    hangs = margin.get(is_tag("hanging"), "0") != "0"
    return not hangs and width.lstrip("-").isdigit() and int(width) >= _SET_IN


def _notes_at_end(document: Document, body: Body) -> list[str]:
    """Footnotes, then endnotes, in the order of their places in the text."""
    found = []
    for kind in ("footnote", "endnote"):
        written = {
            note.get(is_tag("id")): note
            for part in _parts(document, f"{kind}s")
            for note in part.iter(is_tag(kind))
        }
        for mark, ident in body.references[kind]:
            if (note := written.get(ident)) is not None:
                first, *rest = [*body.lines(note), ""][:-1] or [""]
                found += [f"[{mark}] {first.lstrip()}".rstrip(), *rest]
    return ["", *found] if found else []


def _parts(document: Document, kind: str) -> list[_Element]:
    """The roots of the parts that the document refers to as ``kind``."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return [
        etree.fromstring(relation.target_part.blob, parser)
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.endswith(f"/{kind}")
    ]


def _numbered_styles(document: Document) -> set[str]:
    """The ids of the paragraph styles that number their paragraphs, also by the style they are based on."""
    styles = {
        style.get(is_tag("styleId")): style
        for part in _parts(document, "styles")
        for style in part.iter(is_tag("style"))
    }
    numbered: set[str] = set()
    for ident in styles:
        seen: set[str] = set()
        at = ident
        while at in styles and at not in seen:
            seen.add(at)
            if styles[at].find(f"{is_tag('pPr')}/{is_tag('numPr')}") is not None:
                numbered.add(ident)
            based = styles[at].find(is_tag("basedOn"))
            at = based.get(is_tag("val")) if based is not None else None
    return numbered


def _sentence(kind: str, n: int) -> str:
    """What became of so many things of a kind."""
    return {
        "deletion": ngettext("{n} tracked deletion left out", "{n} tracked deletions left out", n),
        "insertion": ngettext("{n} tracked insertion read as text", "{n} tracked insertions read as text", n),
        "move": ngettext(
            "{n} tracked move read at the new place", "{n} tracked moves read at the new place", n
        ),
        "break": ngettext(
            "{n} soft line break kept as new lines", "{n} soft line breaks kept as new lines", n
        ),
        "table": ngettext("{n} table read as lines with tabs", "{n} tables read as lines with tabs", n),
        "textbox": ngettext(
            "{n} text box placed after the paragraph", "{n} text boxes placed after the paragraph", n
        ),
        "footnote": ngettext(
            "{n} footnote placed at the end of the text", "{n} footnotes placed at the end of the text", n
        ),
        "endnote": ngettext(
            "{n} endnote placed at the end of the text", "{n} endnotes placed at the end of the text", n
        ),
        "symbol": ngettext(
            "{n} symbol of a picture font kept without a picture",
            "{n} symbols of a picture font kept without a picture",
            n,
        ),
        "number": ngettext(
            "{n} automatic number or bullet left out", "{n} automatic numbers or bullets left out", n
        ),
        "picture": ngettext("{n} picture left out", "{n} pictures left out", n),
        "hidden": ngettext("{n} hidden passage left out", "{n} hidden passages left out", n),
        "embedded": ngettext("{n} embedded document left out", "{n} embedded documents left out", n),
        "comment": ngettext("{n} comment left out", "{n} comments left out", n),
    }[kind].format(n=n)


def _told(document: Document, body: Body) -> tuple[str, ...]:
    """What a person should know about the reading, a sentence each."""
    told = [_sentence(kind, count) for kind in _TOLD if (count := body.seen[kind])]
    comments = sum(1 for part in _parts(document, "comments") for __ in part.iter(is_tag("comment")))
    if comments:
        told.append(_sentence("comment", comments))
    if any(map(_has_text, _parts(document, "header"))):
        told.append(_("headers left out"))
    if any(map(_has_text, _parts(document, "footer"))):
        told.append(_("footers left out"))
    return tuple(told)


def _has_text(part: _Element) -> bool:
    return bool(text_in(part).strip())
