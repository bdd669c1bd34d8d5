"""The study as a door: what it opens, what it refuses, and that refusing changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from studies import build_study

import caqda
from caqda import database
from caqda.check import faults
from caqda.confidential import restrict
from caqda.errors import ChangeError, StudyError, UnknownName
from caqda.queries import queries, save
from caqda.study import Study

DATA = Path(__file__).parent / "data"
TEXT = "K1: Vi deler viden.\nI: Gør I?\nK1: Ja, æøå og 👩🏽‍🔬 og e\u0301.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(tmp_path / "s.caqda", {"k1": TEXT}, ["ledelse", "a/viden", "b/viden"], cases=["K1"])


def reopened(path: Path) -> None:
    caqda.open(path).close()


def refused(path: Path) -> str:
    with pytest.raises(StudyError) as caught:
        reopened(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_not_a_study_is_said_in_one_sentence(tmp_path: Path) -> None:
    missing, folder, text, other = (tmp_path / name for name in ("no.caqda", "f", "t.caqda", "o.caqda"))
    folder.mkdir()
    text.write_text("not a database")
    with closing(sqlite3.connect(other)) as made:
        made.execute("create table x (y)")
    assert "There is no study at" in refused(missing)
    assert "is a folder" in refused(folder)
    assert "is not a caqda study" in refused(text)
    assert "is not a caqda study" in refused(other)
    (tmp_path / "empty.caqda").touch()
    assert "is not a caqda study" in refused(tmp_path / "empty.caqda")


def test_a_newer_study_is_left_alone(study: Study, tmp_path: Path) -> None:
    study.close()
    path = tmp_path / "s.caqda"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute(f"pragma user_version = {database.SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    assert "written by a newer caqda" in refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", [100, 5000, 40_000])
def test_a_damaged_study_says_so(study: Study, tmp_path: Path, place: int) -> None:
    study.close()
    path = tmp_path / "s.caqda"
    data = bytearray(path.read_bytes())
    data[place:] = bytes(b ^ 0x5A for b in data[place:])
    path.write_bytes(data)
    with pytest.raises(StudyError, match="damaged"), caqda.open(path) as broken:
        assert not faults(broken)
        broken.apply("ledelse", "k1", 0, 4)


def test_a_read_only_study_can_be_read_but_not_changed(study: Study, tmp_path: Path) -> None:
    study.close()
    path = tmp_path / "s.caqda"
    path.chmod(0o444)
    before = path.read_bytes()
    with caqda.open(path) as protected:
        assert protected.text(1) == TEXT
        with pytest.raises(StudyError, match="is read-only"):
            protected.apply("ledelse", "k1", 0, 4)
        with pytest.raises(StudyError, match="is read-only"):
            protected.journal.undo()
    assert path.read_bytes() == before


def test_a_study_locked_by_another_program_says_so(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(tmp_path / "s.caqda")) as other:
        other.execute("begin immediate")
        with caqda.open(tmp_path / "s.caqda") as waiting:
            with pytest.raises(StudyError, match="is locked by another program"):
                waiting.apply("ledelse", "k1", 0, 4)
            other.rollback()
            assert waiting.apply("ledelse", "k1", 0, 4)


def test_a_full_disk_changes_nothing(study: Study) -> None:
    study.read(f"pragma max_page_count = {study.read('pragma page_count')[0][0]}")
    with pytest.raises(StudyError, match="The disk is full"), study.change("much", "much"):
        for start in range(len(TEXT) - 1):
            study.write_memo("x" * 100_000, code=study.code_id("ledelse"))
            study.apply("ledelse", "k1", start, start + 1, memo="y" * 10_000)
    assert study.read("SELECT id FROM coding") == []
    assert faults_of_journal(study) == []


def test_a_study_that_cannot_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(database.sqlite3, "connect", full)
    with pytest.raises(StudyError, match="cannot be made: database or disk is full"):
        caqda.create(tmp_path / "new.caqda")
    assert not (tmp_path / "new.caqda").exists()


def faults_of_journal(study: Study) -> list[str]:
    return study.journal.faults()


def test_a_study_whose_name_is_no_text_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        caqda.create(tmp_path / "s.caqda", name="\ud800")
    assert not list(tmp_path.iterdir())


def test_creating_refuses_what_is_there(study: Study, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="exists already"):
        caqda.create(tmp_path / "s.caqda")
    with pytest.raises(StudyError, match="does not exist"):
        caqda.create(tmp_path / "nowhere" / "s.caqda")
    with pytest.raises(StudyError, match="language"):
        caqda.create(tmp_path / "t.caqda", language="fr")
    assert not (tmp_path / "t.caqda").exists()


def test_a_version_1_study_opens_and_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.caqda"
    path.write_bytes((DATA / "version-1.caqda").read_bytes())
    with caqda.open(path) as old:
        assert faults(old) == []
        assert old.tree().paths[old.code_id("tillid")] == "samarbejde/tillid"
        assert [row.summary for row in old.journal.undo()] == ['"tillid" applied to k1 24-45']
        assert old.apply("tillid", "k1", 4, 9)
        assert faults(old) == []


def shape(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The columns, keys and indexes of every table of a file."""
    with closing(sqlite3.connect(path)) as made:
        names = [row[0] for row in made.execute("select name from sqlite_master where type = 'table'")]
        return {
            f"{what} {name}": sorted(row[1:] for row in made.execute(f"pragma {what}('{name}')"))
            for name in names
            for what in ("table_info", "foreign_key_list", "index_list")
        }


