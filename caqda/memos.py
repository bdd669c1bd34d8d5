"""Memos and the research journal: listed, searched, linked to passages, codes and cases.

A memo on a source, case, code or coding is written with :meth:`caqda.study.Study.write_memo`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from caqda.change import delete_memos
from caqda.errors import ChangeError
from caqda.language.names import fold
from caqda.recorded import now
from caqda.study import Study
from caqda.tree import CodeTree
from caqda.wording import _

KINDS = ("journal", "study", "source", "case", "code", "coding")

_LINKS = 'SELECT memo_id, id, source_id, start, "end", code_id, case_id FROM memo_link ORDER BY id'
_MEMOS = """
SELECT m.id, m.uuid, title, dated, m.text, coder.name, changed, m.source_id, m.case_id, m.code_id,
m.coding_id, coding.source_id, coding.start, coding."end", coding.code_id
FROM memo AS m JOIN coder ON coder.id = m.coder_id LEFT JOIN coding ON coding.id = m.coding_id ORDER BY m.id
"""


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
            "memo",
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
    rows = study.read("SELECT coder.name FROM memo JOIN coder ON coder.id = coder_id WHERE memo.id = ?", memo)
    if not rows:
        raise ChangeError(_("That memo is gone already."))
    if rows[0][0] != study.coder:
        raise ChangeError(_("That memo is {coder}'s; write one of your own.").format(coder=rows[0][0]))
    text = text.strip()
    with study.change("memo", f"memo {'written' if text else 'removed'}") as change:
        if not text:
            delete_memos(change, "id = ?", memo)
            return
        more = {} if title is None else {"title": title.strip()}
        change.update("memo", memo, text=text, changed=now(), **more)


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
    there = " AND ".join(f'"{name}" IS ?' for name in values)
    if rows := study.read(f"SELECT id FROM memo_link WHERE memo_id = ? AND {there}", memo, *values.values()):
        return int(rows[0][0])
    with study.change("memo", "memo linked") as change:
        return change.insert("memo_link", memo_id=memo, **values)


def unlink(study: Study, link: int) -> None:
    """Take a link off a memo."""
    with study.change("memo", "link of a memo removed") as change:
        change.delete("memo_link", link)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ChangeError(_("{date} is no date; write it as 2026-03-01.").format(date=f'"{text}"')) from None


def _read(study: Study) -> Iterable[Note]:
    with study.moment() as read:
        names = {
            "source": dict(read("SELECT id, name FROM source")),
            "case": dict(read('SELECT id, name FROM "case"')),
            "code": CodeTree.read(read).paths,
        }
        links: dict[int, list[Link]] = {}
        for memo, key, source, start, end, code, case in read(_LINKS):
            about = _about(names, source, start, code, case)
            links.setdefault(memo, []).append(Link(key, about, source, start, end, code, case))
        found = []
        for row in read(_MEMOS):
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
