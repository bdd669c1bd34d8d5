"""A table as the screen shows it: every cell as text, with how full it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from caqda.tui.heads import laid_out, narrow, parted, stacked
from caqda.tui.quotes import one_line
from caqda.wording import N_, _, figure, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.grid import Cell, Grid
    from caqda.analysis.table import Asked, Table

_APART = 2  # cells between the columns of what is read beside a table

UNITS = (N_("cases"), N_("sources"), N_("passages"), N_("words"))
SHARES = {
    "": N_("counts"),
    "column": N_("% of group"),
    "row": N_("% of code"),
    "words": N_("per 1,000 words"),
}
MEETINGS = {
    "pairs": N_("pairs"),
    "both": N_("with both"),
    "jaccard": N_("Jaccard"),
    "share": N_("share of the row"),
    "lift": N_("lift"),
    "characters": N_("characters"),
}
_WITHIN = {
    "overlap": N_("overlap"),
    "sentence": N_("in one sentence"),
    "paragraph": N_("in one paragraph"),
    "turn": N_("in one turn"),
    "source": N_("in one source"),
}
LIKENESSES = {"jaccard": N_("Jaccard"), "match": N_("simple match")}
KINDS = {
    "crosstab": (N_("Codes by values"), N_("crosstab")),
    "cooccurrence": (N_("Codes by codes"), N_("which stand together")),
    "frequencies": (N_("How often"), N_("each code is used")),
    "similarity": (N_("How alike"), N_("cases or sources are")),
    "timeline": (N_("Where in the sources"), N_("each code falls")),
    "saturation": (N_("What is new"), N_("in each interview")),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row. ``cells`` has a text for each column; ``weights`` (0 to 1) how full each is.

    ``key`` says which row it is however the table is laid out, ``place`` where it stands in the grid.
    """

    key: str
    place: int
    label: str
    depth: int
    cells: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table laid out. ``totals`` says what each column consists of; empty where nothing does.

    ``sums`` is whether the last column counts all the others at once.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    totals_label: str
    totals: tuple[str, ...]
    caption: tuple[str, ...]
    sums: bool


EMPTY = Sheet("", (), (), "", (), (), False)


def sheet_of(table: Table) -> Sheet:
    """A table that was counted, ready to be drawn."""
    grid = table.grid
    weights = _weights(table)
    rows = tuple(
        SheetRow(
            key,
            place,
            one_line(", ".join(str(cell).strip() for cell in row[: grid.labels])),
            (len(str(row[0])) - len(str(row[0]).lstrip())) // 2,
            tuple(map(_said, row[grid.labels :])),
            tuple(weights[place]),
        )
        for place, (row, key) in enumerate(zip(grid.rows, grid.paths(), strict=True))
    )
    label, totals = _totals(table)
    return Sheet(
        one_line(", ".join(filter(None, grid.head[: grid.labels]))),
        tuple(map(one_line, grid.head[grid.labels :])),
        rows,
        label,
        totals,
        tuple(map(one_line, grid.notes)),
        table.asked.kind == "crosstab" and not table.asked.transposed,
    )


def title(asked: Asked, grid: Grid) -> str:
    """What a table is, in one line."""
    return " · ".join([one_line(grid.title), *_asked_for(asked)])


def told_of(asked: Asked, name: str = "") -> str:
    """What a table that is not counted asks for, in one line; less what its ``name`` says already."""
    kind = _(KINDS[asked.kind][0])
    if asked.kind == "crosstab" and asked.by:
        from caqda.analysis.facets import CROSS, told_by

        kind = _("Codes by {columns}").format(columns=one_line(told_by(CROSS.join(asked.by))))
    return " · ".join([*([] if name.startswith(kind) else [kind]), *_asked_for(asked)])


def _asked_for(asked: Asked) -> list[str]:
    parts = []
    if asked.kind == "crosstab":
        parts += [_(asked.unit), _(SHARES[asked.share])]
    if asked.kind == "cooccurrence":
        parts += [_(_WITHIN[asked.within]), _(MEETINGS[asked.measure or "pairs"])]
    if asked.kind == "similarity":
        parts += [_(LIKENESSES[asked.measure or "jaccard"])]
    parts.append(_("with sub-codes") if asked.rolls_up else _("without sub-codes"))
    if not asked.none and asked.kind == "crosstab":
        parts.append(_("without those that have no value"))
    if asked.sort:
        arrow = "↑" if asked.smallest_first else "↓"
        parts.append(f"{arrow} {one_line(asked.sort)}")
    if asked.transposed:
        parts.append(_("rows as columns"))
    if asked.narrow.strip():
        parts.append(_("only “{text}”").format(text=one_line(asked.narrow)))
    return parts


def told_of_cell(table: Table, place: int, column: int) -> str:
    """What a number counts, in words: in a crosstab in every unit."""
    from caqda.analysis.crosstab import Crosstab

    grid = table.grid
    name = one_line(table.name(place, column + grid.labels))
    told = table.told
    if not isinstance(told, Crosstab):
        return f"{name}: {_said(grid.rows[place][column + grid.labels])}"
    row, at = table.place(place, column + grid.labels)
    where = told.columns[at] if at < len(told.columns) else None
    cell, whole = told.cell(told.rows[row], where), told.column_total(where)
    return _("{name}: {n} of {cases}, {sources}, {passages}, {words}").format(
        name=name,
        n=numeral(cell.cases),
        cases=_several(ngettext("{n} case", "{n} cases", whole.cases), whole.cases),
        sources=_several(ngettext("{n} source", "{n} sources", cell.sources), cell.sources),
        passages=_several(ngettext("{n} passage", "{n} passages", cell.passages), cell.passages),
        words=_several(ngettext("{n} word", "{n} words", cell.words), cell.words),
    )


