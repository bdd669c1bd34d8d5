"""Every change as one recorded transaction: undo, redo and the audit log.

A :class:`Change` is the only way to write. It notes each row before and after; when it ends, one row
of the journal is written in the same database transaction, carrying the hash of the row before it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlmodel import SQLModel

from caqda.database import writing
from caqda.errors import ChangeError, StudyError
from caqda.model import RECORDED, Transaction

Row = dict[str, Any]
GENESIS = "0" * 64
TABLES: dict[str, Table] = {model.__tablename__: model.__table__ for model in RECORDED}  # type: ignore[misc, attr-defined]
_JOURNAL: Table = Transaction.__table__  # type: ignore[attr-defined]


def now() -> str:
    """The time in UTC, to the second, as it is stored."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction of the journal, as a person reads it."""

    id: int
    time: str
    coder: str
    kind: str
    target: int | None
    action: str
    summary: str
    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: None where it did not exist; only changed columns where it did both times."""

    table: str
    id: int
    before: Row | None
    after: Row | None

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)


class Change:
    """A transaction under way: rows go in, change and go out, and each is noted."""

    def __init__(self, connection: Connection, coder: str) -> None:
        self.connection = connection
        self.coder = coder
        self.rows: list[RowChange] = []
        self._coder_ids: dict[str, int] = {}

    def insert(self, model: type[SQLModel], **values: Any) -> int:
        """Insert one row, checked against its model; returns its id."""
        return self.insert_many(model, [values])[0]

    def insert_many(self, model: type[SQLModel], rows: Sequence[Row]) -> list[int]:
        """Insert many rows of one table at once; returns their ids in order."""
        table = TABLES[str(model.__tablename__)]
        complete = [_complete(model, row) for row in rows]
        if not complete:
            return []
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = list(self.connection.execute(statement, complete).scalars())
        self.rows += [
            RowChange(table.name, key, None, {"id": key, **row})
            for key, row in zip(ids, complete, strict=True)
        ]
        return ids

    def update(self, model: type[SQLModel], key: int, **values: Any) -> None:
        """Change columns of one row; what is the same already is not recorded."""
        table = TABLES[str(model.__tablename__)]
        before = self._row(table, key)
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed:
            self.connection.execute(update(table).where(table.c.id == key).values(**changed))
            self.rows.append(RowChange(table.name, key, {name: before[name] for name in changed}, changed))

    def delete(self, model: type[SQLModel], key: int) -> None:
        """Delete one row."""
        table = TABLES[str(model.__tablename__)]
        before = self._row(table, key)
        self.connection.execute(delete(table).where(table.c.id == key))
        self.rows.append(RowChange(table.name, key, before, None))

    def read(self, statement: Any) -> Sequence[Any]:
        """Rows as this transaction sees them."""
        return self.connection.execute(statement).all()

    def store(self, model: type[SQLModel], key: str, value: str, **rest: Any) -> None:
        """Store a content-addressed row, replacing what is derived from the content."""
        table: Table = model.__table__  # type: ignore[attr-defined]
        self.connection.execute(delete(table).where(table.c[key] == value))
        self.connection.execute(insert(table).values(**{key: value}, **rest))

    def coder_id(self, name: str | None = None) -> int:
        """The id of a coder (the one at work where none is named), who is made where new."""
        from uuid import uuid4

        from caqda.model import Coder

        name = name or self.coder
        if name not in self._coder_ids:
            table = TABLES["coder"]
            known = self.connection.execute(select(table.c.id).where(table.c.name == name)).scalar()
            self._coder_ids[name] = known or self.insert(Coder, uuid=str(uuid4()), name=name, created=now())
        return self._coder_ids[name]

    def _row(self, table: Table, key: int) -> Row:
        row = self.connection.execute(select(table).where(table.c.id == key)).mappings().first()
        if row is None:
            raise ChangeError(f"The {table.name} that was to be changed is gone; look at the study anew.")
        return dict(row)

    def repeat(self, change: RowChange) -> None:
        """Make a recorded row change once more; refuses where the row is no longer as it was then."""
        table = TABLES[change.table]
        where = table.c.id == change.id
        found = self.connection.execute(select(table).where(where)).mappings().first()
        if (change.before is None) != (found is None) or (
            found is not None and any(found[name] != value for name, value in (change.before or {}).items())
        ):
            raise ChangeError(
                f"This cannot be undone or redone: a {change.table} has been changed since by something else."
            )
        if change.after is None:
            self.connection.execute(delete(table).where(where))
        elif change.before is None:
            self.connection.execute(insert(table).values(**change.after))
        else:
            self.connection.execute(update(table).where(where).values(**change.after))
        self.rows.append(change)


class Journal:
    """The journal of one study; the one place that writes to its database."""

    def __init__(self, engine: Engine, coder: str, protected: Callable[[], str | None]) -> None:
        self._engine = engine
        self._coder = coder
        self._protected = protected
        self._lock = threading.RLock()
        self._current: Change | None = None
        self._done: list[int] = []
        self._undone: list[int] = []
        self._seen = 0

    @contextmanager
    def change(self, action: str, summary: str) -> Iterator[Change]:
        """One transaction: all of it is recorded when the block ends, none of it where it raises.

        A change within a change becomes a part of the outer one.
        """
        with self._lock:
            if self._current is not None:
                yield self._current
                return
            with self._writing() as change:
                yield change
                if change.rows:
                    self._record(change, "do", None, action, summary)

    def undo(self, times: int = 1) -> list[Entry]:
        """Take back the last transactions that stand; returns them, latest first."""
        return self._step(times, "undo")

    def redo(self, times: int = 1) -> list[Entry]:
        """Make again what was undone last; returns it in the order of doing."""
        return self._step(times, "redo")

    def log(self, limit: int | None = None) -> list[Entry]:
        """The transactions, latest first."""
        statement = select(_JOURNAL).order_by(_JOURNAL.c.id.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(statement)]

    def position(self) -> tuple[int, str]:
        """The number and the hash of the last transaction."""
        with self._engine.connect() as connection:
            return _head(connection)

    def faults(self) -> list[str]:
        """What does not hold: a broken chain, or rows that differ from what the journal says of them."""
        with self._engine.connect() as connection:
            found, rows = _replay(connection)
            return found + _strays(connection, rows)

    @contextmanager
    def _writing(self) -> Iterator[Change]:
        if (why := self._protected()) is not None:
            raise StudyError(why)
        try:
            with writing(self._engine) as connection, connection.begin():
                self._current = Change(connection, self._coder)
                yield self._current
        finally:
            self._current = None

    def _step(self, times: int, kind: str) -> list[Entry]:
        with self._lock:
            return [entry for _ in range(times) if (entry := self._step_once(kind)) is not None]

    def _step_once(self, kind: str) -> Entry | None:
        with self._writing() as change:
            self._catch_up(change.connection)
            stack = self._done if kind == "undo" else self._undone
            if not stack:
                return None
            target = stack[-1]
            row = change.connection.execute(select(_JOURNAL).where(_JOURNAL.c.id == target)).one()
            steps = [RowChange(*step) for step in json.loads(row.changes)]
            if kind == "undo":
                steps = [step.reversed() for step in reversed(steps)]
            for step in steps:
                change.repeat(step)
            self._record(change, kind, target, row.action, row.summary)
        return _entry(row)

    def _record(self, change: Change, kind: str, target: int | None, action: str, summary: str) -> None:
        last, previous = _head(change.connection)
        row: Row = {
            "id": last + 1,
            "time": now(),
            "coder": change.coder,
            "kind": kind,
            "target": target,
            "action": action,
            "summary": summary,
            "changes": _json([[step.table, step.id, step.before, step.after] for step in change.rows]),
            "previous": previous,
        }
        change.connection.execute(insert(_JOURNAL).values(**row, hash=chain_hash(row)))

    def _catch_up(self, connection: Connection) -> None:
        """Follow the stacks of what can be undone and redone, also where another process wrote."""
        columns = _JOURNAL.c
        statement = select(columns.id, columns.kind).where(columns.id > self._seen, columns.action != "new")
        for key, kind in connection.execute(statement.order_by(columns.id)):
            if kind == "do":
                self._done.append(key)
                self._undone.clear()
            elif kind == "undo":
                self._undone.append(self._done.pop())
            else:
                self._done.append(self._undone.pop())
            self._seen = key


def chain_hash(row: Row) -> str:
    """SHA-256 of a journal row, the hash of the one before included, as canonical JSON."""
    told = {name: row[name] for name in sorted(row) if name != "hash"}
    return hashlib.sha256(_json(told).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _head(connection: Connection) -> tuple[int, str]:
    columns = _JOURNAL.c
    row = connection.execute(select(columns.id, columns.hash).order_by(columns.id.desc()).limit(1)).first()
    return (row.id, row.hash) if row is not None else (0, GENESIS)


def _entry(row: Any) -> Entry:
    rows = len(json.loads(row.changes))
    return Entry(row.id, row.time, row.coder, row.kind, row.target, row.action, row.summary, rows, row.hash)


def _complete(model: type[SQLModel], values: Row) -> Row:
    """All columns of a row, in one order, with the defaults of its model."""
    checked = model.model_validate(values)
    return {name: getattr(checked, name) for name in model.model_fields if name != "id"}


def _replay(connection: Connection) -> tuple[list[str], dict[tuple[str, int], Row]]:
    """Follow the chain; returns its faults and the rows that should be there."""
    found: list[str] = []
    rows: dict[tuple[str, int], Row] = {}
    last, previous = 0, GENESIS
    for entry in connection.execute(select(_JOURNAL).order_by(_JOURNAL.c.id)).mappings():
        if entry["id"] != last + 1:
            found.append(f"journal: transactions {last + 1} to {entry['id'] - 1} are missing")
        elif entry["previous"] != previous:
            found.append(f"journal: transaction {entry['id']} does not follow the one before it")
        if chain_hash(dict(entry)) != entry["hash"]:
            found.append(f"journal: transaction {entry['id']} was altered")
        last, previous = entry["id"], entry["hash"]
        for table, key, before, after in json.loads(entry["changes"]):
            if after is None:
                rows.pop((table, key), None)
            elif before is None:
                rows[table, key] = dict(after)
            else:
                rows.setdefault((table, key), {}).update(after)
    return found, rows


def _strays(connection: Connection, rows: dict[tuple[str, int], Row]) -> list[str]:
    """Rows that are not as the journal left them."""
    found = []
    for name, table in TABLES.items():
        there = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        told = {key: row for (table_name, key), row in rows.items() if table_name == name}
        for key in sorted(there.keys() | told.keys()):
            if key not in told:
                found.append(f"{name} {key}: is there, but no transaction made it")
            elif key not in there:
                found.append(f"{name} {key}: is gone, but no transaction removed it")
            elif there[key] != told[key]:
                columns = ", ".join(c for c in there[key] if there[key][c] != told[key].get(c))
                found.append(f"{name} {key}: {columns} was altered behind the journal's back")
    return found
