"""The codebook as YAML: nothing is lost on the way, matching, and faults named by their line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study, code_row

import caqda
from caqda.codebook import Codebook
from caqda.errors import ChangeError, InputError
from caqda.exchange.codebook_yaml import Summary, check, diff, dump, load
from caqda.study import Study

BUNDLED = Path(__file__).parent.parent / "codebooks" / "en-faelles-indsats.yaml"
ID = "b31fb15d-63b8-43dd-9267-40495ee1dd85"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    codes = ["ledelse", "ledelse/entydig", "ledelse/delt", "viden", "viden/entydig"]
    with build_study(tmp_path / "s.caqda", {"k1": ("Vi deler viden.\n", None)}, codes) as made:
        yield made


def paths(study: Study) -> list[str]:
    tree = study.tree()
    return [tree.paths[node.id] for node in tree.nodes]


def told(text: str) -> str:
    """The codes of a codebook, whoever's it is."""
    return text[text.index("codes:") :]


# -- nothing is lost -------------------------------------------------------------------------------------


def test_the_bundled_codebook_keeps_everything(tmp_path: Path) -> None:
    import yaml

    text = BUNDLED.read_text("utf-8")
    given = yaml.safe_load(text)
    with caqda.create(tmp_path / "s.caqda", name=given["name"]) as study:
        load(study, text, BUNDLED)
        dumped = dump(study)
        assert yaml.safe_load(dumped) == given
        assert load(study, dumped, "again.yaml") == Summary(0, 0, 0, ())
        assert dump(study) == dumped
        assert diff(study, text, BUNDLED) == []
        assert study.journal.faults() == []


TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
) | st.sampled_from(
    [
        "to\nlinjer  \n\n  indrykket\n",
        "- # ikke: yaml",
        "nej",
        "2020",
        "null",
        "~",
        "'a\" ",
        "lang tekst " * 20,
        "a\u2028b\x85c",
        "=1+1",
        "\x1b[31m",
        "a:\tb",
        "👩🏽\u200d🔬",
        "1:30",
        "<<",
    ]
)
NAME = st.sampled_from(["a", "b", "2020", "nej", "no", "æ: ø", "- å", "# x", "null", "=1", "👩🏽\u200d🔬"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(NAME, st.none() | st.integers(0, 5), TEXT, TEXT, st.lists(TEXT, max_size=2), TEXT),
        max_size=6,
    ),
    TEXT,
)
def test_a_codebook_taken_to_another_study_is_the_same(
    codes: list[tuple[str, int | None, str, str, list[str], str]], memo: str
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        build_study(Path(folder) / "a.caqda") as a,
        build_study(Path(folder) / "b.caqda") as b,
    ):
        keys: list[int] = []
        a.write_memo(memo)
        for name, above, definition, full, typical, note in codes:
            parent = keys[above % len(keys)] if above is not None and keys else None
            try:
                key = Codebook(a).add(name, parent, definition=definition, full=full, typical=typical)
            except ChangeError:
                continue
            a.write_memo(note, code=key)
            keys.append(key)
        text = dump(a)
        assert load(b, text, "x.yaml").added == len(keys)
        assert dump(b) == text
        assert diff(b, text, "x.yaml") == []
        b.journal.undo()
        assert paths(b) == []
        assert b.journal.faults() == []


STEP = st.one_of(
    st.tuples(st.just("add"), st.sampled_from("abc"), st.none() | st.integers(0, 8)),
    st.tuples(st.just("rename"), st.integers(0, 8), st.sampled_from(["a", "b", "ledelse", "viden", "delt"])),
    st.tuples(st.just("move"), st.integers(0, 8), st.none() | st.integers(0, 8), st.integers(0, 3)),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=6))
