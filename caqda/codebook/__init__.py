"""The codebook: every change of codes as one transaction of the journal.

A code is named by its id, its name or its path. What breaks a rule raises ChangeError, an unknown name
UnknownName, both with one sentence and with the study as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import EllipsisType
from typing import Any
from uuid import uuid4

from caqda.change import Change, delete_memos
from caqda.codebook.colours import clean_colour, next_colour, shade
from caqda.codebook.merging import merge_codes
from caqda.codebook.rules import (
    EXAMPLE_FIELDS,
    TEXT_FIELDS,
    clean_examples,
    clean_name,
    clean_text,
    clean_uuid,
)
from caqda.errors import ChangeError, UnknownName
from caqda.quoting import counted
from caqda.recorded import now
from caqda.study import Study
from caqda.tree import CodeTree
from caqda.wording import _, ngettext

Named = int | str
_MEMOS = "code_id = ? OR coding_id IN (SELECT id FROM coding WHERE code_id = ?)"
"""The memos on a code and on its codings."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What deleting or merging a code concerns, its sub-codes included."""

    codes: int
    codings: int
    sources: int
    memos: int

    def __str__(self) -> str:
        parts = (
            ngettext("{n} code", "{n} codes", self.codes).format(n=self.codes),
            ngettext("{n} coding", "{n} codings", self.codings).format(n=self.codings),
            ngettext("{n} source", "{n} sources", self.sources).format(n=self.sources),
            ngettext("{n} memo", "{n} memos", self.memos).format(n=self.memos),
        )
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes of a study, to be changed."""

    study: Study

    def add(
        self,
        name: str,
        parent: Named | None = None,
        *,
        colour: str | None = None,
        definition: str = "",
        full: str = "",
        include: str = "",
        exclude: str = "",
        typical: Iterable[str] = (),
        borderline: Iterable[str] = (),
        position: int | None = None,
        uuid: str | None = None,
    ) -> int:
        """Add a code under ``parent`` (at the top for None), last or at ``position``; returns its id.

        Without a colour it gets one of the palette, or a shade of its parent's.
        """
        name = clean_name(name)
        given = clean_fields(
            definition=definition,
            full=full,
            include=include,
            exclude=exclude,
            typical=typical,
            borderline=borderline,
        )
        with self.study.change("add code", f'code "{name}" added') as change:
            tree = CodeTree.read(change.read)
            above = None if parent is None else find(tree, parent)
            refuse_twin(tree, name, above)
            key = change.insert(
                "code",
                uuid=_new_uuid(change, uuid),
                name=name,
                parent_id=above,
                position=last_position(tree, above) + 1,
                colour=fresh_colour(change, above) if colour is None else clean_colour(colour),
                coder_id=change.coder_id(),
                created=now(),
                **given,
            )
            if position is not None:
                _place(change, key, above, position)
        return key

    def add_path(self, path: str) -> int:
        """The code at ``path``; it and the codes above it are made where they are missing."""
        names = [clean_name(part) for part in path.strip().strip("/").split("/")]
        with self.study.change("add code", f'code "{"/".join(names)}" added') as change:
            at: int | None = None
            for name in names:
                tree = CodeTree.read(change.read)
                there = child_named(tree, name, at)
                at = self.add(name, at) if there is None else there
        assert at is not None
        return at

    def rename(self, code: Named, name: str) -> None:
        """Give a code another name."""
        name = clean_name(name)
        with self.study.change("rename code", f'code "{self._path(code)}" renamed to "{name}"') as change:
            tree = CodeTree.read(change.read)
            key = find(tree, code)
            refuse_twin(tree, name, _parent(tree, key), but=key)
            change.update("code", key, name=name)

    def recolour(self, code: Named, colour: str) -> None:
        """Give a code another colour, ``#rrggbb`` or ``#rgb``."""
        colour = clean_colour(colour)
        with self.study.change("recolour code", f'code "{self._path(code)}" coloured {colour}') as change:
            change.update("code", find(CodeTree.read(change.read), code), colour=colour)

    def define(self, code: Named, **fields: Any) -> None:
        """Set the texts definition, full, include, exclude, or the lists typical and borderline.

        Fields that are not named stay as they are.
        """
        given = clean_fields(**fields)
        what = ", ".join(given)
        with self.study.change("define code", f'code "{self._path(code)}": {what} written') as change:
            change.update("code", find(CodeTree.read(change.read), code), **given)

    def move(self, code: Named, parent: Named | None, position: int | None = None) -> None:
        """Move a code with its sub-codes under another (to the top for None), last or at ``position``."""
        where = "to the top" if parent is None else f'under "{self._path(parent)}"'
        with self.study.change("move code", f'code "{self._path(code)}" moved {where}') as change:
            tree = CodeTree.read(change.read)
            key = find(tree, code)
            above = None if parent is None else find(tree, parent)
            if above is not None and above in tree.family(key):
                raise ChangeError(
                    _('The code "{path}" cannot be moved under itself.').format(path=tree.paths[key])
                )
            refuse_twin(tree, tree.paths[key].rpartition("/")[2], above, but=key)
            change.update("code", key, parent_id=above)
            _place(change, key, above, len(tree.nodes) if position is None else position)

    def merge(self, code: Named, into: Named) -> None:
        """Make one code of two: codings, memos, favourites and sub-codes of ``code`` go over to ``into``.

        Where one coder has both on one passage, one coding stays with the memos of both. Sub-codes of
        equal name are merged as well. The definition that stays is that of ``into``.
        """
        summary = f'code "{self._path(code)}" merged into "{self._path(into)}"'
        with self.study.change("merge codes", summary) as change:
            tree = CodeTree.read(change.read)
            key, target = find(tree, code), find(tree, into)
            if key == target:
                raise ChangeError(
                    _('The code "{path}" cannot be merged into itself.').format(path=tree.paths[key])
                )
            if target in tree.family(key):
                raise ChangeError(
                    _(
                        '"{inner}" lies under "{outer}"; merge it the other way round, or move it out first.'
                    ).format(inner=tree.paths[target], outer=tree.paths[key])
                )
            merge_codes(change, tree, key, target)

    def split(
        self,
        code: Named,
        name: str,
        codings: Iterable[int],
        parent: Named | EllipsisType | None = ...,
    ) -> int:
        """Move the chosen codings of a code to a new code, beside it unless ``parent`` says where.

        Returns the id of the new code.
        """
        chosen = list(dict.fromkeys(codings))
        if not chosen:
            raise ChangeError(_("Choose the codings that the new code is to have."))
        summary = f'code "{self._path(code)}" split: {counted(len(chosen), "coding")} to "{name.strip()}"'
        with self.study.change("split code", summary) as change:
            tree = CodeTree.read(change.read)
            key = find(tree, code)
            own = {row[0] for row in change.read("SELECT id FROM coding WHERE code_id = ?", key)}
            if strange := [coding for coding in chosen if coding not in own]:
                raise ChangeError(
                    _('The coding {coding} is not one of the code "{path}".').format(
                        coding=strange[0], path=tree.paths[key]
                    )
                )
            fresh = self.add(name, _parent(tree, key) if isinstance(parent, EllipsisType) else parent)
            for coding in chosen:
                change.update("coding", coding, code_id=fresh)
        return fresh

    def delete(self, code: Named) -> None:
        """Delete a code with its sub-codes, their codings, memos, summaries and favourites."""
        summary = f'code "{self._path(code)}" deleted'
        with self.study.change("delete code", summary) as change:
            tree = CodeTree.read(change.read)
            for key in reversed(tree.family(find(tree, code))):
                for table in ("favourite", "summary", "memo_link"):
                    _delete_all(change, table, key)
                delete_memos(change, _MEMOS, key, key)
                _delete_all(change, "coding", key)
                change.delete("code", key)

    def touched(self, code: Named) -> Touched:
        """What a deletion or a merge of this code and its sub-codes would concern."""
        tree = self.study.tree()
        family = tree.family(find(tree, code))
        with self.study.moment() as read:
            mine = "SELECT source_id FROM coding WHERE code_id = ?"
            sources = [row[0] for key in family for row in read(mine, key)]
            memos = sum(read(f"SELECT count(*) FROM memo WHERE {_MEMOS}", key, key)[0][0] for key in family)
        return Touched(len(family), len(sources), len(set(sources)), memos)

    def parent(self, code: Named) -> int | None:
        """The id of the code above, None for one at the top."""
        tree = self.study.tree()
        return _parent(tree, find(tree, code))

    def codings(self, code: Named, *, source: Named | None = None, coder: str | None = None) -> list[int]:
        """The ids of a code's own codings, of one source or one coder where it is named."""
        sql = "SELECT coding.id FROM coding JOIN coder ON coder.id = coder_id WHERE code_id = ?"
        values: list[Named] = [find(self.study.tree(), code)]
        if source is not None:
            sql, values = f"{sql} AND source_id = ?", [*values, self.study.source_id(source)]
        if coder is not None:
            sql, values = f"{sql} AND coder.name = ?", [*values, coder]
        return [row[0] for row in self.study.read(f"{sql} ORDER BY coding.id", *values)]

    def _path(self, code: Named) -> str:
        """A code's path for a summary; as it was named where it is only just being made."""
        tree = self.study.tree()
        try:
            return tree.paths[find(tree, code)]
        except UnknownName:
            return str(code)


