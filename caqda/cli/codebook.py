"""Commands for the codebook: as YAML in and out, and each change of a code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda import deeds
from caqda.cli.output import CoderOption, Format, FormatOption, StudyArgument, emit, say
from caqda.cli.places import open_study, split_study
from caqda.errors import InputError
from caqda.files import read_bytes, write_text
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.codebook import Codebook
    from caqda.study import Study

app = typer.Typer(no_args_is_help=True, help="The codebook: as YAML in and out, and each change of a code.")

FileArgument = Annotated[list[str], typer.Argument(metavar="[STUDY] FILE")]
CodeArgument = Annotated[
    list[str], typer.Argument(metavar="[STUDY] CODE", help="A code by its path, or by its name if unique.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be touched.")]
Position = Annotated[
    int | None, typer.Option(min=1, help="Place among its siblings, from 1.", show_default=False)
]
Definition = Annotated[str | None, typer.Option(help="What it means, in a sentence.", show_default=False)]
Full = Annotated[str | None, typer.Option(help="The full definition.", show_default=False)]
Include = Annotated[str | None, typer.Option(help="What it is to be used for.", show_default=False)]
Exclude = Annotated[str | None, typer.Option(help="What it is not to be used for.", show_default=False)]
Typical = Annotated[
    list[str] | None, typer.Option(help="A typical example; may be repeated.", show_default=False)
]
Borderline = Annotated[
    list[str] | None, typer.Option(help="A borderline example; may be repeated.", show_default=False)
]


# -- the whole codebook --------------------------------------------------------------------------------


@app.command()
def export(
    study: StudyArgument = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
) -> None:
    """Write the codebook as YAML."""
    from caqda.exchange import codebook_yaml

    with open_study(study) as opened:
        text = codebook_yaml.dump(opened)
        codes = len(opened.tree().nodes)
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)
        told = ngettext("{file} written: {n} code.", "{file} written: {n} codes.", codes)
        say(told.format(file=output, n=codes))


@app.command("import")
def import_(arguments: FileArgument, coder: CoderOption = None) -> None:
    """Bring a codebook into the study; codes that only the study has are kept."""
    from caqda.exchange import codebook_yaml

    address, (name,) = _words(arguments, "import", "FILE")
    text = _read(name)
    with open_study(address, coder) as study:
        say(str(codebook_yaml.load(study, text, name)))


@app.command()
def check(file: Annotated[str, typer.Argument(metavar="FILE")], form: FormatOption = Format.TABLE) -> int:
    """Read a codebook as a careful colleague would; exits 1 where there is something to remark on."""
    from caqda.exchange import codebook_yaml

    if form is not Format.TABLE:
        found = codebook_yaml.remarks(_read(file), file)
        records = [{"file": file, "line": line, "remark": what} for line, what in found]
        emit(records, {name: name for name in ("file", "line", "remark")}, form)
        return 1 if found else 0
    remarks = codebook_yaml.check(_read(file), file)
    for remark in remarks:
        say(remark)
    told = ngettext("{file}: {n} remark.", "{file}: {n} remarks.", len(remarks))
    if not remarks:
        told = _("{file}: nothing to remark on.")
    say(told.format(file=file, n=len(remarks)))
    return 1 if remarks else 0


@app.command()
def diff(arguments: FileArgument) -> int:
    """Show what importing a codebook would change; exits 1 where the two differ."""
    from caqda.exchange import codebook_yaml
    from caqda.safety import for_terminal

    address, (name,) = _words(arguments, "diff", "FILE")
    text = _read(name)
    with open_study(address) as study:
        lines = codebook_yaml.diff(study, text, name)
    for line in lines:
        print(for_terminal(line))
    return 1 if lines else 0


# -- one code ------------------------------------------------------------------------------------------


@app.command()
def add(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] PATH", help="Such as ledelse/entydig.")],
    colour: Annotated[str | None, typer.Option(help="As #rrggbb.", show_default=False)] = None,
    definition: Definition = None,
    full: Full = None,
    include: Include = None,
    exclude: Exclude = None,
    typical: Typical = None,
    borderline: Borderline = None,
    position: Position = None,
    coder: CoderOption = None,
) -> None:
    """Add a code; those above it are made where they are missing."""
    address, (path,) = _words(arguments, "add", "PATH")
    fields = _given(definition, full, include, exclude, typical, borderline)
    above, __, name = path.strip().strip("/").rpartition("/")
    place = None if position is None else position - 1
    with _book(address, coder) as book, book.study.change("add code", f'code "{path}" added'):
        parent = book.add_path(above) if above else None
        book.add(name, parent, colour=colour, position=place, **fields)


@app.command()
def rename(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] CODE NAME")], coder: CoderOption = None
) -> None:
    """Give a code another name."""
    address, (code, name) = _words(arguments, "rename", "CODE", "NAME")
    with _book(address, coder) as book:
        book.rename(code, name)


@app.command()
def recolour(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] CODE COLOUR")], coder: CoderOption = None
) -> None:
    """Give a code another colour, written as '#rrggbb'."""
    address, (code, colour) = _words(arguments, "recolour", "CODE", "COLOUR")
    with _book(address, coder) as book:
        book.recolour(code, colour)


@app.command()
def define(
    arguments: CodeArgument,
    definition: Definition = None,
    full: Full = None,
    include: Include = None,
    exclude: Exclude = None,
    typical: Typical = None,
    borderline: Borderline = None,
    coder: CoderOption = None,
) -> None:
    """Write a code's definition, criteria and examples; what is not named stays."""
    address, (code,) = _words(arguments, "define", "CODE")
    fields = _given(definition, full, include, exclude, typical, borderline)
    if not fields:
        raise InputError("codebook define", _("say what to write, such as --definition 'What it means.'."))
    with _book(address, coder) as book:
        book.define(code, **fields)


