"""The words in which an expression is explained, English and Danish.

A noun phrase is a plural (``the passages coded "viden"``) after which a clause can stand (``that lie
inside one of ...``). ``{}`` is where the next phrase goes. Danish counts in two genders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plural:
    """A noun phrase; ``one`` is how one of its kind is counted."""

    text: str
    one: str


@dataclass(frozen=True)
class Speech:
    """The phrases of one language."""

    finds: str
    finds_where: str
    or_: str
    and_: str
    sub_code: str
    sub_codes: str
    itself: str
    codes: str
    passages: Plural
    places: str
    stretches: Plural
    segments: Mapping[str, Plural]
    text: str
    word: str
    words: str
    like: str
    saved: str
    either: str
    both: str
    common: str
    by: str
    but_not: str
    outside: str
    those: str
    that: str
    and_that: str
    one_of: str
    stands: Mapping[str, str]
    stands_not: Mapping[str, str]
    units: Mapping[str, tuple[str, str, str]]
    for_which: str
    names: Mapping[str, str]
    tests: Mapping[str, str]
    times: Mapping[str, str]
    memos: Mapping[str, str]
    spans: tuple[str, str, str]
    in_: str
    no_value: str
    some_value: str
    not_so: str


ENGLISH = Speech(
    finds="Finds {}.",
    finds_where="Finds, where {}, {}.",
    or_=" or ",
    and_=" and ",
    sub_code="{} or a sub-code",
    sub_codes="{} or a sub-code of these",
    itself="{} itself",
    codes="the passages coded {}",
    passages=Plural("the passages", "one"),
    places="one",
    stretches=Plural("the stretches", "one"),
    segments={
        "source": Plural("the interviews", "one"),
        "turn": Plural("the turns", "one"),
        "paragraph": Plural("the paragraphs", "one"),
    },
    text="the places with the text {}",
    word="the places with the word {} in any form or compound",
    words="the places with the words {}, each in any form or compound",
    like="the places with the text {} or something spelt nearly so",
    saved="the passages of the saved query {}",
    either=" as well as ",
    both="the stretches covered both {}",
    common="the stretches covered at once {}",
    by="by {}",
    but_not="the stretches covered by {} but not by {}",
    outside="the stretches outside {}",
    those="those of ({})",
    that=" that {}",
    and_that=" and that {}",
    one_of="one of {}",
    stands={
        "overlapping": "overlap {}",
        "inside": "lie inside {}",
        "containing": "contain {}",
        "before": "come, in the same interview, before {}",
        "after": "come, in the same interview, after {}",
        "near 0": "stand in the {unit} as {}",
        "before 0": "come, in the {unit}, before {}",
        "after 0": "come, in the {unit}, after {}",
        "near n": "stand at most {distance} from {}",
        "before n": "come at most {distance} before {}",
        "after n": "come at most {distance} after {}",
    },
    stands_not={
        "overlapping": "overlap none of {}",
        "inside": "lie inside none of {}",
        "containing": "contain none of {}",
        "before": "come, in the same interview, before none of {}",
        "after": "come, in the same interview, after none of {}",
        "near 0": "stand in the {unit} as none of {}",
        "before 0": "come, in the {unit}, before none of {}",
        "after 0": "come, in the {unit}, after none of {}",
        "near n": "do not stand within {distance} of any of {}",
        "before n": "do not come within {distance} before any of {}",
        "after n": "do not come within {distance} after any of {}",
    },
    units={
        "p": ("paragraph", "paragraphs", "same paragraph"),
        "s": ("sentence", "sentences", "same sentence"),
        "t": ("turn", "turns", "same turn"),
        "w": ("word", "words", "same word"),
    },
    for_which=" for which {}",
    names={"coder": "the coder", "case": "the case", "source": "the interview", "speaker": "the speaker"},
    tests={
        "=": "{} is {}",
        "!=": "{} is not {}",
        "<": "{} is less than {}",
        "<=": "{} is at most {}",
        ">": "{} is more than {}",
        ">=": "{} is at least {}",
        "~": "{} contains {}",
        "!~": "{} does not contain {}",
    },
    times={
        "=": "the coding was made {}",
        "!=": "the coding was not made {}",
        "<": "the coding was made before {}",
        "<=": "the coding was made in {} or earlier",
        ">": "the coding was made after {}",
        ">=": "the coding was made in {} or later",
    },
    memos={
        "=": "a memo reads {}",
        "!=": "no memo reads {}",
        "~": "a memo contains {}",
        "!~": "no memo contains {}",
        "none": "there is no memo",
        "some": "there is a memo",
    },
    spans=("from {} to {}", "from {} on", "up to {}"),
    in_="in {}",
    no_value="{} has no value",
    some_value="{} has a value",
    not_so="it is not so that ({})",
)

DANISH = Speech(
    finds="Finder {}.",
    finds_where="Finder, hvor {}, {}.",
    or_=" eller ",
    and_=" og ",
    sub_code="{} eller en underkode",
    sub_codes="{} eller en underkode af dem",
    itself="med selve {}",
    codes="passagerne kodet {}",
    passages=Plural("passagerne", "en"),
    places="et",
    stretches=Plural("stykkerne", "et"),
    segments={
        "source": Plural("interviewene", "et"),
        "turn": Plural("replikkerne", "en"),
        "paragraph": Plural("afsnittene", "et"),
    },
    text="stederne med teksten {}",
    word="stederne med ordet {} i enhver bøjning eller sammensætning",
    words="stederne med ordene {}, hvert i enhver bøjning eller sammensætning",
    like="stederne med teksten {} eller noget, der staves næsten sådan",
    saved="passagerne fra den gemte forespørgsel {}",
    either=" samt ",
    both="stykkerne dækket både {}",
    common="stykkerne på én gang dækket {}",
    by="af {}",
    but_not="stykkerne dækket af {}, men ikke af {}",
    outside="stykkerne uden for {}",
    those="dem blandt ({})",
    that=", der {}",
    and_that=", og som {}",
    one_of="mindst {one} af {}",
    stands={
        "overlapping": "overlapper {}",
        "inside": "ligger inden i {}",
        "containing": "indeholder {}",
        "before": "i samme interview kommer før {}",
        "after": "i samme interview kommer efter {}",
        "near 0": "står i {unit} som {}",
        "before 0": "i {unit} kommer før {}",
        "after 0": "i {unit} kommer efter {}",
        "near n": "står højst {distance} fra {}",
        "before n": "kommer højst {distance} før {}",
        "after n": "kommer højst {distance} efter {}",
    },
    stands_not={
        "overlapping": "ikke overlapper nogen af {}",
        "inside": "ikke ligger inden i nogen af {}",
        "containing": "ikke indeholder nogen af {}",
        "before": "i samme interview ikke kommer før nogen af {}",
        "after": "i samme interview ikke kommer efter nogen af {}",
        "near 0": "ikke står i {unit} som nogen af {}",
        "before 0": "i {unit} ikke kommer før nogen af {}",
        "after 0": "i {unit} ikke kommer efter nogen af {}",
        "near n": "ikke står {distance} eller mindre fra nogen af {}",
        "before n": "ikke kommer {distance} eller mindre før nogen af {}",
        "after n": "ikke kommer {distance} eller mindre efter nogen af {}",
    },
    units={
        "p": ("afsnit", "afsnit", "samme afsnit"),
        "s": ("sætning", "sætninger", "samme sætning"),
        "t": ("replik", "replikker", "samme replik"),
        "w": ("ord", "ord", "samme ord"),
    },
    for_which=", for hvilke {}",
    names={"coder": "koderen", "case": "casen", "source": "interviewet", "speaker": "taleren"},
    tests={
        "=": "{} er {}",
        "!=": "{} ikke er {}",
        "<": "{} er mindre end {}",
        "<=": "{} er højst {}",
        ">": "{} er mere end {}",
        ">=": "{} er mindst {}",
        "~": "{} indeholder {}",
        "!~": "{} ikke indeholder {}",
    },
    times={
        "=": "kodningen er lavet {}",
        "!=": "kodningen ikke er lavet {}",
        "<": "kodningen er lavet før {}",
        "<=": "kodningen er lavet i {} eller før",
        ">": "kodningen er lavet efter {}",
        ">=": "kodningen er lavet i {} eller senere",
    },
    memos={
        "=": "et memo lyder {}",
        "!=": "intet memo lyder {}",
        "~": "et memo indeholder {}",
        "!~": "intet memo indeholder {}",
        "none": "der ikke er noget memo",
        "some": "der er et memo",
    },
    spans=("fra {} til {}", "fra {} og frem", "til og med {}"),
    in_="i {}",
    no_value="{} ingen værdi har",
    some_value="{} har en værdi",
    not_so="det ikke gælder, at ({})",
)

LANGUAGES = {"en": ENGLISH, "da": DANISH}
