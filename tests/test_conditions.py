"""``where``: every comparison, against what a loop over passages and values says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import build_study

from caqda.analysis.corpus import Corpus
from caqda.analysis.expression import Comparison, Range, Word
from caqda.analysis.query import query
from caqda.analysis.scope import Scope
from caqda.analysis.values import any_fits, moments
from caqda.errors import CaqdaError, QueryError

LETTERS = "abcdefgh"
CREATED = ("2019-12-31T23:59:59Z", "2020-03-19T08:00:00Z", "2020-03-19T14:30:00Z", "2021-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Eight passages of one letter, made at four times by two coders, three of them with memos."""
    with build_study(
        tmp_path_factory.mktemp("where") / "s.caqda",
        sources={"k1": f"K1: {LETTERS[:4]}\n", "k2": f"K2: {LETTERS[4:]}\n"},
        codes=["viden"],
        codings=[("viden", "k1" if at < 4 else "k2", letter, "AB" if at % 2 else "CD")
                 for at, letter in enumerate(LETTERS)],
        cases={"K1": {"perspektiv": "kommunalt", "år": "2019"},
               "K2": {"perspektiv": "boligsocialt", "år": "2021"}},
        types={"år": "number"},
    ) as study:  # fmt: skip
        ids = [row[0] for row in study.read("SELECT id FROM coding ORDER BY id")]
        with study.change("times", "when codings were made") as change:
            for at, key in enumerate(ids):
                change.update("coding", key, created=CREATED[at % 4])
        study.write_memo("Vigtig for rapporten", coding=ids[0])
        study.write_memo("uklart", coding=ids[1])
        study.write_memo("VIGTIG?", coding=ids[5], coder="CD")
        study.write_memo("enig", coding=ids[5])
        yield Corpus.read(study)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("memo ~ vigtig", "af"),
        ("memo !~ vigtig", "bcdegh"),
        ('memo = ""', "cdegh"),
        ('memo != ""', "abf"),
        ("memo = Uklart", "b"),
        ("memo in (uklart, enig)", "bf"),
        ('memo in ("", enig)', "cdefgh"),
        ("not memo ~ 'for rap'", "bcdefgh"),
        ("memo ~ vigtig and coder = CD", "a"),
        ("created = 2020", "bcfg"),
        ("created = 2020-03-19", "bcfg"),
        ("created = 2020-03-19T14", "cg"),
        ("created != 2020-03", "adeh"),
        ("created < 2020-03-19", "ae"),
        ("created <= 2020-03-19", "abcefg"),
        ("created <= 2019-12-31T23", "ae"),
        ("created > 2020", "dh"),
        ("created >= '2020-03-19T14:30'", "cdgh"),
        ("created in 2019-12..2020-03-19", "abcefg"),
        ("created in (2019, 2021..)", "adeh"),
        ("created not in ..2019", "bcdfgh"),
        ("år in 2019..2020", "abcd"),
        ("år in 2020..", "efgh"),
        ("år in (2018, ..2020)", "abcd"),
        ("år not in 2018..2019.5", "efgh"),
        ("år ~ 21", "efgh"),
        ("perspektiv ~ komm", "abcd"),
        ("perspektiv !~ KOMM", "efgh"),
        ("perspektiv in a..c", "efgh"),
        ("case ~ 1", "abcd"),
        ("source ~ k", "abcdefgh"),
        ("speaker !~ k2", "abcd"),
        ("coder ~ a", "bdfh"),
    ],
)
def test_each_comparison(corpus: Corpus, condition: str, expected: str) -> None:
    assert "".join(passage.text for passage in query(corpus, f"viden where {condition}")) == expected
    told = corpus.codings.take(Scope.of(corpus, where=condition).codings)
    pairs = zip(told.source.tolist(), told.start.tolist(), strict=True)
    assert "".join(corpus.text(source)[start] for source, start in pairs) == expected


def test_what_no_coding_made_has_neither_memo_nor_coder_nor_time(corpus: Corpus) -> None:
    assert len(query(corpus, 'turn where memo = ""')) == 2
    assert query(corpus, "turn where created > 1970") == []
    assert query(corpus, "turn where coder ~ a") == []


@pytest.mark.parametrize(
    ("condition", "says", "place"),
    [
        ("created > i går", "Expected and, or", "går"),
        ("created > tirsdag", "Expected a time such as", "tirsdag"),
        ("created = 2020-02-30", "Expected a time such as", "2020-02-30"),
        ("created ~ 2020", "A time contains nothing", "2020"),
        ("memo > a", "has no order", "memo > a"),
        ("coder in A..B", "has no order", "coder in A..B"),
        ('perspektiv ~ ""', "nothing to look for", '""'),
        ("år in 2021..2019", "ends before it begins", "2021"),
        ("år in 2019..sidste", "Expected a number", "sidste"),
    ],
)
def test_comparisons_without_sense_are_shown(corpus: Corpus, condition: str, says: str, place: str) -> None:
    with pytest.raises(CaqdaError) as caught:
        query(corpus, f"viden where {condition}")
    sentence, shown, carets = str(caught.value).split("\n")
    assert says in sentence
    assert shown[carets.index("^") :][: carets.count("^")] == place


def word(text: str) -> Word:
    return Word(text, 0, len(text))


def fault(message: str, at: Word) -> Exception:
    return QueryError(message)


SIGNS = {"=": "__eq__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}
DATES = st.dates(date(2019, 11, 1), date(2020, 3, 9))


@given(st.integers(-99, 99), st.integers(-99, 99), st.sampled_from(sorted(SIGNS)), st.sampled_from(".,"))
def test_numbers_compare_as_numbers(value: int, limit: int, sign: str, point: str) -> None:
    compared = Comparison(word("x"), sign, (word(f"{limit}{point}0"),))  # type: ignore[arg-type]
    assert any_fits("number", compared, fault)(str(value)) == getattr(value, SIGNS[sign])(limit)


@given(DATES, DATES, st.sampled_from([4, 7, 10]), st.sampled_from(sorted(SIGNS)))
def test_a_date_is_compared_as_far_as_the_limit_is_written(
    value: date, limit: date, size: int, sign: str
) -> None:
    told, asked = value.isoformat(), limit.isoformat()[:size]
    compared = Comparison(word("x"), sign, (word(asked),))  # type: ignore[arg-type]
    span = [limit + timedelta(day) for day in range(-400, 400)]
    within = [day for day in span if day.isoformat().startswith(asked)]
    expected = {
        "=": value in within, "<": value < within[0], "<=": value <= within[-1],
        ">": value > within[-1], ">=": value >= within[0],
    }[sign]  # fmt: skip
    assert any_fits("date", compared, fault)(told) == expected


@given(DATES, DATES, DATES)
def test_a_range_holds_its_ends(value: date, one: date, other: date) -> None:
    low, high = sorted([one, other])
    span = Range(word(low.isoformat()), word(high.isoformat()))
    found = any_fits("date", Comparison(word("x"), "in", (span,)), fault)
    assert found(value.isoformat()) == (low <= value <= high)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("1970", 0, 365 * 86400),
        ("1970-02", 31 * 86400, 59 * 86400),
        ("1970-01-02", 86400, 2 * 86400),
        ("1970-01-01T01", 3600, 7200),
        ("1970-01-01T00:01", 60, 120),
        ("1970-01-01T00:00:01", 1, 2),
    ],
)
def test_a_time_is_as_long_as_it_is_written(written: str, low: int, high: int) -> None:
    assert moments(word(written), fault) == (low, high)
