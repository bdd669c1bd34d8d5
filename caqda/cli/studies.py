"""Commands for the study as a whole: demo, tour, new, open, log, undo, redo, check, backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caqda import deeds
from caqda.cli.output import CoderOption, Format, FormatOption, StudyArgument, emit, say
from caqda.cli.places import find_study, open_study, split_study
from caqda.cli.screen import on_terminal, open_plain, open_screen, wants_plain
from caqda.errors import InputError
from caqda.recorded import local
from caqda.wording import _, ngettext

_MOST = 1_000_000_000
PlainOption = Annotated[
    bool, typer.Option("--plain", help="Lines of text and typed commands, for screen readers.")
]
StudyAndTimes = Annotated[
    list[str] | None,
    typer.Argument(metavar="[STUDY] [TIMES]", help="How many changes; one where it is left out."),
]


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(demo)
    app.command()(tour)
    app.command()(new)
    app.command("open")(open_)
    app.command()(code)
    app.command()(log)
    app.command()(undo)
    app.command()(redo)
    app.command()(check)
    app.command()(backup)


Target = Annotated[Path | None, typer.Argument(help="Where to put it.", show_default=False)]


def demo(path: Target = None) -> None:
    """Copy the bundled study here and open it; without a terminal, print its crosstab."""
    from caqda.analysis.table import Asked
    from caqda.cli.tables import print_table

    target = _bundled(path)
    if on_terminal():
        open_screen(str(target), tour="offer")
        return
    with open_study(str(target)) as study:
        print_table(study, Asked(by=("perspektiv",)), Format.TABLE)


def tour(path: Target = None) -> None:
    """Learn caqda in five minutes, by coding, undoing, asking and reporting in the bundled study."""
    if not on_terminal():
        raise InputError("tour", _("the tour needs a terminal; 'caqda help' lists the manual's pages."))
    if wants_plain():
        raise InputError(
            "tour", _("the tour leads through the screen; 'caqda help plain' through the lines.")
        )
    open_screen(str(_bundled(path)), tour="begin")


def _bundled(path: Path | None) -> Path:
    from caqda import demo as bundled
    from caqda.cli.progress import progress

    target = path or Path(f"{bundled.NAME}.caqda")
    if target.exists():
        say(_("{target} is there already, with what you have done in it.").format(target=target))
    else:
        with progress(_("Making the bundled study")) as tell:
            bundled.build(target, progress=tell).close()
        say(
            _("{target} made: fourteen constructed interviews, in which no real person speaks.").format(
                target=target
            )
        )
    return target


def new(
    study: Annotated[str, typer.Argument(metavar="STUDY", help="The file to make, such as housing.caqda.")],
    codebook: Annotated[Path | None, typer.Option(help="A codebook (YAML) to begin with.")] = None,
    name: Annotated[str | None, typer.Option(help="The study's name; by default the file's.")] = None,
    language: Annotated[str, typer.Option(help="The language of the interviews: da or en.")] = "da",
    coder: CoderOption = None,
) -> None:
    """Create a study."""
    import caqda
    from caqda.database import is_address, remove
    from caqda.exchange import codebook_yaml
    from caqda.files import read_bytes
    from caqda.importers.encodings import decode

    if not Path(study).name.removesuffix(".caqda").strip():
        raise InputError("new", _("name the study, such as housing.caqda."))
    text = decode(read_bytes(codebook), codebook)[0] if codebook is not None else None
    address = study if is_address(study) or study.endswith(".caqda") else f"{study}.caqda"
    with caqda.create(address, name=name, language=language, coder=coder) as made:
        try:
            if text is not None and codebook is not None:
                say(str(codebook_yaml.load(made, text, codebook)))
        except BaseException:
            made.close()
            remove(Path(address))
            raise
    say(
        _("{address} made. Bring your interviews in with 'caqda import {address} FOLDER'.").format(
            address=address
        )
    )


def open_(study: StudyArgument = None, coder: CoderOption = None, plain: PlainOption = False) -> None:
    """Open the coding screen. 'caqda STUDY' does the same."""
    address = find_study(study)
    if plain or wants_plain():
        open_plain(address, coder)
        return
    if not on_terminal():
        with open_study(address):
            say(_("The coding screen needs a terminal; see 'caqda --help' for what works without one."))
        raise typer.Exit(2)
    open_screen(address, coder)


def code(study: StudyArgument = None, coder: CoderOption = None, plain: PlainOption = False) -> None:
    """Code interviews: the coding screen, or with --plain lines of text for screen readers."""
    open_(study, coder, plain)


def log(
    study: StudyArgument = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, max=_MOST, help="Only the last so many.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print the journal: every change, latest first."""
    with open_study(study) as opened:
        entries = opened.journal.log(limit)
    records = [
        {
            "id": entry.id,
            "time": entry.time,
            "coder": entry.coder,
            "kind": entry.kind,
            "target": entry.target,
            "action": entry.action,
            "summary": entry.summary,
            "rows": entry.rows,
            "hash": entry.hash,
        }
        for entry in entries
    ]
    columns = {"id": "id", "time": "time", "coder": "coder"}
    if form is Format.TABLE:
        for record, entry in zip(records, entries, strict=True):
            record |= {"time": local(entry.time), "summary": deeds.told_of(entry)}
    else:
        columns |= {"kind": "kind", "of": "target"}
    emit(records, columns | {"change": "summary"}, form)


