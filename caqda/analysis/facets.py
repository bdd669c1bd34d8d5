"""What divides the voices of a table: the values of a variable, or sources, or cases; crossed, or binned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TypeAlias

from caqda.analysis.conditions import owners, unknown_value
from caqda.analysis.corpus import NO_CASE, Corpus, natural
from caqda.analysis.tally import Tally
from caqda.analysis.values import number
from caqda.errors import QueryError, UnknownName
from caqda.wording import N_, _

NONE = N_("(none)")
"""What has no value; :func:`told_value` says it in the language of the interface."""

CROSS = " × "
_OWN = (N_("source"), N_("case"), N_("coder"), N_("date"))
"""What stands between two values, or two variables, that are crossed."""

Edges: TypeAlias = Sequence[str | float]
Bins: TypeAlias = Mapping[str, Edges] | Edges

_CROSSED = re.compile(r"\s+[x×]\s+")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Facet:
    """Values in order, and which of them each voice of the tally has; ``by`` names what they are of."""

    by: str
    values: tuple[str, ...]
    said: tuple[frozenset[str], ...]

    @property
    def complete(self) -> tuple[bool, ...]:
        """Which values have no part that is ``(none)``, as a crossed one can have."""
        return tuple(NONE not in value.split(CROSS) for value in self.values)


def told_value(value: str) -> str:
    """A value, or several crossed, as a person reads it."""
    return CROSS.join(_(NONE) if part == NONE else part for part in value.split(CROSS))


def told_by(by: str) -> str:
    """What a table is divided by, as a person reads it: caqda's own divisions in the reader's language."""
    return CROSS.join(_(part) if part in _OWN else part for part in by.split(CROSS))


def parts_of(corpus: Corpus, by: str | Iterable[str]) -> list[str]:
    """The names that a table is divided by: ``perspektiv x år`` is two, unless a variable is called so."""
    if not isinstance(by, str):
        return [part for name in by for part in parts_of(corpus, name)]
    if any(by.casefold() == name.casefold() for name in corpus.variables):
        return [by]
    return _CROSSED.split(by.strip())


def facet(tally: Tally, by: str | Iterable[str], bins: Bins = ()) -> Facet:
    """The values of a variable, the sources or the cases that the voices have; of several, crossed.

    A voice has the values of its source and of its case. Values stand in natural order. Those of
    numbers and dates are put in ``bins`` by edges, given by variable, or for the only one that has an
    order. Raises UnknownName for what is no variable, QueryError for bins that fit none.
    """
    parts = parts_of(tally.scope.corpus, by)
    known = [_simple(tally, name) for name in parts]
    edges = _edges(tally.scope.corpus, [one.by for one in known], bins)
    found, *others = [
        _binned(tally.scope.corpus, one, edges[one.by]) if one.by in edges else one for one in known
    ]
    for other in others:
        found = _crossed(found, other)
    return found


# -- one variable --------------------------------------------------------------------------------------


def _simple(tally: Tally, by: str) -> Facet:
    corpus, voices = tally.scope.corpus, tally.voices
    sources, cases = tally.scope.axis.ids[voices.source].tolist(), voices.case.tolist()
    heard = zip(sources, cases, tally.heard.tolist(), strict=True)
    told = [(source, case) if there else None for source, case, there in heard]

    def said_by(find: Callable[[int, int], Iterable[str | None]]) -> list[frozenset[str]]:
        return [frozenset(filter(None, find(*voice)) if voice else ()) for voice in told]

    if by.casefold() == "source":
        said = said_by(lambda source, case: [corpus.sources[source].name])
        return _there("source", [source.name for source in corpus.sources.values()], said)
    if by.casefold() == "case":
        said = said_by(lambda source, case: [corpus.cases[case].name] if case != NO_CASE else [])
        return _there("case", sorted(_all(said), key=natural), said)
    name = _variable(corpus, by)
    of_sources, of_cases = owners(name, corpus.sources), owners(name, corpus.cases)
    said = said_by(lambda source, case: [of_sources.get(source), of_cases.get(case)])
    values = sorted(_all(said), key=natural)
    if corpus.variables[name] == "number":
        values.sort(key=lambda value: (found := number(value)) is None or found)
    return _there(name, values, said)


def _there(by: str, values: Iterable[str], said: Sequence[frozenset[str]]) -> Facet:
    """The facet without the values that no voice has."""
    there = _all(said)
    return Facet(by, tuple(value for value in values if value in there), tuple(said))


def _all(said: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*said)


def _variable(corpus: Corpus, by: str) -> str:
    if by.casefold() == "coder":
        raise QueryError(_("Coders are not crossed with anything: coder stands alone."))
    try:
        return corpus.variable_named(by)
    except UnknownName:
        known = [*corpus.variables, "source", "case", "coder"]
        raise UnknownName(unknown_value("variable", by, known)) from None


# -- crossed -------------------------------------------------------------------------------------------


def _crossed(one: Facet, other: Facet) -> Facet:
    """Every value of the one with every value of the other; who has neither has no value."""
    said = [
        frozenset(CROSS.join(pair) for pair in product(mine or {NONE}, theirs or {NONE}))
        if mine or theirs
        else frozenset[str]()
        for mine, theirs in zip(one.said, other.said, strict=True)
    ]
    pairs = product((*one.values, NONE), (*other.values, NONE))
    return _there(f"{one.by}{CROSS}{other.by}", (CROSS.join(pair) for pair in pairs), said)


# -- binned --------------------------------------------------------------------------------------------


def _edges(corpus: Corpus, names: list[str], bins: Bins) -> dict[str, Edges]:
    """The edges by variable."""
    if not bins:
        return {}
    if isinstance(bins, Mapping):
        found = {_variable(corpus, name): edges for name, edges in bins.items()}
        if beside := set(found) - set(names):
            raise QueryError(
                _('The table is not divided by "{name}", so it has no bins.').format(name=beside.pop())
            )
        return found
    fit = [name for name in names if corpus.variables.get(name) in ("number", "date")]
    if len(fit) != 1:
        told = _("The table is divided by neither a number nor a date; write what has bins: NAME=1,2,3.")
        if fit:
            told = _("The table is divided by {names}; write which of them has the bins: NAME=1,2,3.")
        raise QueryError(told.format(names=", ".join(fit)))
    return {fit[0]: bins}


def _binned(corpus: Corpus, told: Facet, edges: Edges) -> Facet:
    """Values put between edges; one that cannot be read as a number or a date stays as it is."""
    texts = [str(edge).strip() for edge in edges]
    keys = [_key(corpus.variables[told.by], text) for text in texts]
    if None in keys or any(not low < high for low, high in pairwise(keys)):  # type: ignore[operator]
        what = _('The bins of "{by}" are numbers, each larger than the one before.')
        if corpus.variables[told.by] == "date":
            what = _('The bins of "{by}" are dates such as 2020-03, each later than the one before.')
        raise QueryError(what.format(by=told.by))
    names = [
        f"<{texts[0]}",
        *(f"{low}–<{high}" for low, high in pairwise(texts)),
        f"≥{texts[-1]}",
    ]

    def bin_of(value: str) -> str:
        key = _key(corpus.variables[told.by], value)
        return value if key is None else names[sum(edge <= key for edge in keys)]  # type: ignore[operator]

    by_value = {value: bin_of(value) for value in told.values}
    unread = [value for value in told.values if by_value[value] == value]
    said = [frozenset(by_value[value] for value in mine) for mine in told.said]
    return _there(told.by, [*names, *unread], said)


def _key(kind: str, value: str) -> float | str | None:
    if kind == "date":
        return value if _DATE.match(value) else None
    return number(value)
