"""Text from files made harmless for a format, so that it shows as it was written."""

from __future__ import annotations

import json
import re

from caqda.reports.document import lines
from caqda.safety import for_markup, for_terminal, with_entities

# What texts are joined with that are to be escaped at once, since that takes a third of the time. They are no
# marks of any format, and no letters: what stands on one side of them changes nothing on the other.
_SEAM, _PART = "¶", "¦"
_BETWEEN_PARTS = f"\n{_PART}\n"

_MARKS = "\\`*_[]<>|~$^{}#@&"  # the backslash first: it is what the others are given
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_SHORT = 80  # letters, which are looked at one by one sooner than for each mark
# Beyond these the colon of an address and of an emoji's name, and the dot of an address without one.
_WITH_ADDRESSES = re.compile(
    f"[{re.escape(_MARKS)}]" + r"|(?<=\w):(?=//)|:(?=[a-zA-Z+-][\w+-]*:)|(?<=www)\.", re.IGNORECASE
)
_PERHAPS_EMOJI = re.compile(r":(?:[^\W\d_]|[+-])[\w+-]*:")
# At the start of a paragraph: what begins a list, a numbered one too, a heading or a definition.
_START = r"[-+=:%]|(?P<number>\(?(?:\d+|[a-z]|[ivxlcdm]+))(?P<mark>[.)])(?=\s|$)"
_AT_START = re.compile(_START, re.IGNORECASE)
_AFTER_SEAM = re.compile(rf"{_SEAM} ?(?:{_START.replace('$', f'$|{_SEAM}')})", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


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


def markdown_passage(before: str, said: str, after: str) -> list[list[str]]:
    """The lines of a passage and of what stands around it that are not blank, as paragraphs of Markdown."""
    whole = _in_one((before, said, after))
    if not whole or "  " in whole:
        return [[_begun(markdown(line)) for line in lines(part)] for part in (before, said, after)]
    whole = _escaped(whole)
    parts = [_lines(part) for part in whole.split(_PART)]
    return [[_begun(line) for line in part] for part in parts] if _AFTER_SEAM.search(whole) else parts


def markup_passage(before: str, said: str, after: str) -> list[list[str]]:
    """The same lines for HTML and XML."""
    whole = _in_one((before, said, after))
    if not whole:
        return [[for_markup(line) for line in lines(part)] for part in (before, said, after)]
    return [_lines(part) for part in with_entities(whole).split(_PART)]


def _in_one(parts: tuple[str, str, str]) -> str:
    """Texts in one, with marks where lines and parts end; empty where some letter in it needs more care."""
    whole = _BETWEEN_PARTS.join(parts)
    if _SEAM in whole or whole.count(_PART) != len(parts) - 1:
        return ""
    whole = f"{_SEAM}{whole}".replace("\n", _SEAM)
    return whole if whole.isprintable() else ""


def _lines(part: str) -> list[str]:
    return [line for piece in part.split(_SEAM) if (line := piece.strip())]


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