def undo(arguments: StudyAndTimes = None, coder: CoderOption = None) -> None:
    """Take back the last change, or the last so many: 'caqda undo 3'."""
    _step("undo", arguments, coder)


def redo(arguments: StudyAndTimes = None, coder: CoderOption = None) -> None:
    """Make again what was undone last."""
    _step("redo", arguments, coder)


def check(study: StudyArgument = None, form: FormatOption = Format.TABLE) -> None:
    """Verify database, texts, positions and journal; exit status 1 where something does not hold."""
    from caqda.check import faults

    with open_study(study) as opened:
        found = faults(opened)
    if form is Format.TABLE:
        for fault in found:
            print(fault)
        told = ngettext("{n} fault found.", "{n} faults found.", len(found)) if found else _("All holds.")
        say(told.format(n=len(found)))
    else:
        emit([{"fault": fault} for fault in found], {"fault": "fault"}, form)
    if found:
        raise typer.Exit(1)


def backup(
    study: StudyArgument = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
) -> None:
    """Copy the study, consistent while others work in it."""
    from caqda.recorded import now

    address = find_study(study)
    stamp = now().replace(":", "").replace("-", "")
    # Another ending, so that the study stays the only one in its folder.
    target = output or Path(f"{Path(address).stem}-{stamp}.caqda-backup")
    with open_study(address) as opened:
        opened.backup(target)
    say(_("{address} copied to {target}.").format(address=address, target=target))


def _step(kind: str, arguments: list[str] | None, coder: str | None) -> None:
    address, rest = split_study(arguments or ())
    if rest and not (len(rest) == 1 and rest[0].isdecimal() and int(rest[0]) > 0):
        raise InputError(
            kind,
            _("\"{rest}\" is not a number of changes; write such as 'caqda {kind} 3'.").format(
                rest=" ".join(rest), kind=kind
            ),
        )
    times = int(rest[0]) if rest else 1
    with open_study(address, coder) as study:
        done = study.journal.undo(times) if kind == "undo" else study.journal.redo(times)
        whose = study.coder
    for entry in done:
        told = _("Undone: {what}.") if kind == "undo" else _("Redone: {what}.")
        say(told.format(what=deeds.told_to(whose, entry)))
    if not done:
        say(_("There is nothing to undo.") if kind == "undo" else _("There is nothing to redo."))
        raise typer.Exit(1)
