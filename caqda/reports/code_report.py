"""The code report as a document: overview, code by code with its quotations, and the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from caqda.reports.charts import Bars, Mark
from caqda.reports.data import data, records
from caqda.reports.document import (
    Block,
    Cell,
    Chart,
    Contents,
    Document,
    Facts,
    Heading,
    Later,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Remark,
    Run,
    Table,
    Value,
)
from caqda.reports.part_words import part_words
from caqda.reports.phrases import Phrases
from caqda.reports.value import Chapter, Note, Quotation, Report, Tally

_GROUPS = 12  # bars; more are told by the table alone


def document(report: Report) -> Document:
    """The code report for a reader, in its language; for programs it keeps the keys they rely on."""
    return Document(
        title=report.title,
        language=report.language,
        provenance=report.provenance,
        blocks=tuple(CodeReport(report).blocks()),
        records=records(report),
        data=partial(data, report),
    )


class CodeReport:
    """The code report in pieces: what opens it, the codes, the codebook, and what closes it.

    ``parts`` are those of the report it stands in: no memo is told twice there.
    """

    def __init__(self, report: Report, parts: Iterable[str] = ("codes", "codebook")) -> None:
        self.report = report
        self._in = frozenset(parts)
        self.say = Phrases(report)
        self.words = self.say.words
        self.parts = part_words(report.language)

    def blocks(self) -> Iterator[Block | Later]:
        """All of it."""
        yield from self.front()
        yield Contents(self.words.contents)
        yield PageBreak()
        yield from self.codes()
        yield PageBreak()
        yield from self.codebook()
        yield from self.trace()

    def front(self) -> Iterator[Block]:
        """What the report is of."""
        if self.say.constructed:
            yield Paragraph(self.say.constructed, "notice")
        yield Heading(1, self.words.about, "about")
        yield Facts(self.say.about)
        if "memos" not in self._in:
            yield from self._remarks(self.report.memos)

    def codes(self) -> Iterator[Block | Later]:
        """All codes in a table, and one by one."""
        words = self.words
        yield Heading(1, words.overview, "overview")
        yield self._overview()
        yield Heading(2, words.reading, "reading")
        yield Listing(self.say.reading)
        yield Heading(1, words.chapters, "chapters")
        for number, chapter in enumerate(self.report.chapters, start=1):
            yield from self._chapter(f"c{number}", chapter)

    def codebook(self) -> Iterator[Block | Later]:
        """The codebook as an appendix."""
        yield Heading(1, self.words.codebook, "codebook")
        yield Paragraph(self.words.codebook_is)
        yield Later(self._codebook)

    def trace(self) -> Iterator[Block]:
        """Where the report comes from, for whoever checks it: what ``caqda verify`` reads."""
        words, choices = self.words, self.report.provenance.choices
        yield Heading(1, words.trace, "trace")
        yield Paragraph(words.trace_use)
        yield Paragraph(self.say.trace, "note")
        if choices:
            yield Paragraph((f"{words.choices}: ", Run(choices, code=True)), "note")

    # -- tables --------------------------------------------------------------------------------------

    def _overview(self) -> Table:
        """All codes by all columns."""
        words, report = self.words, self.report
        sums = (
            (words.column_cases, "cases"),
            (words.column_sources, "sources"),
            (words.column_words, "words"),
        )
        whole = range(len(report.columns) + 1)
        return Table(
            caption=words.overview_caption.format(by=self.say.by),
            head=(words.code, *self.say.columns, words.total),
            rows=tuple(
                (
                    Cell(
                        self.say.name(chapter),
                        full=chapter.entry.path,
                        link=f"c{number}",
                        level=len(self.say.above(chapter)),
                        colour=chapter.entry.colour,
                    ),
                    *self._row(f"c{number}", chapter),
                )
                for number, chapter in enumerate(report.chapters, start=1)
            ),
            foot=tuple(
                (
                    Cell(label),
                    *(self._number(report.shown(None, at, unit), getattr(words, unit)) for at in whole),
                )
                for label, unit in sums
            ),
            notes=(words.every_row, *self.say.basis),
            name=words.overview,
        )

    def _row(self, anchor: str, chapter: Chapter) -> Iterator[Cell]:
        """The numbers of a code in the overview, each of which leads to the quotations it counts."""
        for column, own in enumerate(chapter.own.cells):
            yield self._both(chapter.counts, column, f"{anchor}-{column}" if own.passages else "")
        yield self._both(chapter.counts, len(chapter.counts.cells), anchor)

    def _tables(self, anchor: str, chapter: Chapter) -> Iterator[Table]:
        """The counts of a code: with its sub-codes where it has any, and of itself where it is used.

        A row leads to its quotations, but where sub-codes are counted in: theirs stand under them.
        """
        words = self.words
        if not chapter.counts.total.passages:
            return
        links = [
            f"{anchor}-{column}" if count.passages else "" for column, count in enumerate(chapter.own.cells)
        ]
        if not chapter.rolled_up:
            yield self._table(words.whole_caption, chapter, chapter.counts, links, f"{anchor}-t")
            return
        yield self._table(words.family_caption, chapter, chapter.counts, [""] * len(links))
        if chapter.own.total.passages:
            yield self._table(words.alone_caption, chapter, chapter.own, links, f"{anchor}-t")

    def _table(
        self, caption: str, chapter: Chapter, tally: Tally, links: list[str], anchor: str = ""
    ) -> Table:
        words = self.words
        return Table(
            caption=caption.format(code=chapter.entry.path, by=self.say.by),
            head=(
                self.say.by_head,
                words.cases,
                *([words.group_cases] if self.say.grouped else []),
                words.sources,
                words.passages,
                words.words,
            ),
            rows=tuple(
                (Cell(name, link=link), *self._counts(tally, at))
                for at, (name, link) in enumerate(zip(self.say.columns, links, strict=True))
            ),
            foot=((Cell(words.total), *self._counts(tally, len(links))),),
            notes=((f"{words.query}: ", Run(tally.query, code=True)), *self.say.basis),
            anchor=anchor,
            name=chapter.entry.name,
        )

    def _both(self, tally: Tally, at: int, link: str) -> Cell:
        """Cases, and in parentheses passages."""
        words, report = self.words, self.report
        cases, passages = (report.shown(tally, at, unit) for unit in ("cases", "passages"))
        if isinstance(cases, str) or isinstance(passages, str):
            return Cell(str(cases), link=link)
        told = f"{words.number(cases)} ({words.number(passages)})" if passages else "0"
        return Cell(told, (Value(cases, words.cases), Value(passages, words.passages)), link=link)

    def _counts(self, tally: Tally, at: int) -> tuple[Cell, ...]:
        units = ("cases", "sources", "passages", "words")
        told = [self._number(self.report.shown(tally, at, unit)) for unit in units]
        if self.say.grouped:
            told.insert(1, self._number(self.report.shown(None, at, "cases")))
        return tuple(told)

    def _number(self, number: int | str, unit: str = "") -> Cell:
        if isinstance(number, str):  # it is kept back
            return Cell(number)
        return Cell(self.words.number(number), (Value(number, unit),))

    # -- code by code --------------------------------------------------------------------------------

    def _chapter(self, anchor: str, chapter: Chapter) -> Iterator[Block | Later]:
        entry = chapter.entry
        yield Heading(
            2,
            entry.name,
            anchor,
            colour=entry.colour,
            short=self.say.name(chapter),
            indent=len(self.say.above(chapter)),
        )
        if "/" in entry.path:
            yield Paragraph(entry.path, "note")
        if entry.definition.strip():
            yield Paragraph(entry.definition, "lead")
        yield from self._history(chapter)
        yield from self._remarks(entry.memos)
        tables = list(self._tables(anchor, chapter))
        yield from tables[:1]
        yield from self._chart(chapter)  # of the first
        yield from tables[1:]
        if chapter.near:
            told = ", ".join(f"{path} ({self.words.count('passages', some)})" for path, some in chapter.near)
            yield Paragraph(f"{self.parts.near}: {told}.", "note")
        if remark := self.say.remark(chapter):
            yield Paragraph(remark, "note")
        else:
            yield Later(partial(self._quotations, anchor, chapter))

    def _quotations(self, anchor: str, chapter: Chapter) -> Iterator[Block]:
        """The quotations of a code by column; one that counts in several stands in each."""
        found = chapter.find()
        made = found.by_column()
        for column, name in enumerate(self.say.columns):
            if chapter.own.cells[column].passages:
                told = self.say.group(chapter, column, found.sizes[column], found.apart_of(column))
                back = Run(told, link=f"{anchor}-t")
                yield Heading(3, name, f"{anchor}-{column}", aside=back)
                for quotation in islice(made, found.sizes[column]):
                    yield self._quote(quotation, column)
        if found.apart:
            told = self.words.count("passages", found.apart)
            yield Heading(3, self.parts.apart, f"{anchor}-apart", aside=told)
            for quotation in made:
                yield self._quote(quotation, -1)

    def _chart(self, chapter: Chapter) -> Iterator[Chart]:
        """The cases of each group that have the code, as bars."""
        report, words = self.report, self.words
        columns = range(len(report.columns))
        if not chapter.counts.total.cases or not 1 < len(columns) <= _GROUPS:
            return
        marks = [self._of_all(chapter, at) for at in columns]
        told = "; ".join(f"{name} {mark.text}" for name, mark in zip(self.say.columns, marks, strict=True))
        caption = self.parts.bars_family_caption if chapter.rolled_up else self.parts.bars_caption
        yield Chart(
            caption.format(code=chapter.entry.name, by=self.say.by),
            Bars(
                self.say.columns,
                (words.cases,),
                tuple((mark,) for mark in marks),
                words.bars_unit,
            ),
            self.parts.bars_told.format(told=told),
        )

    def _of_all(self, chapter: Chapter, at: int) -> Mark:
        """The cases of a group that have a code, and of how many there are: ``2 of 5``."""
        number, whole = (self.report.shown(tally, at, "cases") for tally in (chapter.counts, None))
        say = self.words
        size = say.number(whole) if isinstance(whole, int) else whole
        if isinstance(number, str):
            return Mark(None, number)
        told = say.whole_of.format(number=say.number(number), whole=size)
        return Mark(number, told, whole if isinstance(whole, int) else 0)

    def _history(self, chapter: Chapter) -> Iterator[Remark]:
        """The definitions that a code had before the one of today."""
        for time, coder, words in chapter.history[:-1]:
            day = self.words.day_of(time[:10])
            yield Remark(f"{self.parts.history}: {day}, {coder}", words or "–")

    def _quote(self, quotation: Quotation, column: int) -> Quote:
        say = self.say
        memos, coders = quotation.memos, quotation.coders
        if quotation.within:
            memos = tuple(memo for one in (quotation, *quotation.within) for memo in one.memos)
            coders = coders or tuple(dict.fromkeys(name for one in quotation.within for name in one.coders))
        return Quote(
            quotation.id,
            quotation.speeches,
            say.speakers(quotation),
            say.place(quotation),
            quotation.source,
            quotation.start,
            quotation.end,
            quotation.text,
            coders,
            self.parts.flags.get(quotation.flag, "") if quotation.flag else "",
            say.also_in(quotation, column),
            quotation.before,
            quotation.after,
            tuple(self._remarks(memos)) if memos else (),
        )

    def _remarks(self, notes: Iterable[Note]) -> Iterator[Remark]:
        for note in notes:
            yield Remark(self.words.memo.format(coder=note.coder), note.text)

    # -- the codebook --------------------------------------------------------------------------------

    def _codebook(self) -> Iterator[Block]:
        for number, entry in enumerate(self.report.codebook, start=1):
            yield Heading(2, entry.path, f"b{number}", colour=entry.colour, indent=entry.depth)
            memos = "codes" not in self._in or entry.path not in self.say.paths
            if told := tuple(self.say.definition(entry, memos=memos)):
                yield Facts(told)
