"""Study files of older versions: how each is brought to the next one, in plain SQL."""

from __future__ import annotations

from collections.abc import Callable

Write = Callable[[str], object]
"""Carries out one statement."""


def _saved_queries(write: Write) -> None:
    """From version 1 to 2: expressions can be kept under a name."""
    write(
        "CREATE TABLE saved_query (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "
        "uuid VARCHAR NOT NULL UNIQUE, name VARCHAR NOT NULL UNIQUE, expression VARCHAR NOT NULL, "
        "coder_id INTEGER NOT NULL REFERENCES coder (id), created VARCHAR NOT NULL)"
    )
    write("CREATE INDEX ix_saved_query_coder_id ON saved_query (coder_id)")


def _working_through(write: Write) -> None:
    """From version 2 to 3: flags, journal entries, bookmarks, what is confidential, summaries, tables."""
    for column in ("coding ADD COLUMN flag", "memo ADD COLUMN title", "memo ADD COLUMN dated"):
        write(f"ALTER TABLE {column} VARCHAR NOT NULL DEFAULT ''")
    write(
        "CREATE TABLE reading_place (source_id INTEGER NOT NULL REFERENCES source (id), "
        'coder VARCHAR NOT NULL, "offset" INTEGER NOT NULL, furthest INTEGER NOT NULL, '
        "seen VARCHAR NOT NULL, PRIMARY KEY (source_id, coder))"
    )
    for name, (columns, indexes) in _TABLES_OF_3.items():
        key = "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
        write(f"CREATE TABLE {name} ({key}, {columns})")
        for column in indexes:
            write(f"CREATE INDEX ix_{name}_{column} ON {name} ({column})")


_UUID = "uuid VARCHAR NOT NULL UNIQUE"
_CODER = "coder_id INTEGER NOT NULL REFERENCES coder (id)"
_TABLES_OF_3 = {
    "memo_link": (
        "memo_id INTEGER NOT NULL REFERENCES memo (id), source_id INTEGER REFERENCES source (id), "
        'start INTEGER, "end" INTEGER, code_id INTEGER REFERENCES code (id), '
        'case_id INTEGER REFERENCES "case" (id)',
        ("memo_id", "source_id", "code_id", "case_id"),
    ),
    "bookmark": (
        f"{_UUID}, source_id INTEGER NOT NULL REFERENCES source (id), start INTEGER NOT NULL, "
        '"end" INTEGER NOT NULL, kind VARCHAR NOT NULL, note VARCHAR NOT NULL, '
        f"{_CODER}, created VARCHAR NOT NULL",
        ("source_id", "coder_id"),
    ),
    "restriction": (
        f'{_UUID}, source_id INTEGER REFERENCES source (id), start INTEGER, "end" INTEGER, '
        'case_id INTEGER REFERENCES "case" (id), memo_id INTEGER REFERENCES memo (id), '
        f"reason VARCHAR NOT NULL, {_CODER}, created VARCHAR NOT NULL",
        ("source_id", "case_id", "memo_id", "coder_id"),
    ),
    "summary": (
        f'{_UUID}, case_id INTEGER NOT NULL REFERENCES "case" (id), '
        f"code_id INTEGER NOT NULL REFERENCES code (id), {_CODER}, text VARCHAR NOT NULL, "
        "created VARCHAR NOT NULL, changed VARCHAR NOT NULL, UNIQUE (case_id, code_id, coder_id)",
        ("code_id", "coder_id"),
    ),
    "saved_table": (
        f"{_UUID}, name VARCHAR NOT NULL UNIQUE, spec VARCHAR NOT NULL, {_CODER}, created VARCHAR NOT NULL",
        ("coder_id",),
    ),
}

STEPS: dict[int, Callable[[Write], None]] = {1: _saved_queries, 2: _working_through}
"""From each older version, the step that leads to the next one."""
