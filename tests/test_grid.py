"""A table laid out, turned, sorted and narrowed."""

from __future__ import annotations

from math import nan

import pytest

from caqda.analysis.grid import Figure, Grid, half_up

TABLE = Grid.of(
    "Codes by perspektiv",
    ["code", "kommunalt", "boligsocialt", "share"],
    [
        ["ledelse", 2, "<3", Figure(0.5, percent=True)],
        ["  Tøven", 10, 4, Figure(nan)],
        ["viden", 9, "–", Figure(0.125, percent=True)],
    ],
    ["Each number counts cases.\nFilter: all codings.", ""],
)


def test_numbers_read_as_they_are_meant() -> None:
    assert [str(Figure(*told)) for told in ((0.0476, 3), (2 / 3, 0, True), (nan, 2))] == ["0.048", "67 %", ""]
    assert TABLE.texts()[1] == ["Tøven", "10", "4", ""]
    assert TABLE.notes == ("Each number counts cases.", "Filter: all codings.")


def test_halves_are_rounded_up_as_they_are_written_in_decimals() -> None:
    for per_mille in range(0, 1001):
        whole, tenths = divmod(per_mille, 10)
        assert str(Figure(per_mille / 1000, percent=True)) == f"{whole + (tenths >= 5)} %"
        assert half_up(-per_mille / 10) == -(whole + (tenths >= 5))
    assert (str(Figure(0.0625, 3)), str(Figure(2.5)), str(Figure(1.005, 2))) == ("0.063", "3", "1.01")


def test_rows_become_columns_and_back() -> None:
    turned = TABLE.transposed()
    assert turned.head == ("", "ledelse", "Tøven", "viden")
    assert turned.rows[0] == ("kommunalt", 2, 10, 9)
    assert turned.transposed().texts() == TABLE.texts()
    pairs = Grid.of("", ["code", "with", "both"], [["a", "b", 3]], [], labels=2).transposed()
    assert (pairs.head, pairs.rows) == (("", "a, b"), (("both", 3),))


@pytest.mark.parametrize(
    ("column", "largest_first", "order"),
    [
        (1, True, ["Tøven", "viden", "ledelse"]),
        (1, False, ["ledelse", "viden", "Tøven"]),
        (2, True, ["Tøven", "ledelse", "viden"]),  # what is withheld comes last
        (2, False, ["ledelse", "Tøven", "viden"]),
        (3, True, ["ledelse", "viden", "Tøven"]),
        (0, False, ["ledelse", "Tøven", "viden"]),
    ],
)
def test_rows_in_order_of_a_column(column: int, largest_first: bool, order: list[str]) -> None:
    assert [row[0] for row in TABLE.sorted(column, largest_first).rows] == order


def test_rows_with_some_letters_in_their_name_under_the_codes_above_them() -> None:
    assert TABLE.paths() == ["ledelse", "ledelse/Tøven", "viden"]
    assert [row[0] for row in TABLE.narrowed(" TOV").rows] == ["ledelse", "  Tøven"]
    assert TABLE.narrowed("nix").rows == ()
