"""The arithmetic held to published numbers, and to counting every way of dealing out the cases."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caqda.analysis import exact
from caqda.analysis.exact import (
    adjusted_residuals,
    chi_square,
    chi_square_p,
    cramers_v,
    difference,
    exact_p,
    holm,
    smallest_p,
    wilson,
)


@pytest.mark.parametrize(
    ("having", "sizes", "p"),
    [
        # Fisher (1935), The Design of Experiments: the lady tasting tea, three of four cups right.
        ((3, 1), (4, 4), 0.4857),
        # Fisher (1962), convictions of the twins of criminals, as in R's fisher.test: p = 0.0005367.
        ((10, 2), (13, 17), 0.0005367),
        # Weisstein, MathWorld, "Fisher's Exact Test": five and one papers; 0.0238 at each end.
        ((5, 1), (5, 5), 0.0476),
        # Cardillo (2007), MyFisher23, Freeman and Halton's test.
        ((0, 3, 2), (6, 8, 3), 0.088235),
    ],
)
def test_published_tests(having: tuple[int, ...], sizes: tuple[int, ...], p: float) -> None:
    told, counted = exact_p(having, sizes)
    assert counted
    assert told == pytest.approx(p, abs=10.0 ** -len(str(p).partition(".")[2]))


def test_tables_exactly_as_probable_count() -> None:
    # Cardillo (2007), MyFisher24, prints 0.0523594053: rounding loses one table of the same weight, 105.
    told, _ = exact_p((2, 3, 0, 1), (6, 3, 2, 7))
    assert told == pytest.approx(0.0523594053 + 105 / comb(18, 6), abs=1e-10)


def test_holm_as_in_the_textbook() -> None:
    # Holm (1979); the worked example of "Holm-Bonferroni method", Wikipedia, and R's p.adjust.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize(
    ("table", "bounds"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
    ],
)
def test_intervals_of_newcombe(table: tuple[int, int, int, int], bounds: tuple[float, float]) -> None:
    assert difference(*table)[1:] == pytest.approx(bounds, abs=0.00005)


def test_the_interval_of_wilson() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.00005)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=0.00005)


def test_residuals_of_agresti() -> None:
    # Agresti (2007), An Introduction to Categorical Data Analysis, table 2.5: party by gender.
    women, all_asked = (762, 327, 468), (1246, 566, 945)
    assert chi_square(women, all_asked) == pytest.approx(30.1, abs=0.05)
    assert adjusted_residuals(women, all_asked) == pytest.approx([4.50, 0.70, -5.32], abs=0.005)
    assert cramers_v((3, 1), (4, 4)) == pytest.approx(0.5)  # phi of the tea tasting: (9 - 1) / 16


@pytest.mark.parametrize(
    ("value", "freedom", "p"),
    # The customary points of any printed table of chi-square.
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (9.488, 4, 0.05), (15.086, 5, 0.01), (0, 3, 1.0)],
)
def test_points_of_chi_square(value: float, freedom: int, p: float) -> None:
    assert chi_square_p(value, freedom) == pytest.approx(p, abs=0.0001)


def test_what_group_sizes_allow() -> None:
    assert smallest_p((5, 3)) == 1 / 56
    assert smallest_p((5, 3), 4) == 10 / 70
    assert smallest_p((4, 4), 4) == 2 / 70
    assert smallest_p((1, 1, 1)) == 1


def test_nothing_to_compare_has_no_strength() -> None:
    assert chi_square((2, 3), (2, 3)) is None
    assert cramers_v((0, 0), (2, 3)) is None
    assert adjusted_residuals((0, 0), (2, 0)) == [None, None]
    assert exact_p((2, 3), (2, 3)) == (1.0, True)


def test_too_many_tables_are_drawn_from_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, _ = exact_p((2, 3, 0, 1), (6, 3, 2, 7))
    monkeypatch.setattr(exact, "STATES", 1)
    exact._all_tables.cache_clear()
    drawn, all_counted = exact_p((2, 3, 0, 1), (6, 3, 2, 7))
    exact._all_tables.cache_clear()
    assert not all_counted
    assert drawn == pytest.approx(counted, abs=0.003)
    assert drawn != counted


def test_large_groups_take_no_time() -> None:
    sizes = (40, 40, 40, 40, 40, 40)
    p, counted = exact_p((20, 10, 30, 15, 25, 5), sizes)
    assert not counted
    assert p == 1 / 100_000  # none of those drawn is as uneven
    assert smallest_p(sizes) < 1e-40


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_way_of_dealing_out_counted_by_hand(data: st.DataObject) -> None:
    sizes = tuple(data.draw(st.lists(st.integers(1, 4), min_size=2, max_size=3)))
    having = tuple(data.draw(st.integers(0, size)) for size in sizes)
    group = [at for at, size in enumerate(sizes) for _ in range(size)]
    dealt: dict[tuple[int, ...], int] = {}
    for chosen in combinations(group, sum(having)):
        table = tuple(chosen.count(at) for at in range(len(sizes)))
        dealt[table] = dealt.get(table, 0) + 1
    ways = comb(len(group), sum(having))
    by_hand = Fraction(sum(many for many in dealt.values() if many <= dealt[having]), ways)
    assert exact_p(having, sizes) == (float(by_hand), True)
    reached = {table: exact_p(table, sizes)[0] for table in product(*(range(size + 1) for size in sizes))}
    same_margin = [p for table, p in reached.items() if sum(table) == sum(having)]
    assert smallest_p(sizes, sum(having)) == min(same_margin)
    assert smallest_p(sizes) == min(reached.values())
    assert (
        sum(dealt.values())
        == ways
        == sum(prod(comb(size, has) for size, has in zip(sizes, table, strict=True)) for table in dealt)
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_rejects_what_its_steps_reject(ps: list[float]) -> None:
    for level in (0.01, 0.05, 0.2):
        rejected = set()
        for step, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
            if ps[at] * (len(ps) - step) > level:
                break
            rejected.add(at)
        assert {at for at, p in enumerate(holm(ps)) if p <= level} == rejected
