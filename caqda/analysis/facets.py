"""What divides the voices of a table: the values of a variable, or sources, or cases."""

from __future__ import annotations

from dataclasses import dataclass

from caqda.analysis.conditions import owners, unknown_value
from caqda.analysis.corpus import NO_CASE, natural
from caqda.analysis.tally import Tally
from caqda.analysis.values import number
from caqda.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Facet:
    """Values in order, and which of them each voice of the tally has; ``by`` names what they are of."""

    by: str
    values: tuple[str, ...]
    said: tuple[frozenset[str], ...]


def facet(tally: Tally, by: str) -> Facet:
    """The values of a variable, the sources or the cases that the voices have, in natural order.

    A voice has the values of its source and of its case. Raises UnknownName for anything else.
    """
    corpus, voices = tally.scope.corpus, tally.voices
    sources, cases = tally.scope.axis.ids[voices.source].tolist(), voices.case.tolist()
    if by.casefold() == "source":
        said = [frozenset({corpus.sources[source].name}) for source in sources]
        return _there("source", [source.name for source in corpus.sources.values()], said)
    if by.casefold() == "case":
        said = [frozenset({corpus.cases[case].name} if case != NO_CASE else ()) for case in cases]
        return _there("case", sorted(_all(said), key=natural), said)
    name = _variable(tally, by)
    of_sources, of_cases = owners(name, corpus.sources), owners(name, corpus.cases)
    said = [
        frozenset(value for value in (of_sources.get(source), of_cases.get(case)) if value is not None)
        for source, case in zip(sources, cases, strict=True)
    ]
    values = sorted(_all(said), key=natural)
    if corpus.variables[name] == "number":
        values.sort(key=lambda value: (found := number(value)) is None or found)
    return _there(name, values, said)


def _there(by: str, values: list[str], said: list[frozenset[str]]) -> Facet:
    """The facet without the values that no voice has."""
    there = _all(said)
    return Facet(by, tuple(value for value in values if value in there), tuple(said))


def _all(said: list[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*said)


def _variable(tally: Tally, by: str) -> str:
    corpus = tally.scope.corpus
    try:
        return corpus.variable_named(by)
    except UnknownName:
        known = [*corpus.variables, "source", "case", "coder"]
        raise UnknownName(unknown_value("variable", by, known)) from None
