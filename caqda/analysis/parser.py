"""From what a researcher writes to an expression. Lark is imported with the first one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from caqda.analysis.expression import (
    And,
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
from caqda.errors import CaqdaError, QueryError
from caqda.language.segments import words
from caqda.quoting import quoted
from caqda.safety import for_terminal
from caqda.wording import N_, _

if TYPE_CHECKING:
    from lark import Lark

_WITHIN_A_TEXT = ("before", "after")  # relations without a limit unless one is named
_WITH_DISTANCE = ("near", *_WITHIN_A_TEXT)
_LEADING_WHERE = re.compile(r"^\s*where(?![\w-])", re.IGNORECASE)
_DISTANCE = re.compile(r"(\d{1,9})([ptsw])")
_PLAIN = re.compile(r"\w[\w-]*(\.\w[\w-]*)*")
_RELATIONS = ("overlapping", "inside", "containing", *_WITH_DISTANCE)
RESERVED = frozenset({"and", "or", "not", "where", "in", "source", "turn", "paragraph", *_RELATIONS})
"""The words of the language; a name that equals one is put in quotation marks."""
_COMPARISONS = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}


@lru_cache(maxsize=512)
def parse(text: str) -> Expression:
    """The expression that ``text`` writes; raises QueryError that shows the place of a fault."""
    expression: Expression = _read(normal(text), "expression")
    return expression


@lru_cache(maxsize=512)
def parse_condition(text: str) -> Condition:
    """The condition that ``text`` writes, with or without ``where`` before it."""
    condition: Condition = _read(normal(text), "condition")
    return condition


def saved_in(text: str) -> list[Word]:
    """The names of saved queries in an expression, in order; raises QueryError as :func:`parse` does."""
    found: list[Word] = []
    waiting: list[Any] = [parse(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, QueryAtom):
            found.append(node.name)
        elif isinstance(node, Where):
            waiting.append(node.passages)
        elif isinstance(node, (Or, And, Not, Related)):
            waiting += [node.left, node.right]
    return sorted(found, key=lambda word: word.at)


def begun(text: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]] | None:
    """What the grammar takes after the beginning of an expression, and its tokens (kind and text).

    None where the beginning is at fault already.
    """
    from lark.exceptions import UnexpectedInput

    try:
        reading = _lark().parse_interactive(normal(text), start="expression")
        tokens = tuple((token.type, str(token)) for token in reading.iter_parse())
        return frozenset(reading.accepts()), tokens  # type: ignore[no-untyped-call]
    except UnexpectedInput:
        return None


def as_word(name: str) -> str:
    """A name as it is written in an expression: in quotation marks where it must be."""
    if _PLAIN.fullmatch(name) and name.casefold() not in RESERVED:
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def pointing(kind: type[CaqdaError], message: str, text: str, at: int, end: int | None = None) -> CaqdaError:
    """An error that shows the expression with carets under ``[at, end)``."""
    text = normal(text)
    first = text.rfind("\n", 0, at) + 1
    line = for_terminal(text[first:].split("\n", 1)[0])
    carets = "^" * max(1, min(end or 0, first + len(line)) - at)
    return kind(message, f"  {line}", f"  {' ' * (at - first)}{carets}")


def normal(text: str) -> str:
    """Text in the form in which sources and names are stored (NFC)."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1)
def _lark() -> Lark:
    from importlib.resources import files

    from lark import Lark

    grammar = (files("caqda.analysis") / "grammar.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="basic",
        start=["expression", "condition"],
        maybe_placeholders=False,
    )


def _read(text: str, start: str) -> Any:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    asked = text
    if start == "condition":  # spaces for what is cut off keep every place where it was
        asked = _LEADING_WHERE.sub(lambda found: " " * len(found.group()), text)
    try:
        return _build(_lark().parse(asked, start=start), text)
    except UnexpectedCharacters as error:
        at = int(error.pos_in_stream or 0)
        raise pointing(QueryError, _misfit(text, at), text, at) from None
    except UnexpectedToken as error:
        raise _unexpected(error, text, asked, start) from None
    except RecursionError:
        raise QueryError(_("The expression is nested too deeply; split it into several queries.")) from None


