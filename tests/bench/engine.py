"""The engine next to SQLite's grouping of the same rows and to NumPy's sorting, in one run.

python -m tests.bench engine [RUNS]
"""

from __future__ import annotations

import gc
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from caqda.analysis.cooccurrence import COUNTED, cooccurrence
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import crosstab
from caqda.analysis.scope import Scope
from caqda.change import RowChange
from tests.bench.corpora import random_corpus

SIZES = (20_000, 1_000_000)
GROWING = (20_000, 60_000, 180_000, 540_000)
"""Sizes over which it is fitted how the cost of a query grows."""
FRAME = 1000 / 60
GROUPING = """
select c.code, v.value, count(*), count(distinct c.source)
from coding c join value v on v.source = c.source group by c.code, v.value
"""
QUERIES = (
    "kode0 or kode5 or kode10 or kode15 or kode20 or kode25",
    "kode0 and kode5 and kode10 and kode15 and kode20 and kode25",
    "kode0 not kode5 not kode10 not kode15 not kode20 not kode25",
    "((kode1 or kode2) and kode3) not kode4 near:5w (kode6 or kode7)",
    "kode0 near:3s kode5 near:3s kode10 near:3s kode15 after:20w kode20 before kode25",
    "turn containing kode0 not inside kode5 overlapping kode10 before:2t kode15 where coder = AB",
    "paragraph overlapping kode0 overlapping kode5 not overlapping kode10 containing kode1 inside turn",
    "kode0 not near:2p kode5 where coder = AB and case != K3 and perspektiv in (p1, p2) or speaker = K",
)
SEARCHES = (
    "text:{word} near:2s kode0",
    "word:{word} inside kode0 and kode5",
    "like:{word} overlapping kode1",
)


@dataclass(frozen=True)
class Timing:
    """The least time of several runs, in milliseconds: what other programs do is added to the others."""

    name: str
    least: float

    def show(self, *ratios: str) -> None:
        print(f"  {self.name:44}{self.least:9.2f} ms  {'; '.join(ratios)}".rstrip())


def measure(name: str, once: Callable[[], object], runs: int) -> Timing:
    """Run something after one run to warm up."""
    once()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        once()
        times.append(time.perf_counter() - begun)
    return Timing(name, 1000 * min(times))


def grouping(corpus: Corpus) -> Callable[[], object]:
    """SQLite's count of codings and sources by code and perspective, over an index that covers them."""
    database = sqlite3.connect(":memory:")
    database.execute("create table coding (id integer primary key, code int, source int)")
    database.execute("create table value (source integer primary key, value text)")
    told = corpus.codings
    database.executemany(
        "insert into coding values (?, ?, ?)",
        zip(told.id.tolist(), told.code.tolist(), told.source.tolist(), strict=True),
    )
    values = [(key, case.variables["perspektiv"]) for key, case in corpus.cases.items()]
    database.executemany("insert into value values (?, ?)", values)
    database.execute("create index by_code on coding (code, source)")
    database.execute("analyze")
    return lambda: database.execute(GROUPING).fetchall()


def main(runs: int = 5) -> None:
    """Print every figure, and the ratios that are held to."""
    for size in SIZES:
        corpus = random_corpus(size)
        print(f"{size:,} codings (least of {runs})")
        tables(corpus, runs)
        changes(corpus, runs)
        meetings(corpus, runs)
        print(f"  {'memory for each coding':44}{memory(size):9.1f} bytes")
    queries(random_corpus(SIZES[0]), runs)
    growth(runs)


def tables(corpus: Corpus, runs: int) -> None:
    """A crosstab in cases, sources, passages and words, of codes with their sub-codes by a variable."""
    group = measure("SQLite, indexed group by", grouping(corpus), runs)
    group.show()
    begun = time.perf_counter()
    crosstab(corpus, "perspektiv")
    Timing("crosstab, the first: what is kept is built", 1000 * (time.perf_counter() - begun)).show()
    for name, ask in (
        ("crosstab, all units", lambda: crosstab(Scope.of(corpus), "perspektiv")),
        ("and its cells as Python values", lambda: crosstab(Scope.of(corpus), "perspektiv").rows),
        (
            "crosstab of one coder, nothing kept",
            lambda: crosstab(Scope.of(corpus, coders="AB"), "perspektiv"),
        ),
    ):
        told = measure(name, ask, runs)
        told.show(f"{told.least / group.least:.4f} of the grouping")


def changes(corpus: Corpus, runs: int) -> None:
    """A coding made, moved and removed: the corpus after it, with all that a crosstab asks of it."""
    crosstab(corpus, "perspektiv")
    crosstab(corpus, "perspektiv", roll_up=False)
    for name, steps in _changes(corpus):
        told = measure(f"a coding {name}, followed", partial(_followed, corpus, steps), 4 * runs)
        told.show(f"{told.least:.2f} of a millisecond")
    steps = _changes(corpus)[0][1]

    def answer() -> object:
        return crosstab(_followed(corpus, steps), "perspektiv")

    measure("and the crosstab after it", answer, runs).show()


