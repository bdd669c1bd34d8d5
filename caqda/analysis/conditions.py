"""What ``where`` asks: for which passages does a condition hold.

A passage has a variable's value if its source has it, or one of the cases whose turns it overlaps. So
it may have several, and ``=``, ``<`` and the like hold where one of them fits; ``!=`` and ``not`` are
the plain opposite, and hold also where there is no value. ``variable = ""`` holds where there is none.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from caqda.analysis.axis import Axis
from caqda.analysis.corpus import Corpus, natural
from caqda.analysis.expression import Both, Comparison, Condition, Either, Negation, Word
from caqda.analysis.parser import pointing
from caqda.analysis.passages import Ints, Mask
from caqda.errors import QueryError, UnknownName
from caqda.language.names import nearest
from caqda.tree import unknown

Fits = Callable[[str], bool]
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_YES = frozenset({"yes", "ja", "true", "sand", "1", "x"})
_NO = frozenset({"no", "nej", "false", "falsk", "0"})


@dataclass(frozen=True, eq=False)
class Subject:
    """Passages on the line, and how to see which of them were made by some of given coders.

    Without ``coded_by``, what is asked of coders holds either way: of a turn it cannot be said.
    """

    start: Ints
    end: Ints
    coded_by: Callable[[list[int]], Mask] | None


@dataclass(frozen=True, eq=False)
class Conditions:
    """Answers conditions written in ``text`` about a corpus."""

    corpus: Corpus
    axis: Axis
    text: str

    def hold(self, condition: Condition, subject: Subject, wanted: bool = True) -> Mask:
        """For which passages the condition holds (does not hold, where not ``wanted``).

        Raises QueryError or UnknownName, showing the place, for what does not exist or make sense.
        """
        match condition:
            case Negation(inner):
                return self.hold(inner, subject, not wanted)
            case Both(left, right) | Either(left, right):
                one, other = self.hold(left, subject, wanted), self.hold(right, subject, wanted)
                return one & other if isinstance(condition, Both) == wanted else one | other
            case Comparison():
                return self._compare(condition, subject, wanted)

    def _compare(self, comparison: Comparison, subject: Subject, wanted: bool) -> Mask:
        if comparison.operator == "!=":
            wanted = not wanted
        asked = comparison.name.text.casefold()
        if asked == "coder":
            return self._coder(comparison, subject, wanted)
        find = {"source": self._source, "case": self._case, "speaker": self._speaker}
        found = find.get(asked, self._variable)(comparison, subject)
        return found if wanted else ~found

    def _coder(self, comparison: Comparison, subject: Subject, wanted: bool) -> Mask:
        fits = self._name_fits("coder", comparison, self.corpus.coders.values())
        chosen = [key for key, name in self.corpus.coders.items() if fits(name)]
        if subject.coded_by is None:
            return np.ones(len(subject.start), dtype=bool)
        found = subject.coded_by(chosen)
        return found if wanted else ~found

    def _source(self, comparison: Comparison, subject: Subject) -> Mask:
        names = {key: source.name for key, source in self.corpus.sources.items()}
        fits = self._name_fits("source", comparison, names.values())
        return self._of_sources({key for key, name in names.items() if fits(name)}, subject)

    def _case(self, comparison: Comparison, subject: Subject) -> Mask:
        names = {key: case.name for key, case in self.corpus.cases.items()}
        fits = self._name_fits("case", comparison, names.values())
        chosen = [key for key, name in names.items() if fits(name)]
        return self.axis.turns.any_of(np.isin(self.axis.turns.case, chosen), subject.start, subject.end)

    def _speaker(self, comparison: Comparison, subject: Subject) -> Mask:
        speakers = self.corpus.speakers
        fits = self._name_fits("speaker", comparison, {who.label for who in speakers.values()})
        chosen = [key for key, who in speakers.items() if fits(who.label)]
        return self.axis.turns.any_of(np.isin(self.axis.turns.speaker, chosen), subject.start, subject.end)

    def _variable(self, comparison: Comparison, subject: Subject) -> Mask:
        name = self._variable_named(comparison.name)
        of_sources = owners(name, self.corpus.sources)
        of_cases = owners(name, self.corpus.cases)
        if any(not value.text for value in comparison.values):
            self._only_equal(comparison)
        fits = self._value_fits(name, comparison, {*of_sources.values(), *of_cases.values()})
        found = self._having(of_sources, of_cases, fits, subject)
        if any(not value.text for value in comparison.values):
            found |= ~self._having(of_sources, of_cases, bool, subject)
        return found

    def _having(
        self, of_sources: Mapping[int, str], of_cases: Mapping[int, str], fits: Fits, subject: Subject
    ) -> Mask:
        chosen = [key for key, value in of_cases.items() if fits(value)]
        turns = np.isin(self.axis.turns.case, chosen)
        found = self.axis.turns.any_of(turns, subject.start, subject.end)
        return found | self._of_sources({key for key, value in of_sources.items() if fits(value)}, subject)

    def _of_sources(self, chosen: set[int], subject: Subject) -> Mask:
        which = np.array([int(key) in chosen for key in self.axis.ids], dtype=bool)
        if not len(which):
            return np.zeros(len(subject.start), dtype=bool)
        return np.asarray(which[self.axis.source_of(subject.start)])

    # -- what values fit -------------------------------------------------------------------------------

    def _variable_named(self, word: Word) -> str:
        try:
            return self.corpus.variable_named(word.text)
        except UnknownName:
            known = [*self.corpus.variables, "coder", "source", "case", "speaker"]
            raise self._unknown("variable", word, known) from None

    def _name_fits(self, kind: str, comparison: Comparison, names: Iterable[str]) -> Fits:
        self._only_equal(comparison)
        wanted = {self._spelt(kind, value, list(names)) for value in comparison.values}
        return lambda name: name in wanted

    def _value_fits(self, name: str, comparison: Comparison, values: set[str]) -> Fits:
        kind = self.corpus.variables[name]
        said = [value for value in comparison.values if value.text]
        if comparison.operator in _ORDERED:
            compare, limit = _ORDERED[comparison.operator], said[0]
            key = self._key(kind, limit)
            return lambda value: (at := key(value)) is not None and compare(at, key(limit.text))
        if kind == "text":
            wanted = {self._spelt(f"value of {name}", value, list(values)) for value in said}
            return lambda value: value in wanted
        pairs = [(self._key(kind, value), value.text) for value in said]
        return lambda value: any(key(value) == key(text) for key, text in pairs)

    def _key(self, kind: str, limit: Word) -> Callable[[str], Any]:
        """How values of a type are compared with a limit; a value that is not of the type is None."""
        key: Callable[[str], Any] = {"number": number, "yesno": _yesno}.get(kind, natural)
        if kind == "date":
            # A date is compared as far as the limit is written: 2020-03-19 <= 2020 holds.
            return lambda value: value[: len(limit.text)]
        if key(limit.text) is None:
            example = "a number" if kind == "number" else "yes or no"
            message = f'Expected {example} instead of "{limit.text}".'
            raise pointing(QueryError, message, self.text, limit.at, limit.end)
        return key

    def _spelt(self, kind: str, word: Word, names: list[str]) -> str:
        """The name as it is written in the study; capitals matter only where they tell names apart."""
        if word.text in names:
            return word.text
        alike = [name for name in names if name.casefold() == word.text.casefold()]
        if len(alike) != 1:
            raise self._unknown(kind, word, names)
        return alike[0]

    def _unknown(self, kind: str, word: Word, names: Iterable[str]) -> Exception:
        message = unknown if kind in ("source", "case", "coder") else unknown_value
        return pointing(UnknownName, message(kind, word.text, names), self.text, word.at, word.end)

    def _only_equal(self, comparison: Comparison) -> None:
        if comparison.operator in _ORDERED:
            value = comparison.values[0]
            message = f'"{comparison.name.text}" has no order here; compare it by =, != or in (...).'
            if not value.text:
                message = "No value is neither less nor more than another; compare it by = or !=."
            raise pointing(QueryError, message, self.text, comparison.name.at, value.end)


def owners(variable: str, things: Mapping[int, Any]) -> dict[int, str]:
    """The values of a variable by the source or case that has one."""
    return {key: value for key, thing in things.items() if (value := thing.variables.get(variable))}


def unknown_value(kind: str, name: str, names: Iterable[str]) -> str:
    """The sentence for what does not exist and what no command lists: with the nearest, or with all."""
    there = sorted(set(names), key=natural)
    if close := nearest(name, there):
        return f'There is no {kind} "{name}"; did you mean {" or ".join(map(_quoted, close))}?'
    return f'There is no {kind} "{name}"; there is {", ".join(map(_quoted, there)) or "none at all"}.'


def number(value: str) -> float | None:
    """The number that is written, with a decimal point or comma; None where it is none."""
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None


def _yesno(value: str) -> bool | None:
    said = value.casefold()
    return True if said in _YES else False if said in _NO else None


def _quoted(name: str) -> str:
    return f'"{name}"'
