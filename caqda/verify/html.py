"""HTML: ``blockquote`` and ``q`` are quotations, whatever a page looks like."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from caqda.importers.encodings import decode
from caqda.verify.manuscript import Block, Manuscript, Table

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
        "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "title", "head", "svg"))


def read(data: bytes, path: Path) -> Manuscript:
    """The paragraphs and tables of a page."""
    text, _ = decode(data, path)
    page = _Page()
    page.feed(text)
    page.close()
    page.end_block()
    return Manuscript(path, tuple(page.blocks), tuple(page.tables))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self._said: list[str] = []
        self._quoted = 0
        self._unseen = 0
        self._raised: int | None = None
        self._caption = ""
        self._rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.end_block()
        if tag == "blockquote":
            self._quoted += 1
        elif tag == "q":
            self._said.append("“")
        elif tag == "sup":
            self._raised = len(self._said)
        elif tag == "br":
            self._said.append("\n")
        elif tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag == "q":
            self._said.append("”")
        elif tag == "sup" and self._raised is not None:
            raised = "".join(self._said[self._raised :]).strip()
            if raised.isdecimal():  # the mark of a note, and no part of the word before it
                self._said[self._raised :] = [f"[{raised}]"]
            self._raised = None
        if tag not in _BLOCKS:
            return
        said = self.end_block()
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        elif tag == "caption":
            self._caption = said
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append(said)
        elif tag == "table" and self._rows is not None:
            self.tables.append(Table(self._caption, tuple(map(tuple, self._rows))))
            self._rows = None

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._said.append(data)

    def end_block(self) -> str:
        """Close the paragraph under way; returns what it says."""
        lines = "".join(self._said).split("\n")
        said = " ".join(" ".join(line.split()) for line in lines).strip()
        self._said, self._raised = [], None
        if said:
            self.blocks.append(Block(said, self._quoted > 0))
        return said
