"""The XML of a Word document's parts: its names, and reading and writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parse(data: bytes | str) -> _Element:
    """An element, without anything that it names elsewhere. Raises SyntaxError."""
    from lxml import etree

    data = data.encode() if isinstance(data, str) else data
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def add(parent: _Element, tag: str, **attributes: str) -> _Element:
    """A new last child."""
    from lxml import etree

    return etree.SubElement(parent, tag, attributes)


def value(element: _Element | None, name: str = "val") -> str:
    """What an attribute of Word's says; empty where there is none."""
    return "" if element is None else str(element.get(f"{{{W}}}{name}", ""))


def as_part(element: _Element) -> bytes:
    """The element as a part of a package."""
    from lxml import etree

    data: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def as_text(element: _Element) -> str:
    """The element as XML to stand in other XML."""
    from lxml import etree

    told: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return told