def _followed(corpus: Corpus, steps: Iterator[RowChange]) -> Corpus:
    after = corpus.after(2, "", [next(steps)])
    assert after is not None
    return after


def _changes(corpus: Corpus) -> list[tuple[str, Iterator[RowChange]]]:
    told = corpus.codings
    keys, at = count(len(told) + 1), np.random.default_rng(2)

    def whole(row: int) -> dict[str, Any]:
        names = ("id", "source_id", "start", "end", "code_id", "coder_id")
        return dict(zip(names, (int(column[row]) for column in told.columns()), strict=True))

    def made() -> Iterator[RowChange]:
        for key in keys:
            row = whole(int(at.integers(len(told)))) | {"id": key, "coder_id": 1, "start": 600, "end": 1199}
            yield RowChange("coding", key, None, row)

    def moved() -> Iterator[RowChange]:
        while True:
            row = whole(int(at.integers(len(told))))
            yield RowChange("coding", row["id"], {"end": row["end"]}, {"end": row["end"] + 60})

    def removed() -> Iterator[RowChange]:
        while True:
            row = whole(int(at.integers(len(told))))
            yield RowChange("coding", row["id"], row, None)

    return [("made", made()), ("moved", moved()), ("removed", removed())]


def meetings(corpus: Corpus, runs: int) -> None:
    """All codes by all codes, next to a sort of the ends of their passages in any order."""
    axis = Scope.of(corpus).axis
    ends = np.random.default_rng(1).permutation(np.concatenate([axis.coding_start, axis.coding_end]))
    sort = measure("NumPy, sort of the interval ends", lambda: np.sort(ends), runs)
    sort.show()
    for within in COUNTED:
        told = measure(f"co-occurrence, {within}", lambda: cooccurrence(Scope.of(corpus), within), runs)  # noqa: B023
        told.show(f"{told.least / sort.least:.2f} of the sort")
    told = measure("co-occurrence, in characters too", lambda: cooccurrence(corpus).characters, runs)
    told.show(f"{told.least / sort.least:.2f} of the sort")


def memory(size: int) -> float:
    """Bytes for each coding of what a study and its crosstabs hold, the texts and their segments aside."""

    def held(codings: int) -> int:
        gc.collect()
        tracemalloc.start()
        corpus = random_corpus(codings)
        crosstab(corpus, "perspektiv")
        crosstab(corpus, "perspektiv", roll_up=False)
        gc.collect()
        told = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return told if corpus else 0

    return (held(size) - held(100)) / size


def spent(once: Callable[[], object]) -> float:
    """The processor's time for one run after another, in milliseconds: little of it is other programs'."""
    once()
    begun = time.process_time()
    once()
    return 1000 * (time.process_time() - begun)


def queries(corpus: Corpus, runs: int) -> None:
    """Queries of up to five operators, each over again, next to a frame of a screen at 60 Hz."""
    print(f"queries among {len(corpus.codings):,} codings; a frame is {FRAME:.1f} ms")
    word = corpus.text(1).split()[0]
    searches = [search.format(word=word) for search in SEARCHES]
    Scope.of(corpus).passages("word:nothing or like:nothing")  # the words of the texts are counted once
    for expression in searches:
        begun = time.perf_counter()
        Scope.of(corpus).passages(expression)
        print(f"  {1000 * (time.perf_counter() - begun):9.2f} ms  the first time  {expression}")
    for expression in (*QUERIES, *searches):
        told = measure(expression, lambda: Scope.of(corpus).passages(expression), runs)  # noqa: B023
        found = len(Scope.of(corpus).passages(expression))
        print(f"  {told.least:9.2f} ms  {told.least / FRAME:.2f} of a frame  {found:6} found  {expression}")


def growth(runs: int) -> None:
    """The exponent of each query's cost, fitted over four sizes; n log n itself has about 1.08 there.

    The sizes take turns, so that what else the machine does disturbs them alike.
    """
    corpora = [random_corpus(size) for size in GROWING]
    print(f"growth of queries from {GROWING[0]:,} to {GROWING[-1]:,} codings")
    sizes = np.array(GROWING, dtype=float)
    floor = np.polyfit(np.log(sizes), np.log(sizes * np.log(sizes)), 1)[0]
    print(f"  exponent {floor:5.2f}  n log n")
    for expression in QUERIES:
        turns = [
            [spent(lambda: Scope.of(corpus).passages(expression)) for corpus in corpora]  # noqa: B023
            for _ in range(2 * runs)
        ]
        cost = np.min(turns, axis=0)
        told = " ".join(f"{one:.1f}" for one in cost)
        print(f"  exponent {np.polyfit(np.log(sizes), np.log(cost), 1)[0]:5.2f}  {told} ms  {expression}")
