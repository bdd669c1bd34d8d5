"""Charts as values. How each is drawn stands in the renderers; all can be read without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in a chart and how it is written; None where it is kept back, such as ``<3``."""

    number: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars that lie down: for each label one in each series (the values of a variable).

    ``marks`` are rows in the order of ``labels``, in each the series; all count the same ``unit``.
    """

    labels: tuple[str, ...]
    series: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A table whose cells are darker the more they hold, each with its number: crosstab, co-occurrence."""

    labels: tuple[str, ...]
    columns: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where in a source each code stands: ``spans`` are half-open stretches of its ``length``.

    ``ticks`` are places on the way with what is written there: paragraphs, times.
    """

    labels: tuple[str, ...]
    spans: tuple[tuple[tuple[int, int], ...], ...]
    length: int
    ticks: tuple[tuple[int, str], ...] = ()


Figure: TypeAlias = Bars | HeatMap | Timeline
