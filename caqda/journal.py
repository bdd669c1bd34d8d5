"""Every change as one recorded transaction: undo, redo and the audit log.

When a :class:`~caqda.change.Change` ends, one row of the journal is written in the same database
transaction, with every row before and after, and the hash of the transaction before it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from caqda.change import Change, Table, as_now
from caqda.errors import StudyError
from caqda.recorded import MAKING, Entry, Row, RowChange, now
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.database import Database, Read

GENESIS = "0" * 64
_COLUMNS = ("id", "time", "coder", "kind", "target", "action", "summary", "changes", "previous", "hash")
_TOLD = ("id", "time", "coder", "kind", "target", "action", "summary", "hash")
_ROWS = f"SELECT {', '.join(_COLUMNS)} FROM journal"
_RECORD = f"INSERT INTO journal ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_HEAD = "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"


class Journal:
    """The journal of one study; the one place that writes to its database."""

    def __init__(self, database: Database, coder: str, protected: Callable[[], str | None]) -> None:
        self._database = database
        self._coder = coder
        self._protected = protected
        self._lock = threading.RLock()
        self._current: Change | None = None
        self._tables: dict[str, Table] = {}
        self._worker: int | None = None
        self._sizes: dict[str, int] = {}
        self._done: list[int] = []
        self._undone: list[int] = []
        self._seen = 0
        self._head = (0, GENESIS)  # the last transaction, as far as known

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

    @property
    def current(self) -> Change | None:
        """The change under way in this thread, so that what it did can be read before it ends."""
        return self._current if self._worker == threading.get_ident() else None

    def undo(self, times: int = 1) -> list[Entry]:
        """Take back the last transactions that stand; returns them, latest first."""
        return self._step(times, "undo")

    def redo(self, times: int = 1) -> list[Entry]:
        """Make again what was undone last; returns it in the order of doing."""
        return self._step(times, "redo")

    def log(self, limit: int | None = None) -> list[Entry]:
        """The transactions, latest first."""
        most = "" if limit is None else f" LIMIT {int(limit)}"
        with self._database.moment() as read:
            told = read(f"SELECT {', '.join(_TOLD)} FROM journal ORDER BY id DESC{most}")
            return [
                _entry(dict(zip(_TOLD, row, strict=True)), self._size(read, row[0], row[-1])) for row in told
            ]

    def _size(self, read: Read, key: int, digest: str) -> int:
        """How many rows a transaction changed; those of an import take long to read, and are counted once."""
        if digest not in self._sizes:
            [(changes,)] = read("SELECT changes FROM journal WHERE id = ?", key)
            self._sizes[digest] = len(json.loads(changes))
        return self._sizes[digest]

    def changes(self, table: str, besides: str = "") -> Iterator[tuple[Entry, list[RowChange]]]:
        """The transactions that changed rows of a table, in order, each with these changes.

        Those of an action ``besides`` are known to change none, and their changes are not read.
        """
        sql = f"{_ROWS} WHERE CASE action WHEN ? THEN 0 ELSE instr(changes, ?) END > 0 ORDER BY id"
        for told in self._database.read(sql, besides, f'["{table}",'):
            row = _row(told)
            steps = [RowChange(*step) for step in json.loads(row["changes"])]
            yield _entry(row, len(steps)), [step for step in steps if step.table == table]

    def position(self, read: Read | None = None) -> tuple[int, str]:
        """The number and the hash of the last transaction, as ``read`` sees it.

        A transaction never changes, so that of a known one only the number is read: its hash lies behind
        its changes, which may be those of a whole import.
        """
        read = read or self._database.read
        last = read("SELECT max(id) FROM journal")[0][0] or 0
        if last != self._head[0]:
            self._head = next(((row[0], row[1]) for row in read(_HEAD)), (0, GENESIS))
        return self._head

    def since(self, position: int, digest: str) -> tuple[int, str, list[RowChange]] | None:
        """The number and hash of the last transaction, and all row changes after ``position``.

        None where the transaction at ``position`` is not there, or not the one of that hash.
        """
        known = self._database.read("SELECT 1 FROM journal WHERE id = ?", position)
        rows = self._database.read(
            "SELECT id, hash, previous, changes FROM journal WHERE id > ? ORDER BY id", position
        )
        if not known or (rows[0][2] if rows else self.position()[1]) != digest:
            return None
        steps = [RowChange(*step) for row in rows for step in json.loads(row[3])]
        return *(rows[-1][:2] if rows else (position, digest)), steps

    def faults(self) -> list[str]:
        """What does not hold: a broken chain, or rows that differ from what the journal says of them."""
        from caqda.model import RECORDED

        with self._database.moment() as read:
            tables = {name: Table(name, read) for name in (str(one.__tablename__) for one in RECORDED)}
            found, rows = _replay(read, tables)
            return found + _strays(read, tables, rows)

    @contextmanager
    def _writing(self) -> Iterator[Change]:
        if (why := self._protected()) is not None:
            raise StudyError(why)
        try:
            with self._database.writing() as write:
                self._current = Change(write, self._coder, self._tables)
                self._worker = threading.get_ident()
                yield self._current
        finally:
            self._current = self._worker = None

    def _step(self, times: int, kind: str) -> list[Entry]:
        with self._lock:
            done: list[Entry] = []
            while len(done) < times and (entry := self._step_once(kind)) is not None:
                done.append(entry)
            return done

    def _step_once(self, kind: str) -> Entry | None:
        with self._writing() as change:
            self._catch_up(change.read)
            stack = self._done if kind == "undo" else self._undone
            if not stack:
                return None
            target = stack[-1]
            row = _row(change.read(f"{_ROWS} WHERE id = ?", target)[0])
            steps = [RowChange(*step) for step in json.loads(row["changes"])]
            if kind == "undo":
                steps = [step.reversed() for step in reversed(steps)]
            change.repeat(steps)
            self._record(change, kind, target, row["action"], row["summary"])
        return _entry(row, len(steps))

    def _record(self, change: Change, kind: str, target: int | None, action: str, summary: str) -> None:
        last, previous = self.position(change.read)
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
        row["hash"] = chain_hash(row)
        change.read(_RECORD, *(row[name] for name in _COLUMNS))

    def _catch_up(self, read: Read) -> None:
        """Follow the stacks of what can be undone and redone, also where another process wrote."""
        steps = read(
            "SELECT id, kind FROM journal WHERE id > ? AND action <> ? ORDER BY id", self._seen, MAKING
        )
        for key, kind in steps:
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
    import hashlib  # OpenSSL, which only what writes needs

    told = {name: row[name] for name in sorted(row) if name != "hash"}
    return hashlib.sha256(_json(told).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(told: Any) -> Row:
    return dict(zip(_COLUMNS, told, strict=True))


def _entry(row: Row, rows: int) -> Entry:
    """What a row of the journal says; ``rows`` is how many it changed."""
    return Entry(**{name: row[name] for name in _TOLD}, rows=rows)


def _replay(read: Read, tables: Mapping[str, Table]) -> tuple[list[str], dict[tuple[str, int], Row]]:
    """Follow the chain; returns its faults and the rows that should be there."""
    found: list[str] = []
    rows: dict[tuple[str, int], Row] = {}
    last, previous = 0, GENESIS
    for entry in map(_row, read(f"{_ROWS} ORDER BY id")):
        if entry["id"] != last + 1:
            found.append(
                _("journal: transactions {first} to {last} are missing").format(
                    first=last + 1, last=entry["id"] - 1
                )
            )
        elif entry["previous"] != previous:
            found.append(
                _("journal: transaction {id} does not follow the one before it").format(id=entry["id"])
            )
        if chain_hash(entry) != entry["hash"]:
            found.append(_("journal: transaction {id} was altered").format(id=entry["id"]))
        last, previous = entry["id"], entry["hash"]
        for table, key, before, after in json.loads(entry["changes"]):
            if after is None:
                rows.pop((table, key), None)
            elif before is None:
                rows[table, key] = as_now(tables[table], after)
            else:
                rows.setdefault((table, key), {}).update(after)
    return found, rows


def _strays(read: Read, tables: Mapping[str, Table], rows: dict[tuple[str, int], Row]) -> list[str]:
    """Rows that are not as the journal left them."""
    found = []
    for name, table in tables.items():
        there = {row["id"]: row for row in map(table.row, read(table.select))}
        told = {key: row for (table_name, key), row in rows.items() if table_name == name}
        for key in sorted(there.keys() | told.keys()):
            if key not in told:
                found.append(
                    _("{name} {key}: is there, but no transaction made it").format(name=name, key=key)
                )
            elif key not in there:
                found.append(
                    _("{name} {key}: is gone, but no transaction removed it").format(name=name, key=key)
                )
            elif there[key] != told[key]:
                columns = ", ".join(c for c in there[key] if there[key][c] != told[key].get(c))
                found.append(
                    _("{name} {key}: {columns} was altered behind the journal's back").format(
                        name=name, key=key, columns=columns
                    )
                )
    return found
