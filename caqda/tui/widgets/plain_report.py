"""A report in Markdown as it is read on the screen: tables in columns, and no marks but those of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size

from caqda.tui.heads import laid_out, narrow, parted, stacked

_MARK = re.compile(r"\\(.)|\*{1,2}|`")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = "<br>"
_NAMES = 14  # cells of the names of rows, at least
_LONG = 30  # cells of what is read as a text, not as an entry of a table


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its heads, its rows, and for each column whether numbers end at its right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def parts(markdown: str) -> list[str | Rows]:
    """The report in its order: lines without marks, and tables."""
    found: list[str | Rows] = []
    table: list[str] = []
    drawn = False
    for line in markdown.split("\n"):
        if line.startswith("```"):
            drawn = not drawn
        elif not drawn and line.startswith("|"):
            table.append(line)
        else:
            if table:
                found.append(_rows(table))
                table = []
            found.append(line if drawn else _unmarked(line))
    return [*found, _rows(table)] if table else found


def laid(told: Sequence[str | Rows], width: int) -> str:
    """The report at a width in cells; its lines are still to be wrapped, those of tables are not longer."""
    return "\n".join("\n".join(_lines(one, width)) if isinstance(one, Rows) else one for one in told)


def _unmarked(line: str) -> str:
    return _MARK.sub(lambda found: found[1] or "", line)


def _rows(table: Sequence[str]) -> Rows:
    head, rule, *rows = ([cell.strip() for cell in _BAR.split(line)[1:-1]] for line in table)
    told = [tuple(map(_unmarked, row)) for row in (head, *rows)]
    return Rows(told[0], tuple(told[1:]), tuple(cell.endswith(":") for cell in rule))


def _lines(table: Rows, width: int) -> Iterator[str]:
    """In columns where all of them have room, else row by row, with the head before each cell."""
    each = range(1, len(table.head))
    cells = [max((cell_len(row[at]) for row in table.rows), default=0) for at in each]
    if max(cells, default=0) > _LONG:
        return _as_texts(table)
    columns = list(zip(table.head[1:], cells, strict=True))
    names = (cell_len(f"{indent}{name}") for indent, name in (("", table.head[0]), *_as_tree(table)))
    laid = laid_out(max(names), columns, width)
    if laid.all > width:
        laid = narrow(0, columns)
        laid = replace(laid, names=width - laid.all)
    if laid.names < _NAMES:
        return _as_sentences(table)
    return _in_columns(table, laid.names, (laid.names, *laid.widths), " " * laid.gap)


def _in_columns(table: Rows, names: int, widths: Sequence[int], gap: str) -> Iterator[str]:
    heads = stacked([parted(head, width) for head, width in zip(table.head, widths, strict=True)])
    for line in heads:
        yield _line(line, widths, table.right, gap)
    yield "─" * (sum(widths) + len(gap) * (len(widths) - 1))
    for (indent, name), row in zip(_as_tree(table), table.rows, strict=True):
        *before, last = (f"{indent}{line}" for line in parted(name, names - len(indent)))
        yield from before
        yield _line((last, *row[1:]), widths, table.right, gap)


def _as_tree(table: Rows) -> list[tuple[str, str]]:
    """The name of each row with the space before it: a path without what is above it, if that has a row."""
    depths: dict[str, int] = {}
    for path, *_cells in table.rows:
        above, _slash, _name = path.rpartition("/")
        depths[path] = depths[above] + 1 if above in depths else 0
    return [
        ("  " * depths[row[0]], row[0].rpartition("/")[2] if depths[row[0]] else row[0]) for row in table.rows
    ]


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], gap: str) -> str:
    told = (
        " " * (width - cell_len(cell)) + cell if ends else set_cell_size(cell, width)
        for cell, width, ends in zip(cells, widths, right, strict=True)
    )
    return gap.join(told).rstrip()


def _as_sentences(table: Rows) -> Iterator[str]:
    for row in table.rows:
        told = (f"{head} {cell}" for head, cell in zip(table.head[1:], row[1:], strict=True) if cell)
        yield f"- {row[0]}: {' · '.join(told)}"


def _as_texts(table: Rows) -> Iterator[str]:
    for number, row in enumerate(table.rows):
        yield from [""] if number else []
        yield row[0]
        for head, cell in zip(table.head[1:], row[1:], strict=True):
            if cell:
                yield f"{head}: {cell}".replace(_BREAK, "\n")
