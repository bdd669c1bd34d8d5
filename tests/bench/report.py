"""A report of 5,500 quotations with context, in each format, next to its own text written out plainly.

python -m tests.bench report [RUNS]

Two floors. The first makes the same report and writes its words without any format: finding, counting
and naming are in both. The second writes the words of blocks that are made beforehand, so that nothing
but the formats themselves is compared.
"""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import BinaryIO

from caqda import demo
from caqda.analysis.corpus import Corpus
from caqda.exchange.codings_csv import apply
from caqda.reports.build import build
from caqda.reports.code_report import document
from caqda.reports.document import Block, Document, Quote, Table, plain

QUOTATIONS = 5_500
FORMATS = {"markdown": 3, "html": 3, "docx": 20, "odt": 20, "latex": 0, "xlsx": 0, "csv": 0, "json": 0}
"""What each may take, in times of the plain text; 0 where nothing was promised."""


def study_of(folder: Path, quotations: int) -> Corpus:
    """The bundled study, coded on until a report of it has about so many quotations."""
    study = demo.build(folder / f"{quotations}.caqda")
    random = Random(1)
    corpus = Corpus.read(study)
    there = sum(isinstance(block, Quote) for block in document(build(corpus)))
    rows = ["source,start,end,code,coder,memo"]
    codes, sources = list(corpus.tree.paths.values()), list(corpus.sources.values())
    for _ in range(max(quotations - there, 0)):
        source = random.choice(sources)
        sentences = corpus.segments(source.id).sentences
        first = random.randrange(len(sentences) - 4)
        start, end = int(sentences[first, 0]), int(sentences[first + random.randrange(4), 1])
        rows.append(f'{source.name},{start},{end},"{random.choice(codes)}",AB,')
    apply(study, "\n".join(rows), "bench")
    return Corpus.read(study)


def words(blocks: Iterator[Block]) -> Iterator[str]:
    """The words of a report, as they are."""
    for block in blocks:
        match block:
            case Quote():
                yield block.before
                for speaker, line in block.paragraphs():
                    yield f"{speaker}{line}"
                yield block.after
                yield f"{block.who}{block.id}{block.place}{plain(block.also)}"
                yield from (f"{remark.label}{remark.text}" for remark in block.remarks)
            case Table():
                yield plain(block.caption)
                yield from ("\t".join(plain(cell.text) for cell in row) for row in (*block.rows, *block.foot))
                yield from map(plain, block.notes)
            case _:
                yield str(getattr(block, "text", ""))


def written(told: Document, file: BinaryIO) -> None:
    """The floor."""
    for line in words(iter(told)):
        file.write(f"{line}\n".encode())


def least(once: Callable[[], object], runs: int) -> float:
    """The least time of several runs, in seconds: what other programs do is added to the others."""
    once()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        once()
        times.append(time.perf_counter() - begun)
    return min(times)


def peak(once: Callable[[], object]) -> float:
    """The most memory that something holds at once beyond what was held before, in MB."""
    once()
    tracemalloc.start()
    once()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main(runs: int = 5) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        half, whole = (study_of(folder, size) for size in (QUOTATIONS // 2, QUOTATIONS))

        def writing(corpus: Corpus, write: Callable[[Document, BinaryIO], None]) -> Callable[[], None]:
            def once() -> None:
                with (folder / "report").open("wb") as file:
                    write(document(build(corpus, context=1)), file)

            return once

        report = document(build(whole, context=1))
        blocks = tuple(report)
        made = replace(report, blocks=blocks)
        text = sum(len(line) for line in words(iter(blocks)))
        count = sum(isinstance(block, Quote) for block in blocks)
        print(f"{count:,} quotations with a paragraph on each side, {text / 1e6:.1f} million characters")

        def only(write: Callable[[Document, BinaryIO], None]) -> Callable[[], None]:
            def once() -> None:
                with (folder / "report").open("wb") as file:
                    write(made, file)

            return once

        floor, bare = least(writing(whole, written), runs), least(only(written), runs)
        told = f"plainly {1000 * floor:.0f} ms; of blocks that are made {1000 * bare:.0f} ms"
        print(f"least of {runs}: the same words {told}")
        heads = ("", "whole ms", "x plain", "bound", "format ms", "x plain", "MB at half", "MB", "file MB")
        print("{:12}{:>10}{:>9}{:>7}{:>11}{:>9}{:>12}{:>7}{:>9}".format(*heads))
        for form, bound in FORMATS.items():
            write = import_module(f"caqda.reports.{form}").write
            took, alone = least(writing(whole, write), runs), least(only(write), runs)
            size = (folder / "report").stat().st_size / 1e6
            held = [peak(writing(corpus, write)) for corpus in (half, whole)]
            print(
                f"{form:12}{1000 * took:>10.0f}{took / floor:>9.2f}{bound or '':>7}{1000 * alone:>11.0f}"
                f"{alone / bare:>9.2f}{held[0]:>12.1f}{held[1]:>7.1f}{size:>9.1f}"
            )
