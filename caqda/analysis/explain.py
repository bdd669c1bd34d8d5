"""What an expression means, in one plain sentence.

Whatever is made of several parts stands in brackets where it is part of something else, so that the
sentence can be read in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from caqda.analysis.corpus import Corpus
from caqda.analysis.expression import (
    And,
    Atom,
    Both,
    CodeAtom,
    Comparison,
    Condition,
    Either,
    Expression,
    LikeAtom,
    Negation,
    Not,
    Or,
    QueryAtom,
    Range,
    Related,
    SegmentAtom,
    TextAtom,
    Where,
    Word,
    WordAtom,
)
from caqda.analysis.parser import normal, parse, pointing
from caqda.analysis.speech import LANGUAGES, Plural, Speech
from caqda.errors import QueryError, UnknownName
from caqda.language.segments import count_words
from caqda.wording import _

_NUMBER = re.compile(r"[\d.:T-]+")
_OPPOSITE = {"=": "!=", "!=": "=", "~": "!~", "!~": "~", "in": "!="}


def explain(expression: str, language: str = "en", corpus: Corpus | None = None) -> str:
    """What an expression means, as one sentence in ``en`` or ``da``.

    With a corpus, codes have the names of the study and are said to include sub-codes only where they
    have any. Raises QueryError, and UnknownName for what is not in the corpus.
    """
    if language not in LANGUAGES:
        raise QueryError(
            _('Expressions are explained in en or da, not in "{language}".').format(language=language)
        )
    return _Speaker(LANGUAGES[language], corpus, normal(expression)).sentence(parse(expression))


@dataclass(frozen=True)
class _Phrase:
    """A noun phrase; a ``plain`` one can have a clause after it, ``clauses`` it has already."""

    noun: Plural
    plain: bool = True
    clauses: int = 0


@dataclass(frozen=True)
class _Speaker:
    say: Speech
    corpus: Corpus | None
    text: str

    def sentence(self, node: Expression) -> str:
        if isinstance(node, Where):
            condition, found = self._holds(node.condition), self._phrase(node.passages)
            return self.say.finds_where.format(condition, found.noun.text)
        return self.say.finds.format(self._phrase(node).noun.text)

    # -- passages --------------------------------------------------------------------------------------

    def _phrase(self, node: Expression) -> _Phrase:
        match node:
            case Or():
                return self._either(_chain(node, Or))
            case And() | Not():
                return _Phrase(replace(self.say.stretches, text=self._stretches(node)), plain=False)
            case Related():
                return self._related(node)
            case Where(inner, condition):
                which = self.say.for_which.format(self._holds(condition))
                return self._with_clause(self._phrase(inner), which, plain=False)
            case _:
                return _Phrase(self._atom(node))

    def _stretches(self, node: And | Not) -> str:
        say = self.say
        match node:
            case And():
                parts = [say.by.format(self._part(part)) for part in _chain(node, And)]
                return (say.both if len(parts) == 2 else say.common).format(_listed(parts, say.and_))
            case Not(SegmentAtom("source"), right):
                return say.outside.format(self._part(right))
            case Not(left, right):
                return say.but_not.format(self._part(left), self._part(right))

    def _part(self, node: Expression) -> str:
        """A phrase as a part of another: in brackets unless it is plain and bare."""
        phrase = self._phrase(node)
        bare = phrase.plain and not phrase.clauses
        return phrase.noun.text if bare else f"({phrase.noun.text})"

    def _with_clause(self, phrase: _Phrase, clause: str, *, plain: bool = True) -> _Phrase:
        """A phrase with a clause after it, which is about all of it."""
        noun = phrase.noun
        if not phrase.plain or (phrase.clauses and not plain):
            noun = replace(noun, text=self.say.those.format(noun.text))
        return _Phrase(replace(noun, text=noun.text + clause), plain, phrase.clauses + 1)

    def _atom(self, node: Atom) -> Plural:
        say = self.say
        match node:
            case CodeAtom(name, alone):
                return self._coded([(name, alone)])
            case SegmentAtom(kind):
                return say.segments[kind]
            case QueryAtom(name):
                return replace(say.passages, text=say.saved.format(_quoted(self._saved(name))))
            case TextAtom(word):
                said = say.text
            case LikeAtom(word):
                said = say.like
            case WordAtom(word):
                said = say.word if count_words(word.text) == 1 else say.words
        return Plural(said.format(_quoted(word.text)), say.places)

    def _coded(self, codes: Sequence[tuple[Word, bool]]) -> Plural:
        say = self.say
        names, below = zip(*(self._code(name, alone) for name, alone in codes), strict=True)
        listed = _listed(list(map(_quoted, names)), say.or_)
        if any(below):
            listed = (
                say.sub_codes.format(", ".join(map(_quoted, names)))
                if len(names) > 1
                else say.sub_code.format(listed)
            )
        elif all(alone for _, alone in codes):
            listed = say.itself.format(listed)
        return replace(say.passages, text=say.codes.format(listed))

    def _either(self, parts: list[Expression]) -> _Phrase:
        codes = [(part.name, part.alone) for part in parts if isinstance(part, CodeAtom)]
        if len(codes) == len(parts) and len({alone for _, alone in codes}) == 1:
            return _Phrase(self._coded(codes))
        phrases = [self._phrase(part) for part in parts]
        listed = self.say.either.join(self._part(part) for part in parts)
        return _Phrase(replace(phrases[0].noun, text=listed), plain=False)

    def _related(self, node: Related) -> _Phrase:
        left, right = self._phrase(node.left), self._phrase(node.right)
        clause = self._standing(node, self._part(node.right), right.noun.one)
        lead = self.say.and_that if left.plain and left.clauses else self.say.that
        return self._with_clause(left, lead.format(clause))

    def _standing(self, node: Related, right: str, one: str) -> str:
        single, several, unit = self.say.units[node.unit]
        kind = "" if node.limit is None else " n" if node.limit else " 0"
        distance = f"{node.limit} {single if node.limit == 1 else several}"
        forms = self.say.stands_not if node.negated else self.say.stands
        other = right if node.negated else self.say.one_of.format(right, one=one)
        return forms[node.relation + kind].format(other, distance=distance, unit=unit)

    def _code(self, name: Word, alone: bool) -> tuple[str, bool]:
        """The name of a code, and whether sub-codes are meant with it."""
        if self.corpus is None:
            return name.text, not alone
        try:
            code = self.corpus.tree.find(name.text)
        except UnknownName as error:
            raise pointing(UnknownName, str(error), self.text, name.at, name.end) from None
        return self.corpus.tree.paths[code], not alone and bool(self.corpus.tree.children(code))

    def _saved(self, name: Word) -> str:
        if self.corpus is None:
            return name.text
        try:
            return self.corpus.query_named(name.text)
        except UnknownName as error:
            raise pointing(UnknownName, str(error), self.text, name.at, name.end) from None

    # -- conditions ------------------------------------------------------------------------------------

    def _holds(self, condition: Condition) -> str:
        match condition:
            case Comparison():
                return self._compared(condition, condition.operator)
            case Negation(Comparison() as inner) if inner.operator in _OPPOSITE:
                return self._compared(inner, _OPPOSITE[inner.operator])
            case Negation(Negation(inner)):
                return self._holds(inner)
            case Negation(inner):
                return self.say.not_so.format(self._holds(inner))
            case Both(left, right):
                return self._joined(left, right, Either, self.say.and_)
            case Either(left, right):
                return self._joined(left, right, Both, self.say.or_)

    def _joined(self, left: Condition, right: Condition, other: type, joint: str) -> str:
        """Two conditions; what is joined otherwise within them stands in brackets."""
        return joint.join(
            f"({self._holds(part)})" if isinstance(part, other) else self._holds(part)
            for part in (left, right)
        )

    def _compared(self, asked: Comparison, sign: str) -> str:
        say, name = self.say, asked.name.text.casefold()
        sign = "=" if sign == "in" else sign
        values = [value for value in asked.values if not (isinstance(value, Word) and not value.text)]
        tests = {"memo": say.memos, "created": say.times}.get(name, say.tests)
        subject = say.names.get(name, asked.name.text)
        found = [self._said(subject, tests, sign, values)] if values else []
        if len(values) < len(asked.values):
            found.append(self._empty(name, subject, sign))
        joined = (say.and_ if sign == "!=" else say.or_).join(found)
        return f"({joined})" if len(found) > 1 else joined

    def _said(self, name: str, tests: Mapping[str, str], sign: str, values: Sequence[Word | Range]) -> str:
        whole = self.say.in_ if tests is self.say.times and sign in ("=", "!=") else "{}"
        told = [
            whole.format(self._value(value)) if isinstance(value, Word) else self._value(value)
            for value in values
        ]
        said = _listed(told, self.say.or_)
        return tests[sign].format(said) if tests is not self.say.tests else tests[sign].format(name, said)

    def _empty(self, name: str, subject: str, sign: str) -> str:
        if name == "memo":
            return self.say.memos["none" if sign == "=" else "some"]
        return (self.say.no_value if sign == "=" else self.say.some_value).format(subject)

    def _value(self, value: Word | Range) -> str:
        if isinstance(value, Word):
            return value.text if _NUMBER.fullmatch(value.text) else _quoted(value.text)
        both, since, until = self.say.spans
        ends = [self._value(end) for end in (value.low, value.high) if end is not None]
        return (both if len(ends) == 2 else since if value.low else until).format(*ends)


def _chain(node: Expression, kind: type[Or] | type[And]) -> list[Expression]:
    """The parts of operators of one kind that follow each other: ``a or b or c``."""
    if not isinstance(node, kind):
        return [node]
    return [*_chain(node.left, kind), *_chain(node.right, kind)]


def _listed(parts: Sequence[str], last: str) -> str:
    return ", ".join(parts[:-1]) + last + parts[-1] if len(parts) > 1 else parts[0]


def _quoted(text: str) -> str:
    return f'"{text}"'
