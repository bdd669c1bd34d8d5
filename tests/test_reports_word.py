"""The report in Word: what stands in the file, and what a template gives to it."""

import io
import re
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from documents import ORIGIN, document, everything, number, quote, table
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st

from caqda.errors import InputError
from caqda.reports import render, write
from caqda.reports.document import Cell, Contents, Heading, Listing, Paragraph, Run, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(told, **options):
    return docx.Document(io.BytesIO(render(told, "docx", **options)))


def paragraphs(word):
    return [(one.style.name, one.text) for one in word.paragraphs if one.text]


def test_every_block_has_its_style():
    told = paragraphs(opened(everything(subtitle="Under", author="Et team")))
    for expected in (
        ("Title", "Prøverapport"),
        ("Subtitle", "Et team"),
        ("Notice", "Materialet er konstrueret."),
        ("Heading 1", "Fund"),
        ("Heading 2", "■ Ledelse"),
        ("Note", "1 passage"),
        ("Lead", "Og hvordan."),
        ("Normal", "Et vigtigt og fint fund."),
        ("Caption", "Tabel 1. Cases pr. kode"),
        ("Heading 3", "kommunalt · Ledelse"),
        ("Quote Context", "I: Hvordan?"),
        ("Quote", "Vi deler, hvad vi ved."),
        ("Quote Source", "typisk · K1, leder · k1:2 · tegn 0–22 · Se tabellen"),
        ("Remark", "Memo (AB): Centralt sted."),
        ("Quote", "S1: Jo."),
        ("List Bullet", "så tabellen"),
        ("List Number", "to"),
        ("Caption", "Figur 3. Koder gennem interviewet"),
        ("Remark", "Og en til."),
    ):
        assert expected in told


def test_a_table_repeats_its_heads_and_sets_numbers_to_the_right():
    [found] = opened(everything()).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["Kode", "kommunalt", "I alt"],
        ["■ ledelse", "1", "3"],
        ["■ entydig", "1 (2)", "50 %"],
        ["Cases", "1", "3"],
    ]
    assert found.style.name == "Report Table"
    xml = found._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count('<w:jc w:val="right"/>') == 8


def test_the_contents_are_a_field_that_is_filled_and_asks_nothing():
    told = parts(render(everything(), "docx"))
    body = told["word/document.xml"].decode()
    assert r"TOC \o &quot;1-2&quot; \h \z \u" in body
    assert b"updateFields" not in told["word/settings.xml"]
    assert "w:dirty" not in body
    tree = ElementTree.fromstring(told["word/document.xml"])
    [frame] = tree.iter(f"{W}sdt")
    listed = {
        "".join(text.text for text in entry.iter(f"{W}t")): "".join(
            code.text for code in entry.iter(f"{W}instrText")
        )
        for entry in frame.iter(f"{W}p")
    }
    title, note, *entries = (text for text in listed if text)
    assert (title, entries) == ("Indhold", ["Fund", "ledelse"])  # what stands before them is not among them
    assert "tryk F9" in note and listed[note].startswith(" TOC")  # in the field, so it goes with the update
    pages = [listed[text].rpartition("PAGEREF")[2].split()[0] for text in entries]
    assert set(pages) <= {one.get(f"{W}name") for one in tree.iter(f"{W}bookmarkStart")}
    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"')


def test_each_link_leads_to_a_bookmark_and_each_bookmark_is_one():
    odd = document(
        Heading(1, "a", "K3:12 æ"),
        Heading(1, "b", "x" * 60),
        Paragraph((Run("se", link="K3:12 æ"), Run("her", link="x" * 60))),
    )
    for told in (everything(), odd):
        body = ElementTree.fromstring(parts(render(told, "docx"))["word/document.xml"])
        names = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
        links = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")}
        assert len(names) == len(set(names))
        assert links
        assert links <= set(names)
        assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)


def test_charts_are_there_as_a_drawing_and_as_a_picture_for_older_words():
    told = parts(render(everything(), "docx"))
    media = sorted(name for name in told if "media" in name)
    assert media == [f"word/media/caqda{at}.{ending}" for at in (1, 2, 3) for ending in ("emf", "svg")]
    relations = told["word/_rels/document.xml.rels"].decode()
    for name in media:
        assert name.removeprefix("word/") in relations
    assert 'descr="Ledelse fylder mest hos de kommunale."' in told["word/document.xml"].decode()


