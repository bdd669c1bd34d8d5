"""Commands that answer: query, search, crosstab, report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.output import Format, FormatOption, StudyArgument, emit, emit_json, emit_table, say
from caqda.cli.places import open_study, split_study
from caqda.errors import QueryError

if TYPE_CHECKING:
    from caqda.analysis.query import Passage
    from caqda.analysis.scope import Scope
    from caqda.study import Study

Codes = Annotated[
    list[str] | None, typer.Option("--code", help="Only this code, by name or path, and those below it.")
]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this source.")]
Cases = Annotated[list[str] | None, typer.Option("--case", help="Only this case.")]
Coders = Annotated[list[str] | None, typer.Option("--coder", help="Only what this coder coded.")]
Where = Annotated[
    str, typer.Option("--where", help="Only where this holds, such as 'perspektiv = kommunalt'.")
]


PASSAGE_KEYS = (
    "source", "start", "end", "text", "paragraph", "speaker", "cases", "codes", "coders", "variables",
)  # fmt: skip


class Unit(StrEnum):
    """What the numbers of a table count."""

    CASES = "cases"
    SOURCES = "sources"
    PASSAGES = "passages"
    WORDS = "words"


class Share(StrEnum):
    """What the numbers of a table are a share of."""

    COLUMN = "column"
    ROW = "row"
    WORDS = "words"


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(query)
    app.command()(search)
    app.command()(crosstab)
    app.command()(report)


def query(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] EXPRESSION")],
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Find the passages that an expression means: 'caqda help query' explains the language."""
    from caqda.analysis.query import query as ask

    address, words = split_study(arguments)
    expression = " ".join(words)
    if not expression.strip():
        raise QueryError("The query is empty; write an expression, such as 'samskabelse where år = 2020'.")
    with open_study(address) as study:
        scope = _scope(study, codes, sources, cases, coders, where)
        _emit_passages(ask(study, expression, scope), form, f"{expression} | {scope.describe()}")


def search(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] WORDS")],
    sources: Sources = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Find words in the interviews, with what stands around them."""
    from caqda.analysis.search import context
    from caqda.analysis.search import search as find

    address, words = split_study(arguments)
    with open_study(address) as study:
        scope = _scope(study, None, sources, None, None, "")
        found = find(scope, " ".join(words))
        records = []
        for passage in found:
            before, after = context(study.text(passage.source), passage.start, passage.end)
            line = f"{before}[{' '.join(passage.text.split())}]{after}"
            records.append(passage.to_json() | {"before": before, "after": after, "context": line})
    columns = {"source": "source", "§": "paragraph", "speaker": "speaker", "passage": "context"}
    note = f"{_count(len(records), 'place')} in {_count(len({r['source'] for r in records}), 'source')}."
    if form is Format.JSON:
        for record in records:
            del record["context"]
    emit(records, columns, form, note=note)


def crosstab(
    study: StudyArgument = None,
    by: Annotated[
        str | None,
        typer.Option(
            help="A variable, or source, case or coder.", show_default="the first variable of cases"
        ),
    ] = None,
    unit: Annotated[Unit, typer.Option(help="What is counted.")] = Unit.CASES,
    share: Annotated[
        Share | None,
        typer.Option(
            help="Shares instead of counts: of the column, of the row, or per 1,000 participant words."
        ),
    ] = None,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    alone: Annotated[bool, typer.Option("--alone", help="Count each code without its sub-codes.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print codes by the values of a variable."""
    with open_study(study) as opened:
        scope = _scope(opened, codes, sources, cases, coders, where)
        print_crosstab(opened, by=by, form=form, unit=unit, share=share, scope=scope, roll_up=not alone)


def report(
    study: StudyArgument = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write: .md, .html, .csv or .json.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="The variable that groups the quotations.")] = None,
    title: Annotated[str | None, typer.Option(help="The report's title.")] = None,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
) -> None:
    """Write the code report; the ending of the file picks the format."""
    from caqda.errors import InputError
    from caqda.reports import report as write

    if output is None:
        raise InputError("report", "name the file to write, such as '-o report.html'.")
    with open_study(study) as opened:
        scope = _scope(opened, codes, sources, cases, coders, where)
        write(scope, output, codes=tuple(codes or ()), by=by, title=title)
    say(f"{output} written.")


def print_crosstab(
    study: Study,
    *,
    by: str | None,
    form: Format,
    unit: Unit = Unit.CASES,
    share: Share | None = None,
    scope: Scope | None = None,
    roll_up: bool = True,
) -> None:
    """Print a crosstab with what it counts under it."""
    from caqda.analysis.crosstab import crosstab as tabulate
    from caqda.analysis.grid import caption, default_by, grid
    from caqda.analysis.scope import Scope

    scope = scope or Scope.of(study)
    table = tabulate(scope, by=by or default_by(scope.corpus), roll_up=roll_up)
    if form is Format.JSON:
        emit_json(table.to_json(unit.value))
        return
    head, rows = grid(table, unit.value, share.value if share else None)
    emit_table(head, rows, form, note=caption(table, unit.value, share.value if share else None))


def _scope(
    study: Study,
    codes: list[str] | None,
    sources: list[str] | None,
    cases: list[str] | None,
    coders: list[str] | None,
    where: str,
) -> Scope:
    from caqda.analysis.scope import Scope

    return Scope.of(
        study, codes=codes or (), sources=sources or (), cases=cases or (), coders=coders or (), where=where
    )


def _emit_passages(found: list[Passage], form: Format, asked: str) -> None:
    records: list[dict[str, Any]] = [passage.to_json() for passage in found]
    if form is Format.TABLE:
        for record in records:
            record["text"] = " ".join(record["text"].split())
    columns = {
        "source": "source",
        "§": "paragraph",
        "speaker": "speaker",
        "codes": "codes",
        "coders": "coders",
        "passage": "text",
    }
    if form is Format.CSV:
        columns = {key: key for key in PASSAGE_KEYS}
    sources = len({record["source"] for record in records})
    emit(
        records,
        columns,
        form,
        note=f"{asked}\n{_count(len(records), 'passage')} in {_count(sources, 'source')}.",
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
