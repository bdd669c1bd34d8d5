"""The report as OpenDocument: what stands in the file."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from documents import ORIGIN, document, everything, number, quote, table
from test_reports_document import SHOWN
from test_reports_word import HOSTILE

from caqda.reports import render
from caqda.reports.document import Cell, Contents, Heading, PageBreak, Paragraph, Run, Table

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def parts(told):
    with zipfile.ZipFile(io.BytesIO(render(told, "odt"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def content(told):
    return ElementTree.fromstring(parts(told)["content.xml"])


def words(element):
    """The text as it is read: spaces and line breaks that are elements too."""
    if element.tag == f"{TEXT}s":
        inner = " " * int(element.get(f"{TEXT}c", "1"))
    elif element.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
        inner = "\n" if element.tag.endswith("break") else "\t"
    else:
        inner = (element.text or "") + "".join(words(one) for one in element)
    return inner + (element.tail or "")


def test_every_block_is_there_for_a_reader():
    told = words(content(everything(subtitle="Under", author="Et team"))).replace("\u00a0", " ")
    for expected in (
        *SHOWN,
        "Under",
        "Et team",
        "Tabel 1. Cases pr. kode",
        "Figur 3. Koder gennem interviewet",
    ):
        assert expected in told


def test_the_package_begins_with_its_type_and_lists_its_parts():
    told = parts(everything())
    assert next(iter(told)) == "mimetype"
    assert told["mimetype"] == b"application/vnd.oasis.opendocument.text"
    data = render(everything(), "odt")
    assert data[30:38] == b"mimetype"
    listed = re.findall('full-path="([^"]+)"', told["META-INF/manifest.xml"].decode())
    assert set(listed) - {"/"} == set(told) - {"mimetype", "META-INF/manifest.xml"}


def test_every_style_that_is_used_is_there_and_every_link_has_a_place():
    told = parts(everything())
    body, styles = (ElementTree.fromstring(told[name]) for name in ("content.xml", "styles.xml"))
    known = {
        one.get(f"{STYLE}name") for root in (body, styles) for one in root.iter() if one.get(f"{STYLE}name")
    }
    used = {
        value
        for one in body.iter()
        for key, value in one.attrib.items()
        if key.rpartition("}")[2] in ("style-name", "visited-style-name")
    }
    parents = {
        one.get(f"{STYLE}parent-style-name") for one in styles.iter() if one.get(f"{STYLE}parent-style-name")
    }
    assert used | parents <= known
    links = {one.get("{http://www.w3.org/1999/xlink}href") for one in body.iter(f"{TEXT}a")}
    places = {"#" + one.get(f"{TEXT}name") for one in body.iter(f"{TEXT}bookmark-start")}
    assert links
    assert links <= places


def test_a_number_in_a_table_is_one():
    values = [
        (one.get(f"{OFFICE}value-type"), one.get(f"{OFFICE}value"))
        for one in content(document(table())).iter()
        if one.get(f"{OFFICE}value")
    ]
    assert ("float", "3") in values
    assert ("percentage", "0.5") in values


def test_a_wide_table_lies_on_its_side():
    heads = tuple(f"kolonne {at}" for at in range(10))
    wide = Table("Bred", heads, ((Cell("a"), *(number(at) for at in range(9))),))
    body = parts(document(wide, Paragraph("Mere.")))["content.xml"].decode()
    assert "Caption_20_Turned" in body
    assert "Standing_20_Again" in body
    body = parts(document(wide, PageBreak(), Heading(1, "Mere")))["content.xml"].decode()
    assert "Heading_20_1_20_Standing" in body and "Standing_20_Again" not in body  # or a page were empty


def test_spaces_and_line_breaks_stay():
    body = content(document(Paragraph(("a  b   c\n  d",))))
    assert "a  b   c\n  d" in words(body)


def test_what_a_transcript_holds_is_text_and_nothing_else():
    told = document(
        Contents("Indhold"),
        Heading(1, HOSTILE, HOSTILE),
        Paragraph((HOSTILE, Run(HOSTILE, code=True, link=HOSTILE))),
        quote(HOSTILE, id=HOSTILE, who=HOSTILE, flag=HOSTILE, before=HOSTILE),
        table(caption=HOSTILE, rows=((Cell(HOSTILE), Cell(HOSTILE), Cell(HOSTILE)),), foot=()),
        title=HOSTILE,
        author=HOSTILE,
    )
    for name, part in parts(told).items():
        if name.endswith(".xml"):
            ElementTree.fromstring(part)
    assert "æøå 👩‍👩‍👧 " + "lang" * 400 in words(content(told))


@pytest.mark.parametrize(("language", "footer"), [("da", "Side "), ("en", "Page ")])
def test_it_speaks_its_language_and_says_nothing_of_the_machine(language, footer):
    told = parts(everything(language=language, author="Et team"))
    assert footer in told["styles.xml"].decode()
    assert f'fo:language="{language}"' in told["styles.xml"].decode()
    meta = told["meta.xml"].decode()
    assert f"<dc:date>{ORIGIN.date}T00:00:00</dc:date>" in meta
    assert ORIGIN.trace in meta
