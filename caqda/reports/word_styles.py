"""The styles of a Word report: a template's own, with those added that the report needs and it has not.

A style is the same where its name is: Word names its own in English in every language.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from caqda.reports.word_xml import HEAD, W, as_part, as_text, parse, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LISTS = {"ListBullet": ("bullet", "•"), "ListNumber": ("decimal", "%1.")}
_BEFORE_NUMBERS = ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_BROAD = {
    1.0: ("calibri", "carlito", "narrow"),
    1.05: ("times", "liberation serif", "cambria", "caladea", "garamond"),
    1.15: ("arial", "helvetica", "liberation sans", "aptos", "segoe", "georgia"),
    1.45: ("courier", "consolas", "mono"),
    1.36: ("verdana", "dejavu", "lucida", "bookman"),
}
"""How broad the letters of known faces are beside those of the report's own."""
_UNKNOWN = 1.2
_SIZE = 18  # of the text in the report's own tables, in half points


@dataclass(frozen=True, slots=True)
class Numbering:
    """The kinds of lists. Each numbered list needs a number of its own, or it would count on."""

    begun: str
    closing: str
    kind: str
    used: int

    def part(self, lists: int) -> str:
        """The part for a text with so many numbered lists."""
        numbers = "".join(
            f'<w:num xmlns:w="{W}" w:numId="{self.number(at)}"><w:abstractNumId w:val="{self.kind}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for at in range(1, lists + 1)
        )
        return self.begun + numbers + self.closing

    def number(self, at: int) -> int:
        """The number of the list with a place among the numbered lists, from 1."""
        return self.used + at


@dataclass(frozen=True, slots=True)
class Styles:
    """``part`` holds them; ``names`` maps the report's names of styles to the document's.

    ``broader`` is how much broader the text of tables is than that of the report's own.
    """

    part: bytes
    names: dict[str, str]
    numbering: Numbering
    broader: float


def own_styles() -> bytes:
    """The part that holds the report's own styles."""
    return (files("caqda.reports") / "word-styles.xml").read_bytes()


def styles(theirs: bytes, numbering: bytes | None, theme: bytes | None, language: str) -> Styles:
    """The styles of a document, from its parts; ``language`` is da or en."""
    found, ours = parse(theirs), parse(own_styles())
    names = _joined(found, ours)
    lists = _lists(found, parse(numbering or f'{HEAD}<w:numbering xmlns:w="{W}"/>'), names)
    for spoken in found.iterfind(f"{{{W}}}docDefaults//{{{W}}}lang"):
        spoken.set(f"{{{W}}}val", "da-DK" if language == "da" else "en-GB")
    return Styles(as_part(found), names, lists, _broader(found, names["TableText"], theme))


def _joined(theirs: _Element, ours: _Element) -> dict[str, str]:
    """Adds what is not there; what each of our styles is called then."""
    known = {_name(style).lower(): _id(style) for style in theirs.iter(f"{{{W}}}style")}
    taken = set(known.values())
    names: dict[str, str] = {}
    added = []
    for style in ours.iter(f"{{{W}}}style"):
        own, key = _id(style), known.get(_name(style).lower())
        if key is None:
            key = own if own not in taken else f"caqda{own}"
            added.append(copy.deepcopy(style))
            added[-1].attrib.pop(f"{{{W}}}default", None)
        names[own] = key
    for style in added:
        style.set(f"{{{W}}}styleId", names[_id(style)])
        for name in ("basedOn", "next"):
            for one in style.findall(f"{{{W}}}{name}"):
                one.set(f"{{{W}}}val", names[value(one)])
        theirs.append(style)
    return names


def _lists(theirs: _Element, numbering: _Element, names: dict[str, str]) -> Numbering:
    """Bullets and numbers for the styles of lists that have none."""
    used = [int(value(found, "numId") or 0) for found in numbering.iter(f"{{{W}}}num")]
    used += [int(value(found, "abstractNumId") or 0) for found in numbering.iter(f"{{{W}}}abstractNum")]
    free = max(used, default=0) + 1
    for key, (kind, mark) in _LISTS.items():
        style = _styled(theirs, names[key])
        if style.find(f".//{{{W}}}numId") is not None:
            continue
        abstract = parse(
            f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{free}">'
            '<w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        )
        first = numbering.find(f"{{{W}}}num")
        numbering.insert(numbering.index(first) if first is not None else len(numbering), abstract)
        number = f'<w:num xmlns:w="{W}" w:numId="{free}"><w:abstractNumId w:val="{free}"/></w:num>'
        numbering.append(parse(number))
        properties = style.find(f"{{{W}}}pPr")
        if properties is None:
            properties = parse(f'<w:pPr xmlns:w="{W}"/>')
            look = style.find(f"{{{W}}}rPr")
            style.insert(style.index(look) if look is not None else len(style), properties)
        before = [one for one in properties if one.tag.rpartition("}")[2] in _BEFORE_NUMBERS]
        said = f'<w:numPr xmlns:w="{W}"><w:numId w:val="{free}"/></w:numPr>'
        properties.insert(len(before), parse(said))
        free += 1
    for found in numbering.findall(f"{{{W}}}numIdMacAtCleanup"):
        numbering.remove(found)
    chosen = value(_styled(theirs, names["ListNumber"]).find(f".//{{{W}}}numId"))
    kinds = {value(one, "numId"): value(one[0]) for one in numbering.iter(f"{{{W}}}num")}
    begun, end, rest = (HEAD + as_text(numbering)).rpartition("</")
    return Numbering(begun, end + rest, kinds.get(chosen, ""), free)


# -- how broad letters are -------------------------------------------------------------------------------


def _broader(theirs: _Element, key: str, theme: bytes | None) -> float:
    """How much broader a style's letters are than those of the report's own tables."""
    face, size = "", ""
    for look in _looks(theirs, key):
        fonts = look.find(f"{{{W}}}rFonts")
        face = face or value(fonts, "ascii") or _of_theme(value(fonts, "asciiTheme"), theme)
        size = size or value(look.find(f"{{{W}}}sz"))
    known = face.lower()
    broad = next((one for one, names in _BROAD.items() if any(name in known for name in names)), _UNKNOWN)
    return broad * int(size or 20) / _SIZE


def _looks(theirs: _Element, key: str) -> list[_Element]:
    """What is said of the letters of a style: by itself, by those it is based on, by the document."""
    looks = []
    seen: set[str] = set()
    while key and key not in seen:
        seen.add(key)
        style = _styled(theirs, key)
        looks.append(style.find(f"{{{W}}}rPr"))
        key = value(style.find(f"{{{W}}}basedOn"))
    looks.append(theirs.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr"))
    return [look for look in looks if look is not None]


def _of_theme(name: str, theme: bytes | None) -> str:
    """The face that a theme has under a name such as ``minorHAnsi``."""
    if not name or theme is None:
        return ""
    kind = "majorFont" if name.startswith("major") else "minorFont"
    found = parse(theme).find(f".//{{{_DRAWING}}}{kind}/{{{_DRAWING}}}latin")
    return "" if found is None else str(found.get("typeface", ""))


def _styled(theirs: _Element, key: str) -> _Element:
    return next(style for style in theirs.iter(f"{{{W}}}style") if _id(style) == key)


def _id(style: _Element) -> str:
    return value(style, "styleId")


def _name(style: _Element) -> str:
    return value(style.find(f"{{{W}}}name"))
