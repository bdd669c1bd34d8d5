import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from studies import build_study

from caqda.errors import InputError
from caqda.exchange.tables import parse_table
from caqda.reports import FORMATS, TEXT, report
from caqda.safety import for_terminal

FORMS = ("md", "html", "csv", "json")
HOSTILE = (
    "<script>alert('x')</script>",
    "<img src=http://evil.example/x onerror=alert(1)>",
    "[klik](http://evil.example) ![b](http://evil.example/b.png) [a]: http://evil.example",
    "Se https://evil.example og www.evil.example eller skriv til a@evil.example :smile:",
    '=HYPERLINK("http://evil.example";"klik")',
    "\t@SUM(1+1)*cmd|' /C calc'!A0",
    "# Ingen overskrift",
    "- ingen liste",
    "1. ingen liste",
    "a) ingen liste, (ii) heller ikke",
    "> intet citat",
    "--- ",
    "===",
    "| a | b |",
    "```kode``` og `kode` og ~~streg~~ og *kursiv* og __fed__ og $x$ og H~2~O og x^2^",
    "{{ 7*7 }} {% raw %} {#id .klasse}",
    "&amp; &lt;b&gt; &#x41; \\alert \\*",
    "\x1b[31mrød\x1b[0m \x1b]8;;http://evil.example\x07link\x07 \x9b2J",
    "abc\u202efdp.exe \u200bskjult\u00adblødt",
    "]]> --> </style></blockquote></body>",
    "æøå 👩‍👩‍👧 é",
)
MEMO = "=1+1 <b>memo</b>\n\n# ikke en overskrift"


def hostile_study(path, **names):
    text = "".join(f"K1: {line}\n" for line in HOSTILE)
    name = names.get("source", "k<1>|[x](http://evil.example)")
    code = names.get("code", 'kode <i>"x" | *a* `b`')
    study = build_study(
        path,
        sources={name: text},
        codings=[
            *((code, name, text.index(line), text.index(line) + len(line)) for line in HOSTILE),
            (code, name, 0, len(text)),
        ],
        cases={"K1": {"perspektiv": "=kom<u>munalt", "rolle": "<b>+leder</b> | *x*"}},
        coder="A<b>",
    )
    for row in study.read("SELECT id FROM coding"):
        study.write_memo(MEMO, coding=row[0])
    with study.change("test", "a code with hostile words") as change:
        key = change.read("SELECT id FROM code")[0][0]
        words = {
            "definition": HOSTILE[0],
            "full": HOSTILE[2],
            "include": HOSTILE[6],
            "typical": list(HOSTILE),
        }
        change.update("code", key, colour="red;background:url(http://evil.example)", **words)
    return study


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    with hostile_study(tmp_path_factory.mktemp("hostile") / "s.caqda") as study:
        yield {form: report(study, format=form, title="=<script>titel</script>") for form in FORMS}


@pytest.fixture
def plain(tmp_path):
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": "I: Hvordan?\nK1: Godt nok. Vi deler.\n", "s1": "I: Hvem?\nS1: Vi gør.\n"},
        codes=["viden", "viden/deling", "tom", "ledelse/entydig"],
        codings=[
            ("viden", "k1", "Godt nok."),
            ("viden/deling", "k1", "Vi deler."),
            ("viden", "s1", "Vi gør."),
            ("ledelse/entydig", "s1", "Hvem?"),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "S1": {"perspektiv": "boligsocialt"}},
    ) as study:
        yield study


def shown(text):
    """What a reader sees of a text: on one line, controls made visible."""
    return " ".join(for_terminal(text).split())


# -- harmless --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_no_control_character_reaches_any_format(hostile, form):
    assert not re.search(
        "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202e\u00ad]", hostile[form].removeprefix("\ufeff")
    )