def new_codes(table: Table, place: int, column: int) -> str:
    """Which codes a number of new codes counts, to stand after it: their own column may be too narrow."""
    row, at = table.place(place, column + table.grid.labels)
    if table.asked.kind != "saturation" or at != 0:
        return ""
    names = one_line(str(table.counted.rows[row][-1]))
    return f" ({names})" if names else ""


def _several(text: str, number: int) -> str:
    return text.format(n=numeral(number))


class Aligned:
    """A grid in letters, its numbers under each other; where it is narrow, the first column gives way."""

    def __init__(self, grid: Grid) -> None:
        self._corner, *self._heads = map(one_line, grid.head)
        self._rows = [[str(row[0]).rstrip(), *map(_said, row[1:])] for row in grid.rows]

        names, *others = zip(*self._rows, strict=True) if self._rows else ((), *((),) * len(self._heads))
        told = [max(map(cell_len, column), default=0) for column in others]
        self._columns = list(zip(self._heads, told, strict=True))
        self._names = max(map(cell_len, (self._corner, *names)))

    @property
    def least(self) -> int:
        """The cells in which all of it is in sight, with heads of several lines."""
        return narrow(self._names, self._columns, gap=_APART).all

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines."""
        laid = laid_out(self._names, self._columns, options.max_width, gap=_APART)
        heads = [parted(head, width) for head, width in zip(self._heads, laid.widths, strict=True)]
        lines = [["", *line] for line in stacked(heads)]
        lines[-1][0] = self._corner
        for number, line in enumerate((*lines, *self._rows)):
            name = Text(line[0])
            name.truncate(laid.names, overflow="ellipsis", pad=True)
            gap = " " * laid.gap
            said = (f"{gap}{text:>{width}}" for text, width in zip(line[1:], laid.widths, strict=True))
            told = name.append("".join(said))
            told.no_wrap = True
            if number < len(lines):
                told.stylize("bold")
            yield told


# -- how full a cell is --------------------------------------------------------------------------------


def _weights(table: Table) -> list[list[float]]:
    """How full each cell of the grid is: 1 is the fullest of those that can be compared with it."""
    counted = table.counted
    sizes = [[_size(cell) for cell in row[counted.labels :]] for row in counted.rows]
    whole = _shares(table, sizes) if table.asked.kind == "crosstab" else sizes
    weights = [[0.0] * len(row) for row in whole]
    for columns in _alike(table):
        cells = [(at, column) for at in range(len(whole)) for column in columns]
        cells = [(at, column) for at, column in cells if not _of_itself(table, at, column)]
        most = max((whole[at][column] for at, column in cells), default=0.0)
        for at, column in cells:
            weights[at][column] = whole[at][column] / most if most > 0 else 0.0
    if table.asked.transposed:
        return [[weights[at][row] for at in range(len(weights))] for row in table.rows]
    return [weights[row] for row in table.rows]


def _shares(table: Table, sizes: list[list[float]]) -> list[list[float]]:
    """Numbers of a crosstab as shares: of their columns, or of their rows where these are shown."""
    told, asked = table.told, table.asked
    if asked.share:
        return sizes
    wholes = [told.column_total(name).count(asked.unit) for name in (*told.columns, None)]
    return [
        [size / whole if whole else 0.0 for size, whole in zip(row, wholes, strict=True)] for row in sizes
    ]


def _alike(table: Table) -> list[list[int]]:
    """The columns whose numbers are of one kind, and are held against each other."""
    columns = list(range(len(table.counted.head) - table.counted.labels))
    kind, measure = table.asked.kind, table.asked.measure
    if kind == "crosstab":
        return [columns[:-1]]
    if kind in ("similarity", "timeline"):
        return [columns[1:]]
    if kind == "cooccurrence" and measure not in ("", "pairs"):
        return [columns]
    return [[column] for column in columns]


def _of_itself(table: Table, row: int, column: int) -> bool:
    """Whether a number is of a thing and itself, and so says nothing beside the others."""
    if table.asked.kind not in ("cooccurrence", "similarity"):
        return False
    counted = table.counted
    return bool(str(counted.rows[row][0]) == counted.head[column + counted.labels])


def _totals(table: Table) -> tuple[str, tuple[str, ...]]:
    told, asked = table.told, table.asked
    if asked.kind != "crosstab" or asked.transposed:
        return "", ()
    sizes = [told.shown(None, name, asked.unit) for name in (*told.columns, None)]
    return _("all {unit}").format(unit=_(asked.unit)), tuple(map(_said, sizes))


def _size(value: Cell) -> float:
    """How much a cell holds: its number, or what a text begins with."""
    if isinstance(value, int):
        return float(value)
    if isinstance(value, str):
        digits = value.lstrip("<").partition(" ")[0].partition("-")[0]
        return float(digits) if digits.replace(".", "", 1).isdecimal() else 0.0
    return value.value if value.value == value.value else 0.0


def _said(value: Any) -> str:
    if isinstance(value, int):
        return numeral(value)
    return figure(one_line(str(value))) or "–"
