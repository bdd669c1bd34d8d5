"""The framework matrix: cases by themes, each cell with its passages and with what was written of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from caqda.analysis.crosstab import crosstab
from caqda.analysis.query import Passage
from caqda.analysis.scope import Scope
from caqda.summaries import CellSummary, summaries


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """One case under one code: ``case`` is its name, ``code`` the path; ``passages`` with sub-codes."""

    case: str
    code: str
    passages: tuple[Passage, ...]
    summaries: tuple[CellSummary, ...]

    def to_json(self) -> dict[str, Any]:
        """The cell for programs."""
        return {
            "case": self.case,
            "code": self.code,
            "summaries": [
                {"coder": one.coder, "text": one.text, "changed": one.changed} for one in self.summaries
            ],
            "passages": [passage.to_json() for passage in self.passages],
        }


def framework(scope: Scope, codes: Iterable[int | str] = ()) -> list[FrameworkCell]:
    """The cells of the cases in scope by some codes (by default those at the top) that are not empty.

    They come case by case, the codes in the order of the codebook. Raises UnknownName.
    """
    corpus = scope.corpus
    chosen = {scope.code_id(code) for code in codes} or set(corpus.tree.children(None))
    written: dict[tuple[int, int], list[CellSummary]] = defaultdict(list)
    for one in summaries(corpus.study):
        written[one.case, one.code].append(one)
    table = crosstab(scope, "case", codes=[code for code in corpus.tree.paths if code in chosen])
    found = []
    for key, case in corpus.cases.items():
        if key not in scope.case_ids:
            continue
        for row in table.rows:
            there = table.cell_passages(row, case.name) if case.name in table.columns else ()
            told = tuple(written.get((key, row.code), ()))
            if there or told:
                found.append(FrameworkCell(case.name, row.path, tuple(there), told))
    return found
