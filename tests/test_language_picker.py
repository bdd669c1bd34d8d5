from __future__ import annotations

import pytest

from caqda.language.picker import Choice, Picker

PATHS = [
    ("organisering", ""),
    ("organisering/entydig ledelse", "At bestyrelsen peger i én retning."),
    ("organisering/koordinering", "Aftaler mellem de udførende."),
    ("organisering/koordinering/møder", ""),
    ("viden", ""),
    ("viden/vidensdeling", "Viden der går fra den ene til den anden."),
    ("viden/datamonitorering", "Tal der følges."),
    ("ledelse", "Ledelse i det daglige."),
    ("tavshedspligt og samtykke", "Hvad der må siges videre."),
    ("opsøgende arbejde", ""),
    ("værdiskabelse", ""),
    ("samskabelse", ""),
    ("understøttelse af driften", ""),
    ("afprøvning og udvikling", ""),
]


@pytest.fixture
def picker() -> Picker:
    return Picker(Choice(number, path, told) for number, (path, told) in enumerate(PATHS))


def names(found: list[Choice]) -> list[str]:
    return [choice.name for choice in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ent", "entydig ledelse"),
        ("vid", "viden"),
        ("vidd", "vidensdeling"),
        ("deling", "vidensdeling"),
        ("moni", "datamonitorering"),
        ("af", "afprøvning og udvikling"),  # and not the word in full in another
        ("el", "entydig ledelse"),  # its first letters
        ("tos", "tavshedspligt og samtykke"),
        ("led ent", "entydig ledelse"),
        ("org/ko", "koordinering"),
        ("koordinering/m", "møder"),
        ("vaerdi", "værdiskabelse"),
        ("opsogende", "opsøgende arbejde"),
        ("OPSØ", "opsøgende arbejde"),
        ("samksab", "samskabelse"),  # two letters swapped
        ("retning", "entydig ledelse"),  # its definition
        ("tal der", "datamonitorering"),
    ],
)
def test_a_few_letters_find_the_code(picker: Picker, typed: str, first: str) -> None:
    assert names(picker.search(typed))[:1] == [first]


def test_the_name_comes_before_the_path_and_the_path_before_the_definition(picker: Picker) -> None:
    found = names(picker.search("koordinering"))
    assert found[:2] == ["koordinering", "møder"]
    assert names(picker.search("ledelse"))[0] == "ledelse"


def test_every_word_must_fit(picker: Picker) -> None:
    assert names(picker.search("ledelse zzz")) == []


def test_what_is_likely_decides_between_equals_only(picker: Picker) -> None:
    koordinering = next(choice.code for choice in picker.choices if choice.name == "koordinering")
    assert names(picker.search("", likely={koordinering: 1.0}))[0] == "koordinering"
    assert names(picker.search("viden", likely={koordinering: 1.0}))[0] == "viden"


def test_a_name_that_begins_so_comes_first_also_where_another_is_likelier(picker: Picker) -> None:
    samtykke = next(choice.code for choice in picker.choices if choice.name.endswith("samtykke"))
    assert names(picker.search("sam", likely={samtykke: 1.0}))[0] == "samskabelse"


def test_nothing_typed_shows_all_in_the_order_of_the_codebook(picker: Picker) -> None:
    assert [choice.path for choice in picker.search("")] == [path for path, _ in PATHS]


def test_an_exact_name_is_known_by_its_path_or_the_end_of_it(picker: Picker) -> None:
    assert [choice.path for choice in picker.exact(" Ledelse ")] == ["ledelse"]
    assert [choice.path for choice in picker.exact("koordinering/møder")] == [
        "organisering/koordinering/møder"
    ]
    assert picker.exact("led") == []
    assert picker.exact("") == []


def test_signs_and_emptiness_are_harmless() -> None:
    assert Picker([]).search("x") == []
    found = Picker([Choice(1, "(?)"), Choice(2, "a+b")])
    assert names(found.search("a")) == ["a+b"]
    assert found.search("???") == list(found.choices)
