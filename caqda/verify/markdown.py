"""Markdown, also Quarto's: what is set off with ``>`` is a quotation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.importers.encodings import decode
from caqda.verify.manuscript import Block, Manuscript, Table

if TYPE_CHECKING:
    from markdown_it.token import Token


def read(data: bytes, path: Path) -> Manuscript:
    """The paragraphs and tables of a Markdown file; code is left out."""
    from markdown_it import MarkdownIt

    text, _ = decode(data, path)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    blocks: list[Block] = []
    tables: list[Table] = []
    depth, rows = 0, list[list[str]]()
    in_table, caption = False, ""
    for token in parser.parse(text):
        depth += token.nesting * (token.type in ("blockquote_open", "blockquote_close"))
        if token.type == "table_open":
            in_table, rows, caption = True, [], blocks[-1].text if blocks else ""
        elif token.type == "table_close":
            in_table = False
            tables.append(Table(caption, tuple(map(tuple, rows))))
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            words = _words(token.children or ())
            if in_table:
                rows[-1].append(words)
            blocks.append(Block(words, depth > 0))
    return Manuscript(path, tuple(blocks), tuple(tables))


def _words(tokens: Iterable[Token]) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in tokens if token.type != "image")