# -- building ------------------------------------------------------------------------------------------


def _build(tree: Any, text: str) -> Any:
    parts = [_build(part, text) if hasattr(part, "data") else part for part in tree.children]
    return _BUILD[tree.data](parts, text)


def _word(token: Any) -> Word:
    said = str(token)
    if token.type == "QUOTED":
        said = re.sub(r"\\(.)", r"\1", said[1:-1]) if said[0] in "\"'" else said[1:-1]
    return Word(said, token.start_pos, token.end_pos)


def _path(parts: list[Any], text: str) -> Word:
    words = [_word(part) for part in parts]
    return Word("/".join(word.text for word in words), words[0].at, words[-1].end)


def _text(parts: list[Any], text: str) -> TextAtom | WordAtom | LikeAtom:
    kind, word = str(parts[0]).lower(), _word(parts[1])
    if not word.text:
        raise pointing(QueryError, _("The text to search for is empty."), text, word.at, word.end)
    if kind == "text:":
        return TextAtom(word)
    if not words(word.text):
        raise pointing(QueryError, _("There is no word here to search for."), text, word.at, word.end)
    return WordAtom(word) if kind == "word:" else LikeAtom(word)


def _related(parts: list[Any], text: str) -> Related:
    left, token, right = parts
    said, __, distance = str(token).lower().partition(":")
    words = said.split()
    relation, limit, unit = words[-1], None if words[-1] in _WITHIN_A_TEXT else 1, "p"
    if ":" in token:
        found = _DISTANCE.fullmatch(distance)
        if relation not in _WITH_DISTANCE or found is None:
            _refuse_distance(relation, text, token)
        limit, unit = int(found[1]), found[2]
    elif relation not in _WITH_DISTANCE:
        limit = None
    return Related(left, relation, right, limit, unit, negated=len(words) > 1)


def _refuse_distance(relation: str, text: str, token: Any) -> NoReturn:
    at = token.start_pos + token.index(":")
    if relation in _WITH_DISTANCE:
        message = _(
            "Expected a distance such as {relation}:2p; the units are "
            "p (paragraphs), t (turns), s (sentences) and w (words)."
        )
    else:
        message = _('"{relation}" takes no distance; only near, before and after do.')
    raise pointing(QueryError, message.format(relation=relation), text, at, token.end_pos)


def _comparison(parts: list[Any], text: str) -> Comparison:
    operator: Any = str(parts[1]) if len(parts) == 3 else "="
    return Comparison(_word(parts[0]), _COMPARISONS.get(operator, operator), (_word(parts[-1]),))


def _one_of(parts: list[Any], text: str) -> Comparison:
    values = tuple(part if isinstance(part, Range) else _word(part) for part in parts[1:])
    return Comparison(_word(parts[0]), "in", values)


def _range(parts: list[Any], text: str) -> Range:
    middle = next(at for at, part in enumerate(parts) if part.type == "TO")
    ends = (parts[:middle], parts[middle + 1 :])
    low, high = (_word(end[0]) if end else None for end in ends)
    for end in (low, high):
        if end is not None and not end.text:
            message = _("A range goes from a value to a value; leave an end out where it is open.")
            raise pointing(QueryError, message, text, end.at, end.end)
    return Range(low, high)


_BUILD: dict[str, Callable[[list[Any], str], Any]] = {
    "path": _path,
    "code": lambda parts, text: CodeAtom(parts[0]),
    "code_alone": lambda parts, text: CodeAtom(parts[0], alone=True),
    "saved": lambda parts, text: QueryAtom(_word(parts[0])),
    "segment": lambda parts, text: SegmentAtom(parts[0].lower()),
    "text": _text,
    "either_of": lambda parts, text: Or(*parts),
    "both_of": lambda parts, text: And(*parts),
    "all_but": lambda parts, text: Not(SegmentAtom("source"), parts[-1]),
    "but_not": lambda parts, text: Not(parts[0], parts[-1]),
    "related": _related,
    "where": lambda parts, text: Where(*parts),
    "one_holds": lambda parts, text: Either(*parts),
    "both_hold": lambda parts, text: Both(*parts),
    "negation": lambda parts, text: Negation(parts[-1]),
    "comparison": _comparison,
    "one_of": _one_of,
    "range": _range,
    "none_of": lambda parts, text: Negation(_one_of([parts[0], *parts[2:]], text)),
}


