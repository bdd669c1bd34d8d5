"""Summaries: what a coder writes of one case under one code, the cells of the framework matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlmodel import col, select

from caqda.change import now
from caqda.model import Case, Coder, Summary
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
    told: Any = (Summary.case_id, Summary.code_id, Coder.name, Summary.text, Summary.changed)
    statement = select(*told).select_from(Summary).join(Coder, col(Coder.id) == col(Summary.coder_id))
    order = (col(Summary.case_id), col(Summary.code_id), col(Coder.name))
    return [CellSummary(*row) for row in study.rows(statement.order_by(*order))]


def summarise(study: Study, case: int | str, code: int | str, text: str) -> None:
    """Write one's summary of a case under a code; empty text removes it. Raises UnknownName."""
    case_id, code_id, text = study.case_id(case), study.code_id(code), text.strip()
    name = study.rows(select(Case.name).where(Case.id == case_id))[0][0]
    path = study.tree().paths[code_id]
    said = f'summary of {name} under "{path}" {"written" if text else "removed"}'
    with study.change("summary", said) as change:
        coder = change.coder_id()
        there = select(Summary.id).where(
            Summary.case_id == case_id, Summary.code_id == code_id, Summary.coder_id == coder
        )
        found = change.read(there)
        if found and text:
            change.update(Summary, found[0][0], text=text, changed=now())
        elif found:
            change.delete(Summary, found[0][0])
        elif text:
            stamp = now()
            change.insert(
                Summary,
                uuid=str(uuid4()),
                case_id=case_id,
                code_id=code_id,
                coder_id=coder,
                text=text,
                created=stamp,
                changed=stamp,
            )
