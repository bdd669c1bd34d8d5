"""The report as PDF. What is on its pages is the page of HTML, which has its own tests."""

import contextlib
import gc
import io
import re
import sys
import zlib

import pytest
from documents import document, everything, quote
from pypdf import PdfReader
from pypdf.generic import NullObject
from studies import build_study

from caqda.errors import InputError
from caqda.reports import parts, pdf, render, write
from caqda.reports.config import PARTS, Config
from caqda.reports.document import Heading, PageBreak, Paragraph
from caqda.verify import read, verify


def pango():
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        return str(error)
    return ""


needs_pango = pytest.mark.skipif(bool(pango()), reason="the system's library Pango is not installed")


def unpacked(data):
    """The file with its streams unpacked."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    found = [data]
    for part in parts:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompress(part))
    return b"\n".join(found)


@needs_pango
def test_the_same_document_gives_the_same_bytes_with_nothing_of_the_machine():
    told = everything(author="Et team")
    first = render(told, "pdf")
    assert first == render(told, "pdf")
    assert first.startswith(b"%PDF-")
    whole = unpacked(first)
    assert not re.search(rb"/(URI|JavaScript|Launch|CreationDate|ModDate)\b", whole)
    for wanted in (b"/StructTreeRoot", b"/Outlines", b"/Link", b"/Creator", b"/Author"):
        assert wanted in whole


@needs_pango
def test_a_report_with_all_its_parts_has_the_same_bytes_and_is_tagged(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": "I: Hvordan?\nK1: Godt nok. Vi deler.\n", "s1": "I: Hvem?\nS1: Vi gør.\n"},
        codings=[
            ("viden", "k1", "Godt nok."),
            ("viden/deling", "k1", "Vi deler."),
            ("viden", "s1", "Vi gør."),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "S1": {"perspektiv": "boligsocialt"}},
    ) as study:
        told = parts.document(study, Config(parts=PARTS, by="perspektiv"))
        first = render(told, "pdf")
        assert gc.isenabled()
        assert first == render(told, "pdf")
    read = PdfReader(io.BytesIO(first))
    root = read.trailer["/Root"]
    assert (root["/Lang"], read.metadata.title) == ("da", told.title)
    elements = list(tagged(root["/StructTreeRoot"]["/K"]))
    assert {one["/A"].get("/Scope") for one in elements if one["/S"] == "/TH"} == {"/Column", "/Row"}
    charts = [one for one in elements if one["/S"] == "/Figure"]
    assert charts and all(one.get("/Alt") for one in charts)
    assert read.get_destination_page_number(read.outline[1][-1]) > 1
    places = read.named_destinations
    links = [link.get_object() for page in read.pages for link in page.get("/Annots", ())]
    assert links and {link["/Dest"] for link in links} <= set(places)


def tagged(element):
    """The elements of a document's structure, below one of them or a list of them."""
    element = element.get_object()
    if isinstance(element, list):
        for one in element:
            yield from tagged(one)
    elif isinstance(element, dict) and "/S" in element:
        yield element
        yield from tagged(element.get("/K", NullObject()))


@needs_pango
def test_what_a_transcript_holds_fetches_nothing(monkeypatch):
    asked = []

    def fetch(url, *rest, **more):
        asked.append(url)
        raise ValueError(url)

    monkeypatch.setattr(pdf, "_nothing", fetch)
    words = "<img src=http://evil.example/x> url(http://evil.example) @import 'file:///etc/passwd' \x00"
    words += "æøå 👩‍👩‍👧"
    data = render(document(Heading(1, words, "a"), Paragraph(words), quote(words), title=words), "pdf")
    assert not re.search(rb"/(URI|JavaScript|Launch|EmbeddedFile)\b", unpacked(data))
    assert asked == []


@needs_pango
def test_a_page_says_in_its_head_what_it_continues():
    told = document(
        Heading(1, "Overblik", "o"),
        Paragraph("Ord."),
        Heading(1, "Kode for kode", "k"),
        *(
            block
            for code in ("viden", "ledelse")
            for block in (
                Heading(2, code, code),
                Heading(3, "kommunalt", f"{code}-0", aside="18 passager"),
                *[quote("Vi deler, hvad vi ved, og det er godt. " * 4)] * 18,
            )
        ),
        PageBreak(),
        Heading(1, "Bilag", "b"),
    )
    read = PdfReader(io.BytesIO(render(told, "pdf")))
    heads = [page.extract_text().splitlines()[-2].partition(" ")[2] for page in read.pages[1:]]
    groups = [f"Kode for kode · {code} · kommunalt" for code in ("viden", "ledelse")]
    assert [one for one in dict.fromkeys(heads) if one != "Kode for kode · ledelse"] == [*groups, "Bilag"]
    assert read.outline[1][2][1][0].title == "kommunalt"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (ImportError("no"), "pip install 'caqda\\[pdf\\]'"),
        (OSError("cannot load library"), "Pango is missing"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(tmp_path, monkeypatch, problem, said):
    class Missing:
        @staticmethod
        def find_spec(name, *rest):
            if name == "weasyprint":
                raise problem

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing, *sys.meta_path])
    with pytest.raises(InputError, match=said):
        write(everything(), tmp_path / "r.pdf")
    assert not (tmp_path / "r.pdf").exists()


@needs_pango
def test_a_pdf_of_ones_own_is_accused_of_nothing_where_its_columns_part_words(tmp_path):
    said = (
        "Koordinationsgruppens medlemmer, beskæftigelseskonsulenterne og sundhedsplejerskerne samarbejder om "
        "boligområderne, og ungdomsklubbens medarbejdere kommer forbi."
    )
    text = "".join(f"K1: {' '.join(said.split()[at:])} Gang {at}. {said} {said}\n\n" for at in range(14))
    path = tmp_path / "r.pdf"
    with build_study(tmp_path / "s.caqda", sources={"k1": text}, codings=[("viden", "k1", said)]) as study:
        write(parts.document(study, Config(parts=("codes", "interviews"))), path)
        told = verify(study, read(path))
    assert told and {one.status for one in told} == {"exact"}
