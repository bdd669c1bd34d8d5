"""The report as PDF: the page of HTML set for paper by WeasyPrint, an extra (``caqda[pdf]``)."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, BinaryIO

from caqda.errors import InputError
from caqda.reports.document import Document
from caqda.reports.html import pages
from caqda.wording import _

_PAGES = """
@page {
  @top-left { content: string(report, last); }
  @top-right { content: string(part, start) string(section, start) string(group, start); }
}
@page :first { @top-left { content: none; } @top-right { content: none; } }
h1 { string-set: report content(text); }
h2 { string-set: part content(text), section "", group ""; bookmark-state: closed; }
h3 { string-set: section " · " attr(data-head), group ""; bookmark-state: closed; }
h4 { string-set: group " · " attr(data-head); }
[data-head] { bookmark-label: attr(data-head); }
nav a { display: block; border-bottom: .5pt solid var(--rule); }
nav a::after { content: target-counter(attr(href), page); float: right; }
.count:not(.below) { float: none !important; padding-left: .8em !important; }
nav ul ul { columns: auto !important; }
table { table-layout: fixed; }
caption span { display: inline !important; }
dl, dl > div { display: block !important; }
dl > div { break-inside: avoid; }
dt { float: left; clear: left; width: 7.5rem; }
dd { margin-left: 8.4rem !important; }
dd::after { content: ""; display: block; clear: left; }
header dl > div { padding-left: 8.4rem; text-indent: -8.4rem; }
header dt { float: none; display: inline-block; width: 8.4rem; text-indent: 0; }
header dd { display: inline; margin: 0 !important; }
header dd::after { content: none; }
.tables { display: block !important; }
.tables > .table, .tables > .chart { display: inline-block; width: 82mm; vertical-align: top; }
.tables > .table:nth-child(odd) { margin-right: 5mm !important; }
.tables:has(> .chart) > .table { width: 94mm; margin-right: 5mm !important; }
.tables > .chart { width: 70mm; }
"""
"""What a page continues, which stands in its head, and the numbers of pages, which browsers do not know; and
plain layouts for those that take long to find.

Dots that lead to a number would each be a box, which is why a line stands in their place; and each line of
text beside or below something that floats takes twice as long.
"""


def write(document: Document, file: BinaryIO) -> None:
    """The whole report, with bookmarks and tags. Raises InputError where what it needs is not there."""
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string="".join(pages(document, paper=True)), url_fetcher=_nothing)
    with _kept():
        page.write_pdf(
            file,
            finisher=lambda _, pdf: _scope(pdf.objects),
            stylesheets=[weasyprint.CSS(string=_PAGES)],
            pdf_variant="pdf/ua-1",
        )


def _scope(objects: list[Any]) -> None:
    """What a head of a table is of, which WeasyPrint leaves out: a column, where its row is one of heads."""

    def parent(element: Any) -> Any:
        return objects[int(element["P"].split()[0])]

    for element in objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            of = "Column" if parent(parent(element))["S"] == "/THead" else "Row"
            element["A"]["Scope"] = f"/{of}"


@contextmanager
def _kept() -> Iterator[None]:
    """Nothing is looked for that could be thrown away: all boxes of all pages are held to the end."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _weasyprint() -> Any:
    try:
        weasyprint = import_module("weasyprint")
    except ImportError:
        raise InputError(
            "PDF", _("WeasyPrint is not installed: install it with pip install 'caqda[pdf]', or write .html.")
        ) from None
    except OSError:
        raise InputError(
            "PDF",
            _(
                "the system's library Pango is missing: install it (Debian and Ubuntu: libpangoft2-1.0-0, "
                "Fedora and Homebrew: pango), or write .html and print that from a browser."
            ),
        ) from None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint


def _nothing(url: str, *args: object, **named: object) -> dict[str, Any]:
    raise ValueError(f"a report fetches nothing: {url}")
