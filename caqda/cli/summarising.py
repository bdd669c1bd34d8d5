"""Summaries of cases under codes: the cells of the framework matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.output import CoderOption, Format, FormatOption, emit, say
from caqda.cli.places import open_study, split_study
from caqda.errors import InputError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.framework import FrameworkCell


def add_to(app: typer.Typer) -> None:
    """Give this command to the application."""
    app.command()(summarise)


def summarise(
    arguments: Annotated[list[str] | None, typer.Argument(metavar="[STUDY] [TEXT]")] = None,
    case: Annotated[str | None, typer.Option("--case", help="Of this case.")] = None,
    code: Annotated[
        str | None, typer.Option("--code", help="Under this code; else those at the top.", show_default=False)
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take one's summary away.")] = False,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Write what a case says under a code, for the framework matrix; without TEXT, list what is written.

    With a case and a code the passages are listed too: what is to be summarised.
    """
    from caqda import summaries
    from caqda.analysis.framework import framework
    from caqda.analysis.scope import Scope

    address, words = split_study(arguments or [])
    text = " ".join(words).strip()
    with open_study(address, coder) as study:
        if text or remove:
            if case is None or code is None:
                raise InputError("summarise", _("name the case and the code, with --case and --code."))
            summaries.summarise(study, case, code, "" if remove else text)
            told = (
                _("Summary of {case} under {code} removed.") if remove else _("{case}, {code}: summarised.")
            )
            say(told.format(case=case, code=code))
            return
        scope = Scope.of(study, cases=[case] if case else ())
        cells = framework(scope, [code] if code else ())
    if form is Format.JSON:
        emit([cell.to_json() for cell in cells], {}, form)
    elif case is not None and code is not None and form is Format.TABLE:
        _print_cell(cells)
    else:
        columns = ("case", "code", "passages", "coder", "summary")
        none = _("There is nothing to summarise: no case has passages under these codes.")
        emit(
            [row for cell in cells for row in _rows(cell)], {name: name for name in columns}, form, none=none
        )


def _rows(cell: FrameworkCell) -> list[dict[str, Any]]:
    """A row for each summary of a cell; one without, where it is still to be written."""
    told = [(one.coder, one.text) for one in cell.summaries] or [("", "")]
    return [
        {
            "case": cell.case,
            "code": cell.code,
            "passages": len(cell.passages),
            "coder": coder,
            "summary": text,
        }
        for coder, text in told
    ]


def _print_cell(cells: list[FrameworkCell]) -> None:
    """What is written of one cell, over the passages that it is of."""
    passages = [passage.to_json() for cell in cells for passage in cell.passages]
    for passage in passages:
        passage["text"] = " ".join(passage["text"].split())
    note = "\n".join(f"{one.coder}: {one.text}" for cell in cells for one in cell.summaries)
    columns = {"source": "source", "¶": "paragraph", "codes": "codes", "passage": "text"}
    emit(passages, columns, Format.TABLE, note=note or _("There is no summary yet."))
