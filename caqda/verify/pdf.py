"""PDF: lines as they stand on the page, put together into paragraphs.

What stands in from the margin may be a quotation; smaller letters under it say where it is from. What a
page repeats at its head or foot, page numbers among it, is left out. What is drawn, and footnotes, come last,
so that they do not stand between the parts of what goes on over the end of a page.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from caqda.errors import InputError
from caqda.verify.manuscript import PARTED, Block, Manuscript
from caqda.wording import _

_PARTED = re.compile(r"(\w)[-‐\u00ad]\n(?=[^\W\d_])")
_NUMBER = re.compile(r"\d+")
_SET_IN, _FAR = 6.0, 100.0  # points from the margin; what stands further in is no quotation
_OFTEN = 0.04  # of all lines begin at the margin
_APART = 1.75  # times the size of the letters; lines further from each other are not of one paragraph
_SAME = 2.0  # points
_SMALLER, _ALIKE = 0.75, 0.25  # points; how much letters of different and of the same kind differ
_LABEL = 3  # words in smaller letters than what follows are of a drawing, or head it
_DRAWN = "/Figure"  # what a tagged PDF calls what is drawn
_SHOWING = (b"Tj", b"TJ", b"'", b'"')  # operators that show text
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡]+)[.)]?\s*[^\W\d_]")  # how a footnote begins
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_RAISED = 0.8  # times the size of a line's letters; smaller numbers lead to notes


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, where it begins (points, from the left and the bottom), and its size."""

    text: str
    left: float
    bottom: float
    size: float
    drawn: bool = False


def read(data: bytes, path: Path) -> Manuscript:
    """The paragraphs of a PDF. Raises InputError where it has no text, only pictures of it, or is locked."""
    try:
        import pypdf
    except ImportError as error:
        raise InputError(
            path,
            _("reading a PDF needs an addition; install it with: pip install 'caqda[pdf]'."),
        ) from error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(path, _("the PDF is protected by a password; save it without one."))
        pages = [_lines(page) for page in reader.pages]
    except InputError:
        raise
    except Exception as error:  # what is damaged breaks the parser in ways without number
        raise InputError(path, _("the PDF is damaged; make it anew.")) from error
    running, asides = _apart(_without_margins(pages))
    notes = (Block(_text(part), guessed=True) for part in _paragraphs(asides))
    return Manuscript(path, (*_blocks(running), *notes))


def _lines(page: Any) -> list[_Line]:
    found: list[_Line] = []
    parts: list[_Line] = []
    within: list[bool] = []  # of the marked contents that are open, whether each is drawn
    drawn = False

    def note(operator: bytes, operands: Any, *_: Any) -> None:
        nonlocal drawn
        if operator in (b"BDC", b"BMC"):
            within.append(bool(operands) and operands[0] == _DRAWN)
        elif operator == b"EMC" and within:
            within.pop()
        elif operator in _SHOWING:
            drawn = any(within)

    def see(text: str, of_page: list[float], of_text: list[float], _: Any, size: float) -> None:
        if text.strip():
            x, y = of_text[4], of_text[5]
            left = of_page[0] * x + of_page[2] * y + of_page[4]
            bottom = of_page[1] * x + of_page[3] * y + of_page[5]
            parts.append(
                _Line(text, left, bottom, (size or 1.0) * abs(of_page[3] * of_text[3] or 1.0), drawn)
            )
        elif text and parts and "\n" not in text:
            parts.append(replace(parts[-1], text=text))
        if "\n" in text and parts:
            found.append(_line(parts))
            parts.clear()

    page.extract_text(visitor_operand_before=note, visitor_text=see)
    return [*found, _line(parts)] if parts else found


def _line(parts: list[_Line]) -> _Line:
    """A line of its parts: it begins where the first does, and its letters are those of the longest."""
    longest = max(parts, key=lambda part: len(part.text))
    said = [part.text for part in parts if part.size >= _RAISED * longest.size or not part.text.isdecimal()]
    text = " ".join("".join(said).translate(_LIGATURES).split())
    return replace(parts[0], text=text, size=longest.size)


def _without_margins(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without the first and last lines that most of them share, numbers aside."""
    if len(pages) < 3:
        return pages
    edges = Counter(said for page in pages for said in {_bare(line) for line in [*page[:2], *page[-2:]]})
    common = {said for said, count in edges.items() if count > len(pages) / 2}
    return [[line for line in page if _bare(line) not in common] for page in pages]


def _apart(pages: list[list[_Line]]) -> tuple[list[_Line], list[_Line]]:
    """The lines that run on from page to page; and those of drawings and of footnotes."""
    running: list[_Line] = []
    asides: list[_Line] = []
    for page in pages:
        written = [line for line in page if not line.drawn]
        foot = _foot(written)
        for line in written[:foot]:
            if not (running and line.text.isdecimal() and line.size < _RAISED * running[-1].size):
                running.append(line)
        asides += [*(line for line in page if line.drawn), *written[foot:]]
    return running, asides


def _foot(page: list[_Line]) -> int:
    """Where the footnotes of a page begin: in smaller letters than what is before them, and to its end."""
    for at in range(len(page) - 1, 0, -1):
        if page[at].size < page[at - 1].size - _SMALLER:
            return at if _NOTE.match(page[at].text) else len(page)
        if page[at].size > page[at - 1].size + _SMALLER:
            break
    return len(page)


def _bare(line: _Line) -> str:
    return _NUMBER.sub("#", line.text)


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    margins = Counter(round(line.left) for line in lines)
    margin = min((left for left, count in margins.items() if count >= _OFTEN * len(lines)), default=0)
    quoted, letters, left, before = False, 0.0, 0.0, ""
    parts = _paragraphs(lines)
    for at, part in enumerate(parts, start=1):
        set_in = all(_SET_IN <= line.left - margin <= _FAR for line in part)
        set_in = set_in and not _PARTED.search(f"{before}\n{part[0].text}")  # no quotation begins in a word
        before, size, edge = part[-1].text, part[0].size, part[-1].left
        if at < len(parts) and len(before.split()) <= _LABEL and size < parts[at][0].size - _SMALLER:
            set_in = False
        cites = quoted and set_in and size < letters - _SMALLER
        yield Block(
            _text(part),
            quoted=set_in and not cites,
            guessed=True,
            attribution=cites,
            anew=abs(size - letters) > _ALIKE or abs(edge - left) > _SAME,
        )
        if not cites:  # several lines may say where it is from
            quoted, letters, left = set_in, size, edge


def _text(part: list[_Line]) -> str:
    return _PARTED.sub(rf"\1{PARTED}", "\n".join(line.text for line in part))


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    found: list[list[_Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(part: list[_Line], line: _Line) -> bool:
    """Whether a line belongs to the paragraph before it, also over the end of a page."""
    last = part[-1]
    if abs(line.size - last.size) > _SMALLER:
        return False
    first_set_in = len(part) == 1 and last.left > line.left
    if abs(line.left - last.left) > _SAME and not first_set_in:
        return False
    if line.bottom > last.bottom:  # the next page, or the next column
        return not last.text.endswith((".", "!", "?", ":", "”", '"'))
    return last.bottom - line.bottom <= _APART * max(line.size, 1.0)
