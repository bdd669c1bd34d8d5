"""Cases, the speakers that belong to them, and variables.

A table of cases has the columns ``case,source,speaker`` and one for each variable of the case. A row
says that the speaker of that label in that source is the case; without a speaker, that the whole
source is the case's; without a source it only gives the case its variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from caqda.codebook.rules import is_hidden
from caqda.errors import ChangeError, InputError
from caqda.quoting import quoted
from caqda.recorded import now
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.change import Change
    from caqda.study import Study

COLUMNS = ("case", "source", "speaker")
RESERVED = (*COLUMNS, "coder", "memo", "created")
"""What a condition asks for by these names is no variable."""
_LONGEST = 120  # characters of a variable's name
YES_NO = {"ja", "nej", "yes", "no", "true", "false"}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of a table of cases; ``row`` is its number as a spreadsheet shows it."""

    row: int
    case: str
    source: str
    speaker: str
    variables: Mapping[str, str]


def read_cases(path: Path) -> list[CaseRow]:
    """The rows of a table of cases; raises InputError with the row where one is wrong."""
    from caqda.exchange.tables import read_table

    table = read_table(path)
    if "case" not in table.columns:
        raise InputError(
            path, _('the column "case" is missing; the first line must name the columns.'), row=1
        )
    for column in table.columns:
        if column not in COLUMNS:
            check_variable(column, path, row=1)
    rows = []
    for number, cells in table.rows:
        name = " ".join(cells["case"].split())
        if not name:
            raise InputError(
                path, _('the column "case" is empty; every row needs the name of a case.'), row=number
            )
        given = {key: value.strip() for key, value in cells.items() if key and key not in COLUMNS}
        variables = {key: value for key, value in given.items() if value}
        rows.append(
            CaseRow(
                number, name, cells.get("source", "").strip(), cells.get("speaker", "").strip(), variables
            )
        )
    return rows


def set_cases(study: Study, rows: Iterable[CaseRow]) -> list[str]:
    """Make the cases of a table, and give them speakers and variables, in one transaction.

    Returns a sentence for each row whose source or speaker is not in the study; such a row gives its
    variables all the same.
    """
    notes = []
    with study.change("cases", "cases and their variables set") as change:
        writer = Writer(change)
        for row in rows:
            case = writer.case(row.case)
            if row.source and (note := _attach(change, row, case)):
                notes.append(note)
            for name, value in row.variables.items():
                writer.value(name, value, case_id=case)
    return notes


def set_variable(study: Study, variable: str, value: str, *, case: str = "", source: str = "") -> None:
    """Give one case or one source a value of a variable; an empty value takes it away."""
    if bool(case) == bool(source):
        raise ChangeError(_("A variable is set on one case or on one source."))
    owner = {"case_id": study.case_id(case)} if case else {"source_id": study.source_id(source)}
    with study.change("variable", f'{variable} of {case or source} set to "{value}"') as change:
        Writer(change).value(variable, value, **owner)


class Writer:
    """Makes cases, variables and values within a change, each only where it is new."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._cases = {row[1]: row[0] for row in change.read('SELECT id, name FROM "case"')}
        known = change.read("SELECT id, name, type FROM variable")
        self._variables: dict[str, tuple[int, str]] = {row[1]: (row[0], row[2]) for row in known}

    def case(self, name: str) -> int:
        """The id of the case of that name."""
        if name not in self._cases:
            self._cases[name] = self._change.insert(
                "case", uuid=str(uuid4()), name=name, coder_id=self._change.coder_id(), created=now()
            )
        return int(self._cases[name])

    def value(
        self, variable: str, value: Any, *, case_id: int | None = None, source_id: int | None = None
    ) -> None:
        """Set a variable of a case or a source; an empty value takes it away."""
        text = as_text(value)
        key = self._variable(variable, text)
        owner = {"case_id": case_id, "source_id": source_id}
        there = "SELECT id FROM value WHERE variable_id = ? AND case_id IS ? AND source_id IS ?"
        found = self._change.read(there, key, case_id, source_id)
        if found and text:
            self._change.update("value", found[0][0], value=text)
        elif found:
            self._change.delete("value", found[0][0])
        elif text:
            self._change.insert("value", variable_id=key, value=text, **owner)

    def _variable(self, name: str, value: str) -> int:
        name = clean_variable(name)
        fits = type_of(value)
        if name not in self._variables:
            key = self._change.insert("variable", uuid=str(uuid4()), name=name, type=fits)
            self._variables[name] = (key, fits)
        key, kind = self._variables[name]
        if value and kind not in ("text", fits):
            self._change.update("variable", key, type="text")
            self._variables[name] = (key, "text")
        return key


def clean_variable(name: str) -> str:
    """The name of a variable, trimmed; raises ChangeError where it cannot be one."""
    name = name.strip()
    if name.casefold() in RESERVED:
        raise ChangeError(
            _("{name} cannot be the name of a variable: it means something already.").format(
                name=quoted(name)
            )
        )
    if not name or len(name) > _LONGEST or any(char in "\"'=<>()," or is_hidden(char) for char in name):
        raise ChangeError(
            _("{name} cannot be the name of a variable; choose words alone, and few.").format(
                name=quoted(name)
            )
        )
    return name


def check_variable(name: str, path: object, *, row: int | None = None) -> None:
    """Raise InputError, which names the file, where a name in it cannot be that of a variable."""
    try:
        clean_variable(name)
    except ChangeError as error:
        raise InputError(path, str(error), row=row) from None


def as_text(value: Any) -> str:
    """A value from a file as it is stored."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def type_of(value: str) -> str:
    """The type that a value has by its form: number, date, yesno or text."""
    if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", value):
        return N_("number")
    if value.casefold() in YES_NO:
        return N_("yesno")
    try:
        date.fromisoformat(value)
    except ValueError:
        return "text"
    return "date"


def _attach(change: Change, row: CaseRow, case: int) -> str | None:
    """Give a case its source or its speaker; returns a sentence where that is not there."""
    source = change.read("SELECT id FROM source WHERE name = ?", row.source)
    if not source:
        told = _('row {row}: there is no source "{source}" in the study yet.')
        return told.format(row=row.row, source=row.source)
    key = source[0][0]
    speakers = change.read("SELECT id, label, interviewer FROM speaker WHERE source_id = ?", key)
    if row.speaker:
        found = [speaker for speaker, label, __ in speakers if label == row.speaker]
        if not found:
            told = _('row {row}: nobody is labelled "{speaker}" in {source}.')
            return told.format(row=row.row, speaker=row.speaker, source=row.source)
        change.update("speaker", found[0], case_id=case, interviewer=False)
        return None
    change.update("source", key, case_id=case)
    for speaker, __, interviewer in speakers:
        if not interviewer:
            change.update("speaker", speaker, case_id=case)
    return None
