"""What changes of the journal make of the codings and memos of a study, without reading it anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caqda.analysis.codings import BySource, Row, Touched, after
from caqda.recorded import RowChange

_MOST = 2000  # rows changed, beyond which reading all of them anew is as quick
_WITHOUT_TRACE = frozenset({"favourite", "bookmark", "memo_link", "restriction", "summary", "saved_table"})
"""Tables that say nothing about interviews and codings."""

Memos = Mapping[int, tuple[int, int, str]]
"""The coding, coder and text of each memo on a coding, by the id of the memo."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Codings and memos after some changes, and the codings that are other than before.

    ``created`` has the times that were written meanwhile.
    """

    codings: BySource
    memos: Memos
    touched: Touched
    created: Mapping[int, str]


def follow(codings: BySource, memos: Memos, changes: Iterable[RowChange]) -> Followed | None:
    """The codings and memos after some changes; None where something else changed, or too much."""
    steps = [step for step in changes if step.table not in _WITHOUT_TRACE]
    if len(steps) > _MOST or any(step.table not in ("coding", "memo") for step in steps):
        return None
    touched: dict[int, tuple[Row | None, Row | None]] = {}
    created: dict[int, str] = {}
    told = _follow_memos(memos, [step for step in steps if step.table == "memo"])
    for step in steps:
        if step.table == "coding":
            first, before = touched[step.id] if step.id in touched else _twice(_known(codings, step))
            touched[step.id] = first, None if step.after is None else after(before, step.id, step.after)
            if step.after is not None and "created" in step.after:
                created[step.id] = step.after["created"]
    changed = {key: pair for key, pair in touched.items() if pair[0] != pair[1]}
    return Followed(codings.changed(changed) if changed else codings, told, changed, created)


def _known(codings: BySource, step: RowChange) -> Row | None:
    """A coding as it was; one that is new was not."""
    return None if step.before is None else codings.row(step.id, step.before.get("source_id"))


def _twice(row: Row | None) -> tuple[Row | None, Row | None]:
    return row, row


def _follow_memos(memos: Memos, steps: list[RowChange]) -> Memos:
    if not steps:
        return memos
    told = dict(memos)
    for step in steps:
        whole = _memo(told.pop(step.id, None), step.after)
        if whole is not None:
            told[step.id] = whole
    return told


def _memo(
    memo: tuple[int, int, str] | None, columns: Mapping[str, Any] | None
) -> tuple[int, int, str] | None:
    """A memo after some of its columns changed; None where it went or is not on a coding."""
    if columns is None or (memo is None and columns.get("coding_id") is None):
        return None
    coding, coder, text = memo or (0, 0, "")
    now = columns.get("coding_id", coding), columns.get("coder_id", coder), columns.get("text", text)
    return now if now[0] is not None else None
