"""Word documents: paragraphs in a style for quotations, or set in from the margin, are quotations."""

from __future__ import annotations

from pathlib import Path

from caqda.importers.word import paragraphs
from caqda.verify.manuscript import Manuscript, Table, styled


def read(data: bytes, path: Path) -> Manuscript:
    """The paragraphs, tables, footnotes and endnotes of a Word document, tracked changes accepted."""
    found, tables = paragraphs(data, path)
    blocks = tuple(styled(one.text, one.style, set_in=one.set_in) for one in found if one.text.strip())
    return Manuscript(path, blocks, tuple(Table(*told) for told in tables))
