"""The study: the one door to its database.

Everything that changes a study goes through :meth:`Study.change`, and so through the journal. What
is read comes out as tuples, never as objects bound to the database.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from caqda import database
from caqda.change import delete_memos
from caqda.errors import ChangeError, StudyError, UnknownName
from caqda.journal import Journal
from caqda.recorded import MAKING, now
from caqda.tree import CodeTree, unknown
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.change import Change
    from caqda.database import Database, Read


def open(address: str | Path, *, coder: str | None = None) -> Study:
    """Open the study at a path or database address. ``coder`` is who works, by default the user.

    Raises StudyError where there is none, or where it is damaged, locked or from a newer version.
    """
    return Study(str(address), database.connect(str(address)), coder)


def create(
    address: str | Path, *, name: str | None = None, language: str = "da", coder: str | None = None
) -> Study:
    """Create an empty study. ``language`` is ``da`` or ``en``. Raises StudyError where one is there."""
    if language not in ("da", "en"):
        raise StudyError(
            _('The language "{language}" is not known; choose da or en.').format(language=language)
        )
    study = Study(str(address), database.connect(str(address), create=True), coder)
    name = name or Path(str(address)).stem
    try:
        with study.change(MAKING, f'study "{name}" created') as change:
            change.insert("study", uuid=str(uuid4()), name=name, language=language, created=now())
    except BaseException:
        study.close()
        database.remove(Path(str(address)))
        raise
    return study


def default_coder() -> str:
    """Who works here: ``$CAQDA_CODER``, else the user of the machine; root is nobody, but who became root."""
    if named := os.environ.get("CAQDA_CODER"):
        return named
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "root"
    return user if user != "root" else os.environ.get("SUDO_USER") or "coder"


class Study:
    """An open study. Use it as a context manager, or close it."""

    def __init__(self, address: str, base: Database, coder: str | None = None) -> None:
        self.address = address
        self.path = None if database.is_address(address) else Path(address)
        self.coder = coder or default_coder()
        self._base = base
        self.journal = Journal(base, self.coder, self._protected)
        self.text = lru_cache(maxsize=64)(self._text)

    # -- the door ----------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def read(self, sql: str, *values: Any) -> Sequence[Any]:
        """The rows that answer a question in plain SQL, with a ``?`` for each value.

        Within a change they are read with what it has done so far.
        """
        if (change := self.journal.current) is not None:
            return change.read(sql, *values)
        return self._base.read(sql, *values)

    def moment(self) -> AbstractContextManager[Read]:
        """A function like :meth:`read` whose answers all belong to one moment of the study."""
        return self._base.moment()

    @contextmanager
    def change(self, action: str, summary: str) -> Iterator[Change]:
        """One transaction of the journal: all of it or nothing. Changes within it become part of it."""
        with self.journal.change(action, summary) as change:
            yield change

    def note(self, sql: str, *values: Any) -> bool:
        """Write what says nothing about the interviews and so is not in the journal, in plain SQL.

        False where it could not be written, which harms nothing: the study is read-only, say.
        """
        return not self._protected() and self._base.note(sql, *values)

    def info(self) -> tuple[str, str, str]:
        """The study's uuid, name and language."""
        row = self.read("SELECT uuid, name, language FROM study")
        if not row:
            raise StudyError(
                _("{address} is damaged: it has no study in it; restore a backup.").format(
                    address=self.address
                )
            )
        return tuple(row[0])

    def backup(self, target: Path) -> None:
        """Copy the study to a new file, consistent while others write."""
        if self.path is None:
            raise StudyError(
                _("A study in a database is backed up with the database's own tools, such as pg_dump.")
            )
        database.copy_to(self.path, target)

    def damage(self) -> list[str]:
        """What the database finds wrong with itself."""
        return self._base.damage()

    def _protected(self) -> str | None:
        if self.path is not None and database.read_only(self.path):
            told = _("{path} is read-only; make it writable, or work on a copy ('caqda backup').")
            return told.format(path=self.path)
        return None

    # -- names -------------------------------------------------------------------------------------

    def tree(self) -> CodeTree:
        """The tree of codes."""
        return CodeTree.read(self.read)

    def code_id(self, code: int | str) -> int:
        """The id of a code named by id, name or path."""
        return code if isinstance(code, int) else self.tree().find(code)

    def source_id(self, source: int | str) -> int:
        """The id of a source named by id or name."""
        return source if isinstance(source, int) else self._named("source", source)

    def case_id(self, case: int | str) -> int:
        """The id of a case named by id or name."""
        return case if isinstance(case, int) else self._named("case", case)

    def _named(self, kind: str, name: str) -> int:
        found: dict[str, int] = {row[1]: row[0] for row in self.read(f'SELECT id, name FROM "{kind}"')}
        if name in found:
            return found[name]
        raise UnknownName(unknown(kind, name, found))

    # -- texts -------------------------------------------------------------------------------------

    def _text(self, source: int) -> str:
        """The text of a source, by its id."""
        rows = self.read(
            "SELECT content FROM text JOIN source ON source.sha256 = text.sha256 WHERE source.id = ?", source
        )
        if not rows:
            raise UnknownName(
                _("There is no source with id {source}; see 'caqda sources'.").format(source=source)
            )
        return str(rows[0][0])

    # -- codings -----------------------------------------------------------------------------------

    def apply(
        self,
        code: int | str,
        source: int | str,
        start: int,
        end: int,
        *,
        coder: str | None = None,
        memo: str = "",
    ) -> int:
        """Apply a code to the passage ``[start, end)`` of a source; returns the coding's id.

        Offsets are code points. Raises UnknownName, or ChangeError where the passage lies outside the
        text or this coder has put this code on it already.
        """
        code_id, source_id = self.code_id(code), self.source_id(source)
        text = self.passage(source_id, start, end)
        name, place = self._code_name(code_id), self._source_name(source_id)
        with self.change("apply", f'"{name}" applied to {place} {start}-{end}') as change:
            coder_id = change.coder_id(coder)
            if change.read(
                f"{_SAME} AND code_id = ? AND coder_id = ?", source_id, start, end, code_id, coder_id
            ):
                raise ChangeError(_('This passage has the code "{name}" already.').format(name=name))
            key = change.insert(
                "coding",
                uuid=str(uuid4()),
                source_id=source_id,
                start=start,
                end=end,
                code_id=code_id,
                coder_id=coder_id,
                text=text,
                created=now(),
            )
            if memo:
                self.write_memo(memo, coding=key, coder=coder)
        return key

    def remove(self, coding: int) -> None:
        """Take a coding off its passage, with its memos."""
        name, place, start, end = self._coding(coding)
        with self.change("remove", f'"{name}" removed from {place} {start}-{end}') as change:
            delete_memos(change, "coding_id = ?", coding)
            change.delete("coding", coding)

    def resize(self, coding: int, start: int, end: int) -> None:
        """Move the ends of a coding to ``[start, end)``."""
        name, place, old_start, old_end = self._coding(coding)
        source_id = self.read("SELECT source_id FROM coding WHERE id = ?", coding)[0][0]
        text = self.passage(source_id, start, end)
        summary = f'"{name}" on {place} {old_start}-{old_end} moved to {start}-{end}'
        with self.change("resize", summary) as change:
            mine = change.read("SELECT code_id, coder_id FROM coding WHERE id = ?", coding)[0]
            if change.read(
                f"{_SAME} AND code_id = ? AND coder_id = ? AND id <> ?", source_id, start, end, *mine, coding
            ):
                raise ChangeError(_('That passage has the code "{name}" already.').format(name=name))
            change.update("coding", coding, start=start, end=end, text=text)

    def passage(self, source: int, start: int, end: int) -> str:
        """The text of a passage; raises ChangeError where the offsets are not inside the source."""
        text = self.text(source)
        if not 0 <= start < end <= len(text):
            raise ChangeError(
                _(
                    "The passage {start}-{end} does not lie in {source_name}, whose text is 0-{n}; the start "
                    "must come before the end."
                ).format(start=start, end=end, source_name=self._source_name(source), n=len(text))
            )
        return text[start:end]

    def _code_name(self, code: int) -> str:
        rows = self.read("SELECT name FROM code WHERE id = ?", code)
        if not rows:
            raise UnknownName(_("There is no code with id {code}; see 'caqda codes'.").format(code=code))
        return str(rows[0][0])

    def _source_name(self, source: int) -> str:
        rows = self.read("SELECT name FROM source WHERE id = ?", source)
        return str(rows[0][0]) if rows else str(source)

    def _coding(self, coding: int) -> tuple[str, str, int, int]:
        rows = self.read(
            'SELECT code.name, source.name, start, "end" FROM coding JOIN code ON code.id = code_id '
            "JOIN source ON source.id = source_id WHERE coding.id = ?",
            coding,
        )
        if not rows:
            raise ChangeError(_("That coding is gone already."))
        return tuple(rows[0])

    # -- memos -------------------------------------------------------------------------------------

    def write_memo(
        self,
        text: str,
        *,
        source: int | None = None,
        case: int | None = None,
        code: int | None = None,
        coding: int | None = None,
        coder: str | None = None,
    ) -> None:
        """Write the coder's memo on one thing (on the study where none is named); empty text removes it."""
        target = {"source_id": source, "case_id": case, "code_id": code, "coding_id": coding}
        if sum(value is not None for value in target.values()) > 1:
            raise ChangeError(_("A memo is on one thing: a source, a case, a code or a coding."))
        about = next((kind[:-3] for kind, value in target.items() if value is not None), "study")
        text = text.strip()
        with self.change("memo", f"memo on a {about} {'written' if text else 'removed'}") as change:
            coder_id = change.coder_id(coder)
            there, values = _memos_on(target)
            found = change.read(f"SELECT id FROM memo WHERE coder_id = ? AND {there}", coder_id, *values)
            if found and text:
                change.update("memo", found[0][0], text=text, changed=now())
            elif found:
                delete_memos(change, "id = ?", found[0][0])
            elif text:
                stamp = now()
                change.insert(
                    "memo",
                    uuid=str(uuid4()),
                    coder_id=coder_id,
                    text=text,
                    created=stamp,
                    changed=stamp,
                    **target,
                )

    def made_on(self, codings: Iterable[int]) -> dict[int, str]:
        """The day on which each coding was made (``2021-03-12``, UTC); those that are gone are left out."""
        keys = list(codings)
        marks = ", ".join("?" * len(keys))
        rows = self.read(f"SELECT id, created FROM coding WHERE id IN ({marks})", *keys)
        return {key: created[:10] for key, created in rows}

    def memos(
        self,
        *,
        source: int | None = None,
        case: int | None = None,
        code: int | None = None,
        coding: int | None = None,
    ) -> list[tuple[str, str, str]]:
        """The memos on one thing (on the study where none is named): coder, text, time of change.

        Entries of the research journal are not among them.
        """
        there, values = _memos_on(
            {"source_id": source, "case_id": case, "code_id": code, "coding_id": coding}
        )
        told = "SELECT coder.name, text, changed FROM memo JOIN coder ON coder.id = coder_id"
        return [tuple(row) for row in self.read(f"{told} WHERE {there} ORDER BY memo.id", *values)]


_SAME = 'SELECT id FROM coding WHERE source_id = ? AND start = ? AND "end" = ?'


def _memos_on(target: Mapping[str, int | None]) -> tuple[str, list[int]]:
    """The condition that a memo is on one thing, and its values; entries of the journal are on none."""
    named = {name: value for name, value in target.items() if value is not None}
    conditions = [f"{name} = ?" if name in named else f"{name} IS NULL" for name in target]
    return " AND ".join(["dated = ''", *conditions]), list(named.values())
