"""What the query screen says of an expression while it is written, worked out off the event loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.errors import QueryError, UnknownName
from caqda.tui.quotes import Quote, quotes_of
from caqda.wording import _, language, ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.completion import Completion
    from caqda.analysis.corpus import Corpus

_OFFERED = 30


@dataclass(frozen=True, slots=True)
class Look:
    """What an expression comes to. Where ``fault`` says why it cannot be asked, the rest is empty.

    ``unfinished``: it is at fault as it stands, but going on may mend it; ``nothing``: no passage fits it.
    """

    expression: str
    number: str = ""
    means: str = ""
    fault: str = ""
    unfinished: bool = False
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages of an expression, and what is said of them."""

    look: Look
    quotes: list[Quote]


def offered(corpus: Corpus, expression: str, cursor: int) -> list[Completion]:
    """What may stand at the cursor, other than what stands there already."""
    from caqda.analysis.completion import complete

    found = complete(corpus, expression, cursor, _OFFERED)
    return [one for one in found if expression[one.start : one.end] != one.text]


def look(corpus: Corpus, expression: str) -> Look:
    """How many passages an expression means, and what it asks for; or what is wrong with it."""
    try:
        return _look(corpus, expression)
    except (QueryError, UnknownName) as error:
        return Look(expression, fault=str(error), unfinished=_may_go_on(corpus, expression))


def answer(corpus: Corpus, expression: str) -> Answer:
    """The passages that an expression means; raises QueryError and UnknownName."""
    from caqda.analysis.query import query

    return Answer(_look(corpus, expression), quotes_of(corpus, query(corpus, expression)))


def _look(corpus: Corpus, expression: str) -> Look:
    from caqda.analysis.explain import explain
    from caqda.analysis.scope import Scope

    scope = Scope.of(corpus)
    found = scope.passages(expression)
    sources = len(set(scope.axis.source_of(found.start).tolist()))
    number = ngettext("{n} passage in {sources}", "{n} passages in {sources}", len(found)).format(
        n=numeral(len(found)),
        sources=ngettext("{n} source", "{n} sources", sources).format(n=numeral(sources)),
    )
    told = number if len(found) else _("No passages")
    return Look(expression, told, explain(expression, language(), corpus), nothing=not len(found))


def fitting(fault: str, width: int) -> str:
    """A fault in lines of so many cells: of a longer expression, what stands around the carets."""
    sentence, *below = fault.split("\n")
    if len(below) != 2 or below[1].strip(" ^") or len(below[0]) <= width:
        return fault
    line, carets = below[0].strip(), below[1][2:]
    at, room = carets.index("^"), max(10, width - 6)
    begin = max(0, min(at - room // 2, len(line) - room))
    before, after = "… " if begin else "  ", " …" if begin + room < len(line) else ""
    shown = line[begin : begin + room]
    return f"{sentence}\n{before}{shown}{after}\n  {carets[begin : begin + room]}"


def _may_go_on(corpus: Corpus, expression: str) -> bool:
    """Whether more letters can make something of it: an open quotation, a name or a place half written."""
    from caqda.analysis.completion import complete
    from caqda.analysis.parser import begun

    if expression.count('"') % 2:
        return True
    if begun(expression) is None:
        return False
    written = expression.rstrip()
    return not written or written != expression or bool(complete(corpus, expression, len(expression), 1))
