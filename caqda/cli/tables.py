"""Commands that print tables of codes: crosstab, and those that were saved."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.filters import Cases, Coders, Codes, Sources, Where
from caqda.cli.output import (
    CoderOption,
    Format,
    FormatOption,
    StudyArgument,
    emit,
    emit_json,
    emit_table,
    say,
)
from caqda.cli.places import open_study, split_study
from caqda.errors import UnknownName
from caqda.safety import for_terminal
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.grid import Grid
    from caqda.analysis.table import Asked, Table
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


class Drawn(StrEnum):
    """What a table is drawn as."""

    HEAT = "heat"
    BARS = "bars"


Transpose = Annotated[bool, typer.Option("--transpose", help="Rows as columns.")]
Save = Annotated[
    str | None,
    typer.Option("--save", metavar="NAME", help="Keep what is asked for: 'caqda table NAME' counts it anew."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="Write it to a file: .xlsx, .csv, .md, .html, .tex, .json, .docx, .odt or .pdf.",
    ),
]
Override = Annotated[
    str | None,
    typer.Option(
        metavar="WHY", help="With -o: count what is confidential too; the journal says why it left."
    ),
]
ChartOption = Annotated[
    Drawn | None, typer.Option("--chart", help="Draw it too, in letters here and as a drawing in a file.")
]


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    for command in (tabled(crosstab), tables, table):
        app.command()(command)


def tabled(ask: Callable[..., dict[str, Any]]) -> Callable[..., None]:
    """A command that prints the table that ``ask`` asks for, with the options that all tables have.

    ``ask`` takes the options of its own and returns the fields of an
    :class:`~caqda.analysis.table.Asked`.
    """

    def command(
        study: StudyArgument = None,
        codes: Codes = None,
        sources: Sources = None,
        cases: Cases = None,
        coders: Coders = None,
        where: Where = "",
        transpose: Transpose = False,
        save: Save = None,
        output: Output = None,
        override: Override = None,
        chart: ChartOption = None,
        form: FormatOption = Format.TABLE,
        **own: Any,
    ) -> None:
        from caqda.analysis.table import Asked

        asked = replace(
            Asked(**ask(**own)),
            codes=tuple(codes or ()),
            sources=tuple(sources or ()),
            cases=tuple(cases or ()),
            coders=tuple(coders or ()),
            where=where,
            transposed=transpose,
        )
        with open_study(study) as opened:
            print_table(opened, asked, form, output=output, save=save, chart=chart, override=override)

    shared = list(inspect.signature(command, eval_str=True).parameters.values())
    own = inspect.signature(ask, eval_str=True).parameters.values()
    told = inspect.Signature([shared[0], *own, *shared[1:-1]])
    command.__signature__ = told  # type: ignore[attr-defined]
    command.__annotations__ = {name: one.annotation for name, one in told.parameters.items()}
    command.__name__, command.__doc__ = ask.__name__, ask.__doc__
    return command


def crosstab(
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="A variable, source, case or coder; 'CODE/' for the codes beneath it. Twice: crossed.",
            show_default="the first variable of cases",
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="EXPRESSION", help="A column of a code, a query or @saved."),
    ] = None,
    rows: Annotated[
        list[str] | None,
        typer.Option("--row", metavar="EXPRESSION", help="A row of a query or @saved, instead of codes."),
    ] = None,
    level: Annotated[
        int, typer.Option("--level", min=0, help="Only codes of this level of the tree; 1 is the top.")
    ] = 0,
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
    sort: Annotated[
        str, typer.Option("--sort", metavar="COLUMN", help="Largest first by this column, or 'total'.")
    ] = "",
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
) -> dict[str, Any]:
    """Print codes, or queries, by the values of a variable."""
    return {
        "by": tuple(by or ()),
        "columns": tuple(columns or ()),
        "queries": tuple(rows or ()),
        "level": level,
        "bins": _edges(bins or ()),
        "none": not no_none,
        "min_cell": min_cell,
        "unit": unit.value,
        "share": share.value if share else "",
        "sort": sort,
        "roll_up": not alone,
        "statistics": statistics,
        "chi_square": chi_square,
    }


def tables(
    study: StudyArgument = None,
    delete: Annotated[
        str | None, typer.Option("--delete", metavar="NAME", help="Let go of this saved table first.")
    ] = None,
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option("--rename", metavar="NAME NEW", help="Give a saved table another name first."),
    ] = None,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the saved tables; 'caqda crosstab --save NAME' saves one, 'caqda table NAME' prints it."""
    from caqda import tables as saved

    with open_study(study, coder) as opened:
        if delete is not None:
            saved.delete(opened, delete)
        if rename is not None:
            saved.rename(opened, *rename)
        records = [
            {
                "id": one.uuid,
                "name": one.name,
                "asks": one.told,
                "spec": one.asked.to_json() if form is Format.JSON else "",
                "coder": one.coder,
                "created": one.created,
            }
            for one in saved.tables(opened)
        ]
    none = _("No table is saved yet; 'caqda crosstab --save NAME' saves one.")
    emit(records, {key: key for key in ("name", "asks", "coder")}, form, none=none)


