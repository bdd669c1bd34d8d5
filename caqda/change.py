"""A transaction under way: rows go in, change and go out, and each is noted before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from caqda.database import columns
from caqda.errors import ChangeError
from caqda.recorded import Row, RowChange, now
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.database import Read

_CHUNK = 500  # ids in one question; databases limit how many
_GONE = N_("The {thing} that was to be changed is gone; look at the study anew.")
_CHANGED = N_("This cannot be undone or redone: a {thing} has been changed since by something else.")
_STORED: dict[str, Callable[[Any], Any]] = {"JSON": json.dumps}
_TOLD: dict[str, Callable[[Any], Any]] = {"JSON": json.loads, "BOOLEAN": bool}


class Table:
    """A table as the database tells of it: its columns, how each is stored, and what it is where left out.

    It was made from its model; that is loaded, with all it needs, only where a row leaves out what
    the database cannot leave empty.
    """

    def __init__(self, name: str, read: Read) -> None:
        self.name = name
        told = columns(read, name)
        if not told:
            raise KeyError(f"there is no table {name}")
        self.columns: dict[str, str] = {column: kind for column, kind, *__ in told}
        self._left_out: dict[str, Any] = {
            column: None if default is None else read(f"SELECT {default}")[0][0]
            for column, __, needed, default in told
            if column != "id" and (not needed or default is not None)
        }
        listed = ", ".join(f'"{column}"' for column in self.columns)
        self.select = f'SELECT {listed} FROM "{name}"'

    def complete(self, values: Mapping[str, Any]) -> Row:
        """All columns of a row but its id, in their order; what is not given has its default."""
        self._check(values)
        if self.columns.keys() - values.keys() - self._left_out.keys() - {"id"}:
            self._left_out = _defaults(self.name) | self._left_out
        return {
            name: values[name] if name in values else self._left_out[name]
            for name in self.columns
            if name != "id"
        }

    def row(self, stored: Iterable[Any]) -> Row:
        """A row as it is selected, by the names of its columns."""
        named = zip(self.columns.items(), stored, strict=True)
        return {name: _TOLD[kind](value) if kind in _TOLD else value for (name, kind), value in named}

    def insert(self, write: Read, row: Row) -> int:
        """Insert a row that is complete, with its id or without; returns the id."""
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        write(f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})', *self._values(row))
        return int(write("SELECT last_insert_rowid()")[0][0])  # RETURNING is younger than some servers

    def update(self, write: Read, key: int, row: Row) -> None:
        """Change some columns of a row."""
        self._check(row)
        told = ", ".join(f'"{name}" = ?' for name in row)
        write(f'UPDATE "{self.name}" SET {told} WHERE id = ?', *self._values(row), key)

    def delete(self, write: Read, keys: Iterable[int]) -> None:
        """Delete rows by their ids."""
        for key in keys:
            write(f'DELETE FROM "{self.name}" WHERE id = ?', key)

    def rows(self, read: Read, keys: Sequence[int]) -> dict[int, Row]:
        """The rows that have one of the ids."""
        found: dict[int, Row] = {}
        for at in range(0, len(keys), _CHUNK):
            some = keys[at : at + _CHUNK]
            for stored in read(f"{self.select} WHERE id IN ({', '.join('?' * len(some))})", *some):
                row = self.row(stored)
                found[row["id"]] = row
        return found

    def _values(self, row: Row) -> Iterable[Any]:
        kinds = self.columns
        return (
            _STORED[kinds[name]](value) if kinds[name] in _STORED else value for name, value in row.items()
        )

    def _check(self, values: Iterable[str]) -> None:
        if extra := set(values) - self.columns.keys():
            raise TypeError(f"a {self.name} has no {', '.join(sorted(extra))}")


def _defaults(table: str) -> Row:
    """What the model of a table says of columns that are left out."""
    from caqda.model import RECORDED

    [fields] = [model.model_fields for model in RECORDED if model.__tablename__ == table]
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in fields.items()
        if not field.is_required()
    }


class Change:
    """A transaction under way: rows go in, change and go out, and each is noted.

    ``read`` asks in plain SQL, as the transaction sees the study; what is written through it is part of the
    transaction, but not noted. A table is named as in :mod:`caqda.model`.
    """

    def __init__(self, read: Read, coder: str, tables: dict[str, Table]) -> None:
        self.read = read
        self.coder = coder
        self.rows: list[RowChange] = []
        self._tables = tables
        self._coder_ids: dict[str, int] = {}

    def table(self, name: str) -> Table:
        """What the database tells of a table; asked once."""
        if name not in self._tables:
            self._tables[name] = Table(name, self.read)
        return self._tables[name]

    def insert(self, table: str, **values: Any) -> int:
        """Insert one row; returns its id."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: Iterable[Row]) -> list[int]:
        """Insert rows of one table; returns their ids in order.

        Raises ChangeError where they are about something that is not there (any more).
        """
        into, keys = self.table(table), []
        for row in rows:
            whole = into.complete(row)
            keys.append(into.insert(self.read, whole))
            self.rows.append(RowChange(table, keys[-1], None, {"id": keys[-1], **whole}))
        return keys

    def update(self, table: str, key: int, **values: Any) -> None:
        """Change columns of one row; what is the same already is not recorded."""
        known = self.table(table)
        before = known.rows(self.read, [key]).get(key)
        if before is None:
            raise ChangeError(_(_GONE).format(thing=_(table)))
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed:
            known.update(self.read, key, changed)
            self.rows.append(RowChange(table, key, {name: before[name] for name in changed}, changed))

    def delete(self, table: str, key: int) -> None:
        """Delete one row."""
        self.delete_many(table, [key])

    def delete_many(self, table: str, keys: Iterable[int]) -> None:
        """Delete rows of one table at once."""
        keys = list(keys)
        before = self.table(table).rows(self.read, keys)
        if len(before) < len(keys):
            raise ChangeError(_(_GONE).format(thing=_(table)))
        self._delete(table, keys)
        self.rows += [RowChange(table, key, before[key], None) for key in keys]

    def store(self, table: str, key: str, value: str, **rest: Any) -> None:
        """Store a content-addressed row, replacing what is derived from the content."""
        self.read(f'DELETE FROM "{table}" WHERE "{key}" = ?', value)
        names = ", ".join(f'"{name}"' for name in (key, *rest))
        marks = ", ".join("?" * (1 + len(rest)))
        self.read(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', value, *rest.values())

    def coder_id(self, name: str | None = None) -> int:
        """The id of a coder (the one at work where none is named), who is made where new."""
        name = name or self.coder
        if name not in self._coder_ids:
            known = self.read("SELECT id FROM coder WHERE name = ?", name)
            self._coder_ids[name] = (
                known[0][0] if known else self.insert("coder", uuid=str(uuid4()), name=name, created=now())
            )
        return self._coder_ids[name]

    def repeat(self, steps: Sequence[RowChange]) -> None:
        """Make recorded row changes once more; refuses where a row is no longer as it was then."""
        for (name, kind), run in groupby(steps, lambda step: (step.table, step.kind)):
            table, several = self.table(name), list(run)
            self._expect(table, several)
            if kind == "delete":
                self._delete(name, [step.id for step in several])
            for step in several:
                if kind == "insert":
                    table.insert(self.read, as_now(table, step.after or {}))
                elif kind == "update":
                    table.update(self.read, step.id, step.after or {})
        self.rows += steps

    def _expect(self, table: Table, steps: Sequence[RowChange]) -> None:
        """Raise ChangeError unless every row is there as the steps say it was before them."""
        told: dict[int, Row] = {}
        for step in steps:  # a row may change twice in a run: what counts is how it was before the first
            told.setdefault(step.id, {}).update(
                {name: value for name, value in (step.before or {}).items() if name not in told[step.id]}
            )
        found = table.rows(self.read, list(told))
        there = len(told) if steps[0].before is not None else 0
        if len(found) != there or any(
            found[key][name] != told[key][name] for key in found for name in told[key]
        ):
            raise ChangeError(_(_CHANGED).format(thing=_(table.name)))

    def _delete(self, table: str, keys: Sequence[int]) -> None:
        if table == "source":  # where somebody stopped reading it is not in the journal
            for key in keys:
                self.read("DELETE FROM reading_place WHERE source_id = ?", key)
        self.table(table).delete(self.read, keys)


def as_now(table: Table, row: Row) -> Row:
    """A row that an older version recorded, with the columns that have come since."""
    return table.complete({name: row[name] for name in row if name != "id"}) | {"id": row["id"]}


def delete_memos(change: Change, which: str, *values: Any) -> None:
    """Delete the memos for which a condition holds, with their links and what marks them confidential.

    The condition is of plain SQL, with a ``?`` for each value.
    """
    memos = [row[0] for row in change.read(f"SELECT id FROM memo WHERE {which}", *values)]
    for memo in memos:
        for table in ("memo_link", "restriction"):
            there = change.read(f'SELECT id FROM "{table}" WHERE memo_id = ?', memo)
            change.delete_many(table, [row[0] for row in there])
    change.delete_many("memo", memos)
