"""Commands that show how codes lie in the material: cooccurrence, frequencies, similarity and others."""

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


class Count(StrEnum):
    """What the use of a code is counted in."""

    CODINGS = "codings"
    CASES = "cases"
    SOURCES = "sources"
    PASSAGES = "passages"
    WORDS = "words"


class Likeness(StrEnum):
    """How two profiles are compared."""

    JACCARD = "jaccard"
    MATCH = "match"


class Of(StrEnum):
    """What has a profile."""

    CASE = "case"
    SOURCE = "source"


RollUp = Annotated[bool, typer.Option("--roll-up", help="Count a code's sub-codes as the code itself.")]
Alone = Annotated[bool, typer.Option("--alone", help="Count each code without its sub-codes.")]


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    for command in (cooccurrence, frequencies, similarity, timeline, saturation):
        app.command()(command)


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
    from caqda.analysis.cooccurrence_grid import matrix_grid, pairs_grid

    with open_study(study) as opened:
        scope = scope_of(opened, codes, sources, cases, coders, where)
        told = count(scope, within.value, roll_up=roll_up)
        if form is Format.JSON:
            data = told.to_json(sort.value)
            emit_json(data | {"pairs": data["pairs"][: limit or None]})
            return
        table = matrix_grid(told, matrix.value) if matrix else pairs_grid(told, sort.value, limit)
        emit_table(table.head, table.rows, form, note=table.note)


def frequencies(
    study: StudyArgument = None,
    sort: Annotated[Count | None, typer.Option(help="Print the most used codes first, by this.")] = None,
    alone: Alone = False,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print how often each code is used, in codings, cases, sources, passages and words."""
    from caqda.analysis.frequencies import frequencies as count
    from caqda.analysis.patterns_grid import frequencies_grid

    with open_study(study) as opened:
        told = count(scope_of(opened, codes, sources, cases, coders, where), roll_up=not alone)
        if form is Format.JSON:
            emit_json(told.to_json())
            return
        table = frequencies_grid(told, sort.value if sort else None)
        emit_table(table.head, table.rows, form, note=table.note)


def similarity(
    study: StudyArgument = None,
    of: Annotated[Of, typer.Option(help="What is compared.")] = Of.CASE,
    measure: Annotated[
        Likeness, typer.Option(help="jaccard leaves out what both lack; match counts it.")
    ] = Likeness.JACCARD,
    roll_up: RollUp = False,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print how alike cases (or sources) are by the codes they have."""
    from caqda.analysis.patterns_grid import similarity_grid
    from caqda.analysis.profiles import profiles

    with open_study(study) as opened:
        scope = scope_of(opened, codes, sources, cases, coders, where)
        told = profiles(scope, of.value, roll_up=roll_up)
        if form is Format.JSON:
            emit_json(told.to_json())
            return
        table = similarity_grid(told, measure.value)
        emit_table(table.head, table.rows, form, note=table.note)


def timeline(
    study: StudyArgument = None,
    together: Annotated[bool, typer.Option("--together", help="All sources in one row.")] = False,
    parts: Annotated[int, typer.Option(min=1, max=100, help="Into how many parts a source is cut.")] = 10,
    alone: Alone = False,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print where in each source the codes fall, in tenths."""
    from caqda.analysis.patterns_grid import timeline_grid
    from caqda.analysis.timeline import timeline as count

    with open_study(study) as opened:
        scope = scope_of(opened, codes, sources, cases, coders, where)
        told = count(scope, roll_up=not alone, parts=parts)
        if form is Format.JSON:
            emit_json(told.to_json())
            return
        table = timeline_grid(told, together)
        emit_table(table.head, table.rows, form, note=table.note)


def saturation(
    study: StudyArgument = None,
    by: Annotated[
        str | None, typer.Option(help="A variable, each value of which is counted alone too.")
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(help="The variable that puts the interviews in order.", show_default="by name"),
    ] = None,
    orders: Annotated[int, typer.Option(min=1, max=100_000, help="How many random orders.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="What the random orders are drawn from.")] = 1,
    roll_up: RollUp = False,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print the codes that each interview adds to those before it, next to random orders."""
    from caqda.analysis.patterns_grid import saturation_grid
    from caqda.analysis.saturation import saturation as count

    with open_study(study) as opened:
        scope = scope_of(opened, codes, sources, cases, coders, where)
        told = count(scope, by, order, roll_up=roll_up, orders=orders, seed=seed)
        if form is Format.JSON:
            emit_json(told.to_json())
            return
        table = saturation_grid(told)
        emit_table(table.head, table.rows, form, note=table.note)
