from __future__ import annotations

import pytest

from caqda.language.names import fold, nearest

CODES = [
    "samskabelse",
    "entydig ledelse",
    "vidensdeling",
    "værdiskabelse",
    "opsøgende arbejde",
    "Ålborg",
    "køn",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("samskablse", "samskabelse"),
        ("Samskabelse", "samskabelse"),
        ("entydigledelse", "entydig ledelse"),
        ("ledelse entydig", "entydig ledelse"),
        ("vaerdiskabelse", "værdiskabelse"),
        ("opsoegende arbejde", "opsøgende arbejde"),
        ("opsogende arbejde", "opsøgende arbejde"),
        ("Aalborg", "Ålborg"),
        ("kon", "køn"),
    ],
)
def test_the_name_that_was_almost_meant_comes_first(written, meant):
    assert nearest(written, CODES)[0] == meant


def test_what_resembles_nothing_has_no_nearest():
    assert nearest("qqqq", CODES) == []
    assert nearest("", CODES) == []
    assert nearest("samskabelse", []) == []


def test_a_part_that_was_written_is_near_and_letters_in_common_are_not():
    assert nearest("ledlse", CODES) == ["entydig ledelse"]
    assert nearest("deling", CODES) == ["vidensdeling"]
    assert nearest("opsøg", CODES) == ["opsøgende arbejde"]
    assert nearest("cod", [*CODES, "koordinering", "ekstraordinært bidrag", "håndholdt støtte"]) == []


def test_no_more_than_asked_for_and_each_once():
    names = [f"leder {number}" for number in range(9)]
    assert len(nearest("leder", names, limit=2)) == 2
    assert nearest("leder 1", ["leder 1", "leder 1"]) == ["leder 1"]


def test_danish_letters_meet_their_spellings():
    assert fold("ÆRØ og Ålborg") == fold("Aeroe og Aalborg") == fold("ærø OG A\u030alborg")
