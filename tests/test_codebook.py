"""Changing the codebook: each operation, what it refuses, and that undo brings everything back."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study, code_row, recorded

import caqda
from caqda.codebook import Codebook, Touched
from caqda.codebook.in_vivo import in_vivo
from caqda.errors import CaqdaError, ChangeError, UnknownName
from caqda.favourites import NumberKeys, applied, favourites, pin, recent, unpin
from caqda.recorded import now
from caqda.study import Study

TEXT = 'K1: Vi deler viden, og det er "godt".\nDet er altså ledelse/styring\n  på tværs.\n'
CODES = ["ledelse", "ledelse/entydig", "ledelse/delt", "viden", "viden/entydig", "viden/entydig/delt"]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with build_study(tmp_path / "s.caqda", {"k1": TEXT, "k2": TEXT}, CODES) as made:
        yield made


@pytest.fixture
def book(study: Study) -> Codebook:
    return Codebook(study)


def paths(study: Study) -> list[str]:
    tree = study.tree()
    return [tree.paths[node.id] for node in tree.nodes]


def codings(study: Study) -> set[tuple[int, int, str]]:
    tree = study.tree()
    return {
        (row[0], row[1], tree.paths[row[2]])
        for row in study.read("SELECT source_id, start, code_id FROM coding")
    }


# -- one operation at a time -----------------------------------------------------------------------------


def test_a_code_is_added_with_all_it_has(study: Study, book: Codebook) -> None:
    key = book.add(
        "  kritisk ven\u0065\u0301 ",
        "viden",
        colour="#ABC",
        definition=" En ven.\r\nMere. ",
        full="f",
        include="i",
        exclude="e",
        typical=["a ", ""],
        borderline=("b",),
        position=0,
        uuid="B31FB15D63B843DD926740495EE1DD85",
    )
    code = code_row(study, "kritisk vené")
    assert (code.id, code.name, code.colour) == (key, "kritisk vené", "#aabbcc")
    assert (code.definition, code.full, code.include, code.exclude) == ("En ven.\nMere.", "f", "i", "e")
    assert (code.typical, code.borderline) == (["a"], ["b"])
    assert code.uuid == "b31fb15d-63b8-43dd-9267-40495ee1dd85"
    assert paths(study)[3:5] == ["viden", "viden/kritisk vené"]


def test_a_path_makes_what_is_missing_in_one_transaction(study: Study, book: Codebook) -> None:
    position = study.journal.position()[0]
    key = book.add_path("viden/ny/dyb")
    assert study.tree().paths[key] == "viden/ny/dyb"
    assert book.add_path("/viden/ny/dyb/") == key
    assert study.journal.position()[0] == position + 1
    assert study.journal.log(1)[0].summary == 'code "viden/ny/dyb" added'


def test_new_codes_get_colours_of_their_own(study: Study, book: Codebook) -> None:
    for i in range(12):
        book.add(f"t{i}")
    tops = [code_row(study, f"t{i}").colour for i in range(12)]
    assert len(set(tops)) == 12
    below = [book.add(f"u{i}", "t0") for i in range(4)]
    shades = {study.read("SELECT colour FROM code WHERE id = ?", key)[0][0] for key in below}
    assert len(shades) == 4
    assert tops[0] not in shades


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "A code needs a name"),
        (" \n ", "A code needs a name"),
        ("a/b", "has a / in it"),
        ('a"b', 'has a " in it'),
        ("a\nb", "line break"),
        ("a\u2028b", "line break"),
        ("a\x1b[31mb", "hidden character"),
        ("a\u202eb", "hidden character"),
        ("a" * 121, "is 121 characters long"),
        ("ledelse", 'There is a code "ledelse" at the top already'),
        (" ledelse ", "already"),
    ],
)
def test_names_that_cannot_be(study: Study, book: Codebook, name: str, said: str) -> None:
    before = recorded(study), study.journal.position()
    for attempt in (lambda: book.add(name), lambda: book.rename("viden", name)):
        with pytest.raises(ChangeError) as caught:
            attempt()
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)
        assert "\x1b" not in str(caught.value)
    assert (recorded(study), study.journal.position()) == before


def test_names_that_can_be(study: Study, book: Codebook) -> None:
    for name in ("a" * 120, "=1+1", "ÆØÅ æøå", "👩🏽\u200d🔬", "entydig", "it's (that)"):
        key = book.add(name)
        assert study.tree().paths[key] == name


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345g", "#1234567", "112233"])
def test_colours_that_cannot_be(book: Codebook, colour: str) -> None:
    with pytest.raises(ChangeError, match="is not a colour; write it as #rrggbb"):
        book.recolour("viden", colour)


def test_rename_recolour_define(study: Study, book: Codebook) -> None:
    book.rename("viden", "kundskab")
    book.recolour("kundskab", "#FfF")
    book.define("kundskab", definition="Kort.", typical=["x"])
    book.define("kundskab", full="Lang.")
    code = code_row(study, "kundskab")
    assert (code.colour, code.definition, code.full, code.typical) == ("#ffffff", "Kort.", "Lang.", ["x"])
    assert paths(study)[3:] == ["kundskab", "kundskab/entydig", "kundskab/entydig/delt"]


def test_what_is_no_field_or_is_taken_is_refused(study: Study, book: Codebook) -> None:
    with pytest.raises(ChangeError, match='A code has no "defintion"; it has definition'):
        book.define("viden", defintion="x")
    with pytest.raises(ChangeError, match="a list of texts"):
        book.define("viden", typical="x")
    with pytest.raises(ChangeError, match="is not an id"):
        book.add("ny", uuid="b31fb15d")
    with pytest.raises(ChangeError, match="There is a code with the id"):
        book.add("ny", uuid=code_row(study, "viden").uuid)


def test_move(study: Study, book: Codebook) -> None:
    book.move("viden/entydig", None, 0)
    assert paths(study)[:2] == ["entydig", "entydig/delt"]
    book.move("entydig/delt", "viden")
    book.move("viden/delt", None, 1)
    assert paths(study) == ["entydig", "delt", "ledelse", "ledelse/entydig", "ledelse/delt", "viden"]
    book.move("delt", None)
    assert paths(study)[-1] == "delt"


@pytest.mark.parametrize(
    ("code", "parent", "said"),
    [
        ("viden", "viden/entydig/delt", "cannot be moved under itself"),
        ("viden", "viden", "cannot be moved under itself"),
        ("viden/entydig", "ledelse", 'There is a code "entydig" under "ledelse" already'),
    ],
)
def test_moves_that_cannot_be(study: Study, book: Codebook, code: str, parent: str, said: str) -> None:
    before = recorded(study)
    with pytest.raises(ChangeError, match=said):
        book.move(code, parent)
    assert recorded(study) == before


def test_names_that_nobody_has(book: Codebook) -> None:
    with pytest.raises(UnknownName, match='did you mean "viden"'):
        book.rename("vidn", "x")
    with pytest.raises(UnknownName, match="not unique"):
        book.rename("entydig", "x")
    with pytest.raises(UnknownName) as found:  # each code is offered once, by what names it alone
        book.rename("entydigt", "x")
    offered = re.findall('"([^"]+)"', str(found.value))[1:]
    assert len({book.study.code_id(name) for name in offered}) == len(offered) > 0
    with pytest.raises(UnknownName, match="no code with id 999"):
        book.delete(999)


# -- merge, split, delete --------------------------------------------------------------------------------


def test_merge_takes_everything_over(study: Study, book: Codebook) -> None:
    study.apply("viden", "k1", 0, 5, memo="a")
    kept = study.apply("ledelse", "k1", 0, 5, memo="b")
    study.apply("viden", "k2", 0, 5, coder="CD", memo="c")
    study.apply("viden/entydig", "k1", 0, 5)
    study.apply("viden/entydig/delt", "k1", 6, 9)
    study.write_memo("om viden", code=study.code_id("viden"))
    study.write_memo("om ledelse", code=study.code_id("ledelse"))
    pin(study, "viden", 3)
    book.merge("viden", "ledelse")
    assert paths(study) == ["ledelse", "ledelse/entydig", "ledelse/entydig/delt", "ledelse/delt"]
    assert codings(study) == {
        (1, 0, "ledelse"),
        (2, 0, "ledelse"),
        (1, 0, "ledelse/entydig"),
        (1, 6, "ledelse/entydig/delt"),
    }
    assert [row[:2] for row in study.memos(coding=kept)] == [("AB", "b\n\na")]
    assert [row[:2] for row in study.memos(code=study.code_id("ledelse"))] == [
        ("AB", "om ledelse\n\nom viden")
    ]
    assert favourites(study) == {3: study.code_id("ledelse")}
    assert study.journal.faults() == []


def test_merge_of_a_code_into_one_above_it(study: Study, book: Codebook) -> None:
    for path in ("a/b/a", "a/b/a/b", "a/b/a/b/a", "a/b/a/c"):
        book.add_path(path)
    study.apply("a/b/a/b/a", "k1", 0, 5)
    book.merge("a/b/a", "a")
    assert [path for path in paths(study) if path.startswith("a")] == ["a", "a/b", "a/b/a", "a/c"]
    assert codings(study) == {(1, 0, "a/b/a")}


def test_merges_that_cannot_be(study: Study, book: Codebook) -> None:
    with pytest.raises(ChangeError, match="into itself"):
        book.merge("viden", "viden")
    with pytest.raises(ChangeError, match='"viden/entydig" lies under "viden"'):
        book.merge("viden", "viden/entydig")


def test_split(study: Study, book: Codebook) -> None:
    chosen = [study.apply("viden/entydig", "k1", start, start + 2) for start in (0, 5)]
    study.apply("viden/entydig", "k1", 9, 11)
    book.split("viden/entydig", "nyt", chosen)
    book.split("viden/nyt", "øverst", chosen[:1], parent=None)
    assert codings(study) == {(1, 0, "øverst"), (1, 5, "viden/nyt"), (1, 9, "viden/entydig")}
    with pytest.raises(ChangeError, match="is not one of the code"):
        book.split("viden/entydig", "x", chosen)
    with pytest.raises(ChangeError, match="Choose the codings"):
        book.split("viden/entydig", "x", [])
    assert "x" not in " ".join(paths(study))


def test_delete_and_what_it_touches(study: Study, book: Codebook) -> None:
    study.apply("viden", "k1", 0, 5, memo="x")
    study.apply("viden/entydig/delt", "k2", 0, 5)
    study.apply("ledelse", "k2", 0, 5, memo="y")
    study.write_memo("m", code=study.code_id("viden/entydig"))
    pin(study, "viden/entydig", 1)
    assert book.touched("viden") == Touched(codes=3, codings=2, sources=2, memos=2)
    assert str(book.touched("viden")) == "3 codes, 2 codings, 2 sources, 2 memos"
    assert str(book.touched("ledelse/delt")) == "1 code, 0 codings, 0 sources, 0 memos"
    book.delete("viden")
    assert paths(study) == ["ledelse", "ledelse/entydig", "ledelse/delt"]
    assert codings(study) == {(2, 0, "ledelse")}
    assert favourites(study) == {}
    assert study.journal.faults() == []


# -- in vivo, favourites ---------------------------------------------------------------------------------


def test_in_vivo_is_one_transaction(study: Study) -> None:
    position = study.journal.position()[0]
    key = in_vivo(study, "k1", 27, 36, "viden")
    assert study.tree().paths[key] == "viden/er godt"
    assert study.journal.position()[0] == position + 1
    assert codings(study) == {(1, 27, "viden/er godt")}
    assert in_vivo(study, "k2", 27, 36, "viden") == key
    with pytest.raises(ChangeError, match="has the code"):
        in_vivo(study, "k2", 27, 36, "viden")
    study.journal.undo(2)
    assert "viden/er godt" not in paths(study)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ledelse/styring\n  på tværs.", "ledelse styring på tværs."),
        ("a\u00adb\x1b c", "ab c"),
        ("ord " * 30, ("ord " * 15).strip()),
        ("x" * 70, "x" * 60),
        ("x" * 60 + " y", "x" * 60),
    ],
)
def test_the_words_become_a_name(tmp_path: Path, text: str, name: str) -> None:
    with build_study(tmp_path / "s.caqda", {"k": (text, None)}) as study:
        key = in_vivo(study, "k", 0, len(text))
        assert study.tree().paths[key] == name


def test_nothing_to_name_a_code_after(tmp_path: Path) -> None:
    with (
        build_study(tmp_path / "s.caqda", {"k": ('"/" x', None)}) as study,
        pytest.raises(ChangeError, match="no words"),
    ):
        in_vivo(study, "k", 0, 3)


def test_favourites_belong_to_a_coder(study: Study, tmp_path: Path) -> None:
    viden, ledelse = study.code_id("viden"), study.code_id("ledelse")
    pin(study, "viden", 2)
    pin(study, ledelse, 1)
    assert list(favourites(study).items()) == [(1, ledelse), (2, viden)]
    pin(study, "viden", 1)
    assert favourites(study) == {1: viden}
    position = study.journal.position()
    pin(study, "viden", 1)
    unpin(study, 5)
    assert study.journal.position() == position
    with caqda.open(tmp_path / "s.caqda", coder="CD") as other:
        assert favourites(other) == {}
        pin(other, "ledelse", 1)
    unpin(study, 1)
    assert favourites(study) == {}
    study.journal.undo()
    assert favourites(study) == {1: viden}
    for slot in (0, 10):
        with pytest.raises(ChangeError, match="1 to 9"):
            pin(study, "viden", slot)


def test_recent_codes_are_those_applied_last_by_this_coder(study: Study) -> None:
    for code, coder in (("viden", None), ("ledelse", None), ("viden/entydig", "CD"), ("viden", None)):
        study.apply(code, "k1", len(codings(study)), 20, coder=coder)
    assert recent(study) == [study.code_id("viden"), study.code_id("ledelse")]
    assert recent(study, 1) == [study.code_id("viden")]
    assert [study.tree().paths[code] for code in applied(study)] == ["viden", "ledelse", "viden"]


def test_what_was_applied_of_late_begins_with_the_same_coding_for_long(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caqda.favourites._BLOCK", 3)
    viden, ledelse = study.code_id("viden"), study.code_id("ledelse")
    made = [viden, *[ledelse] * 12]
    lengths = []
    for place, code in enumerate(made):
        study.apply(code, "k1", place, 20)
        lengths.append(len(told := applied(study)))
        assert told == made[: place + 1][-len(told) :]
    assert lengths == [1, 2, 3, 4, 5, 3, 4, 5, 3, 4, 5, 3, 4]


def test_a_code_keeps_its_number_key_until_another_is_used_more() -> None:
    keys = NumberKeys({5: 50})
    for code in range(1, 9):
        keys.used(code)
    assert keys.slots == {1: 1, 2: 2, 3: 3, 4: 4, 5: 50, 6: 5, 7: 6, 8: 7, 9: 8}
    before = dict(keys.slots)
    keys.used(9)
    assert keys.slots == before  # once is not enough
    for _time in range(20):
        keys.used(9)
    assert keys.slots == before  # nor is one passage after another of one kind
    keys.used(2)
    keys.used(9)
    assert keys.slots == {**before, 1: 9}  # the one used least


def test_pinned_codes_have_their_keys_and_codes_that_go_leave_theirs() -> None:
    keys = NumberKeys({})
    for code in (1, 2, 3, 2):
        keys.used(code)
    keys.lay({1: 2}, {1, 2, 3})
    assert (keys.slots, keys.pinned) == ({1: 2, 2: 1, 3: 3}, {1})
    keys.lay({}, {1, 2})
    assert (keys.slots, keys.pinned) == ({1: 2, 2: 1}, set())
    keys = NumberKeys({slot: slot for slot in range(1, 10)})
    for _time in range(5):
        keys.used(10)
        keys.used(1)
    assert 10 not in keys.slots.values()


def test_a_code_that_went_and_came_back_can_be_used_again() -> None:
    keys = NumberKeys({}, [*range(1, 10)] * 2)
    keys.used(77)
    keys.lay({}, set(range(1, 10)))
    keys.used(77)
    assert keys.slots == {number: number for number in range(1, 10)}  # used once, it has no key yet


def test_a_code_that_an_undo_brings_back_has_its_number_key_again() -> None:
    keys = NumberKeys({}, [1, 2, 3])
    keys.lay({}, {1, 3})
    assert keys.slots == {1: 1, 3: 3}
    keys.lay({}, {1, 2, 3})
    assert keys.slots == {1: 1, 2: 2, 3: 3}


def test_number_keys_go_on_for_years() -> None:
    keys = NumberKeys({})
    for time in range(30_000):
        keys.used(time % 9)
    assert sorted(keys.slots.values()) == list(range(9))
    for _time in range(12):
        keys.used(77)
        keys.used(1)
    assert 77 in keys.slots.values()


# -- any sequence ----------------------------------------------------------------------------------------

CODE = st.integers(0, 8)
NAME = st.sampled_from(["a", "b", "c"])
STEP = st.one_of(
    st.tuples(st.just("add"), NAME, st.none() | CODE),
    st.tuples(st.just("rename"), CODE, NAME),
    st.tuples(st.just("move"), CODE, st.none() | CODE, st.none() | st.integers(0, 3)),
    st.tuples(st.just("merge"), CODE, CODE),
    st.tuples(st.just("delete"), CODE),
    st.tuples(st.just("split"), CODE, NAME),
)


def act(study: Study, step: tuple[Any, ...]) -> None:
    """One step, its numbers standing for the codes there are, in order."""
    book, keys = Codebook(study), [node.id for node in study.tree().nodes]
    verb, *words = step
    words = [
        keys[word % len(keys)] if isinstance(word, int) and keys else word for word in words[:2]
    ] + words[2:]
    if verb == "split":
        mine = study.read("SELECT id FROM coding WHERE code_id = ?", words[0])
        book.split(*words, [row[0] for row in mine[:1]])
    else:
        done: Callable[..., Any] = getattr(book, verb)
        done(*words)


def expected(before: set[tuple[int, int, str]], paths: dict[int, str], keys: list[int], step: Any) -> Any:
    """The codings that a step leaves, by replacing paths."""
    code = paths[keys[step[1] % len(keys)]]
    if step[0] == "delete":
        return {coding for coding in before if not f"{coding[2]}/".startswith(f"{code}/")}
    into = paths[keys[step[2] % len(keys)]]
    return {
        (*place, into + path.removeprefix(code) if f"{path}/".startswith(f"{code}/") else path)
        for *place, path in before
    }


@settings(max_examples=15, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=6))
def test_every_sequence_can_be_undone_and_redone(steps: list[tuple[Any, ...]]) -> None:
    told = [(code, "k", i, i + 1 + j) for i, code in enumerate(CODES) for j in range(2)]
    with (
        tempfile.TemporaryDirectory() as folder,
        build_study(Path(folder) / "s.caqda", {"k": TEXT}, CODES, told) as study,
    ):
        for i, code in enumerate(study.tree().paths):
            study.write_memo(f"om {code}", code=code)
            pin(study, code, i % 9 + 1)
        past = [recorded(study)]
        for step in steps:
            before, tree = codings(study), study.tree()
            keys = [node.id for node in tree.nodes]
            position = study.journal.position()
            try:
                act(study, step)
            except CaqdaError:
                assert recorded(study) == past[-1]
                continue
            if step[0] in ("merge", "delete"):
                assert codings(study) == expected(before, tree.paths, keys, step)
            names = [(node.parent, node.name) for node in study.tree().nodes]
            assert len(names) == len(set(names)) == len(study.read("SELECT id FROM code"))
            if study.journal.position() != position:
                past.append(recorded(study))
        assert study.journal.faults() == []
        for state in reversed(past[:-1]):
            study.journal.undo()
            assert recorded(study) == state
        study.journal.redo(len(past))
        assert recorded(study) == past[-1]
        assert study.journal.faults() == []


# -- what hangs on a code ------------------------------------------------------------------------------------


def hang_things_on(study: Study, code: str) -> None:
    """A flagged coding with a confidential memo, a memo of its own, a link to the code and a summary."""
    with study.change("test", "things hung on a code") as change:
        coder, key = change.coder_id(), study.code_id(code)
        stamp = {"coder_id": coder, "created": now()}
        case = study.read('SELECT id FROM "case"')
        case_id = case[0][0] if case else change.insert("case", uuid=f"case-{code}", name="K1", **stamp)
        coding = study.apply(code, "k1", 4, 9)
        change.update("coding", coding, flag="typical" if code == "viden" else "")
        for target in ({"coding_id": coding}, {"code_id": key}):
            memo = change.insert(
                "memo", uuid=f"{code}-{target}", text=f"on {code}", changed=now(), **target, **stamp
            )
            change.insert("restriction", uuid=f"r-{memo}", memo_id=memo, **stamp)
            change.insert("memo_link", memo_id=memo, case_id=case_id)
        journal = change.insert(
            "memo", uuid=f"j-{code}", dated="2021-03-01", text="entry", changed=now(), **stamp
        )
        change.insert("memo_link", memo_id=journal, code_id=key)
        change.insert(
            "summary",
            uuid=f"s-{code}",
            case_id=case_id,
            code_id=key,
            text=f"K1 on {code}",
            changed=now(),
            **stamp,
        )


def test_what_hangs_on_a_code_goes_with_it_and_comes_back(study: Study, book: Codebook) -> None:
    hang_things_on(study, "viden")
    before = recorded(study)
    book.delete("viden")
    gone = ("coding", "summary", "memo_link", "restriction")
    assert [study.read(f"SELECT id FROM {table}") for table in gone] == [[]] * 4
    assert study.read("SELECT text FROM memo") == [("entry",)]  # the journal entry itself stays
    study.journal.undo()
    assert recorded(study) == before


def test_what_hangs_on_two_codes_hangs_on_the_merged_one(study: Study, book: Codebook) -> None:
    hang_things_on(study, "ledelse")
    hang_things_on(study, "viden")
    before = recorded(study)
    book.merge("viden", "ledelse")
    into = study.code_id("ledelse")
    assert study.read("SELECT flag, code_id FROM coding") == [("typical", into)]
    assert study.read("SELECT text FROM summary") == [("K1 on ledelse\n\nK1 on viden",)]
    kept = {row[0] for row in study.read("SELECT id FROM memo WHERE dated = ''")}
    assert len(kept) == 2
    assert {row[0] for row in study.read("SELECT memo_id FROM restriction")} == kept
    links = study.read("SELECT code_id FROM memo_link WHERE code_id IS NOT NULL")
    assert links == [(into,), (into,)]
    study.journal.undo()
    assert recorded(study) == before
