"""What expressions are explained as; each sentence was read aloud before it was put here."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import build_study

from caqda.analysis.corpus import Corpus
from caqda.analysis.explain import explain
from caqda.errors import CaqdaError, QueryError, UnknownName

SENTENCES = """
samskabelse
    Finds the passages coded "samskabelse" or a sub-code.
    Finder passagerne kodet "samskabelse" eller en underkode.
=samskabelse
    Finds the passages coded "samskabelse" itself.
    Finder passagerne kodet med selve "samskabelse".
a or "b c" or d
    Finds the passages coded "a", "b c", "d" or a sub-code of these.
    Finder passagerne kodet "a", "b c", "d" eller en underkode af dem.
=a or =b
    Finds the passages coded "a" or "b" itself.
    Finder passagerne kodet med selve "a" eller "b".
a or text:x
    Finds the passages coded "a" or a sub-code as well as the places with the text "x".
    Finder passagerne kodet "a" eller en underkode samt stederne med teksten "x".
turn
    Finds the turns.
    Finder replikkerne.
source or paragraph
    Finds the interviews as well as the paragraphs.
    Finder interviewene samt afsnittene.
a and b
    Finds the stretches covered both by the passages coded "a" or a sub-code and by the passages coded "b" or a sub-code.
    Finder stykkerne dækket både af passagerne kodet "a" eller en underkode og af passagerne kodet "b" eller en underkode.
a and b and turn
    Finds the stretches covered at once by the passages coded "a" or a sub-code, by the passages coded "b" or a sub-code and by the turns.
    Finder stykkerne på én gang dækket af passagerne kodet "a" eller en underkode, af passagerne kodet "b" eller en underkode og af replikkerne.
a not b
    Finds the stretches covered by the passages coded "a" or a sub-code but not by the passages coded "b" or a sub-code.
    Finder stykkerne dækket af passagerne kodet "a" eller en underkode, men ikke af passagerne kodet "b" eller en underkode.
not a
    Finds the stretches outside the passages coded "a" or a sub-code.
    Finder stykkerne uden for passagerne kodet "a" eller en underkode.
a overlapping b
    Finds the passages coded "a" or a sub-code that overlap one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der overlapper mindst en af passagerne kodet "b" eller en underkode.
a not inside b
    Finds the passages coded "a" or a sub-code that lie inside none of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der ikke ligger inden i nogen af passagerne kodet "b" eller en underkode.
a not overlapping b
    Finds the passages coded "a" or a sub-code that overlap none of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der ikke overlapper nogen af passagerne kodet "b" eller en underkode.
a containing b
    Finds the passages coded "a" or a sub-code that contain one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der indeholder mindst en af passagerne kodet "b" eller en underkode.
a near b
    Finds the passages coded "a" or a sub-code that stand at most 1 paragraph from one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der står højst 1 afsnit fra mindst en af passagerne kodet "b" eller en underkode.
a near:0p b
    Finds the passages coded "a" or a sub-code that stand in the same paragraph as one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der står i samme afsnit som mindst en af passagerne kodet "b" eller en underkode.
a near:2s b
    Finds the passages coded "a" or a sub-code that stand at most 2 sentences from one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der står højst 2 sætninger fra mindst en af passagerne kodet "b" eller en underkode.
a not near:1t b
    Finds the passages coded "a" or a sub-code that do not stand within 1 turn of any of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der ikke står 1 replik eller mindre fra nogen af passagerne kodet "b" eller en underkode.
a not near:0w b
    Finds the passages coded "a" or a sub-code that stand in the same word as none of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der ikke står i samme ord som nogen af passagerne kodet "b" eller en underkode.
a before b
    Finds the passages coded "a" or a sub-code that come, in the same interview, before one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der i samme interview kommer før mindst en af passagerne kodet "b" eller en underkode.
a not before b
    Finds the passages coded "a" or a sub-code that come, in the same interview, before none of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der i samme interview ikke kommer før nogen af passagerne kodet "b" eller en underkode.
a after:3w b
    Finds the passages coded "a" or a sub-code that come at most 3 words after one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der kommer højst 3 ord efter mindst en af passagerne kodet "b" eller en underkode.
a not after:3w b
    Finds the passages coded "a" or a sub-code that do not come within 3 words after any of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der ikke kommer 3 ord eller mindre efter nogen af passagerne kodet "b" eller en underkode.
a before:0t b
    Finds the passages coded "a" or a sub-code that come, in the same turn, before one of the passages coded "b" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der i samme replik kommer før mindst en af passagerne kodet "b" eller en underkode.
a containing b inside c
    Finds the passages coded "a" or a sub-code that contain one of the passages coded "b" or a sub-code and that lie inside one of the passages coded "c" or a sub-code.
    Finder passagerne kodet "a" eller en underkode, der indeholder mindst en af passagerne kodet "b" eller en underkode, og som ligger inden i mindst en af passagerne kodet "c" eller en underkode.
