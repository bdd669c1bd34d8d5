"""From a scope to what the code report says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from caqda.analysis.comparing import default_by
from caqda.analysis.confidential import Confidential
from caqda.analysis.cooccurrence import cooccurrence
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import Crosstab, Row, crosstab
from caqda.analysis.expression import CodeAtom
from caqda.analysis.parser import parse
from caqda.analysis.query import Passage, query
from caqda.analysis.scope import Scope
from caqda.codebook.entry import read_entries
from caqda.codebook.history import definitions
from caqda.errors import QueryError
from caqda.memos import memos
from caqda.reports.provenance import provenance
from caqda.reports.quotations import Found, Quoting
from caqda.reports.value import Chapter, Entry, Note, Quotations, Report, Tally
from caqda.reports.words import words
from caqda.study import Study


def build(
    study: Study | Corpus | Scope,
    *,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
    context: int = 0,
    language: str | None = None,
    hidden: Confidential | None = None,
    speakers: str = "label",
    apart: str = "",
    min_cell: int = 0,
) -> Report:
    """The report of the chosen codes and their sub-codes (of all codes in scope where none is named).

    ``by`` is a variable, ``source``, ``case`` or ``coder``; where it is None, the perspective or another
    variable with few values is taken, else the source. Each quotation comes with as many paragraphs before
    and after it as ``context`` says. ``hidden`` is what of the study is not to be told, ``speakers`` how
    people are named (see :class:`~caqda.reports.quotations.Quoting`); the passages of the query ``apart``
    (by default those flagged as borderline or contradicting) stand in a block of their own. Numbers below
    ``min_cell`` are kept back. Raises UnknownName, QueryError.
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
    notes = _Notes(corpus.study, hidden)
    codebook = dict(_codebook(corpus, notes))
    quoting = Quoting(scope, context, speakers, hidden)
    more = _More(scope, chosen, apart, min_cell)
    return Report(
        title=title or words(language or corpus.language).title.format(study=corpus.name),
        language=language or corpus.language,
        provenance=provenance(scope),
        by=rolled_up.by,
        columns=rolled_up.columns,
        column_totals=rolled_up.column_totals,
        total=rolled_up.total,
        chapters=tuple(
            _chapter(corpus, codebook[whole.code], whole, alone, own, quoting, more)
            for whole, alone in zip(rolled_up.rows, own.rows, strict=True)
        ),
        codebook=tuple(codebook.values()),
        memos=notes.open((coder, text) for coder, text, _ in corpus.study.memos()),
        min_cell=min_cell,
    )


def expression(path: str, *, alone: bool = False) -> str:
    """The query that finds the passages of a code, with those of its sub-codes unless ``alone``."""
    bare = len(path.split()) == 1
    try:
        atom = parse(path) if bare else None  # several words are never one name
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


class _Notes:
    """The memos that may be told."""

    def __init__(self, study: Study, hidden: Confidential | None) -> None:
        self._hidden: set[tuple[str, str]] = set()
        if hidden is not None and hidden.memos:
            self._hidden = {(note.coder, note.text) for note in memos(study) if note.id in hidden.memos}

    def open(self, told: Iterable[tuple[str, str]]) -> tuple[Note, ...]:
        return tuple(Note(coder, text) for coder, text in told if (coder, text) not in self._hidden)


class _More:
    """What is told of a code beside its counts and quotations."""

    def __init__(self, scope: Scope, codes: list[int], apart: str, least: int) -> None:
        self.apart = frozenset(_place(passage) for passage in query(scope, apart)) if apart.strip() else None
        """The places whose quotations stand apart, where a query says so; else their flags do."""
        self._least = max(least, _OFTEN)
        together = cooccurrence(scope, codes=codes, roll_up=False)
        self._codes, self._paths = together.codes, together.paths
        self._met, self._jaccard = together.met, together.jaccard
        self._history = definitions(scope.corpus.study)

    def near(self, code: int) -> tuple[tuple[str, int], ...]:
        """The codes that most passages of a code overlap; of those in as many, the closer ones first."""
        at = self._codes.index(code)
        met, share = self._met[at].tolist(), self._jaccard[at].tolist()
        found = [
            (-met[other], -share[other], path)
            for other, path in enumerate(self._paths)
            if other != at and met[other] >= self._least
        ]
        return tuple((path, -met) for met, _, path in sorted(found)[:_NEAR])

    def history(self, code: int) -> tuple[tuple[str, str, str], ...]:
        """When a code was defined anew, by whom, and as what."""
        return self._history.get(code, ())


_NEAR = 5
_OFTEN = 2  # passages; codes that overlap once say nothing


def _codebook(corpus: Corpus, notes: _Notes) -> Iterator[tuple[int, Entry]]:
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
                notes.open(entry.memos),
            ),
        )


def _chapter(
    corpus: Corpus, entry: Entry, whole: Row, alone: Row, table: Crosstab, quoting: Quoting, more: _More
) -> Chapter:
    return Chapter(
        entry,
        bool(corpus.tree.children(whole.code)),
        Tally(expression(entry.path), whole.cells, whole.total),
        Tally(expression(entry.path, alone=True), alone.cells, alone.total),
        partial(_quotations, alone, table, quoting, more),
        more.near(whole.code),
        more.history(whole.code),
    )


def _quotations(row: Row, table: Crosstab, quoting: Quoting, more: _More) -> Quotations:
    passages, columns = table.placed(row)
    return Found(quoting, row.code, passages, columns, quoting.apart(passages, row.code, more.apart))


def _place(passage: Passage) -> tuple[int, int, int]:
    return passage.source, passage.start, passage.end
