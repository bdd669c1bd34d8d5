"""What differs between databases: connecting, versions, copies and what their errors mean.

Only :mod:`caqda.study` and the modules below it use this one; everything above sees a study. It is read and
written in plain SQL: SQLModel takes as long to load as all the screens together, and is needed only where the
tables of :mod:`caqda.model` are made.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from caqda.errors import ChangeError, StudyError
from caqda.wording import N_, _

T = TypeVar("T")

APPLICATION_ID = 0x43415144  # "CAQD", in the file's header
SCHEMA_VERSION = 3
BUSY_SECONDS = 4.0

Read = Callable[..., Sequence[Any]]
"""Answers a question in plain SQL, with a ``?`` for each of the values that follow it, in rows."""

_HEADER = b"SQLite format 3\x00"


def is_address(text: str) -> bool:
    """Whether ``text`` names a database server rather than a file."""
    return text.startswith(("postgresql://", "postgresql+"))


def read_only(path: Path) -> bool:
    """Whether the file is protected against writing, also from a user whom nothing stops."""
    mode = path.stat().st_mode
    return not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK)


def connect(address: str, *, create: bool = False) -> Database:
    """The database of the study at ``address``, brought to the current schema.

    Raises StudyError where there is none, where it is not a study, damaged, or from a newer version.
    """
    if is_address(address):
        raise StudyError(
            _("{address} is a database server; this version of caqda opens study files only.").format(
                address=address
            )
        )
    path = Path(address)
    if create:
        _claim(path)
    else:
        _examine(path)
    database = Database(path)
    try:
        if create:
            database.initialise()
        else:
            _migrate(database)
    except BaseException:
        database.close()
        if create:
            remove(path)
        raise
    return database


class Database:
    """The database of one study, read and written in plain SQL."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    def read(self, sql: str, *values: Any) -> Sequence[Any]:
        """The rows that answer a question in plain SQL, with a ``?`` for each value."""
        with self.moment() as read:
            return read(sql, *values)

    def moment(self) -> AbstractContextManager[Read]:
        """A function like :meth:`read` whose answers all belong to one moment of the study."""
        return self._transaction("BEGIN")

    def writing(self) -> AbstractContextManager[Read]:
        """The same, and what it is told is written: all of it when the block ends, none where it raises.

        No one else writes meanwhile.
        """
        return self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Read]:
        try:
            connection = self._idle.pop()  # not asked for first: another thread may take the last one
        except IndexError:
            connection = self._told(self._connect)

        def ask(sql: str, *values: Any) -> Sequence[Any]:
            return self._told(lambda: connection.execute(sql, values).fetchall())

        try:
            ask(begin)
            yield ask
            ask("COMMIT")
        except BaseException:
            connection.close()  # and what it has not committed is undone
            raise
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    def initialise(self) -> None:
        """Make the tables of a new study."""
        from sqlalchemy.dialects.sqlite import dialect
        from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
        from sqlmodel import SQLModel

        import caqda.model  # noqa: F401  the tables are known when it is loaded

        with self.writing() as write:
            for table in SQLModel.metadata.sorted_tables:
                indexes = sorted(table.indexes, key=lambda index: str(index.name))
                made: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, indexes)]
                for one in made:
                    write(str(one.compile(dialect=dialect())))

    def note(self, sql: str, *values: Any) -> bool:
        """Write something that may as well be lost; tells whether it could be written."""
        try:
            with self.writing() as write:
                write(sql, *values)
        except (sqlite3.Error, StudyError, ChangeError):
            return False
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def damage(self) -> list[str]:
        """What the database itself finds wrong with its file; empty when it is sound."""
        try:
            with self.moment() as read:
                rows = [row[0] for row in read("PRAGMA integrity_check(20)")]
                orphans = read("PRAGMA foreign_key_check")
        except StudyError as error:
            return [str(error)]
        found = [f"database: {row}" for row in rows if row != "ok"]
        return found + [
            _("database: row {row} of {table} refers to a {other} that is gone").format(
                row=row[1], table=row[0], other=row[2]
            )
            for row in orphans
        ]

    def _connect(self) -> sqlite3.Connection:
        protected = self.path.exists() and read_only(self.path)
        place = self.path.absolute().as_uri()
        if protected:
            # Without a write-ahead log beside it nothing can change the file, so that no lock is needed.
            frozen = "" if Path(f"{self.path}-wal").exists() else "&immutable=1"
            place = f"{place}?mode=ro{frozen}"
        connection = sqlite3.connect(place, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
        connection.isolation_level = None  # transactions are begun by us
        connection.execute("PRAGMA foreign_keys = ON")
        if not protected:
            connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _told(self, work: Callable[[], T]) -> T:
        """What some work with the database gives; what it complains of is said in words, where known."""
        try:
            return work()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if (meaning := self.meaning(error)) is None:
                raise
            raise meaning from error

    def meaning(self, error: BaseException) -> StudyError | ChangeError | None:
        """What a database driver complains of, in one sentence for the researcher."""
        if isinstance(error, UnicodeDecodeError):  # the complaint itself quotes what is damaged
            return StudyError(_(_DAMAGED).format(path=self.path))
        said = str(error).lower()
        if "foreign key" in said:
            return ChangeError(_(_POINTLESS))
        sentence = next((sentence for word, sentence in _MEANINGS if word in said), None)
        return None if sentence is None else StudyError(_(sentence).format(path=self.path))


def columns(read: Read, table: str) -> Sequence[tuple[str, str, bool, str | None]]:
    """Name, type, whether it must not be empty, and default (in SQL) of the columns of a table, in order."""
    return read('SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)', table)


def remove(path: Path) -> None:
    """Delete a study file that was only begun, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def copy_to(source: Path, target: Path) -> None:
    """A consistent copy of the study file while others read and write it."""
    if target.exists():
        raise StudyError(
            _("{target} exists already; name another file or move it away first.").format(target=target)
        )
    part = target.parent / f".{uuid4().hex}.part"
    try:
        part.touch(exist_ok=False)
    except OSError as error:
        raise StudyError(
            _("The backup cannot be written to {folder} ({why}); name a file elsewhere with -o.").format(
                folder=part.absolute().parent, why=error.strerror
            )
        ) from error
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(part)) as copy,
        ):
            live.backup(copy)
        part.chmod(stat.S_IMODE(source.stat().st_mode) | stat.S_IWUSR)  # as few may read it as before
        part.rename(target)
    except BaseException as error:
        if part.exists():
            part.unlink()
        if isinstance(error, (sqlite3.Error, OSError)):
            raise StudyError(
                _("The backup of {source} to {target} failed: {error}.").format(
                    source=source, target=target, error=error
                )
            ) from error
        raise


def _claim(path: Path) -> None:
    if not path.parent.is_dir():
        raise StudyError(
            _("{path}: the folder {parent} does not exist; make it first.").format(
                path=path, parent=path.parent
            )
        )
    try:
        path.open("xb").close()
    except FileExistsError:
        raise StudyError(
            _("{path} exists already; name another file, or open it with 'caqda open {path}'.").format(
                path=path
            )
        ) from None
    except OSError as error:
        raise StudyError(
            _("{path} cannot be made: {why}; check the folder and the disk.").format(
                path=path, why=error.strerror
            )
        ) from error
    try:
        with closing(sqlite3.connect(path)) as connection:
            # Written before the write-ahead log begins, so that the file tells what it is from the start.
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        remove(path)
        raise StudyError(
            _("{path} cannot be made: {why}; check the folder and the disk.").format(path=path, why=error)
        ) from error


def _read_header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def _application(header: bytes) -> int:
    return int.from_bytes(header[68:72], "big") if header.startswith(_HEADER) else 0


def _examine(path: Path) -> None:
    if not path.exists():
        raise StudyError(
            _("There is no study at {path}; make one with 'caqda new {path}'.").format(path=path)
        )
    if path.is_dir():
        raise StudyError(_("{path} is a folder, not a study; name the .caqda file in it.").format(path=path))
    try:
        header = _read_header(path) if path.is_file() else b""  # a pipe would never end
    except OSError as error:
        raise StudyError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from error
    if _application(header) != APPLICATION_ID or len(header) < 100:
        raise StudyError(
            _("{path} is not a caqda study; check the name, or make a study with 'caqda new'.").format(
                path=path
            )
        )
    _refuse_newer(int.from_bytes(header[60:64], "big"), path)


def _refuse_newer(version: int, path: Path) -> None:
    if version > SCHEMA_VERSION:
        raise StudyError(
            _(
                "{path} was written by a newer caqda (format {version}, this one reads up to "
                "{latest}); upgrade caqda to open it."
            ).format(path=path, version=version, latest=SCHEMA_VERSION)
        )


def _migrate(database: Database) -> None:
    path = database.path
    version = database.read("PRAGMA user_version")[0][0]
    _refuse_newer(version, path)
    if version == SCHEMA_VERSION:
        return
    from caqda.migrations import STEPS

    if read_only(path):
        raise StudyError(
            _(
                "{path} is from an older caqda (format {version}) and read-only; make it writable to "
                "upgrade it."
            ).format(path=path, version=version)
        )
    with database.writing() as write:
        # Another process may have brought the file up while this one waited for it.
        version = write("PRAGMA user_version")[0][0]
        for step in range(version, SCHEMA_VERSION):
            STEPS[step](write)
            write(f"PRAGMA user_version = {step + 1}")


_DAMAGED = N_("{path} is damaged; restore a backup, or see what is left with 'caqda check'.")
_POINTLESS = N_("What this is about is not in the study any more; nothing was changed.")
_MEANINGS = (
    ("could not decode", _DAMAGED),  # first, for it quotes what may hold any of the words below
    ("locked", N_("{path} is locked by another program; close it there, or try again in a moment.")),
    ("busy", N_("{path} is locked by another program; close it there, or try again in a moment.")),
    ("readonly", N_("{path} is read-only; make it writable, or work on a copy ('caqda backup').")),
    ("disk is full", N_("The disk is full, so {path} was not changed; free some space and try again.")),
    (
        "disk i/o",
        N_("The disk failed while {path} was in use; check the disk and its free space, then try again."),
    ),
    ("malformed", _DAMAGED),
    ("not a database", _DAMAGED),
    ("no such table", N_("{path} is damaged: a table is missing; restore a backup.")),
    ("no such column", N_("{path} is damaged: a column is missing; restore a backup.")),
    (
        "unable to open",
        N_("{path} cannot be opened; check that the file and its folder can be read and written."),
    ),
    ("connection", N_("{path} cannot be reached; check the address and that the database runs.")),
)
