"""The arithmetic of small tables: exact tests, intervals and corrections, on plain numbers.

A table here has two rows, *has* and *has not*, and a column for each group: ``sizes`` are the sizes of
the groups, ``having`` how many of each have it, and the margin is how many have it in all.

All of it has a closed form or can be counted, so that no library of distributions is loaded for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import comb, erfc, exp, lgamma, prod, sqrt
from statistics import NormalDist

LEVEL = 0.95
"""The level of the intervals."""

DRAWS, SEED = 99_999, 1950
STATES = 50_000
"""How many partial tables are held in mind at most; beyond, tables are drawn instead."""


def exact_p(having: Sequence[int], sizes: Sequence[int]) -> tuple[float, bool]:
    """The two-sided p of a table, and whether every table was counted.

    The probability, with both margins given, of all tables that are no more probable than this one:
    Fisher's test for two groups, that of Freeman and Halton (1951) for more. Where there are too many
    tables to count, ``DRAWS`` of them are drawn from a fixed seed.
    """
    margin = sum(having)
    weight = prod(comb(size, has) for size, has in zip(sizes, having, strict=True))
    tables = _tables(margin, tuple(sorted(sizes)))
    if tables is None:
        return _drawn_p(having, sizes), False
    weights = sum(known * many for known, many in tables.items() if known <= weight)
    return weights / comb(sum(sizes), margin), True


def smallest_p(sizes: Sequence[int], margin: int | None = None) -> float:
    """The smallest p that groups of these sizes can reach: with a margin, or with any."""
    rarest = _rarest(tuple(sorted(sizes)))
    margins = range(len(rarest)) if margin is None else [margin]
    return min(rarest[at][0] * rarest[at][1] / comb(sum(sizes), at) for at in margins)


def holm(ps: Sequence[float]) -> list[float]:
    """The p of several tests corrected for their number, in the same order (Holm 1979)."""
    found, least = [0.0] * len(ps), 0.0
    for done, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        least = max(least, min(1.0, (len(ps) - done) * ps[at]))
        found[at] = least
    return found


def wilson(has: int, size: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a share without correction for continuity (Wilson 1927)."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = has / size, z * z / size
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / size + spread / (4 * size))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def difference(
    has: int, size: int, other: int, other_size: int, level: float = LEVEL
) -> tuple[float, float, float]:
    """A share less another one, and its interval: Newcombe (1998), method 10, made of Wilson's."""
    one, two = has / size, other / other_size
    (low, high), (other_low, other_high) = wilson(has, size, level), wilson(other, other_size, level)
    below = sqrt((one - low) ** 2 + (other_high - two) ** 2)
    above = sqrt((high - one) ** 2 + (two - other_low) ** 2)
    return one - two, one - two - below, one - two + above


def chi_square(having: Sequence[float], sizes: Sequence[float]) -> float | None:
    """Pearson's chi-square of a table; None where all have it or none has."""
    whole, margin = sum(sizes), sum(having)
    if not 0 < margin < whole:
        return None
    share = margin / whole
    apart = sum((has - size * share) ** 2 / size for has, size in zip(having, sizes, strict=True) if size)
    return apart / (share * (1 - share))


def cramers_v(having: Sequence[int], sizes: Sequence[int]) -> float | None:
    """How strongly having it goes with the group, 0 to 1; None where all have it or none has."""
    found = chi_square(having, sizes)
    return None if found is None else sqrt(found / sum(sizes))


def adjusted_residuals(having: Sequence[float], sizes: Sequence[float]) -> list[float | None]:
    """How far the first row of each column lies from expectation, in standard errors (Haberman 1973)."""
    whole, margin = sum(sizes), sum(having)
    return [
        (has - size * margin / whole)
        / sqrt(size * margin / whole * (1 - margin / whole) * (1 - size / whole))
        if 0 < margin < whole and 0 < size < whole
        else None
        for has, size in zip(having, sizes, strict=True)
    ]


def chi_square_p(value: float, freedom: int) -> float:
    """The probability that chi-square with whole degrees of freedom is at least a value."""
    half = value / 2
    if freedom % 2 == 0:
        return exp(-half) * sum(_term(half, at) for at in range(freedom // 2))
    odd = (_term(half, at + 0.5) for at in range(freedom // 2))
    return erfc(sqrt(half)) + exp(-half) * sum(odd)


def _term(half: float, power: float) -> float:
    return float(half**power) / exp(lgamma(power + 1))


def _tables(margin: int, sizes: tuple[int, ...]) -> Counter[int] | None:
    """How many tables with a margin have each weight; None where there are too many to count.

    The probability of a table is its weight, a product of binomial coefficients, over that of all.
    """
    if len(sizes) > 2:
        by_margin = _all_tables(sizes)
        return None if by_margin is None else by_margin[margin]
    first, rest = sizes[0], sum(sizes[1:])
    here = range(max(0, margin - rest), min(first, margin) + 1)
    return Counter(comb(first, has) * comb(rest, margin - has) for has in here)


@lru_cache(maxsize=64)
def _all_tables(sizes: tuple[int, ...]) -> tuple[Counter[int], ...] | None:
    """The same for every margin, group by group; groups alike make many tables of one weight."""
    known: list[Counter[int]] = [Counter({1: 1})]
    for size in sizes:
        found: list[Counter[int]] = [Counter() for _ in range(len(known) + size)]
        for done, tables in enumerate(known):
            for has in range(size + 1):
                ways, into = comb(size, has), found[done + has]
                for weight, many in tables.items():
                    into[weight * ways] += many
        if sum(map(len, found)) > STATES:
            return None
        known = found
    return tuple(known)


@lru_cache(maxsize=64)
def _rarest(sizes: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """For each margin the weight of the least probable table, and how many tables share it."""
    known = [(1, 1)]
    for size in sizes:
        found: list[tuple[int, int] | None] = [None] * (len(known) + size)
        for done, (weight, many) in enumerate(known):
            for has in range(size + 1):
                least, before = weight * comb(size, has), found[done + has]
                if before is None or least < before[0]:
                    found[done + has] = least, many
                elif least == before[0]:
                    found[done + has] = least, before[1] + many
        known = [table for table in found if table is not None]
    return tuple(known)


def _drawn_p(having: Sequence[int], sizes: Sequence[int]) -> float:
    """The p among drawn tables, this one counted with them so that it is never 0."""
    import numpy as np

    logs = [np.array([_log_comb(size, has) for has in range(size + 1)]) for size in sizes]
    weight = sum(float(known[has]) for known, has in zip(logs, having, strict=True))
    random = np.random.default_rng(SEED)
    drawn = random.multivariate_hypergeometric(list(sizes), sum(having), size=DRAWS)
    weights = sum(known[drawn[:, at]] for at, known in enumerate(logs))
    rounding = 1e-9 * max(1.0, abs(weight))
    return (1 + int(np.count_nonzero(weights <= weight + rounding))) / (1 + DRAWS)


def _log_comb(size: int, has: int) -> float:
    return lgamma(size + 1) - lgamma(has + 1) - lgamma(size - has + 1)
