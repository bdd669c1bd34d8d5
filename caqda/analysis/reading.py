"""Reading a study into the values that a corpus is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlmodel import col, select

from caqda.analysis.codings import Codings, Ints
from caqda.analysis.things import CodeInfo, SourceInfo, SpeakerInfo, natural
from caqda.model import (
    Case,
    Code,
    Coder,
    Coding,
    Memo,
    SavedQuery,
    Source,
    Speaker,
    Transaction,
    Turn,
    Value,
    Variable,
)
from caqda.tree import CodeTree, Node

CODERS = select(Coder.id, Coder.name).order_by(col(Coder.name))
VARIABLES = select(Variable.name, Variable.type).order_by(col(Variable.id))
QUERIES = select(SavedQuery.name, SavedQuery.expression).order_by(col(SavedQuery.name))
HEAD = select(Transaction.id, Transaction.hash).order_by(col(Transaction.id).desc()).limit(1)
MEMOS = select(Memo.id, Memo.coding_id, Memo.coder_id, Memo.text).where(col(Memo.coding_id).is_not(None))
CASES = select(Case.id, Case.uuid, Case.name).order_by(col(Case.id))
SPEAKERS = select(  # type: ignore[call-overload]
    Speaker.id, Speaker.source_id, Speaker.label, Speaker.interviewer, Speaker.case_id
).order_by(col(Speaker.id))


def codes(rows: Any) -> tuple[dict[int, CodeInfo], CodeTree]:
    """The codes by their ids, and their tree."""
    columns = (Code.id, Code.parent_id, Code.name, Code.position, Code.uuid, Code.colour, Code.definition)
    told = {row[0]: row for row in rows(select(*columns))}  # type: ignore[call-overload]
    tree = CodeTree.of(Node(*row[:4]) for row in told.values())
    codes = {
        node.id: CodeInfo(
            node.id,
            told[node.id][4],
            node.name,
            tree.paths[node.id],
            node.parent,
            tree.depths[node.id],
            *told[node.id][5:],
        )
        for node in tree.nodes
    }
    return codes, tree


def values(rows: Any) -> dict[tuple[str, int], dict[str, str]]:
    """The values of variables, by what has them: ``("case", id)`` or ``("source", id)``."""
    columns = (col(Variable.name), col(Value.case_id), col(Value.source_id), col(Value.value))
    statement = select(*columns).join(Variable).order_by(col(Variable.id))
    found: dict[tuple[str, int], dict[str, str]] = {}
    for name, case, source, value in rows(statement):
        owner = ("case", case) if case is not None else ("source", source)
        found.setdefault(owner, {})[name] = value
    return found


def sources(
    rows: Any, speakers: Mapping[int, SpeakerInfo], values: Mapping[tuple[str, int], dict[str, str]]
) -> dict[int, SourceInfo]:
    """The sources by their ids, in the order of their names."""
    from sqlalchemy import func

    turns = dict(pairs(rows(select(Turn.source_id, func.count()).group_by(col(Turn.source_id)))))
    cases: dict[int, dict[int, None]] = {}
    for speaker in speakers.values():
        if speaker.case is not None and not speaker.interviewer:
            cases.setdefault(speaker.source, {})[speaker.case] = None
    columns = (
        Source.id,
        Source.uuid,
        Source.name,
        Source.sha256,
        Source.characters,
        Source.word_count,
        Source.language,
        Source.case_id,
        Source.created,
    )
    found = {}
    for row in sorted(rows(select(*columns)), key=lambda row: natural(row[2])):  # type: ignore[call-overload]
        key, uuid, name, sha256, characters, words, language, own, created = row
        mine = tuple(cases.get(key, {})) or ((own,) if own is not None else ())
        variables = values.get(("source", key), {})
        found[key] = SourceInfo(
            key,
            uuid,
            name,
            sha256,
            characters,
            words,
            language,
            turns.get(key, 0),
            mine,
            variables,
            created,
        )
    return found


def codings(rows: Any) -> Codings:
    """All codings, sorted."""
    columns = (Coding.id, Coding.source_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id)
    order = (col(Coding.source_id), col(Coding.start), col(Coding.end), col(Coding.id))
    return Codings.of(tuple(row) for row in rows(select(*columns).order_by(*order)))  # type: ignore[call-overload]


def seconds(times: Sequence[str]) -> Ints:
    """Times as they are stored, in seconds since 1970."""
    return np.array([time.removesuffix("Z") for time in times], dtype="datetime64[s]").astype(np.int64)


def pairs(rows: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """The first two of each row."""
    return ((row[0], row[1]) for row in rows)


def spans(data: bytes) -> Ints:
    """Offsets as they are stored, as an array of shape (n, 2)."""
    return np.frombuffer(data, dtype="<u4").astype(np.int64).reshape(-1, 2)
