"""Workbooks, read back by another program's reader."""

import io
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from documents import ORIGIN, document, everything, table
from hypothesis import example, given
from hypothesis import strategies as st

from caqda.errors import InputError
from caqda.exchange import workbook
from caqda.exchange.workbook import Link, Properties, Share, Sheet, sheet_names, write_workbook
from caqda.reports import render
from caqda.reports.document import Records
from caqda.safety import for_terminal


def written(*sheets):
    file = io.BytesIO()
    write_workbook(sheets, file, Properties("Prøve"))
    return file.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_values_come_back_as_what_they_are():
    rows = [("a", 3, 0.5, Share(0.25), None, "", Link("se", 1)), ("b", -1, 1e9, Share(1), "x", "y", "z")]
    book = opened(written(Sheet("En", tuple("abcdefg"), rows), Sheet("To's", ("x",), [])))
    first = book["En"]
    assert [cell.value for cell in first[2]] == ["a", 3, 0.5, 0.25, None, None, "se"]
    assert [cell.value for cell in first[3]] == ["b", -1, 1e9, 1, "x", "y", "z"]
    assert first["D2"].number_format == "0%"
    assert first["G2"].hyperlink.location == "'To''s'!A1"


def test_heads_are_frozen_and_filtered_and_sums_and_notes_stand_outside():
    told = opened(written(Sheet("En", ("Kode", "n"), [("a", 1), ("b", 2)], [("I alt", 3)], ["Noten."])))["En"]
    assert told.freeze_panes == "B2"
    assert told.auto_filter.ref == "A1:B3"
    assert [cell.value for cell in told["A"]] == ["Kode", "a", "b", "I alt", None, "Noten."]


@given(st.text(max_size=30))
def test_any_text_is_text(words):
    cell = opened(written(Sheet("En", ("x",), [(f"a{words}",)])))["En"]["A2"]
    assert cell.data_type == "s"
    unescaped = re.sub("_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", cell.value)
    assert unescaped == f"a{for_terminal(words)}".translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "'=1", '=HYPERLINK("http://evil.example")']
)
def test_what_looks_like_a_formula_is_text_that_stays_it(words):
    data = written(Sheet("En", ("x",), [(words,)]))
    cell = opened(data)["En"]["A2"]
    assert (cell.data_type, cell.value) == ("s", words)
    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not [one for one in sheet.iter() if one.tag.endswith("}f")]


def test_a_text_longer_than_a_cell_ends_with_an_ellipsis():
    told = opened(written(Sheet("En", ("x",), [("å" * 40_000,)])))["En"]["A2"].value
    assert len(told) == 32_767
    assert told.endswith("å…")


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    with pytest.raises(InputError, match=r"write \.csv"):
        written(Sheet("En", ("x",), [("a",)] * 3))


@given(st.lists(st.text(max_size=40), max_size=12))
@example(["å" * 30 + "'b"])
def test_names_of_sheets_are_allowed_and_differ(names):
    told = sheet_names(names)
    assert len({name.casefold() for name in told}) == len(names)
    for name in told:
        assert 0 < len(name) <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name[0] != "'" != name[-1]


# -- the report ------------------------------------------------------------------------------------------


def test_a_report_has_a_sheet_for_each_table_and_one_for_its_findings():
    rows = [("k1:2", "=1+1")]
    book = opened(render(everything(records=Records(("id", "text"), lambda: rows)), "xlsx"))
    assert book.sheetnames == ["Indhold", "1 Overblik", "Citater"]
    told = [[cell.value for cell in row] for row in book["1 Overblik"].iter_rows()]
    assert told[:4] == [
        ["Kode", "kommunalt, cases", "kommunalt, passager", "I alt"],
        ["ledelse", 1, None, 3],
        ["ledelse/entydig", 1, 2, 0.5],
        ["Cases", 1, None, 3],
    ]
    assert [row[0] for row in told[5:]] == [
        "Tabel 1. Cases pr. kode",
        "Udtryk: ledelse",
        "Kodet af: AB",
    ]
    front = {row[0].value: row[1].value for row in book["Indhold"].iter_rows(min_row=2)}
    assert front["Dato"] == "1. januar"
    assert front["Tabel 1"] == "Cases pr. kode"
    assert book["Citater"]["B2"].value == "=1+1"
    assert book["Citater"]["B2"].data_type == "s"


def test_a_workbook_is_the_same_each_time_and_says_nothing_of_the_machine():
    told = document(table(), author="Et team")
    assert render(told, "xlsx") == render(told, "xlsx")
    properties = opened(render(told, "xlsx")).properties
    assert (properties.creator, properties.title) == ("Et team", "Prøverapport")
    assert properties.modified.date().isoformat() == ORIGIN.date
    assert properties.description == ORIGIN.trace
