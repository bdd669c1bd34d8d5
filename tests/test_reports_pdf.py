"""The report as PDF. What is on its pages is the page of HTML, which has its own tests."""

import contextlib
import re
import sys
import zlib

import pytest
from documents import ORIGIN, document, everything, quote

from caqda.errors import InputError
from caqda.reports import pdf, render, write
from caqda.reports.document import Heading, Paragraph


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
    assert ORIGIN.hash[:32].encode().hex().encode() in first.lower() or ORIGIN.hash[:32].encode() in first
    whole = unpacked(first)
    assert not re.search(rb"/(URI|JavaScript|Launch|CreationDate|ModDate)\b", whole)
    for wanted in (b"/StructTreeRoot", b"/Outlines", b"/Link", b"/Creator", b"/Author"):
        assert wanted in whole


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
