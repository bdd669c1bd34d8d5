"""Letters on what is in sight: where a passage may begin or end, and what is typed for each place.

Small letters stand where a sentence begins or ends, capitals where a part of one does. Pure functions on
offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caqda.tui.transcript.document import Document

EASY = "asdfghjklqwertyuiopzxvbnm"
"""The letters that are given, those under the fingers first. ``c`` is none: it codes what is selected."""

_PAUSE = re.compile(
    r"(?P<kept>[.!?…]+[\"”’»]*)\s+(?:\([^()]*\)\s+)?"  # a stop that ends no sentence, what is noted after it
    r"|[,;:][\"”’»]*\s+|\s[–—-]\s+"
    r"|\s*\([^()]*\)\s+"  # what the transcript notes: (laughs)
)
"""What parts a sentence, with the space around it; what is kept belongs to the part that it ends."""


def lettered(document: Document, low: int, high: int, side: int) -> dict[str, int]:
    """What to type for each place in ``[low, high]`` where something begins (side 0) or ends (side 1).

    A part of a sentence ends before the comma that ends it. Places are in the order of the text; where there
    are more than letters, the last of them have two.
    """
    whole: list[int] = []
    parts: list[int] = []
    for span, pauses in _sentences(document, low, high):
        whole.append(span[side])
        parts += (pause[1 - side] for pause in pauses if pause[0] > span[0] or side == 0)
    letters: dict[str, int] = {}
    for places, alphabet in ((whole, EASY), (parts, EASY.upper())):
        found = [place for place in places if low <= place <= high]
        letters |= zip(labels(len(found), alphabet), found, strict=True)
    return letters


def labels(count: int, alphabet: str) -> list[str]:
    """So many words over an alphabet, none the beginning of another: of one letter, the last ones of two."""
    size = len(alphabet)
    firsts = min(size, -(-max(0, count - size) // (size - 1)))  # letters that only begin a pair
    single = size - firsts
    pairs = (first + second for first in alphabet[single:] for second in alphabet)
    return [*alphabet[:single], *pairs][:count]


def _sentences(
    document: Document, low: int, high: int
) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """The sentences that reach into ``[low, high]``, each with its pauses between its parts."""
    units = document.sentence_units
    place = max(0, units.before(low))
    while place < len(units) and units.starts[place] <= high:
        start, end = document.unit("sentence", place)
        pauses = []
        for pause in _PAUSE.finditer(document.text, start, end):
            before = pause.end("kept") if pause["kept"] else pause.start()
            if pause.end() < end:
                pauses.append((before, pause.end()))
        yield (start, end), pauses
        place += 1