@app.command()
def move(
    arguments: CodeArgument,
    under: Annotated[str | None, typer.Option(help="The code to move it under.", show_default=False)] = None,
    top: Annotated[bool, typer.Option("--top", help="Move it to the top.")] = False,
    position: Position = None,
    coder: CoderOption = None,
) -> None:
    """Move a code with its sub-codes: under another, to the top, or to another place among its siblings."""
    address, (code,) = _words(arguments, "move", "CODE")
    named = top + (under is not None)
    if named > 1 or (not named and position is None):
        raise InputError("codebook move", _("say where to: --under CODE, --top, or only --position."))
    place = None if position is None else position - 1
    with _book(address, coder) as book:
        book.move(code, under if named else book.parent(code), place)


@app.command()
def merge(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] CODE INTO")],
    dry_run: DryRun = False,
    coder: CoderOption = None,
) -> None:
    """Make one code of two: all that CODE has goes over to INTO."""
    address, (code, into) = _words(arguments, "merge", "CODE", "INTO")
    with _book(address, coder) as book:
        touched = book.touched(code)
        book.study.code_id(into)
        if dry_run:
            say(
                _('Merging "{code}" into "{into}" would touch {touched}.').format(
                    code=code, into=into, touched=touched
                )
            )
        else:
            book.merge(code, into)


@app.command()
def split(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] CODE NAME")],
    source: Annotated[
        str | None, typer.Option(help="The codings in this source.", show_default=False)
    ] = None,
    by: Annotated[str | None, typer.Option(help="The codings by this coder.", show_default=False)] = None,
    under: Annotated[
        str | None, typer.Option(help="Where the new code is to be.", show_default=False)
    ] = None,
    coder: CoderOption = None,
) -> None:
    """Move some codings of a code to a new code beside it: those in a source, or by a coder."""
    address, (code, name) = _words(arguments, "split", "CODE", "NAME")
    if source is None and by is None:
        raise InputError("codebook split", _("say which codings the new code is to have: --source or --by."))
    with _book(address, coder) as book:
        chosen = book.codings(code, source=source, coder=by)
        book.split(code, name, chosen, ... if under is None else under)


@app.command()
def delete(arguments: CodeArgument, dry_run: DryRun = False, coder: CoderOption = None) -> None:
    """Delete a code with its sub-codes, codings and memos."""
    address, (code,) = _words(arguments, "delete", "CODE")
    with _book(address, coder) as book:
        touched = book.touched(code)
        if dry_run:
            say(_('Deleting "{code}" would touch {touched}.').format(code=code, touched=touched))
        else:
            book.delete(code)
            say(_("Gone with it: {touched}.").format(touched=touched))


# -- what they share -----------------------------------------------------------------------------------


def _words(arguments: list[str], command: str, *names: str) -> tuple[str | None, list[str]]:
    """The study and the words that a command needs; raises InputError where there are more or fewer."""
    address, words = split_study(arguments)
    if len(words) != len(names):
        raise InputError(
            f"codebook {command}",
            _(
                "write {names}, and before it the study if need be; 'caqda codebook {command} --help' tells"
                " the rest."
            ).format(names=_(" and ").join(names), command=command),
        )
    return address, words


@contextmanager
def _book(address: str | None, coder: str | None) -> Iterator[Codebook]:
    """The codebook of a study; says afterwards what was changed."""
    from caqda.codebook import Codebook

    with open_study(address, coder) as study:
        before = study.journal.position()
        yield Codebook(study)
        if study.journal.position() != before:
            _tell(study)


def _tell(study: Study) -> None:
    said = deeds.told(study.journal.log(1)[0].summary)
    say(_("{what}; 'caqda undo' takes it back.").format(what=said[:1].upper() + said[1:]))


def _given(
    definition: str | None,
    full: str | None,
    include: str | None,
    exclude: str | None,
    typical: list[str] | None,
    borderline: list[str] | None,
) -> dict[str, Any]:
    texts = {"definition": definition, "full": full, "include": include, "exclude": exclude}
    lists = {"typical": typical, "borderline": borderline}
    return {name: text for name, text in texts.items() if text is not None} | {
        name: examples for name, examples in lists.items() if examples
    }


def _read(name: str) -> str:
    from caqda.importers.encodings import decode

    path = Path(name)
    return decode(read_bytes(path), path)[0]
