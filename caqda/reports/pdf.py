"""The report as PDF: the page of HTML set for paper by WeasyPrint, an extra (``caqda[pdf]``)."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any, BinaryIO

from caqda.errors import InputError
from caqda.reports.document import Document
from caqda.reports.html import pages
from caqda.wording import _

_PAGES = """
nav a::after { content: leader(".") target-counter(attr(href), page); }
nav ul ul { columns: 1 !important; }
.prose .l, .prose tbody th { overflow-wrap: break-word !important; }
.even table { table-layout: fixed !important; }
"""
"""Pages in the list of contents, which browsers do not count; and tables whose layout takes long to find."""


def write(document: Document, file: BinaryIO) -> None:
    """The whole report, with bookmarks and tags. Raises InputError where what it needs is not there."""
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string="".join(pages(document)), url_fetcher=_nothing)
    # The identifier is else drawn by lot.
    page.write_pdf(
        file,
        stylesheets=[weasyprint.CSS(string=_PAGES)],
        pdf_identifier=document.provenance.hash[:32].encode(),
        pdf_tags=True,
    )


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
