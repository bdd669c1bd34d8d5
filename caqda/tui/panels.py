"""The panels of all screens with their keys: what a keys file may name, and the manual's page of keys.

``python -m caqda.tui.panels`` prints that page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from caqda.tui import app_keys
from caqda.tui.keys import rows_of
from caqda.tui.screens import coding_keys
from caqda.tui.screens.bookmarks import BookmarkScreen
from caqda.tui.screens.bulk import BulkScreen
from caqda.tui.screens.codebook import CodebookScreen
from caqda.tui.screens.counting import CountingScreen
from caqda.tui.screens.crosstab import CrosstabScreen
from caqda.tui.screens.dialogs import Ask, Choose, Confirm
from caqda.tui.screens.display import DisplayScreen
from caqda.tui.screens.memos import MemosScreen, SearchMemos
from caqda.tui.screens.progress import ProgressScreen
from caqda.tui.screens.query import QueryScreen
from caqda.tui.screens.report import ReportScreen
from caqda.tui.screens.restructuring import RestructuringScreen
from caqda.tui.screens.saved import SavedScreen
from caqda.tui.screens.split import SplitScreen
from caqda.tui.screens.summary import SummaryScreen
from caqda.tui.transcript import bindings
from caqda.tui.widgets.book_tree import BookTree
from caqda.tui.widgets.chooser import Chooser
from caqda.tui.widgets.code_form import LineField
from caqda.tui.widgets.codes import CodeTree
from caqda.tui.widgets.expression import QueryInput
from caqda.tui.widgets.help import HelpScreen
from caqda.tui.widgets.marks import CodeMarks
from caqda.tui.widgets.memo import MemoEditor
from caqda.tui.widgets.parts import PartMarks
from caqda.tui.widgets.picker import PickScreen
from caqda.tui.widgets.preview import Preview
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.searching import SearchInput
from caqda.tui.widgets.table import Table
from caqda.wording import _

EVERYWHERE = "Everywhere"
CODING = "Coding"


@dataclass(frozen=True, slots=True)
class Panel:
    """Keys that work together. ``beneath`` names the panels whose keys work in it as well."""

    title: str
    bindings: tuple[Binding, ...]
    beneath: tuple[str, ...] = (EVERYWHERE,)


def _panel(title: str, *bound: Iterable[BindingType], beneath: tuple[str, ...] = (EVERYWHERE,)) -> Panel:
    own = {one.id: one for some in bound for one in some if isinstance(one, Binding) and one.id is not None}
    return Panel(title, tuple(own.values()), beneath)


PANELS: tuple[Panel, ...] = (
    _panel(EVERYWHERE, app_keys.BINDINGS, beneath=()),
    _panel("Transcript: move and select", bindings.BINDINGS, beneath=(EVERYWHERE, CODING)),
    _panel(CODING, coding_keys.BINDINGS),
    _panel("Bookmarks", BookmarkScreen.BINDINGS, beneath=("Lists",)),
    _panel("What is left", ProgressScreen.BINDINGS, beneath=("Lists",)),
    _panel("Display", DisplayScreen.BINDINGS, beneath=("Lists",)),
    _panel("The code picker", PickScreen.BINDINGS, beneath=()),
    _panel("Lists", RowList.BINDINGS, beneath=()),
    _panel("The tree of codes", CodeTree.BINDINGS, beneath=(EVERYWHERE, CODING, "Lists")),
    _panel("Memo", MemoEditor.BINDINGS),
    _panel("Memos and journal", SearchMemos.BINDINGS, MemosScreen.BINDINGS, beneath=(EVERYWHERE, "Lists")),
    _panel("Search", SearchInput.BINDINGS),
    _panel("Query", QueryInput.BINDINGS, QueryScreen.BINDINGS),
    _panel("What was saved", SavedScreen.BINDINGS, beneath=("Lists",)),
    _panel("Coding what was found", BulkScreen.BINDINGS, beneath=("Lists",)),
    _panel(
        "Crosstab",
        Table.BINDINGS,
        CrosstabScreen.BINDINGS,
        CountingScreen.BINDINGS,
        beneath=(EVERYWHERE, "Lists"),
    ),
    _panel("Summary", SummaryScreen.BINDINGS, beneath=()),
    _panel(
        "Codebook",
        RestructuringScreen.BINDINGS,
        CodebookScreen.BINDINGS,
        beneath=(EVERYWHERE, "The tree of the codebook"),
    ),
    _panel("Splitting a code", SplitScreen.BINDINGS, beneath=("Lists",)),
    _panel("Parts of a report", PartMarks.BINDINGS, beneath=(EVERYWHERE, "Report")),
    _panel("Report", CodeMarks.BINDINGS, ReportScreen.BINDINGS, beneath=(EVERYWHERE, "Lists")),
    _panel("Preview", Preview.BINDINGS, beneath=(EVERYWHERE, "Report")),
    _panel("Fields of a code", LineField.BINDINGS),
    _panel("Questions", Confirm.BINDINGS, beneath=()),
    _panel("A line that is asked for", Ask.BINDINGS, beneath=()),
    _panel("One of several", Choose.BINDINGS, beneath=()),
    _panel("One of a few", Chooser.BINDINGS, beneath=("Lists",)),
    _panel("Help", HelpScreen.BINDINGS, beneath=()),
)
_TREE = _panel("The tree of the codebook", BookTree.BINDINGS, beneath=())
"""The keys of lists and of the tree of codes, without those that the codebook needs itself."""


def panel(title: str) -> Panel:
    """The panel of that title."""
    return next(one for one in (*PANELS, _TREE) if one.title == title)


def together(one: Panel) -> Iterator[Binding]:
    """The bindings that work while a panel is in focus."""
    yield from one.bindings
    for title in one.beneath:
        yield from panel(title).bindings


def bound() -> dict[str, Binding]:
    """Every binding by its id, as it is without a keys file."""
    return {binding.id: binding for one in PANELS for binding in one.bindings if binding.id is not None}


def manual_page() -> str:
    """The manual's page of keys, as Markdown. ``caqda/help/keys.md`` is this, and a test holds it to it."""
    lines = [
        _("# Keys"),
        "",
        _(
            "`?` shows those that work now. No key for coding needs AltGr on a Danish keyboard, and what a\n"
            "terminal may take for itself has a twin. Nothing has to be saved."
        ),
        "",
        _(
            "Other keys: `caqda keys --init` writes a file with all of them, to be changed; `caqda keys`\n"
            "lists them as they are, `caqda keys --check` says what is wrong with the file."
        ),
    ]
    for one in PANELS:
        lines += ["", f"## {_(one.title)}", "", _("| keys | does |"), "|---|---|"]
        lines += [f"| {_code(row.keys)} | {row.words} |" for row in rows_of(one.bindings)]
    return "\n".join(lines) + "\n"


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.replace(" … ", "` … `").split("  "))


if __name__ == "__main__":
    print(manual_page(), end="")
