"""From a scope to what the code report says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from caqda.analysis.comparing import default_by
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import Crosstab, Row, crosstab
from caqda.analysis.expression import CodeAtom
from caqda.analysis.parser import parse
from caqda.analysis.query import Passage
from caqda.analysis.scope import Scope
from caqda.codebook.entry import read_entries
from caqda.errors import QueryError
from caqda.reports.provenance import provenance
from caqda.reports.quotations import Quoting
from caqda.reports.value import Chapter, Entry, Note, Quotation, Report, Tally
from caqda.reports.words import words
from caqda.study import Study


def build(
    study: Study | Corpus | Scope,
    *,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
    context: int = 0,
) -> Report:
    """The report of the chosen codes and their sub-codes (of all codes in scope where none is named).

    ``by`` is a variable, ``source``, ``case`` or ``coder``; where it is None, the perspective or another
    variable with few values is taken, else the source. Each quotation comes with as many paragraphs before
    and after it as ``context`` says. Raises UnknownName.
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
    quoting = Quoting(scope, context)
    return Report(
        title=title or words(corpus.language).title.format(study=corpus.name),
        language=corpus.language,
        provenance=provenance(scope),
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
        partial(_quotations, alone, table, quoting),
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
