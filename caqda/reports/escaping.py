"""Text from files made harmless for a format, so that it shows as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from caqda.safety import for_markup, for_terminal

SEAM = "¶"
"""What texts are joined with that are to be escaped at once, since that takes a third of the time.

It is no mark of any format, and no letter: what stands on one side of it changes nothing on the other.
"""

_MARKS = "\\`*_[]<>|~$^{}#@&"  # the backslash first: it is what the others are given
# Beyond these the colon of an address and of an emoji's name, and the dot of an address without one.
_WITH_ADDRESSES = re.compile(
    f"[{re.escape(_MARKS)}]" + r"|(?<=\w):(?=//)|:(?=[a-zA-Z+-][\w+-]*:)|(?<=www)\.", re.IGNORECASE
)
_PERHAPS_EMOJI = re.compile(r":(?:[^\W\d_]|[+-])[\w+-]*:")
# At the start of a paragraph: what begins a list, a numbered one too, a heading or a definition.
_START = r"[-+=:%]|(?P<number>\(?(?:\d+|[a-z]|[ivxlcdm]+))(?P<mark>[.)])(?=\s|$)"
_AT_START = re.compile(_START, re.IGNORECASE)
_AFTER_SEAM = re.compile(rf"{SEAM} ?(?:{_START.replace('$', f'$|{SEAM}')})", re.IGNORECASE)
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


def markdown_passage(before: str, said: Sequence[str], after: str) -> list[list[str]]:
    """What stands before a passage, its own lines, and what stands after it, as paragraphs of Markdown.

    A line of its own is not blank and has no spaces around it.
    """
    whole = _PARTED.join((before, "\n".join(said), after))
    if SEAM not in whole and whole.count("¦") == 2:
        whole = f"{SEAM}{whole}".replace("\n", SEAM)
        if whole.isprintable() and "  " not in whole:
            whole = _escaped(whole)
            begins = _AFTER_SEAM.search(whole)
            parts = [_lines(part, SEAM) for part in whole.split("¦")]
            return [[_begun(line) for line in part] for part in parts] if begins else parts
    parts = [_lines(before, "\n"), list(said), _lines(after, "\n")]
    return [[_begun(markdown(line)) for line in part] for part in parts]


_PARTED = "\n¦\n"


def _lines(text: str, end: str) -> list[str]:
    return [line for part in text.split(end) if (line := part.strip())]


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


def markup_texts(texts: Sequence[str]) -> list[str]:
    """Texts for HTML and XML, each as :func:`caqda.safety.for_markup` has it."""
    found = for_markup(SEAM.join(texts)).split(SEAM)
    return found if len(found) == len(texts) else [for_markup(text) for text in texts]


def colour(text: str) -> str:
    """A colour ``#rrggbb``; grey where the text is none."""
    return text if _COLOUR.fullmatch(text) else "#888888"
