"""The report as JSON, for programs: what the report says of itself, or its blocks."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, BinaryIO

from caqda.exchange.package import in_chunks
from caqda.reports.document import Document
from caqda.reports.escaping import json_text


def write(document: Document, file: BinaryIO) -> None:
    """The whole report."""
    told = document.data() if document.data is not None else _blocks(document)
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(told)
    file.writelines(in_chunks(map(json_text, pieces)))
    file.write(b"\n")


def _blocks(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "language": document.language,
        "provenance": asdict(document.provenance),
        "blocks": [{"kind": type(block).__name__.lower(), **asdict(block)} for block in document],
    }
