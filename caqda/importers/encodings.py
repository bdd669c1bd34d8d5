"""From bytes to a fixed text: the encoding found and named, NFC, line ends as ``\\n``.

The encoding is decided in this order, always the same way for the same bytes:

1. A byte order mark says UTF-8 or UTF-16; the mark is not text.
2. Bytes with NULs are UTF-16 without a mark if they read as such in one of the two byte orders (the
   one with more Latin letters and spaces); otherwise the file is no text.
3. What is valid UTF-8 is UTF-8 (plain ASCII too).
4. What is UTF-8 but for a few damaged bytes is refused, with the line: read as anything else, every
   Danish letter in it would be wrong.
5. The rest is one byte a character. Bytes 0x80-0x9F are punctuation in Windows-1252 and control
   characters in Latin-1: if there are some, and all mean something in Windows-1252, it is
   Windows-1252. Without any, the two encodings give the same text, and it is called Latin-1.

Line ends are ``\\r\\n``, ``\\r``, vertical tab (Word's soft line break in plain text), form feed (a
new page), U+0085, U+2028 and U+2029; each becomes one ``\\n``. Every other character is kept, also
control characters and escape sequences: they are made harmless where text is shown.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from caqda.errors import InputError
from caqda.wording import N_, _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "iso8859-1": "Latin-1",
}
_KINDS = (
    (
        b"%PDF-",
        N_("this is a PDF document: copy or export its text to a .txt or .docx file and import that."),
    ),
    (b"{\\rtf", N_("this is an RTF document: open it in a word processor and save it as .docx.")),
    (b"PK\x03\x04", N_("this is a ZIP file or a Word document: give it the ending .docx if it is one.")),
    (b"\xd0\xcf\x11\xe0", N_("this is an older Word document: open it in Word and save it as .docx.")),
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_C1 = re.compile(rb"[\x80-\x9f]")
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.05
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BY_CHANCE = 2  # such as a capital Å before a closing quotation mark in Windows-1252
_HIGH = re.compile(rb"[\x80-\xff]")
_BINARY = N_(
    "this is a binary file, not text: if it is a transcript, open it in the program that made it and save "
    "it as UTF-8 text."
)


def decode(data: bytes, path: Path, encoding: str | None = None) -> tuple[str, str]:
    """The fixed text of ``data`` and the encoding's name as shown to people.

    Raises ``InputError`` for a file that is no text, or cannot be read in the ``encoding`` asked for.
    """
    for start, kind in _KINDS:
        if data.startswith(start):
            raise InputError(path, _(kind))
    text, name = _decode_as(data, path, encoding) if encoding else _detect(data, path)
    if "\0" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise InputError(path, _(_BINARY))
    return fix(text), name


def fix(text: str) -> str:
    """The text as it is stored: line ends as ``\\n``, NFC."""
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", text))


def _detect(data: bytes, path: Path) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, path), name
    if b"\0" in data:
        return _utf16_without_mark(data, path), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, path, error)
    if _C1.search(data) and not _NOT_WINDOWS.search(data):
        return data.decode("cp1252"), "Windows-1252"
    return data.decode("latin-1"), "Latin-1"


def _decode_as(data: bytes, path: Path, encoding: str) -> tuple[str, str]:
    """The text in the encoding that a person named."""
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, ValueError):
        raise InputError(
            path,
            _('there is no encoding "{encoding}": use utf-8, utf-16, windows-1252 or latin-1.').format(
                encoding=encoding
            ),
        ) from None
    name = _NAMES.get(codec, codec.upper())
    marks = [(mark, own, title) for mark, own, title in _MARKS if title.startswith(name)]
    for mark, own, title in marks:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], own, path), title
    return _strictly(data, "utf-16-le" if codec == "utf-16" else codec, path), name


def _strictly(data: bytes, codec: str, path: Path) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        name = _NAMES.get(codec, codec.upper())
        place = error.start if isinstance(error, UnicodeDecodeError) else None
        raise InputError(
            path,
            _("a character is not valid {name}: save the file again, or name its encoding.").format(
                name=name
            ),
            line=None if place is None else _line_of(data[:place].decode(codec, "replace")),
        ) from None


def _utf16_without_mark(data: bytes, path: Path) -> str:
    best, text = 0.5, ""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            read = data.decode(codec)
        except UnicodeDecodeError:
            continue
        share = sum(char < "\u0250" for char in read) / max(1, len(read))
        if share > best and "\0" not in read:
            best, text = share, read
    if not text:
        raise InputError(path, _(_BINARY))
    return text


def _refuse_damaged_utf8(data: bytes, path: Path, error: UnicodeDecodeError) -> None:
    """Refuse bytes of which most, or more than a few, letters beyond ASCII are right in UTF-8."""
    whole = sum(1 for _ in _MULTIBYTE.finditer(data))
    loose = sum(1 for _ in _HIGH.finditer(_MULTIBYTE.sub(b"", data)))
    if whole > loose or (whole > _BY_CHANCE and whole > loose / 4):
        line = _line_of(data[: error.start].decode("utf-8"))
        raise InputError(
            path,
            _("the file is UTF-8 but damaged here: put the character right and save, or name the encoding."),
            line=line,
        )


def _line_of(before: str) -> int:
    return fix(before).count("\n") + 1
