"""Word documents: built with python-docx and raw XML as Word writes it, read by the importer."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from caqda.errors import InputError
from caqda.importers import Transcript, read_bytes

PATH = Path("interview.docx")
NAMES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{rest}"'
    for prefix, rest in (
        ("w", "wordprocessingml/2006/main"),
        ("mc", "markup-compatibility/2006"),
        ("m", "officeDocument/2006/math"),
    )
)
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(*blocks: str) -> bytes:
    """A document whose body is these pieces of XML."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {NAMES}>", 1)))
    return saved(document)


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(*blocks: str, **options) -> Transcript:
    return read_bytes(word(*blocks), PATH, **options)


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """A package with some parts replaced, added or (None) taken out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def test_paragraphs_are_lines_and_empty_ones_are_blank_lines():
    transcript = read(
        p(r("I: Hvad?")), p(""), p(r("K1: Blåbærgrød, ") + r("ja.")), p(""), p(""), p(r("Mere."))
    )
    assert transcript.text == "I: Hvad?\n\nK1: Blåbærgrød, ja.\n\n\nMere."
    assert [turn.label for turn in transcript.turns] == ["I", "K1"]
    assert (transcript.format, transcript.encoding, transcript.notes) == ("docx", "Word", ())


def test_breaks_tabs_and_special_hyphens_are_kept():
    transcript = read(
        p(
            "<w:r><w:t>K1:</w:t><w:tab/><w:t>ja</w:t><w:br/><w:t>nej</w:t><w:cr/><w:t>a</w:t>"
            "<w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c\u00a0d</w:t>"
            '<w:br w:type="page"/><w:t>e</w:t></w:r>'
        )
    )
    assert transcript.text == "K1:\tja\nnej\na\u2011b\u00adc\u00a0d\ne"
    assert transcript.notes == ("1 soft line break kept as new lines",)


def test_line_breaks_inside_the_xml_are_spaces():
    assert read(p("<w:r><w:t>to\n ord</w:t></w:r>")).text == "to  ord"


def test_tracked_changes_are_read_as_accepted():
    transcript = read(
        p(
            r("Det er ")
            + '<w:del w:id="1" w:author="x"><w:r><w:delText>ikke </w:delText></w:r></w:del>'
            + '<w:ins w:id="2" w:author="x"><w:r><w:t>meget </w:t></w:r></w:ins>'
            + '<w:moveFrom w:id="3"><w:r><w:t>før</w:t></w:r></w:moveFrom>'
            + r("godt")
        ),
        p('<w:moveTo w:id="4"><w:r><w:t>før</w:t></w:r></w:moveTo>'),
    )
    assert transcript.text == "Det er meget godt\nfør"
    assert transcript.notes == (
        "1 tracked deletion left out",
        "1 tracked insertion read as text",
        "1 tracked move read at the new place",
    )


def test_a_deleted_paragraph_mark_joins_and_a_deleted_paragraph_leaves_no_line():
    gone = '<w:rPr><w:del w:id="9" w:author="x"/></w:rPr>'
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>væk</w:delText></w:r></w:del>'
    transcript = read(p(r("før ")), p(deleted, gone), p(r("to "), gone), p(r("dele")))
    assert transcript.text == "før \nto dele"


def test_what_wraps_text_loses_none_of_it():
    transcript = read(
        p(
            '<w:hyperlink w:anchor="a">' + r("link ") + "</w:hyperlink>"
            '<w:smartTag w:element="x">' + r("tag ") + "</w:smartTag>"
            "<w:sdt><w:sdtPr/><w:sdtContent>" + r("felt ") + "</w:sdtContent></w:sdt>"
            "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        ),
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p(r("blok")) + "</w:sdtContent></w:sdt>",
        '<w:customXml w:element="y">' + p(r("slut")) + "</w:customXml>",
    )
    assert transcript.text == "link tag felt x=1\nblok\nslut"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_give_their_result():
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + field("PAGE", r("7")) + "<w:r><w:fldChar "
        'w:fldCharType="separate"/></w:r>' + r("ydre") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    transcript = read(
        p(field("DATE", r("3. juni")) + r(" og ") + nested),
        p('<w:fldSimple w:instr="AUTHOR">' + r("forfatter") + "</w:fldSimple>"),
    )
    assert transcript.text == "3. juni og ydre\nforfatter"


def test_a_field_that_is_never_closed_swallows_nothing():
    assert (
        read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("x")), p(r("resten"))).text == "\nresten"
    )


def test_tables_are_lines_with_tabs():
    document = docx.Document()
    document.add_paragraph("Før")
    table = document.add_table(rows=3, cols=2)
    for row, (label, speech) in zip(table.rows, [("Tid", "Sagt"), ("K1", "Ja"), ("I", "Hvad?")], strict=True):
        row.cells[0].text, row.cells[1].text = label, speech
    table.rows[1].cells[1].add_paragraph("Og mere")
    table.rows[0].cells[0].merge(table.rows[0].cells[1])
    inner = table.rows[2].cells[1].add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "a", "b"
    document.add_paragraph("Efter")
    transcript = read_bytes(saved(document), PATH)
    assert transcript.text == "Før\nTid\nSagt\nK1\tJa\nOg mere\nI\tHvad?\na\tb\nEfter"
    assert transcript.notes == ("2 tables read as lines with tabs",)


def test_a_table_of_speakers_and_speech_gives_turns():
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, speech in [
        ("Interviewer", "Hvad?"),
        ("Leder", "Ja."),
        ("Interviewer", "Og?"),
        ("Leder", "Nej."),
    ]:
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = label, speech
    turns = read_bytes(saved(document), PATH).turns
    assert [(turn.label, turn.interviewer) for turn in turns] == [("Interviewer", True), ("Leder", False)] * 2


def test_cells_merged_downwards_and_deleted_rows():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text) if text else '')}</w:tc>"

    first = '<w:vMerge w:val="restart"/>'
    transcript = read(
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        f"<w:tr>{cell('K1', first)}{cell('et')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('to')}</w:tr>"
        f'<w:tr><w:trPr><w:del w:id="1" w:author="x"/></w:trPr>{cell("væk")}</w:tr>'
        "</w:tbl>"
    )
    assert transcript.text == "K1\tet\n\tto"
    assert transcript.notes[0] == "1 tracked deletion left out"


def test_a_text_box_follows_its_paragraph_once():
    box = f"<w:txbxContent>{p(r('i kassen'))}</w:txbxContent>"
    transcript = read(
        p(
            r("før")
            + f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            + f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            + r(" efter")
        ),
        p(r("næste")),
    )
    assert transcript.text == "før efter\ni kassen\nnæste"
    assert transcript.notes == ("1 text box placed after the paragraph",)


def test_symbols_hidden_text_and_numbers_are_told():
    transcript = read(
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
            '<w:r><w:sym w:font="Webdings" w:char="F099"/></w:r>'
        ),
        p(r("synlig") + r("skjult", "<w:vanish/>") + r(" vist", '<w:vanish w:val="0"/>')),
        p(r("punkt"), '<w:pStyle w:val="ListBullet"/>'),
        p(r("nummer"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'),
        p(r("intet"), '<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("<w:r><w:drawing/></w:r>" + r("billede")),
    )
    assert transcript.text == "☺\uf099\nsynlig vist\npunkt\nnummer\nintet\nbillede"
    assert transcript.notes == (
        "1 symbol of a picture font kept without a picture",
        "2 automatic numbers or bullets left out",
        "1 picture left out",
        "1 hidden passage left out",
    )


def notes_part(kind: str, *texts: str) -> bytes:
    notes = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{r(" " + text)}</w:p></w:{kind}>'
        for number, text in enumerate(texts, 1)
    )
    separator = f'<w:{kind} w:id="0" w:type="separator"><w:p/></w:{kind}>'
    return f"<w:{kind}s {NAMES}>{separator}{notes}</w:{kind}s>".encode()


def with_notes(*blocks: str, **parts: bytes) -> bytes:
    """A document with parts for footnotes and the like, related as Word relates them."""
    data = word(*blocks)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
        types = package.read("[Content_Types].xml").decode()
    for kind in parts:
        relation = f'<Relationship Id="x{kind}" Type="{RELATED.format(kind)}" Target="{kind}.xml"/>'
        relations = relations.replace("</Relationships>", relation + "</Relationships>")
        override = f'<Override PartName="/word/{kind}.xml" ContentType="{CONTENT.format(kind)}"/>'
        types = types.replace("</Types>", override + "</Types>")
    changes = {"word/_rels/document.xml.rels": relations.encode(), "[Content_Types].xml": types.encode()}
    return changed(data, **changes, **{f"word/{kind}.xml": content for kind, content in parts.items()})


def test_footnotes_and_endnotes_stand_at_the_end_with_their_marks():
    data = with_notes(
        p(
            r("Et")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
            + r(" to")
            + '<w:r><w:endnoteReference w:id="1"/></w:r>'
        ),
        p(r("Tre") + '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        footnotes=notes_part("footnote", "den anden", "den første"),
        endnotes=notes_part("endnote", "til sidst"),
    )
    transcript = read_bytes(data, PATH)
    assert transcript.text == "Et[1] to[i]\nTre[2]\n\n[1] den første\n[2] den anden\n[i] til sidst"
    assert transcript.notes == (
        "2 footnotes placed at the end of the text",
        "1 endnote placed at the end of the text",
    )


def test_comments_headers_and_footers_are_left_out_and_told():
    comments = (
        f'<w:comments {NAMES}><w:comment w:id="0" w:author="x">{p(r("se her"))}</w:comment></w:comments>'
    )
    data = with_notes(
        p('<w:commentRangeStart w:id="0"/>' + r("tekst") + '<w:r><w:commentReference w:id="0"/></w:r>'),
        comments=comments.encode(),
        header=f"<w:hdr {NAMES}>{p(r('Fortroligt'))}</w:hdr>".encode(),
    )
    transcript = read_bytes(data, PATH)
    assert transcript.text == "tekst"
    assert transcript.notes == ("1 comment left out", "headers left out")


def test_front_matter_works_in_word_too():
    transcript = read(
        *(p(r(line)) for line in ("---", "case: K1", "område: nord", "---", "", "I: Hej", "K1: Hej"))
    )
    assert (transcript.front.case, transcript.front.variables) == ("K1", {"område": "nord"})
    assert transcript.text == "I: Hej\nK1: Hej"


def test_a_long_paragraph_is_read_whole():
    long = "blåbær " * 20_000
    assert read(p(r(long))).text == long


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def flipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo("word/document.xml")
    middle = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    return data[:middle] + bytes(255 - byte for byte in data[middle : middle + 20]) + data[middle + 20 :]


GOOD = word(p(r("tekst ") * 50))
ENTITIES = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"bare tekst", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (b"PK\x03\x04" + b"rod" * 100, "damaged"),
        (flipped(GOOD), "damaged"),
        (zipped(**{"a.txt": b"hej"}), "a ZIP file but not a Word document"),
        (changed(GOOD, **{"word/document.xml": b"<w:p"}), "damaged"),
        (changed(GOOD, **{"word/document.xml": None}), "damaged"),
        (changed(GOOD, **{"word/_rels/document.xml.rels": b"nonsens"}), "damaged"),
        (changed(GOOD, **{"word/styles.xml": ENTITIES + b"<x/>"}), "entities"),
        (changed(GOOD, **{"word/x.xml": (ENTITIES + b"<x/>").decode().encode("utf-16")}), "entities"),
        (changed(GOOD, **{"word/media/a.png": bytes(40 << 20)}), "unfolds"),
        (changed(GOOD, **{"word/big.xml": b"<x/>" + b" " * (70 << 20)}), "unfolds"),
        (zipped(**{f"word/{n}": b"" for n in range(6000)}, **{"[Content_Types].xml": b""}), "unfolds"),
        (word(p("")), "empty"),
    ],
)
def test_what_is_no_word_document_is_refused_with_one_sentence(data, said):
    with pytest.raises(InputError) as caught:
        read_bytes(data, PATH)
    sentence = str(caught.value)
    assert sentence.startswith("interview.docx: ")
    assert said in sentence
    assert "\n" not in sentence
