"""Which codes each interview adds to those before it, and what other orders of them would have given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from caqda.analysis.corpus import NO_CASE, Corpus, natural
from caqda.analysis.extent import coders_of, rows_of
from caqda.analysis.facets import NONE, Facet, facet
from caqda.analysis.passages import Ints, Mask
from caqda.analysis.scope import Scope
from caqda.analysis.tally import Tally
from caqda.analysis.values import number
from caqda.study import Study
from caqda.wording import N_

ORDERS, SEED = 1000, 1
BAND = (0.05, 0.95)
"""Where the random orders lie: nine of ten are in the band."""


@dataclass(frozen=True, slots=True)
class Step:
    """An interview: the codes it has that none before it has, and how many there are by then.

    ``median``, ``low`` and ``high`` say how many there are after as many interviews in random orders.
    """

    source: str
    new: tuple[str, ...]
    known: int
    median: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Group:
    """The interviews with one value, in order; ``value`` is None for all of them."""

    value: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class Saturation:
    """New codes by interview, in each group. ``order`` is the variable they are sorted by, or ``name``."""

    by: str | None
    order: str
    orders: int
    seed: int
    groups: tuple[Group, ...]
    scope: Scope = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on."""
        return {
            "by": self.by,
            "order": self.order,
            "orders": self.orders,
            "seed": self.seed,
            "band": list(BAND),
            "filter": self.scope.describe(),
            "coders": list(coders_of(self.scope)),
            "groups": [
                {
                    "group": group.value,
                    "steps": [
                        {
                            "source": step.source,
                            "new": list(step.new),
                            "known": step.known,
                            "median": step.median,
                            "low": step.low,
                            "high": step.high,
                        }
                        for step in group.steps
                    ],
                }
                for group in self.groups
            ],
        }


def saturation(
    study: Study | Corpus | Scope,
    by: str | None = None,
    order: str | None = None,
    codes: Iterable[str | int] | None = None,
    roll_up: bool = False,
    orders: int = ORDERS,
    seed: int = SEED,
) -> Saturation:
    """The new codes of each interview of a scope, in order, and in each group of a variable's values.

    Interviews are sorted by a variable such as their date, and by name where it does not say. A group
    holds what was said by those who have the value, so an interview can stand in several. Raises
    UnknownName.
    """
    scope = Scope.of(study)
    tally, chosen = Tally.of(scope), rows_of(scope, codes)
    order = scope.corpus.variable_named(order) if order else None
    has = tally.present([tally.line(code, roll_up) for code in chosen]).T
    paths = tuple(scope.corpus.tree.paths[code] for code in chosen)
    divided = facet(tally, by) if by else None
    found = [
        Group(
            value, _steps(scope.corpus, *_interviews(scope, tally, has, voices, order), paths, orders, seed)
        )
        for value, voices in _members(tally, divided)
    ]
    named = divided.by if divided else None
    return Saturation(named, order or N_("name"), orders, seed, tuple(found), scope)


def _members(tally: Tally, divided: Facet | None) -> Iterator[tuple[str | None, Mask]]:
    """Each group with its voices; all of them are the first. Interviewers are in no other group."""
    yield None, np.ones(len(tally.voices), dtype=bool)
    if divided is None:
        return
    for value in divided.values:
        yield value, np.array([value in mine for mine in divided.said], dtype=bool)
    without = np.array([not mine for mine in divided.said], dtype=bool) & (tally.voices.case != NO_CASE)
    if without.any():
        yield NONE, without


def _interviews(
    scope: Scope, tally: Tally, has: Mask, voices: Mask, order: str | None
) -> tuple[list[int], Mask]:
    """The sources of some voices in order, and which codes these voices have in each."""
    keys = scope.axis.ids[tally.voices.source]
    sources = sorted(set(keys[voices].tolist()), key=lambda key: _rank(scope.corpus, key, order))
    rows = [has[voices & (keys == source)].any(axis=0) for source in sources]
    return sources, np.array(rows, dtype=bool).reshape(len(sources), has.shape[1])


def curves(has: Mask, orders: int, seed: int) -> Ints:
    """How many codes are known after each interview, in random orders: shape (orders, interviews).

    ``has`` says which codes each interview has, of shape (interviews, codes).
    """
    size = len(has)
    random = np.random.default_rng(seed)
    places = random.permuted(np.tile(np.arange(size), (orders, 1)), axis=1)
    found = np.zeros((orders, size), dtype=np.int64)
    for there in has.T:
        if there.any():
            found[np.arange(orders), places[:, there].min(axis=1)] += 1
    return np.asarray(np.cumsum(found, axis=1))


def _steps(
    corpus: Corpus, sources: list[int], has: Mask, paths: tuple[str, ...], orders: int, seed: int
) -> tuple[Step, ...]:
    if not sources:
        return ()
    low, median, high = np.quantile(
        curves(has, orders, seed), [BAND[0], 0.5, BAND[1]], axis=0, method="inverted_cdf"
    )
    known = np.logical_or.accumulate(has, axis=0)
    new = known & ~np.vstack([np.zeros_like(known[:1]), known[:-1]])
    return tuple(
        Step(
            corpus.sources[source].name,
            tuple(paths[code] for code in np.flatnonzero(new[at])),
            int(known[at].sum()),
            int(median[at]),
            int(low[at]),
            int(high[at]),
        )
        for at, source in enumerate(sources)
    )


def _rank(corpus: Corpus, source: int, order: str | None) -> tuple[Any, ...]:
    """Where a source stands in order: by its own value or the first of its cases; those without last."""
    info = corpus.sources[source]
    owners = [info.variables, *(corpus.cases[case].variables for case in info.cases)]
    values = [variables[order] for variables in owners if order and variables.get(order)]
    if not values:
        return True, 0.0, [], natural(info.name)
    counted = number(values[0]) if order and corpus.variables[order] == "number" else None
    return False, counted or 0.0, natural(values[0]), natural(info.name)
