"""Codings as a table, out and in: ``source,start,end,code,coder,memo``.

``source`` is the name, ``code`` the path, ``start`` and ``end`` are code points into the source's text.
The memo is that of the coding's coder; several by one coder are joined by a blank line. Where another
coder wrote a memo on the coding too, a row with the same passage, code and coder carries it, and a
seventh column ``memo_by`` names who wrote it; the column is there only where it is needed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from caqda.change import Change
from caqda.codebook.rules import is_hidden, unite
from caqda.errors import InputError, UnknownName
from caqda.exchange.tables import parse_table
from caqda.importers.encodings import fix
from caqda.quoting import counted, quoted
from caqda.recorded import now
from caqda.safety import for_cell, from_cell
from caqda.study import Study
from caqda.tree import CodeTree, unknown
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

COLUMNS = ("source", "start", "end", "code", "coder", "memo")
MEMO_BY = "memo_by"

Place = tuple[int, int, int, int, str]
"""Source, start, end, code and the coder's name: what makes a coding the same as another."""

_TEXT = "SELECT content FROM text JOIN source ON source.sha256 = text.sha256 WHERE source.id = ?"
_CODINGS = 'SELECT source_id, start, "end", code_id, coder_id, id FROM coding WHERE source_id = ?'
_MEMOS = "SELECT coding_id, coder_id, id, text FROM memo WHERE coding_id IS NOT NULL ORDER BY id"
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Summary:
    """What was applied. ``codes`` and ``coders`` are those that the table names."""

    applied: int
    already_there: int
    memos: int
    codes: int
    coders: tuple[str, ...]

    def __str__(self) -> str:
        codes = ngettext("{n} code", "{n} codes", self.codes).format(n=self.codes)
        told = ngettext("{n} coding with {codes} applied", "{n} codings with {codes} applied", self.applied)
        if self.coders:
            told = ngettext(
                "{n} coding with {codes} by {coders} applied",
                "{n} codings with {codes} by {coders} applied",
                self.applied,
            )
        parts = [told.format(n=self.applied, codes=codes, coders=", ".join(self.coders))]
        if self.already_there:
            parts.append(_("{n} there already").format(n=self.already_there))
        if self.memos:
            parts.append(ngettext("{n} memo written", "{n} memos written", self.memos).format(n=self.memos))
        return ", ".join(parts) + "."


def export(study: Study | Corpus) -> str:
    """All codings of a study as CSV: by source, passage, code and coder, the same study the same text."""
    from caqda.analysis.corpus import Corpus

    corpus = Corpus.read(study) if isinstance(study, Study) else study
    rows = list(_rows(corpus))
    wide = any(row[-1] for row in rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, MEMO_BY) if wide else COLUMNS)
    writer.writerows(row if wide else row[:-1] for row in rows)
    return out.getvalue()


def apply(study: Study, text: str, path: object, coder: str | None = None) -> Summary:
    """Apply a table of codings in one transaction; ``path`` is what errors call it.

    ``coder`` is who codes in rows that do not say (by default the coder at work). The columns may stand
    in any order; ``coder`` and ``memo`` may be missing; ``text``, where it is there, must be the words
    of the passage; other columns are passed over. Raises InputError with the row.
    """
    table = parse_table(text, path)
    table.require("source", "start", "end", "code")
    summary = f"{counted(len(table.rows), 'row')} of codings applied from {PurePath(str(path)).name}"
    with study.change("apply codings", summary) as change:
        reader = _Reader(change, path, coder or study.coder)
        wanted: dict[Place, dict[str, str]] = {}
        for number, row in table.rows:
            place, by, memo = reader.read(number, row)
            memos = wanted.setdefault(place, {})
            if memo:
                memos[by] = unite(memos[by], memo) if by in memos else memo
        return _write(change, wanted, reader.text)


# -- out -----------------------------------------------------------------------------------------------


def _rows(corpus: Corpus) -> Iterator[tuple[str | int, ...]]:
    """The rows of the table, ``memo_by`` last."""
    columns = (column.tolist() for column in corpus.codings.columns())
    order = {key: number for number, key in enumerate(corpus.sources)}
    told = [
        (order[source], start, end, corpus.codes[code].path, corpus.coders[coder], key, source)
        for key, source, start, end, code, coder in zip(*columns, strict=True)
    ]
    for __, start, end, path, coder, key, source in sorted(told):
        name = for_cell(corpus.sources[source].name)
        for by, memo in _memos(corpus.memos.get(key, ()), coder):
            other = "" if by == coder else for_cell(by)
            yield name, start, end, for_cell(path), for_cell(coder), for_cell(memo), other


def _memos(memos: Sequence[tuple[str, str]], coder: str) -> list[tuple[str, str]]:
    """Who wrote what on a coding, one memo a person, its coder first; one empty memo where there is none."""
    found: dict[str, list[str]] = {}
    for by, memo in memos:
        found.setdefault(by, []).append(memo)
    written = [(by, memo) for by, parts in found.items() if (memo := _united(parts))]
    return sorted(written, key=lambda item: (item[0] != coder, item[0])) or [(coder, "")]


def _united(memos: Iterable[str]) -> str:
    """One person's memos as one text, such as a file keeps it."""
    return reduce(unite, (text for memo in memos if (text := fix(memo).strip())), "")


