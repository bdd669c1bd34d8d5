"""The code report for programs: the keys of its JSON and the rows of its CSV.

Keys may be added, never renamed or removed. Texts are exact: ``text`` of a quotation is the source's text
from ``start`` to ``end``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from caqda.analysis.tally import UNITS
from caqda.reports.document import Records, Speech
from caqda.reports.phrases import Phrases
from caqda.reports.value import Chapter, Entry, Quotation, Report, Tally

COLUMNS = (
    "id", "code", "by", "value", "text", "speakers", "roles", "cases", "source", "paragraph", "start", "end",
    "coders", "memos", "study", "position", "date",
)  # fmt: skip


def records(report: Report) -> Records:
    """A row for each code on a passage."""

    def rows() -> Iterator[tuple[str | int, ...]]:
        say = Phrases(report)
        for chapter in report.chapters:
            for quotation in chapter.find():
                yield tuple(_row(say, chapter, quotation))

    return Records(COLUMNS, rows)


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


def data(report: Report) -> dict[str, Any]:
    """What JSON holds."""
    told = report.provenance
    return {
        "title": report.title,
        "language": report.language,
        "provenance": {
            "study": told.study,
            "uuid": told.uuid,
            "position": told.position,
            "hash": told.hash,
            "caqda": told.version,
            "date": told.date,
            "coders": list(told.coders),
            "scope": told.scope,
            "sources": told.sources,
            "constructed": told.constructed,
        },
        "memos": [asdict(memo) for memo in report.memos],
        "by": report.by,
        "columns": list(report.columns),
        "column_totals": _cells(report, None),
        "total": _units(report, None, len(report.columns)),
        "codes": _made(len(report.chapters), partial(map, partial(_chapter, report), report.chapters)),
        "codebook": [_entry(entry) for entry in report.codebook],
    }


class _Made(list[Any]):
    """A list whose items are made when the encoder walks over it, so that it is never whole."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        super().__init__([None])  # an empty list would not be walked over
        self._make = make

    def __iter__(self) -> Iterator[Any]:
        return self._make()


def _made(number: int, make: Callable[[], Iterator[Any]]) -> list[Any]:
    return _Made(make) if number else []


def _chapter(report: Report, chapter: Chapter) -> dict[str, Any]:
    told = partial(_quotation, report)
    return {
        "id": chapter.entry.id,
        "code": chapter.entry.path,
        "with_sub_codes": _tally(report, chapter.counts),
        "alone": _tally(report, chapter.own),
        "quotations": _made(chapter.own.total.passages, lambda: map(told, iter(chapter.find()))),
    }


def _tally(report: Report, tally: Tally) -> dict[str, Any]:
    total = _units(report, tally, len(report.columns))
    return {"query": tally.query, "cells": _cells(report, tally), "total": total}


def _cells(report: Report, tally: Tally | None) -> dict[str, Any]:
    return {name: _units(report, tally, at) for at, name in enumerate(report.columns)}


def _units(report: Report, tally: Tally | None, at: int) -> dict[str, int | str]:
    return {unit: report.shown(tally, at, unit) for unit in UNITS}


def _quotation(report: Report, quotation: Quotation) -> dict[str, Any]:
    return {
        "id": quotation.id,
        "source": quotation.source,
        "paragraph": quotation.paragraph,
        "start": quotation.start,
        "end": quotation.end,
        "time": quotation.time,
        "text": quotation.text,
        "speakers": [_speech(speech) for speech in quotation.speeches],
        "cases": list(quotation.cases),
        "columns": [report.columns[column] for column in quotation.columns],
        "coders": list(quotation.coders),
        "memos": [asdict(memo) for memo in quotation.memos],
        "before": quotation.before,
        "after": quotation.after,
        "flag": quotation.flag,
    }


def _speech(speech: Speech) -> dict[str, Any]:
    return {
        "speaker": speech.speaker,
        "role": speech.role,
        "interviewer": speech.interviewer,
        "text": speech.text,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    told = asdict(entry)
    told["code"] = told.pop("path")
    return told
