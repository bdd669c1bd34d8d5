"""What of a study is marked confidential, as it concerns passages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from caqda.analysis.corpus import Corpus
from caqda.model import Restriction


@dataclass(frozen=True)
class Confidential:
    """The sources, cases and passages of a study that are to stay in it."""

    corpus: Corpus
    sources: frozenset[int]
    cases: frozenset[int]
    passages: tuple[tuple[int, int, int], ...]
    """Source, start and end of each."""
    memos: frozenset[int]

    @classmethod
    def of(cls, corpus: Corpus) -> Confidential:
        """What is marked now."""
        marked = Restriction
        columns = (marked.source_id, marked.start, marked.end, marked.case_id, marked.memo_id)
        rows = corpus.study.rows(select(*map(col, columns)))
        return cls(
            corpus,
            frozenset(row[0] for row in rows if row[0] is not None and row[1] is None),
            frozenset(row[3] for row in rows if row[3] is not None),
            tuple((row[0], row[1], row[2]) for row in rows if row[0] is not None and row[1] is not None),
            frozenset(row[4] for row in rows if row[4] is not None),
        )

    def __bool__(self) -> bool:
        return bool(self.sources or self.cases or self.passages or self.memos)

    def covers(self, source: int, start: int, end: int) -> bool:
        """Whether any of a passage ``[start, end)`` is confidential."""
        return (
            source in self.sources
            or any(one == source and low < end and start < high for one, low, high in self.passages)
            or (bool(self.cases) and not self.cases.isdisjoint(self.corpus.cases_of(source, start, end)))
        )
