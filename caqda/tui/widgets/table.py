"""A table on the screen: its rows, a heading and a foot that stay, and a cursor on one cell."""

from __future__ import annotations

from collections.abc import Mapping
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
from caqda.tui.heads import Column, laid_out, narrow, parted, roomy, stacked
from caqda.tui.sheet import EMPTY, Sheet, SheetRow
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_

_LEAST = 10  # cells of the names
_SAID = 16  # cells that a column of words has at least
_DEEPEST = 0.42  # how much of the shade the fullest cell gets
_BARS = " ▁▂▃▄▅▆▇█"  # what says it where shades are alike


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand: the width of the names, and number and width of each column in sight.

    Between two columns are ``gap`` cells, the last of them behind a column; ``heading`` is the lines of
    the heads.
    """

    names: int
    shown: tuple[tuple[int, int], ...]
    gap: int
    heading: int
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
        self._words: frozenset[int] = frozenset()
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
        self._words = _columns_of_words(sheet)
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
        width = self.scrollable_content_region.width
        laid = laid_out(*self._measured(), width)
        room = width - laid.names - 2 * (not laid.whole)  # the arrows stand at the end of the heading
        shown: list[tuple[int, int]] = []
        for at in range(self._first, len(laid.widths)):
            if laid.widths[at] + laid.gap > room and shown:
                break
            shown.append((at, max(1, min(laid.widths[at], room - laid.gap))))
            room -= laid.widths[at] + laid.gap
        for number, (at, cells) in enumerate(shown):
            if at in self._words and room > 0:  # what is left over is for words
                shown[number], room = (at, cells + room), 0
        heads = zip(self._sheet.columns, laid.widths, strict=True)
        heading = max((len(parted(*head)) for head in heads), default=1)
        left, right = self._first > 0, bool(shown) and shown[-1][0] < len(laid.widths) - 1
        return Columns(laid.names, tuple(shown), laid.gap, heading, left, right)

    def _measured(self) -> tuple[int, list[Column]]:
        """The cells of the names, and the columns."""
        sheet = self._sheet
        labels = (cell_len(row.label) + 2 * row.depth for row in sheet.rows)
        names = max(cell_len(sheet.totals_label), cell_len(sheet.corner), *labels, _LEAST) + 2
        columns = []
        for at, name in enumerate(sheet.columns):
            told = max(map(cell_len, (*sheet.totals[at : at + 1], *_texts(sheet, at))), default=0)
            columns.append((name, min(told, _SAID) if at in self._words else max(told, 2)))
        return names, columns

    @property
    def least(self) -> int:
        """The cells in which all columns and the whole names are in sight."""
        return narrow(*self._measured()).all + 2

    @property
    def roomy(self) -> int:
        """The cells in which every head stands in one line."""
        return roomy(*self._measured()).all + 2

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
        text.truncate(columns.names - 1, overflow="ellipsis", pad=True)
        text.append(" ")
        cursor: tuple[int, str] | None = None
        for at, cells in columns.shown:
            said = row.cells[at]
            if cell_len(said) > cells:
                said = f"{set_cell_size(said, cells - 1).rstrip()}…"
            placed = self._placed(at, said, cells)
            if here and at == self._column:
                begin = len(text) + columns.gap - 1 + len(placed) - len(placed.lstrip())
                cursor = begin - 1, f"[{said}]"
            text.append(f"{' ' * (columns.gap - 1)}{placed}{self._bar(row, at)}", self._shade(row, at))
        return text if cursor is None else self._with_cursor(text, *cursor)

    def _placed(self, at: int, said: str, cells: int) -> str:
        """A text in its column: words begin at the left, numbers end at the right."""
        space = " " * (cells - cell_len(said))
        return said + space if at in self._words else space + said

    def _with_cursor(self, text: Text, place: int, told: str) -> Text:
        """A row with the cell of the cursor in brackets, which stand in the cells beside it."""
        return Text.assemble(text[:place], (told, self.look("table--cell")), text[place + len(told) :])

    def _bar(self, row: SheetRow, at: int) -> str:
        """How full a cell is, in a sign, where no shade can say it."""
        return _BARS[round(row.weights[at] * 8)] if self.has_bars else " "

    @property
    def has_bars(self) -> bool:
        """Whether bars, not shades, say how full a cell is."""
        return self.app.no_color or shades_are_alike(self.app.console.color_system)

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
        return self.columns.heading

    def edge(self, *, foot: bool) -> Text:
        """The heading of the columns, or the line that says what each column consists of."""
        columns, sheet = self.columns, self._sheet
        if foot:
            return self._edge(sheet.totals_label, dict(enumerate(sheet.totals)))
        heads = [parted(sheet.columns[at], cells) for at, cells in columns.shown]
        lines = stacked([*heads, [""] * columns.heading])
        places = [at for at, _ in columns.shown]
        told = [
            self._edge(sheet.corner if line is lines[-1] else "", dict(zip(places, line, strict=False)))
            for line in lines
        ]
        if columns.more_left or columns.more_right:
            told[-1].append(f"{'‹' if columns.more_left else ' '}{'›' if columns.more_right else ' '}")
        return Text("\n").join(told)

    def _edge(self, label: str, said: Mapping[int, str]) -> Text:
        columns = self.columns
        text = Text(f" {label}")
        text.truncate(columns.names, overflow="ellipsis", pad=True)
        for at, cells in columns.shown:
            text.append(f"{' ' * (columns.gap - 1)}{self._placed(at, said.get(at, ''), cells)} ")
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
                edge += width + self.columns.gap
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


def _texts(sheet: Sheet, column: int) -> list[str]:
    return [row.cells[column] for row in sheet.rows]


def _columns_of_words(sheet: Sheet) -> frozenset[int]:
    """The columns that hold no numbers but names."""
    return frozenset(
        at
        for at in range(len(sheet.columns))
        if any(any(map(str.isalpha, text)) for text in _texts(sheet, at))
        and all(text == "–" or any(map(str.isalpha, text)) for text in _texts(sheet, at))
    )