def table(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] NAME")],
    output: Output = None,
    override: Override = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Count a saved table anew and print it."""
    from caqda.tables import table_named

    address, words = split_study(arguments)
    with open_study(address) as opened:
        print_table(
            opened, table_named(opened, " ".join(words)).asked, form, output=output, override=override
        )


def print_table(
    study: Study,
    asked: Asked,
    form: Format,
    *,
    output: Path | None = None,
    save: str | None = None,
    chart: Drawn | None = None,
    override: str | None = None,
) -> None:
    """Print a table with what it counts under it, and statistics as tables below (columns in CSV).

    With ``output`` it is written to that file instead, without what is confidential, unless ``override``
    says why that may leave; ``save`` keeps what is asked for under a name.
    """
    from caqda.analysis.table import table as count
    from caqda.tables import save as keep

    told = count(study, asked)
    if asked.sort and told.sorted_by is None:
        raise UnknownName(
            _('"{column}" is not a column of this table; it has {columns}.').format(
                column=asked.sort, columns=", ".join(filter(None, told.grid.head))
            )
        )
    if save is not None:
        keep(study, save, asked)
        say(_('Saved: "{name}".').format(name=save))
    if output is not None:
        from caqda import confidential
        from caqda.reports.tables import write_table

        if override is not None:
            confidential.override(study, override)
        withheld = write_table(told, output, chart=chart, confidential=override is not None)
        say(" ".join(filter(None, (_("{file} written.").format(file=output), withheld))))
    elif form is Format.JSON:
        emit_json(told.to_json())
    else:
        _emit_pages([told.flat()] if form is Format.CSV else told.pages(), form)
        if chart is not None and form is Format.TABLE:
            _sketch(told, chart)


def _sketch(told: Table, chart: Drawn) -> None:
    from caqda.reports.figures import chart as drawn
    from caqda.reports.sketch import sketch

    print(f"\n{sketch(drawn(told, chart).figure, get_terminal_size().columns)}")


def _emit_pages(pages: Sequence[Grid], form: Format) -> None:
    """Tables on the same rows, below each other."""
    for at, page in enumerate(pages):
        if at:
            print()
        if page.rows or not at:
            emit_table(page.head, page.rows, form, note=page.note)
        else:
            print(for_terminal(page.note))


def _edges(options: Sequence[str]) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    """The edges of bins as they were written: for one variable, or by the names of several."""
    named = {name.strip(): edges for name, sign, edges in (one.rpartition("=") for one in options) if sign}
    if named:
        return {name: tuple(edges.split(",")) for name, edges in named.items()}
    return tuple(edge for one in options for edge in one.split(","))
