"""The manual's page of keys, made from the bindings of all screens."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from caqda.tui.app import CaqdaApp
from caqda.tui.keys import rows_of
from caqda.tui.screens import coding_keys
from caqda.tui.screens.codebook import CodebookScreen
from caqda.tui.screens.crosstab import CrosstabScreen
from caqda.tui.screens.query import QueryScreen
from caqda.tui.screens.report import ReportScreen
from caqda.tui.screens.saved import SavedScreen
from caqda.tui.screens.split import SplitScreen
from caqda.tui.transcript import bindings
from caqda.tui.widgets.codes import CodeTree
from caqda.tui.widgets.expression import QueryInput
from caqda.tui.widgets.marks import CodeMarks
from caqda.tui.widgets.memo import MemoEditor
from caqda.tui.widgets.picker import PickScreen
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.searching import SearchInput
from caqda.tui.widgets.table import Table


def manual_page() -> str:
    """The manual's page of keys, as Markdown. ``caqda/help/keys.md`` is this, and a test holds it to it."""
    parts: list[tuple[str, Iterable[BindingType]]] = [
        ("Everywhere", CaqdaApp.BINDINGS),
        ("Transcript: move and select", bindings.BINDINGS),
        ("Coding", coding_keys.BINDINGS),
        ("The code picker", [*PickScreen.BINDINGS, Binding("enter", "pick", "Apply")]),
        ("Lists", RowList.BINDINGS),
        ("The tree of codes", CodeTree.BINDINGS),
        ("Memo", [one for one in MemoEditor.BINDINGS if isinstance(one, Binding) and one.id]),
        ("Search", [one for one in SearchInput.BINDINGS if isinstance(one, Binding) and one.id]),
        ("Query", [*QueryInput.BINDINGS, *QueryScreen.BINDINGS]),
        ("What was saved", SavedScreen.BINDINGS),
        ("Crosstab", [*Table.BINDINGS, *CrosstabScreen.BINDINGS]),
        ("Codebook", CodebookScreen.BINDINGS),
        ("Splitting a code", SplitScreen.BINDINGS),
        ("Report", [*CodeMarks.BINDINGS, *ReportScreen.BINDINGS]),
    ]
    lines = [
        "# Keys",
        "",
        "`?` shows those that work now. No key for coding needs AltGr on a Danish keyboard; `[ ] { }` have",
        "twins. Nothing has to be saved.",
    ]
    for name, bound in parts:
        lines += ["", f"## {name}", "", "| keys | does |", "|---|---|"]
        lines += [f"| {_code(row.keys)} | {row.words} |" for row in rows_of(bound)]
    return "\n".join(lines) + "\n"


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.replace(" … ", "` … `").split("  "))
