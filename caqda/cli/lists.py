"""Commands that list what a study holds: sources, cases, codes, coders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.output import CoderOption, Format, FormatOption, StudyArgument, emit, say
from caqda.cli.places import open_study
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(sources)
    app.command()(cases)
    app.command()(codes)
    app.command()(coders)
    app.command()(queries)


def sources(study: StudyArgument = None, form: FormatOption = Format.TABLE) -> None:
    """List the sources."""
    corpus = _read(study)
    codings = _counted(corpus.codings.source)
    records = [
        {
            "id": source.uuid,
            "name": source.name,
            "sha256": source.sha256,
            "characters": source.characters,
            "words": source.words,
            "turns": source.turns,
            "cases": [corpus.cases[case].name for case in source.cases],
            "variables": dict(source.variables),
            "codings": codings.get(source.id, 0),
        }
        for source in corpus.sources.values()
    ]
    columns = ("name", "words", "turns", "cases", "codings", "variables")
    none = _("There are no sources yet; 'caqda import' brings them in.")
    emit(records, {key: key for key in columns}, form, none=none)


def cases(
    study: StudyArgument = None,
    read: Annotated[
        Path | None, typer.Option("--import", help="First read a table: case,source,speaker and variables.")
    ] = None,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the cases and their variables."""
    from caqda.analysis.corpus import Corpus
    from caqda.cases import read_cases, set_cases

    with open_study(study, coder) as opened:
        if read is not None:
            for note in set_cases(opened, read_cases(read)):
                say(note)
        corpus = Corpus.read(opened)
    owned: dict[int, list[str]] = {}
    for source in corpus.sources.values():
        for case in source.cases:
            owned.setdefault(case, []).append(source.name)
    records: list[dict[str, Any]] = [
        {
            "id": case.uuid,
            "name": case.name,
            "sources": owned.get(case.id, []),
            "variables": dict(case.variables),
            **{f"variable {name}": case.variables.get(name, "") for name in corpus.variables},
        }
        for case in corpus.cases.values()
    ]
    used = [name for name in corpus.variables if any(record["variables"].get(name) for record in records)]
    columns = {"name": "name", "sources": "sources"} | {name: f"variable {name}" for name in used}
    if form is Format.JSON:
        records = [{key: record[key] for key in ("id", "name", "sources", "variables")} for record in records]
    none = _("There are no cases yet; they come with the sources, or with 'caqda cases --import cases.csv'.")
    emit(records, columns, form, none=none)


def codes(study: StudyArgument = None, form: FormatOption = Format.TABLE) -> None:
    """List the codes in the order of the codebook, with how often each was applied."""
    corpus = _read(study)
    pairs = {(int(c), int(s)) for c, s in zip(corpus.codings.code, corpus.codings.source, strict=True)}
    spread = _counted([code for code, _ in pairs])
    records = [
        {
            "id": code.uuid,
            "name": code.name,
            "path": code.path,
            "parent": corpus.codes[code.parent].path if code.parent is not None else None,
            "colour": code.colour,
            "definition": code.definition,
            "codings": corpus.counts[code.id],
            "sources": spread.get(code.id, 0),
        }
        for code in corpus.codes.values()
    ]
    none = _("There are no codes yet; 'caqda codebook import' brings them in, and coding makes them.")
    emit(records, {key: key for key in ("path", "codings", "sources", "definition")}, form, none=none)


def coders(study: StudyArgument = None, form: FormatOption = Format.TABLE) -> None:
    """List the coders and how much each has coded."""
    corpus = _read(study)
    codings = _counted(corpus.codings.coder)
    records = [{"name": name, "codings": codings.get(key, 0)} for key, name in corpus.coders.items()]
    none = _("Nobody has coded yet.")
    emit(records, {"name": "name", "codings": "codings"}, form, none=none)


def queries(
    study: StudyArgument = None,
    delete: Annotated[
        str | None, typer.Option("--delete", metavar="NAME", help="Let go of this saved query first.")
    ] = None,
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option("--rename", metavar="NAME NEW", help="Give a saved query another name first."),
    ] = None,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the saved queries; 'caqda query --save NAME EXPRESSION' saves one, @NAME uses it."""
    from caqda import queries as saved

    with open_study(study, coder) as opened:
        if delete is not None:
            saved.delete(opened, delete)
        if rename is not None:
            saved.rename(opened, *rename)
        found = saved.queries(opened)
    records = [
        {
            "id": query.uuid,
            "name": query.name,
            "expression": query.expression,
            "coder": query.coder,
            "created": query.created,
        }
        for query in found
    ]
    none = _("No query is saved yet; 'caqda query --save NAME EXPRESSION' saves one.")
    emit(records, {key: key for key in ("name", "expression", "coder")}, form, none=none)


def _read(address: str | None) -> Corpus:
    from caqda.analysis.corpus import Corpus

    with open_study(address) as study:
        return Corpus.read(study)


def _counted(keys: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for key in keys:
        found[int(key)] = found.get(int(key), 0) + 1
    return found
