"""What the picker needs of a corpus: the ranking of its codes, and the path of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.errors import UnknownName

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.language.picker import Picker


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
