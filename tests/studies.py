"""Small studies for tests, written as a person would tell them.

    build_study(
        tmp_path / "s.caqda",
        sources={"k1": "I: Hvordan gik det?\\nK1: Godt nok.\\n"},
        codes=["ledelse", "ledelse/entydig", "viden"],
        codings=[("ledelse/entydig", "k1", 24, 33), ("viden", "k1", "Godt", "AB")],
        cases={"K1": {"perspektiv": "kommunalt"}},
        variables={"k1": {"år": "2020"}},
    )

A line that begins with a label and a colon starts a turn; the label ``I`` is the interviewer and any
other one belongs to the case of its name where there is such a case. A source that is given as
``(text, case)`` has no turns and is that case's (nobody's where it is None).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias
from uuid import UUID

import caqda
from caqda.change import Change, Table
from caqda.language.segments import count_words, paragraphs, words
from caqda.model import RECORDED
from caqda.offsets import pack
from caqda.study import Study

Text_: TypeAlias = str | tuple[str, str | None]
Told: TypeAlias = (
    tuple[str, str, str]
    | tuple[str, str, str, str]
    | tuple[str, str, int, int]
    | tuple[str, str, int, int, str]
)
Variables: TypeAlias = Mapping[str, Mapping[str, str]]

CREATED = "2020-03-19T12:00:00Z"
_LABEL = re.compile(r"^(\w+): ?", re.MULTILINE)
_SENTENCE = re.compile(r"[^.?!\n]*[.?!\n]*\s*")


def build_study(
    path: Path,
    sources: Mapping[str, Text_] | None = None,
    codes: Iterable[str] = (),
    codings: Sequence[Told] = (),
    cases: Variables | Iterable[str] = (),
    variables: Variables | None = None,
    types: Mapping[str, str] | None = None,
    coder: str = "AB",
) -> Study:
    """A study in a new file, open.

    ``codes`` are paths (those above are made where they are not named), ``codings`` are ``(code, source,
    start, end)`` or ``(code, source, words)`` on the first place where the words stand, and may end with
    a coder; ``variables`` are of sources, ``types`` the types of variables that are not text.
    """
    study = caqda.create(path, name="prøve", coder=coder)
    told = {
        name: (*text, True) if isinstance(text, tuple) else (text, None, False)
        for name, text in (sources or {}).items()
    }
    known = cases if isinstance(cases, Mapping) else {name: {} for name in cases}
    with study.change("import", "the study of a test") as change:
        maker = _Maker(change, types or {})
        for name, values in known.items():
            maker.case(name, values)
        for name, (text, case, plain) in told.items():
            maker.source(name, text, case, plain, (variables or {}).get(name, {}))
        for code in codes:
            maker.code(code)
        for coding in codings:
            maker.coding(coding, told[coding[1]][0])
    return study


class _Maker:
    def __init__(self, change: Change, types: Mapping[str, str]) -> None:
        self.change = change
        self.types = types
        self.me = change.coder_id()
        self.cases: dict[str, int] = {}
        self.sources: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.variables: dict[str, int] = {}
        self.numbers = count(1)
        self.digests: set[str] = set()

    def case(self, name: str, values: Mapping[str, str]) -> None:
        self.cases[name] = self.change.insert(
            "case", uuid=self.uuid(), name=name, coder_id=self.me, created=CREATED
        )
        self.values(values, case_id=self.cases[name])

    def source(self, name: str, text: str, case: str | None, plain: bool, values: Mapping[str, str]) -> None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest in self.digests:  # tests may give two sources the same text, researchers may not
            digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
        self.digests.add(digest)
        self.change.store(
            "text",
            "sha256",
            digest,
            content=text,
            paragraphs=pack(paragraphs(text)),
            sentences=pack(found.span() for found in _SENTENCE.finditer(text) if found.group()),
            words=pack(words(text)),
        )
        key = self.sources[name] = self.change.insert(
            "source",
            uuid=self.uuid(),
            name=name,
            file=f"{name}.txt",
            file_sha256=digest,
            format="txt",
            encoding="utf-8",
            language="da",
            sha256=digest,
            characters=len(text),
            word_count=count_words(text),
            case_id=self.cases[case] if case is not None else None,
            coder_id=self.me,
            created=CREATED,
        )
        self.values(values, source_id=key)
        if not plain:
            self.turns(key, text)

    def turns(self, source: int, text: str) -> None:
        labels = list(_LABEL.finditer(text))
        speakers = {
            label: self.change.insert(
                "speaker",
                uuid=self.uuid(),
                source_id=source,
                label=label,
                interviewer=label == "I",
                case_id=self.cases.get(label),
            )
            for label in dict.fromkeys(found[1] for found in labels)
        }
        ends = [found.start() for found in labels[1:]] + [len(text)]
        self.change.insert_many(
            "turn",
            [
                {
                    "source_id": source,
                    "speaker_id": speakers[found[1]],
                    "start": found.start(),
                    "end": end,
                    "speech": found.end(),
                }
                for found, end in zip(labels, ends, strict=True)
            ],
        )

    def code(self, path: str) -> int:
        if path not in self.codes:
            above, _, name = path.rpartition("/")
            self.codes[path] = self.change.insert(
                "code",
                uuid=self.uuid(),
                name=name,
                parent_id=self.code(above) if above else None,
                position=len(self.codes),
                colour="#3376c1",
                coder_id=self.me,
                created=CREATED,
            )
        return self.codes[path]

    def coding(self, told: Told, text: str) -> None:
        code, source, *place = told
        if isinstance(place[0], str):
            start = text.index(place[0])
            place[:1] = [start, start + len(place[0])]
        start, end, *coder = place
        self.change.insert(
            "coding",
            uuid=self.uuid(),
            source_id=self.sources[source],
            start=start,
            end=end,
            code_id=self.code(code),
            coder_id=self.change.coder_id(coder[0] if coder else None),
            text=text[start:end],
            created=CREATED,
        )

    def values(self, values: Mapping[str, str], **owner: int) -> None:
        for name, value in values.items():
            if name not in self.variables:
                self.variables[name] = self.change.insert(
                    "variable", uuid=self.uuid(), name=name, type=self.types.get(name, "text")
                )
            self.change.insert("value", variable_id=self.variables[name], value=value, **owner)

    def uuid(self) -> str:
        return str(UUID(int=next(self.numbers)))


def code_row(study: Study, code: str) -> Any:
    """All that stands in the row of a code."""
    with study.moment() as read:
        table = Table("code", read)
        [row] = table.rows(read, [study.code_id(code)]).values()
    return SimpleNamespace(**row)


def recorded(study: Study) -> dict[str, list[Any]]:
    """Every recorded row of a study, in the order of the ids."""
    names = (str(model.__tablename__) for model in RECORDED)
    return {name: study.read(f'SELECT * FROM "{name}" ORDER BY id') for name in names}
