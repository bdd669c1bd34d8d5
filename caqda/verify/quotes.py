"""The quotations in a manuscript: between quotation marks, or set as paragraphs of their own.

Marks of Danish, English, German and French style are known, straight ones too. A quotation within a
quotation is part of it. One that goes on over several paragraphs is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from caqda.verify.manuscript import Block

LEAST = 4
"""Words; what is shorter between quotation marks is a name or an expression rather than a quotation."""

_PAIRS = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "»": "«»",
    "«": "»",
    "‘": "’",
    "‚": "‘’",
    "›": "‹›",
    "‹": "›",
    '"': '"',
}
_SAME = {"”", '"', "»", "’"}
"""Marks that open and close alike in some hands: what stands around them tells which."""
_BEFORE = "([{–—-/:*_"
_MARKS = "".join(_PAIRS) + "’"
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SHORT = r"(?:(?<=\b(?:Hr|Fr|Dr|Mr|Ms))|(?<=\b[A-ZÆØÅ]))\."  # ends a word cut short, and no sentence
_ATTRIBUTION = re.compile(
    rf"\s*[,.;:]?\s*(?:\(([^()]{{1,160}})\)|\[([^\[\]]{{1,160}})\]|[—–-]\s*((?:[^.\n]|{_SHORT}){{1,120}}))"
)
_AFTER_BLOCK = re.compile(r"(?:^|\n|(?<=[.!?…”\"»’)\]]))\s*(?:\(([^()]{1,160})\)|[—–-]\s*([^\n]{1,160}))\s*$")
_NOTE = re.compile(r"\[\^?(\d+|[ivxlc]+)\]:?\s*(.*)", re.DOTALL)
"""A footnote or endnote: its mark, and what it says."""
_SAYING = re.compile(r"\s*[^\s:]{1,20}:\s")
"""How a speaker who puts in a word begins, in brackets within what another one says."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as the manuscript has it, without its outer marks.

    ``place`` is the number, from 1, of the paragraph it begins in, ``attribution`` what the manuscript says
    of where it comes from: the words in brackets or after a dash that follow it. ``guessed`` where it may
    be something else that is set like a quotation, such as a list.
    """

    text: str
    place: int
    attribution: str
    guessed: bool = False


def quotes(blocks: Sequence[Block], least: int = LEAST) -> list[Quote]:
    """The quotations of at least so many words, in order."""
    found: list[Quote] = []
    number = 0
    while number < len(blocks):
        block = blocks[number]
        if block.quoted:
            several = _run(blocks, number)
            end = number + several
            told = blocks[end].text if end < len(blocks) and blocks[end].attribution else ""
            found += _of_blocks(blocks[number:end], number + 1, told)
            number = end
        else:
            said, paragraphs = ([], 1) if block.attribution else _of_text(blocks, number)
            found += said
            number += paragraphs
    notes = {note[1]: note[2] for block in blocks if (note := _NOTE.fullmatch(block.text))}
    return [_with_note(quote, notes) for quote in found if len(_WORD.findall(quote.text)) >= least]


def _with_note(quote: Quote, notes: dict[str, str]) -> Quote:
    """A quotation whose note says where it is from, with what that says."""
    told = quote.attribution.lstrip("^")
    return replace(quote, attribution=notes[told].strip()) if told in notes else quote


def _run(blocks: Sequence[Block], first: int) -> int:
    """How many paragraphs that are set as quotations follow each other as one.

    They are one where what follows them says where they are from. One ends where it tells that itself, and
    where its closing mark stands.
    """
    count = 1
    goes_on = takewhile(lambda block: block.quoted and not block.anew, blocks[first + 1 :])
    rest = [blocks[first], *goes_on]
    if first + len(rest) < len(blocks) and blocks[first + len(rest)].attribution:
        return len(rest)
    while (
        count < len(rest)
        and not _AFTER_BLOCK.search(blocks[first + count - 1].text)
        and (_is_source(blocks[first + count].text) or _goes_on(blocks[first + count - 1].text))
    ):
        count += 1
    return count


def _is_source(text: str) -> bool:
    """Whether a paragraph says nothing but where the quotation before it comes from."""
    found = _AFTER_BLOCK.search(text)
    return found is not None and found.start() == 0


def _goes_on(text: str) -> bool:
    """Whether a quotation that opens with a mark has not been closed at the end of a paragraph."""
    text = text.strip()
    return text[:1] in _PAIRS and _closing(text, 0) is None


def _of_blocks(blocks: Sequence[Block], place: int, attribution: str) -> Iterator[Quote]:
    text = "\n".join(block.text.strip() for block in blocks)
    told = _AFTER_BLOCK.search(text)
    if told is not None and told.start() > 0 and not _SAYING.match(next(filter(None, told.groups()))):
        attribution, text = attribution or next(filter(None, told.groups())), text[: told.start()]
    text = text.strip()
    if text[:1] in _PAIRS and text[-1:] in _PAIRS[text[0]]:
        text = text[1:-1]
    elif text[:1] in _PAIRS and (end := _closing(text, 0)) is not None:
        attribution = attribution or _attribution(text, end + 1)
        text = text[1:end]
    guessed = all(block.guessed for block in blocks)
    yield Quote(text.strip(), place, attribution.strip(), guessed)


def _of_text(blocks: Sequence[Block], number: int) -> tuple[list[Quote], int]:
    """The quotations in a paragraph, and how many paragraphs they have used up."""
    text, at = blocks[number].text, 0
    found: list[Quote] = []
    while (start := _opening(text, at)) is not None:
        said, end, used = text, _closing(text, start), 1
        if end is None:
            said, end, used = _over_paragraphs(blocks, number, start)
        if end is None:
            at = start + 1
            continue
        found.append(Quote(said[start + 1 : end].strip(), number + 1, _attribution(said, end + 1)))
        if used > 1:
            return found, used
        at = end + 1
    return found, 1


def _over_paragraphs(blocks: Sequence[Block], number: int, start: int) -> tuple[str, int | None, int]:
    """A quotation each of whose paragraphs opens anew: its text, where it closes, how many they are."""
    mark = blocks[number].text[start]
    said = blocks[number].text
    for used, block in enumerate(blocks[number + 1 : number + 6], 2):
        if not block.text.startswith(mark) or block.quoted:
            break
        said += "\n" + block.text[1:]
        if (end := _closing(said, start)) is not None:
            return said, end, used
    return said, None, 1


def _opening(text: str, at: int) -> int | None:
    for place in range(at, len(text)):
        if text[place] in _PAIRS and _may_open(text, place):
            return place
    return None


def _may_open(text: str, place: int) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    free = not before or before.isspace() or before in _BEFORE or before in _PAIRS
    return free and bool(after) and not after.isspace() and after not in ".,;:!?)"


def _closing(text: str, start: int) -> int | None:
    """Where the mark that closes the one at ``start`` stands; those within come in pairs."""
    closers, inner = _PAIRS[text[start]], 0
    for place in range(start + 1, len(text)):
        mark = text[place]
        if mark not in _MARKS:
            continue
        opens = mark in _PAIRS and _may_open(text, place)
        if mark in closers and not (opens and mark in _SAME):
            if not inner and (mark != "’" or not _is_apostrophe(text, place)):
                return place
            inner = max(0, inner - 1)
        elif opens and mark == text[start]:
            inner += 1
    return None


def _is_apostrophe(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()


def _attribution(text: str, at: int) -> str:
    found = _ATTRIBUTION.match(text, at)
    return next(filter(None, found.groups()), "").strip() if found is not None else ""
