"""Plain text (``.txt``): what the file says, character for character."""

from __future__ import annotations

from pathlib import Path

from caqda.importers.encodings import decode
from caqda.importers.transcript import Extract


def extract(data: bytes, path: Path, encoding: str | None = None) -> Extract:
    """The text of the file. Raises ``InputError`` if it is no text."""
    return Extract(*decode(data, path, encoding))
