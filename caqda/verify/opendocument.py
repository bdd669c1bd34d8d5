"""OpenDocument texts (``.odt``), from LibreOffice and the like."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.errors import InputError
from caqda.importers.package import check_sizes
from caqda.verify.manuscript import Block, Manuscript, Table, styled
from caqda.wording import _

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = frozenset(
    (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}table-of-content", f"{_TEXT}sequence-decls")
)


def read(data: bytes, path: Path) -> Manuscript:
    """The paragraphs and tables of an OpenDocument text; comments and deleted text are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive.infolist(), path)
            content = archive.read("content.xml")
            styles = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
        return _read(content, styles, path)
    except InputError:
        raise
    except Exception as error:  # what is damaged breaks the parsers in ways without number
        raise InputError(path, _("the document is damaged; open it and save it again.")) from error


def _read(content: bytes, styles: bytes, path: Path) -> Manuscript:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    named = [root, *([etree.fromstring(styles, parser)] if styles else [])]
    above = {
        style.get(f"{_STYLE}name", ""): (
            style.get(f"{_STYLE}display-name", ""),
            style.get(f"{_STYLE}parent-style-name", ""),
        )
        for tree in named
        for style in tree.iter(f"{_STYLE}style")
    }
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError(path, _("this is no OpenDocument text; save it as .odt."))
    blocks: list[Block] = []
    tables: list[Table] = []
    _walk(body, above, blocks, tables)
    for note in body.iter(f"{_TEXT}note"):
        written = note.find(f"{_TEXT}note-body")
        said = "\n".join(map(_said, written.iter(f"{_TEXT}p"))) if written is not None else ""
        blocks.append(Block(f"[{_mark(note)}] {said}"))
    return Manuscript(path, tuple(blocks), tuple(tables))


def _walk(
    parent: _Element, above: dict[str, tuple[str, str]], blocks: list[Block], tables: list[Table]
) -> None:
    for child in parent:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            said = _said(child)
            if said.strip():
                blocks.append(styled(said, *_styles(child.get(f"{_TEXT}style-name", ""), above)))
            continue
        if child.tag == f"{_TABLE}table":
            rows = tuple(
                tuple(
                    "\n".join(map(_said, cell.iter(f"{_TEXT}p"))) for cell in row.iter(f"{_TABLE}table-cell")
                )
                for row in child.iter(f"{_TABLE}table-row")
            )
            tables.append(Table(blocks[-1].text if blocks else "", rows))
        _walk(child, above, blocks, tables)


def _styles(style: str, above: dict[str, tuple[str, str]]) -> set[str]:
    """The names of a style and of those it is based on."""
    names: set[str] = set()
    while style and style not in names:
        shown, parent = above.get(style, ("", ""))
        names |= {style, shown}
        style = parent
    return names


def _mark(note: _Element) -> str:
    mark = note.find(f"{_TEXT}note-citation")
    return (mark.text or "").strip() if mark is not None else ""


def _said(element: _Element) -> str:
    """The text of a paragraph; a note has its mark there."""
    if element.tag in _LEFT_OUT:
        return ""
    said = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            said += " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            said += "\t" if child.tag.endswith("tab") else "\n"
        elif child.tag == f"{_TEXT}note":
            said += f"[{_mark(child)}]"
        elif isinstance(child.tag, str):
            said += _said(child)
        said += child.tail or ""
    return said
