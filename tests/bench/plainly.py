"""What anyone would write who wants the quotations of a study in a text file, and nothing else.

The floor that reports are held against: rows from the SQLite file, loops over them, f-strings. It knows
no format, escapes nothing, and leaves out all tables, charts and the codebook.
"""

from __future__ import annotations

import sqlite3
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_NONE = "ikke angivet"


@dataclass
class Source:
    """A source with its paragraphs and turns in columns."""

    name: str
    text: str
    paragraphs: list[tuple[int, int]]
    starts: list[int]
    turns: list[tuple[int, int, int, str, str, bool, str]] = field(default_factory=list)
    turn_starts: list[int] = field(default_factory=list)
    turn_ends: list[int] = field(default_factory=list)


@dataclass
class Rows:
    """What is read of a study, all of it in memory."""

    sources: dict[int, Source]
    codes: list[tuple[int, str, str]]
    codings: dict[int, list[tuple[int, int, int, str]]]
    columns: list[str]


def read(path: Path, by: str = "perspektiv") -> Rows:
    """The rows of a study file."""
    base = sqlite3.connect(path)
    sources = {}
    for key, name, text, spans in base.execute(
        "SELECT id, name, content, paragraphs FROM source JOIN text USING (sha256) ORDER BY name"
    ):
        flat = struct.unpack(f"<{len(spans) // 4}I", spans)
        sources[key] = Source(name, text, list(zip(flat[::2], flat[1::2], strict=True)), list(flat[::2]))
    values: dict[str, dict[int, str]] = {}
    for name, case, value in base.execute(
        "SELECT name, case_id, value FROM value JOIN variable ON variable.id = variable_id"
    ):
        values.setdefault(name, {})[case] = value
    group, role = values.get(by, {}), values.get("rolle", {})
    for source, start, end, speech, label, interviewer, case in base.execute(
        'SELECT turn.source_id, start, "end", speech, label, interviewer, case_id '
        "FROM turn JOIN speaker ON speaker.id = speaker_id ORDER BY turn.source_id, start"
    ):
        told = sources[source]
        who = "interviewer" if interviewer else role.get(case, "")
        told.turns.append((start, end, speech, label, who, bool(interviewer), group.get(case, _NONE)))
        told.turn_starts.append(start)
        told.turn_ends.append(end)
    codings: dict[int, list[tuple[int, int, int, str]]] = {}
    for code, *place, coder in base.execute(
        'SELECT code_id, source_id, start, "end", coder.name FROM coding JOIN coder ON coder.id = coder_id '
        'ORDER BY code_id, source_id, start, "end", coder.name'
    ):
        codings.setdefault(code, []).append((place[0], place[1], place[2], coder))
    codes = base.execute("SELECT id, name, definition FROM code ORDER BY id").fetchall()
    base.close()
    return Rows(sources, codes, codings, [*sorted(set(group.values())), _NONE])


def told(rows: Rows, context: int = 1) -> Iterator[str]:
    """The text, quotation by quotation: code by code, group by group, in the order of the sources."""
    for code, name, definition in rows.codes:
        yield f"{name}\n\n{definition}\n\n"
        passages: dict[tuple[int, int, int], list[str]] = {}
        for source, start, end, coder in rows.codings.get(code, ()):
            passages.setdefault((source, start, end), []).append(coder)
        groups: dict[str, list[tuple[int, int, int]]] = {}
        for place in passages:
            for group in _groups(rows.sources[place[0]], place[1], place[2]):
                groups.setdefault(group, []).append(place)
        for group in rows.columns:
            if group in groups:
                yield f"{group}\n\n"
                for place in groups[group]:
                    yield _quotation(rows.sources[place[0]], place[1], place[2], passages[place], context)


def _groups(source: Source, start: int, end: int) -> list[str]:
    low, high = bisect_right(source.turn_ends, start), bisect_left(source.turn_starts, end)
    turns = source.turns[low:high]
    return list(dict.fromkeys(turn[6] for turn in turns if not turn[5])) or [_NONE]


def _quotation(source: Source, start: int, end: int, coders: list[str], context: int) -> str:
    text = source.text
    first, last = bisect_right(source.starts, start) - 1, bisect_right(source.starts, end - 1) - 1
    begins = source.starts[max(first - context, 0)]
    ends = source.paragraphs[min(last + context, len(source.paragraphs) - 1)][1]
    low, high = bisect_right(source.turn_ends, start), bisect_left(source.turn_starts, end)
    turns = source.turns[low:high]
    cut = start
    if turns and turns[0][0] < start <= turns[0][2]:
        cut = turns[0][0]
    said = [
        f"{label}: {text[max(speech, start) : min(stop, end)].strip()}" if len(turns) > 1
        else text[max(speech, start) : min(stop, end)].strip()
        for _, stop, speech, label, _, _, _ in turns
    ] or [text[start:end].strip()]  # fmt: skip
    who = "; ".join(dict.fromkeys(f"{turn[3]}, {turn[4]}" for turn in turns))
    parts = (text[begins:cut].strip(), *said, text[end:ends].strip())
    body = "\n\n".join(part for part in parts if part)
    place = f"{who} · {source.name}:{first + 1} · tegn {start}–{end} · kodet af {', '.join(coders)}"
    return f"{body}\n\n— {place}\n\n"
