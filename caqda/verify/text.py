"""Plain text: paragraphs are parted by blank lines; one that is indented throughout is a quotation."""

from __future__ import annotations

import re
from pathlib import Path

from caqda.importers.encodings import decode
from caqda.verify.manuscript import Block, Manuscript

_BLANK = re.compile(r"\n[^\S\n]*\n")
_INDENTED = re.compile(r"(?:[ ]{3,}|\t|> )")


def read(data: bytes, path: Path) -> Manuscript:
    """The paragraphs of a text file."""
    text, _ = decode(data, path)
    return Manuscript(path, tuple(_block(part) for part in _BLANK.split(text) if part.strip()))


def _block(part: str) -> Block:
    lines = [line for line in part.split("\n") if line.strip()]
    quoted = all(_INDENTED.match(line) for line in lines)
    return Block("\n".join(line.strip().removeprefix("> ") for line in lines), quoted, guessed=True)
