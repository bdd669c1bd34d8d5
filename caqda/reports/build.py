"""From a scope to a report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import caqda
from caqda.analysis.corpus import Corpus, SourceInfo
from caqda.analysis.crosstab import Crosstab, Row, crosstab
from caqda.analysis.expression import CodeAtom
from caqda.analysis.grid import default_by
from caqda.analysis.parser import parse
from caqda.analysis.query import Passage
from caqda.analysis.scope import Scope
from caqda.codebook.entry import read_entries
from caqda.errors import InputError, QueryError
from caqda.quoting import quoted
from caqda.reports.quotations import Quoting
from caqda.reports.value import Chapter, Entry, Note, Provenance, Quotation, Report, Tally
from caqda.reports.words import words
from caqda.study import Study

_CONSTRUCTED = ("konstrueret", "constructed")
_YES = ("ja", "yes", "true")


def build(
    study: Study | Corpus | Scope,
    *,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
) -> Report:
    """The report of the chosen codes and their sub-codes (of all codes in scope where none is named).

    ``by`` is a variable, ``source``, ``case`` or ``coder``; where it is None, the perspective or another
    variable with few values is taken, else the source. Raises UnknownName.
    """
    scope = Scope.of(study)
    named = tuple(codes)
    if named and not scope.codes:
        scope = replace(scope, codes=named)
    corpus = scope.corpus
    chosen = _chosen(scope, named)
    by = by or default_by(corpus)
    rolled_up = crosstab(scope, by, codes=chosen)
    own = crosstab(scope, by, codes=chosen, roll_up=False)
    codebook = dict(_codebook(corpus))
    quoting = Quoting(scope)
    return Report(
        title=title or words(corpus.language).title.format(study=corpus.name),
        language=corpus.language,
        provenance=_provenance(scope, own),
        by=rolled_up.by,
        columns=rolled_up.columns,
        column_totals=rolled_up.column_totals,
        total=rolled_up.total,
        chapters=tuple(
            _chapter(corpus, codebook[whole.code], whole, alone, own, quoting)
            for whole, alone in zip(rolled_up.rows, own.rows, strict=True)
        ),
        codebook=tuple(codebook.values()),
        memos=tuple(Note(coder, text) for coder, text, _ in corpus.study.memos()),
    )


def expression(path: str, *, alone: bool = False) -> str:
    """The query that finds the passages of a code, with those of its sub-codes unless ``alone``."""
    try:
        atom = parse(path)
        bare = isinstance(atom, CodeAtom) and not atom.alone and atom.name.text == path
    except QueryError:
        bare = False
    said = path if bare else '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"'))
    return f"={said}" if alone else said


# -- choosing --------------------------------------------------------------------------------------------


def _chosen(scope: Scope, codes: Iterable[str | int]) -> list[int]:
    """The codes of the report, in the order of the codebook."""
    tree = scope.corpus.tree
    families = {code for name in codes for code in tree.family(scope.code_id(name))} or scope.code_ids
    return [code for code in tree.paths if code in families & scope.code_ids]


# -- provenance ------------------------------------------------------------------------------------------


def _provenance(scope: Scope, table: Crosstab) -> Provenance:
    corpus = scope.corpus
    sources = [corpus.sources[key] for key in corpus.sources if key in scope.source_ids]
    return Provenance(
        study=corpus.name,
        uuid=corpus.study.info()[0],
        position=corpus.position,
        hash=corpus.hash,
        version=caqda.__version__,
        date=_date(),
        coders=table.coders,
        scope=scope.describe(),
        filters=tuple(_filters(scope)),
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
            f"{quoted(epoch)} is not a time in seconds since 1970; put it right or unset it.",
        ) from None


def _filters(scope: Scope) -> Iterator[tuple[str, str]]:
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


# -- codes -----------------------------------------------------------------------------------------------


def _codebook(corpus: Corpus) -> Iterator[tuple[int, Entry]]:
    entries = read_entries(corpus.study)
    for key in corpus.tree.paths:
        code, entry = corpus.codes[key], entries[key]
        yield (
            key,
            Entry(
                code.uuid,
                code.name,
                code.path,
                code.depth,
                code.colour,
                code.definition,
                entry.full,
                entry.include,
                entry.exclude,
                entry.typical,
                entry.borderline,
                tuple(Note(coder, text) for coder, text in entry.memos),
            ),
        )


def _chapter(
    corpus: Corpus, entry: Entry, whole: Row, alone: Row, table: Crosstab, quoting: Quoting
) -> Chapter:
    return Chapter(
        entry,
        bool(corpus.tree.children(whole.code)),
        Tally(expression(entry.path), whole.cells, whole.total),
        Tally(expression(entry.path, alone=True), alone.cells, alone.total),
        tuple(_quotations(alone, table, quoting)),
    )


def _quotations(row: Row, table: Crosstab, quoting: Quoting) -> Iterator[Quotation]:
    placed: dict[tuple[int, int, int], list[int]] = {}
    for at, column in enumerate(table.columns):
        if row.cells[at].passages:
            for passage in table.cell_passages(row, column):
                placed.setdefault(_place(passage), []).append(at)
    for passage in table.cell_passages(row) if row.total.passages else ():
        yield quoting.quotation(row.code, passage, tuple(placed.get(_place(passage), ())))


def _place(passage: Passage) -> tuple[int, int, int]:
    return passage.source, passage.start, passage.end
