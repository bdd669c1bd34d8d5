"""A chart in letters, for terminals and for texts without pictures."""

from __future__ import annotations

from math import ceil

from rich.cells import cell_len

from caqda.reports.charts import Bars, Figure, HeatMap, Timeline, scale_of
from caqda.safety import for_terminal

_LOOKS = "█▒░▓▞▚"
_HEAT = " ░▒▓█"
_LONGEST = 30


def sketch(figure: Figure, width: int = 80) -> str:
    """The chart on lines of at most ``width`` cells, where its labels and columns leave room for it."""
    match figure:
        case Bars():
            drawn = _bars(figure, width)
        case HeatMap():
            drawn = _heat_map(figure)
        case Timeline():
            drawn = _timeline(figure, width)
    return "\n".join(line.rstrip() for line in drawn)


def _bars(figure: Bars, width: int) -> list[str]:
    labels, left = _labels(figure.labels)
    told = max((cell_len(mark.text) for row in figure.marks for mark in row), default=0)
    room = max(width - left - told - 4, 10)
    most = scale_of(figure)
    drawn = []
    if len(figure.series) > 1:
        drawn += [f"{_LOOKS[at % 6]} {_line(name)}" for at, name in enumerate(figure.series)]
        drawn.append("")
    for label, row in zip(labels, figure.marks, strict=True):
        for at, mark in enumerate(row):
            whole = "·" * (ceil(mark.whole / most * room) if mark.whole else 0)
            bar = _LOOKS[at % 6] * ceil((mark.number or 0) / most * room)
            bar += whole[len(bar) :]
            drawn.append(f"{label if not at else ' ' * left} │{bar} {mark.text}")
    return [*drawn, f"{' ' * left}  {_line(figure.unit)}"]


def _heat_map(figure: HeatMap) -> list[str]:
    labels, left = _labels(figure.labels)
    heads = [_short(column, 12) for column in figure.columns]
    wide = [
        max(cell_len(head), *(cell_len(row[at].text) + 2 for row in figure.marks), 4)
        for at, head in enumerate(heads)
    ]
    most = scale_of(figure)
    drawn = ["  ".join([" " * left, *(_right(head, room) for head, room in zip(heads, wide, strict=True))])]
    for label, row in zip(labels, figure.marks, strict=True):
        cells = (
            _right(f"{_HEAT[ceil((mark.number or 0) / most * 4)]} {mark.text}", room)
            for mark, room in zip(row, wide, strict=True)
        )
        drawn.append("  ".join([label, *cells]))
    return [*drawn, f"{' ' * left}  {_line(figure.unit)}"]


def _timeline(figure: Timeline, width: int) -> list[str]:
    labels, left = _labels(figure.labels)
    room = max(width - left - 3, 10)
    scale = room / max(figure.length, 1)
    drawn = []
    for label, spans in zip(labels, figure.spans, strict=True):
        lane = ["·"] * room
        for start, end in spans:
            first = min(int(start * scale), room - 1)
            last = max(ceil(end * scale), first + 1)
            lane[first:last] = "█" * (min(last, room) - first)
        drawn.append(f"{label} │{''.join(lane)}")
    ticks = [" "] * room
    free = 0
    for place, told in figure.ticks:
        at, text = min(int(place * scale), room - 1), _line(told)
        if at >= free and at + len(text) <= room:
            ticks[at : at + len(text)] = text
            free = at + len(text) + 1
    unit = _line(figure.unit)
    return [*drawn, f"{' ' * (left - cell_len(unit))}{unit} └{''.join(ticks)}"]


def _labels(labels: tuple[str, ...]) -> tuple[list[str], int]:
    shown = [_short(label, _LONGEST) for label in labels]
    room = max(map(cell_len, shown), default=0)
    return [label + " " * (room - cell_len(label)) for label in shown], room


def _line(text: str) -> str:
    return " ".join(for_terminal(text).split())


def _short(text: str, most: int) -> str:
    line = _line(text)
    while cell_len(line) > most:
        line = line[:-2].rstrip() + "…"
    return line


def _right(text: str, room: int) -> str:
    return " " * (room - cell_len(text)) + text
