"""A quotation as words, with the places where its author left something out or put something in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from caqda.language.names import fold
from caqda.language.segments import words as words_of

_ELISION = re.compile(r"[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]|(?:\.\s?\.\s?\.)|…|\[\s*[-–—]+\s*\]|/\.{2,}/")
_INSERTION = re.compile(r"\[[^\[\]]{1,80}\]")
_ALIKE = str.maketrans(dict.fromkeys("“”„»«‘’‚›‹´`'", '"') | dict.fromkeys("–—‐‑−", "-"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a quotation, folded, with its place in the quotation's text.

    ``gap`` says what stands before it: nothing, ``"elision"`` (something was left out) or ``"insertion"``
    (the author's own words in square brackets, which may stand for some of the speaker's).
    """

    text: str
    start: int
    end: int
    gap: str


def words_in(text: str) -> list[Word]:
    """The words of a quotation; those that its author put in are not among them."""
    gaps = [(one.start(), one.end(), "elision") for one in _ELISION.finditer(text)]
    taken = [(start, end) for start, end, _ in gaps]
    gaps += [
        (one.start(), one.end(), "insertion")
        for one in _INSERTION.finditer(text)
        if all(one.end() <= start or end <= one.start() for start, end in taken)
    ]
    gaps.sort()
    found: list[Word] = []
    for start, end in words_of(text):
        if any(low <= start < high for low, high, _ in gaps):
            continue
        last = found[-1].end if found else 0
        between = [kind for low, high, kind in gaps if last <= low and high <= start]
        gap = "elision" if "elision" in between else "insertion" if between else ""
        found.append(Word(fold(text[start:end]), start, end, gap))
    return found


def plain(text: str) -> str:
    """A text without what printing changes: the style of marks and dashes, spaces, soft hyphens."""
    composed = unicodedata.normalize("NFC", text).replace("\u00ad", "").translate(_ALIKE)
    return " ".join(composed.split())
