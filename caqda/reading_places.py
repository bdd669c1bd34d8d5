"""Where somebody stopped reading a source, and the furthest they came.

It says nothing about the interviews: it is kept beside the journal, and no undo takes it back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from caqda.study import Study

_KEEP = (
    'INSERT INTO reading_place (source_id, coder, "offset", furthest, seen) VALUES (?, ?, ?, ?, ?) '
    'ON CONFLICT (source_id, coder) DO UPDATE SET "offset" = excluded."offset", '
    "furthest = excluded.furthest, seen = excluded.seen"
)


class Reached(NamedTuple):
    """The offset at which a coder left a source, the furthest they reached, and when that was."""

    offset: int
    furthest: int
    seen: str


def reading_places(study: Study) -> dict[int, Reached]:
    """Where the coder at work left each source that they have read in, by the source's id."""
    told = 'SELECT source_id, "offset", furthest, seen FROM reading_place WHERE coder = ?'
    return {source: Reached(*rest) for source, *rest in study.read(told, study.coder)}


def keep_place(study: Study, source: int, offset: int, furthest: int = 0) -> None:
    """Keep where the coder at work left a source; they have read it at least to ``furthest``.

    Nothing is kept in a study that cannot be written to, nor of a source that is gone.
    """
    before = reading_places(study).get(source)
    reached = max(offset, furthest, before.furthest if before else 0)
    if before is not None and before[:2] == (offset, reached):
        return
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    study.note(_KEEP, source, study.coder, offset, reached, moment)
