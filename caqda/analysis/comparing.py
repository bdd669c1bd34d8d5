"""By what interviews are compared where nobody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

FEW_VALUES = range(2, 9)
_PERSPECTIVES = ("perspektiv", "perspective")


def default_by(corpus: Corpus) -> str:
    """The variable to compare by where none is named: the perspective, or the first with a few values.

    ``source`` where no variable has.
    """
    values: dict[str, set[str]] = {}
    owned = [thing.variables for thing in corpus.cases.values()]
    for variables in [*owned, *(thing.variables for thing in corpus.sources.values())]:
        for name, value in variables.items():
            values.setdefault(name, set()).add(value)
    for name in values:
        if name.casefold() in _PERSPECTIVES:
            return name
    few = [
        name
        for name, kind in corpus.variables.items()
        if kind != "date" and len(values.get(name, ())) in FEW_VALUES
    ]
    return (few or ["source"])[0]
