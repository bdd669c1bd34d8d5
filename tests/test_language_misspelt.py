from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.language.misspelt import like
from caqda.language.names import fold
from caqda.language.segments import words
from caqda.language.vocabulary import Vocabulary


def read(text: str) -> Vocabulary:
    return Vocabulary.of(text, np.array(words(text), dtype=np.int64).reshape(-1, 2))


def found(wanted: str, text: str) -> list[str]:
    return [text[start:end] for start, end in like(wanted, read(text))]


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        ("samarbejde", "samarbjede, samarbejder og arbejde.", ["samarbjede", "samarbejder"]),
        ("følgegruppe", "Foelgegruppen og FØLGEGRUPPE", ["Foelgegruppen", "FØLGEGRUPPE"]),
        ("fælles indsats", "en fælels indsats, en fællesindsats", ["fælels indsats", "fællesindsats"]),
        ("fælles indsats", "fælles. Indsats\nfælles\nindsats", []),
        ("tavshedspligt", "tavsheds pligt", ["tavsheds pligt"]),
        ("møde", "mode måde moede", ["mode", "moede"]),
        ("viden", "Hvis viden, så vidne.", ["viden", "vidne"]),
        ("?", "hvad?", []),
    ],
)  # fmt: skip
def test_slips_are_forgiven(wanted: str, text: str, expected: list[str]) -> None:
    assert found(wanted, text) == expected


def slips(a: str, b: str) -> int:
    """Edits between two texts, neighbours that changed places counting once; by the book."""
    far = {(i, -1): i + 1 for i in range(-1, len(a))} | {(-1, j): j + 1 for j in range(-1, len(b))}
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            far[i, j] = min(far[i - 1, j] + 1, far[i, j - 1] + 1, far[i - 1, j - 1] + (x != y))
            if i and j and (a[i - 1], x) == (y, b[j - 1]):
                far[i, j] = min(far[i, j], far[i - 2, j - 2] + 1)
    return far[len(a) - 1, len(b) - 1]


def brute_force(wanted: str, text: str) -> list[tuple[int, int]]:
    asked = " ".join(fold(wanted[start:end]) for start, end in words(wanted))
    spans = words(text)
    near = []
    for first in range(len(spans)):
        for last in range(first, len(spans)):
            if all(re.fullmatch(" +", text[a[1] : b[0]]) for a, b in pairwise(spans[first : last + 1])):
                far = slips(asked, " ".join(fold(text[slice(*span)]) for span in spans[first : last + 1]))
                near.append((far, first, last))
    chosen: list[tuple[int, int]] = []
    for far, first, last in sorted(near):
        if asked and far <= len(asked) // 5 and all(last < a or b < first for a, b in chosen):
            chosen.append((first, last))
    return [(spans[first][0], spans[last][1]) for first, last in sorted(chosen)]


@given(st.text("abå ", max_size=14), st.text("abå .\n", max_size=40))
def test_what_is_found_is_what_comparing_every_stretch_finds(wanted: str, text: str) -> None:
    assert like(wanted, read(text)) == brute_force(wanted, text)


@given(st.text("ab- .\n", max_size=20), st.integers(1, 4))
def test_words_are_taken_together_where_only_spaces_part_them(text: str, size: int) -> None:
    told = read(text)
    spans = words(text)
    assert told.runs(size).tolist() == [
        first
        for first in range(len(spans) - size + 1)
        if all(text[a[1] : b[0]].strip(" ") == "" for a, b in pairwise(spans[first : first + size]))
    ]
