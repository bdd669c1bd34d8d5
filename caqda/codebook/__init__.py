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

from sqlalchemy import func, or_
from sqlmodel import SQLModel, col, select

from caqda.change import Change, delete_memos, now
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
from caqda.model import Code, Coder, Coding, Favourite, Memo, MemoLink, Summary
from caqda.quoting import counted
from caqda.study import Study
from caqda.tree import CodeTree, Node
from caqda.wording import _, ngettext

Named = int | str


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
            tree = code_tree(change)
            above = None if parent is None else find(tree, parent)
            refuse_twin(tree, name, above)
            key = change.insert(
                Code,
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
                tree = code_tree(change)
                there = child_named(tree, name, at)
                at = self.add(name, at) if there is None else there
        assert at is not None
        return at

    def rename(self, code: Named, name: str) -> None:
        """Give a code another name."""
        name = clean_name(name)
        with self.study.change("rename code", f'code "{self._path(code)}" renamed to "{name}"') as change:
            tree = code_tree(change)
            key = find(tree, code)
            refuse_twin(tree, name, _parent(tree, key), but=key)
            change.update(Code, key, name=name)

    def recolour(self, code: Named, colour: str) -> None:
        """Give a code another colour, ``#rrggbb`` or ``#rgb``."""
        colour = clean_colour(colour)
        with self.study.change("recolour code", f'code "{self._path(code)}" coloured {colour}') as change:
            change.update(Code, find(code_tree(change), code), colour=colour)

    def define(self, code: Named, **fields: Any) -> None:
        """Set the texts definition, full, include, exclude, or the lists typical and borderline.

        Fields that are not named stay as they are.
        """
        given = clean_fields(**fields)
        what = ", ".join(given)
        with self.study.change("define code", f'code "{self._path(code)}": {what} written') as change:
            change.update(Code, find(code_tree(change), code), **given)

    def move(self, code: Named, parent: Named | None, position: int | None = None) -> None:
        """Move a code with its sub-codes under another (to the top for None), last or at ``position``."""
        where = "to the top" if parent is None else f'under "{self._path(parent)}"'
        with self.study.change("move code", f'code "{self._path(code)}" moved {where}') as change:
            tree = code_tree(change)
            key = find(tree, code)
            above = None if parent is None else find(tree, parent)
            if above is not None and above in tree.family(key):
                raise ChangeError(
                    _('The code "{path}" cannot be moved under itself.').format(path=tree.paths[key])
                )
            refuse_twin(tree, tree.paths[key].rpartition("/")[2], above, but=key)
            change.update(Code, key, parent_id=above)
            _place(change, key, above, len(tree.nodes) if position is None else position)

    def merge(self, code: Named, into: Named) -> None:
        """Make one code of two: codings, memos, favourites and sub-codes of ``code`` go over to ``into``.

        Where one coder has both on one passage, one coding stays with the memos of both. Sub-codes of
        equal name are merged as well. The definition that stays is that of ``into``.
        """
        summary = f'code "{self._path(code)}" merged into "{self._path(into)}"'
        with self.study.change("merge codes", summary) as change:
            tree = code_tree(change)
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
            tree = code_tree(change)
            key = find(tree, code)
            own = {row[0] for row in change.read(select(Coding.id).where(Coding.code_id == key))}
            if strange := [coding for coding in chosen if coding not in own]:
                raise ChangeError(
                    _('The coding {coding} is not one of the code "{path}".').format(
                        coding=strange[0], path=tree.paths[key]
                    )
                )
            fresh = self.add(name, _parent(tree, key) if isinstance(parent, EllipsisType) else parent)
            for coding in chosen:
                change.update(Coding, coding, code_id=fresh)
        return fresh

    def delete(self, code: Named) -> None:
        """Delete a code with its sub-codes, their codings, memos, summaries and favourites."""
        summary = f'code "{self._path(code)}" deleted'
        with self.study.change("delete code", summary) as change:
            tree = code_tree(change)
            family = tree.family(find(tree, code))
            codings = select(Coding.id).where(col(Coding.code_id).in_(family))
            memos = or_(col(Memo.code_id).in_(family), col(Memo.coding_id).in_(codings))
            for model in (Favourite, Summary, MemoLink):
                _delete_all(change, model, select(model.id).where(col(model.code_id).in_(family)))
            delete_memos(change, memos)
            _delete_all(change, Coding, codings)
            for key in reversed(family):
                change.delete(Code, key)

    def touched(self, code: Named) -> Touched:
        """What a deletion or a merge of this code and its sub-codes would concern."""
        with self.study.reading() as rows:
            tree = self.study.tree()
            family = tree.family(find(tree, code))
            mine = col(Coding.code_id).in_(family)
            codings, sources = rows(
                select(func.count(), func.count(func.distinct(Coding.source_id))).where(mine)
            )[0]
            memos = or_(col(Memo.code_id).in_(family), col(Memo.coding_id).in_(select(Coding.id).where(mine)))
            return Touched(
                len(family), codings, sources, rows(select(func.count(col(Memo.id))).where(memos))[0][0]
            )

    def parent(self, code: Named) -> int | None:
        """The id of the code above, None for one at the top."""
        tree = self.study.tree()
        return _parent(tree, find(tree, code))

    def codings(self, code: Named, *, source: Named | None = None, coder: str | None = None) -> list[int]:
        """The ids of a code's own codings, of one source or one coder where it is named."""
        statement = select(Coding.id).where(Coding.code_id == find(self.study.tree(), code))
        if source is not None:
            statement = statement.where(Coding.source_id == self.study.source_id(source))
        if coder is not None:
            statement = statement.join(Coder).where(Coder.name == coder)
        return [row[0] for row in self.study.rows(statement.order_by(col(Coding.id)))]

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


def code_tree(change: Change) -> CodeTree:
    """The tree of codes as a transaction sees it."""
    columns = (col(Code.id), col(Code.parent_id), col(Code.name), col(Code.position))
    return CodeTree.of(Node(*row) for row in change.read(select(*columns)))


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
    siblings = [
        row[0]
        for row in change.read(select(Code.colour).where(Code.parent_id == parent).order_by(col(Code.id)))
    ]
    if parent is None:
        return next_colour(siblings)
    above = change.read(select(Code.colour).where(Code.id == parent))[0][0]
    return shade(above, len(siblings))


def _parent(tree: CodeTree, code: int) -> int | None:
    return next(node.parent for node in tree.nodes if node.id == code)


def _new_uuid(change: Change, uuid: str | None) -> str:
    if uuid is None:
        return str(uuid4())
    uuid = clean_uuid(uuid)
    if change.read(select(Code.id).where(Code.uuid == uuid)):
        raise ChangeError(
            _("There is a code with the id {uuid} already; leave the id out.").format(uuid=uuid)
        )
    return uuid


def _place(change: Change, code: int, parent: int | None, position: int) -> None:
    """Put a code at an index among its siblings, and number them anew."""
    tree = code_tree(change)
    order = [key for key in tree.children(parent) if key != code]
    order.insert(min(max(position, 0), len(order)), code)
    at = {node.id: node.position for node in tree.nodes}
    for number, key in enumerate(order):
        if at[key] != number:
            change.update(Code, key, position=number)


def _delete_all(change: Change, model: type[SQLModel], keys: Any) -> None:
    change.delete_many(model, [row[0] for row in change.read(keys)])