def test_every_part_has_a_type_and_every_relation_a_part():
    told = parts(render(everything(), "docx"))
    types = told["[Content_Types].xml"].decode()
    for name in told:
        assert f'PartName="/{name}"' in types or f'Extension="{name.rpartition(".")[2]}"' in types
    relations = ElementTree.fromstring(told["word/_rels/document.xml.rels"])
    assert {f"word/{one.get('Target')}" for one in relations} <= told.keys()
    keys = {one.get("Id") for one in relations}
    used = set(re.findall(r'r:(?:id|embed)="(\w+)"', told["word/document.xml"].decode()))
    assert used <= keys


def test_the_page_has_a_footer_with_its_number():
    [section] = opened(everything()).sections
    text = section.footer._element.xml
    assert "PAGE" in text
    assert "NUMPAGES" in text
    assert "Side " in text


def test_a_wide_table_lies_on_its_side():
    heads = tuple(f"kolonne {at}" for at in range(10))
    wide = Table("Bred", heads, ((Cell("a"), *(number(at) for at in range(9))),))
    word = opened(document(Paragraph("før"), wide, Paragraph("efter")))
    assert [one.orientation for one in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_the_file_says_nothing_of_the_machine():
    told = opened(everything(author="Et team")).core_properties
    assert (told.author, told.title, told.last_modified_by) == ("Et team", "Prøverapport", "")
    assert told.created.date().isoformat() == told.modified.date().isoformat() == ORIGIN.date
    assert f"journal {ORIGIN.position}; hash {ORIGIN.hash}" in told.comments
    with zipfile.ZipFile(io.BytesIO(render(everything(), "docx"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("language", "label"), [("da", "Tabel"), ("en", "Table")])
def test_words_and_proofing_are_in_the_language(language, label):
    told = parts(render(document(table(), language=language), "docx"))
    assert f" SEQ {label} " in told["word/document.xml"].decode()
    assert {"da": b"da-DK", "en": b"en-GB"}[language] in told["word/styles.xml"]


# -- templates -------------------------------------------------------------------------------------------


@pytest.fixture
def template(tmp_path):
    """A document of an institution: other page, other heads, own header, and a person's name in it."""
    word = docx.Document()
    word.core_properties.author = "Hanne Hemmelig"
    word.core_properties.last_modified_by = "Hanne Hemmelig"
    word.add_paragraph("Vores forside af Hanne Hemmelig")
    word.styles["Heading 1"].font.name = "Institution Sans"
    word.styles["Quote"].element.set(f"{W}styleId", "Citat")
    [section] = word.sections
    section.page_width, section.page_height = Mm(200), Mm(280)
    section.header.paragraphs[0].text = "Vores institut"
    path = tmp_path / "skabelon.docx"
    word.save(path)
    return path


def test_a_template_gives_its_styles_header_and_page(template, tmp_path):
    path = tmp_path / "r.docx"
    write(everything(), path, template=template)
    word = docx.Document(path)
    [section] = word.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (200, 280)
    assert section.header.paragraphs[0].text == "Vores institut"
    assert "PAGE" in section.footer._element.xml
    assert word.styles["Heading 1"].font.name == "Institution Sans"
    told = paragraphs(word)
    assert ("Quote", "Vi deler, hvad vi ved.") in told
    assert next(one for one in word.paragraphs if one.style.name == "Quote").style.style_id == "Citat"
    assert ("Quote Source", "K1, leder · s1:9 · tegn 0–22") in told
    assert ("List Bullet", "først") in told
    assert not any("Vores forside" in text for _, text in told)
    whole = b"".join(parts(path.read_bytes()).values())
    assert b"Hanne" not in whole
    names = [style.get(f"{W}styleId") for style in word.styles.element.iter(f"{W}style")]
    assert len(names) == len(set(names))


def test_a_template_of_its_own_report_is_left_as_it_is(tmp_path):
    path, again = tmp_path / "a.docx", tmp_path / "b.docx"
    write(everything(), path)
    write(everything(), again, template=path)
    assert paragraphs(docx.Document(path)) == paragraphs(docx.Document(again))
    first, second = parts(path.read_bytes()), parts(again.read_bytes())
    assert first.keys() == second.keys()
    assert len(set(map(ElementTree.canonicalize, (first["word/styles.xml"], second["word/styles.xml"])))) == 1


def test_each_numbered_list_begins_anew():
    told = opened(document(Listing(("a", "b"), numbered=True), Listing(("c",), numbered=True)))
    numbers = [one._p.pPr.numPr.numId.val for one in told.paragraphs if one.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = told.part.numbering_part.element
    assert {one.numId for one in numbering.num_lst} >= set(numbers)


@pytest.mark.parametrize("data", [b"", b"ikke en docx", b"PK\x03\x04kaput"])
def test_a_template_that_is_none_is_named(tmp_path, data):
    (tmp_path / "t.docx").write_bytes(data)
    with pytest.raises(InputError, match=r"t\.docx"):
        write(everything(), tmp_path / "r.docx", template=tmp_path / "t.docx")
    assert not (tmp_path / "r.docx").exists()


def test_only_word_takes_a_template(template, tmp_path):
    with pytest.raises(InputError, match="only a Word report takes a template"):
        write(everything(), tmp_path / "r.html", template=template)


# -- harmless --------------------------------------------------------------------------------------------

HOSTILE = (
    '<w:p>&amp;</w:p> { HYPERLINK "http://evil.example" } =1+1 \x00\x0b\x1b[31m\ufffe\ud800 \u202e '
    "æøå 👩‍👩‍👧 " + "lang" * 400
)


def test_what_a_transcript_holds_is_text_and_nothing_else():
    told = document(
        Contents("Indhold"),
        Heading(1, HOSTILE, "a"),
        Paragraph((HOSTILE, Run(HOSTILE, code=True))),
        quote(HOSTILE, id=HOSTILE, who=HOSTILE, flag=HOSTILE, before=HOSTILE),
        table(caption=HOSTILE, rows=((Cell(HOSTILE), Cell(HOSTILE), Cell(HOSTILE)),), foot=()),
        Listing((HOSTILE,)),
        title=HOSTILE,
        author=HOSTILE,
    )
    data = render(told, "docx")
    whole = parts(data)
    titled = ("word/document.xml", "word/caqda_footer.xml", "docProps/core.xml")
    for name, part in whole.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
            assert b"evil.example" not in part or name in titled
    body = ElementTree.fromstring(whole["word/document.xml"])
    codes = [one.text.split()[0] for one in body.iter(f"{W}instrText")]
    codes += [one.get(f"{W}instr").split()[0] for one in body.iter(f"{W}fldSimple")]
    assert set(codes) == {"TOC", "SEQ", "PAGEREF"}
    text = "".join(one.text or "" for one in body.iter(f"{W}t"))
    assert "æøå 👩‍👩‍👧" in text
    assert "lang" * 400 in text
    assert docx.Document(io.BytesIO(data)).core_properties.title.startswith("<w:p>&amp;")


@given(st.text(st.characters() | st.sampled_from("<>&\"'\x00\x1b\ufffe\uffff\ud800\u202e\t\n"), max_size=30))
def test_any_text_is_the_same_text_in_xml(text):
    from caqda.exchange.package import xml
    from caqda.safety import for_terminal

    read = ElementTree.fromstring(f"<a b='{xml(text)}'>{xml(text)}</a>")
    shown = for_terminal(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})
    assert (read.text or "") == shown
    assert read.get("b") == shown.replace("\n", " ")


def test_the_heading_of_a_table_that_lies_on_its_side_goes_with_it():
    heads = tuple(f"kolonne {at}" for at in range(10))
    wide = Table("Bred", heads, ((Cell("a"), *(number(at) for at in range(9))),))
    told = document(
        Paragraph("før"), Heading(1, "Bred tabel", "b"), Paragraph("Se her."), wide, Heading(1, "Efter", "e")
    )
    body = ElementTree.fromstring(parts(render(told, "docx"))["word/document.xml"])[0]
    sections, texts = [], []
    for block in body:
        texts += [one.text for one in block.iter(f"{W}t")]
        if block.tag == f"{W}sectPr" or block.find(f"{W}pPr/{W}sectPr") is not None:
            sections.append(" ".join(texts))
            texts = []
    assert ["før" in sections[0], "Bred tabel" in sections[1], "Se her." in sections[1]] == [True] * 3
    assert "Efter" in sections[2]


def test_a_table_of_several_columns_of_long_texts_lies_on_its_side():
    words = Cell("Vi deler, hvad vi ved. " * 9)
    told = Table("Citater", tuple("abcdef"), ((Cell("a"), *[words] * 5),))
    assert [one.orientation for one in opened(document(told)).sections][1] == WD_ORIENT.LANDSCAPE