class Page(HTMLParser):
    """Reads a page strictly: every element closed in order, every id once."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.ids = [], [], [], []
        self.texts = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in set(self.open):
            self.texts.setdefault(tag, []).append(data)

    def text(self, tag):
        return " ".join(" ".join(self.texts.get(tag, ())).split())


def test_the_page_is_well_formed_and_holds_nothing_active_or_foreign(hostile):
    page = Page(hostile["html"])
    assert not {"script", "img", "iframe", "object", "link", "form", "input", "u", "base"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name in ("src", "srcdoc")]
    links = [value for _, name, value in page.attributes if name == "href"]
    assert links
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert not re.search(r"url\(|@import|https?:", page.text("style"))
    assert not [
        value for _, name, value in page.attributes if name == "style" and ("url" in value or "red" in value)
    ]


def test_the_page_shows_every_quotation_as_it_was_said(hostile):
    quoted = Page(hostile["html"]).text("blockquote")
    for line in HOSTILE:
        assert shown(line) in quoted


@pytest.mark.parametrize("preset", ["commonmark", "gfm-like"])
def test_markdown_shows_every_quotation_as_it_was_said(hostile, preset):
    parser = MarkdownIt(preset, {"html": True, "linkify": False, "typographer": False}).enable("table")
    page = Page(parser.render(hostile["md"]))
    quoted = page.text("blockquote")
    for line in HOSTILE:
        assert shown(line) in quoted
    assert not {"script", "a", "img", "b", "i", "u", "s"} & set(page.tags)
    headings = [tag for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings == ["h1", "h2", "h2", "h3", "h2", "h3", "h4", "h2", "h3", "h2"]


def test_markdown_leaves_no_address_that_a_reader_would_link(hostile):
    assert not re.search(r"https?://|www\.|\w@\w", hostile["md"])


def test_no_cell_of_the_csv_is_a_formula_and_all_text_is_there(hostile):
    assert hostile["csv"].startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(hostile["csv"].removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(HOSTILE) + 1
    for row in rows:
        assert not [cell for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]
        assert row["memos"].endswith(for_terminal(MEMO))
    told = {row["text"] for row in rows}
    for line in HOSTILE:
        safe = for_terminal(line)
        assert safe in told or "'" + safe in told


def test_the_csv_is_a_table_that_caqda_reads(plain):
    table = parse_table(report(plain, format="csv"), "report.csv")
    assert [cells["text"] for _, cells in table.rows] == ["Godt nok.", "Vi gør.", "Vi deler.", "Hvem?"]
    first = table.rows[0][1]
    assert (first["id"], first["code"], first["by"], first["value"]) == (
        "k1:2",
        "viden",
        "perspektiv",
        "kommunalt",
    )
    assert (first["source"], first["start"], first["end"]) == ("k1", "16", "25")


def test_json_keeps_every_character(hostile):
    told = json.loads(hostile["json"])
    assert {found["text"] for found in told["codes"][0]["quotations"]} >= set(HOSTILE)
    assert told["title"] == "=<script>titel</script>"


def test_a_code_with_a_backtick_in_its_query_is_shown_as_it_is(hostile):
    page = Page(MarkdownIt("commonmark").render(hostile["md"]))
    [query] = {text for text in page.texts["code"] if not text.startswith(chr(123))}
    assert query == '"kode <i>\\"x\\" | *a* `b`"'


# -- what people read ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "da",
            [
                "Koderapport: prøve",
                "Overblik",
                "I alt",
                "Kode for kode",
                "Bilag: Kodebog",
                "1 passage fra 1 case",
            ],
        ),
        (
            "en",
            [
                "Code report: prøve",
                "Overview",
                "Total",
                "Code by code",
                "Appendix: Codebook",
                "1 passage from 1 case",
            ],
        ),
    ],
)
@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_speaks_the_language_of_the_study(plain, language, words, form, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    with plain.change("language", "x") as change:
        change.update("study", 1, language=language)
    text = report(plain, format=form)
    for word in words:
        assert word in text
    assert ("1. januar 2020" if language == "da" else "1 January 2020") in text
    if form == "html":
        assert f'<html lang="{language}">' in text


def test_the_two_languages_fill_in_the_same_places():
    from caqda.reports.words import DANISH, ENGLISH

    def places(text):
        return sorted(re.findall(r"{(\w*)}", str(text)))

    for name in DANISH.__dataclass_fields__:
        assert places(getattr(DANISH, name)) == places(getattr(ENGLISH, name)), name
    assert DANISH.kinds.keys() == ENGLISH.kinds.keys()
    assert DANISH.counts.keys() == ENGLISH.counts.keys()
    assert (DANISH.number(1234567), ENGLISH.number(1234567)) == ("1.234.567", "1,234,567")


@pytest.mark.parametrize("form", ["md", "html"])
def test_under_each_table_stands_what_was_asked(plain, form):
    text = Page(report(plain, format="html")).text("p") if form == "html" else report(plain, format="md")
    mark = "`" if form == "md" else ""
    for query in ("viden", "=viden", "viden/deling", "ledelse", "ledelse/entydig"):
        assert f"Udtryk: {mark}{query}{mark} · Udvalg: alle kodninger · Kodet af: AB" in text


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_code_without_quotations_says_why(plain, form):
    text = report(plain, format=form)
    assert text.count("Koden er ikke brugt i det valgte materiale.") == 1
    assert text.count("Koden er kun brugt gennem sine underkoder. Citaterne står under dem.") == 1


def test_a_number_leads_to_its_quotations_and_they_lead_back(plain):
    text = report(plain, format="html")
    row = re.search(r'<tr>(?:(?!</tr>).)*href="#c1">viden(?:(?!</tr>).)*</tr>', text, re.DOTALL)[0]
    assert re.findall(r'<td><a href="#(c1-\d)">([^<]+)<', row) == [("c1-0", "1 (1)"), ("c1-1", "1 (2)")]
    group = text[text.index('id="c1-1"') :]
    assert re.search(r'<h4>kommunalt <span class="count"><a href="#c1-t">1 passage fra 1 case', group)
    assert text.count('id="c1-t"') == 1


def test_a_name_in_the_overview_stands_under_the_code_above_it(plain):
    whole = Page(report(plain, format="html")).text("th")
    part = Page(report(plain, format="html", codes=["deling"])).text("th")
    assert "viden/deling" not in whole
    assert "viden/deling" in part


@pytest.mark.parametrize("form", FORMS)
def test_the_same_study_gives_the_same_bytes(plain, form, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    assert report(plain, format=form).encode() == report(plain, format=form).encode()


# -- the file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [*(name for name in FORMATS if FORMATS[name] in TEXT), "HTML"])
def test_the_ending_picks_the_format(plain, tmp_path, ending):
    path = tmp_path / f"r.{ending}"
    assert report(plain, path) is None
    assert path.read_bytes().decode() == report(plain, format=ending.lower())


@pytest.mark.parametrize("name", ["r.docs", "r", "r.", ".html"])
def test_an_unknown_ending_is_met_with_the_endings_there_are(plain, tmp_path, name):
    with pytest.raises(InputError, match=r"\.md, \.html, \.htm, \.csv, \.json, "):
        report(plain, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_named_format_goes_before_the_ending(plain, tmp_path):
    report(plain, tmp_path / "r.txt", format="md")
    assert (tmp_path / "r.txt").read_text("utf-8").startswith("# ")


def test_a_report_that_fails_leaves_the_old_one(plain, tmp_path, monkeypatch):
    path = tmp_path / "r.md"
    path.write_text("den gamle")
    monkeypatch.setattr("caqda.reports.markdown.write", lambda told, file: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        report(plain, path)
    assert path.read_text() == "den gamle"


def test_a_full_disk_leaves_the_old_report_and_nothing_beside_it(plain, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "r.md"
    path.write_text("den gamle")

    def full(*told, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(InputError, match=r"r\.md.*No space left on device"):
        report(plain, path)
    assert [found.name for found in folder.iterdir()] == ["r.md"]
    assert path.read_text() == "den gamle"


@pytest.mark.parametrize("place", ["missing/r.md", "folder.md"])
def test_a_place_that_cannot_be_written_is_named(plain, tmp_path, place):
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(InputError, match=place):
        report(plain, tmp_path / place)
    assert not list(tmp_path.glob(".*part"))
