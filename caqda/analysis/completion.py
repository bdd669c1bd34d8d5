"""What may stand where a researcher is writing an expression: codes, variables, values, operators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from caqda.analysis.codings import Touched
from caqda.analysis.conditions import NAMES
from caqda.analysis.corpus import Corpus, natural
from caqda.analysis.parser import as_word, begun
from caqda.language.names import fold

Kind = Literal["code", "query", "variable", "value", "operator", "segment", "text"]

_WRITING = re.compile(
    r"""@?(?:"[^"]*|[\w./-]*|(?:near|before|after):\w*|(?:text|word|like):)$""", re.IGNORECASE
)
_REST = re.compile(r'[\w./-]*"?')
_DISTANCES = ("0p", "1p", "2p", "1t", "1s", "5w")
_RELATIONS = ("overlapping", "inside", "containing", "near", "before", "after")
_SIGNS = ("=", "!=", "<", "<=", ">", ">=", "~", "!~", "in", "not in")
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Completion:
    """What can be put in place of ``[start, end)`` of an expression."""

    text: str
    start: int
    end: int
    kind: Kind


def complete(corpus: Corpus, text: str, cursor: int, limit: int = 50) -> list[Completion]:
    """What may stand at the cursor, the likeliest first; nothing where the text before it is at fault."""
    start = _start(text[:cursor])
    if start is None or (already := begun(text[:start])) is None:
        return []
    typed = fold(text[start:cursor].replace('"', ""))
    rest = _REST.match(text, cursor)
    end = rest.end() if rest and cursor > start else cursor
    ranked = sorted(
        (rank, at, choice)
        for at, choice in enumerate(_choices(corpus, *already))
        if (rank := _rank(typed, choice)) is not None
    )
    return [Completion(choice.text, start, end, choice.kind) for _, _, choice in ranked[:limit]]


@dataclass(frozen=True, slots=True, order=True)
class _Choice:
    text: str
    kind: Kind
    folded: str


@dataclass(frozen=True)
class _Names:
    """The names of a study, made ready for comparing; they outlive changes of codings."""

    codes: tuple[_Choice, ...]
    queries: tuple[_Choice, ...]
    variables: tuple[_Choice, ...]

    @classmethod
    def of(cls, corpus: Corpus) -> _Names:
        """The names of a corpus."""
        often = Counter(code.name.casefold() for code in corpus.codes.values())
        codes = (
            _choice(code.name, "code")
            if often[code.name.casefold()] == 1
            else _Choice("/".join(map(as_word, code.path.split("/"))), "code", fold(code.path))
            for code in corpus.codes.values()
        )
        queries = (_Choice(f"@{as_word(name)}", "query", fold(f"@{name}")) for name in corpus.queries)
        variables = (_choice(name, "variable") for name in (*corpus.variables, *NAMES))
        return cls(tuple(codes), tuple(queries), tuple(variables))

    def followed(self, corpus: Corpus, touched: Touched) -> _Names:
        """The same: codes, queries and variables are as they were."""
        return self


def _start(before: str) -> int | None:
    """Where what is being written begins; None within text that is searched for."""
    if before.count('"') % 2:
        quote = before.rindex('"')
        if re.search(r"(?:text|word|like):\s*$", before[:quote], re.IGNORECASE):
            return None
        return quote - before[:quote].endswith("@")
    found = _WRITING.search(before)
    start = found.start() if found else len(before)
    return None if re.search(r"(?:text|word|like):\s*$", before[:start], re.IGNORECASE) else start


def _rank(typed: str, choice: _Choice) -> int | None:
    """How well a choice fits what was typed, 0 the best; None where it does not."""
    at = choice.folded.find(typed)
    if at <= 0:
        return None if at < 0 else 0
    return 1 if not choice.folded[at - 1].isalnum() else 2


def _choices(
    corpus: Corpus, accepted: frozenset[str], tokens: tuple[tuple[str, str], ...]
) -> Iterator[_Choice]:
    """All that may stand after some tokens, by the terminals that the grammar takes there."""
    names = corpus.derive(_Names.of)
    if "SEARCH" in accepted:
        yield from names.codes
        yield from names.queries
        yield from _plain("segment", ("source", "turn", "paragraph"))
        yield from _plain("text", ('text:"', "word:", 'like:"'))
    elif "RELATION" in accepted:
        yield from _plain("operator", ("and", "or", "not", "where", *_RELATIONS))
        yield from _plain("operator", (f"not {relation}" for relation in _RELATIONS))
        yield from _plain("operator", (f"{word}:{size}" for word in _RELATIONS[3:] for size in _DISTANCES))
    elif "COMPARE" in accepted:
        yield from _plain("operator", _SIGNS)
    elif "NOT" in accepted:
        yield from names.variables
        yield from _plain("operator", ("not",))
    elif "SOURCE" in accepted:
        yield from (_choice(value, "value") for value in _values(corpus, tokens))
    else:
        joints = {"_AND": "and", "_OR": "or", "_WHERE": "where", "_IN": "in"}
        yield from _plain("operator", (word for name, word in joints.items() if name in accepted))
    if "NOT" in accepted and "SEARCH" in accepted:
        yield from _plain("operator", ("not",))


def _values(corpus: Corpus, tokens: tuple[tuple[str, str], ...]) -> list[str]:
    """The values of the variable that is being compared."""
    compared = [at for at, (kind, _) in enumerate(tokens) if kind in ("_EQUALS", "COMPARE", "_IN")]
    before = [text for kind, text in tokens[: compared[-1]] if kind != "NOT"]
    asked = before[-1].strip('"').casefold()
    things: dict[str, Iterable[Any]] = {
        "coder": corpus.coders.values(),
        "source": (source.name for source in corpus.sources.values()),
        "case": (case.name for case in corpus.cases.values()),
        "speaker": (who.label for who in corpus.speakers.values()),
        "memo": (),
        "created": (),
    }
    if asked in things:
        return sorted(set(things[asked]), key=natural)
    name = next((name for name in corpus.variables if name.casefold() == asked), "")
    if corpus.variables.get(name) == "yesno":
        return list(_YES_NO)
    owners: list[Any] = [*corpus.sources.values(), *corpus.cases.values()]
    return sorted({value for owner in owners if (value := owner.variables.get(name))}, key=natural)


def _choice(name: str, kind: Kind) -> _Choice:
    return _Choice(as_word(name), kind, fold(name))


def _plain(kind: Kind, words: Iterable[str]) -> Iterator[_Choice]:
    return (_Choice(word, kind, word.replace('"', "")) for word in words)
