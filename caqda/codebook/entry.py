"""A code as the codebook has it, read in one go: what a person looks at before changing it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from caqda.errors import UnknownName
from caqda.model import Code, Coder, Memo
from caqda.study import Study


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """Everything that is written of a code.

    ``memo`` is that of the coder at work; ``others`` are the memos of the other coders, by name.
    """

    id: int
    name: str
    colour: str
    definition: str
    full: str
    include: str
    exclude: str
    typical: tuple[str, ...]
    borderline: tuple[str, ...]
    memo: str
    others: tuple[tuple[str, str], ...]


def read_entry(study: Study, code: int) -> CodeEntry:
    """The entry of a code by its id; raises UnknownName where it is gone."""
    columns = (
        Code.id, Code.name, Code.colour, Code.definition, Code.full, Code.include, Code.exclude,
        Code.typical, Code.borderline,
    )  # fmt: skip
    notes = select(Coder.name, Memo.text).join(Coder).where(Memo.code_id == code).order_by(col(Memo.id))
    with study.reading() as rows:
        found = rows(select(*columns).where(Code.id == code))  # type: ignore[call-overload]
        memos = [(name, text) for name, text in rows(notes)]
    if not found:
        raise UnknownName("That code is gone; look at the codebook anew.")
    key, name, colour, *texts, typical, borderline = found[0]
    definition, full, include, exclude = texts
    mine = "\n\n".join(text for name, text in memos if name == study.coder)
    others = tuple(memo for memo in memos if memo[0] != study.coder)
    return CodeEntry(
        key, name, colour, definition, full, include, exclude, tuple(typical), tuple(borderline), mine, others
    )
