"""The framework matrix of applied evaluation: cases by themes, in each cell the researcher's own summary."""

from __future__ import annotations

from collections import defaultdict

from caqda.analysis.crosstab import crosstab
from caqda.reports.document import Cell, Run, Table
from caqda.reports.parts.making import Made, Making
from caqda.summaries import summaries


def blocks(making: Making) -> Made:
    """A table for every few themes, so that each fits a page."""
    themes = making.themes
    tables = -(-len(themes) // _MOST)
    for at in range(tables):
        low, high = (len(themes) * place // tables for place in (at, at + 1))
        yield _table(making, themes[low:high])


_MOST = 4  # themes side by side


def _table(making: Making, themes: list[int]) -> Table:
    corpus, say = making.scope.corpus, making.say
    written: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in summaries(corpus.study):
        written[one.case, one.code].append(one.text)
    counts = crosstab(making.scope, "case", codes=themes)
    names = [corpus.codes[theme].name for theme in themes]
    rows = []
    for key, case in corpus.cases.items():
        if key not in making.scope.case_ids or key in making.confidential.cases:
            continue
        group = case.variables.get(making.by, "")
        cells = []
        for theme in themes:
            there = counts.cell(theme, case.name).passages if case.name in counts.columns else 0
            passages = making.words.count("passages", there) if there else ""
            text = "\n\n".join(written.get((key, theme), ()))
            body: str | Run = text or (Run(say.to_summarise, blank=True) if there else "–")
            cells.append(Cell((body, "\n\n", Run(passages, emphasis=True)) if passages else body))
        rows.append((Cell(f"{case.name}\n{group}" if group else case.name), *cells))
    return Table(
        caption=say.framework_caption.format(themes=", ".join(names)),
        head=(say.case, *names),
        rows=tuple(rows),
        notes=making.basis,
        name=say.headings["framework"],
        even=True,
    )
