"""What the code report says in words. Nothing here is escaped: the renderer does that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from caqda.analysis.columns import NONE
from caqda.reports.document import Line, Speech
from caqda.reports.value import Chapter, Entry, Quotation, Report
from caqda.reports.words import Words, words

DOT = " · "


def selection(say: Words, filters: Iterable[tuple[str, str]], withheld: int) -> str:
    """What is counted: the filters, and whether confidential codings are left out."""
    told = [f"{say.kinds[kind]}: {text}" for kind, text in filters]
    if not told:
        return say.all_open if withheld else say.everything
    return "; ".join([*told, *([say.only_open] if withheld else [])])


class Phrases:
    """The phrases of one report, in its language."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words: Words = words(report.language)
        self._told = lru_cache(maxsize=1024)(self._speakers)
        self._coded_by = cache(lambda coders: self.words.coded_by.format(coders=", ".join(coders)))

    # -- the report ----------------------------------------------------------------------------------

    @cached_property
    def by(self) -> str:
        """What the report is divided by."""
        return self.words.kinds.get(self.report.by, self.report.by)

    @property
    def grouped(self) -> bool:
        """Whether a column may hold several cases, so that it matters how many."""
        return self.report.by != "case"

    @cached_property
    def _several(self) -> bool:
        """Whether some column does hold several cases; in all of them it is then said of how many."""
        return self.grouped and any(one.cases > 1 for one in self.report.column_totals)

    @property
    def by_head(self) -> str:
        """The same over a column of its values."""
        return self.by[:1].upper() + self.by[1:]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.words.none if name == NONE else name for name in self.report.columns)

    @property
    def constructed(self) -> str:
        """The sentence that says that the material is constructed; empty where it is not."""
        told, say = self.report.provenance, self.words
        if not told.constructed:
            return ""
        if told.constructed == told.sources:
            return say.constructed
        return say.partly_constructed.format(
            sources=say.count("sources", told.sources), constructed=say.number(told.constructed)
        )

    @property
    def selection(self) -> str:
        """What the report is of."""
        told = self.report.provenance
        return selection(self.words, told.filters, told.withheld)

    @property
    def about(self) -> tuple[tuple[str, Line], ...]:
        """Labels and texts on where the report comes from."""
        say, told, total = self.words, self.report.provenance, self.report.total
        material = say.material_is.format(
            sources=say.count("sources", total.sources),
            cases=say.count("cases", total.cases),
            words=say.count("words", total.words),
        )
        return (
            (say.study, told.study),
            (say.material, material),
            (say.divided_by, self.by),
            (say.selection, self.selection),
            (say.coders, ", ".join(told.coders) or "–"),
            (say.date, say.day_of(told.date)),
        )

    @property
    def trace(self) -> str:
        """The moment of the study that the report was made at."""
        told = self.report.provenance
        return self.words.trace_is.format(
            position=told.position, hash=told.hash, uuid=told.uuid, version=told.version
        )

    # -- tables --------------------------------------------------------------------------------------

    @property
    def reading(self) -> tuple[str, ...]:
        """How the numbers are to be read."""
        none = (self.words.none_is,) if NONE in self.report.columns else ()
        least = self.report.min_cell
        kept = (self.words.kept_back.format(least=least),) if least > 1 else ()
        return (*self.words.reading_is, *none, *kept)

    def above(self, chapter: Chapter) -> list[str]:
        """The paths of the codes above a code that are in the report too, nearest first."""
        parts = chapter.entry.path.split("/")
        told = ("/".join(parts[:at]) for at in range(len(parts) - 1, 0, -1))
        return [path for path in told if path in self.paths]

    def name(self, chapter: Chapter) -> str:
        """The rest of a code's path under the nearest code above it in the report."""
        above = self.above(chapter)
        return chapter.entry.path.removeprefix(f"{above[0]}/") if above else chapter.entry.path

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of the codes that are in the report."""
        return frozenset(chapter.entry.path for chapter in self.report.chapters)

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """What every table is counted on: the filter and the coders."""
        say, coders = self.words, ", ".join(self.report.provenance.coders)
        return f"{say.selection}: {self.selection}", f"{say.coders}: {coders or '–'}"

    # -- chapters ------------------------------------------------------------------------------------

    def remark(self, chapter: Chapter) -> str:
        """Why a chapter has no quotations; empty where it has."""
        if chapter.own.total.passages:
            return ""
        return self.words.only_sub_codes if chapter.counts.total.passages else self.words.unused

    def group(self, chapter: Chapter, column: int, quoted: int, apart: int = 0) -> str:
        """How many passages of how many cases stand in a column, and how many of them stand apart.

        The quotations they are ``quoted`` in are counted too where they are fewer: one may hold others.
        """
        cell, say = chapter.own.cells[column], self.words
        if isinstance(self.report.shown(chapter.own, column, "cases"), str):
            return say.group_kept_back.format(least=self.report.min_cell)
        whole = self.report.shown(None, column, "cases")
        cases = say.count("cases", cell.cases)
        if self._several and isinstance(whole, int) and whole:
            cases = say.cases_of(cell.cases, whole)
        told = (say.group if cell.cases else say.group_of_nobody).format(
            passages=say.count("passages", cell.passages), cases=cases
        )
        if apart:
            told = say.group_apart.format(group=told, n=say.number(apart))
        if quoted + apart == cell.passages:
            return told
        return say.group_quoted.format(group=told, quotations=say.count("quotations", quoted))

    def speakers(self, quotation: Quotation) -> str:
        """Who speaks, each with a role."""
        return self._told(tuple([(speech.speaker, self.role(speech)) for speech in quotation.speeches]))

    @staticmethod
    def _speakers(people: tuple[tuple[str, str], ...]) -> str:
        told = dict.fromkeys(", ".join(filter(None, person)) for person in people)
        return "; ".join(filter(None, told))

    def place(self, quotation: Quotation) -> str:
        """Where a quotation stands and who coded it, and what others coded of it."""
        say = self.words
        told = say.characters.format(start=quotation.start, end=quotation.end)
        if quotation.time:
            told = f"{quotation.time}{DOT}{told}"
        speeches, cases = quotation.speeches, quotation.cases
        if len(speeches) > 1 or cases != (speeches[0].speaker,):  # as nearly all are not
            named = [speech.speaker for speech in speeches]
            if others := [case for case in cases if case not in named]:
                told = f"{told}{DOT}{say.case.format(cases=', '.join(others))}"
        if quotation.coders:
            told = f"{told}{DOT}{self._coded_by(quotation.coders)}"
        if quotation.within:
            told = f"{told}{DOT}{self._within(quotation)}"
        return told

    def _within(self, quotation: Quotation) -> str:
        """What was coded of a quotation, the stretches of the same coders together."""
        inner: dict[str, list[str]] = {}
        for one in quotation.within:
            inner.setdefault(self._coded_by(one.coders), []).append(f"{one.start}–{one.end}")
        say = self.words.within.format
        return DOT.join(say(stretches=", ".join(them), coded_by=by) for by, them in inner.items())

    def also_in(self, quotation: Quotation, column: int) -> str:
        """Where else a quotation stands; where it belongs, if it stands apart from all columns (-1)."""
        if quotation.columns == (column,):
            return ""
        others = ", ".join(self.columns[at] for at in quotation.columns if at != column)
        told = self.words.belongs_in if column < 0 else self.words.also_in
        return told.format(columns=others) if others else ""

    def role(self, speech: Speech) -> str:
        """The role of who speaks; empty where it is not known."""
        return self.words.interviewer if speech.interviewer else speech.role

    # -- the codebook ----------------------------------------------------------------------------------

    def definition(self, entry: Entry, *, memos: bool = True) -> Iterator[tuple[str, str]]:
        """Labels and texts of what the codebook says of a code; nothing for what is empty."""
        say = self.words
        told = [
            (say.definition, entry.definition),
            (say.full, entry.full),
            (say.include, entry.include),
            (say.exclude, entry.exclude),
            *((say.typical, example) for example in entry.typical),
            *((say.borderline, example) for example in entry.borderline),
            *((say.memo.format(coder=memo.coder), memo.text) for memo in entry.memos if memos),
        ]
        return ((label, text) for label, text in told if text.strip())
