"""The keys on the command line: listed, checked, and written to a file to be changed."""

from __future__ import annotations

from typing import Annotated

import typer

from caqda.cli.output import Format, FormatOption, emit, say
from caqda.errors import InputError
from caqda.wording import _


def add_to(app: typer.Typer) -> None:
    """Give this command to the application."""
    app.command()(keys)


def keys(
    init: Annotated[
        bool, typer.Option("--init", help="Write a keys file with all keys, in comments, to be changed.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what is wrong with the keys file; exit 1 if anything.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> int:
    """List all keys as they are now, with the id by which a keys file gives an action other keys."""
    from caqda.tui import keyfile

    if init:
        _write()
        return 0
    told = keyfile.read()
    for fault in told.faults:
        say(str(fault))
    if check:
        if not told.faults:
            there = (
                _("{path}: all is well.")
                if told.path.exists()
                else _("{path}: there is none; nothing is wrong.")
            )
            say(there.format(path=told.path))
        return 1 if told.faults else 0
    from caqda.tui.keys import shown
    from caqda.tui.panels import PANELS

    records = [
        {
            "id": binding.id,
            "keys": [shown(key) for key in told.keymap.get(binding.id or "", binding.key).split(",")],
            "words": _(binding.description) if form is Format.TABLE else binding.description,
            "panel": _(panel.title) if form is Format.TABLE else panel.title,
            "changed": binding.id in told.keymap,
        }
        for panel in PANELS
        for binding in panel.bindings
    ]
    told_as = "does" if form is Format.TABLE else "words"
    columns = {"id": "id", "keys": "keys", told_as: "words", "panel": "panel"}
    emit(
        records,
        columns,
        form,
        note=_("Keys file: {path}").format(path=told.path) if form is Format.TABLE else "",
    )
    return 0


def _write() -> None:
    from caqda.files import write_text
    from caqda.tui import keyfile

    path = keyfile.place()
    if path.exists():
        raise InputError(path, _("this file is there already; edit it, or move it away first."))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            path.parent, _("the folder cannot be made: {why}.").format(why=error.strerror or error)
        ) from error
    write_text(path, keyfile.as_it_is())
    say(_("{path} written. Take the # away before a line to change its keys.").format(path=path))
