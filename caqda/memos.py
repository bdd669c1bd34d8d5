"""Memos and the research journal: listed, searched, linked to passages, codes and cases.

A memo on a source, case, code or coding is written with :meth:`caqda.study.Study.write_memo`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlmodel import col, select

from caqda.change import delete_memos, now
from caqda.errors import ChangeError
from caqda.language.names import fold
from caqda.model import Case, Coder, Coding, Memo, MemoLink, Source
from caqda.study import Study
from caqda.wording import _

KINDS = ("journal", "study", "source", "case", "code", "coding")


@dataclass(frozen=True, slots=True)
class Link:
    """A further thing that a memo is about; ``about`` says it in words."""

    id: int
    about: str
    source: int | None
    start: int | None
    end: int | None
    code: int | None
    case: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """A memo, or an entry of the journal. ``kind`` is one of :data:`KINDS`, ``about`` what it is on.

    ``source``, ``start`` and ``end`` lead to the place of a memo on a source or a coding; ``code``,
    ``case`` and ``coding`` are ids, where it is on one. ``dated`` is the date of an entry, ISO 8601.
    """

    id: int
    uuid: str
    kind: str
    about: str
    title: str
    dated: str
    text: str
    coder: str
    changed: str
    source: int | None
    start: int | None
    end: int | None
    code: int | None
    case: int | None
    coding: int | None
    links: tuple[Link, ...] = ()

    @property
    def heading(self) -> str:
        """Its title, or the first line of what it says."""
        return self.title or next((line for line in self.text.splitlines() if line.strip()), "")


def memos(
    study: Study,
    *,
    kind: str | None = None,
    coder: str | None = None,
    code: int | None = None,
    words: str = "",
) -> list[Note]:
    """The memos of a kind, of a coder, about a code (on it, its codings, or linked to it), with some words.

    The one changed last comes first, entries of the journal by their dates.
    """
    if kind is not None and kind not in KINDS:
        told = _("There is no kind of memo {kind}; there is {kinds}.")
        raise ChangeError(told.format(kind=f'"{kind}"', kinds=", ".join(KINDS)))
    found = [
        note
        for note in _read(study)
        if kind in (None, note.kind)
        and coder in (None, note.coder)
        and (code is None or is_about(note, code))
        and fits(note, words)
    ]
    return sorted(found, key=lambda note: (note.dated or note.changed[:10], note.changed), reverse=True)


def is_about(note: Note, code: int) -> bool:
    """Whether a memo is on a code, on a coding with it, or linked to it."""
    return code == note.code or any(link.code == code for link in note.links)


def fits(note: Note, words: str) -> bool:
    """Whether a memo holds all of some words, capitals aside, in its text, its title or what it is on."""
    told = fold(" ".join((note.title, note.about, note.coder, note.dated, note.text)))
    return all(fold(word) in told for word in words.split())


def write_entry(study: Study, text: str, *, title: str = "", dated: str | None = None) -> int:
    """Write an entry of the journal, of today where no date is named; returns its id."""
    day = _day(dated) if dated is not None else date.today().isoformat()
    if not text.strip():
        raise ChangeError(_("There is nothing to write in the journal; write some words."))
    with study.change("memo", f"journal entry of {day} written") as change:
        stamp = now()
        return change.insert(
            Memo,
            uuid=str(uuid4()),
            coder_id=change.coder_id(),
            title=title.strip(),
            dated=day,
            text=text.strip(),
            created=stamp,
            changed=stamp,
        )


def rewrite(study: Study, memo: int, text: str, *, title: str | None = None) -> None:
    """Write one's memo anew; empty text removes it. Raises ChangeError where it is another coder's."""
    rows = study.rows(select(Coder.name).join(Memo).where(Memo.id == memo))
    if not rows:
        raise ChangeError(_("That memo is gone already."))
    if rows[0][0] != study.coder:
        raise ChangeError(_("That memo is {coder}'s; write one of your own.").format(coder=rows[0][0]))
    text = text.strip()
    with study.change("memo", f"memo {'written' if text else 'removed'}") as change:
        if not text:
            delete_memos(change, col(Memo.id) == memo)
            return
        more = {} if title is None else {"title": title.strip()}
        change.update(Memo, memo, text=text, changed=now(), **more)


def link(
    study: Study,
    memo: int,
    *,
    code: int | None = None,
    case: int | None = None,
    source: int | None = None,
    start: int | None = None,
    end: int | None = None,
) -> int:
    """Link a memo to a code, a case, or a passage of a source; returns the link's id, once for each thing."""
    if sum(one is not None for one in (code, case, source)) != 1:
        raise ChangeError(_("A link goes to one thing: a code, a case or a passage."))
    if source is not None:
        if start is None or end is None:
            raise ChangeError(_("A link to a passage needs its start and end."))
        study.passage(source, start, end)
    values = {"code_id": code, "case_id": case, "source_id": source, "start": start, "end": end}
    there = select(MemoLink.id).where(MemoLink.memo_id == memo)
    for name, value in values.items():
        there = there.where(getattr(MemoLink, name) == value)
    if rows := study.rows(there):
        return int(rows[0][0])
    with study.change("memo", "memo linked") as change:
        return change.insert(MemoLink, memo_id=memo, **values)


