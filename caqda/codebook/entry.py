"""A code as the codebook has it: everything that is written of it, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from caqda.errors import UnknownName
from caqda.model import Code, Coder, Memo
from caqda.study import Study
from caqda.wording import _


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """Everything that is written of a code. ``memos`` are pairs of coder and text, as they were written."""

    id: int
    name: str
    colour: str
    definition: str
    full: str
    include: str
    exclude: str
    typical: tuple[str, ...]
    borderline: tuple[str, ...]
    memos: tuple[tuple[str, str], ...]

    def memo_of(self, coder: str) -> str:
        """What one coder noted on the code."""
        return "\n\n".join(text for name, text in self.memos if name == coder)


def read_entry(study: Study, code: int) -> CodeEntry:
    """The entry of a code by its id; raises UnknownName where it is gone."""
    found = read_entries(study, [code])
    if code not in found:
        raise UnknownName(_("That code is gone; look at the codebook anew."))
    return found[code]


def read_entries(study: Study, codes: list[int] | None = None) -> dict[int, CodeEntry]:
    """The entries of some codes, or of all, by their ids."""
    columns = (
        Code.id, Code.name, Code.colour, Code.definition, Code.full, Code.include, Code.exclude,
        Code.typical, Code.borderline,
    )  # fmt: skip
    entries = select(*columns)  # type: ignore[call-overload]
    notes = select(Memo.code_id, Coder.name, Memo.text).join(Coder).order_by(col(Memo.id))
    if codes is not None:
        entries = entries.where(col(Code.id).in_(codes))
        notes = notes.where(col(Memo.code_id).in_(codes))
    else:
        notes = notes.where(col(Memo.code_id).is_not(None))
    memos: dict[int, list[tuple[str, str]]] = {}
    with study.reading() as rows:
        for code, coder, text in rows(notes):
            memos.setdefault(code, []).append((coder, text))
        return {row[0]: _entry(row, memos.get(row[0], ())) for row in rows(entries)}


def _entry(row: Sequence[Any], memos: Sequence[tuple[str, str]]) -> CodeEntry:
    key, name, colour, definition, full, include, exclude, typical, borderline = row
    return CodeEntry(
        key,
        name,
        colour,
        definition,
        full,
        include,
        exclude,
        tuple(typical),
        tuple(borderline),
        tuple(memos),
    )
