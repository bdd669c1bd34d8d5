"""The quote matrix: themes by groups, in each cell the quotations that say it best."""

from __future__ import annotations

import numpy as np

from caqda.analysis.crosstab import Crosstab, Row, crosstab
from caqda.analysis.query import Passage
from caqda.reports.document import Cell, Line, Run, Table
from caqda.reports.parts.making import Made, Making, note

_SIDE_BY_SIDE = 3  # groups; the columns of more would be too narrow to read quotations in
_LONG = 45  # words; what is longer is cut, so that the groups can be read side by side
_RIGHT = 30  # words; of two quotations that are chosen as often, the one nearer to this comes first
_ORDER = {"typical": 0, "": 1, "borderline": 2, "contradicting": 3}


def blocks(making: Making) -> Made:
    """How the quotations were chosen, and the matrix; of many groups, a table for each theme."""
    table = crosstab(making.scope, making.by, codes=making.themes, min_cell=making.config.min_cell)
    flags = Flags(making)
    say = making.say
    counts = say.themes_counts if making.by != "case" else ""
    yield note(" ".join(filter(None, (counts, say.themes_note.format(words=_LONG)))))
    if len(table.columns) <= _SIDE_BY_SIDE:
        yield _matrix(making, flags, table)
        return
    for row in table.rows:
        yield _theme(making, flags, table, row)


def _matrix(making: Making, flags: Flags, table: Crosstab) -> Table:
    """Themes by groups."""
    say, columns = making.say, table.columns
    return Table(
        caption=say.themes_caption.format(by=making.by_name),
        head=(say.theme, *map(making.name, columns)),
        rows=tuple(
            (making.label(row.code), *(Cell(_told(making, flags, table, row, column)) for column in columns))
            for row in table.rows
        ),
        notes=making.basis,
        name=say.headings["themes"],
        even=True,
    )


def _theme(making: Making, flags: Flags, table: Crosstab, row: Row) -> Table:
    """One theme, group by group; those that say nothing of it are named under the table."""
    say, words = making.say, making.words
    there = [column for column in table.columns if table.cell_passages(row, column)]
    silent = [making.name(column) for column in table.columns if column not in there]
    name = making.scope.corpus.codes[row.code].name
    return Table(
        caption=say.theme_caption.format(theme=name, by=making.by_name),
        head=(making.by_name[:1].upper() + making.by_name[1:], f"{words.findings}: {name}"),
        rows=tuple(
            (Cell(making.name(column)), Cell(_told(making, flags, table, row, column))) for column in there
        ),
        notes=(*((say.silent.format(groups=", ".join(silent)),) if silent else ()), *making.basis),
        name=f"{words.findings}, {name}",
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


def _told(making: Making, flags: Flags, table: Crosstab, row: Row, column: str) -> Line:
    """The cases of how many, and the quotations that say it best, each a paragraph; no words twice."""
    words, passages = making.words, table.cell_passages(row, column)
    cases, whole = (table.shown(one, column, "cases") for one in (row, None))
    if not passages:
        return "–"
    if isinstance(cases, str):  # too few: what they say would give them away
        return cases
    best: list[Passage] = []
    left = passages
    while left and len(best) < making.config.best:
        heard = {case for one in best for case in one.cases}
        best.append(min(left, key=lambda one: _rank(one, flags, heard)))
        left = [one for one in left if not _overlap(one, best[-1])]
    told: list[str | Run] = [Run(words.cases_of(cases, whole), strong=True)] if making.by != "case" else []
    for passage in best:
        parts = passage.text.split()
        said = " ".join(parts) if len(parts) <= _LONG else f"{' '.join(parts[:_LONG])} […]"
        told += ["\n\n"] * bool(told) + [words.quoted.format(said), "\n\n"]
        told.append(Run(_place(making, flags, passage), emphasis=True))
    return tuple(told)


def _place(making: Making, flags: Flags, passage: Passage) -> str:
    """Who says it, where people are called by their labels, where it stands and why it stands out."""
    named = making.config.speakers == "label" and making.by != "case"
    who = ", ".join(passage.cases) if named else ""
    place = f"{passage.source_name}:{passage.paragraph}"
    return " · ".join(filter(None, (who, place, making.say.flags.get(flags.of(passage), ""))))


def _overlap(one: Passage, other: Passage) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def _rank(passage: Passage, flags: Flags, heard: set[str]) -> tuple[int, ...]:
    """The lower, the sooner it is quoted; of those with the same flag, one that others have not said."""
    return (
        _ORDER[flags.of(passage)],
        bool(heard.intersection(passage.cases)),
        -len(passage.coders),
        _off(passage),
        passage.source,
        passage.start,
    )


def _off(passage: Passage) -> int:
    return abs(len(passage.text.split()) - _RIGHT)
