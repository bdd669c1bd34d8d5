"""The full report of the bundled study as PDF, next to its words set as bare paragraphs.

python -m tests.bench pdf

Each is made in a process of its own: seconds of the processor, and the most memory that it held.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

from caqda import demo
from caqda.reports.config import PARTS, Config
from caqda.reports.document import Document, Quote, Table, plain
from caqda.reports.parts import document


def words(told: Document) -> Iterator[str]:
    """The words of a report, as they are."""
    for block in told:
        match block:
            case Quote():
                yield block.before
                yield from (f"{speaker}{line}" for speaker, line in block.paragraphs())
                yield block.after
                yield f"{block.who}{block.id}{block.place}{plain(block.also)}"
                yield from (f"{remark.label}{remark.text}" for remark in block.remarks)
            case Table():
                yield plain(block.caption)
                yield from ("\t".join(plain(cell.text) for cell in row) for row in (*block.rows, *block.foot))
                yield from map(plain, block.notes)
            case _:
                yield str(getattr(block, "text", ""))


def plainly(told: Document) -> bytes:
    """The words of the report, in the same letters, and nothing of how they are arranged."""
    from weasyprint import HTML

    told_lines = (line for text in words(told) for line in text.split("\n") if line.strip())
    page = "".join(f"<p>{escape(line)}</p>" for line in told_lines)
    letters = "body { font: 10.5pt/1.45 Palatino, serif; hyphens: auto } p { margin: 0 }"
    made: bytes = HTML(
        string=f"<html lang={told.language}><title>x</title><style>{letters}</style>{page}"
    ).write_pdf(pdf_variant="pdf/ua-1")
    return made


def ours(told: Document) -> bytes:
    """The report as it is written."""
    from caqda.reports.pdf import write

    file = BytesIO()
    write(told, file)
    return file.getvalue()


def once(name: str) -> None:
    """Print pages, MB of the file, seconds, and MB of memory at most, of one of the two."""
    from pypdf import PdfReader

    with tempfile.TemporaryDirectory() as folder, demo.build(Path(folder) / "s.caqda") as study:
        told = document(study, Config(parts=PARTS))
        begun = time.process_time()
        data = {"plainly": plainly, "ours": ours}[name](told)
        took = time.process_time() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(len(PdfReader(BytesIO(data)).pages), len(data) / 1e6, took, most)


def main() -> None:
    """Print every figure."""
    print(f"{'':24}{'pages':>8}{'file MB':>10}{'seconds':>10}{'MB at most':>12}")
    taken = []
    for said, name in (("its words", "plainly"), ("the report", "ours")):
        command = [sys.executable, "-c", f"from tests.bench.pdf import once; once({name!r})"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        count, size, took, most = map(float, told.split())
        print(f"{said:24}{count:>8.0f}{size:>10.1f}{took:>10.1f}{most:>12.0f}", flush=True)
        taken.append(took)
    print(f"the report takes {taken[1] / taken[0]:.2f} times as long")
