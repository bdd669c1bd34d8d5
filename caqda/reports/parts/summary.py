"""What was coded, how much of it, by whom and when."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from caqda.analysis.grid import Figure
from caqda.coding.progress import covered, participants
from caqda.reports.document import Cell, Table, Value
from caqda.reports.parts.making import Made, Making, note


def blocks(making: Making) -> Made:
    """A table of sources, and one of coders."""
    yield _coverage(making)
    hidden = making.confidential
    also = making.say.coverage_hidden if hidden else ""
    yield note(" ".join(filter(None, (making.say.coverage_note, also))))
    yield _coders(making)


def _coverage(making: Making) -> Table:
    corpus, say, words = making.scope.corpus, making.say, making.words
    told = corpus.codings.take(making.scope.codings)
    rows, whole = [], np.zeros(3, dtype=np.int64)
    for key, source in corpus.sources.items():
        if key not in making.scope.source_ids:
            continue
        mine = told.take(told.source == key)
        spoken = participants(corpus, key, corpus.segments(key).words)[:, 0]
        numbers = np.array([len(spoken), int(np.count_nonzero(covered(mine, spoken))), len(mine)])
        whole += numbers
        rows.append((Cell(source.name), *_numbers(making, numbers)))
    return Table(
        caption=say.coverage,
        head=(words.sources, words.words, say.coded_words, say.coded_share, say.codings),
        rows=tuple(rows),
        foot=((Cell(words.total), *_numbers(making, whole)),),
        notes=making.basis,
        name=say.coverage,
    )


def _numbers(making: Making, numbers: np.ndarray) -> tuple[Cell, ...]:
    spoken, coded, codings = (int(number) for number in numbers)
    share = coded / spoken if spoken else 0.0
    percent = Cell(str(Figure(share, percent=True)), (Value(share, "%"),))
    return making.count(spoken), making.count(coded), percent, making.count(codings)


def _coders(making: Making) -> Table:
    corpus, say = making.scope.corpus, making.say
    told, times = corpus.codings.take(making.scope.codings), corpus.created[making.scope.codings]
    rows = []
    for key, name in corpus.coders.items():
        mine = told.coder == key
        if mine.any():
            codes = len(np.unique(told.code[mine]))
            first, last = (_day(making, int(time)) for time in (times[mine].min(), times[mine].max()))
            rows.append(
                (Cell(name), making.count(int(mine.sum())), making.count(codes), Cell(first), Cell(last))
            )
    return Table(
        caption=say.by_coder,
        head=(making.words.coders, say.codings, say.used_codes, say.first, say.last),
        rows=tuple(rows),
        foot=(
            (
                Cell(making.words.total),
                making.count(len(told)),
                making.count(len(np.unique(told.code))),
                Cell(""),
                Cell(""),
            ),
        ),
        notes=making.basis,
        name=say.by_coder,
    )


def _day(making: Making, seconds: int) -> str:
    return making.words.day_of(datetime.fromtimestamp(seconds, UTC).date().isoformat())
