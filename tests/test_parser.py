from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caqda.analysis.expression import (
    And,
    Both,
    CodeAtom,
    Comparison,
    Either,
    LikeAtom,
    Negation,
    Not,
    Or,
    Range,
    Related,
    SegmentAtom,
    TextAtom,
    Where,
    Word,
    WordAtom,
)
from caqda.analysis.parser import parse, parse_condition
from caqda.errors import QueryError


def word(text: str) -> Word:
    return Word(text, 0, 0)


def code(name: str, alone: bool = False) -> CodeAtom:
    return CodeAtom(word(name), alone)


def told(name: str, operator: str, *values: str) -> Comparison:
    return Comparison(word(name), operator, tuple(map(word, values)))  # type: ignore[arg-type]


def spanned(name: str, *values: str | tuple[str | None, str | None]) -> Comparison:
    """A comparison by ``in`` with ranges among the values."""
    spans = (
        word(value) if isinstance(value, str) else Range(*(end and word(end) for end in value))
        for value in values
    )
    return Comparison(word(name), "in", tuple(spans))


A, B, C = code("a"), code("b"), code("c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("værdiskabelse", code("værdiskabelse")),
        ("v\u00e6rdi-a\u030a_2", code("værdi-å_2")),  # a letter and a ring are one letter
        ('"entydig ledelse"', code("entydig ledelse")),
        ("“entydig ledelse”", code("entydig ledelse")),
        ("'entydig ledelse'", code("entydig ledelse")),
        (r'"det \"hele\""', code('det "hele"')),
        ('"and"', code("and")),
        ("android", code("android")),
        ("not-a-word", code("not-a-word")),
        ("ledelse/entydig", code("ledelse/entydig")),
        ('organisering/"entydig ledelse"', code("organisering/entydig ledelse")),
        ("=samskabelse", code("samskabelse", alone=True)),
        ("source", SegmentAtom("source")),
        ("TURN", SegmentAtom("turn")),
        ("paragraph", SegmentAtom("paragraph")),
        ('text:"fælles indsats"', TextAtom(word("fælles indsats"))),
        ("text: indsats", TextAtom(word("indsats"))),
        ("word:samarbejde", WordAtom(word("samarbejde"))),
        ("WORD:'god leder'", WordAtom(word("god leder"))),
        ('like:"entydig ledlse"', LikeAtom(word("entydig ledlse"))),
        ("word", code("word")),
        ("a or b or c", Or(Or(A, B), C)),
        ("a or b and c", Or(A, And(B, C))),
        ("a and b or c", Or(And(A, B), C)),
        ("a and b not c", Not(And(A, B), C)),
        ("a not b and c", And(Not(A, B), C)),
        ("a AND NOT b", Not(A, B)),
        ("not a", Not(SegmentAtom("source"), A)),
        ("a or not b", Or(A, Not(SegmentAtom("source"), B))),
        ("(a or b) and c", And(Or(A, B), C)),
        ("a overlapping b", Related(A, "overlapping", B)),
        ("a Not  Inside b", Related(A, "inside", B, negated=True)),
        ("a near b", Related(A, "near", B, 1, "p")),
        ("a near:0w b", Related(A, "near", B, 0, "w")),
        ("a before b", Related(A, "before", B)),
        ("a not after:12s b", Related(A, "after", B, 12, "s", negated=True)),
        ("a and b near b", And(A, Related(B, "near", B, 1, "p"))),
        ("a containing b inside c", Related(Related(A, "containing", B), "inside", C)),
        ("a where år >= 2020", Where(A, told("år", ">=", "2020"))),
        ("a or b where c = d", Where(Or(A, B), told("c", "=", "d"))),
        ("a or (b where c ≠ 'd e')", Or(A, Where(B, told("c", "!=", "d e")))),
        ("a where source = source", Where(A, told("source", "=", "source"))),
        ("a where x in (1, 2.5, 'c')", Where(A, told("x", "in", "1", "2.5", "c"))),
        ("a where år in 2019..2021", Where(A, spanned("år", ("2019", "2021")))),
        ("a where år in (3, ..5, 7..)", Where(A, spanned("år", "3", (None, "5"), ("7", None)))),
        ("a where x not in 2.5..3.5", Where(A, Negation(spanned("x", ("2.5", "3.5"))))),
        ("a where memo ~ vigtig", Where(A, told("memo", "~", "vigtig"))),
        ("a where memo !~ 'ikke her'", Where(A, told("memo", "!~", "ikke her"))),
        ("a where dato not in (2020-03-01)", Where(A, Negation(told("dato", "in", "2020-03-01")))),
        (
            "a where x = 1 or y < 2 and not z > 3",
            Where(A, Either(told("x", "=", "1"), Both(told("y", "<", "2"), Negation(told("z", ">", "3"))))),
        ),
    ],
)
def test_what_is_written_is_what_is_meant(text: str, expected: object) -> None:
    assert parse(text) == expected


