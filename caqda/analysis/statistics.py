"""What can be said of a crosstab's differences: by case, exactly, and with what cannot be said beside it.

A row is compared by who has the code and who has not, case by case: cases are what was chosen, and
they are independent of each other as their passages are not. Tests on passages exist for those who ask
(:func:`residuals`), with their warning. All functions take plain numbers; a crosstab hands them its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caqda.analysis import caution
from caqda.analysis.exact import (
    LEVEL,
    adjusted_residuals,
    chi_square,
    chi_square_p,
    cramers_v,
    difference,
    exact_p,
    holm,
    smallest_p,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much larger the share of a group's cases with the code is, with its interval at ``LEVEL``.

    ``against`` is the other group where there are two, and None for all the others together.
    """

    group: str
    against: str | None
    difference: float
    low: float
    high: float

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on; ``against`` is ``the others`` for all of them together."""
        return {
            "column": self.group,
            "against": self.against or "the others",
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class RowStatistics:
    """A code compared: ``having`` counts the cases of each group that have it.

    ``smallest_p`` is what p can be at best where this many cases have the code. ``exact`` is False
    where p was drawn by chance. ``v`` is None where all cases have the code or none has.
    """

    code: str
    having: tuple[int, ...]
    p: float
    p_holm: float
    smallest_p: float
    exact: bool
    v: float | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The rows of a table compared across its groups of cases; without rows, no test could be made.

    ``smallest_p`` is the smallest that groups of these sizes can reach with any row at all; ``shared``
    counts the cases that stand in several columns, which are then no groups to compare. Of the ``tests``
    made, ``kept_back`` are not among the rows, since they would tell of too few.
    """

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    shared: int
    rows: tuple[RowStatistics, ...]
    smallest_p: float | None
    tests: int = 0
    kept_back: int = 0

    @property
    def smallest_p_holm(self) -> float | None:
        """The smallest p once it is corrected for the number of rows."""
        return None if self.smallest_p is None else min(1.0, self.tests * self.smallest_p)

    @property
    def test(self) -> str | None:
        """The name of the test that was made."""
        names = {True: "Fisher's exact test", False: "Fisher-Freeman-Halton exact test"}
        return names[len(self.groups) == 2] if self.tests else None

    def caution(self, language: str = "en") -> str:
        """What may be concluded, in sentences to print under the table, in English or Danish (``da``)."""
        return caution.of_cases(
            language,
            sizes=self.sizes,
            shared=self.shared,
            tests=self.tests,
            kept_back=self.kept_back,
            smallest=self.smallest_p,
            drawn=not all(row.exact for row in self.rows),
        )

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on."""
        return {
            "unit": "cases",
            "test": self.test,
            "groups": dict(zip(self.groups, self.sizes, strict=True)),
            "shared_cases": self.shared,
            "tests": self.tests,
            "kept_back": self.kept_back,
            "smallest_p": self.smallest_p,
            "smallest_p_holm": self.smallest_p_holm,
            "interval": LEVEL,
            "rows": [
                {
                    "code": row.code,
                    "cases": dict(zip(self.groups, row.having, strict=True)),
                    "p": row.p,
                    "p_holm": row.p_holm,
                    "smallest_p": row.smallest_p,
                    "exact": row.exact,
                    "cramers_v": row.v,
                    "differences": [one.to_json() for one in row.differences],
                }
                for row in self.rows
            ],
            "caution": {language: self.caution(language) for language in caution.LANGUAGES},
        }


def compare(
    groups: Mapping[str, int],
    rows: Mapping[str, Sequence[int]],
    shared: int = 0,
    kept_back: Collection[str] = (),
) -> Statistics:
    """Compare groups of cases, given by their sizes, in each row: how many cases of each have the code.

    Groups without cases are left out. No test is made of fewer than two groups, nor where ``shared``
    cases are in several of them. Rows ``kept_back`` count in the correction; where all are, the sizes
    of the groups are kept back too.
    """
    if rows and len(kept_back) == len(rows):
        return Statistics((), (), 0, (), None, kept_back=len(rows))
    there = [at for at, size in enumerate(groups.values()) if size]
    names = tuple(name for name, size in groups.items() if size)
    sizes = tuple(size for size in groups.values() if size)
    if len(names) < 2 or shared or not rows:
        return Statistics(names, sizes, shared, (), None)
    tables = {code: tuple(having[at] for at in there) for code, having in rows.items()}
    found = [exact_p(having, sizes) for having in tables.values()]
    corrected = holm([p for p, _ in found])
    return Statistics(
        names,
        sizes,
        shared,
        tuple(
            RowStatistics(
                code,
                having,
                p,
                p_holm,
                smallest_p(sizes, sum(having)),
                exact,
                cramers_v(having, sizes),
                _differences(names, sizes, having),
            )
            for (code, having), (p, exact), p_holm in zip(tables.items(), found, corrected, strict=True)
            if code not in kept_back
        ),
        smallest_p(sizes),
        len(rows),
        len(kept_back),
    )


def _differences(names: Sequence[str], sizes: Sequence[int], having: Sequence[int]) -> tuple[Difference, ...]:
    """Two groups against each other; of more, each against the others together."""
    margin, whole = sum(having), sum(sizes)
    two = len(names) == 2
    return tuple(
        Difference(name, names[1] if two else None, *difference(has, size, margin - has, whole - size))
        for name, size, has in zip(names, sizes, having, strict=True)
        if not (two and name == names[1])
    )


@dataclass(frozen=True, slots=True)
class RowResiduals:
    """A code's passages against the other coded passages: chi-square, and how each column departs.

    ``residuals`` are adjusted: in standard errors. All are None where there is nothing to compare.
    """

    code: str
    chi_square: float | None
    freedom: int
    p: float | None
    residuals: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Residuals:
    """Chi-square on passages, for those who ask. Passages are not independent, and ``caution`` says so."""

    columns: tuple[str, ...]
    rows: tuple[RowResiduals, ...]

    def caution(self, language: str = "en") -> str:
        """The warning, in sentences to print under the table, in English or Danish (``da``)."""
        return caution.of_passages(language)

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on."""
        return {
            "unit": "passages",
            "rows": [
                {
                    "code": row.code,
                    "chi_square": row.chi_square,
                    "df": row.freedom,
                    "p": row.p,
                    "adjusted_residuals": dict(zip(self.columns, row.residuals, strict=True)),
                }
                for row in self.rows
            ],
            "caution": {language: self.caution(language) for language in caution.LANGUAGES},
        }


def residuals(columns: Mapping[str, int], rows: Mapping[str, Sequence[int]]) -> Residuals:
    """Chi-square with adjusted residuals of each row, on the coded passages of each column."""
    sizes = tuple(columns.values())
    freedom = max(0, sum(size > 0 for size in sizes) - 1)
    found = []
    for code, having in rows.items():
        value = chi_square(having, sizes) if freedom else None
        p = None if value is None else chi_square_p(value, freedom)
        found.append(RowResiduals(code, value, freedom, p, tuple(adjusted_residuals(having, sizes))))
    return Residuals(tuple(columns), tuple(found))
