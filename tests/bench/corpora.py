"""Coded interviews made by chance from a seed, as large as asked for, without a database under them."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from caqda.analysis.codings import BySource
from caqda.analysis.corpus import (
    CaseInfo,
    CodeInfo,
    Codings,
    Corpus,
    Segments,
    SourceInfo,
    SpeakerInfo,
    Turns,
)
from caqda.study import Study
from caqda.tree import CodeTree, Node

LETTERS = 6
"""The characters of a word, the space after it among them."""


def random_corpus(
    codings: int, sources: int = 50, words: int = 8000, codes: int = 60, seed: int = 1
) -> Corpus:
    """Interviews of one person each, coded in passages of 3 to 180 words by two coders.

    Codes stand in families of five; each case has one of six perspectives.
    """
    random = np.random.default_rng(seed)
    nodes = [Node(at + 1, at - at % 5 + 1 if at % 5 else None, f"kode{at}", at) for at in range(codes)]
    tree = CodeTree.of(nodes)
    ids = range(1, sources + 1)
    return Corpus(
        study=cast(Study, _Texts(random, sources, words)),
        position=1,
        hash="",
        name="bench",
        language="da",
        tree=tree,
        codes={
            node.id: CodeInfo(
                node.id, "", node.name, tree.paths[node.id], node.parent, tree.depths[node.id], "#336699", ""
            )
            for node in nodes
        },
        sources={
            key: SourceInfo(
                key, "", f"s{key}", str(key), words * LETTERS, words, "da", words // 40, (key,), {}, ""
            )
            for key in ids
        },
        cases={key: CaseInfo(key, "", f"K{key}", {"perspektiv": f"p{key % 6}"}) for key in ids},
        speakers={
            2 * key + own: SpeakerInfo(2 * key + own, key, "K" if own else "I", not own, key if own else None)
            for key in ids
            for own in (0, 1)
        },
        coders={1: "AB", 2: "CD"},
        variables={"perspektiv": "text"},
        codings=BySource.parted(_codings(random, codings, sources, words, codes), ids),
        _kept={("segments", str(key)): _segments(random, words) for key in ids},
        _turns={key: _turns(key, words) for key in ids},
        _memos={},
    )


class _Texts:
    """What a corpus asks its study for: the texts, of words of some letters out of a few thousand."""

    def __init__(self, random: np.random.Generator, sources: int, words: int) -> None:
        letters = np.array(list("aeioubdfghklmnprstvyæøå"))
        known = ["".join(random.choice(letters, LETTERS - 1)) for _ in range(4000)]
        chosen = random.zipf(1.3, (sources, words)) % len(known)
        self._texts = {key: " ".join(known[at] for at in row) + " " for key, row in enumerate(chosen, 1)}
        self.common: str = known[1]

    def text(self, source: int) -> str:
        return self._texts[source]


def _codings(random: np.random.Generator, size: int, sources: int, words: int, codes: int) -> Codings:
    source = random.integers(1, sources + 1, size)
    start = random.integers(0, words - 3, size)
    end = np.minimum(words, start + random.integers(3, 180, size))
    order = np.lexsort((end, start, source))
    return Codings(
        np.arange(1, size + 1),
        source[order],
        start[order] * LETTERS,
        end[order] * LETTERS - 1,
        random.integers(1, codes + 1, size),
        random.integers(1, 3, size),
    )


def _segments(random: np.random.Generator, words: int) -> Segments:
    starts = np.arange(words) * LETTERS
    sentences = np.flatnonzero(random.random(words) < 1 / 15)
    parts = {
        "paragraphs": _between(np.arange(0, words, 60), words),
        "sentences": _between(np.union1d([0], sentences), words),
        "words": np.column_stack([starts, starts + LETTERS - 1]),
    }
    return Segments(parts.__getitem__)


def _between(first: Any, words: int) -> Any:
    """Spans from each first word to the next."""
    return np.column_stack([first, np.append(first[1:], words)]) * LETTERS


def _turns(source: int, words: int) -> Turns:
    start = np.arange(0, words, 40) * LETTERS
    end = np.append(start[1:], words * LETTERS)
    own = np.arange(len(start)) % 2 == 1
    return Turns(
        start,
        end,
        start + 3,
        2 * source + own,
        np.where(own, source, -1),
        ~own,
        (None,) * len(start),
    )