def clean_fields(**fields: Any) -> dict[str, Any]:
    """The texts and examples of a code as they are stored; raises ChangeError for a field that is none."""
    given: dict[str, Any] = {}
    for name, value in fields.items():
        if name in TEXT_FIELDS:
            given[name] = clean_text(value)
        elif name in EXAMPLE_FIELDS:
            given[name] = clean_examples(value)
        else:
            known = ", ".join((*TEXT_FIELDS, *EXAMPLE_FIELDS))
            raise ChangeError(_('A code has no "{name}"; it has {known}.').format(name=name, known=known))
    return given


def find(tree: CodeTree, code: Named) -> int:
    """The id of a code named by id, name or path; raises UnknownName."""
    if isinstance(code, str):
        return tree.find(code)
    if code not in tree.paths:
        raise UnknownName(_("There is no code with id {code}; see 'caqda codes'.").format(code=code))
    return code


def child_named(tree: CodeTree, name: str, parent: int | None) -> int | None:
    """The code of that very name directly under ``parent``."""
    path = name if parent is None else f"{tree.paths[parent]}/{name}"
    return next((key for key in tree.children(parent) if tree.paths[key] == path), None)


def refuse_twin(tree: CodeTree, name: str, parent: int | None, but: int | None = None) -> None:
    """Raise ChangeError where another code under ``parent`` has that name."""
    if child_named(tree, name, parent) not in (None, but):
        told = _('There is a code "{name}" under "{parent}" already; names there must differ.')
        if parent is None:
            told = _('There is a code "{name}" at the top already; names there must differ.')
        raise ChangeError(told.format(name=name, parent=tree.paths.get(parent or 0)))


