"""Passages as lists show them: a heading and the words, on one line and safe for a terminal.

Made off the event loop, where texts may be read; frozen, and without anything of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.safety import for_terminal
from caqda.wording import ngettext, numeral

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.query import Passage

LONGEST = 2000  # characters of a passage in a list; the rest is read in its place


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage to choose. ``before`` and ``after`` are what stands around it, empty where not asked for.

    ``key`` tells it from the others of its list; ``start`` and ``end`` are code points of the source.
    """

    key: int
    source: int
    start: int
    end: int
    heading: str
    text: str
    before: str = ""
    after: str = ""


def one_line(text: str) -> str:
    """A text from the study on one line, safe for a terminal."""
    return " ".join(for_terminal(text).split())


def beside(text: str) -> str:
    """What stands beside a passage, on one line; the space between them stays."""
    shown = one_line(text)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{shown}{' ' if after else ''}" if shown else ""


def shortened(text: str) -> str:
    """A passage on one line, with a mark where it goes on."""
    return one_line(text) if len(text) <= LONGEST else one_line(text[:LONGEST]) + " …"


def counted(number: int, noun: str) -> str:
    """A number and what it counts: ``1 passage``, ``2 passages``."""
    return _COUNTED[noun](number).format(n=numeral(number))


_COUNTED = {
    "case": lambda n: ngettext("{n} case", "{n} cases", n),
    "code": lambda n: ngettext("{n} code", "{n} codes", n),
    "coding": lambda n: ngettext("{n} coding", "{n} codings", n),
    "passage": lambda n: ngettext("{n} passage", "{n} passages", n),
    "source": lambda n: ngettext("{n} source", "{n} sources", n),
    "word": lambda n: ngettext("{n} word", "{n} words", n),
}


def quotes_of(corpus: Corpus, passages: Iterable[Passage]) -> list[Quote]:
    """The passages that answer a question, each with the sentences around it."""
    return list(_quotes(corpus, passages))


def _quotes(corpus: Corpus, passages: Iterable[Passage]) -> Iterator[Quote]:
    from caqda.analysis.around import sentences_around

    for key, passage in enumerate(passages):
        before, after = sentences_around(corpus, passage.source, passage.start, passage.end)
        names = ", ".join(path.rpartition("/")[2] for path in passage.codes)
        parts = (_place(passage.source_name, passage.paragraph), passage.speaker, names)
        yield Quote(
            key,
            passage.source,
            passage.start,
            passage.end,
            one_line(" · ".join(part for part in (*parts, ", ".join(passage.coders)) if part)),
            shortened(passage.text),
            beside(before),
            beside(after),
        )


def quotes_of_code(corpus: Corpus, code: int) -> list[Quote]:
    """The codings of one code, its sub-codes not included; ``key`` is the id of the coding."""
    codings = corpus.codings.take(corpus.codings.code == code)
    columns = (codings.id, codings.source, codings.start, codings.end, codings.coder)
    quotes = []
    for key, source, start, end, coder in zip(*(column.tolist() for column in columns), strict=True):
        speakers = ", ".join(corpus.speakers_of(source, start, end))
        parts = (_place(corpus.sources[source].name, corpus.paragraph_of(source, start)), speakers)
        heading = " · ".join(part for part in (*parts, corpus.coders[coder]) if part)
        text = shortened(corpus.text(source)[start:end])
        quotes.append(Quote(key, source, start, end, one_line(heading), text))
    order = {source: at for at, source in enumerate(corpus.sources)}
    return sorted(quotes, key=lambda quote: (order[quote.source], quote.start, quote.end, quote.key))


def _place(source: str, paragraph: int) -> str:
    return f"{source} ¶ {paragraph}"
