"""What an expression means: the passages it stands for in a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from caqda.analysis import passages
from caqda.analysis.axis import Axis
from caqda.analysis.conditions import Conditions, Subject
from caqda.analysis.corpus import Corpus
from caqda.analysis.expression import (
    And,
    Atom,
    CodeAtom,
    Expression,
    LikeAtom,
    Not,
    Or,
    QueryAtom,
    Related,
    SegmentAtom,
    TextAtom,
    Where,
    Word,
    WordAtom,
)
from caqda.analysis.parser import normal, parse, pointing
from caqda.analysis.passages import Mask, Passages
from caqda.analysis.searches import Searches
from caqda.analysis.wording import forms_in
from caqda.errors import QueryError, UnknownName
from caqda.language.misspelt import like
from caqda.wording import N_, _

_SET_OPERATORS: dict[type, Callable[[Passages, Passages], Passages]] = {
    And: passages.intersection,
    Not: passages.difference,
}


_INSIDE = N_("In the saved query @{name}: {why}")


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Evaluates an expression written as ``text`` over the codings and sources under masks.

    ``sources`` is by number on the axis. Raises QueryError or UnknownName, showing the place.
    """

    corpus: Corpus
    axis: Axis
    codings: Mask
    sources: Mask
    text: str
    within: tuple[str, ...] = ()
    """The saved queries that led here, from the outermost."""

    def find(self, node: Expression) -> Passages:
        """The passages that a part of the expression means."""
        match node:
            case Or():
                return passages.union(*map(self.find, _either(node)))
            case And(left, right) | Not(left, right):
                return _SET_OPERATORS[type(node)](self.find(left), self.find(right))
            case Related():
                return self._related(node)
            case Where():
                return self._where(node)
            case _:
                return self._atom(node)

    def _atom(self, node: Atom) -> Passages:
        match node:
            case CodeAtom(name, alone):
                return self._code(name, alone)
            case SegmentAtom(kind):
                return self._segments(kind)
            case QueryAtom(name):
                return self._saved(name)
            case TextAtom() | WordAtom() | LikeAtom():
                return self._searched(node)

    def _code(self, name: Word, alone: bool) -> Passages:
        tree, told = self.corpus.tree, self.corpus.codings
        try:
            code = tree.find(name.text)
        except UnknownName as error:
            raise pointing(UnknownName, str(error), self.text, name.at, name.end) from None
        wanted = told.code == code if alone else np.isin(told.code, tree.family(code))
        chosen = np.flatnonzero(wanted & self.codings)
        return passages.distinct(self.axis.coding_start[chosen], self.axis.coding_end[chosen], chosen)

    def _saved(self, name: Word) -> Passages:
        try:
            saved = self.corpus.query_named(name.text)
        except UnknownName as error:
            raise pointing(UnknownName, str(error), self.text, name.at, name.end) from None
        path = (*self.within, saved)
        if saved in self.within:
            ring = ", ".join(f"@{one}" for one in path[path.index(saved) :])
            message = _("A saved query cannot stand for itself, as it does here: {ring}.").format(ring=ring)
            raise pointing(QueryError, message, self.text, name.at, name.end)
        asked = normal(self.corpus.queries[saved])
        try:
            return replace(self, text=asked, within=path).find(parse(asked))
        except (QueryError, UnknownName) as error:
            said, inside = error.sentence, _(_INSIDE)
            if said.startswith(inside.partition("{")[0]):
                raise error
            raise type(error)(inside.format(name=saved, why=said), *error.below) from None

    def _segments(self, kind: str) -> Passages:
        axis = self.axis
        if kind == "source":
            start, end = axis.base, axis.limit
        elif kind == "turn":
            start, end = axis.turns.start, axis.turns.end
        else:
            start, end = axis.paragraphs.T
        chosen = self.sources[axis.source_of(start)]
        return passages.distinct(start[chosen], end[chosen])

    def _searched(self, atom: TextAtom | WordAtom | LikeAtom) -> Passages:
        searches = self.corpus.keep("searches", Searches)
        # The forms of a word are looked for in all texts of the study, so these are part of the search.
        wanted = atom.word if isinstance(atom, WordAtom) else atom.text
        asked = type(atom), wanted.text, self.corpus.digests
        found = [np.empty((0, 2), dtype=np.int64)]
        for number in np.flatnonzero(self.sources).tolist():
            source = int(self.axis.ids[number])
            digest = self.corpus.sources[source].sha256
            spans = searches.spans(asked, digest, partial(self._search, atom, source))
            found.append(spans + self.axis.base[number])
        table = np.concatenate(found)
        return passages.distinct(table[:, 0], table[:, 1])

    def _search(self, atom: TextAtom | WordAtom | LikeAtom, source: int) -> Iterable[tuple[int, int]]:
        match atom:
            case TextAtom(wanted):
                return _places(wanted.text, self.corpus.text(source))
            case WordAtom(wanted):
                return forms_in(self.corpus, source, wanted.text)
            case LikeAtom(wanted):
                return like(wanted.text, self.corpus.vocabulary(source))

    def _related(self, node: Related) -> Passages:
        a, b = self.find(node.left), self.find(node.right)
        relation = getattr(passages, node.relation)
        if node.relation in ("overlapping", "inside", "containing"):
            found = relation(a, b)
        else:
            unit = None if node.limit is None else self.axis.unit(node.unit)
            found = relation(a, b, self.axis.source_of, unit, node.limit or 0)
        return a.keep(~found if node.negated else found)

    def _where(self, node: Where) -> Passages:
        found = self.find(node.passages)
        asked = Conditions(self.corpus, self.axis, self.text)
        return found.keep(asked.hold(node.condition, subject(found)))


def _either(node: Expression) -> Iterator[Expression]:
    """All that stands between the ``or`` of a chain, in order."""
    if isinstance(node, Or):
        yield from _either(node.left)
        yield from _either(node.right)
    else:
        yield node


def subject(found: Passages) -> Subject:
    """Passages as conditions look at them, with the codings that made them."""

    def made_by(codings: Mask) -> Mask:
        theirs = found.links.passage[codings[found.links.coding]]
        return np.bincount(theirs, minlength=len(found)) > 0

    return Subject(found.start, found.end, made_by)


def _places(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)
