"""Reading a study into the values that a corpus is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from caqda.analysis.codings import Codings, Column, Ints
from caqda.analysis.things import CodeInfo, Segments, SourceInfo, SpeakerInfo, natural
from caqda.tree import CodeTree, Node

if TYPE_CHECKING:
    from caqda.database import Read
    from caqda.study import Study

CODERS = "SELECT id, name FROM coder ORDER BY name"
VARIABLES = "SELECT name, type FROM variable ORDER BY id"
QUERIES = "SELECT name, expression FROM saved_query ORDER BY name"
MEMOS = "SELECT id, coding_id, coder_id, text FROM memo WHERE coding_id IS NOT NULL"
CASES = 'SELECT id, uuid, name FROM "case" ORDER BY id'
STUDY = "SELECT name, language FROM study"
TURNS = 'SELECT source_id, start, "end", speech, speaker_id, time FROM turn ORDER BY source_id, start'
MADE = "SELECT id, created FROM coding ORDER BY id"


def speakers(read: Read) -> dict[int, SpeakerInfo]:
    """The speakers by their ids."""
    told = read("SELECT id, source_id, label, interviewer, case_id FROM speaker ORDER BY id")
    return {
        key: SpeakerInfo(key, source, label, bool(interviewer), case)
        for key, source, label, interviewer, case in told
    }


def codes(read: Read) -> tuple[dict[int, CodeInfo], CodeTree]:
    """The codes by their ids, and their tree."""
    columns = "id, parent_id, name, position, uuid, colour, definition"
    told = {row[0]: row for row in read(f"SELECT {columns} FROM code")}
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


def values(read: Read) -> dict[tuple[str, int], dict[str, str]]:
    """The values of variables, by what has them: ``("case", id)`` or ``("source", id)``."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for name, case, source, value in read(
        "SELECT variable.name, case_id, source_id, value.value FROM value "
        "JOIN variable ON variable.id = variable_id ORDER BY variable.id"
    ):
        owner = ("case", case) if case is not None else ("source", source)
        found.setdefault(owner, {})[name] = value
    return found


def sources(
    read: Read, speakers: Mapping[int, SpeakerInfo], values: Mapping[tuple[str, int], dict[str, str]]
) -> dict[int, SourceInfo]:
    """The sources by their ids, in the order of their names."""
    turns = dict(pairs(read("SELECT source_id, count(*) FROM turn GROUP BY source_id")))
    cases: dict[int, dict[int, None]] = {}
    for speaker in speakers.values():
        if speaker.case is not None and not speaker.interviewer:
            cases.setdefault(speaker.source, {})[speaker.case] = None
    columns = "id, uuid, name, sha256, characters, word_count, language, case_id, created"
    found = {}
    for row in sorted(read(f"SELECT {columns} FROM source"), key=lambda row: natural(row[2])):
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


def codings(read: Read) -> Codings:
    """All codings, in any order."""
    return Codings.of(read('SELECT id, source_id, start, "end", code_id, coder_id FROM coding'))


def seconds(times: Sequence[str]) -> Ints:
    """Times as they are stored, in seconds since 1970."""
    return np.array([time.removesuffix("Z") for time in times], dtype="datetime64[s]").astype(np.int64)


def pairs(rows: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """The first two of each row."""
    return ((row[0], row[1]) for row in rows)


def segments(study: Study, digest: str) -> Segments:
    """The paragraphs, sentences and words of the text that has a hash."""

    def read(kind: str) -> Column:
        data = study.read(f"SELECT {kind} FROM text WHERE sha256 = ?", digest)[0][0]
        return np.frombuffer(data, dtype="<u4").reshape(-1, 2)

    return Segments(read)