def test_whatever_was_changed_by_hand_can_be_loaded(steps: list[tuple[Any, ...]]) -> None:
    codes = ["ledelse", "ledelse/entydig", "ledelse/delt", "viden", "viden/entydig"]
    with tempfile.TemporaryDirectory() as folder, build_study(Path(folder) / "s.caqda", codes=codes) as study:
        book, before = Codebook(study), dump(study)
        start = study.journal.position()[0]
        for verb, *words in steps:
            keys = [node.id for node in study.tree().nodes]
            words = [keys[w % len(keys)] if isinstance(w, int) and i < 2 else w for i, w in enumerate(words)]
            try:
                getattr(book, verb)(*words)
            except ChangeError:
                continue
        wanted = dump(study)
        study.journal.undo(study.journal.position()[0] - start)
        assert dump(study) == before
        expected = bool(diff(study, wanted, "x.yaml"))
        position = study.journal.position()[0]
        load(study, wanted, "x.yaml")
        assert (study.journal.position()[0] > position) == expected
        assert dump(study) == wanted
        assert study.journal.faults() == []
        if expected:
            study.journal.undo()
        assert dump(study) == before


# -- what a file looks like ------------------------------------------------------------------------------


def test_long_and_many_lined_texts_stand_so_that_they_can_be_compared(study: Study) -> None:
    Codebook(study).define(
        "viden/entydig", definition="ord " * 50, full="Én.\n\nTo: æøå.", typical=["a", "b: c"]
    )
    lines = dump(study).splitlines()
    assert max(map(len, lines)) <= 110
    assert "        full: |-" in lines
    assert "          To: æøå." in lines
    assert "            - 'b: c'" in lines


def test_a_file_by_hand_needs_only_names(study: Study) -> None:
    text = "codes:\n- name: viden\n  definition: Kort.\n  codes:\n  - {name: 2020}\n- name: nej\n"
    assert load(study, text, "x.yaml") == Summary(
        2, 1, 0, ("ledelse", "ledelse/entydig", "ledelse/delt", "viden/entydig")
    )
    assert paths(study) == [
        "viden",
        "viden/2020",
        "viden/entydig",
        "nej",
        "ledelse",
        "ledelse/entydig",
        "ledelse/delt",
    ]
    assert code_row(study, "viden").definition == "Kort."
    assert len({code_row(study, code).colour for code in ("viden", "nej")}) == 2


def test_what_the_file_does_not_mention_stays(study: Study) -> None:
    Codebook(study).define("viden", definition="d", full="f", typical=["t"])
    study.write_memo("m", code=study.code_id("viden"))
    load(study, "codes:\n- name: viden\n  full: ''\n", "x.yaml")
    code = code_row(study, "viden")
    assert (code.definition, code.full, code.typical) == ("d", "", ["t"])
    assert [row[1] for row in study.memos(code=code.id)] == ["m"]
    load(study, "codes:\n- name: viden\n  memo:\n  examples: {typical: []}\n", "x.yaml")
    assert code_row(study, "viden").typical == []
    assert study.memos(code=code.id) == []


def test_codes_are_known_by_their_id_wherever_they_stand(study: Study) -> None:
    key = study.code_id("viden")
    text = f"codes:\n- name: ledelse\n  codes:\n  - name: indsigt\n    id: {code_row(study, 'viden').uuid}\n"
    assert diff(study, text, "x.yaml")[0] == "> viden: becomes ledelse/indsigt"
    assert load(study, text, "x.yaml").moved == 1
    assert study.tree().paths[key] == "ledelse/indsigt"
    assert "ledelse/indsigt/entydig" in paths(study)


def test_codes_known_by_their_path_get_the_id_of_the_file(study: Study) -> None:
    key = study.code_id("viden")
    load(study, f"codes:\n- name: viden\n  id: {ID.upper()}\n", "x.yaml")
    assert (study.code_id("viden"), code_row(study, "viden").uuid) == (key, ID)


