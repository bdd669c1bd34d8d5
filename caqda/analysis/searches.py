"""What recent searches found in texts: texts never change, so a search is made once in each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable

import numpy as np

from caqda.analysis.passages import Ints

_MOST = 64  # searches kept; a query that is being typed leaves many behind


class Searches:
    """The spans that each of the latest searches found, by the hash of the text."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, dict[str, Ints]] = OrderedDict()

    def spans(self, search: Hashable, text: str, find: Callable[[], Iterable[tuple[int, int]]]) -> Ints:
        """The starts and ends, shape (n, 2), of what a search finds in a text, by its hash."""
        found = self._found.setdefault(search, {})
        self._found.move_to_end(search)
        if text not in found:
            found[text] = np.array(list(find()), dtype=np.int64).reshape(-1, 2)
        while len(self._found) > _MOST:
            self._found.popitem(last=False)
        return found[text]
