"""What the screen of tables asks of the study: a table counted, and what stands behind a number of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.tui.quotes import Quote, one_line, quotes_of
from caqda.tui.sheet import Aligned, Sheet, sheet_of
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.grid import Grid
    from caqda.analysis.table import Asked
    from caqda.analysis.table import Table as Counted


@dataclass(frozen=True, slots=True)
class Found:
    """A table, how it is drawn, and what is read beside it: the comparison, and what columns consist of."""

    table: Counted
    sheet: Sheet
    cautions: str
    compared: Aligned | None
    consists: str
    sizes: Aligned | None


def count(corpus: Corpus, *, asked: Asked) -> Found:
    """A table counted, with what can be read beside it; raises QueryError or UnknownName."""
    from caqda.analysis.crosstab import Crosstab
    from caqda.analysis.crosstab_grid import sizes_grid
    from caqda.analysis.statistics_grid import statistics_grid
    from caqda.analysis.table import table

    found = table(corpus, asked)
    if not isinstance(found.told, Crosstab):
        none = _("Only a table of codes by values can be compared case by case.")
        return Found(found, sheet_of(found), none, None, _paragraphs(found.grid), None)
    compared, sizes = statistics_grid(found.told), sizes_grid(found.told)
    told = Aligned(compared) if compared.rows else None
    return Found(found, sheet_of(found), _paragraphs(compared), told, _paragraphs(sizes), Aligned(sizes))


def _paragraphs(grid: Grid) -> str:
    return "\n".join(map(one_line, grid.notes))


def passages(corpus: Corpus, *, table: Counted, row: int, column: int) -> list[Quote] | None:
    """The passages that a number counts; None where it counts none of its own."""
    found = table.passages(row, column + table.grid.labels)
    return None if found is None else quotes_of(corpus, found)


def framework_place(table: Counted, row: int, column: int) -> tuple[int, int] | None:
    """The case and the code, by their ids, that a number of a crosstab by case is of; None of another."""
    from caqda.analysis.crosstab import Crosstab

    told, corpus = table.told, table.scope.corpus
    if isinstance(told, Crosstab) and table.asked.by == ("case",) and not table.asked.queries:
        there, at = table.place(row, column + table.grid.labels)
        if at < len(told.columns) and there < len(told.rows):
            named = [key for key, case in corpus.cases.items() if case.name == told.columns[at]]
            if named:
                return named[0], told.rows[there].code
    return None


def summaries_of(corpus: Corpus, *, place: tuple[int, int]) -> tuple[str, str, list[tuple[str, str]]]:
    """Of which case and code, what one has written, and what others have."""
    from caqda.summaries import summaries

    case, code = place
    told = [one for one in summaries(corpus.study) if (one.case, one.code) == place]
    heading = _("Summary: {case} · {code}").format(case=corpus.cases[case].name, code=corpus.codes[code].path)
    mine = next((one.text for one in told if one.coder == corpus.study.coder), "")
    return heading, mine, [(one.coder, one.text) for one in told if one.coder != corpus.study.coder]
