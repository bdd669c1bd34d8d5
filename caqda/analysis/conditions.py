"""What ``where`` asks: for which passages does a condition hold.

A passage has a variable's value if its source has it, or one of the cases whose turns it overlaps; and
the memo, the coder and the time of every coding that made it. So it may have several, and ``=``, ``<``,
``~`` and the like hold where one of them fits; ``!=``, ``!~`` and ``not`` are the plain opposite, and
hold also where there is no value. ``variable = ""`` holds where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from caqda.analysis.axis import Axis
from caqda.analysis.corpus import Corpus, kept_in, natural
from caqda.analysis.expression import Both, Comparison, Condition, Either, Negation, Range, Word
from caqda.analysis.parser import pointing
from caqda.analysis.passages import Ints, Mask
from caqda.analysis.values import ORDERED, Fits, any_fits, contains, moments, number, written
from caqda.errors import QueryError, UnknownName
from caqda.language.names import nearest
from caqda.tree import either, unknown
from caqda.wording import _

__all__ = ["Conditions", "Subject", "number", "owners", "unknown_value"]

OF_CODINGS = ("coder", "memo", "created")
"""What is asked of the codings that made a passage."""
NAMES = ("source", "case", "speaker", *OF_CODINGS)
"""What can be asked beside variables."""


@dataclass(frozen=True, eq=False)
class Subject:
    """Passages on the line, and how to see which of them were made by some of the codings under a mask.

    Without ``made_by``, what is asked of codings holds either way: of a turn it cannot be said.
    """

    start: Ints
    end: Ints
    made_by: Callable[[Mask], Mask] | None


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
        if comparison.operator in ("!=", "!~"):
            wanted = not wanted
        if comparison.operator in ("~", "!~") and not next(written(comparison)).text:
            word = next(written(comparison))
            raise self._fault(_('There is nothing to look for; ask for what has none by = "".'), word)
        asked = comparison.name.text.casefold()
        if asked in OF_CODINGS:
            find = {"coder": self._coder, "memo": self._memo, "created": self._created}[asked]
            codings = find(comparison)
            if subject.made_by is None:
                return np.ones(len(subject.start), dtype=bool)
            found = codings(subject.made_by)
        else:
            ask = {"source": self._source, "case": self._case, "speaker": self._speaker}
            found = ask.get(asked, self._variable)(comparison, subject)
        return found if wanted else ~found

    # -- of the codings that made it -------------------------------------------------------------------

    def _coder(self, comparison: Comparison) -> Asked:
        fits = self._name_fits("coder", comparison, self.corpus.coders.values())
        chosen = [key for key, name in self.corpus.coders.items() if fits(name)]
        return lambda made_by: made_by(np.isin(self.corpus.codings.coder, chosen))

    def _memo(self, comparison: Comparison) -> Asked:
        self._only_equal(comparison)
        said = [value.text.casefold() for value in written(comparison) if value.text]
        tests = [contains(text) if "~" in comparison.operator else _same(text) for text in said]
        fitting = self._with_memo(lambda memo: any(test(memo) for test in tests))
        if len(said) == len(comparison.values):
            return lambda made_by: made_by(fitting)
        return lambda made_by: made_by(fitting) | ~made_by(self._with_memo(bool))

    def _with_memo(self, fits: Fits) -> Mask:
        """The codings that have a memo that fits."""
        told = self.corpus.memos.items()
        chosen = [coding for coding, memos in told if any(fits(text) for _, text in memos)]
        return np.isin(self.corpus.codings.id, chosen)

    def _created(self, comparison: Comparison) -> Asked:
        found = np.zeros(len(self.corpus.codings), dtype=bool)
        for value in comparison.values:
            found |= self._made_in(comparison.operator, value)
        return lambda made_by: made_by(found)

    def _made_in(self, sign: str, value: Word | Range) -> Mask:
        """The codings made in, before or after a stretch of time."""
        made = self.corpus.created
        if isinstance(value, Range):
            since = made >= moments(value.low, self._fault)[0] if value.low else True
            until = made < moments(value.high, self._fault)[1] if value.high else True
            return np.asarray(np.logical_and(since, until))
        if "~" in sign:
            raise self._fault(_("A time contains nothing; compare it by =, <, > or in."), value)
        low, high = moments(value, self._fault)
        if sign in ORDERED:
            return np.asarray(ORDERED[sign](made, low if sign in ("<", ">=") else high - 1))
        return np.asarray((low <= made) & (made < high))

    # -- of where it stands ----------------------------------------------------------------------------

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
        empty = any(not value.text for value in written(comparison))
        if empty:
            self._only_equal(comparison)
        fits = self._value_fits(name, comparison, {*of_sources.values(), *of_cases.values()})
        found = self._having(of_sources, of_cases, fits, subject)
        return found | ~self._having(of_sources, of_cases, bool, subject) if empty else found

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
            raise self._unknown("variable", word, [*self.corpus.variables, *NAMES]) from None

    def _name_fits(self, kind: str, comparison: Comparison, names: Iterable[str]) -> Fits:
        self._only_equal(comparison)
        said = list(written(comparison))
        if "~" in comparison.operator:
            return contains(said[0].text)
        wanted = {self._spelt(kind, value, list(names)) for value in said}
        return lambda name: name in wanted

    def _value_fits(self, name: str, comparison: Comparison, values: set[str]) -> Fits:
        kind = self.corpus.variables[name]
        if kind == "text" and comparison.operator in ("=", "!=", "in"):
            ranges = tuple(value for value in comparison.values if isinstance(value, Range))
            words = [v for v in comparison.values if isinstance(v, Word) and v.text]
            wanted = {
                self._spelt(_("value of {variable}").format(variable=name), word, list(values))
                for word in words
            }
            spans = any_fits(kind, replace(comparison, values=ranges), self._fault)
            return lambda value: value in wanted or spans(value)
        return any_fits(kind, comparison, self._fault)

    def _spelt(self, kind: str, word: Word, names: list[str]) -> str:
        """The name as it is written in the study; capitals matter only where they tell names apart."""
        if told := kept_in(kind, word.text, self.corpus.withheld):
            raise pointing(UnknownName, told, self.text, word.at, word.end)
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
        """Raise QueryError where an order is asked for among what has none."""
        spans = any(isinstance(value, Range) for value in comparison.values)
        if comparison.operator in ORDERED or spans:
            said = list(written(comparison))
            message = _('"{name}" has no order here; compare it by =, !=, ~ or in (...).').format(
                name=comparison.name.text
            )
            if not said[0].text:
                message = _("No value is neither less nor more than another; compare it by = or !=.")
            raise pointing(QueryError, message, self.text, comparison.name.at, said[-1].end)

    def _fault(self, message: str, word: Word) -> Exception:
        return pointing(QueryError, message, self.text, word.at, word.end)


Asked = Callable[[Callable[[Mask], Mask]], Mask]


def _same(text: str) -> Fits:
    return lambda told: told.casefold() == text


def owners(variable: str, things: Mapping[int, Any]) -> dict[int, str]:
    """The values of a variable by the source or case that has one."""
    return {key: value for key, thing in things.items() if (value := thing.variables.get(variable))}


def unknown_value(kind: str, name: str, names: Iterable[str]) -> str:
    """The sentence for what does not exist and what no command lists: with the nearest, or with all."""
    there = sorted(set(names), key=natural)
    if close := nearest(name, there):
        told = _('There is no {kind} "{name}"; did you mean {near}?')
        return told.format(kind=_(kind), name=name, near=either(close))
    if not there:
        return _('There is no {kind} "{name}"; there is none at all.').format(kind=_(kind), name=name)
    told = _('There is no {kind} "{name}"; there is {names}.')
    return told.format(kind=_(kind), name=name, names=", ".join(map(_quoted, there)))


def _quoted(name: str) -> str:
    return f'"{name}"'