def test_two_codes_can_change_names(study: Study) -> None:
    keys = [study.code_id(code) for code in ("ledelse", "viden")]
    ids = [code_row(study, code).uuid for code in ("ledelse", "viden")]
    load(study, f"codes:\n- {{name: viden, id: {ids[0]}}}\n- {{name: ledelse, id: {ids[1]}}}\n", "x.yaml")
    assert [study.tree().paths[key] for key in keys] == ["viden", "ledelse"]
    study.journal.undo()
    assert [study.tree().paths[key] for key in keys] == ["ledelse", "viden"]


def test_memos_of_others_stay_theirs(study: Study) -> None:
    key = study.code_id("viden")
    study.write_memo("min", code=key)
    study.write_memo("din", code=key, coder="CD")
    text = dump(study)
    assert load(study, text, "x.yaml").changed == 0
    load(study, text.replace("min\n", "min nye\n"), "x.yaml")
    assert [row[:2] for row in study.memos(code=key)] == [("AB", "min nye"), ("CD", "din")]


def test_the_memo_on_the_study_goes_along(study: Study) -> None:
    load(study, "name: andet\nlanguage: en\nmemo: Om bogen.\ncodes: []\n", "x.yaml")
    assert [row[1] for row in study.memos()] == ["Om bogen."]
    assert study.info()[1:] == ("prøve", "da")


def test_a_difference_is_said_in_words(study: Study) -> None:
    Codebook(study).define("viden", definition="før", typical=["t"])
    text = (
        "memo: m\ncodes:\n- name: viden\n  definition: nu\n  examples: {typical: [t, u]}\n"
        "  memo: n\n  codes:\n  - name: ny\n- name: ledelse\n"
    )
    assert diff(study, text, "x.yaml") == [
        '~ viden: definition "før" becomes "nu"',
        '~ viden: typical "t" becomes "t | u"',
        '~ viden: memo "" becomes "n"',
        "> viden: becomes number 1 of its siblings",
        "+ viden/ny: new",
        "> ledelse: becomes number 2 of its siblings",
        '~ the study: memo "" becomes "m"',
        "- ledelse/entydig: not in the file",
        "- ledelse/delt: not in the file",
        "- viden/entydig: not in the file",
    ]


# -- faults ----------------------------------------------------------------------------------------------

