"""Choosing a code: the ranking of all, those likely to be wanted next, and the path of a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from caqda.errors import UnknownName
from caqda.language.names import fold

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.language.picker import Choice, Picker


def ranking_of(corpus: Corpus) -> Picker:
    """The codes of a corpus, ready to be found. Not for the event loop: it takes a while with thousands."""
    import rapidfuzz.process  # noqa: F401 - so that the first misspelling does not wait for it

    from caqda.language.picker import Choice, Picker

    return Picker(Choice(code.id, code.path, code.definition) for code in corpus.codes.values())


def new_path(corpus: Corpus, typed: str) -> str:
    """The path of the code that ``parent/child`` would make: a parent known by its name is meant."""
    parts = [" ".join(part.split()) for part in typed.strip().strip("/").split("/")]
    above, name = "/".join(parts[:-1]), parts[-1]
    if not above:
        return name
    try:
        return f"{corpus.tree.paths[corpus.tree.find(above)]}/{name}"
    except UnknownName:
        return f"{above}/{name}"


def counts_here(corpus: Corpus, source: int | None) -> dict[int, int]:
    """The number of codings of each code in a source."""
    import numpy as np

    if source is None:
        return {}
    keys, numbers = np.unique(corpus.codings.of_source(source).code, return_counts=True)
    return dict(zip(keys.tolist(), numbers.tolist(), strict=True))


def likelihoods(
    recent: Sequence[int], here: Mapping[int, int], everywhere: Mapping[int, int]
) -> dict[int, float]:
    """A weight from 0 to 1 for each code that was used; recency counts most."""
    most_here, most = max(here.values(), default=0), max(everywhere.values(), default=0)
    found = {code: 0.1 * number / most for code, number in everywhere.items() if number}
    for code, number in here.items():
        found[code] = found.get(code, 0.0) + 0.2 * number / most_here
    for place, code in enumerate(recent[:20]):
        found[code] = found.get(code, 0.0) + 0.7 * 0.85**place
    return found


def meant(ranking: Picker, typed: str) -> Choice | None:
    """The code that some letters can only mean; None where that is not certain.

    It is the one whose path, or the end of it, was typed; else the one in whose name every word typed
    begins a word.
    """
    if len(exact := ranking.exact(typed)) == 1:
        return exact[0]
    parts = fold(typed).split()
    begun = [
        choice
        for choice in ranking.choices
        if parts and all(any(word.startswith(part) for word in fold(choice.name).split()) for part in parts)
    ]
    return begun[0] if len(begun) == 1 and not exact else None
