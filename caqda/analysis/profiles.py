"""Who has which codes: a profile for each case or source, and how alike the profiles are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caqda.analysis.corpus import NO_CASE, Corpus, natural
from caqda.analysis.extent import coders_of, rows_of
from caqda.analysis.passages import Mask, distinct_numbers
from caqda.analysis.scope import Scope
from caqda.analysis.tally import Tally
from caqda.errors import QueryError
from caqda.study import Study
from caqda.wording import _

MEASURES = ("jaccard", "match")
OF = ("case", "source")


@dataclass(frozen=True, eq=False)
class Profiles:
    """Which codes each case or source has: ``has`` is of shape (names, codes).

    ``ids`` are those of the cases or sources, in natural order of their ``names``.
    """

    of: str
    ids: tuple[int, ...]
    names: tuple[str, ...]
    codes: tuple[int, ...]
    has: Mask
    scope: Scope = field(repr=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """The codes by path."""
        return tuple(self.scope.corpus.tree.paths[code] for code in self.codes)

    @property
    def both(self) -> NDArray[np.int64]:
        """How many codes every two have in common; on the diagonal, how many each has."""
        return self.has.astype(np.int64) @ self.has.T.astype(np.int64)

    def alike(self, measure: str = "jaccard") -> NDArray[np.float64]:
        """How alike every two are, 0 to 1; NaN where there is nothing to compare.

        ``jaccard``: the codes both have, of those that either has. ``match``: the codes that both have
        or both lack, of all. Raises QueryError for another measure.
        """
        if measure not in MEASURES:
            raise QueryError(
                _('"{measure}" is no measure; choose one of {choices}.').format(
                    measure=measure, choices=", ".join(MEASURES)
                )
            )
        both, sizes = self.both, self.has.sum(axis=1)
        either = sizes[:, None] + sizes[None, :] - both
        if measure == "jaccard":
            return np.where(either > 0, both / np.maximum(either, 1), np.nan)
        whole = len(self.codes)
        return np.where(whole > 0, (whole - either + both) / max(whole, 1), np.nan)

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on: each profile, and every two compared."""
        return {
            "of": self.of,
            "filter": self.scope.describe(),
            "coders": list(coders_of(self.scope)),
            "codes": list(self.paths),
            "profiles": [
                {self.of: name, "codes": [self.paths[at] for at in np.flatnonzero(mine)]}
                for name, mine in zip(self.names, self.has, strict=True)
            ],
            "pairs": self._pairs(),
        }

    def _pairs(self) -> list[dict[str, Any]]:
        both, sizes, whole = self.both, self.has.sum(axis=1), len(self.codes)
        alike = {measure: self.alike(measure) for measure in MEASURES}
        return [
            {
                f"{self.of}s": [self.names[a], self.names[b]],
                "both": int(both[a, b]),
                "first_only": int(sizes[a] - both[a, b]),
                "second_only": int(sizes[b] - both[a, b]),
                "neither": int(whole - sizes[a] - sizes[b] + both[a, b]),
                **{name: _number(found[a, b]) for name, found in alike.items()},
            }
            for a, b in combinations(range(len(self.names)), 2)
        ]


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


def profiles(
    study: Study | Corpus | Scope,
    of: str = "case",
    codes: Iterable[str | int] | None = None,
    roll_up: bool = False,
) -> Profiles:
    """Which codes each case (or source) of a scope has, by who speaks in the passages.

    With ``roll_up`` a code is had where one of its sub-codes is. Raises QueryError and UnknownName.
    """
    scope = Scope.of(study)
    if of not in OF:
        raise QueryError(
            _('There are no profiles of "{of}"; choose one of {choices}.').format(
                of=of, choices=", ".join(OF)
            )
        )
    tally, chosen = Tally.of(scope), rows_of(scope, codes)
    corpus, voices = scope.corpus, tally.voices
    whose = voices.case if of == "case" else scope.axis.ids[voices.source]
    named = {key: case.name for key, case in corpus.cases.items()}
    if of == "source":
        named = {key: source.name for key, source in corpus.sources.items()}
    ids = sorted(distinct_numbers(whose[whose != NO_CASE]).tolist(), key=lambda key: natural(named[key]))
    place = {key: at for at, key in enumerate(ids)}
    has = np.zeros((len(ids), len(chosen)), dtype=bool)
    for at, code in enumerate(chosen):
        present = tally.present([tally.line(code, roll_up)])[0]
        has[[place[key] for key in set(whose[present].tolist()) - {NO_CASE}], at] = True
    return Profiles(of, tuple(ids), tuple(named[key] for key in ids), tuple(chosen), has, scope)
