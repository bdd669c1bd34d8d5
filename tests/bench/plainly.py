"""What anyone would write who wants the code report of a study in a text file, and no format.

The floor that reports are held against: the rows of the SQLite file, loops over them, f-strings. It says what
the report says: codes with their counts by group and the codes they overlap most often, the quotations with
what stands around them, who says them, who coded them and where else they belong, the codebook. But it has
no parts to choose, escapes nothing, draws nothing, keeps nothing confidential, tells no memos, and does not
roll up sub-codes.
"""

from __future__ import annotations

import sqlite3
import struct
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

_NONE = "ikke angivet"
_LABELS = ("Definition", "Uddybning", "Omfatter", "Omfatter ikke")
Place: TypeAlias = tuple[int, int, int]


@dataclass
class Source:
    """A source with its paragraphs and turns as lists."""

    name: str
    text: str
    starts: list[int]
    ends: list[int]
    turns: list[tuple[int, int, int, str, str, str, str]] = field(default_factory=list)
    turn_starts: list[int] = field(default_factory=list)
    turn_ends: list[int] = field(default_factory=list)


@dataclass
class Rows:
    """What is read of a study, all of it in memory."""

    sources: dict[int, Source]
    codes: list[tuple[int, str, str, str, str, str]]
    codings: dict[int, list[tuple[int, int, int, str]]]
    groups: dict[str, int]
    """Each with how many cases are of it."""

    @cached_property
    def named(self) -> dict[int, str]:
        """The names of the codes."""
        return {key: name for key, name, *_ in self.codes}


def read(path: Path, by: str = "perspektiv") -> Rows:
    """The rows of a study file."""
    base = sqlite3.connect(path)
    sources = {}
    for key, name, text, spans in base.execute(
        "SELECT id, name, content, paragraphs FROM source JOIN text USING (sha256) ORDER BY name"
    ):
        flat = struct.unpack(f"<{len(spans) // 4}I", spans)
        sources[key] = Source(name, text, list(flat[::2]), list(flat[1::2]))
    values: dict[str, dict[int, str]] = {}
    for name, case, value in base.execute(
        "SELECT name, case_id, value FROM value JOIN variable ON variable.id = variable_id"
    ):
        values.setdefault(name, {})[case] = value
    group, role = values.get(by, {}), values.get("rolle", {})
    for key, start, end, speech, label, interviewer, case, called in base.execute(
        'SELECT turn.source_id, start, "end", speech, label, interviewer, case_id, "case".name '
        'FROM turn JOIN speaker ON speaker.id = speaker_id LEFT JOIN "case" ON "case".id = case_id '
        "ORDER BY turn.source_id, start"
    ):
        told = sources[key]
        who = f"{label}, interviewer" if interviewer else f"{label}, {role.get(case, '')}"
        mine = "" if interviewer else group.get(case, _NONE)
        told.turns.append((start, end, speech, label, who, mine, called or ""))
        told.turn_starts.append(start)
        told.turn_ends.append(end)
    codings: dict[int, list[tuple[int, int, int, str]]] = {}
    for code, *place, coder in base.execute(
        'SELECT code_id, source_id, start, "end", coder.name FROM coding JOIN coder ON coder.id = coder_id '
        'ORDER BY code_id, source_id, start, "end", coder.name'
    ):
        codings.setdefault(code, []).append((place[0], place[1], place[2], coder))
    codes = base.execute(
        'SELECT id, name, definition, "full", include, exclude FROM code ORDER BY id'
    ).fetchall()
    base.close()
    return Rows(sources, codes, codings, {**dict(sorted(Counter(group.values()).items())), _NONE: 0})