def last_position(tree: CodeTree, parent: int | None) -> int:
    """The position of the last code under ``parent``, -1 where there is none."""
    return max((node.position for node in tree.nodes if node.parent == parent), default=-1)


def fresh_colour(change: Change, parent: int | None) -> str:
    """A colour for a new last code under ``parent``."""
    beside = "SELECT colour FROM code WHERE parent_id IS ? ORDER BY id"
    siblings = [row[0] for row in change.read(beside, parent)]
    if parent is None:
        return next_colour(siblings)
    above = change.read("SELECT colour FROM code WHERE id = ?", parent)[0][0]
    return shade(above, len(siblings))


def _parent(tree: CodeTree, code: int) -> int | None:
    return next(node.parent for node in tree.nodes if node.id == code)


def _new_uuid(change: Change, uuid: str | None) -> str:
    if uuid is None:
        return str(uuid4())
    uuid = clean_uuid(uuid)
    if change.read("SELECT id FROM code WHERE uuid = ?", uuid):
        raise ChangeError(
            _("There is a code with the id {uuid} already; leave the id out.").format(uuid=uuid)
        )
    return uuid


def _place(change: Change, code: int, parent: int | None, position: int) -> None:
    """Put a code at an index among its siblings, and number them anew."""
    tree = CodeTree.read(change.read)
    order = [key for key in tree.children(parent) if key != code]
    order.insert(min(max(position, 0), len(order)), code)
    at = {node.id: node.position for node in tree.nodes}
    for number, key in enumerate(order):
        if at[key] != number:
            change.update("code", key, position=number)


def _delete_all(change: Change, table: str, code: int) -> None:
    """Delete the rows of a table that are about a code."""
    there = change.read(f'SELECT id FROM "{table}" WHERE code_id = ?', code)
    change.delete_many(table, [row[0] for row in there])
