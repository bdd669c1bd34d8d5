"""The quotations of a manuscript, looked up in the interviews."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting import Sower

import caqda
from caqda import demo
from caqda.analysis.corpus import Corpus
from caqda.cli.app import run
from caqda.errors import InputError
from caqda.recorded import now
from caqda.reports import report
from caqda.study import Study
from caqda.verify import Finding, Verifier, read, verify
from caqda.verify.alignment import Aligner
from caqda.verify.difference import difference, shown
from caqda.verify.manuscript import Block, Manuscript
from caqda.verify.quotes import quotes
from caqda.verify.words import Word

SAID = "Med de her penge kan jeg blive ved, til de er tre."  # 07-sundhedsplejerske, K1, 2020
LATER = "Det får man at vide i besøg nummer ni."


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with demo.build(tmp_path_factory.mktemp("verify") / "demo.caqda") as made:
        yield made


@pytest.fixture(scope="module")
def corpus(study: Study) -> Corpus:
    return Corpus.read(study)


def found(corpus: Corpus, *paragraphs: str) -> list[Finding]:
    return verify(corpus, Manuscript(Path("m.txt"), tuple(map(Block, paragraphs))))


def status(corpus: Corpus, text: str) -> str:
    (finding,) = found(corpus, text)
    return finding.status


# -- the share that is found -----------------------------------------------------------------------------


def test_of_200_seeded_quotations_nearly_all_are_judged_rightly(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    seeded = Sower(corpus).sow(200)
    verifier = Verifier(corpus)
    right: Counter[str] = Counter()
    accused: list[str] = []
    for one in seeded:
        (quote,) = quotes([Block(one.sentence)], least=1) or [None]
        finding = verifier.look_up(quote) if quote is not None else None
        if finding is None:
            continue
        right[one.kind] += finding.status == one.status
        if one.status == "exact" and finding.status != "exact":
            accused.append(one.sentence)
        if one.source and finding.places and one.kind not in ("joined", "joined over sources"):
            assert finding.places[0].source == one.source or finding.status == "exact"
    honest = sum(one.status == "exact" for one in seeded)
    altered = len(seeded) - honest
    caught = sum(
        right[kind] for kind in right if kind in {one.kind for one in seeded if one.status != "exact"}
    )
    with capsys.disabled():
        print(
            f"\nverify: of {altered} altered quotations {caught} are told as what they are "
            f"({caught / altered:.1%}); of {honest} honest ones {len(accused)} are accused."
        )
    assert caught / altered >= 0.97
    assert len(accused) <= 1


WORDS = st.sampled_from(["huset", "huse", "husene", "jeg", "jo", "det", "dette", "mødet", "møde", "penge"])


@given(
    st.lists(st.tuples(WORDS, st.sampled_from(["", "", "elision", "insertion"])), min_size=1, max_size=8),
    st.lists(WORDS, min_size=1, max_size=20),
)
def test_no_alignment_is_better_than_the_words_allow(quote: list[tuple[str, str]], said: list[str]) -> None:
    spoken = sorted(set(said))
    stretch = np.array([spoken.index(word) for word in said])
    aligner = Aligner([Word(text, 0, 0, gap) for text, gap in quote], [stretch], spoken)
    found = aligner.align(stretch)
    assert 0 <= found.score <= aligner.at_best(stretch) <= 1
    there = [place for place in found.places if place >= 0]
    assert there == sorted(set(there))
    if found.score == 1:
        assert [said[place] for place in found.places] == [text for text, _ in quote]


# -- what counts as exact ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"Hun siger: “{SAID}”",
        f"Hun siger: ”{SAID}”",
        f"Hun siger: »{SAID}«",
        f"Hun siger: «{SAID}»",
        f"Hun siger: „{SAID}“",
        f'Hun siger: "{SAID}"',
        f"Hun siger: ‘{SAID}’",
        "Hun siger, at “med de her penge kan jeg blive ved”, og det er alt.",
        "“Med de her penge (…) kan jeg blive ved”",
        "“Med [midlerne] kan jeg blive ved, til de er tre”",
        "“Med de her penge […] til de er tre.” (K1, 2020)",
        "“Med  de\nher penge kan jeg blive ved”",
        f"“{SAID}” (07-sundhedsplejerske:4)",
        f"“{SAID}” (sundhedsplejerske, kommunalt)",
    ],
)
def test_what_printing_and_honest_marks_change_is_exact(corpus: Corpus, text: str) -> None:
    assert status(corpus, text) == "exact"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Med de her penge kan vi blive ved, til de er tre”", "changed"),
        ("“Med penge kan jeg blive ved, til de er tre”", "changed"),
        (f"“{SAID} {LATER}”", "joined"),
        (
            "“Nå, nu blev du til små cirkler, så det må være et tegn.”",
            "changed",
        ),  # the last words of a source
        ("“Det har jeg så srøget for, at de ikke gør.”", "changed"),  # all the other words are common
        (
            "“Vi havde en ældre mand i blok 3, smed, stod nede i kælderen om lørdagen og for ungerne”",
            "changed",
        ),
        (f"“{LATER} (…) {SAID}”", "joined"),
        ("“Intet af dette er nogensinde blevet nævnt her”", "not found"),
        (f"“{SAID}” (S1)", "wrong speaker"),
        (f"“{SAID}” (interviewer)", "wrong speaker"),
        (f"“{SAID}” (K1, 2017)", "wrong year"),
        (f"“{SAID}” (08-ungevejleder:4)", "wrong source"),
    ],
)
def test_what_is_wrong_is_told(corpus: Corpus, text: str, expected: str) -> None:
    assert status(corpus, text) == expected


def test_titles_cut_short_and_interviewers_called_differently_are_known(tmp_path: Path) -> None:
    (tmp_path / "k1.txt").write_text(
        "I: Hvad gør det så ved jer?\nHr. Holm: Det slider på os alle.\n" * 2, "utf-8"
    )
    (tmp_path / "k2.txt").write_text("INTERVIEWER: Og?\nFru Lind: Så går det nok alligevel.\n" * 2, "utf-8")
    address = str(tmp_path / "s.caqda")
    assert run(["new", address]) == run(["import", address, str(tmp_path)]) == 0
    with caqda.open(address) as study:
        corpus = Corpus.read(study)
    assert status(corpus, "“Hvad gør det så ved jer?” (I, interviewer · k1:1)") == "exact"
    assert status(corpus, "“Det slider på os alle” – Hr. Holm") == "exact"
    assert status(corpus, "“Så går det nok alligevel” – Hr. Holm") == "wrong speaker"
    assert status(corpus, "“Så går det nok alligevel” – og det er rigtigt. Hr. Holm var enig.") == "exact"


def test_where_all_is_exact_no_empty_table_stands(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.txt").write_text(f"»{SAID}«\n", "utf-8")
    assert run(["verify", study.address, str(tmp_path / "m.txt")]) == 0
    assert capsys.readouterr().out == "1 quotation: exact 1.\n"


def test_a_finding_leads_back_to_the_place(corpus: Corpus) -> None:
    (finding,) = found(corpus, "En indledning.", "“Med de her penge kan vi blive ved, til de er tre.”")
    (place,) = finding.places
    source = corpus.source_named("07-sundhedsplejerske").id
    assert corpus.text(source)[place.start : place.end] == SAID[:-1]
    assert (place.source, place.speakers, finding.quote.place) == ("07-sundhedsplejerske", ("K1",), 2)
    assert finding.difference == "Med de her penge kan {+vi+} [-jeg-] blive ved, til de er tre"


def test_a_quotation_from_what_is_confidential_is_told_first(study: Study) -> None:
    with study.change("test", "a passage marked") as change:
        source = study.source_id("07-sundhedsplejerske")
        at = study.text(source).index(SAID)
        change.insert(
            "restriction",
            uuid="r",
            source_id=source,
            start=at,
            end=at + 3,
            coder_id=change.coder_id(),
            created=now(),
        )
    assert status(Corpus.read(study), f"“{SAID}” (S1)") == "confidential"
    study.journal.undo()
    assert status(Corpus.read(study), f"“{SAID}”") == "exact"


def test_the_labels_of_speakers_are_no_change(corpus: Corpus) -> None:
    source = corpus.source_named("05-foelgegruppe-birkeparken")
    turns, text = corpus.turns(source.id), corpus.text(source.id)
    start, end = int(turns.start[2]), int(turns.end[4])
    both = text[start:end].strip()
    without = " ".join(
        text[speech:stop].strip() for speech, stop in zip(turns.speech[2:5], turns.end[2:5], strict=True)
    )
    for said in (both, without):
        block = Block(said, quoted=True)
        assert [one.status for one in verify(corpus, Manuscript(Path("m"), (block,)))] == ["exact"]


# -- what is a quotation -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Han sagde “et to tre fire” og “fem seks syv otte”."], ["et to tre fire", "fem seks syv otte"]),
        (["En “fælles indsats” er et navn."], []),
        (["Hun sagde: “Han sagde ‘nej tak du’ til mig.”"], ["Han sagde ‘nej tak du’ til mig."]),
        (["Hun sagde: ”Han sagde »nej tak du« til mig.”"], ["Han sagde »nej tak du« til mig."]),
        (["“Det her går over", "“to afsnit i alt.” Og slut."], ["Det her går over\nto afsnit i alt."]),
        (["Jens' bil og Hans’ hus er 5' bred, ikke et citat."], []),
        (['Et 5" rør og et 7" rør er ikke et citat.'], []),
        (["Den er åben “og lukkes aldrig igen i dette afsnit."], []),
        (["(»et to tre fire«)"], ["et to tre fire"]),
    ],
)
def test_quotation_marks_are_read_as_people_set_them(paragraphs: list[str], expected: list[str]) -> None:
    assert [quote.text for quote in quotes([Block(text) for text in paragraphs])] == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (" (K1, 2020)", "K1, 2020"),
        (", (K1)", "K1"),
        (" – K1, sundhedsplejerske", "K1, sundhedsplejerske"),
        (" [K1:12]", "K1:12"),
        (" siger hun (ikke ham)", ""),
    ],
)
def test_what_follows_a_quotation_says_who_speaks(after: str, expected: str) -> None:
    (quote,) = quotes([Block(f"“et to tre fire fem”{after}")])
    assert quote.attribution == expected


def test_a_block_is_a_quotation_with_its_source_at_the_end_or_below() -> None:
    (one,) = quotes([Block("et to tre fire fem. (K1, 2020)", quoted=True)])
    (other,) = quotes([Block("et to tre fire fem.", quoted=True), Block("K1, 2020", attribution=True)])
    assert (one.text, one.attribution) == ("et to tre fire fem.", "K1, 2020")
    assert (other.text, other.attribution) == ("et to tre fire fem.", "K1, 2020")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Det har jeg så [kommunen] for, at de ikke gør.”", "exact"),  # all its words are common
        ("“Jeg stoppede en af dem engang nede ved skraldeskuret sagde: ikke sige noget.”", "changed"),
    ],
)
def test_a_few_common_words_neither_hide_a_quotation_nor_join_it(
    corpus: Corpus, text: str, expected: str
) -> None:
    assert status(corpus, text) == expected


def test_the_difference_is_told_in_one_line() -> None:
    assert (
        shown(difference("vi kan godt", "vi kunne godt")) == "vi {+kan+} [-kunne-] godt"
        or shown(difference("vi kan godt", "vi kunne godt")) == "vi [-kunne-] {+kan+} godt"
    )


# -- manuscripts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["md", "html", "docx", "odt"])
def test_a_report_of_caqda_is_exact_throughout(study: Study, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report.{ending}"
    report(study, path, codes=("vidensdeling",), by="perspektiv")
    findings = verify(study, read(path))
    assert len(findings) > 15
    assert {finding.status for finding in findings} == {"exact"}


def test_a_word_document_written_by_hand(study: Study, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Resultater", 1)
    document.add_paragraph(f"Sundhedsplejersken siger: ”{SAID}” (K1, 2020).")
    document.add_paragraph(LATER + " (K1)", style="Quote")
    document.add_table(1, 2).cell(0, 1).text = "”Med de her penge kan vi blive ved, til de er tre”"
    document.save(str(tmp_path / "m.docx"))
    findings = verify(study, read(tmp_path / "m.docx"))
    assert [(one.status, one.quote.attribution) for one in findings] == [
        ("exact", "K1, 2020"),
        ("exact", "K1"),
        ("changed", ""),
    ]


CHANGED = SAID.replace("jeg", "vi")
NEVER = "”Intet af dette er nogensinde blevet sagt her”"


def test_tracked_changes_comments_boxes_and_indents_of_word(study: Study, tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm

    def changed(kind: str, tag: str, text: str) -> str:
        run = f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
        return f'<w:{kind} {names} w:id="9" w:author="x">{run}</w:{kind}>'

    names = nsdecls("w")
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = NEVER
    said = document.add_paragraph("Slettet: ")._p
    said.append(parse_xml(changed("del", "delText", NEVER)))
    said.append(parse_xml(changed("ins", "t", f"”{CHANGED}” (K1)")))
    half = document.add_paragraph("”Med de her penge kan ")._p
    half.append(parse_xml(changed("del", "delText", "vi ")))
    half.append(parse_xml(changed("ins", "t", "jeg ")))
    half.get_or_add_pPr().append(parse_xml(f'<w:rPr {names}><w:del w:id="8" w:author="x"/></w:rPr>'))
    document.add_paragraph("blive ved, til de er tre.” (S1)")
    noted = document.add_paragraph(f"”{LATER}”")
    document.add_comment(noted.runs, text=NEVER, author="x", initials="x")
    box = f"<w:txbxContent><w:p><w:r><w:t>”{LATER}” (K1)</w:t></w:r></w:p></w:txbxContent>"
    noted._p.append(
        parse_xml(
            f'<w:r {names} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps">'
            f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    for text in (f"{SAID} (K1)", "Vi skal huske at bestille kaffe til næste møde i gruppen."):
        document.add_paragraph(text).paragraph_format.left_indent = Cm(1.25)
    table = document.add_table(2, 1)
    table.cell(0, 0).text = f"”{SAID}”\n– S1"
    table.cell(1, 0).text = NEVER
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {names} w:id="7" w:author="x"/>'))
    document.save(str(tmp_path / "m.docx"))
    findings = verify(study, read(tmp_path / "m.docx"))
    assert [(one.status, one.quote.attribution) for one in findings] == [
        ("changed", "K1"),
        ("wrong speaker", "S1"),
        ("exact", ""),
        ("exact", "K1"),
        ("exact", "K1"),
        ("wrong speaker", "S1"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.md", f"Hun siger “{SAID}”[^1].\n\nHan siger “{LATER}”[^2]\n\n[^1]: S1, 2020\n\n[^2]: K1\n"),
        (
            "m.html",
            f"<p>Hun siger “{SAID}”[1].<p>Han “Det får man<sup>2</sup> at vide i besøg nummer ni.”<p>[1] S1",
        ),
    ],
)
def test_a_note_may_say_where_a_quotation_is_from(study: Study, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert [one.status for one in verify(study, read(tmp_path / name))] == ["wrong speaker", "exact"]


def test_a_note_of_an_opendocument_is_no_part_of_the_quotation(study: Study, tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Se bilag 3.</text:p></text:note-body></text:note>"
    )
    with zipfile.ZipFile(tmp_path / "m.odt", "w") as archive:
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
            f"<text:p>“Med de her penge{note} kan jeg blive ved, til de er tre.” (K1)</text:p>"
            "</office:text></office:body></office:document-content>",
        )
    manuscript = read(tmp_path / "m.odt")
    assert [one.status for one in verify(study, manuscript)] == ["exact"]
    assert "Se bilag 3." in manuscript.text


def test_a_pdf_is_read_as_it_is_printed(study: Study, tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "m.pdf").write_bytes(
        _pdf(["Sundhedsplejersken siger: “Med de her penge", "kan jeg blive ved, til de er tre.”"])
    )
    assert [one.status for one in verify(study, read(tmp_path / "m.pdf"))] == ["exact"]


PAGE = """<!doctype html><html lang="da"><title>t</title><style>
@page {{ size: 120mm 90mm; margin: 10mm 12mm }}
body {{ font: 10.5pt serif }} p {{ margin: 0 0 4pt }} blockquote {{ margin: 0 0 6pt 14pt }}
footer {{ font-size: 8pt }} .memo {{ font-size: 11pt; margin-left: 24pt }}
span {{ float: footnote; font-size: 8pt }}
</style>{body}</html>"""
DRAWING = (
    '<svg role="img" aria-label="x" width="200" height="40" viewBox="0 0 200 40">'
    '<text x="90" y="20" text-anchor="end">kommunalt</text><text x="95" y="20">1 af 5</text></svg>'
)


def printed(body: str, path: Path) -> Path:
    """A page set for paper, as tagged PDF."""
    weasyprint = pytest.importorskip("weasyprint")
    weasyprint.HTML(string=PAGE.format(body=body)).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


def test_a_quotation_over_the_end_of_a_page_is_one_whatever_is_drawn_there(
    corpus: Corpus, tmp_path: Path
) -> None:
    source = corpus.source_named("05-foelgegruppe-birkeparken").id
    turns, text = corpus.turns(source), corpus.text(source)
    first = int(turns.speech.searchsorted(text.index("Bommen kom om fredagen"), side="right")) - 2
    both = [text[int(turns.start[n]) : int(turns.end[n])].strip() for n in (first, first + 1)]
    for lines in range(2, 12, 2):  # somewhere the page ends between the two speakers
        body = (
            f"<p>{DRAWING}</p>"
            + "".join(f"<p>Punkt {'abcdefghijkl'[n]}.</p>" for n in range(lines))
            + f"<blockquote><p>{both[0]}<span>Se også bilag 3.</span></p><p>{both[1]}</p>"
            "<footer>R1, afdelingsformand; P1, lokalbetjent</footer></blockquote>"
            f'<p class="memo">"Ikke i dette skoleår": et memo.</p><blockquote><p>{SAID}</p>'
            "<footer>K1, sundhedsplejerske · 07-sundhedsplejerske:4</footer></blockquote>"
        )
        findings = verify(corpus, read(printed(body, tmp_path / "m.pdf")))
        told = [(one.status, one.quote.attribution[:2]) for one in findings if one.quote.attribution]
        assert told == [("exact", "R1"), ("exact", "K1")], lines


def test_a_hyphen_at_the_end_of_a_line_may_be_the_words_own(corpus: Corpus, tmp_path: Path) -> None:
    said = "Vi havde en nat mellem jul og nytår med bål på p-pladsen og sten efter brandbilen."
    for width in range(60, 90, 2):
        body = f'<div style="width: {width}mm">Hun sagde: “{said}” (B1 · 01-bestyrelse-kommune:31)</div>'
        (finding,) = verify(corpus, read(printed(body, tmp_path / "m.pdf")))
        assert (finding.status, finding.quote.text.replace("\n", " ")) == ("exact", said), width
        assert "01-bestyrelse-kommune" in finding.quote.attribution.replace("\n", "")


@pytest.mark.parametrize(
    ("told", "expected"),
    [("K1 · tegn 1646–\n1951, 1952–2166", "exact"), ("K1 – 1999", "wrong year"), ("K1, 1999", "wrong year")],
)
def test_a_range_of_numbers_is_no_year(corpus: Corpus, told: str, expected: str) -> None:
    block = Block(SAID, quoted=True), Block(told, attribution=True)
    assert [one.status for one in verify(corpus, Manuscript(Path("m"), block))] == [expected]


def _pdf(lines: list[str]) -> bytes:
    """A page with some lines, as small as a PDF can be."""
    shows = " ".join(f"({line}) Tj T*" for line in lines).replace("“", "\\223").replace("”", "\\224")
    stream = f"BT /F1 12 Tf 14 TL 72 700 Td {shows} ET".encode("latin-1")
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, body))
    start = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (rows, start)
    )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("m.xyz", b"text", "not read"),
        ("m.txt", b"  \n", "no text"),
        ("m.docx", b"PK\x03\x04 damaged", "damaged"),
        ("m.odt", b"PK\x03\x04 damaged", "damaged"),
        ("m.pdf", b"%PDF-1.4 damaged", "damaged"),
        ("none.md", None, "no such file"),
    ],
)
def test_what_is_no_manuscript_is_answered_with_one_sentence(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=said):
        read(tmp_path / name)


def test_an_archive_that_unfolds_without_end_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (80 << 20))
    with pytest.raises(InputError, match="unfolds"):
        read(tmp_path / "m.odt")


# -- the command -------------------------------------------------------------------------------------------


def test_the_command_tells_by_its_status_whether_all_is_exact(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text(f"“{SAID}”\n", "utf-8")
    bad.write_text(f"“{SAID}”\n\n“Med de her penge kan vi blive ved, til de er tre”\n", "utf-8")
    assert run(["verify", study.address, str(good)]) == 0
    capsys.readouterr()
    assert run(["verify", study.address, str(bad), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["status"] for one in told] == ["exact", "changed"]
    assert {"quote", "status", "source", "start", "end", "score"} <= told[0].keys()
    assert run(["verify", study.address, str(bad)]) == 1
    assert "2 quotations: exact 1, changed 1." in capsys.readouterr().out
    assert run(["verify", study.address, str(tmp_path / "none.md")]) == 2