def unlink(study: Study, link: int) -> None:
    """Take a link off a memo."""
    with study.change("memo", "link of a memo removed") as change:
        change.delete(MemoLink, link)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ChangeError(_("{date} is no date; write it as 2026-03-01.").format(date=f'"{text}"')) from None


def _read(study: Study) -> Iterable[Note]:
    with study.reading() as rows:
        names = {
            "source": dict(map(tuple, rows(select(Source.id, Source.name)))),
            "case": dict(map(tuple, rows(select(Case.id, Case.name)))),
            "code": study.tree().paths,
        }
        links: dict[int, list[Link]] = {}
        columns: Any = (
            MemoLink.memo_id, MemoLink.id, MemoLink.source_id, MemoLink.start, MemoLink.end,
            MemoLink.code_id, MemoLink.case_id,
        )  # fmt: skip
        for memo, key, source, start, end, code, case in rows(select(*columns).order_by(MemoLink.id)):
            about = _about(names, source, start, code, case)
            links.setdefault(memo, []).append(Link(key, about, source, start, end, code, case))
        told: Any = (
            Memo.id, Memo.uuid, Memo.title, Memo.dated, Memo.text, Coder.name, Memo.changed, Memo.source_id,
            Memo.case_id, Memo.code_id, Memo.coding_id, Coding.source_id, Coding.start, Coding.end,
            Coding.code_id,
        )  # fmt: skip
        statement = (
            select(*told)
            .select_from(Memo)
            .join(Coder, Coder.id == Memo.coder_id)
            .join(Coding, Coding.id == Memo.coding_id, isouter=True)
            .order_by(Memo.id)
        )
        found = []
        for row in rows(statement):
            key, uuid, title, dated, text, coder, changed, source, case, code, coding, *place = row
            on, start, end, coded = place
            kind = next(
                (
                    name
                    for name, value in (
                        ("source", source), ("case", case), ("code", code), ("coding", coding),
                    )
                    if value is not None
                ),
                "journal" if dated else "study",
            )  # fmt: skip
            source, code = (on, coded) if kind == "coding" else (source, code)
            about = _about(names, source, start, code, case)
            mine = tuple(links.get(key, ()))
            at = 0 if kind == "source" else start
            found.append(
                Note(
                    key, uuid, kind, about, title, dated, text, coder, changed, source, at, end, code, case,
                    coding, mine,
                )
            )  # fmt: skip
    return found


def _about(
    names: dict[str, dict[int, str]],
    source: int | None,
    start: int | None,
    code: int | None,
    case: int | None,
) -> str:
    parts = [
        names["code"].get(code, "") if code is not None else "",
        names["case"].get(case, "") if case is not None else "",
        names["source"].get(source, "") if source is not None else "",
    ]
    place = f":{start}" if source is not None and start is not None else ""
    return " · ".join(part for part in parts if part) + place