a inside (b inside c)
    Finds the passages coded "a" or a sub-code that lie inside one of (the passages coded "b" or a sub-code that lie inside one of the passages coded "c" or a sub-code).
    Finder passagerne kodet "a" eller en underkode, der ligger inden i mindst en af (passagerne kodet "b" eller en underkode, der ligger inden i mindst en af passagerne kodet "c" eller en underkode).
(a or text:x) inside c
    Finds those of (the passages coded "a" or a sub-code as well as the places with the text "x") that lie inside one of the passages coded "c" or a sub-code.
    Finder dem blandt (passagerne kodet "a" eller en underkode samt stederne med teksten "x"), der ligger inden i mindst en af passagerne kodet "c" eller en underkode.
a inside (b and c)
    Finds the passages coded "a" or a sub-code that lie inside one of (the stretches covered both by the passages coded "b" or a sub-code and by the passages coded "c" or a sub-code).
    Finder passagerne kodet "a" eller en underkode, der ligger inden i mindst et af (stykkerne dækket både af passagerne kodet "b" eller en underkode og af passagerne kodet "c" eller en underkode).
a not inside (b not c)
    Finds the passages coded "a" or a sub-code that lie inside none of (the stretches covered by the passages coded "b" or a sub-code but not by the passages coded "c" or a sub-code).
    Finder passagerne kodet "a" eller en underkode, der ikke ligger inden i nogen af (stykkerne dækket af passagerne kodet "b" eller en underkode, men ikke af passagerne kodet "c" eller en underkode).
@x or word:samarbejde
    Finds the passages of the saved query "x" as well as the places with the word "samarbejde" in any form or compound.
    Finder passagerne fra den gemte forespørgsel "x" samt stederne med ordet "samarbejde" i enhver bøjning eller sammensætning.
word:"god leder"
    Finds the places with the words "god leder", each in any form or compound.
    Finder stederne med ordene "god leder", hvert i enhver bøjning eller sammensætning.
like:"fælles"
    Finds the places with the text "fælles" or something spelt nearly so.
    Finder stederne med teksten "fælles" eller noget, der staves næsten sådan.
"entydig ledelse" near:1p (vidensdeling or koordinering) where perspektiv = boligsocialt
    Finds, where perspektiv is "boligsocialt", the passages coded "entydig ledelse" or a sub-code that stand at most 1 paragraph from one of the passages coded "vidensdeling", "koordinering" or a sub-code of these.
    Finder, hvor perspektiv er "boligsocialt", passagerne kodet "entydig ledelse" eller en underkode, der står højst 1 afsnit fra mindst en af passagerne kodet "vidensdeling", "koordinering" eller en underkode af dem.
(a where år > 3) overlapping b
    Finds those of (the passages coded "a" or a sub-code for which år is more than 3) that overlap one of the passages coded "b" or a sub-code.
    Finder dem blandt (passagerne kodet "a" eller en underkode, for hvilke år er mere end 3), der overlapper mindst en af passagerne kodet "b" eller en underkode.
a inside b or c where x <= 1
    Finds, where x is at most 1, (the passages coded "a" or a sub-code that lie inside one of the passages coded "b" or a sub-code) as well as the passages coded "c" or a sub-code.
    Finder, hvor x er højst 1, (passagerne kodet "a" eller en underkode, der ligger inden i mindst en af passagerne kodet "b" eller en underkode) samt passagerne kodet "c" eller en underkode.
a overlapping (b where case != K3)
    Finds the passages coded "a" or a sub-code that overlap one of (the passages coded "b" or a sub-code for which the case is not "K3").
    Finder passagerne kodet "a" eller en underkode, der overlapper mindst en af (passagerne kodet "b" eller en underkode, for hvilke casen ikke er "K3").
(a inside b where x = 1) or c
    Finds (those of (the passages coded "a" or a sub-code that lie inside one of the passages coded "b" or a sub-code) for which x is 1) as well as the passages coded "c" or a sub-code.
    Finder (dem blandt (passagerne kodet "a" eller en underkode, der ligger inden i mindst en af passagerne kodet "b" eller en underkode), for hvilke x er 1) samt passagerne kodet "c" eller en underkode.
a inside b and c not (d or e)
    Finds the stretches covered by (the stretches covered both by (the passages coded "a" or a sub-code that lie inside one of the passages coded "b" or a sub-code) and by the passages coded "c" or a sub-code) but not by the passages coded "d", "e" or a sub-code of these.
    Finder stykkerne dækket af (stykkerne dækket både af (passagerne kodet "a" eller en underkode, der ligger inden i mindst en af passagerne kodet "b" eller en underkode) og af passagerne kodet "c" eller en underkode), men ikke af passagerne kodet "d", "e" eller en underkode af dem.
"""
CONDITIONS = """
x = 1
    x is 1
    x er 1
x != abc
    x is not "abc"
    x ikke er "abc"
x < 1
    x is less than 1
    x er mindre end 1
x <= 1
    x is at most 1
    x er højst 1
x > 1
    x is more than 1
    x er mere end 1
x >= 1
    x is at least 1
    x er mindst 1
x ~ "a b"
    x contains "a b"
    x indeholder "a b"
x !~ a
    x does not contain "a"
    x ikke indeholder "a"
x = ""
    x has no value
    x ingen værdi har
