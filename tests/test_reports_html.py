"""The page of a full report: its structure, its links and its contrast. How it looks is for eyes."""

import re
from importlib.resources import files
from itertools import pairwise

import pytest
from documents import document, quote
from lxml import html

from caqda import demo
from caqda.coding.flags import flag
from caqda.reports import render, report
from caqda.reports.charts import Bars, Mark
from caqda.reports.config import PARTS, Config
from caqda.reports.document import Cell, Chart, Heading, Run, Table, Value
from caqda.reports.html import pages
from caqda.reports.layout import widths

CSS = (files("caqda.reports") / "report.css").read_text("utf-8")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    with demo.build(tmp_path_factory.mktemp("page") / "s.caqda") as made:
        for number, row in enumerate(made.read("SELECT id FROM coding")[::9]):
            flag(made, row[0], ("typical", "borderline", "contradicting")[number % 3])
        yield made


@pytest.fixture(scope="module", params=["da", "en"])
def text(request, study):
    config = Config(parts=PARTS, language=request.param, author="Et team", context=1)
    return request.param, report(study, format="html", config=config)


@pytest.fixture(scope="module")
def page(text):
    return html.document_fromstring(text[1])


def test_the_page_says_its_language_and_asks_for_nothing(text, page):
    assert page.get("lang") == text[0]
    assert not page.xpath("//script|//link|//img|//iframe|//object|//form|//base|//@src|//@srcset")
    assert not re.search(r"url\(|@import|https?:", CSS)
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_each_name_is_one_place_and_each_link_leads_to_one(page):
    names, links = page.xpath("//@id"), page.xpath("//@href")
    assert len(names) == len(set(names))
    assert len(links) > 300
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(names)


def test_each_part_of_the_list_of_contents_is_a_section_with_its_heading(page):
    assert [one.tag for one in page.find("body")] == ["header", "nav", "main"]
    assert len(page.xpath("//h1")) == 1
    levels = [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert not page.xpath("//section[not(*[1][self::h2 or self::h3 or self::h4 or self::h5 or self::h6])]")
    for link in page.xpath("//nav//li/a"):
        [target] = page.xpath("//*[@id=$name]", name=link.get("href")[1:])
        assert target.tag == "section"
    [back] = page.xpath("//nav/a[@class='up']/@href")
    assert page.xpath("//nav/h2[@id=$name]", name=back[1:])


def test_each_table_has_a_caption_and_heads_that_say_what_they_are_of(page):
    tables = page.xpath("//table")
    assert len(tables) > 60
    for table in tables:
        assert table[0].tag == "caption"
        assert table[0].text_content().strip()
    assert set(page.xpath("//thead//th/@scope")) == {"col"}
    assert not page.xpath("//tbody/tr[not(*[1][self::th[@scope='row']])]")
    assert not page.xpath("//th[not(@scope)]|//th[not(normalize-space())]")


def test_what_may_be_broader_than_a_window_is_scrolled_with_keys(page):
    assert not page.xpath("//table[not(parent::div[@tabindex='0' or .//a])]")
    assert len(page.xpath("//svg")) > 40
    assert not page.xpath("//svg[not(ancestor::figure[@tabindex='0'])]")
    assert not page.xpath("//svg[not(@role='img') or not(*[1][self::title[normalize-space()]])]")


def test_a_number_leads_to_quotations_and_their_heading_leads_back(page):
    groups = page.xpath("//section[@id='chapters']//section[starts-with(@class, 's3')][.//h4//a]")
    assert groups
    for group in groups:
        [back] = group.xpath("./h4//a/@href")
        [table] = page.xpath("//*[@id=$name]", name=back[1:])
        assert f"#{group.get('id')}" in table.xpath(".//a/@href")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_stand_out_from_what_is_behind_them(theme):
    told = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in told if "--ink" in block)
    colours = light if theme == "light" else light | dark
    for letters in ("ink", "soft", "link"):
        for behind in ("paper", "tint"):
            assert contrast(colours[letters], colours[behind]) >= 4.5
    assert contrast(colours["faint"], colours["paper"]) >= 4.5


