"""A report of 5,500 quotations with context in each format, next to its text written out plainly.

python -m tests.bench report [RUNS]

Three floors: (a) a program of two hundred lines that reads the study's file and writes the same text with
f-strings, (b) its loop alone, everything it reads being in memory, and (c) its text in ready-made pieces, one
after the other into a file. The bound is that of (b), the strictest that says anything: the report too begins
with the study in memory; (c) asks nothing, and even (b) takes several times as long. What (b) spends on
finding the codes that overlap is told beside it: that is one line for each code, but asks for a look at every
pair. For Word documents there is (d), the loop with each line put into a paragraph of XML in an archive.

Memory is that of a process of its own: how much more it held at most than with the study open, for as many
quotations and for ten times as many.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from random import Random

import caqda
from caqda import demo
from caqda.analysis.corpus import Corpus
from caqda.exchange.codings_csv import apply
from caqda.exchange.package import Package, xml
from caqda.reports.config import PARTS, Config
from caqda.reports.document import Document, Quote
from caqda.reports.parts import document
from tests.bench import plainly

QUOTATIONS = 5_500
FORMATS = {"markdown": 3, "html": 3, "docx": 20, "odt": 20, "latex": 0, "xlsx": 0, "csv": 0, "json": 0}
"""What each may take, in times of the plain loop; 0 where nothing was promised."""
MEASURED = ("markdown", "html", "docx", "odt", "json")
"""Those whose memory is measured."""
PLAIN = Config(context=1)
WHOLE = Config(parts=PARTS, context=1)


def study_of(path: Path, quotations: int) -> None:
    """The bundled study, coded on until a report of it has about so many quotations."""
    study = demo.build(path)
    random = Random(1)
    corpus = Corpus.read(study)
    there = sum(isinstance(block, Quote) for block in document(corpus, PLAIN))
    rows = ["source,start,end,code,coder,memo"]
    codes, sources = list(corpus.tree.paths.values()), list(corpus.sources.values())
    for _ in range(max(quotations - there, 0)):
        source = random.choice(sources)
        sentences = corpus.segments(source.id).sentences
        first = random.randrange(len(sentences) - 4)
        start, end = int(sentences[first, 0]), int(sentences[first + random.randrange(4), 1])
        rows.append(f'{source.name},{start},{end},"{random.choice(codes)}",AB,')
    apply(study, "\n".join(rows), "bench")
    study.close()


def least(once: Callable[[], object], runs: int) -> float:
    """The least processor time of several runs, in ms: what other programs do is added to the others."""
    once()
    times = []
    for _ in range(runs):
        begun = time.process_time()
        once()
        times.append(time.process_time() - begun)
    return 1000 * min(times)


def written(path: Path, pieces: Iterable[str]) -> None:
    """A text file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pieces)


def bare_word(path: Path, pieces: Iterable[str]) -> None:
    """A Word document in which each line is a paragraph, and nothing else."""
    with path.open("wb") as file, Package(file) as package:
        lines = (line for piece in pieces for line in piece.split("\n") if line)
        package.stream(
            "word/document.xml", (f"<w:p><w:r><w:t>{xml(line)}</w:t></w:r></w:p>" for line in lines)
        )


def held(study: Path, form: str, parts: str) -> float:
    """How much more a process held at most while it wrote a report than with the study open, in MB."""
    argv = [sys.executable, "-m", "tests.bench.report", str(study), form, parts]
    return float(subprocess.run(argv, check=True, capture_output=True, text=True).stdout)


def hold(path: str, form: str, parts: str) -> None:
    """Write a report in this process and print what it took."""
    config = WHOLE if parts == "whole" else PLAIN
    write = import_module(f"caqda.reports.{form}").write
    corpus = Corpus.read(caqda.open(path))
    first = next(iter(corpus.codes))
    write(document(corpus, Config(codes=(first,), parts=config.parts, interviews=(
        next(iter(corpus.sources.values())).name,))), BytesIO())  # fmt: skip
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark is set to what is held now
    before = _status("VmRSS")
    with tempfile.TemporaryFile() as file:
        write(document(corpus, config), file)
    print((_status("VmHWM") - before) / 1000)


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main(runs: int = 5) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study, tenfold, out = folder / "study.caqda", folder / "tenfold.caqda", folder / "report"
        study_of(study, QUOTATIONS)
        study_of(tenfold, 10 * QUOTATIONS)
        corpus = Corpus.read(caqda.open(study))
        count = sum(isinstance(block, Quote) for block in document(corpus, PLAIN))
        rows = plainly.read(study)
        pieces = list(plainly.told(rows))
        size = sum(map(len, pieces)) / 1e6
        print(f"{count:,} quotations with a paragraph on each side; written plainly {size:.1f} M characters")
        program = least(lambda: written(out, plainly.told(plainly.read(study))), runs)
        loop = least(lambda: written(out, plainly.told(rows)), runs)
        ready = least(lambda: written(out, pieces), runs)
        word = least(lambda: bare_word(out, plainly.told(rows)), runs)
        near = least(lambda: plainly.overlaps(rows), runs)
        print(f"(a) by a program that reads the file {program:.0f} ms, (b) by its loop alone {loop:.0f} ms,")
        print(f"of which {near:.0f} ms find the codes that overlap; (c) ready-made {ready:.0f} ms,")
        print(f"(d) by the loop in an archive of XML {word:.0f} ms")
        heads = ("CPU, least of " + str(runs), "ms", "x (a)", "x (b)", "bound", "x (c)", "x (d)", "file MB")
        print(("{:22}" + "{:>8}" * 7 + "{:>14}{:>9}").format(*heads, "more MB held", "tenfold"))

        def writing(form: str, config: Config) -> Callable[[], None]:
            write: Callable[[Document, object], None] = import_module(f"caqda.reports.{form}").write

            def once() -> None:
                with out.open("wb") as file:
                    write(document(corpus, config), file)

            return once

        def line(form: str, kind: str) -> None:
            took = least(writing(form, WHOLE if kind == "whole" else PLAIN), runs)
            bound = FORMATS[form] if kind == "plain" else 0
            kept = f"{bound} {'yes' if took < bound * loop else 'NO'}" if bound else ""
            ratios = (f"{took / program:.2f}", f"{took / loop:.2f}", kept, f"{took / ready:.1f}")
            name = form if kind == "plain" else f"{form}, all parts"
            file = out.stat().st_size / 1e6
            more = [""] * 2
            if form in MEASURED:
                more = [f"{held(path, form, kind):.1f}" for path in (study, tenfold)]
            cells = (*ratios, f"{took / word:.2f}", f"{file:.1f}")
            print(
                ("{:22}{:>8.0f}" + "{:>8}" * 6 + "{:>14}{:>9}").format(name, took, *cells, *more), flush=True
            )

        for form in FORMATS:
            line(form, "plain")
        for form in ("markdown", "html", "docx"):
            line(form, "whole")


if __name__ == "__main__":
    hold(*sys.argv[1:])
