"""Passages that a coder comes back to: bookmarks, and what is flagged for later."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from caqda.errors import ChangeError
from caqda.recorded import now
from caqda.study import Study
from caqda.wording import _

KINDS = ("bookmark", "later")
_MARKS = """
SELECT bookmark.id, bookmark.uuid, bookmark.source_id, source.name, start, "end", kind, note, coder.name,
bookmark.created
FROM bookmark JOIN source ON source.id = source_id JOIN coder ON coder.id = bookmark.coder_id WHERE 1 = 1
"""


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
    sql = _MARKS
    values: list[str] = []
    if kind is not None:
        sql, values = f"{sql} AND kind = ?", [*values, kind]
    if coder is not None:
        sql, values = f"{sql} AND coder.name = ?", [*values, coder]
    return [Marked(*row) for row in study.read(f"{sql} ORDER BY source.name, start, bookmark.id", *values)]


def add(study: Study, source: int, start: int, end: int, *, kind: str = "bookmark", note: str = "") -> int:
    """Mark a passage for the coder at work; returns the mark's id. Raises ChangeError outside the text."""
    if kind not in KINDS:
        raise ChangeError(_("A mark is a bookmark or later, not {kind}.").format(kind=kind))
    study.passage(source, start, end)
    with study.change(kind, f"{_called(kind)} set in {_name(study, source)} at {start}") as change:
        return change.insert(
            "bookmark",
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
        change.delete_many("bookmark", there)
    return False


def annotate(study: Study, bookmark: int, note: str) -> None:
    """Write the note of a mark; an empty one removes it."""
    with study.change("bookmark", "note of a bookmark written") as change:
        change.update("bookmark", bookmark, note=note.strip())


def remove(study: Study, bookmark: int) -> None:
    """Take a mark away."""
    with study.change("bookmark", "bookmark removed") as change:
        change.delete("bookmark", bookmark)


def _called(kind: str) -> str:
    return "bookmark" if kind == "bookmark" else "flag 'later'"


def _name(study: Study, source: int) -> str:
    return str(study.read("SELECT name FROM source WHERE id = ?", source)[0][0])