# -- in ------------------------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Turns rows into places; every name is looked up once."""

    change: Change
    path: object
    coder: str
    _codes: dict[str, int] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = CodeTree.read(self.change.read)
        self._sources: dict[str, int] = {r[1]: r[0] for r in self.change.read("SELECT id, name FROM source")}
        self._coders: set[str] = {r[0] for r in self.change.read("SELECT name FROM coder")}

    def read(self, number: int, row: Mapping[str, str]) -> tuple[Place, str, str]:
        """The place of a row's coding, who wrote its memo, and the memo."""
        source = self._source(number, from_cell(row["source"]))
        code = self._code(number, from_cell(row["code"]))
        start, end = (self._offset(number, name, row[name]) for name in ("start", "end"))
        self._check(number, source, start, end, row.get("text", ""))
        coder = self._person(number, row.get("coder", "")) or self.coder
        by = self._person(number, row.get(MEMO_BY, "")) or coder
        return (source, start, end, code, coder), by, fix(from_cell(row.get("memo", ""))).strip()

    def _source(self, number: int, name: str) -> int:
        key = self._sources.get(name) or self._sources.get(name.strip())
        if key is None:
            raise InputError(self.path, unknown("source", name.strip(), self._sources), row=number)
        return key

    def _code(self, number: int, path: str) -> int:
        if path not in self._codes:
            if not path.strip():
                raise InputError(self.path, _("the code is missing; write its path."), row=number)
            try:
                self._codes[path] = self.tree.find(path)
            except UnknownName as error:
                raise InputError(self.path, str(error), row=number) from None
        return self._codes[path]

    def _offset(self, number: int, column: str, cell: str) -> int:
        if not _NUMBER.fullmatch(cell.strip()):
            raise InputError(
                self.path,
                _("the {column} is {cell}, which is not a whole number.").format(
                    column=column, cell=quoted(cell)
                ),
                row=number,
            )
        return int(cell)

    def _check(self, number: int, source: int, start: int, end: int, words: str) -> None:
        text = self.text(source)
        if wrong := _why_not(start, end, len(text)):
            raise InputError(self.path, wrong, row=number)
        said = fix(from_cell(words)).split()
        if said and said != (there := text[start:end]).split():
            raise InputError(
                self.path,
                _(
                    "the text is {words}, but the source has {there} at {start}-{end}; was the table made "
                    "from another version of it?"
                ).format(words=quoted(words), there=quoted(there), start=start, end=end),
                row=number,
            )

    def text(self, source: int) -> str:
        """The text of a source."""
        if source not in self._texts:
            self._texts[source] = self.change.read(_TEXT, source)[0][0]
        return self._texts[source]

    def _person(self, number: int, cell: str) -> str:
        name = from_cell(cell)
        if name in self._coders:
            return name
        name = fix(name).strip()
        if any(map(is_hidden, name)):
            raise InputError(
                self.path,
                _("the coder {name} has a hidden character in the name.").format(name=quoted(name)),
                row=number,
            )
        return name


def _why_not(start: int, end: int, length: int) -> str | None:
    """What is wrong with a passage of a text of that length."""
    if min(start, end) < 0:
        return _("the passage {start} to {end} is negative; offsets count from 0.").format(
            start=start, end=end
        )
    if start == end:
        return _("the passage {start} to {end} is empty; the end must come after the start.").format(
            start=start, end=end
        )
    if start > end:
        return _("the passage {start} to {end} is reversed; the start must come before the end.").format(
            start=start, end=end
        )
    if end > length:
        return _("the passage {start} to {end} goes beyond the text, which ends at {length}.").format(
            start=start, end=end, length=length
        )
    return None


def _write(change: Change, wanted: Mapping[Place, Mapping[str, str]], text: Callable[[int], str]) -> Summary:
    coders = {name: change.coder_id(name) for name in dict.fromkeys(place[4] for place in wanted)}
    keys = _already(change, {place[0] for place in wanted})
    known = {place: keys.get((*place[:4], coders[place[4]])) for place in wanted}
    fresh = [place for place, key in known.items() if key is None]
    rows = [_row(place, coders[place[4]], text(place[0])) for place in fresh]
    known.update(zip(fresh, change.insert_many("coding", rows), strict=True))
    memos = {key: memos for place, key in known.items() if key is not None and (memos := wanted[place])}
    return Summary(
        len(fresh),
        len(wanted) - len(fresh),
        _write_memos(change, memos),
        len({place[3] for place in wanted}),
        tuple(sorted(coders)),
    )


def _already(change: Change, sources: set[int]) -> dict[tuple[int, ...], int]:
    """The codings of some sources: source, start, end, code and coder to id."""
    rows = (row for source in sources for row in change.read(_CODINGS, source))
    return {tuple(row[:5]): row[5] for row in rows}


def _row(place: Place, coder: int, text: str) -> dict[str, Any]:
    source, start, end, code, __ = place
    return {
        "uuid": str(uuid4()),
        "source_id": source,
        "start": start,
        "end": end,
        "code_id": code,
        "coder_id": coder,
        "text": text[start:end],
        "created": now(),
    }


def _write_memos(change: Change, wanted: Mapping[int, Mapping[str, str]]) -> int:
    """Write memos by coding and coder; what a person wrote there before stays, above. Returns how many."""
    if not wanted:
        return 0
    there: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for coding, who, memo, words in change.read(_MEMOS):
        there.setdefault((coding, who), []).append((memo, words))
    fresh, changed = [], 0
    for coding, memos in wanted.items():
        for by, text in memos.items():
            who = change.coder_id(by)
            before = there.get((coding, who), [])
            together = _united(words for __, words in before)
            if not before:
                fresh.append(_memo(coding, who, text))
            elif unite(together, text) != together:
                key, words = before[-1]
                change.update("memo", key, text=unite(words, text), changed=now())
                changed += 1
    change.insert_many("memo", fresh)
    return len(fresh) + changed


def _memo(coding: int, coder: int, text: str) -> dict[str, Any]:
    stamp = now()
    return {
        "uuid": str(uuid4()),
        "coding_id": coding,
        "coder_id": coder,
        "text": text,
        "created": stamp,
        "changed": stamp,
    }
