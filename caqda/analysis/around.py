"""What stands around a passage: the rest of its sentences, or where they are whole, those beside them."""

from __future__ import annotations

import numpy as np

from caqda.analysis.corpus import Corpus, Ints

LONGEST = 300  # characters on each side


def sentences_around(
    corpus: Corpus, source: int, start: int, end: int, most: int = LONGEST
) -> tuple[str, str]:
    """The text before a passage from where a sentence begins, and after it to where one ends.

    Where the passage begins with a sentence, it is the one before that; nothing where it begins with a
    paragraph. Neither side is longer than about ``most`` characters; ``…`` stands where it is cut.
    """
    text, told = corpus.text(source), corpus.segments(source)
    first, last = _bounds(told.paragraphs, start)[0], _bounds(told.paragraphs, end - 1)[1]
    before, after = text[first:start], text[end:last]
    if before.strip():
        before = before[max(0, _bounds(told.sentences, first + len(before.rstrip()) - 1)[0] - first) :]
    if after.strip():
        ahead = len(after) - len(after.lstrip())
        after = after[: max(0, _bounds(told.sentences, end + ahead)[1] - end)].rstrip()
    else:
        after = ""
    if len(before) > most:
        before = "… " + before[-most:].partition(" ")[2]
    if len(after) > most:
        after = after[:most].rpartition(" ")[0] + " …"
    return before, after


def _bounds(spans: Ints, offset: int) -> tuple[int, int]:
    """The span that an offset lies in, or the last one before it."""
    at = max(0, int(np.searchsorted(spans[:, 0], offset, side="right")) - 1)
    return (int(spans[at, 0]), int(spans[at, 1])) if len(spans) else (offset, offset)
