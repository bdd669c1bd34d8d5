"""A corpus that follows the journal is the corpus that reads the study anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study

import caqda
from caqda.analysis.axis import Axis
from caqda.analysis.codings import BySource, Codings
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import crosstab
from caqda.analysis.query import query
from caqda.codebook import Codebook
from caqda.errors import ChangeError
from caqda.favourites import pin
from caqda.queries import save
from caqda.study import Study

TEXT = "K1: Vi deler viden.\nI: Gør I?\nK2: Ja, hver uge.\n"


def build(path: Path) -> Study:
    return build_study(
        path,
        sources={"k1": TEXT, "k2": TEXT.replace("viden", "tid"), "k3": ("Feltnote.", None)},
        codes=["ledelse", "viden", "viden/deling"],
        codings=[
            ("viden", "k1", "viden"), ("ledelse", "k2", 0, 9), ("viden", "k2", 0, 9),
            ("viden", "k3", 0, 4, "CD"),
        ],
        cases=["K1", "K2"],
    )  # fmt: skip


def same(one: Corpus, other: Corpus) -> None:
    for name in ("position", "hash", "codes", "sources", "cases", "coders", "queries", "memos", "counts"):
        assert getattr(one, name) == getattr(other, name), name
    for a, b in zip(one.codings.columns(), other.codings.columns(), strict=True):
        assert a.tolist() == b.tolist()
    assert one.created.tolist() == other.created.tolist()
    lines = one.derive(Axis), other.derive(Axis)
    for name in ("coding_start", "coding_end", "words"):
        assert np.array_equal(getattr(lines[0], name), getattr(lines[1], name)), name
    for by in ("case", "source", "coder"):
        for roll_up in (True, False):
            tables = [crosstab(corpus, by, roll_up=roll_up, unit="words") for corpus in (one, other)]
            assert tables[0].to_json() == tables[1].to_json()
    for path in one.tree.paths.values():
        asked = f'"{path}" or turn overlapping "{path}" where memo = "" or coder ~ A'
        assert query(one, asked) == query(other, asked)


Act = Callable[[Study, list[int], int, int], object]


def move(study: Study, there: list[int], a: int, b: int) -> None:
    """Change all columns of a coding, as merging codes and correcting texts do."""
    with study.change("move", "moved") as change:
        change.update(
            "coding", there[a % len(there)], source_id=1 + b % 2, start=a, end=a + 1, code_id=1 + b % 3
        )


def several(study: Study, there: list[int], a: int, b: int) -> None:
    with study.change("many", "many"):
        for at in range(a + 1):
            key = study.apply(1 + b % 3, 1 + at % 2, at, at + b + 1, memo="ny")
            if at % 3 == 0:
                study.remove(key)


ACTS: dict[str, Act] = {
    "apply": lambda study, there, a, b: study.apply(1 + b % 3, 1 + a % 2, a, a + b + 1),
    "apply as another": lambda study, there, a, b: study.apply(1 + b % 3, 1, a, a + 9, coder="CD"),
    "apply as a new coder": lambda study, there, a, b: study.apply(1, 1, a, a + 5, coder=f"N{a}", memo="mit"),
    "remove": lambda study, there, a, b: study.remove(there[a % len(there)]),
    "resize": lambda study, there, a, b: study.resize(there[a % len(there)], b, a + b + 1),
    "memo": lambda study, there, a, b: study.write_memo("ab"[: b % 3], coding=there[a % len(there)]),
    "memo of another": lambda study, there, a, b: study.write_memo("x", coding=there[0], coder="CD"),
    "memo on a source": lambda study, there, a, b: study.write_memo("ab"[: b % 3], source=1 + a % 3),
    "move": move,
    "several": several,
    "favourite": lambda study, there, a, b: pin(study, 1 + b % 3, 1 + a % 9),
    "rename": lambda study, there, a, b: Codebook(study).rename(1, f"ledelse {a}"),
    "save": lambda study, there, a, b: save(study, f"q{b % 2}", f"viden near:{a}w turn"),
    "undo": lambda study, there, a, b: study.journal.undo(1 + b % 3),
    "redo": lambda study, there, a, b: study.journal.redo(1 + b % 3),
    "nothing": lambda study, there, a, b: None,
}  # fmt: skip
STEPS = st.tuples(
    st.sampled_from(sorted(ACTS)), st.booleans(), st.integers(0, 9), st.integers(0, 9), st.booleans()
)


@settings(max_examples=12, deadline=None)
@given(st.lists(STEPS, max_size=8))
def test_following_is_reading_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool, int, int, bool]]
) -> None:
    path = tmp_path_factory.mktemp("follow") / "s.caqda"
    with build(path) as mine, caqda.open(path, coder="CD") as others:
        followed = Corpus.read(mine)
        same(followed, Corpus.read(mine))
        for name, here, a, b, look in steps:
            there = [row[0] for row in mine.read("SELECT id FROM coding")]
            try:
                if there:
                    ACTS[name](mine if here else others, there, a, b)
            except (ChangeError, sqlite3.IntegrityError):  # two codings can be moved onto one place
                continue
            if look:
                followed = Corpus.read(mine, followed)
                same(followed, Corpus.read(mine))
        same(Corpus.read(mine, followed), Corpus.read(mine))


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build(tmp_path / "s.caqda")


def test_a_coding_is_followed_without_reading_the_rest(study: Study) -> None:
    before = Corpus.read(study)
    line = before.derive(Axis)
    assert line.words is line.words
    study.apply("ledelse", "k1", 4, 8)
    after = Corpus.read(study, before)
    assert after.sources is before.sources and after.codes is before.codes
    assert after.derive(Axis).words is line.words
    assert len(after.codings) == len(before.codings) + 1
    assert Corpus.read(study, after) is after


def test_what_was_before_stays_as_it_was(study: Study) -> None:
    before = Corpus.read(study)
    told = [column.tolist() for column in before.codings.columns()]
    study.remove(1)
    study.apply("ledelse", "k1", 4, 8, memo="her")
    Corpus.read(study, before)
    assert [column.tolist() for column in before.codings.columns()] == told
    assert before.memos == {}


def test_a_study_put_in_place_of_another_is_read_anew(study: Study, tmp_path: Path) -> None:
    with build(tmp_path / "t.caqda") as other:
        other.apply("viden", "k1", 0, 2)
        before = Corpus.read(study)
        object.__setattr__(before, "study", other)
        same(Corpus.read(other, before), Corpus.read(other))


ROW = st.tuples(st.integers(1, 12), st.integers(1, 2), st.integers(0, 3), st.integers(4, 6))


@given(st.lists(ROW, max_size=20), st.lists(ROW, max_size=90), st.lists(st.integers(1, 12), max_size=4))
def test_columns_stay_sorted(
    first: list[tuple[int, int, int, int]], then: list[tuple[int, int, int, int]], gone: list[int]
) -> None:
    rows = {row[0]: (*row, 1, 1) for row in first}
    many = {key: (key, *row[1:], 2, 2) for key, row in enumerate(then, 100)}
    changes = {**{row[0]: (*row, 3, 3) for row in then}, **many, **dict.fromkeys(gone)}
    before = BySource.parted(Codings.of(rows.values()), [2, 1])
    found = before.changed({key: (before.row(key), now) for key, now in changes.items()})

    def order(row: tuple[int, ...]) -> tuple[int, ...]:
        return (-row[1], *row[2:4], row[0])  # source 2 comes first in this study

    expected = sorted((row for row in {**rows, **changes}.values() if row is not None), key=order)
    assert list(zip(*(column.tolist() for column in found.columns()), strict=True)) == expected
    for key, row in {**rows, **changes}.items():
        assert found.row(key) == found.row(key, row[1] if row else None) == row
    for source, start, end in {row[1:4] for row in expected}:
        there = found.blocks[source].take(found.blocks[source].at(start, end))
        assert sorted(there.id.tolist()) == [row[0] for row in expected if row[1:4] == (source, start, end)]
    assert found.counts([1, 2, 3]) == {n: sum(row[4] == n for row in expected) for n in (1, 2, 3)}
