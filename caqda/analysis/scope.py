"""A scope: what of a study is looked at. A filter means the same to queries, tables, reports and screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np

from caqda.analysis.axis import Axis
from caqda.analysis.conditions import Conditions, Subject
from caqda.analysis.corpus import Corpus
from caqda.analysis.evaluate import Evaluation, subject
from caqda.analysis.parser import normal, parse, parse_condition
from caqda.analysis.passages import EMPTY, Mask, Passages
from caqda.errors import UnknownName
from caqda.study import Study
from caqda.wording import N_, _

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
        return cls(corpus, _several(codes), _several(sources), _several(cases), _several(coders), where)

    def __post_init__(self) -> None:
        for kind in ("codes", "sources", "cases", "coders"):
            object.__setattr__(self, kind, _several(getattr(self, kind)))
        for names in (self.code_ids, self.source_ids, self.case_ids, self.coder_ids):
            assert isinstance(names, frozenset)
        if self.where.strip():
            self._where(Subject(EMPTY, EMPTY, None))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.codes or self.sources or self.cases or self.coders or self.where.strip())

    # -- what is in scope --------------------------------------------------------------------------

    @cached_property
    def axis(self) -> Axis:
        """The line on which the sources of the corpus lie."""
        return self.corpus.derive(Axis)

    def code_id(self, name: str | int) -> int:
        """The id of a code named by id, name or path; raises UnknownName."""
        tree = self.corpus.tree
        return self._id("code", tree.paths, name, tree.find)

    @cached_property
    def code_ids(self) -> frozenset[int]:
        """The codes in scope, sub-codes among them."""
        tree = self.corpus.tree
        chosen = [self.code_id(name) for name in self.codes]
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
            found &= self._where(Subject(axis.coding_start, axis.coding_end, lambda codings: codings))
        return found

    @cached_property
    def turns(self) -> Mask:
        """Which turns of the corpus are in scope: by source, case, and what ``where`` says of them."""
        turns = self.axis.turns
        if not self.where.strip():
            return self.turns_of_sources_and_cases
        return self.turns_of_sources_and_cases & self._where(Subject(turns.start, turns.end, None))

    @cached_property
    def turns_of_sources_and_cases(self) -> Mask:
        """Which turns of the corpus are in scope, whatever ``where`` says of them."""
        found = self._sources[self.axis.turns.source]
        return found & self._turns_of_cases if self.cases else found

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
        return "; ".join(parts) or N_("all codings")

    # -- asking --------------------------------------------------------------------------------------

    def passages(self, expression: str) -> Passages:
        """The passages in scope that an expression means, on :attr:`axis`.

        Raises QueryError where it cannot be understood, UnknownName where a name does not exist; both
        show the place.
        """
        if expression not in self._found:
            asked = Evaluation(self.corpus, self.axis, self.codings, self._sources, normal(expression))
            self._found[expression] = self._narrowed(asked.find(parse(expression)))
        return self._found[expression]

    def _narrowed(self, found: Passages) -> Passages:
        if self.cases:
            found = found.keep(self.axis.turns.any_of(self._turns_of_cases, found.start, found.end))
        if self.where.strip():
            found = found.keep(self._where(subject(found)))
        return found

    def _where(self, subject: Subject) -> Mask:
        text = normal(self.where)
        return Conditions(self.corpus, self.axis, text).hold(parse_condition(text), subject)

    @cached_property
    def _sources(self) -> Mask:
        return np.array([int(key) in self.source_ids for key in self.axis.ids], dtype=bool)

    @cached_property
    def _turns_of_cases(self) -> Mask:
        return np.isin(self.axis.turns.case, list(self.case_ids))

    def _id(self, kind: str, known: Mapping[int, object], name: str | int, find: Callable[[str], int]) -> int:
        if isinstance(name, str):
            return find(name)
        if name not in known:
            raise UnknownName(
                _("There is no {kind} with id {id}; see 'caqda {command}'.").format(
                    kind=_(kind), id=name, command=f"{kind}s"
                )
            )
        return name


def _several(names: Names) -> tuple[str | int, ...]:
    return (names,) if isinstance(names, str | int) else tuple(names)