def contrast(one, other):
    """The ratio of WCAG 2.2."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_where_room_is_little_names_give_way_to_numbers():
    rows = (
        (Cell("05-foelgegruppe-birkeparken"), Cell("2", (Value(2),))),
        (Cell("i alt"), Cell("15", (Value(15),))),
    )
    table = Table("t", ("", "Passager"), rows)
    (name, number), (broader, same) = widths(table, 2600), widths(table, 3000)
    assert number == same
    assert name + 400 == broader
    assert sum(widths(table, 900)) <= 900


def test_a_table_stands_beside_its_chart_which_fits_a_phone(page):
    beside = page.xpath("//div[@class='tables'][figure]")
    assert len(beside) > 20
    for both in beside:
        assert [child.tag for child in both] == ["div", "figure"]
        assert float(both.xpath(".//svg/@width")[0]) < 350


def test_a_quotation_in_a_table_stands_together_with_its_place():
    cell = Cell((Run("2 af 2", strong=True), "\n\n", "»Ja.\nNej.«", "\n\n", Run("k1:3", emphasis=True)))
    told = render(document(Table("t", ("Kode", "a"), ((Cell("x"), cell),))), "html").decode()
    first, second = html.document_fromstring(told).xpath("//td/span[@class='part']")
    assert first.text_content() == "2 af 2"
    assert [(one.get("class"), one.text_content()) for one in second] == [
        (None, "»Ja.Nej.«"),
        ("aside", "k1:3"),
    ]


def test_a_row_higher_than_a_part_of_a_page_is_cut_on_paper_between_quotations():
    said = [("\n\n", f"»{'Ord for ord. ' * 160}«", "\n\n", Run(f"k1:{at}", emphasis=True)) for at in (3, 9)]
    cell = Cell((Run("2 af 2", strong=True), *said[0], *said[1]))
    told = document(Table("t", ("Kode", "a", "b"), ((Cell("ledelse"), cell, Cell("–")),)))

    def rows(paper):
        return html.document_fromstring("".join(pages(told, paper=paper))).xpath("//tbody/tr")

    assert len(rows(paper=False)) == 1
    first, second = rows(paper=True)
    assert [row[0].text_content() for row in (first, second)] == ["ledelse", "ledelse"]
    assert [row.xpath("string(.//span[@class='aside'])") for row in (first, second)] == ["k1:3", "k1:9"]


def test_the_line_under_a_quotation_is_broken_between_its_parts():
    long = "heraf tegn 22–42, 43–50, 60–70, 80–90 kodet af AB"
    told = render(document(quote(place=f"tegn 1497–1728 · kodet af AB, CD · {long}")), "html").decode()
    parts = html.document_fromstring(told).xpath("//figcaption/span")
    assert [one.text for one in parts] == [
        "tegn 1497–1728 ·",
        "kodet af AB, CD ·",
        "heraf tegn 22–42,",
        "43–50,",
        "60–70,",
        "80–90 kodet af AB",
    ]


def test_twin_tables_stand_together_and_their_chart_after_them():
    bars = Bars(("a", "b"), ("Cases",), ((Mark(1, "1"),), (Mark(2, "2"),)), "Cases")
    twin = Table("t", ("", "Passager"), ((Cell("a"), Cell("2", (Value(2),))),))
    told = render(document(twin, Chart("c", bars, "a"), twin), "html").decode()
    main = html.document_fromstring(told).find(".//main")
    assert [[child.tag for child in main[0]], main[1].tag] == [["div", "div"], "figure"]
    captions = [one.text_content()[:7] for one in main.xpath(".//caption|.//figcaption")]
    assert captions == ["Tabel 1", "Tabel 2", "Figur 1"]


def test_what_is_long_stands_below_its_heading():
    told = [Heading(1, "Interview"), *(Heading(2, "K1", aside="leder, " * n) for n in (2, 20))]
    page = html.document_fromstring(render(document(*told), "html").decode())
    assert page.xpath("//h3/span/@class") == ["count", "count below"]
