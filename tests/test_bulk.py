"""A code applied to all passages that a query finds, in one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from studies import build_study

from caqda import bulk
from caqda.analysis.query import query
from caqda.errors import ChangeError, UnknownName
from caqda.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": "I: Hvordan?\nK1: Vi deler viden.\nI: Hvor tit?\nK1: Viden deler vi dagligt.\n"},
        codes=["viden", "viden/deling", "ny"],
        codings=[("viden/deling", "k1", "deler viden"), ("ny", "k1", "deler viden", "CD")],
        cases=["K1"],
    ) as made:
        yield made


def test_a_preview_changes_nothing_and_says_what_is_there(study: Study) -> None:
    before = study.journal.position()
    told = bulk.plan(study, "deling", query(study, 'viden or text:"Viden deler"'))
    assert (len(told.new), len(told.there), told.coder) == (1, 1, "AB")
    assert study.passage(*told.new[0]) == "Viden deler"
    assert study.journal.position() == before


def test_all_of_it_is_one_change_that_one_undo_takes_back(study: Study) -> None:
    found = query(study, 'viden or text:"Viden deler"')
    assert len(bulk.apply(study, "ny", [*found, *found]).new) == 2  # another's coding is not this coder's
    assert [passage.text for passage in query(study, "ny where coder = AB")] == ["deler viden", "Viden deler"]
    before = study.journal.position()
    assert bulk.apply(study, "ny", found).new == ()
    assert study.journal.position() == before
    study.journal.undo()
    assert [passage.coders for passage in query(study, "ny")] == [("CD",)]
    study.journal.redo()
    assert len(query(study, "ny where coder = AB")) == 2


@dataclass
class Outside:
    source: int
    start: int
    end: int


def test_what_cannot_be_is_refused_before_anything_is_written(study: Study) -> None:
    before = study.journal.position()
    good = query(study, "viden")
    with pytest.raises(UnknownName):
        bulk.apply(study, "vidne", good)
    with pytest.raises(ChangeError, match="does not lie in k1"):
        bulk.apply(study, "ny", [*good, Outside(1, 5, 5000)])
    assert study.journal.position() == before


def test_several_codes_and_a_new_one_are_one_change(study: Study) -> None:
    found = query(study, 'text:"Viden deler"')
    told = bulk.apply_all(study, [study.code_id("ny"), study.code_id("deling")], found, "viden/helt ny")
    assert [len(one.new) for one in told] == [1, 1, 1]
    assert len(query(study, '"helt ny" inside ny')) == 1
    study.journal.undo()
    assert not query(study, "ny inside deling where coder = AB")
    assert "viden/helt ny" not in study.tree().paths.values()