def test_a_version_1_study_becomes_what_a_new_one_is(study: Study, tmp_path: Path) -> None:
    old = tmp_path / "old.caqda"
    old.write_bytes((DATA / "version-1.caqda").read_bytes())
    assert "table_info saved_query" not in shape(old)
    with caqda.open(old) as opened:
        save(opened, "tillid", "tillid where coder = AB")
        assert faults(opened) == []
    study.close()
    assert shape(old) == shape(tmp_path / "s.caqda")


def test_a_version_2_study_opens_and_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.caqda"
    path.write_bytes((DATA / "version-2.caqda").read_bytes())
    with caqda.open(path) as old:
        assert faults(old) == []
        assert [(query.name, query.expression) for query in queries(old)] == [
            ("tillid i samarbejdet", "tillid near:1p samarbejde")
        ]
        assert [row.summary for row in old.journal.undo()] == ['query "tillid i samarbejdet" saved']
        assert queries(old) == []
        while old.journal.undo():  # what was recorded before there were flags comes back with none
            pass
        assert len(old.journal.redo(100)) > 1
        assert {row[0] for row in old.read("SELECT flag FROM coding")} == {""}
        assert faults(old) == []


def test_an_older_study_is_brought_up_step_by_step(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    path = tmp_path / "s.caqda"
    now = database.SCHEMA_VERSION
    steps = {
        now: lambda write: write("create table first (x)"),
        now + 1: lambda write: write("create table second (x)"),
    }
    monkeypatch.setattr("caqda.migrations.STEPS", steps)
    monkeypatch.setattr(database, "SCHEMA_VERSION", now + 2)
    reopened(path)
    with closing(sqlite3.connect(path)) as made:
        assert made.execute("pragma user_version").fetchone() == (now + 2,)
        made.execute("select * from first, second")


def test_a_migration_that_fails_leaves_the_old_study(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    now = database.SCHEMA_VERSION
    steps = {
        now: lambda write: write("create table first (x)"),
        now + 1: lambda write: write("select * from nowhere"),
    }
    monkeypatch.setattr("caqda.migrations.STEPS", steps)
    monkeypatch.setattr(database, "SCHEMA_VERSION", now + 2)
    with pytest.raises(StudyError):
        reopened(tmp_path / "s.caqda")
    with closing(sqlite3.connect(tmp_path / "s.caqda")) as made:
        assert made.execute("pragma user_version").fetchone() == (now,)
        assert made.execute("select count(*) from sqlite_master where name = 'first'").fetchone() == (0,)


def test_a_backup_is_whole_while_someone_codes(study: Study, tmp_path: Path) -> None:
    study.apply("ledelse", "k1", 0, 4)
    with study.change("half", "half done"):
        study.apply("ledelse", "k1", 4, 8)
        study.backup(tmp_path / "copy.caqda")
    with caqda.open(tmp_path / "copy.caqda") as copy:
        assert copy.journal.faults() == []
        assert len(copy.read("SELECT id FROM coding")) == 1
    with pytest.raises(StudyError, match="exists already"):
        study.backup(tmp_path / "copy.caqda")


def test_a_coding_keeps_the_text_it_was_made_on(study: Study) -> None:
    start = TEXT.index("👩")
    key = study.apply("ledelse", "k1", start, start + 9)
    row = study.read("SELECT text FROM coding WHERE id = ?", key)
    assert row[0][0] == "👩🏽‍🔬 og e"


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1)])
def test_offsets_outside_the_text_are_refused(study: Study, start: int, end: int) -> None:
    with pytest.raises(ChangeError, match="does not lie in k1"):
        study.apply("ledelse", "k1", start, end)


def test_names_that_do_not_exist_are_answered_with_the_nearest(study: Study) -> None:
    with pytest.raises(UnknownName, match='did you mean "ledelse"'):
        study.apply("leddelse", "k1", 0, 4)
    with pytest.raises(UnknownName, match='write one of "a/viden", "b/viden"'):
        study.apply("viden", "k1", 0, 4)
    with pytest.raises(UnknownName, match='There is no source "k2"'):
        study.apply("a/viden", "k2", 0, 4)


def test_what_is_about_something_that_is_gone_is_refused_in_words(study: Study) -> None:
    before = study.journal.position()
    for place in ({"source": 999}, {"case": 999}, {"memo": 999}):
        with pytest.raises(ChangeError, match="not in the study any more; nothing was changed"):
            restrict(study, **place)
    assert study.journal.position() == before


def test_a_memo_is_one_thing_and_empty_text_removes_it(study: Study) -> None:
    key = study.apply("ledelse", "k1", 0, 4)
    study.write_memo(" først ", coding=key)
    study.write_memo("så", coding=key)
    study.write_memo("en andens", coding=key, coder="CD")
    assert [memo[:2] for memo in study.memos(coding=key)] == [("AB", "så"), ("CD", "en andens")]
    study.write_memo("", coding=key)
    assert [memo[0] for memo in study.memos(coding=key)] == ["CD"]
    with pytest.raises(ChangeError, match="on one thing"):
        study.write_memo("x", coding=key, source=1)
    study.remove(key)
    assert study.memos(coding=key) == []


def test_check_sees_a_text_that_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "old.caqda"
    path.write_bytes((DATA / "version-1.caqda").read_bytes())
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("update text set content = replace(content, 'tillid', 'fiasko')")
    with caqda.open(path) as study:
        assert any("the text is not the one that was imported" in fault for fault in faults(study))
        assert any("is not the text it was made on" in fault for fault in faults(study))
