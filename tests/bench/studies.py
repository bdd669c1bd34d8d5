"""Studies made by chance from a seed, in real files: as many interviews, words and codings as asked for."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import numpy as np

import caqda
from caqda.codebook import Codebook

_SYLLABLES = [
    "be",
    "bo",
    "da",
    "de",
    "di",
    "en",
    "er",
    "for",
    "ge",
    "gen",
    "hed",
    "hus",
    "in",
    "kom",
    "le",
    "li",
    "lig",
    "ling",
    "man",
    "med",
    "mu",
    "ne",
    "ning",
    "om",
    "op",
    "pe",
    "sam",
    "se",
    "ska",
    "stand",
    "ta",
    "te",
    "til",
    "tor",
    "ud",
    "ved",
    "vi",
    "virk",
    "æn",
    "ø",
    "år",
]


def make(path: Path, *, sources: int, words: int, codings: int, codes: int = 60, seed: int = 1) -> Path:
    """A study of ``sources`` interviews of ``words`` words, with ``codings`` in each; returns its path.

    Interviews have turns of 20 to 120 words; codings lie over 3 to 180 words and were made by one coder.
    """
    random = np.random.default_rng(seed)
    folder = path.with_suffix("")
    folder.mkdir()
    vocabulary = ["".join(random.choice(_SYLLABLES, n)) for n in random.integers(1, 5, 6000)]
    for number in range(sources):
        text = _interview(random, vocabulary, words)
        (folder / f"interview-{number + 1:02}.txt").write_text(text, "utf-8")
    with caqda.create(path, name="bench", coder="AB") as study:
        caqda.import_files(study, [folder], interviewer=["INTERVIEWER"])
        book = Codebook(study)
        with study.change("codebook", "codes added"):
            keys = [book.add_path(f"tema {at // 5}/kode {at}") for at in range(codes)]
        _code(study, random, keys, codings)
    return path


def _interview(random: np.random.Generator, vocabulary: list[str], size: int) -> str:
    said, left, turn = [], size, 0
    places = (len(vocabulary) * random.random(size) ** 3).astype(int).tolist()  # some words are common
    while left > 0:
        length = min(left, int(random.integers(20, 120)))
        chosen = [vocabulary[places.pop()] for _ in range(length)]
        ends = np.cumsum(random.integers(6, 22, length // 6 + 1))
        for end in ends[ends < length].tolist():
            chosen[end - 1] += "."
            chosen[end] = chosen[end].capitalize()
        words = " ".join(chosen)
        said.append(f"{'K1' if turn % 2 else 'INTERVIEWER'}: {words[0].upper()}{words[1:]}.\n\n")
        left, turn = left - length, turn + 1
    return "".join(said)


def _code(study: caqda.Study, random: np.random.Generator, keys: list[int], size: int) -> None:
    from caqda.offsets import unpack
    from caqda.recorded import now

    told = (
        "SELECT source.id, content, words FROM source JOIN text ON text.sha256 = source.sha256 ORDER BY name"
    )
    for source, text, packed in study.read(told):
        words = np.array(unpack(packed)).reshape(-1, 2)
        first = np.sort(random.integers(0, len(words) - 3, size))
        last = np.minimum(len(words) - 1, first + random.integers(3, 180, size))
        spans = zip(words[first, 0].tolist(), words[last, 1].tolist(), strict=True)
        rows = {
            (start, end, int(code)): {
                "uuid": str(UUID(bytes=random.bytes(16))),
                "source_id": source,
                "start": start,
                "end": end,
                "code_id": int(code),
                "text": text[start:end],
                "created": now(),
            }
            for (start, end), code in zip(spans, random.choice(keys, size), strict=True)
        }
        with study.change("apply", f"{size} codings applied") as change:
            coder = change.coder_id()
            change.insert_many("coding", [{**row, "coder_id": coder} for row in rows.values()])
