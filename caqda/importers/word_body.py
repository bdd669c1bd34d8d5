"""The lines of a piece of Word's XML: a body, a table cell, a text box, a footnote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_PROPERTIES = frozenset(
    _W + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "sectPr")
)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# The signs of Wingdings and Symbol that transcribers use; the fonts put them at U+F0xx.
_SYMBOLS = {
    0xF04A: "☺", 0xF04B: "😐", 0xF04C: "☹", 0xF0A7: "▪", 0xF0A8: "◻", 0xF0B7: "•", 0xF0D8: "➢", 0xF0DF: "←",
    0xF0E0: "→", 0xF0E8: "➔", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑",
}  # fmt: skip


def is_tag(name: str) -> str:
    """The full name of one of Word's elements or attributes."""
    return _W + name


def text_in(element: _Element) -> str:
    """All written text below an element, whatever it stands in."""
    return "".join(node.text or "" for node in element.iter(_W + "t"))


class Body:
    """Walks the XML and remembers what it saw.

    ``seen`` counts what a person should know of, ``references`` holds the marks and ids of the
    footnotes and endnotes that the text refers to, in order.
    """

    def __init__(self, numbered: set[str]) -> None:
        self.seen: Counter[str] = Counter()
        self.references: dict[str, list[tuple[str, str]]] = {"footnote": [], "endnote": []}
        self._numbered = numbered
        self._fields: list[bool] = []  # for each open field, whether its code is being read
        self._boxes: list[_Element] = []

    def lines(self, parent: _Element) -> list[str]:
        """The paragraphs and table rows below ``parent``; a soft line break is within its string."""
        found: list[str] = []
        joined = ""
        for block in self.blocks(parent):
            if block.tag == _W + "tbl":
                found += [joined] * bool(joined) + self.lines_of(block)
                joined = ""
                continue
            joined += self.text_of(block)
            if is_mark_deleted(block) and not self._boxes:
                continue
            found.append(joined)
            joined = ""
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                found += self.lines(box)
        return found + [joined] * bool(joined)

    def blocks(self, parent: _Element) -> Iterator[_Element]:
        """The paragraphs and tables below ``parent``, through content controls and the like."""
        for child in parent:
            if child.tag in (_W + "p", _W + "tbl"):
                yield child
            elif child.tag in (_W + "del", _W + "moveFrom"):
                self._count_deleted(child)
            elif child.tag == _W + "altChunk":
                self.seen["embedded"] += 1
            elif child.tag == _MC + "AlternateContent":
                yield from self.blocks(_alternative(child))
            elif child.tag not in _PROPERTIES:
                yield from self.blocks(child)

    def lines_of(self, table: _Element) -> list[str]:
        """The rows of a table, with tabs between the cells."""
        return list(self._rows(table))

    def _rows(self, table: _Element) -> Iterator[str]:
        self.seen["table"] += 1
        for row in _below(table, _W + "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self.seen["deletion"] += 1
                continue
            cells = ("\n".join(self.lines(cell)).strip("\n") for cell in _below(row, _W + "tc"))
            yield "\t".join(cells)

    def text_of(self, paragraph: _Element) -> str:
        """The text of one paragraph, as a reader sees it."""
        text = "".join(self._inline(paragraph))
        self._fields = [False] * len(self._fields)  # a code ends with its paragraph
        if text.strip() and self._is_numbered(paragraph):
            self.seen["number"] += 1
        return text

    def _is_numbered(self, paragraph: _Element) -> bool:
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return bool(number.get(_W + "val") != "0")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(_W + "val") in self._numbered

    def _inline(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _PROPERTIES:
                continue
            name = tag.rpartition("}")[2]
            if tag in (_W + "t", _M + "t"):
                yield self._unless_code((child.text or "").replace("\r", "").replace("\n", " "))
            elif tag == _W + "fldChar":
                self._field(child.get(_W + "fldCharType"))
            elif name in _SIGNS and tag.startswith(_W):
                yield self._unless_code(_SIGNS[name])
            elif name in ("br", "sym", "footnoteReference", "endnoteReference") and tag.startswith(_W):
                yield self._unless_code(self._sign(name, child))
            elif tag in (_W + "del", _W + "moveFrom"):
                self._count_deleted(child)
            elif tag in (_W + "drawing", _W + "pict", _W + "object"):
                self._drawing(child)
            elif tag == _MC + "AlternateContent":
                yield from self._inline(_alternative(child))
            else:
                yield from self._within(child)

    def _within(self, element: _Element) -> Iterator[str]:
        """The text in a run, a link, an insertion or anything else that holds text."""
        if element.tag == _W + "r" and _is_hidden(element):
            self.seen["hidden"] += bool(text_in(element).strip())
            return
        if element.tag in (_W + "ins", _W + "moveTo"):
            self.seen["insertion" if element.tag == _W + "ins" else "move"] += bool(text_in(element))
        yield from self._inline(element)

    def _unless_code(self, text: str) -> str:
        return "" if any(self._fields) else text

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields:
            self._fields.pop()

    def _sign(self, name: str, element: _Element) -> str:
        if name == "br":
            self.seen["break"] += element.get(_W + "type", "textWrapping") == "textWrapping"
            return "\n"
        if name == "sym":
            return self._symbol(element.get(_W + "char", ""))
        kind = name.removesuffix("Reference")
        self.seen[kind] += 1
        number = self.seen[kind]
        mark = str(number) if kind == "footnote" else _roman(number)
        self.references[kind].append((mark, element.get(_W + "id", "")))
        return f"[{mark}]"

    def _symbol(self, code: str) -> str:
        number = max(int(code, 16) if code else 0xFFFD, 0x20)
        if number in _SYMBOLS or not 0xE000 <= number <= 0xF8FF:
            return _SYMBOLS.get(number) or chr(number)
        self.seen["symbol"] += 1
        return chr(number)

    def _drawing(self, drawing: _Element) -> None:
        boxes = [box for box in drawing.iter(_W + "txbxContent") if not is_fallback(box)]
        self._boxes += boxes
        self.seen["textbox" if boxes else "picture"] += len(boxes) or 1

    def _count_deleted(self, element: _Element) -> None:
        if element.tag == _W + "del":
            self.seen["deletion"] += any(node.text for node in element.iter(_W + "delText", _W + "t"))


def _below(parent: _Element, tag: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, through content controls, not those of inner tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _PROPERTIES and child.tag not in (_W + "tc", _W + "del"):
            yield from _below(child, tag)


def _alternative(element: _Element) -> _Element:
    """The form of a drawing to read: the first that holds text, else the first."""
    return next((form for form in element if text_in(form)), element[0] if len(element) else element)


def is_fallback(element: _Element) -> bool:
    """Whether an inner drawing has been given in a newer form already."""
    parents = element.iterancestors(_MC + "Fallback")
    return any(text_in(sibling) for parent in parents for sibling in parent.itersiblings(preceding=True))


def is_mark_deleted(paragraph: _Element) -> bool:
    """Whether a tracked change joins a paragraph with the next one."""
    marks = paragraph.find(f"{_W}pPr/{_W}rPr")
    return marks is not None and any(marks.find(_W + name) is not None for name in ("del", "moveFrom"))


def is_row_deleted(element: _Element) -> bool:
    """Whether something stands in a row of a table that a tracked change deletes."""
    return any(row.find(f"{_W}trPr/{_W}del") is not None for row in element.iterancestors(_W + "tr"))


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(_W + "val") not in _OFF


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written
