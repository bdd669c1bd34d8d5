"""The framework matrix of applied evaluation: cases by themes, in each cell the researcher's own summary."""

from __future__ import annotations

from collections import defaultdict

from caqda.analysis.crosstab import crosstab
from caqda.reports.document import Cell, Paragraph, Run, Table
from caqda.reports.parts.making import Made, Making, note
from caqda.summaries import CellSummary, summaries

_MOST = 4  # themes side by side


def blocks(making: Making) -> Made:
    """A table for every few themes, so that each fits a page; and what is not summarised, theme by theme.

    Cases and themes of which nothing is written take no room in the tables.
    """
    matrix, say = _Matrix(making), making.say
    themes = [theme for theme in making.themes if any(matrix.written(case, theme) for case in matrix.cases)]
    tables = -(-len(themes) // _MOST)
    made = [
        matrix.table(themes[len(themes) * at // tables : len(themes) * (at + 1) // tables])
        for at in range(tables)
    ]
    left = matrix.left()
    if themes:
        missing = say.framework_missing.format(missing=say.missing) if matrix.gaps else ""
        yield note(" ".join(filter(None, (say.framework_intro, missing, say.framework_left if left else ""))))
    else:
        yield Paragraph(say.nothing_summarised)
    yield from made
    if left:
        yield left


class _Matrix:
    """The cases of the report by its themes, those of a group together."""

    def __init__(self, making: Making) -> None:
        self.making = making
        scope, corpus = making.scope, making.scope.corpus
        counts = crosstab(scope, "case", codes=making.themes)
        there = {case.id: case.name for case in corpus.cases.values() if case.name in counts.columns}
        self._passages = {
            (case, theme): counts.cell(theme, name).passages
            for case, name in there.items()
            for theme in making.themes
        }
        self._written: dict[tuple[int, int], list[CellSummary]] = defaultdict(list)
        for one in summaries(corpus.study):
            self._written[one.case, one.code].append(one)
        self._shown: set[tuple[int, int]] = set()
        self.gaps = False
        """Whether a table says of a case and a theme that the summary is missing."""
        self._authors = {one.coder for told in self._written.values() for one in told}
        shown = (case for case in there if case not in making.confidential.cases)
        self.cases = sorted(shown, key=self._order)

    def _order(self, case: int) -> int:
        """Cases stand in the order of their groups, as these stand in the tables of the report."""
        groups = self.making.table.columns
        return groups.index(group) if (group := self._group(case)) in groups else len(groups)

    def _group(self, case: int) -> str:
        return self.making.scope.corpus.cases[case].variables.get(self.making.by, "")

    def _name(self, case: int) -> str:
        return self.making.called(case)

    def written(self, case: int, theme: int) -> list[CellSummary]:
        """What is written of a case under a theme."""
        return self._written.get((case, theme), [])

    def table(self, themes: list[int]) -> Table:
        """The cases of which something is written under some themes."""
        say = self.making.say
        names = [self.making.scope.corpus.codes[theme].name for theme in themes]
        cases = [case for case in self.cases if any(self.written(case, theme) for theme in themes)]
        self._shown.update((case, theme) for case in cases for theme in themes)
        return Table(
            caption=say.framework_caption.format(themes=self.making.listed(names)),
            head=(say.case, *names),
            rows=tuple(
                (
                    Cell("\n".join(filter(None, (self._name(case), self._group(case))))),
                    *(self._cell(case, theme) for theme in themes),
                )
                for case in cases
            ),
            notes=(say.framework_note, *self.making.basis),
            name=say.headings["framework"],
            even=True,
        )

    def _cell(self, case: int, theme: int) -> Cell:
        making, there = self.making, self._passages[case, theme]
        told: list[str | Run] = []
        for one in self.written(case, theme):
            told += ["\n\n"] * bool(told) + [one.text + (f" ({one.coder})" if len(self._authors) > 1 else "")]
        if not told and there:
            self.gaps = True
            told.append(Run(making.say.missing, blank=True))
        if not told:
            return Cell("–")
        return Cell((*told, "\n\n", Run(making.words.count("passages", there), emphasis=True)))

    def left(self) -> Table | None:
        """Of each theme the cases that no table shows: those that have passages, and those that have none."""
        say, words = self.making.say, self.making.words
        rows = []
        for theme in self.making.themes:
            there = {
                case: self._passages[case, theme] for case in self.cases if (case, theme) not in self._shown
            }
            missing = [f"{self._name(case)} ({words.number(some)})" for case, some in there.items() if some]
            empty = [self._name(case) for case, some in there.items() if not some]
            if missing or empty:
                told = (", ".join(names) or "–" for names in (missing, empty))
                rows.append((self.making.label(theme), *map(Cell, told)))
        if not rows:
            return None
        return Table(
            caption=say.others_caption if self._shown else say.left_caption,
            head=(say.theme, say.to_summarise, say.no_passages),
            rows=tuple(rows),
            notes=self.making.basis,
            name=say.missing[:1].upper() + say.missing[1:],
        )
