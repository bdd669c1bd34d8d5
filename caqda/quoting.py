"""Words and numbers made fit to stand in a sentence."""

from __future__ import annotations

from caqda.safety import for_terminal

_LONGEST = 60


def quoted(text: object) -> str:
    """The text in quotation marks, on one line, harmless, and cut where it is long."""
    line = for_terminal(" ".join(str(text).split()))
    return f'"{line}"' if len(line) <= _LONGEST else f'"{line[: _LONGEST - 3]}..."'


def counted(number: int, word: str) -> str:
    """A number and its word in English, for the journal: ``1 coding`` and ``2 codings``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
