"""Text from files made harmless for a format, so that it shows as it was written."""

from __future__ import annotations

import json
import re

from caqda.safety import for_terminal

_MARKS = "\\`*_[]<>|~$^{}#@&"  # the backslash first: it is what the others are given
# Beyond these the colon of an address and of an emoji's name, and the dot of an address without one. Where
# there may be some, what is found is looked for letter by letter, which is slow.
_WITH_ADDRESSES = re.compile(
    f"[{re.escape(_MARKS)}]" + r"|(?<=\w):(?=//)|:(?=[a-zA-Z+-][\w+-]*:)|(?<=www)\.", re.IGNORECASE
)
# At the start of a paragraph: what begins a list, a numbered one too, a heading or a definition.
_AT_START = re.compile(
    r"[-+=:%]|(?P<number>\(?(?:\d+|[a-z]|[ivxlcdm]+))(?P<mark>[.)])(?=\s|$)", re.IGNORECASE
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def markdown(text: str) -> str:
    """The text on one line, in which no Markdown (CommonMark's, GitHub's, Pandoc's) is left."""
    line = text
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        line = " ".join(for_terminal(text).split())
    if (":" in line and ("://" in line or line.count(":") > 1)) or "w." in line or "W." in line:
        return _WITH_ADDRESSES.sub(r"\\\g<0>", line)
    for mark in _MARKS:
        if mark in line:
            line = line.replace(mark, f"\\{mark}")
    return line


def markdown_lines(text: str) -> list[str]:
    """The lines of a text that are not blank, each fit to be a paragraph."""
    return [markdown_paragraph(line) for line in text.split("\n") if line.strip()]


def markdown_paragraph(text: str) -> str:
    """The same where it begins a paragraph."""
    line = markdown(text)
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
