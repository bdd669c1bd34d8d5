"""Where in the interviews a code falls: its passages in each tenth of each source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from caqda.analysis.corpus import Corpus
from caqda.analysis.extent import coders_of, rows_of
from caqda.analysis.passages import Ints, expand
from caqda.analysis.scope import Scope
from caqda.analysis.tally import Tally
from caqda.errors import QueryError
from caqda.study import Study
from caqda.wording import _

PARTS = 10


@dataclass(frozen=True, eq=False)
class Timeline:
    """Passages by code, source and part of the source: ``counts`` is of shape (codes, sources, parts).

    A passage counts in each part that it has a character in; ``passages``, of shape (codes, sources),
    counts it once.
    """

    codes: tuple[int, ...]
    sources: tuple[int, ...]
    counts: Ints
    passages: Ints
    scope: Scope = field(repr=False)

    @property
    def parts(self) -> int:
        """Into how many parts of equal length each source is cut."""
        return int(self.counts.shape[2])

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on; a source where a code is not is left out."""
        corpus = self.scope.corpus
        return {
            "unit": "passages",
            "parts": self.parts,
            "filter": self.scope.describe(),
            "coders": list(coders_of(self.scope)),
            "codes": [
                {
                    "code": corpus.tree.paths[code],
                    "passages": int(self.passages[at].sum()),
                    "counts": self.counts[at].sum(axis=0).tolist(),
                    "sources": [
                        {
                            "source": corpus.sources[source].name,
                            "passages": int(self.passages[at, place]),
                            "counts": self.counts[at, place].tolist(),
                        }
                        for place, source in enumerate(self.sources)
                        if self.passages[at, place]
                    ],
                }
                for at, code in enumerate(self.codes)
            ],
        }


def timeline(
    study: Study | Corpus | Scope,
    codes: Iterable[str | int] | None = None,
    roll_up: bool = True,
    parts: int = PARTS,
) -> Timeline:
    """Where in each source of a scope its codes fall. Raises UnknownName, and QueryError without parts."""
    if parts < 1:
        raise QueryError(_("A source is cut into 1 part at least."))
    scope = Scope.of(study)
    tally, axis, chosen = Tally.of(scope), scope.axis, rows_of(scope, codes)
    shown = [at for at, key in enumerate(axis.ids.tolist()) if key in scope.source_ids]
    counts = np.zeros((len(chosen), len(axis.ids), parts), dtype=np.int64)
    passages = np.zeros((len(chosen), len(axis.ids)), dtype=np.int64)
    for at, code in enumerate(chosen):
        found = tally.line(code, roll_up).passages
        source = axis.source_of(found.start)
        length = (axis.limit - axis.base)[source]
        first = (found.start - axis.base[source]) * parts // length
        last = (found.end - 1 - axis.base[source]) * parts // length
        owner, part = expand(first, last + 1)
        np.add.at(counts[at], (source[owner], part), 1)
        passages[at] = np.bincount(source, minlength=len(axis.ids))
    ids = tuple(int(axis.ids[at]) for at in shown)
    return Timeline(tuple(chosen), ids, counts[:, shown], passages[:, shown], scope)
