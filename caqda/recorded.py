"""What the journal records, as values: rows before and after a change, and whole transactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]
MAKING = "new"
"""The action of what made the study itself, which is not undone."""


def now() -> str:
    """The time in UTC, to the second, as it is stored."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(time: str) -> str:
    """A stored time as the reader's clock had it, to the minute: ``2026-03-01 14:05``."""
    return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: None where it did not exist; only changed columns where it did both times."""

    table: str
    id: int
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """Whether the row comes (insert), goes (delete) or changes (update)."""
        return "insert" if self.before is None else "delete" if self.after is None else "update"

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)


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
