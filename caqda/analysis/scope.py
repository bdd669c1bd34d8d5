"""A scope: what of a study is looked at. A filter means the same to queries, tables, reports and screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeAlias

import numpy as np

from caqda.analysis import passages
from caqda.analysis.axis import Axis
from caqda.analysis.conditions import Conditions, Subject
from caqda.analysis.corpus import Corpus
from caqda.analysis.expression import (
    And,
    CodeAtom,
    Expression,
    Not,
    Or,
    Related,
    SegmentAtom,
    TextAtom,
    Where,
    Word,
)
from caqda.analysis.parser import normal, parse, parse_condition, pointing
from caqda.analysis.passages import Mask, Passages
from caqda.errors import UnknownName
from caqda.study import Study

Names: TypeAlias = Iterable[str | int] | str | int


@dataclass(frozen=True)
class Scope:
    """A study filtered by codes (with their sub-codes), sources, cases, coders and a condition.

    Each filter holds names or ids; an empty one lets everything through. A coding is in scope if its
    code, source and coder are, if it overlaps a turn of one of the cases, and if ``where`` holds for
    its passage. Raises UnknownName or QueryError when made of what does not exist.
    """

    corpus: Corpus = field(repr=False)
    codes: tuple[str | int, ...] = ()
    sources: tuple[str | int, ...] = ()
    cases: tuple[str | int, ...] = ()
    coders: tuple[str | int, ...] = ()
    where: str = ""
    _found: dict[str, Passages] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        study: Study | Corpus | Scope,
        *,
        codes: Names = (),
        sources: Names = (),
        cases: Names = (),
        coders: Names = (),
        where: str = "",
    ) -> Scope:
        """A scope on a study as it is now, or on a corpus; a scope itself where it is one already."""
        if isinstance(study, Scope):
            return study
        corpus = Corpus.read(study) if isinstance(study, Study) else study
        filters = (_several(names) for names in (codes, sources, cases, coders))
        return cls(corpus, *filters, where=where)

    def __post_init__(self) -> None:
        for kind in ("codes", "sources", "cases", "coders"):
            object.__setattr__(self, kind, _several(getattr(self, kind)))
        for names in (self.code_ids, self.source_ids, self.case_ids, self.coder_ids):
            assert isinstance(names, frozenset)
        if self.where.strip():
            self._where(Subject(passages.EMPTY, passages.EMPTY, None))

    # -- what is in scope --------------------------------------------------------------------------

    @cached_property
    def axis(self) -> Axis:
        """The line on which the sources of the corpus lie."""
        return self.corpus.derive(Axis)

    @cached_property
    def code_ids(self) -> frozenset[int]:
        """The codes in scope, sub-codes among them."""
        tree = self.corpus.tree
        chosen = [self._id("code", tree.paths, name, tree.find) for name in self.codes]
        return (
            frozenset(code for top in chosen for code in tree.family(top))
            if chosen
            else frozenset(tree.paths)
        )

    @cached_property
    def source_ids(self) -> frozenset[int]:
        """The sources in scope."""
        known = self.corpus.sources
        find = self.corpus.source_named
        chosen = [self._id("source", known, name, lambda name: find(name).id) for name in self.sources]
        return frozenset(chosen or known)

    @cached_property
    def case_ids(self) -> frozenset[int]:
        """The cases in scope."""
        known = self.corpus.cases
        find = self.corpus.case_named
        chosen = [self._id("case", known, name, lambda name: find(name).id) for name in self.cases]
        return frozenset(chosen or known)

    @cached_property
    def coder_ids(self) -> frozenset[int]:
        """The coders in scope."""
        known = self.corpus.coders
        return frozenset(
            [self._id("coder", known, name, self.corpus.coder_named) for name in self.coders] or known
        )

    @cached_property
    def codings(self) -> Mask:
        """Which codings of the corpus are in scope."""
        told, axis = self.corpus.codings, self.axis
        found = np.ones(len(told), dtype=bool)
        for filtered, column, ids in (
            (self.codes, told.code, self.code_ids),
            (self.sources, told.source, self.source_ids),
            (self.coders, told.coder, self.coder_ids),
        ):
            if filtered:
                found &= np.isin(column, list(ids))
        if self.cases:
            found &= axis.turns.any_of(self._turns_of_cases, axis.coding_start, axis.coding_end)
        if self.where.strip():
            coded_by = partial(np.isin, told.coder)
            found &= self._where(Subject(axis.coding_start, axis.coding_end, coded_by))
        return found

    @cached_property
    def turns(self) -> Mask:
        """Which turns of the corpus are in scope: by source, case, and what ``where`` says of them."""
        turns = self.axis.turns
        found = self._in_sources(turns.source)
        if self.cases:
            found &= self._turns_of_cases
        if self.where.strip():
            found &= self._where(Subject(turns.start, turns.end, None))
        return found

    def describe(self) -> str:
        """The filter in one line, as it is printed under tables; ``all codings`` where there is none."""
        parts = []
        for kind, names, known in (
            ("codes", self.codes, self.corpus.tree.paths),
            ("sources", self.sources, {key: thing.name for key, thing in self.corpus.sources.items()}),
            ("cases", self.cases, {key: thing.name for key, thing in self.corpus.cases.items()}),
            ("coders", self.coders, self.corpus.coders),
        ):
            if names:
                said = (known[name] if isinstance(name, int) else name for name in names)
                parts.append(f"{kind}: {', '.join(said)}")
        if self.where.strip():
            asked = " ".join(self.where.split())
            parts.append(asked if asked.lower().startswith("where ") else f"where {asked}")
        return "; ".join(parts) or "all codings"

    # -- asking --------------------------------------------------------------------------------------

    def passages(self, expression: str) -> Passages:
        """The passages in scope that an expression means, on :attr:`axis`.

        Raises QueryError where it cannot be understood, UnknownName where a name does not exist; both
        show the place.
        """
        if expression not in self._found:
            found = self._evaluate(parse(expression), normal(expression))
            self._found[expression] = self._narrowed(found)
        return self._found[expression]

    def _evaluate(self, node: Expression, text: str) -> Passages:
        match node:
            case CodeAtom(name, alone):
                return self._coded(name, alone, text)
            case SegmentAtom(kind):
                return self._segments(kind)
            case TextAtom(word):
                return self._text(word.text)
            case Or(left, right):
                return passages.union(self._evaluate(left, text), self._evaluate(right, text))
            case And(left, right):
                return passages.intersection(self._evaluate(left, text), self._evaluate(right, text))
            case Not(left, right):
                return passages.difference(self._evaluate(left, text), self._evaluate(right, text))
            case Related():
                return self._related(node, text)
            case Where(inner, condition):
                found = self._evaluate(inner, text)
                return found.keep(
                    Conditions(self.corpus, self.axis, text).hold(condition, self._subject(found))
                )

    def _coded(self, name: Word, alone: bool, text: str) -> Passages:
        try:
            code = self.corpus.tree.find(name.text)
        except UnknownName as error:
            raise pointing(UnknownName, str(error), text, name.at, name.end) from None
        told = self.corpus.codings
        wanted = told.code == code if alone else np.isin(told.code, self.corpus.tree.family(code))
        chosen = np.flatnonzero(wanted & self.codings)
        return passages.distinct(self.axis.coding_start[chosen], self.axis.coding_end[chosen], chosen)

    def _segments(self, kind: str) -> Passages:
        axis = self.axis
        if kind == "source":
            start, end = axis.base, axis.limit
        elif kind == "turn":
            start, end = axis.turns.start, axis.turns.end
        else:
            start, end = axis.paragraphs.T
        chosen = self._in_sources(axis.source_of(start))
        return passages.distinct(start[chosen], end[chosen])

    def _text(self, wanted: str) -> Passages:
        found: list[int] = []
        for number, source in enumerate(self.axis.ids):
            if int(source) in self.source_ids:
                base = int(self.axis.base[number])
                found += [base + at for at in _places(wanted, self.corpus.text(int(source)))]
        start = np.array(found, dtype=np.int64)
        return passages.distinct(start, start + len(wanted))

    def _related(self, node: Related, text: str) -> Passages:
        a, b = self._evaluate(node.left, text), self._evaluate(node.right, text)
        sources = self.axis.source_of
        if node.relation in ("overlapping", "inside", "containing"):
            found = getattr(passages, node.relation)(a, b)
        elif node.limit is None:
            found = getattr(passages, node.relation)(a, b, sources)
        else:
            unit = self.axis.unit(node.unit)
            found = getattr(passages, node.relation)(a, b, sources, unit, node.limit)
        return a.keep(~found if node.negated else found)

    def _narrowed(self, found: Passages) -> Passages:
        if self.cases:
            found = found.keep(self.axis.turns.any_of(self._turns_of_cases, found.start, found.end))
        if self.where.strip():
            found = found.keep(self._where(self._subject(found)))
        return found

    def _subject(self, found: Passages) -> Subject:
        def coded_by(coders: list[int]) -> Mask:
            theirs = np.isin(self.corpus.codings.coder[found.links.coding], coders)
            return np.bincount(found.links.passage[theirs], minlength=len(found)) > 0

        return Subject(found.start, found.end, coded_by)

    def _where(self, subject: Subject) -> Mask:
        text = normal(self.where)
        return Conditions(self.corpus, self.axis, text).hold(parse_condition(text), subject)

    def _in_sources(self, numbers: passages.Ints) -> Mask:
        chosen = np.array([int(key) in self.source_ids for key in self.axis.ids], dtype=bool)
        return np.asarray(chosen[numbers])

    @cached_property
    def _turns_of_cases(self) -> Mask:
        return np.isin(self.axis.turns.case, list(self.case_ids))

    def _id(self, kind: str, known: Mapping[int, object], name: str | int, find: Callable[[str], int]) -> int:
        if isinstance(name, str):
            return find(name)
        if name not in known:
            raise UnknownName(f"There is no {kind} with id {name}; see 'caqda {kind}s'.")
        return name


def _places(wanted: str, text: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _several(names: Names) -> tuple[str | int, ...]:
    return (names,) if isinstance(names, str | int) else tuple(names)
