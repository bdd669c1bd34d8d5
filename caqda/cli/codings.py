"""Commands for codings in bulk: apply and export."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from caqda.cli.output import CoderOption, StudyArgument, say
from caqda.cli.places import open_study, split_study
from caqda.errors import InputError
from caqda.files import read_bytes, write_text
from caqda.wording import _, ngettext


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(apply)
    app.command()(export)


def apply(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] CODINGS.csv")],
    coder: CoderOption = None,
) -> None:
    """Apply codings in bulk: a table with the columns source,start,end,code,coder,memo."""
    from caqda.exchange import codings_csv
    from caqda.importers.encodings import decode

    address, files = split_study(arguments)
    if len(files) != 1:
        raise InputError("apply", _("name one table of codings, such as codings.csv."))
    path = Path(files[0])
    text = decode(read_bytes(path), path)[0]
    with open_study(address, coder) as study:
        say(str(codings_csv.apply(study, text, path, coder=coder)))


def export(
    study: StudyArgument = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; its ending is .csv.")
    ] = None,
    override: Annotated[
        str | None,
        typer.Option(metavar="WHY", help="Let out what is confidential too; the journal says why."),
    ] = None,
) -> None:
    """Export the codings as a table that 'caqda apply' reads, without those that are confidential."""
    from caqda import confidential
    from caqda.analysis.confidential import leaving
    from caqda.analysis.corpus import Corpus
    from caqda.exchange import codings_csv

    if output is not None and output.suffix.lower() != ".csv":
        raise InputError(
            output,
            _('the ending "{suffix}" is not one that can be exported; use .csv.').format(
                suffix=output.suffix
            ),
        )
    with open_study(study) as opened:
        if override is not None:
            confidential.override(opened, override)
        told = leaving(Corpus.read(opened), everything=override is not None)
        text = codings_csv.export(told.corpus)
    if told.told:
        say(told.told)
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)
        many = sum(1 for _row in csv.reader(io.StringIO(text))) - 1
        said = ngettext("{file} written: {n} coding.", "{file} written: {n} codings.", many)
        say(said.format(file=output, n=many))
