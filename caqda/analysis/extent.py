"""How much a scope holds: its rows of codes, its coders, its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from caqda.analysis.passages import Ints, Mask
from caqda.analysis.scope import Scope
from caqda.errors import QueryError
from caqda.wording import _


def rows_of(scope: Scope, codes: Iterable[str | int] | None) -> list[int]:
    """The codes of a table's rows, each once: those named, or all in scope as the codebook has them.

    Raises UnknownName.
    """
    if codes is None:
        return [code for code in scope.corpus.tree.paths if code in scope.code_ids]
    return list(dict.fromkeys(scope.code_id(code) for code in codes))


def codes_at(scope: Scope, level: int) -> list[int]:
    """The codes in scope of one level of the tree, from 1 at the top; QueryError where there is none."""
    depths = scope.corpus.tree.depths
    found = [code for code in rows_of(scope, None) if depths[code] == level - 1]
    if not found:
        deepest = max((depths[code] + 1 for code in rows_of(scope, None)), default=0)
        raise QueryError(
            _("There are no codes at level {level}; the deepest is {deepest}, and 1 is the top.").format(
                level=level, deepest=deepest
            )
        )
    return found


def labels(scope: Scope, codes: Sequence[int]) -> list[str]:
    """The names of codes, and the path where several have one name."""
    known = [scope.corpus.codes[code] for code in codes]
    often = Counter(code.name for code in known)
    return [code.name if often[code.name] == 1 else code.path for code in known]


def coders_of(scope: Scope) -> tuple[str, ...]:
    """The coders whose codings are counted."""
    told = scope.corpus.codings.coder[scope.codings]
    return tuple(name for key, name in scope.corpus.coders.items() if (told == key).any())


def characters_of(scope: Scope) -> int:
    """The characters of the text in scope: of its turns, and of the sources that are in it as a whole."""
    axis = scope.axis
    if scope.cases or scope.where.strip():
        turns = axis.turns
        return int((turns.end - turns.start)[scope.turns].sum())
    return int((axis.limit - axis.base)[_sources(scope)].sum())


def holds(scope: Scope, starts: Ints, ends: Ints) -> Mask:
    """Which stretches of the axis are in scope, at least in part."""
    if scope.cases or scope.where.strip():
        return scope.axis.turns.any_of(scope.turns, starts, ends)
    if not len(starts):
        return np.zeros(0, dtype=bool)
    return np.asarray(_sources(scope)[scope.axis.source_of(starts)])


def _sources(scope: Scope) -> Mask:
    return np.array([int(key) in scope.source_ids for key in scope.axis.ids], dtype=bool)