def told(rows: Rows, context: int = 1) -> Iterator[str]:
    """The text: code by code, group by group, in the order of the sources."""
    near = overlaps(rows)
    for code, name, definition, *_ in rows.codes:
        yield f"{name}\n\n{definition}\n\n"
        passages: dict[Place, list[str]] = {}
        for key, start, end, coder in rows.codings.get(code, ()):
            passages.setdefault((key, start, end), []).append(coder)
        stands = {place: _groups(rows.sources[place[0]], place[1], place[2]) for place in passages}
        groups: dict[str, list[Place]] = {}
        for place, belongs in stands.items():
            for group in belongs:
                groups.setdefault(group, []).append(place)
        cases = {}
        for group in rows.groups:
            cases[group], line = _counted(rows, group, groups.get(group, []))
            yield line
        bars = "; ".join(f"{group} {cases[group]} af {size}" for group, size in rows.groups.items())
        often = ", ".join(f"{rows.named[other]} ({n} passager)" for other, n in near[code].most_common(5))
        yield f"\n{bars}.\n\nOverlapper oftest: {often}.\n\n"
        for group in rows.groups:
            if group in groups:
                yield f"{group}\n\n{len(groups[group])} passager fra {cases[group]} cases\n\n"
                for place in groups[group]:
                    yield _quotation(rows.sources[place[0]], place[1], place[2], passages[place], context)
                    if len(stands[place]) > 1:
                        others = ", ".join(other for other in stands[place] if other != group)
                        yield f"Citatet hører også til under {others}.\n\n"
    for _, name, *parts in rows.codes:
        yield f"{name}\n\n"
        yield from (f"{label}: {text}\n" for label, text in zip(_LABELS, parts, strict=True) if text)
        yield "\n"


def overlaps(rows: Rows) -> defaultdict[int, Counter[int]]:
    """For each code, how often its passages overlap those of each other one."""
    there: dict[int, set[tuple[int, int, int]]] = {}
    for code, codings in rows.codings.items():
        for key, start, end, _ in codings:
            there.setdefault(key, set()).add((start, end, code))
    near: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for places in there.values():
        going: list[tuple[int, int]] = []
        for start, end, code in sorted(places):
            going = [one for one in going if one[0] > start]
            for _, other in going:
                if other != code:
                    near[code][other] += 1
                    near[other][code] += 1
            going.append((end, code))
    return near


def _counted(rows: Rows, group: str, found: list[Place]) -> tuple[int, str]:
    """How many cases of a group have the code; and cases, sources, passages and words in a line."""
    cases, words = set(), 0
    for key, start, end in found:
        source = rows.sources[key]
        low, high = bisect_right(source.turn_ends, start), bisect_left(source.turn_starts, end)
        for _, stop, speech, _, _, own, case in source.turns[low:high]:
            if own == group:
                cases.add(case)
                words += len(source.text[max(speech, start) : min(stop, end)].split())
    sources = len({place[0] for place in found})
    return len(cases), (
        f"{group}: {len(cases)} cases, {sources} kilder, {len(found)} passager, {words} ord\n"
    )


def _groups(source: Source, start: int, end: int) -> list[str]:
    low, high = bisect_right(source.turn_ends, start), bisect_left(source.turn_starts, end)
    return list(dict.fromkeys(turn[5] for turn in source.turns[low:high] if turn[5])) or [_NONE]


def _quotation(source: Source, start: int, end: int, coders: list[str], context: int) -> str:
    text = source.text
    first, last = bisect_right(source.starts, start) - 1, bisect_right(source.starts, end - 1) - 1
    begins = source.starts[max(first - context, 0)]
    ends = source.ends[min(last + context, len(source.ends) - 1)]
    low, high = bisect_right(source.turn_ends, start), bisect_left(source.turn_starts, end)
    turns = source.turns[low:high]
    cut = turns[0][0] if turns and turns[0][0] < start <= turns[0][2] else start
    if len(turns) > 1:
        said = [f"{turn[3]}: {text[max(turn[2], start) : min(turn[1], end)].strip()}" for turn in turns]
    else:
        said = [text[start:end].strip()]
    body = "\n\n".join(filter(None, (text[begins:cut].strip(), *said, text[end:ends].strip())))
    who = "; ".join(dict.fromkeys(turn[4] for turn in turns))
    place = f"tegn {start}–{end} · kodet af {', '.join(coders)}"
    return f"{body}\n\n— {who} · {source.name}:{first + 1} · {place}\n\n"
