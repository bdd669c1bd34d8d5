"""Where somebody stopped reading: kept beside the journal."""

from __future__ import annotations

from pathlib import Path

from studies import build_study

import caqda
from caqda.reading_places import keep_place, reading_places


def test_a_place_is_kept_for_each_source_and_coder(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    study = build_study(path, sources={"k1": "K1: Ja.\n" * 9, "k2": "K2: Nej.\n"}, codes=["viden"])
    first, second = study.source_id("k1"), study.source_id("k2")
    position = study.journal.position()
    keep_place(study, first, 40)
    keep_place(study, first, 10, furthest=30)
    keep_place(study, second, 3)
    study.close()
    with caqda.open(path, coder=study.coder) as again:
        assert {key: found[:2] for key, found in reading_places(again).items()} == {
            first: (10, 40),
            second: (3, 3),
        }
        assert again.journal.position() == position
    with caqda.open(path, coder="another") as other:
        assert reading_places(other) == {}


def test_an_import_can_be_taken_back_after_it_was_read(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", sources={"k1": "K1: Ja.\n"}) as study:
        keep_place(study, study.source_id("k1"), 4)
        while study.journal.undo():
            pass
        assert reading_places(study) == {}


def test_nothing_is_kept_of_a_source_that_is_gone_or_in_a_study_that_is_protected(tmp_path: Path) -> None:
    path = tmp_path / "s.caqda"
    with build_study(path, sources={"k1": "K1: Ja.\n"}) as study:
        keep_place(study, 99, 4)
        assert reading_places(study) == {}
        path.chmod(0o444)
        keep_place(study, study.source_id("k1"), 4)
        path.chmod(0o644)
        assert len(reading_places(study)) <= 1  # whoever may write to everything, may write here as well
