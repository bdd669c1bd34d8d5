"""The formats of a report as the screen offers them, and the one that was written last on this machine."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec

from caqda import preferences
from caqda.errors import StudyError
from caqda.tui.widgets.chooser import Option
from caqda.wording import N_, _

FORMATS = {
    "docx": "Word",
    "odt": "OpenDocument",
    "pdf": "PDF",
    "html": N_("HTML, one page"),
    "md": "Markdown",
    "tex": "LaTeX",
    "xlsx": N_("Excel, a sheet a table"),
    "csv": N_("CSV, a row a quotation"),
    "json": N_("JSON, for programs"),
}
"""By their ending. Word comes first: that is what is handed in."""

_FILE = "report"


def last_written() -> str:
    """The format to begin with: the one of the last report, Word where there was none."""
    kept = preferences.read(_FILE).get("format")
    return kept if isinstance(kept, str) and kept in FORMATS else next(iter(FORMATS))


def remember(ending: str) -> None:
    """Begin with this format from now on; where settings cannot be written, the report still was."""
    if ending != last_written():
        with suppress(StudyError):
            preferences.write(_FILE, {"format": ending})


def options() -> list[Option]:
    """The formats to choose from."""
    lacking = {"pdf": "" if find_spec("weasyprint") else _("needs pip install 'caqda[pdf]'")}
    return [Option(one, f"{_(words)} (.{one})", lacking.get(one, "")) for one, words in FORMATS.items()]