x != ""
    x has a value
    x har en værdi
x in (1, 2, 3)
    x is 1, 2 or 3
    x er 1, 2 eller 3
x not in (1, 2)
    x is not 1 or 2
    x ikke er 1 eller 2
år in (2015, 2019..2021, 2023.., ..3)
    år is 2015, from 2019 to 2021, from 2023 on or up to 3
    år er 2015, fra 2019 til 2021, fra 2023 og frem eller til og med 3
x in (1, "")
    (x is 1 or x has no value)
    (x er 1 eller x ingen værdi har)
x not in (1, "")
    (x is not 1 and x has a value)
    (x ikke er 1 og x har en værdi)
coder = AB
    the coder is "AB"
    koderen er "AB"
not speaker = I
    the speaker is not "I"
    taleren ikke er "I"
source in (k1, k2)
    the interview is "k1" or "k2"
    interviewet er "k1" eller "k2"
case ~ K
    the case contains "K"
    casen indeholder "K"
memo ~ vigtig
    a memo contains "vigtig"
    et memo indeholder "vigtig"
memo !~ vigtig
    no memo contains "vigtig"
    intet memo indeholder "vigtig"
memo = ""
    there is no memo
    der ikke er noget memo
memo != ""
    there is a memo
    der er et memo
memo = x
    a memo reads "x"
    et memo lyder "x"
created = 2020-03
    the coding was made in 2020-03
    kodningen er lavet i 2020-03
created != 2020
    the coding was not made in 2020
    kodningen ikke er lavet i 2020
created < 2020-03-19
    the coding was made before 2020-03-19
    kodningen er lavet før 2020-03-19
created >= 2020
    the coding was made in 2020 or later
    kodningen er lavet i 2020 eller senere
created in 2020-01..2020-03
    the coding was made from 2020-01 to 2020-03
    kodningen er lavet fra 2020-01 til 2020-03
x = 1 and y = 2 or z = 3
    (x is 1 and y is 2) or z is 3
    (x er 1 og y er 2) eller z er 3
x = 1 and (y = 2 or z = 3)
    x is 1 and (y is 2 or z is 3)
    x er 1 og (y er 2 eller z er 3)
not (x = 1 and y = 2)
    it is not so that (x is 1 and y is 2)
    det ikke gælder, at (x er 1 og y er 2)
not not x = 1
    x is 1
    x er 1
not (x < 1) and y = 2
    it is not so that (x is less than 1) and y is 2
    det ikke gælder, at (x er mindre end 1) og y er 2
"""


def told(text: str) -> list[tuple[str, str, str]]:
    """Each expression with its two explanations, from three lines."""
    lines = [line.strip() for line in text.strip().split("\n")]
    return list(zip(lines[::3], lines[1::3], lines[2::3], strict=True))


@pytest.mark.parametrize(("expression", "english", "danish"), told(SENTENCES))
def test_every_operator_is_said_in_a_sentence(expression: str, english: str, danish: str) -> None:
    assert explain(expression) == english
    assert explain(expression, "da") == danish


@pytest.mark.parametrize(("condition", "english", "danish"), told(CONDITIONS))
def test_every_condition_is_said(condition: str, english: str, danish: str) -> None:
    assert explain(f"turn where {condition}") == f"Finds, where {english}, the turns."
    assert explain(f"turn where {condition}", "da") == f"Finder, hvor {danish}, replikkerne."


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("explain") / "s.caqda",
        sources={"k1": "K1: Ja.\n"},
        codes=["ledelse", "ledelse/entydig", "viden"],
    ) as study:
        yield Corpus.read(study)


def test_with_a_study_names_are_those_of_the_study(corpus: Corpus) -> None:
    assert explain("LEDELSE", "en", corpus) == 'Finds the passages coded "ledelse" or a sub-code.'
    assert explain("entydig", "en", corpus) == 'Finds the passages coded "ledelse/entydig".'
    assert explain("viden or ledelse", "da", corpus) == (
        'Finder passagerne kodet "viden", "ledelse" eller en underkode af dem.'
    )
    with pytest.raises(UnknownName, match=r'no code "vidne".*\n  turn or vidne\n {10}\^{5}$'):
        explain("turn or vidne", "en", corpus)
    with pytest.raises(UnknownName, match=r'no saved query "x"'):
        explain("@x", "en", corpus)


def test_what_cannot_be_understood_is_refused() -> None:
    with pytest.raises(QueryError, match="Expected a code"):
        explain("a and")
    with pytest.raises(QueryError, match="en or da"):
        explain("a", "fr")


@given(st.text("ab=()'\" near:2p or where not<in @.", max_size=30), st.sampled_from(["en", "da"]))
def test_brackets_close_and_no_gap_is_left(text: str, language: str) -> None:
    try:
        said = explain(text, language)
    except CaqdaError:
        return
    bare = "x".join(said.split('"')[::2])  # without what was quoted
    assert said.startswith(("Finds", "Finder")) and said.endswith(".")
    assert bare.count("(") == bare.count(")")
    assert "{" not in bare and "  " not in bare and " ," not in bare
