"""Data to standard output, in the form that was asked for; messages to standard error."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from caqda.safety import for_cell, for_terminal
from caqda.wording import N_, _, figure


class Format(StrEnum):
    """How data is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


_CONTROL = re.compile("[\x7f-\x9f]")
_FIGURE = re.compile(r"(?:<?-?\d[\d.,]*(?: %)?)?")
_MARKUP = re.compile(r"[\\|<*_`\[]")

StudyArgument = Annotated[
    str | None,
    typer.Argument(metavar="[STUDY]", help="Path or address; else $CAQDA_STUDY, or the only one here."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print: for people or for programs.")]
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", help="Who codes; by default $CAQDA_CODER or the user.", show_default=False),
]


_HEADINGS = {
    "coder": N_("who"),  # in Danish the word for a coder is the word for codes
}
"""What tables for people say over a column, where it is not the name of the column."""
_NAMES = (
    N_("name"), N_("words"), N_("turns"), N_("cases"), N_("codings"), N_("variables"), N_("path"),
    N_("sources"), N_("definition"), N_("expression"), N_("kind"), N_("source"), N_("start"), N_("end"),
    N_("text"), N_("note"), N_("id"), N_("what"), N_("reason"), N_("about"), N_("date"), N_("title"),
    N_("time"), N_("of"), N_("change"), N_("fault"), N_("keys"), N_("panel"), N_("coded"), N_("share"),
    N_("read"), N_("uncoded"), N_("later"), N_("today"), N_("encoding"), N_("interviewer"), N_("paragraph"),
    N_("speaker"), N_("codes"), N_("coders"), N_("column"), N_("passage"), N_("file"), N_("line"),
    N_("remark"), N_("case"), N_("code"), N_("passages"), N_("summary"), N_("asks"), N_("does"), N_("table"),
    N_("row"), N_("printed"), N_("now"),
)  # fmt: skip
"""The names of columns; in CSV they are as they stand here."""


def say(message: str) -> None:
    """A message for the person, kept apart from data."""
    print(for_terminal(message), file=sys.stderr)


def emit(
    records: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    form: Format,
    *,
    note: str = "",
    none: str = "",
) -> None:
    """Print records. ``columns`` maps headings to keys for the forms that are not JSON.

    ``note`` stands under a table, and goes to standard error beside CSV. ``none`` is the sentence that
    stands in the place of a table without rows.
    """
    if form is Format.JSON:
        emit_json(records)
        return
    if none and not records and form in (Format.TABLE, Format.MD):
        print(for_terminal(none))
        return
    head = list(columns) if form is Format.CSV else [_(_HEADINGS.get(name, name)) for name in columns]
    emit_table(head, [[record[key] for key in columns.values()] for record in records], form, note=note)


def emit_json(value: Any) -> None:
    """Print a value as JSON, in which no control character stands as itself."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def emit_table(head: Sequence[str], rows: Sequence[Sequence[Any]], form: Format, *, note: str = "") -> None:
    """Print a table of headings and rows as text, CSV or Markdown."""
    if form is Format.CSV:
        text = csv_text(head, rows)
        print(for_terminal(text) if sys.stdout.isatty() else text, end="")
        if note:
            say(note)
    elif form is Format.MD:
        print(markdown_table(head, rows))
        if note:
            print(f"\n{note}")
    elif note and not rows:
        print(for_terminal(note))
    else:
        _print_table(head, rows, note)


def csv_text(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as CSV in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([for_cell(cell) for cell in head])
    writer.writerows(
        [cell if isinstance(cell, (int, float)) else _csv_cell(plain(cell)) for cell in row] for row in rows
    )
    return out.getvalue()


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as Markdown; numbers stand to the right."""
    rule = ["---:" if holds_figures(rows, i) else "---" for i in range(len(head))]
    lines = [head, rule, *rows]
    return "\n".join("| " + " | ".join(_markdown_cell(cell) for cell in line) + " |" for line in lines)


def holds_figures(rows: Sequence[Sequence[Any]], column: int) -> bool:
    """Whether a column holds figures only: numbers, percentages, or counts that are kept back."""
    cells = [readable(row[column]) for row in rows]
    return any(cells) and all(_FIGURE.fullmatch(cell) for cell in cells)


def readable(cell: Any) -> str:
    """A cell as a person reads it: decimals of one column are as long as each other."""
    return figure(f"{cell:.2f}" if isinstance(cell, float) and round(cell, 2) == cell else plain(cell))


def plain(cell: Any) -> str:
    """A cell as text: lists and mappings joined, nothing left blank as None."""
    if cell is None:
        return ""
    if isinstance(cell, Mapping):
        return "; ".join(f"{key}={value}" for key, value in cell.items())
    if isinstance(cell, (list, tuple)):
        return "; ".join(str(part) for part in cell)
    return str(cell)


def _csv_cell(text: str) -> str:
    """A text in CSV; a figure such as -0.34 is no formula."""
    return text if _FIGURE.fullmatch(text) else for_cell(text)


def _markdown_cell(cell: Any) -> str:
    text = for_terminal(readable(cell)).replace("\n", " ")
    return _MARKUP.sub(r"\\\g<0>", text)


def _print_table(head: Sequence[str], rows: Sequence[Sequence[Any]], note: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100_000)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for i, name in enumerate(head):
        side = "right" if holds_figures(rows, i) else "left"
        table.add_column(Text(for_terminal(name)), justify=side, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(for_terminal(readable(cell))) for cell in row))
    with console.capture() as captured:
        console.print(table)
        if note:
            console.print(Text(for_terminal(note)))
    print("\n".join(line.rstrip() for line in captured.get().strip("\n").split("\n")))
