"""Who is in the study: each case with its variables, its words and the codes it has most of."""

from __future__ import annotations

import numpy as np

from caqda.analysis.crosstab import crosstab
from caqda.reports.document import Cell, Table
from caqda.reports.parts.making import Made, Making

_MOST = 3  # codes


def blocks(making: Making) -> Made:
    """One table."""
    corpus, say, words = making.scope.corpus, making.say, making.words
    table = crosstab(making.scope, "case", codes=making.codes, roll_up=False)
    variables = [
        name for name in corpus.variables if any(name in case.variables for case in corpus.cases.values())
    ]
    counts = np.array([[cell.passages for cell in row.cells] for row in table.rows]).reshape(
        len(table.rows), -1
    )
    rows = []
    for case in corpus.cases.values():
        if case.name not in table.columns or case.id in making.confidential.cases:
            continue
        at = table.columns.index(case.name)
        order = np.argsort(-counts[:, at], kind="stable")[:_MOST].tolist() if len(counts) else []
        often = ", ".join(f"{table.rows[i].name}\u00a0({counts[i, at]})" for i in order if counts[i, at])
        rows.append(
            (
                Cell(making.called(case.id)),
                *(Cell(case.variables.get(name, "")) for name in variables),
                making.count(table.column_totals[at].words),
                making.count(table.column_totals[at].passages),
                Cell(often),
            )
        )
    yield Table(
        caption=say.cases_caption,
        head=(
            say.case,
            *(name[:1].upper() + name[1:] for name in variables),
            words.words,
            words.passages,
            say.top_codes,
        ),
        rows=tuple(rows),
        notes=(say.cases_note, *making.basis),
        name=say.headings["cases"],
    )
