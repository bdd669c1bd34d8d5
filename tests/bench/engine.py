"""The engine next to SQLite's grouping of the same rows and to NumPy's sorting, in one run.

python -m tests.bench engine [RUNS]
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from caqda.analysis.cooccurrence import COUNTED, cooccurrence
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import crosstab
from caqda.analysis.scope import Scope
from tests.bench.corpora import random_corpus

SIZES = (20_000, 1_000_000)
GROUPING = """
select c.code, v.value, count(*), count(distinct c.source)
from coding c join value v on v.source = c.source group by c.code, v.value
"""


@dataclass(frozen=True)
class Timing:
    """The least time of several runs, in milliseconds: what other programs do is added to the others."""

    name: str
    least: float


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


def main(runs: int) -> None:
    """Print every figure, and the ratios that are held to."""
    for size in SIZES:
        corpus = random_corpus(size)
        scope = Scope.of(corpus)
        crosstab(scope)  # what is kept with the corpus is built
        ends = np.random.default_rng(1).permutation(
            np.concatenate([scope.axis.coding_start, scope.axis.coding_end])
        )
        group = measure("SQLite, indexed group by", grouping(corpus), runs)
        sort = measure("NumPy, sort of the interval ends", lambda: np.sort(ends), runs)  # noqa: B023
        table = measure("crosstab, all units", lambda: crosstab(Scope.of(corpus)), runs)  # noqa: B023
        print(f"{size:,} codings (least of {runs})")
        print(f"  {group.name:44}{group.least:9.2f} ms")
        print(f"  {sort.name:44}{sort.least:9.2f} ms")
        print(f"  {table.name:44}{table.least:9.2f} ms{table.least / group.least:9.2f} of the grouping")
        for within in COUNTED:
            told = measure(
                f"co-occurrence, {within}",
                lambda: cooccurrence(Scope.of(corpus), within),  # noqa: B023
                runs,
            )
            print(f"  {told.name:44}{told.least:9.2f} ms{told.least / sort.least:9.2f} of the sort")
        told = measure("its characters", lambda: cooccurrence(Scope.of(corpus)).characters, runs)  # noqa: B023
        print(f"  {told.name:44}{told.least:9.2f} ms{told.least / sort.least:9.2f} of the sort")
