"""The page, what belongs to it, and the headers that keep it to itself."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template

from caqda.errors import InputError
from caqda.safety import for_terminal
from caqda.wording import _, language

# Style elements are allowed because xterm.js writes its own. 'sandbox' leaves out forms, windows and
# downloads: an address in a transcript cannot be opened by a stray click.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-scripts allow-same-origin"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "caqda",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file that the page needs."""

    body: bytes
    type: str


def parts(title: str) -> dict[str, Part]:
    """The page, under the empty name, and its scripts and styles, by name.

    Raises InputError where the package that carries the terminal emulator is not installed.
    """
    ours, theirs = files(__name__.rpartition(".")[0]), _emulator()
    return {
        "": Part(_page(ours.joinpath("page.html").read_text("utf-8"), title).encode(), "text/html"),
        "page.css": Part(ours.joinpath("page.css").read_bytes(), "text/css"),
        "page.js": Part(ours.joinpath("page.js").read_bytes(), "text/javascript"),
        "xterm.css": Part(_read(theirs / "css" / "xterm.css"), "text/css"),
        "textual.js": Part(_read(theirs / "js" / "textual.js"), "text/javascript"),
    }


def _page(template: str, title: str) -> str:
    words = {
        "language": language(),
        "title": for_terminal(title),
        "opening": _("Opening the study …"),
        "no_script": _("This page needs JavaScript, which it takes from caqda alone."),
        "closed": _("This page is no longer connected to caqda. What you did is on disk."),
        "gone": _(
            "caqda does not answer here any more. What you did is on disk. Start it again, and open the "
            "address that it prints."
        ),
        "again": _("Open the study again"),
    }
    return Template(template).substitute({name: html.escape(text) for name, text in words.items()})


def _emulator() -> Path:
    # Found, not imported: only its static files are used.
    found = find_spec("textual_serve")
    if found is None or not found.submodule_search_locations or find_spec("aiohttp") is None:
        raise InputError(
            "serve",
            _(
                "the package that draws the screen in a browser is not installed;"
                " add it with 'pip install textual-serve'."
            ),
        )
    return Path(found.submodule_search_locations[0]) / "static"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            path,
            _(
                "the file that draws the screen in a browser is missing;"
                " install it with 'pip install \"textual-serve>=1.1,<2\"'."
            ),
        ) from error
