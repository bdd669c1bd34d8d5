"""Text search: where words stand in the interviews, capitals and line breaks aside."""

from __future__ import annotations

import re

import numpy as np

from caqda.analysis.passages import distinct
from caqda.analysis.query import Passage, read
from caqda.analysis.scope import Scope
from caqda.errors import QueryError
from caqda.wording import _


def matcher(words: str) -> re.Pattern[str]:
    """A pattern that finds the words in this order; what separates them may be any white space.

    Raises QueryError where there are none.
    """
    parts = words.split()
    if not parts:
        raise QueryError(_("There is nothing to search for; write the words to find."))
    return re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)


def search(scope: Scope, words: str) -> list[Passage]:
    """The places in the sources of a scope where the words stand, in order."""
    pattern = matcher(words)
    starts: list[int] = []
    ends: list[int] = []
    for base, source in zip(scope.axis.base.tolist(), scope.axis.ids.tolist(), strict=True):
        if source in scope.source_ids:
            for match in pattern.finditer(scope.corpus.text(source)):
                starts.append(base + match.start())
                ends.append(base + match.end())
    return read(scope, distinct(np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)))


def context(text: str, start: int, end: int, width: int = 40) -> tuple[str, str]:
    """What stands before and after a passage, up to ``width`` characters of its line, cut at words."""
    before = text[max(0, start - width) : start].rpartition("\n")[2]
    after = text[end : end + width].partition("\n")[0]
    if start > width and len(before) == width:
        before = "…" + before.partition(" ")[2]
    if end + width < len(text) and len(after) == width:
        after = after.rpartition(" ")[0] + "…"
    return before, after
