"""The journal: every change recorded, undone and done again, and tampering seen."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from studies import build_study, recorded

import caqda
from caqda.errors import CaqdaError, ChangeError
from caqda.study import Study

TEXT = "I: Hvordan går det?\nK1: Det går. Vi taler sammen hver uge.\nI: Og ellers?\nK1: Ellers ikke.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(
        tmp_path / "s.caqda", {"k1": TEXT}, ["ledelse", "ledelse/entydig", "viden"], cases=["K1"]
    )


def test_undo_and_redo_go_any_number_of_steps_across_restarts(study: Study) -> None:
    states = [recorded(study)]
    for start in (0, 5, 10):
        study.apply("viden", "k1", start, start + 4, memo="tvivl")
        states.append(recorded(study))
    study.close()
    with caqda.open(study.address) as again:
        assert len(again.journal.undo(2)) == 2
        assert recorded(again) == states[1]
    with caqda.open(study.address) as again:
        again.journal.redo()
        assert recorded(again) == states[2]
        again.journal.redo()
        assert recorded(again) == states[3]
        assert again.journal.redo() == []


def test_the_study_itself_cannot_be_undone(tmp_path: Path) -> None:
    with caqda.create(tmp_path / "s.caqda") as study:
        assert study.journal.undo() == []
        assert study.info()[1] == "s"


def test_a_new_change_forgets_what_could_be_redone(study: Study) -> None:
    study.apply("viden", "k1", 0, 4)
    study.journal.undo()
    study.apply("viden", "k1", 5, 9)
    assert study.journal.redo() == []


def test_the_log_tells_who_did_what(study: Study) -> None:
    study.apply("ledelse/entydig", "k1", 24, 32)
    study.journal.undo()
    undone, done = study.journal.log(2)
    assert (done.kind, done.coder, done.action) == ("do", "AB", "apply")
    assert done.summary == '"entydig" applied to k1 24-32'
    assert (undone.kind, undone.target) == ("undo", done.id)


def test_a_change_that_fails_leaves_no_trace(study: Study) -> None:
    before = recorded(study), study.journal.position()
    with pytest.raises(ChangeError), study.change("two", "two codings"):
        study.apply("viden", "k1", 0, 4)
        study.apply("viden", "k1", 0, 4)
    assert (recorded(study), study.journal.position()) == before


def test_changes_within_a_change_are_undone_together(study: Study) -> None:
    before = recorded(study)
    with study.change("two", "two codings"):
        study.apply("viden", "k1", 0, 4)
        study.apply("ledelse", "k1", 0, 4)
    assert len(study.journal.undo()) == 1
    assert recorded(study) == before


def test_another_process_is_followed(study: Study) -> None:
    with caqda.open(study.address) as other:
        other.apply("viden", "k1", 0, 4)
        study.apply("viden", "k1", 5, 9)
        assert [entry.summary for entry in other.journal.undo(2)] == [
            '"viden" applied to k1 5-9',
            '"viden" applied to k1 0-4',
        ]
    assert study.journal.faults() == []


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        ("update coding set start = 1, end = 3", "coding 1: end, start was altered"),
        ("delete from coding", "coding 1: is gone"),
        ("insert into favourite (coder_id, slot, code_id) values (1, 1, 1)", "favourite 1: is there"),
        ("update code set definition = 'x' where id = 2", "code 2: definition was altered"),
        ("update journal set summary = 'x' where id = 2", "transaction 2 was altered"),
        ("update journal set changes = '[]' where id = 3", "transaction 3 was altered"),
        ("delete from journal where id = 2", "transactions 2 to 2 are missing"),
        ("delete from journal where id = 3", "coding 1: is there"),
    ],
)
def test_what_was_altered_behind_the_journal_is_found(study: Study, tampering: str, complaint: str) -> None:
    study.apply("viden", "k1", 0, 4)
    assert study.journal.faults() == []
    with closing(sqlite3.connect(study.address)) as database, database:
        database.execute(tampering)
    assert any(complaint in fault.replace("start, end", "end, start") for fault in study.journal.faults())


class Work(RuleBasedStateMachine):
    """Any work, undone and redone anywhere, against a list of the states that it went through."""

    numbers = itertools.count()

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / f"{next(self.numbers)}.caqda"
        self.study = build_study(path, {"k1": TEXT}, ["ledelse", "viden"], cases=["K1"])
        self.states = [recorded(self.study)]
        self.at = 0

    def attempt(self, work: Any) -> None:
        try:
            work()
        except CaqdaError:
            return
        state = recorded(self.study)
        if state != self.states[self.at]:
            self.states[self.at + 1 :] = [state]
            self.at += 1

    def codings(self) -> list[int]:
        return [row[0] for row in self.states[self.at]["coding"]]

    @rule(code=st.sampled_from(["ledelse", "viden"]), start=st.integers(0, 60), size=st.integers(0, 40))
    def apply(self, code: str, start: int, size: int) -> None:
        self.attempt(lambda: self.study.apply(code, "k1", start, start + size, memo="m" * (size % 2)))

    @rule(which=st.integers(0, 5), start=st.integers(0, 60), size=st.integers(1, 40))
    def resize(self, which: int, start: int, size: int) -> None:
        if which < len(self.codings()):
            self.attempt(lambda: self.study.resize(self.codings()[which], start, start + size))

    @rule(which=st.integers(0, 5))
    def remove(self, which: int) -> None:
        if which < len(self.codings()):
            self.attempt(lambda: self.study.remove(self.codings()[which]))

    @rule(text=st.sampled_from(["", "en note", "en anden note"]), coder=st.sampled_from(["AB", "CD"]))
    def memo(self, text: str, coder: str) -> None:
        self.attempt(lambda: self.study.write_memo(text, source=1, coder=coder))

    @rule()
    def reopen(self) -> None:
        self.study.close()
        self.study = caqda.open(self.study.address, coder="AB")

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        done = self.study.journal.undo(times)
        assert len(done) == min(times, self.at + 1)
        if len(done) > self.at:  # the building of the study itself was undone too
            self.study.journal.redo()
        self.at = max(0, self.at - times)

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        assert len(self.study.journal.redo(times)) == min(times, len(self.states) - 1 - self.at)
        self.at = min(self.at + times, len(self.states) - 1)

    @invariant()
    def the_tables_are_as_they_were(self) -> None:
        assert recorded(self.study) == self.states[self.at]

    def teardown(self) -> None:
        if hasattr(self, "study"):
            assert self.study.journal.faults() == []
            self.study.close()
            self.folder.cleanup()


TestWork = Work.TestCase
TestWork.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