def test_a_condition_may_begin_with_where() -> None:
    assert parse_condition("where a = 1") == parse_condition("a = 1") == told("a", "=", "1")


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a and", "     ^", "Expected a code"),
        ("a and ", "     ^", "at the end"),
        ("entydig ledelse", "        ^^^^^^^", "A name with spaces is put in quotation marks"),
        ("a = 3", "  ^", 'A comparison comes after "where"'),
        ("(a or b", "       ^", 'Expected ")" at the end'),
        ("a)", " ^", 'instead of ")"'),
        ("and a", "^^^", "Expected a code"),
        ("a near:2x b", "      ^^^", "such as near:2p"),
        ("a near: b", "      ^", "such as near:2p"),
        ("a inside:2p b", "        ^^^", "takes no distance"),
        ("a where", "       ^", "Expected a variable, coder, source, case, speaker, memo or created"),
        ("a where år", "          ^", "Expected =, !=, <, <=, >, >=, ~ or in"),
        ("a where år >", "            ^", "Expected a value"),
        ("a where år > 9,5", "              ^", "with a decimal point"),
        ("a where år in", "             ^", "a range or values in brackets"),
        ("a where år = 2019..2021", "                 ^^", 'A range comes after "in"'),
        ("a where år in ..", "                ^", "Expected a value at the end"),
        ('a where år in ""..3', "              ^^", "leave an end out where it is open"),
        ("a where år in (2019", "                   ^", 'Expected "," or ")"'),
        ("a where år = 2019 b", "                  ^", "Expected and, or instead"),
        ('a or "b', "     ^", "not closed"),
        ("a & b", "  ^", 'write "and", "or" or "not"'),
        ("words:b", "     ^", "Only text:, word: and like:"),
        ('text:""', "     ^^", "empty"),
        ("word:'?'", "     ^^^", "no word here"),
        ("like:", "     ^", "Expected a name"),
    ],
)
def test_a_fault_is_shown_in_its_place(text: str, place: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    sentence, shown, caret = str(caught.value).split("\n")
    assert says in sentence
    assert shown == f"  {text}"
    assert caret == f"  {place}"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_not_an_expression(text: str) -> None:
    with pytest.raises(QueryError, match="nothing here"):
        parse(text)
    with pytest.raises(QueryError, match="nothing here"):
        parse_condition(f"where{text}")


def test_the_caret_is_under_the_line_that_has_the_fault() -> None:
    with pytest.raises(QueryError, match=r"\n  and and\n      \^\^\^$"):
        parse("ledelse\nand and")


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a \x1b[31m")
    assert "\x1b" not in str(caught.value)


def test_too_deep_an_expression_is_refused() -> None:
    with pytest.raises(QueryError, match="too deeply"):
        parse("a" + " or a" * 20_000)


@example("2'\n'")
@given(st.text("ab=/()'\":near2p where<,not in @&\n\x1b", max_size=30))
def test_anything_parses_or_is_refused_in_words(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert len(str(error).split("\n")) in (1, 3)
