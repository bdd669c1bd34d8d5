"""What every part of a report is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from caqda.analysis.comparing import default_by
from caqda.analysis.confidential import Confidential
from caqda.analysis.crosstab import Cell as Count
from caqda.analysis.crosstab import Crosstab, crosstab
from caqda.analysis.facets import NONE
from caqda.analysis.query import Passage
from caqda.analysis.scope import Scope
from caqda.reports.charts import Mark
from caqda.reports.config import Config
from caqda.reports.document import Block, Cell, Chart, Later, Paragraph, Value
from caqda.reports.part_words import PartWords, part_words
from caqda.reports.phrases import selection
from caqda.reports.provenance import filters
from caqda.reports.quotations import Quoting
from caqda.reports.words import Words, words
from caqda.tree import CodeTree

Made = Iterable[Block | Later]


@dataclass(frozen=True, eq=False)
class Making:
    """A report under way: the scope it is of, without what is confidential, and what was chosen for it.

    ``confidential`` says what of the whole study is left out; it is empty where all of it is let in.
    """

    scope: Scope
    config: Config
    confidential: Confidential
    withheld: int = 0
    """Codings that are left out since they are confidential."""

    @property
    def language(self) -> str:
        """da or en."""
        return self.config.language or self.scope.corpus.language

    @cached_property
    def words(self) -> Words:
        """The words of the code report."""
        return words(self.language)

    @cached_property
    def say(self) -> PartWords:
        """The words of the other parts."""
        return part_words(self.language)

    @property
    def tree(self) -> CodeTree:
        """The tree of codes."""
        return self.scope.corpus.tree

    @cached_property
    def quoting(self) -> Quoting:
        """Who tells what people say, and calls them what was chosen."""
        return Quoting(self.scope, speakers=self.config.speakers)

    @cached_property
    def by(self) -> str:
        """What groups are compared by."""
        return self.config.by or default_by(self.scope.corpus)

    @cached_property
    def by_name(self) -> str:
        """The same, as a reader calls it."""
        return self.words.kinds.get(self.by, self.by)

    @cached_property
    def codes(self) -> list[int]:
        """The codes of the report, sub-codes among them, in the order of the codebook."""
        named = {code for name in self.config.codes for code in self.tree.family(self.scope.code_id(name))}
        return [code for code in self.tree.paths if code in (named or self.scope.code_ids)]

    @cached_property
    def themes(self) -> list[int]:
        """The themes: the codes that are named, or those at the top that are in the report."""
        if self.config.themes:
            return [self.scope.code_id(name) for name in self.config.themes]
        chosen = set(self.codes)
        return [code for code in self.codes if not chosen & set(self.tree.ancestors(code))]

    @cached_property
    def table(self) -> Crosstab:
        """The codes by groups, sub-codes counted in."""
        return crosstab(self.scope, self.by, codes=self.codes, min_cell=self.config.min_cell, unit="cases")

    def called(self, case: int) -> str:
        """What a case is called, as its people are in quotations."""
        return self.quoting.named(case)

    def name(self, column: str) -> str:
        """What a group is called."""
        return self.words.none if column == NONE else column

    def told(self, number: int) -> int | str:
        """A number of which no table says the cases: ``<3`` where it is below the smallest that is told."""
        least = self.config.min_cell
        return f"<{least}" if 0 < number < least else number

    def count(self, number: int | str, unit: str = "") -> Cell:
        """A number in a table; what is kept back, such as ``<3``, is a text."""
        if isinstance(number, str):
            return Cell(number)
        return Cell(self.words.number(number), (Value(number, unit),))

    def mark(self, number: int | str) -> Mark:
        """A number in a chart."""
        return Mark(None, number) if isinstance(number, str) else Mark(number, self.words.number(number))

    def label(self, code: int) -> Cell:
        """A code at the head of a row."""
        info = self.scope.corpus.codes[code]
        return Cell(info.name, full=info.path, level=info.depth, colour=info.colour)

    def coded(self, count: Count) -> str:
        """Cases, and in parentheses passages."""
        return f"{self.words.number(count.cases)} ({self.words.number(count.passages)})"

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """What every table is counted on: filter and coders."""
        told = selection(self.words, filters(self.scope), self.withheld)
        coders = ", ".join(self.table.coders) or "–"
        return f"{self.words.selection}: {told}", f"{self.words.coders}: {coders}"

    def listed(self, names: Sequence[str]) -> str:
        """Names one after another: ``a, b and c``."""
        return self.say.and_last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))

    def passages(self, code: int) -> list[Passage]:
        """The passages of a code with its sub-codes."""
        return self.table.cell_passages(code) if code in self.codes else []


def note(text: str) -> Paragraph:
    """A small line under something."""
    return Paragraph(text, "note")


__all__ = ["Chart", "Made", "Making", "note"]
