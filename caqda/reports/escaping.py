"""Text from files made harmless for a format, so that it shows as it was written."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

from caqda.reports.document import lines
from caqda.safety import ENTITIES, for_markup, for_terminal

_MARKS = "\\`*_[]<>|~$^{}#@&"  # the backslash first: it is what the others are given
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_SHORT = 80  # letters, which are looked at one by one sooner than for each mark
# Beyond these the colon of an address and of an emoji's name, and the dot of an address without one.
_WITH_ADDRESSES = re.compile(
    f"[{re.escape(_MARKS)}]" + r"|(?<=\w):(?=//)|:(?=[a-zA-Z+-][\w+-]*:)|(?<=www)\.", re.IGNORECASE
)
_PERHAPS_EMOJI = re.compile(r":(?:[^\W\d_]|[+-])[\w+-]*:")
# At the start of a paragraph: what begins a list, a numbered one too, a heading or a definition.
_AT_START = re.compile(
    r"[-+=:%]|(?P<number>\(?(?:\d+|[a-z]|[ivxlcdm]+))(?P<mark>[.)])(?=\s|$)", re.IGNORECASE
)
_TWO_SPACES = "  "
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

Marks: TypeAlias = tuple[tuple[str, str], ...] | None
"""The marks of a format that there are in a text, in the order of replacement, with what stands for each.

A source is looked through once, so that not each of thousands of quotations from it need be.
"""


def markdown(text: str) -> str:
    """The text on one line, in which no Markdown (CommonMark's, GitHub's, Pandoc's) is left."""
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(for_terminal(text).split())
    return _escaped(text)


def _escaped(line: str) -> str:
    """Marks with a backslash before them."""
    if _may_hold_address(line):
        return _WITH_ADDRESSES.sub(r"\\\g<0>", line)
    if len(line) < _SHORT and _MARK.search(line) is None:
        return line
    for mark in _MARKS:
        if mark in line:
            line = line.replace(mark, f"\\{mark}")
    return line


def _may_hold_address(line: str) -> bool:
    """Whether it is worth looking for an address or an emoji's name letter by letter, which is slow.

    A letter is looked for before the letters around it: most are not there, and one is found at once.
    """
    if "/" in line and "://" in line:
        return True
    if ":" in line and _PERHAPS_EMOJI.search(line):
        return True
    ends = ("w" in line and "w." in line) or ("W" in line and "W." in line)
    return ends and "www." in line.lower()


def markdown_lines(text: str) -> list[str]:
    """The lines of a text that are not blank, each fit to be a paragraph."""
    return [_begun(markdown(line)) for line in text.split("\n") if line.strip()]


def markdown_marks(whole: str) -> Marks:
    """What there is to escape in stretches of a text; None where each line needs to be looked at."""
    if not _printable(whole) or _may_hold_address(whole):
        return None
    found = [(mark, f"\\{mark}") for mark in _MARKS if mark in whole]
    while _TWO_SPACES in whole:  # of which one is shown: of four by replacing twice
        found.append((_TWO_SPACES, " "))
        whole = whole.replace(_TWO_SPACES, " ")
    return tuple(found)


def markup_marks(whole: str) -> Marks:
    """The same for HTML and XML."""
    return tuple(pair for pair in ENTITIES if pair[0] in whole) if _printable(whole) else None


def _printable(text: str) -> bool:
    return text.replace("\n", "").isprintable()


def markdown_paragraphs(text: str, marks: Marks) -> list[str]:
    """The lines of a text that are not blank, each fit to be a paragraph.

    ``marks`` are those of a text that it is a stretch of, or lines of several.
    """
    if marks is None:
        return [_begun(markdown(line)) for line in lines(text)]
    for mark, escaped in marks:
        if mark in text:
            text = text.replace(mark, escaped)
    begins = _AT_START.match
    return [line if begins(line) is None else _begun(line) for line in lines(text)]


def markup_paragraphs(text: str, marks: Marks) -> list[str]:
    """The same for HTML and XML."""
    if marks is None:
        return [for_markup(line) for line in lines(text)]
    for mark, entity in marks:
        if mark in text:
            text = text.replace(mark, entity)
    return lines(text)


def _begun(line: str) -> str:
    """A line such that no list, heading or definition begins with it."""
    if (found := _AT_START.match(line)) is None:
        return line
    at = found.start("mark") if found["mark"] else 0
    return f"{line[:at]}\\{line[at:]}"


def json_text(text: str) -> str:
    """JSON in which the characters that hide or turn text are written as escapes, and so are kept."""
    return "\n".join(map(_json_line, text.split("\n")))


def _json_line(line: str) -> str:
    seen = for_terminal(line)
    if seen == line:
        return line
    return "".join(
        one if one == other else json.dumps(one)[1:-1] for one, other in zip(line, seen, strict=True)
    )


def colour(text: str) -> str:
    """A colour ``#rrggbb``; grey where the text is none."""
    return text if _COLOUR.fullmatch(text) else "#888888"
