"""Passages that a coder comes back to: bookmarks, and what is flagged for later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlmodel import col, select

from caqda.change import now
from caqda.errors import ChangeError
from caqda.model import Bookmark, Coder, Source
from caqda.study import Study
from caqda.wording import _

KINDS = ("bookmark", "later")


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage ``[start, end)`` that is marked; ``kind`` is one of :data:`KINDS`."""

    id: int
    uuid: str
    source: int
    source_name: str
    start: int
    end: int
    kind: str
    note: str
    coder: str
    created: str


def bookmarks(study: Study, *, kind: str | None = None, coder: str | None = None) -> list[Marked]:
    """The marks of a kind and of a coder (of all where none is named), in the order of the texts."""
    columns: Any = (
        Bookmark.id, Bookmark.uuid, Bookmark.source_id, Source.name, Bookmark.start, Bookmark.end,
        Bookmark.kind, Bookmark.note, Coder.name, Bookmark.created,
    )  # fmt: skip
    statement = select(*columns).select_from(Bookmark).join(Source).join(Coder, Coder.id == Bookmark.coder_id)
    if kind is not None:
        statement = statement.where(Bookmark.kind == kind)
    if coder is not None:
        statement = statement.where(Coder.name == coder)
    statement = statement.order_by(Source.name, col(Bookmark.start), col(Bookmark.id))
    return [Marked(*row) for row in study.rows(statement)]


def add(study: Study, source: int, start: int, end: int, *, kind: str = "bookmark", note: str = "") -> int:
    """Mark a passage for the coder at work; returns the mark's id. Raises ChangeError outside the text."""
    if kind not in KINDS:
        raise ChangeError(_("A mark is a bookmark or later, not {kind}.").format(kind=kind))
    study.passage(source, start, end)
    with study.change(kind, f"{_called(kind)} set in {_name(study, source)} at {start}") as change:
        return change.insert(
            Bookmark,
            uuid=str(uuid4()),
            source_id=source,
            start=start,
            end=end,
            kind=kind,
            note=note.strip(),
            coder_id=change.coder_id(),
            created=now(),
        )


def toggle(study: Study, source: int, start: int, end: int, *, kind: str = "bookmark") -> bool:
    """Mark a passage, or take the coder's marks of that kind off it; tells whether it is marked now."""
    there = [
        mark.id
        for mark in bookmarks(study, kind=kind, coder=study.coder)
        if mark.source == source and mark.start < end and start < mark.end
    ]
    if not there:
        add(study, source, start, end, kind=kind)
        return True
    with study.change(kind, f"{_called(kind)} taken off {_name(study, source)} at {start}") as change:
        change.delete_many(Bookmark, there)
    return False


def annotate(study: Study, bookmark: int, note: str) -> None:
    """Write the note of a mark; an empty one removes it."""
    with study.change("bookmark", "note of a bookmark written") as change:
        change.update(Bookmark, bookmark, note=note.strip())


def remove(study: Study, bookmark: int) -> None:
    """Take a mark away."""
    with study.change("bookmark", "bookmark removed") as change:
        change.delete(Bookmark, bookmark)


def _called(kind: str) -> str:
    return "bookmark" if kind == "bookmark" else "flag 'later'"


def _name(study: Study, source: int) -> str:
    return str(study.rows(select(Source.name).where(Source.id == source))[0][0])
