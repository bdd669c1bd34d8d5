"""The code report as a document: overview, code by code with its quotations, and the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from caqda.analysis.crosstab import Cell as Count
from caqda.reports.data import data, records
from caqda.reports.document import (
    Block,
    Cell,
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
    Speech,
    Table,
    Value,
)
from caqda.reports.phrases import Phrases
from caqda.reports.value import Chapter, Note, Quotation, Report, Tally


def document(report: Report) -> Document:
    """The code report for a reader, in its language; for programs it keeps the keys they rely on."""
    return Document(
        title=report.title,
        language=report.language,
        provenance=report.provenance,
        blocks=tuple(_CodeReport(report).blocks()),
        records=records(report),
        data=partial(data, report),
    )


class _CodeReport:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.say = Phrases(report)
        self.words = self.say.words

    def blocks(self) -> Iterator[Block | Later]:
        words = self.words
        if self.say.constructed:
            yield Paragraph(self.say.constructed, "notice")
        yield Heading(1, words.about, "about")
        yield Facts(self.say.about)
        yield from self._remarks(self.report.memos)
        yield Contents(words.contents)
        yield PageBreak()
        yield Heading(1, words.overview, "overview")
        yield self._overview()
        yield Heading(2, words.reading)
        yield Listing(self.say.reading)
        yield Heading(1, words.chapters, "chapters")
        for number, chapter in enumerate(self.report.chapters, start=1):
            yield from self._chapter(f"c{number}", chapter)
        yield PageBreak()
        yield Heading(1, words.codebook, "codebook")
        yield Paragraph(words.codebook_is)
        yield Later(self._codebook)

    # -- tables --------------------------------------------------------------------------------------

    def _overview(self) -> Table:
        """All codes by all columns."""
        words, report = self.words, self.report
        sums = (
            (words.column_cases, "cases"),
            (words.column_sources, "sources"),
            (words.column_words, "words"),
        )
        whole = (*report.column_totals, report.total)
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
                (Cell(label), *(self._number(count.count(unit), getattr(words, unit)) for count in whole))
                for label, unit in sums
            ),
            notes=(f"{words.query}: {words.every_row}", *self.say.basis),
            name=words.overview,
        )

    def _row(self, anchor: str, chapter: Chapter) -> Iterator[Cell]:
        """The numbers of a code in the overview, each of which leads to the quotations it counts."""
        for column, (whole, own) in enumerate(zip(chapter.counts.cells, chapter.own.cells, strict=True)):
            yield self._both(whole, f"{anchor}-{column}" if own.passages else "")
        yield self._both(chapter.counts.total, anchor)

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
            caption=caption.format(by=self.say.by),
            head=("", words.cases, words.sources, words.passages, words.words),
            rows=tuple(
                (Cell(name, link=link), *self._counts(count))
                for name, link, count in zip(self.say.columns, links, tally.cells, strict=True)
            ),
            foot=((Cell(words.total), *self._counts(tally.total)),),
            notes=((f"{words.query}: ", Run(tally.query, code=True)), *self.say.basis, words.counted),
            anchor=anchor,
            name=chapter.entry.name,
        )

    def _both(self, count: Count, link: str) -> Cell:
        """Cases, and in parentheses passages."""
        words = self.words
        cases, passages = words.number(count.cases), words.number(count.passages)
        return Cell(
            f"{cases} ({passages})" if count.passages else "0",
            (Value(count.cases, words.cases), Value(count.passages, words.passages)),
            link=link,
        )

    def _counts(self, count: Count) -> tuple[Cell, ...]:
        return tuple(map(self._number, (count.cases, count.sources, count.passages, count.words)))

    def _number(self, number: int, unit: str = "") -> Cell:
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
        yield from self._tables(anchor, chapter)
        yield from self._remarks(entry.memos)
        if remark := self.say.remark(chapter):
            yield Paragraph(remark, "note")
        else:
            yield Later(partial(self._quotations, anchor, chapter))

    def _quotations(self, anchor: str, chapter: Chapter) -> Iterator[Block]:
        """The quotations of a code by column; one that counts in several stands in each."""
        found = tuple(chapter.find())
        for column, name in enumerate(self.say.columns):
            if chapter.own.cells[column].passages:
                back = Run(self.say.group(chapter, column), link=f"{anchor}-t")
                yield Heading(3, name, f"{anchor}-{column}", aside=back)
                for quotation in found:
                    if column in quotation.columns:
                        yield self._quote(quotation, column)

    def _quote(self, quotation: Quotation, column: int) -> Quote:
        say = self.say
        return Quote(
            id=quotation.id,
            speeches=tuple(Speech(speech.speaker, speech.text) for speech in quotation.speeches),
            who=say.speakers(quotation),
            place=say.place(quotation),
            source=quotation.source,
            start=quotation.start,
            end=quotation.end,
            text=quotation.text,
            coders=quotation.coders,
            also=say.also_in(quotation, column),
            before=quotation.before,
            after=quotation.after,
            remarks=tuple(self._remarks(quotation.memos)),
        )

    def _remarks(self, notes: Iterable[Note]) -> Iterator[Remark]:
        for note in notes:
            yield Remark(self.words.memo.format(coder=note.coder), note.text)

    # -- the codebook --------------------------------------------------------------------------------

    def _codebook(self) -> Iterator[Block]:
        for number, entry in enumerate(self.report.codebook, start=1):
            yield Heading(2, entry.path, f"b{number}", colour=entry.colour, indent=entry.depth)
            if told := tuple(self.say.definition(entry)):
                yield Facts(told)
