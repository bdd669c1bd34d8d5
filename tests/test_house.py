"""The floors of the house: what may import what, and what is not imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_only_the_study_and_its_journal_open_the_database() -> None:
    for file in PACKAGE.rglob("*.py"):
        if file.name not in ("study.py", "journal.py", "database.py"):
            names = {
                alias.name
                for node in ast.walk(ast.parse(file.read_text("utf-8")))
                if isinstance(node, ast.ImportFrom) and node.module in ("sqlmodel", "sqlalchemy")
                for alias in node.names
            }
            assert names.isdisjoint({"Session", "create_engine", "Engine"}), file


def test_the_first_page_of_the_manual_names_all_pages() -> None:
    from caqda.help import page, topics

    first, *others = topics()
    assert first == "start"
    assert [line.split("`")[1] for line in page(first).splitlines() if line.startswith("| `")][1:] == others
