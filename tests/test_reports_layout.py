"""How a report is set on paper: what no end of a page parts, and what it may."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from documents import document, number, quote, table
from docx.enum.section import WD_ORIENT

from caqda.reports import render, write
from caqda.reports.charts import Bars, Mark
from caqda.reports.document import (
    Cell,
    Chart,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Remark,
    Run,
    Speech,
    Table,
    plain,
)
from caqda.reports.drawing import breadth
from caqda.reports.layout import Under, clings, led, sliced, tied, undivided, widths

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BARS = Chart("Søjler", Bars(("a",), ("Cases",), ((Mark(1, "1"),),), "Cases"), "Et.")
SAID = "Ord " * 40
ONE = (Run("2 af 2", strong=True), "\n\n", SAID, "\n\n", Run("k1:2", emphasis=True))
TWO = (*ONE, "\n\n", SAID, "\n\n", Run("k2:9", emphasis=True))
ROW = (Cell("ledelse", colour="#112233"), Cell(TWO), Cell(ONE))


def in_word(told: Document) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(render(told, "docx"))) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def kept(told: Document) -> list[tuple[str, str]]:
    """The style of each paragraph outside tables; and n where it stays with the next, l on one page."""
    found = []
    for one in in_word(told).findall(f"./{W}body/{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        marks = (("n", "keepNext"), ("l", "keepLines"))
        held = "".join(short for short, name in marks if one.find(f"{W}pPr/{W}{name}") is not None)
        found.append((str(style.get(f"{W}val")) if style is not None else "", held))
    return found


def test_a_high_row_of_quotations_is_told_in_rows_under_its_head() -> None:
    row = (*ROW, Cell("–"))
    assert [[plain(cell.text) for cell in part] for part in sliced(row, [1500] * 4)] == [
        ["ledelse", plain(TWO[:5]), plain(ONE), "–"],
        ["ledelse", f"{SAID}\n\nk2:9", "", ""],
    ]
    assert sliced(row, [1500, 9000, 9000, 900]) == [row]


def test_a_summary_is_one_text_however_long_it_is() -> None:
    row = (Cell("K1"), Cell((f"{SAID}\n\n{SAID * 3}", "\n\n", Run("3 passager", emphasis=True))))
    assert [[plain(cell.text) for cell in part] for part in sliced(row, [1500, 1500])] == [
        [plain(cell.text) for cell in row]
    ]


def test_no_line_parts_the_rows_that_one_row_is_told_in() -> None:
    def ruled(row: ElementTree.Element) -> set[str]:
        ends = row.findall(f"./{W}tc/{W}tcPr/{W}tcBorders/*")
        assert {one.get(f"{W}val") for one in ends} <= {"nil"}
        return {one.tag.removeprefix(W) for one in ends}

    narrow = Table("Citater", ("", *"abcdefgh"), (ROW + ROW[1:] * 3,), even=True)
    rows = list(in_word(document(narrow)).iter(f"{W}tr"))
    assert [ruled(row) for row in rows] == [set(), {"bottom"}, {"top"}]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    with zipfile.ZipFile(io.BytesIO(render(document(narrow), "odt"))) as archive:
        text = archive.read("content.xml").decode()
    assert [text.count(f'table:style-name="{one}"') for one in ("Open", "Cell")] == [9, 9]


def test_a_chart_stays_with_the_note_under_it_and_may_stand_on_the_page_after_its_table() -> None:
    blocks = (table(), BARS, Paragraph("Overlapper.", "note"), table(), Paragraph("Andet."))
    assert [(type(one.block), one.joined) for one in led((block, 1) for block in blocks)] == [
        (Table, False), (Chart, True), (Paragraph, False), (Table, False), (Paragraph, False),
    ]  # fmt: skip
    assert [one for one in kept(document(*blocks)) if one[0] in ("TableNote", "Caption", "Note")] == [
        ("Caption", "n"), ("TableNote", ""),
        ("Caption", "n"), ("Note", ""),
        ("Caption", "n"), ("TableNote", ""),
    ]  # fmt: skip


def test_where_a_quotation_is_from_ends_no_line_with_few_words() -> None:
    assert tied("tegn 12–345 · kodet af AB") == "tegn 12–345 · kodet\u00a0af\u00a0AB"
    within = "heraf tegn 1019–1195, 1199–1297 kodet af AB"  # else the line would end within a range
    assert tied(within) == within.removesuffix("kodet af AB") + "kodet\u00a0af\u00a0AB"
    assert tied("Kodet af: AB, CD") == "Kodet\u00a0af:\u00a0AB,\u00a0CD"
    assert tied("ord " * 20 + "kodet af AB") == "ord " * 20 + "kodet\u00a0af\u00a0AB"
    for kind, name in (("docx", "word/document.xml"), ("odt", "content.xml")):
        told = document(quote(place="tegn 1–2 · kodet af A&B"))
        with zipfile.ZipFile(io.BytesIO(render(told, kind))) as archive:
            assert "tegn 1–2 · kodet\u00a0af\u00a0A&amp;B<" in archive.read(name).decode()


def test_a_code_stays_with_the_first_of_those_below_it() -> None:
    levels = [0, 0, 0, 1, 1, 2, 1, 0, 1, 1, 1, 0, 0]
    rows = tuple((Cell(f"kode {at}", level=level), Cell("1")) for at, level in enumerate(levels))
    told = Table("Koder", ("Kode", "Antal"), rows)
    assert [at for at in range(1, 14) if clings(told, at)] == [1, 2, 3, 5, 8, 10, 11, 12, 13]
    high = (Cell("kode", level=0), Cell("ord " * 60))
    assert not clings(Table("Koder", ("Kode", "Antal"), (high, *rows)), 1)  # or too much were kept together


def test_the_name_of_a_code_hangs_behind_its_sign() -> None:
    code = Cell("understøttelse af kernedriften", level=1, colour="#aa0000")
    told = document(Table("Koder", ("Kode", "Ord"), ((code, number(3)),)))
    [indent] = in_word(told).iter(f"{W}ind")
    left, hanging = (int(indent.get(f"{W}{name}", "0")) for name in ("left", "hanging"))
    assert left - hanging == 200 and hanging > 0
    with zipfile.ZipFile(io.BytesIO(render(told, "odt"))) as archive:
        text = archive.read("content.xml").decode()
    sign = r'<text:p text:style-name="(code1\w*)"><text:span [^>]*>■</text:span><text:tab/>'
    [look] = re.findall(sign, text)
    [style] = re.findall(rf'style:name="{look}" [^>]*><style:paragraph-properties ([^>]*)>', text)
    assert style == 'fo:margin-left="0.75cm" fo:text-indent="-0.4cm"'


def test_a_heading_says_which_code_it_is_under() -> None:
    blocks = (
        Heading(2, "ledelse", colour="#aa0000"), Heading(3, "kommunalt"), Heading(3, "politi"),
        Heading(2, "deling", colour="#00aa00"), Heading(3, "politi"), Heading(4, "andet"),
        Heading(1, "Mere"), Heading(2, "Uden"), Heading(3, "under"),
    )  # fmt: skip
    under = Under()
    expected = ["", "ledelse", "ledelse", "", "deling", "", "", "", ""]
    assert [under.code(block) for block in blocks] == expected
    told = document(*blocks)
    said = ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in in_word(told).iter(f"{W}p")]
    assert "kommunalt · ledelse" in said and "andet" in said
    with zipfile.ZipFile(io.BytesIO(render(told, "odt"))) as archive:
        text = archive.read("content.xml").decode()
    assert re.search("kommunalt<text:span [^>]*><text:s/>· ledelse</text:span></text:h>", text)


def test_what_leads_to_a_table_stays_with_it() -> None:
    leading = (Heading(2, "ledelse"), Paragraph("Om.", "lead"), Remark("Memo (AB)", "Et.\n\nTo."))
    assert kept(document(*leading, table()))[1:6] == [
        ("Heading2", "n"), ("Lead", "n"), ("Remark", "n"), ("Remark", "n"), ("Caption", "n"),
    ]  # fmt: skip
    assert ("Remark", "") in kept(document(*leading, quote()))  # memos may be long, and many


def test_nothing_stays_with_the_heading_of_what_comes_next() -> None:
    blocks = (BARS, Heading(1, "Mere"), Paragraph("Tekst."))
    assert [one.joined for one in led((block, 1) for block in blocks)] == [False, False, False]
    assert ("Caption", "") in kept(document(*blocks))


def test_what_is_noted_under_what_one_says_counts_to_its_height() -> None:
    said, memos = "Ord " * 150, (Remark("Memo (AB)", "Kort. " * 20),)
    one, several = (Speech("K1", said),), (Speech("K1", said), Speech("K2", "Nej."))
    assert undivided(quote(speeches=one)) and not undivided(quote(speeches=one, remarks=memos))
    assert undivided(
        quote(speeches=several, remarks=memos)
    )  # an exchange is hard to follow where it is parted


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (("Jeg havde lige lært det.", "Og du?", "Nej."), True),
        (("Ord " * 300,), False),
        (("Nej.",) * 12, False),
    ],
)
def test_what_several_say_is_not_parted_where_it_is_short(said: tuple[str, ...], whole: bool) -> None:
    told = quote(speeches=tuple(Speech(f"K{at}", text) for at, text in enumerate(said)))
    assert undivided(told) is whole
    *first, last = [marks for style, marks in kept(document(told)) if style == "Quote"]
    assert first == ["nl" if whole else ""] * (len(said) - 1)
    assert last == ("nl" if whole else "n")  # where it is from is never alone


def test_names_get_their_room_before_the_heads_of_numbers() -> None:
    head = ("Kode", *("koordinationsgruppe",) * 5)
    name = "understøttelse af kernedriften"
    told = Table("t", head, ((Cell(name), *(number(at) for at in range(5))),))
    first, *numbers = widths(told, 9070)
    assert first >= 15 * 0.86 * breadth(name)  # on one line, and the heads on two
    assert sum((first, *numbers)) <= 9070 and max(numbers) - min(numbers) <= 1


def test_no_empty_line_follows_a_table_without_notes() -> None:
    bare = table(notes=())
    told = document(bare, PageBreak(), Heading(1, "Mere"), bare, Paragraph("Efter."), bare)
    body = in_word(told).find(f"{W}body")
    assert body is not None
    high = [
        (before.tag.removeprefix(W), one.find(f"{W}pPr/{W}spacing"))
        for before, one in pairwise(body)
        if one.tag == f"{W}p" and not "".join(one.itertext())
    ]
    assert [before for before, _ in high] == ["tbl", "tbl"]  # between it and a text, and at the end
    assert [line.get(f"{W}lineRule") for _, line in high if line is not None] == ["exact"] * 2


@pytest.mark.parametrize(("face", "lies"), [("Calibri", False), ("Verdana", True)])
def test_a_table_lies_on_its_side_where_the_letters_of_a_template_are_too_broad(
    tmp_path: Path, face: str, lies: bool
) -> None:
    template = docx.Document()
    template.styles["Normal"].font.name = face
    template.save(str(tmp_path / "skabelon.docx"))
    head = ("Kode", "beboere", "bestyrelse", "boligsocialt", "kommunalt", "politi", "I alt")
    told = Table("t", head, ((Cell("medarbejderforum"), *(number(2000 + at) for at in range(6))),))
    write(document(told), tmp_path / "r.docx", template=tmp_path / "skabelon.docx")
    sections = docx.Document(str(tmp_path / "r.docx")).sections
    assert (WD_ORIENT.LANDSCAPE in [one.orientation for one in sections]) is lies
