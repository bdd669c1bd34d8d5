"""The live crosstab: the code in hand by the grouping variable, as it stands after the last coding."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.naming import called
from caqda.tui.widgets.lines import Line, LineList
from caqda.tui.widgets.title import Title
from caqda.wording import _, numeral

if TYPE_CHECKING:
    from caqda.analysis.crosstab import Crosstab

_BOLD = 2  # lines at the top: the heads, and all together


class LivePanel(Vertical):
    """A title and a small table."""

    DEFAULT_CSS = """
    LivePanel { & LineList { height: 1fr; } }
    """

    def compose(self) -> ComposeResult:
        """Title and table."""
        yield Title("")
        yield LineList()

    def tell(self, title: str, words: str = "") -> None:
        """Say why there is no table."""
        self._entitle(title)
        self.query_one(LineList).show([(line, False) for line in wrap(words, max(20, self.size.width - 4))])

    def show(self, table: Crosstab) -> None:
        """Show the first row of a crosstab: cases and passages by column."""
        row = table.rows[0]
        title = _("Live: {code} by {variable}  ·  sub-codes included").format(
            code=row.path, variable=called(table.by)
        )
        self._entitle(title)
        self.query_one(LineList).show(lines(table))

    def _entitle(self, title: str) -> None:
        self.query_one(Title).tell(title, keyed(self, _("{coding.live:a} folds it away")))


def lines(table: Crosstab) -> list[Line]:
    """The table in lines: all in one, then one for each value; what is counted stands above."""
    row = table.rows[0]
    counted = [(row.total, table.total), *zip(row.cells, table.column_totals, strict=True)]
    names = ["", _("all"), *(for_terminal(name) for name in table.columns)]
    heads = (_("cases"), _("sources"), _("passages"), _("words"))
    of = _("{n} of {all}")
    body = [
        heads,
        *(
            (
                of.format(n=cell.cases, all=all_.cases),
                of.format(n=cell.sources, all=all_.sources),
                numeral(cell.passages),
                numeral(cell.words),
            )
            for cell, all_ in counted
        ),
    ]
    first = max(map(cell_len, names))
    widths = [max(map(len, column)) for column in zip(*body, strict=True)]
    told: list[Line] = []
    for name, numbers in zip(names, body, strict=True):
        cells = "".join(f"  {number:>{width}}" for number, width in zip(numbers, widths, strict=True))
        told.append((f"{name}{' ' * (first - cell_len(name))}{cells}", len(told) < _BOLD))
    return told
