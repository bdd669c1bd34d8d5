"""Commands that show how codes lie in the material: cooccurrence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from caqda.cli.filters import Cases, Coders, Codes, Sources, Where, scope_of
from caqda.cli.output import Format, FormatOption, StudyArgument, emit_json, emit_table
from caqda.cli.places import open_study


class Within(StrEnum):
    """Where two codes can meet."""

    OVERLAP = "overlap"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"
    SOURCE = "source"


class Measure(StrEnum):
    """What is said of two codes."""

    BOTH = "both"
    JACCARD = "jaccard"
    SHARE = "share"
    LIFT = "lift"
    CHARACTERS = "characters"


RollUp = Annotated[bool, typer.Option("--roll-up", help="Count a code's sub-codes as the code itself.")]


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(cooccurrence)


def cooccurrence(
    study: StudyArgument = None,
    within: Annotated[Within, typer.Option(help="Where two codes meet.")] = Within.OVERLAP,
    matrix: Annotated[
        Measure | None, typer.Option("--matrix", help="Codes by codes with this measure, instead of pairs.")
    ] = None,
    sort: Annotated[Measure, typer.Option(help="What puts a pair first.")] = Measure.JACCARD,
    limit: Annotated[
        int, typer.Option("-n", "--limit", min=0, help="How many pairs are printed; 0 for all.")
    ] = 0,
    roll_up: RollUp = False,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print which codes stand together, and how often."""
    from caqda.analysis.cooccurrence import cooccurrence as count
    from caqda.analysis.cooccurrence_grid import caption, matrix_grid, pairs_grid

    with open_study(study) as opened:
        scope = scope_of(opened, codes, sources, cases, coders, where)
        told = count(scope, within.value, roll_up=roll_up)
        if form is Format.JSON:
            data = told.to_json(sort.value)
            emit_json(data | {"pairs": data["pairs"][: limit or None]})
        elif matrix is not None:
            emit_table(*matrix_grid(told, matrix.value), form, note=caption(told, matrix.value))
        else:
            emit_table(*pairs_grid(told, sort.value, limit), form, note=caption(told))
