"""Summaries: what a coder writes of one case under one code, the cells of the framework matrix."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from caqda.recorded import now
from caqda.study import Study


@dataclass(frozen=True, slots=True)
class CellSummary:
    """What one coder wrote of one case under one code; ``case`` and ``code`` are ids."""

    case: int
    code: int
    coder: str
    text: str
    changed: str


def summaries(study: Study) -> list[CellSummary]:
    """All summaries, by case, code and coder."""
    told = (
        "SELECT case_id, code_id, coder.name, text, changed FROM summary "
        "JOIN coder ON coder.id = coder_id ORDER BY case_id, code_id, coder.name"
    )
    return [CellSummary(*row) for row in study.read(told)]


def summarise(study: Study, case: int | str, code: int | str, text: str) -> None:
    """Write one's summary of a case under a code; empty text removes it. Raises UnknownName."""
    case_id, code_id, text = study.case_id(case), study.code_id(code), text.strip()
    name = study.read('SELECT name FROM "case" WHERE id = ?', case_id)[0][0]
    path = study.tree().paths[code_id]
    said = f'summary of {name} under "{path}" {"written" if text else "removed"}'
    with study.change("summary", said) as change:
        coder = change.coder_id()
        there = "SELECT id FROM summary WHERE case_id = ? AND code_id = ? AND coder_id = ?"
        found = change.read(there, case_id, code_id, coder)
        if found and text:
            change.update("summary", found[0][0], text=text, changed=now())
        elif found:
            change.delete("summary", found[0][0])
        elif text:
            stamp = now()
            change.insert(
                "summary",
                uuid=str(uuid4()),
                case_id=case_id,
                code_id=code_id,
                coder_id=coder,
                text=text,
                created=stamp,
                changed=stamp,
            )
