"""Commands that show how codes lie in the material: cooccurrence, frequencies, similarity and others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from caqda.cli.tables import tabled


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
    for ask in (cooccurrence, frequencies, similarity, timeline, saturation):
        app.command()(tabled(ask))


def cooccurrence(
    within: Annotated[Within, typer.Option(help="Where two codes meet.")] = Within.OVERLAP,
    matrix: Annotated[
        Measure | None, typer.Option("--matrix", help="Codes by codes with this measure, instead of pairs.")
    ] = None,
    sort: Annotated[Measure, typer.Option(help="What puts a pair first.")] = Measure.JACCARD,
    limit: Annotated[
        int, typer.Option("-n", "--limit", min=0, help="How many pairs are printed; 0 for all.")
    ] = 0,
    roll_up: RollUp = False,
) -> dict[str, Any]:
    """Print which codes stand together, and how often."""
    return {
        "kind": "cooccurrence",
        "within": within.value,
        "measure": matrix.value if matrix else "",
        "largest": sort.value,
        "limit": limit,
        "roll_up": roll_up,
    }


def frequencies(
    sort: Annotated[Count | None, typer.Option(help="Print the most used codes first, by this.")] = None,
    alone: Alone = False,
) -> dict[str, Any]:
    """Print how often each code is used, in codings, cases, sources, passages and words."""
    return {"kind": "frequencies", "largest": sort.value if sort else "", "roll_up": not alone}


def similarity(
    of: Annotated[Of, typer.Option(help="What is compared.")] = Of.CASE,
    measure: Annotated[
        Likeness, typer.Option(help="jaccard leaves out what both lack; match counts it.")
    ] = Likeness.JACCARD,
    roll_up: RollUp = False,
) -> dict[str, Any]:
    """Print how alike cases (or sources) are by the codes they have."""
    return {"kind": "similarity", "of": of.value, "measure": measure.value, "roll_up": roll_up}


def timeline(
    together: Annotated[bool, typer.Option("--together", help="All sources in one row.")] = False,
    parts: Annotated[int, typer.Option(min=1, max=100, help="Into how many parts a source is cut.")] = 10,
    alone: Alone = False,
) -> dict[str, Any]:
    """Print where in each source the codes fall, in tenths."""
    return {"kind": "timeline", "together": together, "parts": parts, "roll_up": not alone}


def saturation(
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
) -> dict[str, Any]:
    """Print the codes that each interview adds to those before it, next to random orders."""
    return {
        "kind": "saturation",
        "group": by or "",
        "order": order or "",
        "orders": orders,
        "seed": seed,
        "roll_up": roll_up,
    }
