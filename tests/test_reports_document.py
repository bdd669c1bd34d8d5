"""What every renderer makes of every block."""

import csv
import io
import json
from itertools import pairwise

import pytest
from documents import document, everything, quote, table
from markdown_it import MarkdownIt
from test_reports_formats import Page

from caqda.reports import render
from caqda.reports.document import Cell, Contents, Heading, Later, Paragraph, Table, Value, numbered, plain

SHOWN = (
    "Prøverapport",
    "Materialet er konstrueret.",
    "1. januar",
    "Ledelse",
    "1 passage",
    "Hvem der bestemmer.",
    "Og hvordan.",
    "vigtigt",
    "Hvem gennemførte interviewene?",
    "Cases pr. kode",
    "1 (2)",
    "50 %",
    "Kodet af: AB",
    "I: Hvordan?",
    "Vi deler, hvad vi ved.",
    "typisk",
    "K1, leder",
    "k1:2",
    "Se tabellen",
    "Centralt sted.",
    "s1:9",
    "først",
    "Passager pr. kode",
    "Ledelse fylder mest hos de kommunale.",
    "Og en til.",
)


def said(data):
    return data.decode().replace("\n", " ")


@pytest.mark.parametrize("form", ["md", "html"])
def test_every_block_is_there_for_a_reader(form):
    text = said(render(everything(), form))
    if form == "md":
        text = MarkdownIt("commonmark").enable("table").render(render(everything(), form).decode())
    shown = Page(text)
    told = " ".join(" ".join(part for parts in shown.texts.values() for part in parts).split())
    for words in SHOWN:
        assert words in told, words


def test_the_page_has_landmarks_and_each_link_a_place():
    page = Page(render(everything(), "html").decode())
    assert [tag for tag in page.tags if tag in ("header", "nav", "main")] == ["header", "nav", "main"]
    links = {value[1:] for _, name, value in page.attributes if name == "href"}
    assert {"tabel", "kode", "fund"} <= links <= set(page.ids)
    assert "om" not in links  # it stands right above the list of contents
    levels = [int(tag[1]) for tag in page.tags if tag[0] == "h" and tag[1:].isdigit()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_and_figures_are_numbered_in_their_order():
    told = [(type(block).__name__, at) for block, at in numbered(everything()) if at]
    assert told == [("Table", 1), ("Chart", 1), ("Chart", 2), ("Chart", 3)]
    for form in ("md", "html"):
        text = said(render(everything(), form))
        assert text.index("Tabel 1") < text.index("Figur 1") < text.index("Figur 2")


def test_blocks_that_are_made_later_are_made_anew_each_time():
    made = []

    def make():
        made.append(1)
        yield Paragraph("Sent.")

    told = document(Contents("Indhold"), Heading(1, "Før", "f"), Later(make))
    assert [heading.text for heading in told.outline(2)] == ["Før"]
    assert made == []
    assert render(told, "md") == render(told, "md")
    assert len(made) == 2


def test_a_column_of_numbers_stands_to_the_right():
    assert table().numeric == (False, True, True)
    words = Table("Ord", ("Kode", "Citat"), ((Cell("a"), Cell("Vi deler.")),))
    assert words.numeric == (False, False)
    assert "| --- | --- |" in render(document(words), "md").decode()


def test_csv_of_a_document_without_records_holds_its_tables_with_real_numbers():
    text = render(document(table(), table(caption="=1+1")), "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[:5] == [
        ["Cases pr. kode"],
        ["Kode", "kommunalt, cases", "kommunalt, passager", "I alt"],
        ["ledelse", "1", "", "3"],
        ["ledelse/entydig", "1", "2", "0.5"],
        ["Cases", "1", "", "3"],
    ]
    assert rows[5:7] == [[], ["'=1+1"]]


def test_json_of_a_document_without_data_holds_its_blocks():
    told = json.loads(render(document(Heading(1, "Før", "f"), quote()), "json"))
    assert [block["kind"] for block in told["blocks"]] == ["heading", "quote"]
    assert told["blocks"][1]["text"] == "Vi deler, hvad vi ved."
    assert told["provenance"]["position"] == 7


def test_a_cell_says_its_path_where_nothing_is_set_in():
    assert plain(Cell("b", (Value(1),), full="a/b").whole) == "a/b"
    assert "| ledelse/entydig |" in render(document(table()), "md").decode()
