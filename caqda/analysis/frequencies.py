"""How often each code is used: in codings, passages, sources, cases and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from caqda.analysis.corpus import Corpus
from caqda.analysis.extent import coders_of, rows_of
from caqda.analysis.scope import Scope
from caqda.analysis.tally import UNITS, Tally
from caqda.study import Study


@dataclass(frozen=True, slots=True)
class Frequency:
    """A code's use. ``codings`` counts each coder's; ``words`` are participants', each once."""

    code: int
    path: str
    name: str
    depth: int
    codings: int
    cases: int
    sources: int
    passages: int
    words: int


@dataclass(frozen=True, eq=False)
class Frequencies:
    """The use of codes. The totals are those of the scope: what the shares are shares of."""

    rows: tuple[Frequency, ...]
    roll_up: bool
    cases: int
    sources: int
    words: int
    scope: Scope = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on."""
        return {
            "filter": self.scope.describe(),
            "coders": list(coders_of(self.scope)),
            "with_sub_codes": self.roll_up,
            "total": {"cases": self.cases, "sources": self.sources, "words": self.words},
            "codes": [
                {"code": row.path}
                | {unit: getattr(row, unit) for unit in ("codings", *UNITS)}
                | {
                    "share_of_cases": row.cases / self.cases if self.cases else None,
                    "share_of_words": row.words / self.words if self.words else None,
                }
                for row in self.rows
            ],
        }


def frequencies(
    study: Study | Corpus | Scope, codes: Iterable[str | int] | None = None, roll_up: bool = True
) -> Frequencies:
    """How often each code of a scope is used, in the order of the codebook. Raises UnknownName."""
    scope = Scope.of(study)
    tally, chosen = Tally.of(scope), rows_of(scope, codes)
    whole = np.ones((len(tally.voices), 1), dtype=bool)
    units = tally.units([tally.line(code, roll_up) for code in chosen], whole)[:, 0].tolist()
    rows = []
    for code, counted in zip(chosen, units, strict=True):
        codings = len(tally.codings_of(code, roll_up))
        info = scope.corpus.codes[code]
        rows.append(Frequency(code, info.path, info.name, info.depth, codings, *counted))
    cases, sources, _, words = tally.totals(whole)[0].tolist()
    return Frequencies(tuple(rows), roll_up, cases, sources, words, scope)
