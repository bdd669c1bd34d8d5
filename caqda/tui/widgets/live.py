"""The live crosstab: the code in hand by the grouping variable, as it stands after the last coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from caqda.safety import for_terminal

if TYPE_CHECKING:
    from caqda.analysis.crosstab import Crosstab


class LivePanel(Vertical):
    """A title and a small table."""

    DEFAULT_CSS = """
    LivePanel {
        & .panel--title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & VerticalScroll { height: 1fr; padding: 0 1; }
        & #table { width: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        """Title and table."""
        yield Static(classes="panel--title", markup=False)
        with VerticalScroll():
            yield Static(id="table", markup=False)

    def tell(self, title: str, words: str = "") -> None:
        """Say why there is no table."""
        self.query_one(".panel--title", Static).update(for_terminal(title))
        self.query_one("#table", Static).update(words)

    def show(self, table: Crosstab) -> None:
        """Show the first row of a crosstab: cases and passages by column."""
        row = table.rows[0]
        title = f"Live: {row.path} by {table.by}  ·  sub-codes included"
        self.query_one(".panel--title", Static).update(for_terminal(title))
        self.query_one("#table", Static).update(lines(table))


def lines(table: Crosstab) -> Text:
    """The table as text: a line a unit, each number with what it is out of."""
    row = table.rows[0]
    names = [*(for_terminal(name) for name in table.columns), "total"]
    cells = [*row.cells, row.total]
    totals = [*table.column_totals, table.total]
    body = {
        "cases": [f"{cell.cases} of {of.cases}" for cell, of in zip(cells, totals, strict=True)],
        "sources": [f"{cell.sources} of {of.sources}" for cell, of in zip(cells, totals, strict=True)],
        "passages": [str(cell.passages) for cell in cells],
        "words": [str(cell.words) for cell in cells],
    }
    widths = [max(len(name), *(len(told[at]) for told in body.values())) for at, name in enumerate(names)]
    text = Text(" " * 10, style="")
    text.append("  ".join(name.rjust(width) for name, width in zip(names, widths, strict=True)), "bold")
    for unit, told in body.items():
        text.append(f"\n{unit:<10}", "bold")
        text.append("  ".join(one.rjust(width) for one, width in zip(told, widths, strict=True)))
    return text
