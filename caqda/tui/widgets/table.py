"""A table on the screen: its rows, a heading and a foot that stay, and a cursor on one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from caqda.tui.colours import legible, shades_are_alike
from caqda.tui.sheet import EMPTY, Sheet, SheetRow
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_

_WIDEST = 18  # cells of a column
_NARROW = 9  # the same, where not all columns are in sight; the line under the table says the whole name
CROSS = " × "
"""What parts the two lines of a heading: the values of two variables that are crossed."""
_PAD = 2  # cells around a number, where the cursor's brackets stand
_DEEPEST = 0.42  # how much of the shade the fullest cell gets
_BARS = " ▁▂▃▄▅▆▇█"  # what says it where shades are alike


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand: the width of the names, and number and width of each column in sight."""

    names: int
    shown: tuple[tuple[int, int], ...]
    more_left: bool
    more_right: bool


class Table(RowList):
    """The rows of a table. :class:`TableEdge` draws its heading and its foot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "column(1)", N_("Next column"), show=False, id="table.right"),
        Binding("left,h", "column(-1)", N_("Previous column"), show=False, id="table.left"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--shade", "table--cell"}
    DEFAULT_CSS = """
    Table {
        overflow-y: auto;
        & .table--shade { background: $primary; }
        & .table--cell { background: $foreground 35%; text-style: bold; }
        &:focus .rows--cursor { background: $primary 20%; text-style: none; }
        &:focus .table--cell { background: $primary; color: $text; text-style: bold; }
    }
    """

    @dataclass
    class CellMoved(Message):
        """The cursor stands on another cell, or on the same one of another table."""

        table: Table

        @property
        def control(self) -> Table:
            """The table that posted it."""
            return self.table

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._sheet = EMPTY
        self._column = 0
        self._first = 0
        self._laid: Columns | None = None
        self._shades: dict[int, Style] = {}

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    @property
    def column(self) -> int:
        """The number of the column under the cursor."""
        return self._column

    @property
    def current(self) -> Any:
        """The row under the cursor; None where there is none, or it has no cell to stand on."""
        return super().current if self._sheet.columns else None

    def show(self, sheet: Sheet) -> None:
        """Show a table; the cursor stays on its row and column."""
        before = self._sheet.columns[self._column] if self._column < len(self._sheet.columns) else ""
        self._sheet = sheet
        if before in sheet.columns:
            self._column = sheet.columns.index(before)
        self._column = max(0, min(self._column, len(sheet.columns) - 1))
        self._first, self._laid = 0, None
        self.fill(sheet.rows)
        self._reveal_column()
        self._repaint()

    def on_row_list_highlighted(self) -> None:
        """Another row, another cell."""
        self.post_message(self.CellMoved(self))

    def action_column(self, step: int) -> None:
        """Go to the next or previous column."""
        column = max(0, min(self._column + step, len(self._sheet.columns) - 1))
        if column != self._column:
            self._column = column
            self._reveal_column()
            self._repaint()

    def _repaint(self) -> None:
        self.refresh()
        self.post_message(self.CellMoved(self))

    # the columns ------------------------------------------------------------------------------------

    @property
    def columns(self) -> Columns:
        """Where the columns stand at this width."""
        if self._laid is None:
            self._laid = self._lay_columns()
        return self._laid

    def _lay_columns(self) -> Columns:
        sheet, width = self._sheet, self.scrollable_content_region.width
        widths = whole = _widths(sheet, _WIDEST)
        labels = (cell_len(row.label) + 2 * row.depth for row in sheet.rows)
        names = max(cell_len(sheet.totals_label), cell_len(sheet.corner), *labels, 0) + 2
        names = max(12, min(names, max(width - sum(widths), width * 9 // 20)))
        if names + 1 + sum(widths) > width:
            widths = _widths(sheet, _NARROW)
        room = width - names - 1
        shown: list[tuple[int, int]] = []
        for at in range(self._first, len(widths)):
            if widths[at] > room and shown:
                break
            shown.append((at, min(widths[at], max(room, 1))))
            room -= widths[at]
        left, right = self._first > 0, bool(shown) and shown[-1][0] < len(widths) - 1
        room -= 2 * (left or right)  # for the arrows at the end of the heading
        for number, (at, width) in enumerate(shown):  # what is left over is for headings that are cut
            more = max(0, min(whole[at] - width, room))
            shown[number], room = (at, width + more), room - more
        return Columns(names, tuple(shown), left, right)

    def _reveal_column(self) -> None:
        self._first, self._laid = min(self._first, self._column), None
        while self.columns.shown and self.columns.shown[-1][0] < self._column:
            self._first, self._laid = self._first + 1, None

    # painting ---------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._shades = {}

    def draw(self, row: SheetRow, width: int) -> Text:
        """The name of a code, and its numbers."""
        columns = self.columns
        here = self.current is not None and row.key == self.current.key
        text = Text(f"{'›' if here else ' '}{'  ' * row.depth}{row.label}")
        text.truncate(columns.names, overflow="ellipsis", pad=True)
        for at, cells in columns.shown:
            number = row.cells[at]
            if here and at == self._column:
                text.append(f"[{number}]".rjust(cells), self.look("table--cell"))
            else:
                if cell_len(number) >= cells:
                    number = f"{set_cell_size(number, cells - 2).rstrip()}…"
                text.append(f"{number}{self._bar(row, at)}".rjust(cells), self._shade(row, at))
        return text

    def _bar(self, row: SheetRow, at: int) -> str:
        """How full a cell is, in a sign, where no shade can say it."""
        alike = self.app.no_color or shades_are_alike(self.app.console.color_system)
        return _BARS[round(row.weights[at] * 8)] if alike else " "

    def _shade(self, row: SheetRow, at: int) -> Style:
        """The background of a cell: the fuller, the deeper; the number stays readable on it."""
        if self._sheet.sums and at == len(self._sheet.columns) - 1:
            return Style(bold=True)
        step = round(row.weights[at] * 10)
        if not step:
            return self.look("rows--dim")
        if step not in self._shades:
            _, _, base, text = self.colors
            shade = self.get_component_styles("table--shade").background
            back = base.blend(shade, _DEEPEST * step / 10)
            self._shades[step] = Style(color=legible(text, back).rich_color, bgcolor=back.rich_color)
        return self._shades[step]

    @property
    def heading(self) -> int:
        """How many lines the heading of the columns has."""
        return 2 if any(CROSS in name for name in self._sheet.columns) else 1

    def edge(self, *, foot: bool) -> Text:
        """The heading of the columns, or the line that says what each column consists of."""
        if foot or self.heading == 1:
            return self._edge(self._sheet.totals if foot else self._sheet.columns, foot=foot)
        first, second = zip(*(name.rpartition(CROSS)[::2] for name in self._sheet.columns), strict=True)
        return Text("\n").join([self._edge(first, foot=True, label=""), self._edge(second, foot=False)])

    def _edge(self, names: Sequence[str], *, foot: bool, label: str | None = None) -> Text:
        columns, sheet = self.columns, self._sheet
        text = Text(f" {(sheet.totals_label if foot else sheet.corner) if label is None else label}")
        text.truncate(columns.names, overflow="ellipsis", pad=True)
        for at, width in columns.shown:
            said = Text("".join(names[at : at + 1]))
            said.truncate(width - _PAD + 1, overflow="ellipsis")
            text.append(" " * (width - 1 - said.cell_len))
            text.append_text(said)
            text.append(" ")
        if not foot and (columns.more_left or columns.more_right):
            text.append(f"{'‹' if columns.more_left else ' '}{'›' if columns.more_right else ' '}")
        return text

    def on_resize(self) -> None:
        """Show as many columns as there is room for."""
        self._first = 0
        self._reveal_column()
        self._repaint()

    def on_click(self, event: events.Click) -> None:
        """Go to the cell under the mouse; once more opens it."""
        event.prevent_default()
        place = event.get_content_offset_capture(self)
        edge = self.columns.names
        if place.x >= edge:
            for at, width in self.columns.shown:
                edge += width
                if place.x < edge:
                    self._column = at
                    break
        again = event.chain > 1
        self._set(place.y + self.scroll_offset.y)
        self._repaint()
        if again:
            self.action_choose()


class TableEdge(Widget):
    """The heading of a table's columns, or its foot; they stay where they are while the rows scroll."""

    DEFAULT_CSS = """
    TableEdge {
        height: 1;
        text-style: bold;
        color: $foreground 80%;
    }
    """

    def __init__(self, table: Table, *, foot: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._table, self._foot = table, foot

    def render(self) -> RenderResult:
        """The line."""
        return self._table.edge(foot=self._foot)

    def fit(self) -> None:
        """Take as many lines as the heading has, and draw them anew."""
        if not self._foot:
            self.styles.height = self._table.heading
        self.refresh()


def _widths(sheet: Sheet, widest: int) -> list[int]:
    """The width of each column: of its numbers, and of its heading as far as that is not too wide."""
    found = []
    for at, name in enumerate(sheet.columns):
        told = max(map(cell_len, (*sheet.totals[at : at + 1], *_texts(sheet, at), "   ")))
        heading = max(map(cell_len, name.split(CROSS)))
        found.append(max(min(told, _WIDEST), min(heading, widest)) + _PAD)
    return found


def _texts(sheet: Sheet, column: int) -> list[str]:
    return [row.cells[column] for row in sheet.rows]
