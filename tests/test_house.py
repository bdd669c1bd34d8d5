"""The floors of the house: what may import what, and what is not imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from studies import build_study

PACKAGE = Path(__file__).parent.parent / "caqda"
HEAVY = ("textual", "sqlmodel", "sqlalchemy", "spacy", "numpy", "lark", "docx", "jinja2", "rapidfuzz")


def loaded_by(statement: str) -> set[str]:
    """Which top-level packages a fresh interpreter has loaded after a statement."""
    program = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(told.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import caqda", HEAVY),
        ("import caqda.cli.app", HEAVY),
        ("import caqda.study", HEAVY),
        ("import caqda.analysis.corpus", ("textual", "sqlmodel", "sqlalchemy", "spacy", "lark", "rapidfuzz")),
        ("import caqda.importers", ("textual", "sqlmodel", "spacy", "numpy", "docx")),
        ("import caqda.analysis.crosstab, caqda.analysis.query", ("textual", "spacy", "lark", "docx")),
        ("import caqda.reports", ("textual", "spacy", "jinja2")),
        ("import caqda.tui.app", ("sqlmodel", "sqlalchemy", "spacy", "numpy", "lark", "docx", "jinja2")),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(statement: str, absent: tuple[str, ...]) -> None:
    assert loaded_by(statement).isdisjoint(absent)


def test_the_floors_hold() -> None:
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


WORK = """
import caqda
from caqda.bookmarks import toggle
from caqda.bulk import apply_all
from caqda.codebook import Codebook
from caqda.coding.flags import flag
from caqda.confidential import restrict
from caqda.favourites import pin
from caqda.memos import link, write_entry
from caqda.queries import save
from caqda.reading_places import keep_place
from caqda.sources import import_files
from caqda.summaries import summarise

with caqda.open({path!r}, coder="AB") as study:
    import_files(study, [{text!r}], variables={{"område": "nord"}})
    book = Codebook(study)
    book.add_path("ledelse/entydig")
    coding = study.apply("entydig", "k1", 4, 9, memo="tvivl")
    study.resize(coding, 4, 10)
    flag(study, coding, "typical")
    pin(study, "viden", 1)
    save(study, "q", "viden")
    summarise(study, "K1", "viden", "lidt")
    link(study, write_entry(study, "I dag"), code=study.code_id("viden"))
    restrict(study, source=toggle(study, 1, 0, 5))
    keep_place(study, 1, 5)
    book.merge("viden", "ledelse")
    study.journal.undo(9)
    study.journal.redo(3)
"""


def test_work_on_a_study_does_not_wait_for_what_makes_its_tables(tmp_path: Path) -> None:
    path, text = tmp_path / "s.caqda", tmp_path / "k2.txt"
    text.write_text("I: Og ellers?\nK2: Ellers ikke.\n", "utf-8")
    build_study(path, {"k1": "I: Hej.\nK1: Det går."}, ["viden"], cases=["K1"]).close()
    loaded = loaded_by(WORK.format(path=str(path), text=str(text)))
    assert loaded.isdisjoint({"sqlmodel", "sqlalchemy"})


def test_the_tables_are_known_in_two_places_only() -> None:
    for file in PACKAGE.rglob("*.py"):
        modules = {
            node.module.partition(".")[0]
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        if modules & {"sqlmodel", "sqlalchemy"}:
            assert file.name in ("model.py", "database.py"), file


def test_the_first_page_of_the_manual_names_all_pages() -> None:
    from caqda.help import page, topics

    first, *others = topics()
    assert first == "start"
    assert [line.split("`")[1] for line in page(first).splitlines() if line.startswith("| `")][1:] == others


def test_every_benchmark_can_be_begun() -> None:
    modules = [f"tests.bench.{file.stem}" for file in (PACKAGE.parent / "tests" / "bench").glob("[a-z]*.py")]
    assert len(modules) > 10
    subprocess.run([sys.executable, "-c", f"import {', '.join(modules)}"], check=True, cwd=PACKAGE.parent)
