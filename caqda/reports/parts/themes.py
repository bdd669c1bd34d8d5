"""The quote matrix: themes by groups, in each cell the quotations that say it best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caqda.analysis.crosstab import Crosstab, crosstab
from caqda.analysis.query import Passage
from caqda.reports.document import Cell, Run, Table
from caqda.reports.parts.making import Made, Making, note

_GROUPS = 6  # side by side
_LONG = 45  # words; what is longer is cut, so that the groups can be read side by side
_RIGHT = 30  # words; of two quotations that are chosen as often, the one nearer to this comes first
_ORDER = {"typical": 0, "": 1, "borderline": 2, "contradicting": 3}


def blocks(making: Making) -> Made:
    """How the quotations were chosen, and the matrix: a table for every few groups, to fit a page."""
    table = crosstab(making.scope, making.by, codes=making.themes, min_cell=making.config.min_cell)
    flags = Flags(making)
    yield note(making.say.themes_note)
    columns = table.columns
    tables = max(1, -(-len(columns) // _GROUPS))
    for at in range(tables):
        low, high = (len(columns) * place // tables for place in (at, at + 1))
        yield _matrix(making, flags, table, columns[low:high])


def _matrix(making: Making, flags: Flags, table: Crosstab, columns: Sequence[str]) -> Table:
    say, names = making.say, tuple(map(making.name, columns))
    caption = say.themes_caption.format(by=making.by_name)
    return Table(
        caption=caption if len(columns) == len(table.columns) else f"{caption}: {', '.join(names)}",
        head=(making.words.code, *names),
        rows=tuple(
            (
                making.label(row.code),
                *(
                    _cell(
                        making,
                        flags,
                        table.cell_passages(row, column),
                        table.shown(row, column, "cases"),
                        table.shown(None, column, "cases"),
                    )
                    for column in columns
                ),
            )
            for row in table.rows
        ),
        notes=making.basis,
        name=say.headings["themes"],
        even=True,
    )


class Flags:
    """The flags on the codings of passages."""

    def __init__(self, making: Making) -> None:
        from caqda.coding.flags import flags

        told = making.scope.corpus.codings
        there = flags(making.scope.corpus.study)
        mine = told.take(np.isin(told.id, list(there)))
        places = zip(
            mine.id.tolist(), mine.source.tolist(), mine.start.tolist(), mine.end.tolist(), strict=True
        )
        self._of = {tuple(place): there[key] for key, *place in places}

    def of(self, passage: Passage) -> str:
        """The flag of a passage; empty where it has none."""
        return self._of.get((passage.source, passage.start, passage.end), "")


def _cell(making: Making, flags: Flags, passages: list[Passage], cases: int | str, whole: int | str) -> Cell:
    """The cases of how many, and the quotations that say it best, each a paragraph."""
    words = making.words
    if not passages:
        return Cell("–")
    if isinstance(cases, str):  # too few: what they say would give them away
        return Cell(cases)
    best = sorted(
        passages, key=lambda one: (_ORDER[flags.of(one)], -len(one.coders), _off(one), one.source, one.start)
    )
    size = words.whole_of.format(number=words.number(cases), whole=making.mark(whole).text)
    told: list[str | Run] = [Run(words.counts["cases"][1].format(size), strong=True)]
    for passage in best[: making.config.best]:
        parts = passage.text.split()
        said = " ".join(parts) if len(parts) <= _LONG else f"{' '.join(parts[:_LONG])} (…)"
        place = f"{passage.source_name}:{passage.paragraph}"
        told += ["\n\n", words.quoted.format(said), "\n\n", Run(place, emphasis=True)]
    return Cell(tuple(told))


def _off(passage: Passage) -> int:
    return abs(len(passage.text.split()) - _RIGHT)
