from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.errors import InputError
from caqda.importers.front_matter import split
from caqda.importers.transcript import FrontMatter

PATH = Path("k1.txt")


def front(yaml: str) -> FrontMatter:
    return split(f"---\n{yaml}\n---\nI: Hej\n", PATH)[0]


def test_the_keys_of_a_transcript():
    found, text = split(
        "---\n# Konstrueret: ingen virkelig person\nname: Leder, 2020\ncase: K1\n"
        "date: 2020-09-23\nlanguage: DA\n"
        "speakers: {K1: K1, Fru B: 'B. Hansen', L:}\nperspektiv: kommunalt\n---\n\n  \nI: Hej\n",
        PATH,
    )
    assert found == FrontMatter(
        name="Leder, 2020",
        case="K1",
        date=date(2020, 9, 23),
        language="da",
        speakers={"K1": "K1", "Fru B": "B. Hansen", "L": "L"},
        variables={"perspektiv": "kommunalt"},
    )
    assert text == "I: Hej\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2020", 2020),
        ("-3", -3),
        ("2.5", 2.5),
        ("true", True),
        ("2020-05-31", date(2020, 5, 31)),
        ("ja", "ja"),
        ("no", "no"),
        ("on", "on"),
        ("0800", "0800"),
        ("12:30", "12:30"),
        ("1e5", "1e5"),
        ("'2020'", "2020"),
        ("2020-02-31", "2020-02-31"),
        ("9" * 40, "9" * 40),
        ("æøå  # en kommentar", "æøå"),
    ],
)
def test_values_are_read_as_a_person_means_them(written, value):
    found = front(f"x: {written}").variables["x"]
    assert (found, type(found)) == (value, type(value))


def test_words_stay_words_where_caqda_wants_a_name():
    found = front("case: 007\nlanguage: no\nspeakers: {1: 2020}")
    assert (found.case, found.language, found.speakers) == ("007", "no", {"1": "2020"})


def test_keys_without_a_value_are_not_there():
    assert front("case:\ndate: ~\nspeakers:\nx:\ny: ''") == FrontMatter(variables={"y": ""})


@pytest.mark.parametrize(
    "text",
    [
        "I: Hej\n",
        "\n---\ncase: K1\n---\nI: Hej",
        "---\ncase: K1\nI: aldrig lukket\n",
        "---",
        "---\n---\nI: Hej",
        "---\nblot en linje\n---\nI: Hej",
        "---\n- en\n- liste\n---\nI: Hej",
        "---\n# Overskrift\n---\ntekst",
        "----\ncase: K1\n----\n",
        "--- \n" + "linje\n" * 300 + "case: K1\n---\n",
    ],
)
def test_what_is_no_front_matter_is_text(text):
    assert split(text, PATH) == (FrontMatter(), text)


@pytest.mark.parametrize(
    ("yaml", "line", "said"),
    [
        ("case: K1\nx: [1, 2", 4, "not valid YAML"),
        ("case: K1\n\tx: 1", 3, "not valid YAML"),
        ("case: K1\nx: a: b", 3, "not valid YAML"),
        ("case: K1\nx: [1, 2]", 3, '"x" needs one value'),
        ("x:\n  y: 1", 3, '"x" needs one value'),
        ("case: [K1]", 2, "one word or line"),
        ("speakers: K1", 2, "speakers is written"),
        ("speakers: {K1: [a]}", 2, "one word or line"),
        ("speakers: {K1: {a: [b]}}", 2, "nested too deep"),
        ("case: K1\ncase: K2", 3, "stands twice"),
        ("date: i går", 2, "not a date"),
        ("a: &x 1\nb: *x", 3, "aliases"),
        ("a: 1\nb: \x1b[31m", 3, "a character YAML does not allow"),
        ("{[a]: b}", 2, "one word or line"),
        ("x: !!python/object:os.system {}", 2, "needs one value"),
    ],
)
def test_mistakes_are_named_with_their_line(yaml, line, said):
    with pytest.raises(InputError) as caught:
        front(yaml)
    assert str(caught.value).startswith(f"k1.txt, line {line}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nesting_without_end_is_refused_at_once():
    with pytest.raises(InputError, match="nested too deep"):
        front("x: " + "[" * 50_000)


@given(st.dictionaries(st.text("abcæøå", min_size=1), st.text("xyzæ12 :#-{}[]'\"&*!|>%@", max_size=12)))
def test_whatever_is_written_gives_values_or_one_sentence(pairs):
    written = "".join(f"{key}: {value}\n" for key, value in pairs.items())
    try:
        found, text = split(f"---\n{written}---\nI: Hej", PATH)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert text.endswith("I: Hej")
        assert found.variables.keys() <= pairs.keys()
