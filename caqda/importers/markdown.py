"""Markdown (``.md``): kept as it was written, marks and all.

What a person sees in her editor is what she codes, and positions agree with the file. Only the
search for speaker labels looks through ``**bold**``.
"""

from __future__ import annotations

from pathlib import Path

from caqda.importers.encodings import decode
from caqda.importers.transcript import Extract


def extract(data: bytes, path: Path, encoding: str | None = None) -> Extract:
    """The text of the file, nothing stripped. Raises ``InputError`` if it is no text."""
    return Extract(*decode(data, path, encoding))