HEAD = "codes:\n- name: a\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "the file is empty"),
        ("# kun en bemærkning\n", 1, "the file is empty"),
        ("- a\n- b\n", 1, "the file must have keys such as 'name:', not be a list"),
        ("hej\n", 1, "the file must have keys"),
        ("name: x\n", 1, "there is no 'codes:'"),
        ("name: x\ncode: []\n", 2, "the file has no key \"code\"; did you mean 'codes'?"),
        ("name: x\nkoder: []\n", 2, 'no key "koder"; there are name, language, memo, codes.'),
        ("name: [x]\ncodes: []\n", 1, "'name' must be a text, not a list"),
        ("codes: x\n", 1, "'codes' must be a list, not a text"),
        ("codes:\n- a\n", 2, "a code must have keys such as 'name:', not be a text"),
        ("codes:\n- definition: x\n", 2, "the code has no name"),
        ("codes:\n- name:\n", 2, "A code needs a name"),
        ("codes:\n- name: a/b\n", 2, 'The name "a/b" has a / in it'),
        (HEAD + "  farve: x\n", 3, 'a code has no key "farve"'),
        (HEAD + "  defintion: x\n", 3, "did you mean 'definition'?"),
        (HEAD + "  definition: x\n  definition: y\n", 4, "the key 'definition' stands here twice"),
        (HEAD + "- name: b\n- name: a\n", 4, 'the name "a" stands in line 2 already'),
        (HEAD + f"  id: {ID}\n  codes:\n  - name: b\n    id: {ID.upper()}\n", 6, "stands in line 3 already"),
        (HEAD + "  id: 12\n", 3, '"12" is not an id (a UUID)'),
        (HEAD + "  colour: rød\n", 3, '"rød" is not a colour; write it as #rrggbb'),
        (HEAD + "  colour: #3376c1\n", 3, "the colour is empty; put it in quotation marks"),
        (HEAD + "  colour: [1, 2]\n", 3, "'colour' must be a text, not a list"),
        (HEAD + "  definition: {a: b}\n", 3, "'definition' must be a text, not keys with values"),
        (HEAD + "  definition: !!binary aGVq\n", 3, "'definition' must be a text, not a binary"),
        (HEAD + "  definition: !!python/name:os.system\n", 3, "'definition' must be a text"),
        (HEAD + "  examples: [x]\n", 3, "'examples' must have keys such as 'typical:', not be a list"),
        (HEAD + "  examples:\n    typical: x\n", 4, "'typical' must be a list, not a text"),
        (HEAD + "  examples:\n    typical:\n    - [x]\n", 5, "'typical' must be a text, not a list"),
        (HEAD + "  examples:\n    typicl: [x]\n", 4, "did you mean 'typical'?"),
        (HEAD + "  definition: 'x\n", 4, "this is not YAML"),
        (HEAD + " definition: x\n", 3, "this is not YAML"),
        (HEAD + "\tdefinition: x\n", 3, "this is not YAML"),
        (HEAD + "  definition: a: b\n", 3, "this is not YAML"),
        (HEAD + "---\n" + HEAD, 3, "this is not YAML"),
        (HEAD + "  definition: \x1b[31m\n", 3, "there is a character here that YAML does not allow"),
        (
            "codes: &a\n- name: a\n  codes: *a\n",
            3,
            "*a stands within what it points to; a code cannot lie under",
        ),
        (HEAD + "  full: &x y\n  include: *x\n", 4, "*x is an alias"),
        ("codes: " + "[" * 200 + "]" * 200 + "\n", 1, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(study: Study, text: str, line: int, said: str) -> None:
    before, position = dump(study), study.journal.position()
    for attempt in (lambda: load(study, text, "bog.yaml"), lambda: check(text, "bog.yaml")):
        with pytest.raises(InputError) as caught:
            attempt()
        assert str(caught.value).startswith(f"bog.yaml, line {line}: ")
        assert said in str(caught.value)
    assert (dump(study), study.journal.position()) == (before, position)


def test_a_bomb_of_aliases_does_not_go_off(study: Study) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40)
    )
    with pytest.raises(InputError, match=r"line 2: .a0 is an alias"):
        load(study, bomb + "codes: []\n", "bog.yaml")


def test_a_name_that_another_code_of_the_study_has(study: Study) -> None:
    before = dump(study)
    text = f"codes:\n- name: ledelse\n- name: viden\n  id: {code_row(study, 'ledelse/delt').uuid}\n"
    with pytest.raises(InputError, match=r'x.yaml, line 3: the study has another code "viden" in this place'):
        load(study, text, "x.yaml")
    assert dump(study) == before


def test_a_fault_found_late_changes_nothing(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(study)
    monkeypatch.setattr("caqda.exchange.codebook_yaml._order", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(study, "codes:\n- name: ny\n", "x.yaml")
    assert dump(study) == before


# -- remarks ---------------------------------------------------------------------------------------------


def test_remarks() -> None:
    text = (
        "codes:\n- name: samarbejde\n  definition: x\n  codes:\n  - name: SAMSKABELSE\n    definition: x\n"
        "    examples: {borderline: [x]}\n- name: samarbejder\n  definition: ''\n- name: ABM\n"
        "  definition: x\n  examples: {typical: [x]}\n"
    )
    assert check(text, "bog.yaml") == [
        'bog.yaml, line 5: "SAMSKABELSE" is in capitals; write it as a word.',
        'bog.yaml, line 8: "samarbejder" has no definition.',
        'bog.yaml, line 8: "samarbejder" has no example.',
        'bog.yaml, line 8: "samarbejder" is much like "samarbejde" (line 2); are they two codes?',
    ]
