"""What is confidential: passages, whole sources, cases, memos. Reports leave it out unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from caqda.errors import ChangeError, StudyError
from caqda.recorded import now
from caqda.study import Study
from caqda.wording import _

_RESTRICTIONS = """
SELECT r.id, r.uuid, r.source_id, r.start, r."end", r.case_id, r.memo_id, r.reason, coder.name, r.created,
source.name, "case".name, memo.title
FROM restriction AS r JOIN coder ON coder.id = r.coder_id LEFT JOIN source ON source.id = r.source_id
LEFT JOIN "case" ON "case".id = r.case_id LEFT JOIN memo ON memo.id = r.memo_id ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class Restricted:
    """One thing that is confidential; ``what`` is passage, source, case or memo, ``name`` whose it is.

    ``source``, ``start`` and ``end`` say where a passage stands, ``case`` and ``memo`` are ids.
    """

    id: int
    uuid: str
    what: str
    name: str
    source: int | None
    start: int | None
    end: int | None
    case: int | None
    memo: int | None
    reason: str
    coder: str
    created: str


def restrictions(study: Study) -> list[Restricted]:
    """All that is confidential, in the order in which it was marked."""
    found = []
    for key, uuid, source, start, end, case, memo, reason, coder, created, *names in study.read(
        _RESTRICTIONS
    ):
        kinds = {"passage": start is not None, "source": source is not None, "case": case is not None}
        what = next((kind for kind, holds in kinds.items() if holds), "memo")
        name = next((one for one in names if one), "")
        found.append(
            Restricted(key, uuid, what, name, source, start, end, case, memo, reason, coder, created)
        )
    return found


def restrict(
    study: Study,
    *,
    source: int | None = None,
    start: int | None = None,
    end: int | None = None,
    case: int | None = None,
    memo: int | None = None,
    reason: str = "",
) -> int:
    """Mark one thing as confidential: a source (or the passage ``[start, end)`` of it), a case, a memo.

    Returns the id of the mark; that of the one that is there where it is confidential already.
    """
    if sum(one is not None for one in (source, case, memo)) != 1 or (start is None) != (end is None):
        raise ChangeError(
            _("Name one thing that is confidential: a source or a passage of it, a case, a memo.")
        )
    if start is not None and end is not None:
        if source is None:
            raise ChangeError(_("A passage that is confidential needs its source."))
        study.passage(source, start, end)
    place = (source, start, end, case, memo)
    for one in restrictions(study):
        if (one.source, one.start, one.end, one.case, one.memo) == place:
            return one.id
    what = "passage" if start is not None else "source" if source is not None else "case" if case else "memo"
    with study.change("confidential", f"a {what} marked confidential") as change:
        return change.insert(
            "restriction",
            uuid=str(uuid4()),
            source_id=source,
            start=start,
            end=end,
            case_id=case,
            memo_id=memo,
            reason=reason.strip(),
            coder_id=change.coder_id(),
            created=now(),
        )


def release(study: Study, restriction: int) -> None:
    """Let something be confidential no longer."""
    with study.change("confidential", "no longer confidential") as change:
        change.delete("restriction", restriction)


def override(study: Study, why: str) -> None:
    """Write into the journal why something confidential, or what points at few, leaves the study.

    It is written before anything leaves, so that nothing does without it. Raises StudyError where no
    reason is given.
    """
    from caqda.memos import write_entry

    if not why.strip():
        raise StudyError(_("Say why it may leave: --override 'reason'."))
    with study.change("override", f"what is confidential let out: {why.strip()}"):
        write_entry(study, why, title="override")
