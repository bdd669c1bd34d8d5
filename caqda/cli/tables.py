"""Commands that print tables of codes: crosstab."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from caqda.cli.filters import Cases, Coders, Codes, Sources, Where, scope_of
from caqda.cli.output import Format, FormatOption, StudyArgument, emit_json, emit_table
from caqda.cli.places import open_study
from caqda.safety import for_terminal

if TYPE_CHECKING:
    from caqda.analysis.grid import Grid
    from caqda.analysis.scope import Scope
    from caqda.study import Study


class Unit(StrEnum):
    """What the numbers of a table count."""

    CASES = "cases"
    SOURCES = "sources"
    PASSAGES = "passages"
    WORDS = "words"


class Share(StrEnum):
    """What the numbers of a table are a share of."""

    COLUMN = "column"
    ROW = "row"
    WORDS = "words"


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(crosstab)


def crosstab(
    study: StudyArgument = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="A variable, or source, case or coder; given twice, they are crossed.",
            show_default="the first variable of cases",
        ),
    ] = None,
    bins: Annotated[
        list[str] | None,
        typer.Option(help="Edges between which numbers or dates are put: 2019,2021 or år=2019,2021."),
    ] = None,
    no_none: Annotated[bool, typer.Option("--no-none", help="Leave out what has no value.")] = False,
    min_cell: Annotated[
        int,
        typer.Option("--min-cell", min=0, help="Print smaller numbers as '<N', and none that tell them."),
    ] = 0,
    unit: Annotated[Unit, typer.Option(help="What is counted.")] = Unit.CASES,
    share: Annotated[
        Share | None,
        typer.Option(
            help="Shares instead of counts: of the column, of the row, or per 1,000 participant words."
        ),
    ] = None,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    alone: Annotated[bool, typer.Option("--alone", help="Count each code without its sub-codes.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Compare the columns case by case, exactly, with cautions.")
    ] = False,
    chi_square: Annotated[
        bool,
        typer.Option(
            "--chi-square", help="Chi-square on passages, which are not independent, with residuals."
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print codes by the values of a variable."""
    with open_study(study) as opened:
        scope = scope_of(opened, codes, sources, cases, coders, where)
        print_crosstab(
            opened,
            by=by,
            form=form,
            unit=unit,
            share=share,
            scope=scope,
            roll_up=not alone,
            bins=bins,
            none=not no_none,
            min_cell=min_cell,
            statistics=statistics,
            chi_square=chi_square,
        )


def print_crosstab(
    study: Study,
    *,
    by: str | Sequence[str] | None,
    form: Format,
    unit: Unit = Unit.CASES,
    share: Share | None = None,
    scope: Scope | None = None,
    roll_up: bool = True,
    bins: Sequence[str] | None = None,
    none: bool = True,
    min_cell: int = 0,
    statistics: bool = False,
    chi_square: bool = False,
) -> None:
    """Print a crosstab with what it counts under it, and statistics as tables below (columns in CSV)."""
    from caqda.analysis.crosstab import crosstab as tabulate
    from caqda.analysis.crosstab_grid import crosstab_grid
    from caqda.analysis.scope import Scope
    from caqda.analysis.statistics_grid import residuals_grid, statistics_grid

    scope = scope or Scope.of(study)
    table = tabulate(
        scope,
        by=by or None,
        roll_up=roll_up,
        bins=_edges(bins or ()),
        none=none,
        min_cell=min_cell,
    )
    if form is Format.JSON:
        emit_json(table.to_json(unit.value, chi_square=chi_square))
        return
    told = share.value if share else None
    pages = [crosstab_grid(table, unit.value, told)]
    language = scope.corpus.language
    if statistics:
        pages.append(statistics_grid(table, language))
    if chi_square:
        pages.append(residuals_grid(table, language))
    _emit_pages(pages, form)


def _emit_pages(pages: Sequence[Grid], form: Format) -> None:
    """Tables on the same rows: below each other, or beside each other in CSV, which holds one."""
    if form is Format.CSV:
        wide = [page for page in pages if page.rows]
        head = [name for at, page in enumerate(wide) for name in page.head[at > 0 :]]
        lines = zip(*(page.rows for page in wide), strict=True)
        rows = [[cell for at, row in enumerate(line) for cell in row[at > 0 :]] for line in lines]
        emit_table(head or pages[0].head, rows, form, note="\n".join(page.note for page in pages))
        return
    for at, page in enumerate(pages):
        if at:
            print()
        if page.rows or not at:
            emit_table(page.head, page.rows, form, note=page.note)
        else:
            print(for_terminal(page.note))


def _edges(options: Sequence[str]) -> list[str] | dict[str, list[str]]:
    """The edges of bins as they were written: for one variable, or by the names of several."""
    named = {name.strip(): edges for name, sign, edges in (one.rpartition("=") for one in options) if sign}
    if named:
        return {name: edges.split(",") for name, edges in named.items()}
    return [edge for one in options for edge in one.split(",")]
