"""A manuscript as paragraphs, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from caqda.errors import InputError
from caqda.files import read_bytes
from caqda.wording import _

ENDINGS = {
    ".txt": "text",
    ".md": "markdown",
    ".qmd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "word",
    ".odt": "opendocument",
    ".pdf": "pdf",
}


PARTED = "-\u00ad"
"""What stands in a text where a line ended with a hyphen: the word's own, or one that parts it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``quoted`` where the manuscript sets it as a quotation of its own.

    ``guessed`` where only the way it is set in speaks for that; ``attribution`` where it says where the
    quotation before it is from; ``anew`` where it does not go on with that one, being set in another way.
    """

    text: str
    quoted: bool = False
    guessed: bool = False
    attribution: bool = False
    anew: bool = False


_QUOTING = re.compile(r"quot|citat|zitat", re.IGNORECASE)
_AROUND = re.compile(r"context|kontekst", re.IGNORECASE)
_CITING = re.compile(r"source|kilde|attribution|quelle", re.IGNORECASE)


def styled(text: str, *styles: str, set_in: bool = False) -> Block:
    """A paragraph as the names of its styles tell what it is; one that is set in is a quotation."""
    quoting = any(_QUOTING.search(style) for style in styles)
    if any(_AROUND.search(style) for style in styles):  # what stands around a quotation is none
        return Block(text)
    citing = quoting and any(_CITING.search(style) for style in styles)
    return Block(text, (quoting or set_in) and not citing, not quoting, citing)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the caption above or below it, and its rows as texts. ``place`` is its paragraph's number."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What is to be verified: paragraphs in order, numbered from 1, and tables."""

    path: Path
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """All of it, a paragraph a line."""
        return "\n".join(block.text for block in self.blocks).replace(PARTED, "")


Read = Callable[[bytes, Path], Manuscript]


def read(path: Path) -> Manuscript:
    """The manuscript in a file, by its ending; raises InputError where it cannot be read as one."""
    module = ENDINGS.get(path.suffix.lower())
    if module is None:
        known = ", ".join(ENDINGS)
        raise InputError(
            path, _("this kind of manuscript is not read; save it as one of {kinds}.").format(kinds=known)
        )
    found = cast(Read, import_module(f"caqda.verify.{module}").read)(read_bytes(path), path)
    if not any(block.text.strip() for block in found.blocks):
        raise InputError(path, _("there is no text in it to verify."))
    return found