# -- faults --------------------------------------------------------------------------------------------

_ATOM = N_('a code, source, turn, paragraph, text:"...", word:..., like:"...", @name or "("')
_OPERATORS = N_("and, or, not, where, or a relation (overlapping, inside, containing, near, before, after)")


def _misfit(text: str, at: int) -> str:
    here = text[at]
    if here in "\"'“”„»«":
        return _("This quotation mark is not closed.")
    if here in "&|!":
        return _('Expected a word: write "and", "or" or "not" instead of signs.')
    if here == ":":
        return _(
            "Only text:, word: and like: have a colon after them; "
            "a name with a colon is put in quotation marks."
        )
    return _('"{sign}" has no meaning here; a name with signs in it is put in quotation marks.').format(
        sign=for_terminal(here)
    )


def _unexpected(error: Any, text: str, asked: str, start: str) -> CaqdaError:
    if not asked.strip():
        if start != "expression":
            return QueryError(_('Expected a condition such as "år >= 2020"; there is nothing here.'))
        return QueryError(_("Expected {what}; there is nothing here.").format(what=_(_ATOM)))
    token = error.token
    at_end = token.type == "$END"
    at, end = (len(text.rstrip()), None) if at_end else (token.start_pos, token.end_pos)
    accepted = set(error.accepts or error.expected)
    told = _("Expected {what} at the end.") if at_end else _("Expected {what} instead of {found}.")
    message = told.format(what=_expected(accepted), found=quoted(token))
    hint = _hint(token, accepted, text)
    return pointing(QueryError, f"{message} {hint}" if hint else message, text, at, end)


def _expected(accepted: set[str]) -> str:
    """What can stand at a place, in words, told from the terminals that the parser would take there."""
    closing = _('{what} or ")"') if "RPAR" in accepted else "{what}"
    for terminal, said in (
        ("SEARCH", _(_ATOM)),
        ("RELATION", closing.format(what=_(_OPERATORS))),
        ("_WHERE", closing.format(what=_("or, where"))),
        ("COMPARE", _("=, !=, <, <=, >, >=, ~ or in ...")),
        ("_COMMA", _('"," or ")"')),
        ("_AND", closing.format(what=_("and, or"))),
        ("NOT", _("a variable, coder, source, case, speaker, memo or created")),
        ("_IN", "in ..."),
        ("LPAR", _('a range or values in brackets, as in "år in 2019..2021" or "år in (2019, 2021)",')),
        ("SOURCE", _("a value")),
        ("NAME", _("a name, in quotation marks where it has spaces,")),
        ("RPAR", '")"'),
    ):
        if terminal in accepted:
            return said
    return _("the end")


def _hint(token: Any, accepted: set[str], text: str) -> str:
    if token.type == "TO" and "_AND" in accepted:
        return _('A range comes after "in".')
    if token.type in ("NAME", "QUOTED") and not accepted & {"NAME", "SEARCH"}:
        return _("A name with spaces is put in quotation marks.")
    if token.type in ("_EQUALS", "COMPARE", "_IN") and "_WHERE" in accepted:
        return _('A comparison comes after "where".')
    if token.type in ("_AND", "_OR", "NOT", "RELATION", "_WHERE", "_IN") and "NAME" in accepted:
        return _("A name that is a word of the language is put in quotation marks.")
    if token.type == "_COMMA" and text[token.start_pos - 1].isdecimal():
        return _("A number is written with a decimal point, or in quotation marks.")
    return ""
