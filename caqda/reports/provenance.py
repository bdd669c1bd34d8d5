"""Where a report comes from: the study, the moment of its journal, and the filter."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import caqda
from caqda.analysis.corpus import Corpus, SourceInfo
from caqda.analysis.extent import coders_of
from caqda.analysis.scope import Scope
from caqda.errors import InputError
from caqda.quoting import quoted
from caqda.wording import _

_CONSTRUCTED = ("konstrueret", "constructed")
_YES = ("ja", "yes", "true")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a report comes from. ``position`` and ``hash`` are those of the study's journal.

    ``scope`` is the filter in one line; ``filters`` the same in parts: what is filtered, and by what.
    Of the ``sources`` that the report may draw on, ``constructed`` are marked as constructed material.
    ``choices`` is the line that the same report can be made from anew.
    """

    study: str
    uuid: str
    position: int
    hash: str
    version: str
    date: str
    coders: tuple[str, ...]
    scope: str
    filters: tuple[tuple[str, str], ...]
    sources: int
    constructed: int
    choices: str = ""
    withheld: int = 0

    @property
    def trace(self) -> str:
        """The moment of the study in one line, for the properties of a file."""
        return f"caqda {self.version}; study {self.uuid}; journal {self.position}; hash {self.hash}"


def provenance(scope: Scope) -> Provenance:
    """The provenance of what is made from a scope; its date is today's, or SOURCE_DATE_EPOCH's.

    Raises InputError where SOURCE_DATE_EPOCH is no time.
    """
    corpus = scope.corpus
    sources = [corpus.sources[key] for key in corpus.sources if key in scope.source_ids]
    return Provenance(
        study=corpus.name,
        uuid=corpus.study.info()[0],
        position=corpus.position,
        hash=corpus.hash,
        version=caqda.__version__,
        date=_date(),
        coders=coders_of(scope),
        scope=scope.describe(),
        filters=tuple(filters(scope)),
        sources=len(sources),
        constructed=sum(_constructed(corpus, source) for source in sources),
    )


def _date() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise InputError(
            "SOURCE_DATE_EPOCH",
            _("{value} is not a time in seconds since 1970; put it right or unset it.").format(
                value=quoted(epoch)
            ),
        ) from None


def filters(scope: Scope) -> Iterator[tuple[str, str]]:
    """What a scope is narrowed to: the kind of each filter and what it says."""
    corpus = scope.corpus
    named: tuple[tuple[str, Iterable[str | int], Mapping[int, str]], ...] = (
        ("codes", scope.codes, corpus.tree.paths),
        ("sources", scope.sources, {key: source.name for key, source in corpus.sources.items()}),
        ("cases", scope.cases, {key: case.name for key, case in corpus.cases.items()}),
        ("coders", scope.coders, corpus.coders),
    )
    for kind, names, known in named:
        if names:
            yield kind, ", ".join(known[name] if isinstance(name, int) else name for name in names)
    if scope.where.strip():
        yield "where", " ".join(scope.where.split()).removeprefix("where ")


def _constructed(corpus: Corpus, source: SourceInfo) -> bool:
    said = {name.casefold(): value.casefold() for name, value in source.variables.items()}
    if any(said.get(name) in _YES for name in _CONSTRUCTED):
        return True
    first = corpus.text(source.id).lstrip().partition("\n")[0].casefold()
    return first.startswith(tuple(f"{mark} interview" for mark in _CONSTRUCTED))
