"""Commands that bring interviews in: import, and the table of cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caqda.cli.output import CoderOption, Format, FormatOption, emit, say
from caqda.cli.places import open_study, split_study
from caqda.cli.progress import progress
from caqda.errors import InputError
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.sources import Draft, ImportSummary


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command("import")(import_)
    app.command("set")(set_)


def import_(
    arguments: Annotated[
        list[str], typer.Argument(metavar="[STUDY] PATH...", help="Files, folders or globs.")
    ],
    variables: Annotated[
        list[str] | None, typer.Option("--set", metavar="VARIABLE=VALUE", help="A variable of every source.")
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="A table: case,source,speaker and the cases' variables.")
    ] = None,
    interviewer: Annotated[
        list[str] | None, typer.Option(metavar="LABEL", help="A speaker label that is the interviewer's.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="The files' encoding, where it is guessed wrong.")
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Go on after a bad file and list it.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be made, make nothing.")
    ] = False,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Import transcripts (.txt, .md, .docx)."""
    from caqda.sources import import_files

    address, paths = split_study(arguments)
    if not paths:
        raise InputError("import", _("name the files or folders to import."))
    with open_study(address, coder) as study, progress(_("Importing")) as tell:
        summary = import_files(
            study,
            paths,
            cases=cases,
            variables=dict(_pair(text) for text in variables or ()),
            interviewer=interviewer or (),
            encoding=encoding,
            skip_bad=skip_bad,
            dry_run=dry_run,
            progress=tell,
        )
    _print(summary, dry_run, form)
    if cases is None:
        _mention_cases(paths)


def set_(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] VARIABLE=VALUE...")],
    case: Annotated[str, typer.Option(help="The case that has it.")] = "",
    source: Annotated[str, typer.Option(help="The source that has it.")] = "",
    coder: CoderOption = None,
) -> None:
    """Give a case or a source the value of a variable; VARIABLE= takes it away."""
    from caqda.cases import set_variable

    address, pairs = split_study(arguments)
    told = [_pair(text) for text in pairs]
    with open_study(address, coder) as study, study.change("variable", f"variables of {case or source} set"):
        for name, value in told:
            set_variable(study, name, value, case=case, source=source)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise InputError(text, _("a variable is set as VARIABLE=VALUE, such as perspektiv=kommunalt."))
    return name.strip(), value.strip()


def _print(summary: ImportSummary, dry_run: bool, form: Format) -> None:
    columns = {
        "source": "name",
        "encoding": "encoding",
        "words": "words",
        "turns": "turns",
        "interviewer": "interviewer",
        "cases": "cases",
        "variables": "variables",
    }
    if summary.drafts or form is not Format.TABLE:
        emit([_record(draft) for draft in summary.drafts], columns, form)
    for line in (*summary.skipped, *summary.notes):
        say(line)
    n = len(summary.drafts)
    told = ngettext("{n} source imported.", "{n} sources imported.", n)
    if dry_run:
        told = ngettext("{n} source would be imported.", "{n} sources would be imported.", n)
    say(told.format(n=n))


def _record(draft: Draft) -> dict[str, object]:
    transcript = draft.transcript
    cases = dict.fromkeys(case for case in draft.speakers.values() if case) or dict.fromkeys(
        [draft.case or ""]
    )
    return {
        "name": draft.name,
        "file": str(transcript.path),
        "encoding": transcript.encoding,
        "sha256": transcript.sha256,
        "characters": len(transcript.text),
        "words": transcript.words,
        "turns": len(transcript.turns),
        "interviewer": [label for label, case in draft.speakers.items() if case is None],
        "cases": list(cases),
        "speakers": dict(draft.speakers),
        "variables": {name: str(value) for name, value in draft.variables.items()},
    }


def _mention_cases(paths: list[str]) -> None:
    for path in paths:
        table = Path(path) / "cases.csv"
        if table.is_file():
            say(
                _("{table} was not read; give the cases their variables with '--cases {table}'.").format(
                    table=table
                )
            )
