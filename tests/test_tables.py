from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.errors import InputError
from caqda.exchange.tables import SEPARATORS, parse_table, read_table

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


def rows_of(text: str) -> list[tuple[int, dict[str, str]]]:
    return [(number, dict(row)) for number, row in parse_table(text, "t.csv").rows]


@pytest.mark.parametrize("mark", SEPARATORS)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=5))
def test_what_csv_writes_is_read_back_with_its_row_number(
    mark: str, rows: list[tuple[str, str, str]]
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows([("a", "b", "c"), *rows])
    expected = [
        (number, dict(zip("abc", row, strict=True)))
        for number, row in enumerate(rows, start=2)
        if any(cell.strip() for cell in row)
    ]
    assert rows_of(out.getvalue()) == expected


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "\ufeffa,b\n1,2\n", "a;b\r\n1;2\r\n", "a\tb\n1\t2", ' a ,"b"\n1,2\n', "a,b,\n1,2,\n"],
)
def test_separators_marks_and_spaces_do_not_matter(text: str) -> None:
    table = parse_table(text, "t.csv")
    assert table.columns == ("a", "b")
    assert rows_of(text) == [(2, {"a": "1", "b": "2"})]


def test_blank_rows_count_and_line_breaks_in_cells_do_not() -> None:
    assert [number for number, _ in rows_of('a,b\n\n"x\ny",2\n,\n3,4\n')] == [3, 5]


def test_a_short_row_has_empty_cells() -> None:
    assert rows_of("a,b,c\n1\n") == [(2, {"a": "1", "b": "", "c": ""})]


def test_the_separator_is_the_headers_not_the_cells() -> None:
    assert rows_of("a;b\n1,5,5,5;2\n") == [(2, {"a": "1,5,5,5", "b": "2"})]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "t.csv: the table is empty"),
        ("\n\n", "t.csv: the table is empty"),
        ("a,a\n", 't.csv, row 1: the header has 2 columns "a"'),
        ("a,b\n1,2\n1,2,3\n", 't.csv, row 3: the cell "3" is in no column'),
        ('a,b\n1,2\n1,"2\n', "t.csv, row 3: a quotation mark is not closed"),
        ('a,b\n1,"2"x\n', "t.csv, row 2: a quotation mark"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_table(text, "t.csv")
    assert str(caught.value).startswith(said)


def test_a_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError, match='no column "source"; is it "sources"'):
        parse_table("sources,start\n", "t.csv").require("start", "source")


def test_a_cell_may_be_long() -> None:
    assert len(rows_of("a\n" + "x" * 200_000)[0][1]["a"]) == 200_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("område;år\n„Østergård“;2020\n".encode(encoding))
    table = read_table(path)
    assert table.columns == ("område", "år")
    assert dict(table.rows[0][1]) == {"område": "„Østergård“", "år": "2020"}


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(InputError, match="this is a folder"):
        read_table(tmp_path)


def test_a_missing_column_is_not_one_that_is_needed_itself() -> None:
    with pytest.raises(InputError, match='no column "source"; it needs source, code'):
        parse_table("code,start\n", "t.csv").require("source", "code")
