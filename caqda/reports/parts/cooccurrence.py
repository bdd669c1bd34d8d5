"""Which codes stand together: codes by codes, by overlap."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from caqda.analysis.cooccurrence import cooccurrence
from caqda.analysis.corpus import Ints
from caqda.analysis.disclosure import WITHHELD
from caqda.analysis.grid import Figure
from caqda.reports.charts import HeatMap, Mark
from caqda.reports.document import Cell, Chart, Table, Value
from caqda.reports.parts.making import Made, Making

_MOST = 18  # codes side by side
_FEW = 25  # pairs that are all told
_PAIRS = 100  # of more pairs, those that share most and are not many more than these


def blocks(making: Making) -> Made:
    """A heat map of the codes that meet most, and the pairs with their coefficients."""
    say = making.say
    told = cooccurrence(making.scope, codes=making.codes, roll_up=False)
    both = told.both.copy()
    np.fill_diagonal(both, 0)
    first, second = np.triu_indices(len(both), 1)
    met = both[first, second]
    order = np.argsort(-met, kind="stable")
    chosen = _side_by_side(
        zip(first[order].tolist(), second[order].tolist(), met[order].tolist(), strict=True)
    )
    figure = say.together_most_figure if both.any(axis=1).sum() > len(chosen) else say.together_figure
    least = _least(met, making.config.min_cell)
    order = order[met[order] >= least]
    names = [making.scope.corpus.codes[code].name for code in told.codes]
    pairs = "; ".join(
        f"{names[first[at]]} + {names[second[at]]} ({_passages(making, int(met[at]))})"
        for at in order[:3].tolist()
    )
    if len(chosen):
        yield Chart(
            figure.format(n=len(chosen)),
            HeatMap(
                tuple(names[at] for at in chosen),
                tuple(names[at] for at in chosen),
                tuple(
                    tuple(_mark(making, 0 if a == b else int(both[a, b]), a == b) for b in chosen)
                    for a in chosen
                ),
                say.together_unit,
            ),
            say.together_told.format(pairs=pairs),
            notes=(say.together_empty, *making.basis),
        )
    jaccard, share, counts = told.jaccard, told.share, told.counts
    yield Table(
        caption=say.together_caption,
        head=say.together_head,
        rows=tuple(
            (
                Cell(told.paths[a]),
                Cell(told.paths[b]),
                making.count(making.told(int(both[a, b]))),
                *_coefficients(
                    making,
                    ()
                    if both[a, b] < making.config.min_cell
                    else (jaccard[a, b], (share[a, b], counts[a]), (share[b, a], counts[b])),
                ),
            )
            for a, b in zip(first[order].tolist(), second[order].tolist(), strict=True)
        ),
        notes=(
            _shown(making, len(order), int(np.count_nonzero(met)), least),
            say.together_note,
            say.near_note,
            *making.basis,
        ),
        name=say.headings["cooccurrence"],
    )


def _side_by_side(pairs: Iterable[tuple[int, int, int]]) -> list[int]:
    """The codes of the pairs that share most, as far as there is room, in the order of the codebook."""
    chosen: set[int] = set()
    for first, second, number in pairs:
        more = chosen | {first, second}
        if not number or len(more) > _MOST:
            break
        chosen = more
    return sorted(chosen)


def _least(met: Ints, kept_back: int) -> int:
    """How many passages a pair that is told shares at least: the table ends where pairs differ."""
    if np.count_nonzero(met) <= _FEW:
        return 1
    most = int(met.max())
    steps = range(min(max(2, kept_back), most), most + 1)
    return next((least for least in steps if np.count_nonzero(met >= least) <= _PAIRS), most)


def _shown(making: Making, shown: int, there: int, least: int) -> str:
    """How many of the pairs that there are the table shows."""
    say, number, rest = making.say, making.words.number, there - shown
    if not rest:
        return say.together_all.format(n=number(shown))
    more = say.together_once if least == 2 else say.together_rest
    told = say.together_most.format(n=number(shown), least=least)
    return f"{told}; {more[rest != 1].format(n=number(rest))}"


def _passages(making: Making, number: int) -> str:
    """A number of passages with its unit; the least that is told, where it is kept back."""
    told = making.told(number)
    return making.words.count("passages", told) if isinstance(told, int) else told


def _mark(making: Making, number: int, same: bool) -> Mark:
    """How many passages two codes share; nothing is written for none, so that the others stand out."""
    return making.mark(making.told(number)) if number else Mark(None, "–" if same else "")


def _coefficients(
    making: Making, told: tuple[()] | tuple[float, tuple[float, int], tuple[float, int]]
) -> tuple[Cell, ...]:
    """Jaccard's coefficient and the shares, each with what it is of; withheld where the number behind is."""
    if not told:
        return (Cell(WITHHELD),) * 3
    jaccard, *shares = told
    first = Cell(making.words.decimals(str(Figure(float(jaccard), 3))), (Value(float(jaccard)),))
    return first, *(_percent(making, float(share), int(whole)) for share, whole in shares)


def _percent(making: Making, share: float, whole: int) -> Cell:
    words = making.words
    return Cell(
        f"{Figure(share, percent=True)} ({words.number(whole)})",
        (Value(share, "%"), Value(whole, words.passages)),
    )
