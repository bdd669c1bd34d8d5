"""A transaction under way: rows go in, change and go out, and each is noted before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from caqda.errors import ChangeError
from caqda.model import RECORDED, Coder, Memo, MemoLink, ReadingPlace, Restriction
from caqda.recorded import Row, RowChange, now
from caqda.wording import N_, _

__all__ = ["TABLES", "Change", "Row", "RowChange", "as_now", "complete", "delete_memos", "now"]

TABLES: dict[str, Table] = {model.__tablename__: model.__table__ for model in RECORDED}  # type: ignore[misc, attr-defined]
_MODELS: dict[str, type[SQLModel]] = {str(model.__tablename__): model for model in RECORDED}
_CHUNK = 500  # ids in one question; databases limit how many
_GONE = N_("The {thing} that was to be changed is gone; look at the study anew.")
_POINTLESS = N_("What this is about is not in the study any more; nothing was changed.")
_CHANGED = N_("This cannot be undone or redone: a {thing} has been changed since by something else.")


class Change:
    """A transaction under way: rows go in, change and go out, and each is noted."""

    def __init__(self, connection: Connection, coder: str) -> None:
        self.connection = connection
        self.coder = coder
        self.rows: list[RowChange] = []
        self._coder_ids: dict[str, int] = {}

    def insert(self, model: type[SQLModel], **values: Any) -> int:
        """Insert one row; what is not given has its model's default. Returns its id."""
        return self.insert_many(model, [values])[0]

    def insert_many(self, model: type[SQLModel], rows: Sequence[Row]) -> list[int]:
        """Insert many rows of one table at once; returns their ids in order.

        Raises ChangeError where they are about something that is not there (any more).
        """
        table = TABLES[str(model.__tablename__)]
        whole = [complete(model, row) for row in rows]
        if not whole:
            return []
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        try:
            ids = list(self.connection.execute(statement, whole).scalars())
        except IntegrityError as error:
            if "FOREIGN KEY" not in str(error.orig):
                raise
            raise ChangeError(_(_POINTLESS)) from None
        self.rows += [
            RowChange(table.name, key, None, {"id": key, **row}) for key, row in zip(ids, whole, strict=True)
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
        self.delete_many(model, [key])

    def delete_many(self, model: type[SQLModel], keys: Iterable[int]) -> None:
        """Delete rows of one table at once."""
        table, keys = TABLES[str(model.__tablename__)], list(keys)
        before = self._rows(table, keys)
        if len(before) < len(keys):
            raise ChangeError(_(_GONE).format(thing=_(table.name)))
        self._delete(table, keys)
        self.rows += [RowChange(table.name, key, before[key], None) for key in keys]

    def read(self, statement: Any) -> Sequence[Any]:
        """Rows as this transaction sees them."""
        return self.connection.execute(statement).all()

    def look(self, sql: str, *values: Any) -> Sequence[Any]:
        """The same for a question in plain SQL, with a ``?`` for each value."""
        return self.connection.exec_driver_sql(sql, values).all()

    def store(self, model: type[SQLModel], key: str, value: str, **rest: Any) -> None:
        """Store a content-addressed row, replacing what is derived from the content."""
        table: Table = model.__table__  # type: ignore[attr-defined]
        self.connection.execute(delete(table).where(table.c[key] == value))
        self.connection.execute(insert(table).values(**{key: value}, **rest))

    def coder_id(self, name: str | None = None) -> int:
        """The id of a coder (the one at work where none is named), who is made where new."""
        name = name or self.coder
        if name not in self._coder_ids:
            table = TABLES["coder"]
            known = self.connection.execute(select(table.c.id).where(table.c.name == name)).scalar()
            self._coder_ids[name] = known or self.insert(Coder, uuid=str(uuid4()), name=name, created=now())
        return self._coder_ids[name]

    def repeat(self, steps: Sequence[RowChange]) -> None:
        """Make recorded row changes once more; refuses where a row is no longer as it was then."""
        for (name, kind), run in groupby(steps, lambda step: (step.table, step.kind)):
            table, several = TABLES[name], list(run)
            self._expect(table, several)
            if kind == "delete":
                self._delete(table, [step.id for step in several])
            elif kind == "insert":
                self.connection.execute(insert(table), [as_now(name, step.after or {}) for step in several])
            else:
                for step in several:
                    self.connection.execute(
                        update(table).where(table.c.id == step.id).values(**step.after or {})
                    )
        self.rows += steps

    def _expect(self, table: Table, steps: Sequence[RowChange]) -> None:
        """Raise ChangeError unless every row is there as the steps say it was before them."""
        told: dict[int, Row] = {}
        for step in steps:  # a row may change twice in a run: what counts is how it was before the first
            told.setdefault(step.id, {}).update(
                {name: value for name, value in (step.before or {}).items() if name not in told[step.id]}
            )
        found = self._rows(table, list(told))
        there = len(told) if steps[0].before is not None else 0
        if len(found) != there or any(
            found[key][name] != told[key][name] for key in found for name in told[key]
        ):
            raise ChangeError(_(_CHANGED).format(thing=_(table.name)))

    def _row(self, table: Table, key: int) -> Row:
        found = self._rows(table, [key])
        if key not in found:
            raise ChangeError(_(_GONE).format(thing=_(table.name)))
        return found[key]

    def _rows(self, table: Table, keys: Sequence[int]) -> dict[int, Row]:
        """The rows of the table that have one of the ids."""
        found: dict[int, Row] = {}
        for at in range(0, len(keys), _CHUNK):
            statement = select(table).where(table.c.id.in_(keys[at : at + _CHUNK]))
            found |= {row["id"]: dict(row) for row in self.connection.execute(statement).mappings()}
        return found

    def _delete(self, table: Table, keys: Sequence[int]) -> None:
        if keys:
            if table.name == "source":  # where somebody stopped reading it is not in the journal
                read: Table = ReadingPlace.__table__  # type: ignore[attr-defined]
                self.connection.execute(delete(read).where(read.c.source_id.in_(keys)))
            gone = delete(table).where(table.c.id == bindparam("gone"))
            self.connection.execute(gone, [{"gone": key} for key in keys])


def as_now(table: str, row: Row) -> Row:
    """A row that an older version recorded, with the columns that have come since."""
    return complete(_MODELS[table], {name: row[name] for name in row if name != "id"}) | {"id": row["id"]}


def complete(model: type[SQLModel], values: Mapping[str, Any]) -> Row:
    """All columns of a row, in one order, with the defaults of its model."""
    if extra := values.keys() - model.model_fields.keys():
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(extra))}")
    return {
        name: values[name] if name in values else field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
        if name != "id"
    }


def delete_memos(change: Change, which: Any) -> None:
    """Delete the memos for which a condition holds, with their links and what marks them confidential."""
    memos = select(TABLES["memo"].c.id).where(which)
    for model in (MemoLink, Restriction):
        table = TABLES[str(model.__tablename__)]
        change.delete_many(
            model, [row[0] for row in change.read(select(table.c.id).where(table.c.memo_id.in_(memos)))]
        )
    change.delete_many(Memo, [row[0] for row in change.read(memos)])
