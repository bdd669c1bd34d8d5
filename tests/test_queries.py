from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import build_study

import caqda
from caqda.analysis.corpus import Corpus
from caqda.analysis.query import query
from caqda.check import faults
from caqda.errors import CaqdaError, ChangeError, QueryError, UnknownName
from caqda.queries import delete, queries, rename, save
from caqda.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": "K1: Ledelse er viden.\nK1: Viden er magt.\n"},
        codes=["ledelse", "viden"],
        codings=[("ledelse", "k1", "Ledelse"), ("viden", "k1", "viden."), ("viden", "k1", "Viden er magt.")],
        cases=["K1"],
    ) as built:
        yield built


def told(study: Study) -> dict[str, str]:
    return {query.name: query.expression for query in queries(study)}


def texts(study: Study, expression: str) -> list[str]:
    return [passage.text for passage in query(study, expression)]


def test_a_saved_query_stands_for_its_passages(study: Study) -> None:
    save(study, "delt viden", "viden  near:0s\n ledelse")
    save(study, "B", '@"Delt Viden" or text:magt')
    assert told(study) == {"B": '@"Delt Viden" or text:magt', "delt viden": "viden near:0s ledelse"}
    assert texts(study, '@"delt viden"') == ["viden."]
    assert texts(study, "@b where case = K1") == ["viden.", "magt"]
    assert texts(study, "viden not (@B)") == ["Viden er ", "."]
    assert {one.coder for one in queries(study)} == {"AB"}


def test_it_is_what_it_was_written_as_in_brackets(study: Study) -> None:
    save(study, "a", "ledelse or viden")
    assert texts(study, "@a and text:viden") == texts(study, "(ledelse or viden) and text:viden")


def test_saving_renaming_and_deleting_are_undone_and_redone(study: Study) -> None:
    save(study, "a", "viden")
    save(study, "a", "ledelse")
    save(study, "b", '@a or @"a" where case = K1')
    rename(study, "a", "god ledelse")
    after = told(study)
    assert after == {"god ledelse": "ledelse", "b": '@"god ledelse" or @"god ledelse" where case = K1'}
    delete(study, "b")
    delete(study, "@god ledelse")
    assert told(study) == {}
    study.journal.undo(2)
    assert told(study) == after
    study.journal.undo()
    assert told(study) == {"a": "ledelse", "b": '@a or @"a" where case = K1'}
    study.journal.redo()
    assert told(study) == after
    assert faults(study) == []


@pytest.mark.parametrize(
    ("name", "expression", "says"),
    [
        ("", "viden", "cannot be the name"),
        ('a"b', "viden", "cannot be the name"),
        ("a\x1b", "viden", "cannot be the name"),
        ("a", "viden and", "Expected a code"),
        ("a", "@a", "@a, @a"),
        ("a", "@A where case = K1", "@a, @a"),
        ("kendt", "viden near:2p (@anden or turn)", "@kendt, @anden, @kendt"),
        ("a", "@kent", 'did you mean "kendt"'),
    ],
)
def test_what_cannot_be_saved_changes_nothing(study: Study, name: str, expression: str, says: str) -> None:
    save(study, "kendt", "viden")
    save(study, "anden", "@kendt or ledelse")
    before = told(study), study.journal.position()
    with pytest.raises(CaqdaError) as caught:
        save(study, name, expression)
    assert says in str(caught.value)
    assert (told(study), study.journal.position()) == before


def test_what_others_stand_on_is_kept(study: Study) -> None:
    save(study, "a", "viden")
    save(study, "b", "@a")
    with pytest.raises(ChangeError, match="@b stands on @a"):
        delete(study, "a")
    with pytest.raises(ChangeError, match='"B" already'):
        rename(study, "a", "B")
    with pytest.raises(UnknownName, match=r'no saved query "c".*queries'):
        delete(study, "c")
    rename(study, "a", "A")
    assert told(study) == {"A": "viden", "b": "@A"}


def test_a_name_that_does_not_exist_is_shown_with_the_nearest(study: Study) -> None:
    save(study, "ledelsen", "ledelse")
    with pytest.raises(UnknownName, match=r'did you mean "ledelsen"\?\n  viden or @ledlsen\n {12}\^{7}$'):
        query(study, "viden or @ledlsen")


def test_a_fault_within_a_saved_query_names_it(study: Study) -> None:
    save(study, "a", "vidne")
    save(study, "b", "turn or @a")
    with pytest.raises(UnknownName, match=r'^In the saved query @a: There is no code "vidne"'):
        query(study, "@b")


def test_a_circle_that_came_from_elsewhere_is_refused(study: Study) -> None:
    save(study, "a", "viden")
    save(study, "b", "@a")
    corpus = Corpus.read(study)
    object.__setattr__(corpus, "queries", {"a": "@b", "b": "turn or @a"})
    with pytest.raises(QueryError, match="cannot stand for itself, as it does here: @a, @b, @a"):
        query(corpus, "@a")


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=6))
def test_saved_queries_never_go_round(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[str, str]]
) -> None:
    with caqda.create(tmp_path_factory.mktemp("ring") / "s.caqda", coder="AB") as study:
        for name in "abcd":
            save(study, name, "source")
        for name, other in links:
            before = told(study)
            try:
                save(study, name, f"turn or @{other}")
            except ChangeError:
                assert told(study) == before
                assert reaches(before, other, name)
        for name in "abcd":
            assert query(study, f"@{name}") == []


def reaches(saved: dict[str, str], name: str, wanted: str) -> bool:
    """Whether one follows from name to name to the wanted one."""
    while name != wanted and "@" in saved[name]:
        name = saved[name].rpartition("@")[2]
    return name == wanted
