"""Heads of columns: parted into lines, so that names keep the room they need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from caqda.tui.heads import laid_out, narrow, narrowest, parted, roomy

NAMES = st.text("ab eoæstr-/_12 ×漢", max_size=40)


def bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "").replace("×", "")


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("boligsocialt", ("bolig-", "socialt")),
        ("koordinationsgruppe", ("koordina-", "tionsgruppe")),
        ("smallest p", ("smallest", "p")),
        ("01-bestyrelse-kommune", ("01-bestyrelse-", "kommune")),
        ("beboere", ("beboere",)),
        ("2019-03-19 × kommunalt", ("2019-03-19", "kommunalt")),
    ],
)
def test_a_head_is_parted_where_a_person_would_part_it(head: str, lines: tuple[str, ...]) -> None:
    assert parted(head, narrowest(head, 2)) == lines


@given(NAMES, st.integers(1, 4))
def test_lines_say_all_of_a_head_in_the_room_and_the_lines_there_are(head: str, lines: int) -> None:
    width = narrowest(head, lines)
    told = parted(head, width)
    assert len(told) <= lines * len(head.split(" × "))
    assert all(cell_len(line) <= width for line in told)
    assert bare("".join(told)) == bare(head)


@given(NAMES, st.integers(3, 12))
def test_no_letter_is_lost_however_narrow_a_column_is(head: str, width: int) -> None:
    told = parted(head, width)
    assert bare("".join(told)) == bare(head)
    assert all(cell_len(line) <= width for line in told)


@given(st.integers(1, 60), st.lists(st.tuples(NAMES, st.integers(1, 9)), min_size=1), st.integers(1, 150))
def test_names_are_cut_only_where_heads_are_as_narrow_as_they_can_be(
    names: int, columns: list[tuple[str, int]], width: int
) -> None:
    laid, least = laid_out(names, columns, width), narrow(names, columns)
    assert (laid.names == names and laid.all <= width) == (least.all <= width)
    if laid.whole:
        assert laid.all <= width
    assert least.all <= roomy(names, columns).all
    assert all(cells >= number for cells, (_, number) in zip(laid.widths, columns, strict=True))
