"""Expressions of the query language as frozen values. ``at`` is where in the text each was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A name or value that a person wrote; ``[at, end)`` is its place in the expression."""

    text: str
    at: int = field(compare=False)
    end: int = field(compare=False)


# -- sets of passages ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CodeAtom:
    """The passages of a code, with its sub-codes unless ``alone``."""

    name: Word
    alone: bool = False


@dataclass(frozen=True, slots=True)
class SegmentAtom:
    """All sources, turns or paragraphs."""

    kind: Literal["source", "turn", "paragraph"]


@dataclass(frozen=True, slots=True)
class TextAtom:
    """Every place where the text stands, character for character."""

    text: Word


@dataclass(frozen=True, slots=True)
class WordAtom:
    """Every place where the word stands in any form or in a compound; of several, one after the other."""

    word: Word


@dataclass(frozen=True, slots=True)
class LikeAtom:
    """Every place where the words stand, spelling mistakes allowed."""

    text: Word


@dataclass(frozen=True, slots=True)
class QueryAtom:
    """The passages of a saved query."""

    name: Word


@dataclass(frozen=True, slots=True)
class Or:
    """The passages of both."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class And:
    """The longest stretches that both cover."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """The longest stretches that the left covers and the right does not."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Related:
    """The passages of the left for which some passage of the right stands so; none where ``negated``.

    ``limit`` counts units (p, t, s or w); None is no limit within the source.
    """

    left: Expression
    relation: str
    right: Expression
    limit: int | None = None
    unit: str = "p"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """The passages for which a condition holds."""

    passages: Expression
    condition: Condition


Atom: TypeAlias = CodeAtom | SegmentAtom | TextAtom | WordAtom | LikeAtom | QueryAtom
Expression: TypeAlias = Atom | Or | And | Not | Related | Where


# -- conditions ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Range:
    """From one value to another, both among them; None where it is open."""

    low: Word | None
    high: Word | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A variable, or coder, source, case, speaker, memo or created, against values.

    ``~`` is that the text contains the value. More than one value, and ranges, there are only for ``in``.
    """

    name: Word
    operator: Literal["=", "!=", "<", "<=", ">", ">=", "~", "!~", "in"]
    values: tuple[Word | Range, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """Both conditions."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Either:
    """One of the conditions, or both."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Negation:
    """The condition does not hold."""

    condition: Condition


Condition: TypeAlias = Comparison | Both | Either | Negation
