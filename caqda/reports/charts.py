"""Charts as values. How each is drawn stands in the renderers; all can be read without colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in a chart and how it is written; None where it is kept back, such as ``<3``.

    ``whole`` is how large it could be, such as the size of a group; 0 where it is not of a whole.
    """

    number: float | None
    text: str
    whole: float = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars that lie down: for each label one in each series (the values of a variable).

    ``marks`` are rows in the order of ``labels``, in each the series; all count the same ``unit``. ``scale``
    is the number that the longest bar there can be stands for; where it is 0, it is the largest there is.
    """

    labels: tuple[str, ...]
    series: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    unit: str
    scale: float = 0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A table whose cells are darker the more they hold, each with its number: crosstab, co-occurrence.

    ``scale`` is the number that the darkest there can be stands for, as with bars.
    """

    labels: tuple[str, ...]
    columns: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    unit: str
    scale: float = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where in a source each code stands: ``spans`` are half-open stretches of its ``length``.

    ``ticks`` are places on the way with what is written there, in a ``unit``: paragraphs, times.
    """

    labels: tuple[str, ...]
    spans: tuple[tuple[tuple[int, int], ...], ...]
    length: int
    ticks: tuple[tuple[int, str], ...] = ()
    unit: str = ""


Figure: TypeAlias = Bars | HeatMap | Timeline


def scale_of(figure: Bars | HeatMap) -> float:
    """The number that the longest bar or the darkest cell stands for; at least something."""
    marks = [mark for row in figure.marks for mark in row]
    return figure.scale or max((max(mark.number or 0, mark.whole) for mark in marks), default=0) or 1


def parted(figure: Figure, most: int) -> Iterator[Figure]:
    """The chart in charts of at most so many rows, all on the scale of the whole."""
    for at in range(0, max(len(figure.labels), 1), most):
        rows = slice(at, at + most)
        if isinstance(figure, Timeline):
            yield replace(figure, labels=figure.labels[rows], spans=figure.spans[rows])
        else:
            yield replace(
                figure, labels=figure.labels[rows], marks=figure.marks[rows], scale=scale_of(figure)
            )
