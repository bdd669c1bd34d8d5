"""Grapheme clusters: what a reader takes for one character, and how many cells it fills.

Widths are Rich's, because Textual lays out with them; for every text the widths of its clusters add up to
``rich.cells.cell_len``. The text is taken as it is shown (see :func:`caqda.safety.for_terminal`).
"""

from __future__ import annotations

from unicodedata import category

from rich.cells import cell_len, get_character_cell_size

from caqda.safety import for_terminal

_BASE, _EXTEND, _JOIN, _FLAG = range(4)
_REACH = 256  # how far a step back looks for a place where a cluster surely begins


class _Kinds(dict[str, int]):
    """How a character clusters, found out once a character."""

    def __missing__(self, char: str) -> int:
        kind = _BASE
        if char == "\u200d":
            kind = _JOIN
        elif "\U0001f1e6" <= char <= "\U0001f1ff":
            kind = _FLAG
        elif char != "\n" and (
            category(char) in {"Mn", "Me", "Mc"}
            or "\U0001f3fb" <= char <= "\U0001f3ff"
            or not get_character_cell_size(char)
        ):
            kind = _EXTEND
        self[char] = kind
        return kind


_KINDS = _Kinds()


def cluster_starts(shown: str) -> list[int]:
    """Where the clusters of a shown text begin, in order; the first is 0 unless the text is empty."""
    kinds = _KINDS
    starts: list[int] = []
    before = _BASE
    for place, char in enumerate(shown):
        kind = kinds[char]
        if kind == _FLAG and before == _FLAG:
            before = _BASE  # the pair is complete: a third indicator begins the next flag
            continue
        if not (kind in {_EXTEND, _JOIN} or before == _JOIN) or not place:
            starts.append(place)
        before = kind if kind != _EXTEND or before != _FLAG else _BASE
    return starts


def cluster_widths(shown: str, starts: list[int]) -> list[int]:
    """How many cells each of the clusters fills."""
    size = get_character_cell_size
    ends = [*starts[1:], len(shown)]
    return [
        size(shown[start]) if end - start == 1 else cell_len(shown[start:end])
        for start, end in zip(starts, ends, strict=False)
    ]


def next_grapheme(text: str, at: int) -> int:
    """The offset of the character after the one that begins at ``at``, at most the text's length."""
    size = len(text)
    if at + 1 >= size or (text[at] <= "\x7f" and text[at + 1] <= "\x7f"):
        return min(at + 1, size)
    reach = 16
    while True:
        starts = cluster_starts(for_terminal(text[at : at + reach]))
        if len(starts) > 1 and (starts[1] + 1 < reach or at + reach >= size):
            return at + starts[1]
        if at + reach >= size:
            return size
        reach *= 4


def previous_grapheme(text: str, at: int) -> int:
    """The offset of the character before ``at``, at least 0."""
    if at <= 1:
        return 0
    return grapheme_at(text, at - 1)


def grapheme_at(text: str, at: int) -> int:
    """The offset at which the character that holds ``at`` begins."""
    if not 0 < at < len(text) or text[at] <= "\x7f":
        return max(0, min(at, len(text)))
    low = at
    while low > 0 and text[low] > "\x7f" and at - low < _REACH:
        low -= 1
    starts = cluster_starts(for_terminal(text[low : at + 2]))
    return low + max(start for start in starts if low + start <= at)
