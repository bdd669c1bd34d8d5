"""What comes from a file is never obeyed: text made safe for a terminal, a spreadsheet cell and markup.

All functions leave the stored text alone; they are applied where text is shown.
"""

from __future__ import annotations

import re

_PICTURE = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_HIDDEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\ufff9\ufffa\ufffb"
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VISIBLE = (
    _PICTURE
    | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
    | dict.fromkeys(map(ord, _HIDDEN + _BIDI), 0x00B7)
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
    | {0x09: 0x20, 0x0A: 0x0A, 0xA0: 0x20}
)
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0" + _HIDDEN + _BIDI + "\ud800-\udfff]")
# A joiner that joins no two pictographs is drawn by terminals, and measured by Rich, each in its own way.
_PICTOGRAPH = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_STRAY_JOINER = re.compile(f"\u200d(?![{_PICTOGRAPH}])|(?<![{_PICTOGRAPH}\ufe0f\u20e3\U000e007f])\u200d")
ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"))  # & first
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def for_terminal(text: str) -> str:
    """The text with every control, escape and direction character shown as one harmless character.

    The length is the same, character for character, so offsets into the text stay right. Line
    breaks stay; tabs and non-breaking spaces become spaces. Joined emoji stay joined.
    """
    if text.isprintable():  # then none of them is in it
        return text
    if "\u200d" in text:
        text = _STRAY_JOINER.sub("·", text)
    return text.translate(_VISIBLE) if _UNSAFE.search(text) else text


def for_markup(text: str) -> str:
    """The text for HTML and XML: shown as it was written, without a control character, obeyed in nothing."""
    text = for_terminal(text)
    for mark, entity in ENTITIES:
        if mark in text:
            text = text.replace(mark, entity)
    return text


def for_cell(text: str) -> str:
    """The text for a spreadsheet: what would start a formula is quoted with an apostrophe."""
    return "'" + text if text.lstrip("'").startswith(_FORMULA) else text


def from_cell(text: str) -> str:
    """The text that :func:`for_cell` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text
