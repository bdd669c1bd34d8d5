"""The report's quotations as a table for spreadsheets: one row for each code on a passage."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from caqda.reports.phrases import Phrases
from caqda.reports.value import Chapter, Quotation, Report
from caqda.safety import for_cell, for_terminal

COLUMNS = (
    "id", "code", "by", "value", "text", "speakers", "roles", "cases", "source", "paragraph", "start", "end",
    "coders", "memos", "study", "position", "date",
)  # fmt: skip


def render(report: Report) -> str:
    """A byte order mark, by which spreadsheets know the encoding, the columns, and the rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    say = Phrases(report)
    for chapter in report.chapters:
        for quotation in chapter.quotations:
            writer.writerow(map(_cell, _row(say, chapter, quotation)))
    return "\ufeff" + out.getvalue()


def _row(say: Phrases, chapter: Chapter, quotation: Quotation) -> Iterable[str | int]:
    told = say.report.provenance
    people = {speech.speaker: speech for speech in quotation.speeches}.values()
    return (
        quotation.id,
        chapter.entry.path,
        say.by,
        _joined(say.columns[column] for column in quotation.columns),
        quotation.text,
        _joined(speech.speaker for speech in people),
        _joined(say.role(speech) for speech in people),
        _joined(quotation.cases),
        quotation.source,
        quotation.paragraph,
        quotation.start,
        quotation.end,
        _joined(quotation.coders),
        "\n".join(f"{memo.coder}: {memo.text}" for memo in quotation.memos),
        told.study,
        told.position,
        told.date,
    )


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(filter(None, parts))


def _cell(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    shown = for_terminal(cell)
    bare = shown.lstrip()  # some spreadsheets pass over spaces before a formula
    return shown if for_cell(bare) == bare else f"'{shown}"
