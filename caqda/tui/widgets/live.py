"""The live crosstab: the code in hand by the grouping variable, as it stands after the last coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from caqda.safety import for_terminal
from caqda.tui.widgets.title import Title
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.crosstab import Crosstab


class LivePanel(Vertical):
    """A title and a small table."""

    DEFAULT_CSS = """
    LivePanel {
        & VerticalScroll { height: 1fr; padding: 0 1; }
        & #table { width: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shape = (0, 0)

    def compose(self) -> ComposeResult:
        """Title and table."""
        yield Title("")
        with VerticalScroll():
            yield Static(id="table", markup=False)

    def tell(self, title: str, words: str = "") -> None:
        """Say why there is no table."""
        self.query_one(Title).tell(title)
        self._shape = (0, 0)
        self.query_one("#table", Static).update(words)

    def show(self, table: Crosstab) -> None:
        """Show the first row of a crosstab: cases and passages by column."""
        row = table.rows[0]
        title = _("Live: {code} by {variable}  ·  sub-codes included").format(
            code=row.path, variable=table.by
        )
        self.query_one(Title).tell(title)
        there, told = self.query_one("#table", Static), lines(table)
        before, self._shape = self._shape, _shape(told)
        there.update(told, layout=self._shape != before)  # else nothing on the screen moves


def _shape(text: Text) -> tuple[int, int]:
    """The width and height of a text in cells."""
    rows = text.split("\n")
    return max(row.cell_len for row in rows), len(rows)


def lines(table: Crosstab) -> Text:
    """The table as text: all in one line, then a line for each value; what is counted stands above."""
    row = table.rows[0]
    counted = [(row.total, table.total), *zip(row.cells, table.column_totals, strict=True)]
    names = [_("all"), *(for_terminal(name) for name in table.columns)]
    heads = (_("cases"), _("sources"), _("passages"), _("words"))
    body = [
        (
            _("{n} of {all}").format(n=cell.cases, all=of.cases),
            _("{n} of {all}").format(n=cell.sources, all=of.sources),
            str(cell.passages),
            str(cell.words),
        )
        for cell, of in counted
    ]
    first = max(map(len, names))
    widths = [max(len(head), *(len(told[at]) for told in body)) for at, head in enumerate(heads)]
    text = Text(" " * first)
    for head, width in zip(heads, widths, strict=True):
        text.append(f"  {head:>{width}}", "bold")
    for name, told in zip(names, body, strict=True):
        text.append(f"\n{name:<{first}}", "bold" if name == names[0] else "")
        for number, width in zip(told, widths, strict=True):
            text.append(f"  {number:>{width}}")
    return text
