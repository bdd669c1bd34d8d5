"""A code as the codebook has it: everything that is written of it, read in one go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caqda.errors import UnknownName
from caqda.study import Study
from caqda.wording import _

_ENTRIES = 'SELECT id, name, colour, definition, "full", include, exclude, typical, borderline FROM code'
_NOTES = (
    "SELECT code_id, coder.name, text FROM memo JOIN coder ON coder.id = coder_id WHERE code_id IS NOT NULL"
)
_IN_ORDER = "ORDER BY memo.id"


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
    memos: dict[int, list[tuple[str, str]]] = {}
    with study.moment() as read:
        told = [row for one in codes or () for row in read(f"{_ENTRIES} WHERE id = ?", one)]
        notes = [row for one in codes or () for row in read(f"{_NOTES} AND code_id = ? {_IN_ORDER}", one)]
        if codes is None:
            told, notes = list(read(_ENTRIES)), list(read(f"{_NOTES} {_IN_ORDER}"))
    for code, coder, text in notes:
        memos.setdefault(code, []).append((coder, text))
    return {row[0]: _entry(row, memos.get(row[0], ())) for row in told}


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
        tuple(json.loads(typical)),
        tuple(json.loads(borderline)),
        tuple(memos),
    )
