"""Saved tables: what a table asks for, under a name; it is counted anew whenever it is opened."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from caqda.errors import ChangeError, UnknownName
from caqda.recorded import now
from caqda.study import Study
from caqda.tree import unknown
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.table import Asked

_SAVED = (
    "SELECT t.id, t.uuid, t.name, t.spec, coder.name, t.created "
    "FROM saved_table AS t JOIN coder ON coder.id = t.coder_id"
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved table; ``coder`` saved it first."""

    id: int
    uuid: str
    name: str
    spec: str
    coder: str
    created: str

    @property
    def told(self) -> str:
        """What it asks for otherwise than usual, in one line."""
        parts = json.loads(self.spec).items()
        return ", ".join(f"{key}: {_said(value)}" if key != "kind" else value for key, value in parts)

    @property
    def asked(self) -> Asked:
        """What it asks for; ChangeError where this caqda cannot know."""
        from caqda.analysis.table import Asked

        return Asked.from_json(json.loads(self.spec))


def tables(study: Study) -> list[Saved]:
    """The saved tables by name."""
    found = [Saved(*row) for row in study.read(_SAVED)]
    return sorted(found, key=lambda table: table.name.casefold())


def table_named(study: Study, name: str) -> Saved:
    """The saved table of that name, capitals aside; raises UnknownName with the nearest."""
    there = {table.name: table for table in tables(study)}
    return there[_existing(there, name)]


def save(study: Study, name: str, asked: Asked) -> None:
    """Keep what a table asks for under a name; one of that name is replaced.

    Raises ChangeError where the name cannot be one.
    """
    name, spec = _name(name), json.dumps(asked.to_json(), ensure_ascii=False)
    with study.change("table", f'table "{name}" saved') as change:
        there = {table.name: table for table in tables(study)}
        if (known := _known(there, name)) is not None:
            change.update("saved_table", there[known].id, name=name, spec=spec)
        else:
            values = {"name": name, "spec": spec, "coder_id": change.coder_id(), "created": now()}
            change.insert("saved_table", uuid=str(uuid4()), **values)


def rename(study: Study, name: str, new: str) -> None:
    """Give a saved table another name."""
    new = _name(new)
    with study.change("table", f'table "{name}" renamed "{new}"') as change:
        there = {table.name: table for table in tables(study)}
        old = _existing(there, name)
        if _known(there, new) not in (None, old):
            raise ChangeError(
                _('There is a saved table "{new}" already; choose another name.').format(new=new)
            )
        change.update("saved_table", there[old].id, name=new)


def delete(study: Study, name: str) -> None:
    """Let go of a saved table."""
    with study.change("table", f'table "{name}" deleted') as change:
        there = {table.name: table for table in tables(study)}
        change.delete("saved_table", there[_existing(there, name)].id)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return " × ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _name(name: str) -> str:
    said = " ".join(unicodedata.normalize("NFC", name).split())
    if not said or not said.isprintable():
        raise ChangeError(
            _('"{name}" cannot be the name of a table; use letters, digits and spaces.').format(name=name)
        )
    return said


def _known(there: Mapping[str, Saved], name: str) -> str | None:
    return next((known for known in there if known.casefold() == name.casefold()), None)


def _existing(there: Mapping[str, Saved], name: str) -> str:
    if (known := _known(there, name)) is None:
        raise UnknownName(unknown("saved table", name, there))
    return known
