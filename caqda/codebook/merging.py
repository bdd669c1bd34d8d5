"""Two codes made one, within a change: everything that one of them holds goes over to the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from caqda.change import Change, now
from caqda.codebook.rules import unite
from caqda.model import Code, Coding, Favourite, Memo
from caqda.tree import CodeTree


def merge_codes(change: Change, tree: CodeTree, code: int, into: int) -> None:
    """Move codings, memos, favourites and sub-codes of ``code`` over to ``into``, and delete it.

    Where one coder has both on one passage, one coding stays, with the memos of both. Sub-codes of
    equal name are merged in turn. ``into`` must not lie under ``code``, nor be it.
    """
    if into in tree.ancestors(code):
        tree = _set_aside(change, tree, code)
    _move_children(change, tree, code, into)
    _move_codings(change, code, into)
    _move_memos(change, col(Memo.code_id), code, into)
    _move_favourites(change, code, into)
    change.delete(Code, code)


def _set_aside(change: Change, tree: CodeTree, code: int) -> CodeTree:
    """Take a code out of the tree that it is merged into, so that its name stands in nobody's way."""
    uuid = change.read(select(Code.uuid).where(Code.id == code))[0][0]
    change.update(Code, code, parent_id=None, name=uuid)
    return CodeTree.of(replace(node, parent=None) if node.id == code else node for node in tree.nodes)


def _move_children(change: Change, tree: CodeTree, code: int, into: int) -> None:
    names = {node.id: node.name for node in tree.nodes}
    twins = {names[child]: child for child in tree.children(into) if child != code}
    last = max((node.position for node in tree.nodes if node.parent == into), default=-1)
    for child in tree.children(code):
        if names[child] in twins:
            merge_codes(change, tree, child, twins[names[child]])
        else:
            last += 1
            change.update(Code, child, parent_id=into, position=last)


def _move_codings(change: Change, code: int, into: int) -> None:
    place = (Coding.source_id, Coding.start, Coding.end, Coding.coder_id)
    there = {tuple(row[1:]): row[0] for row in change.read(_codings(into, place))}
    for key, *passage in change.read(_codings(code, place)):
        twin = there.get(tuple(passage))
        if twin is None:
            change.update(Coding, key, code_id=into)
        else:
            _move_memos(change, col(Memo.coding_id), key, twin)
            change.delete(Coding, key)


def _codings(code: int, place: tuple[Any, ...]) -> Any:
    return select(Coding.id, *place).where(Coding.code_id == code).order_by(col(Coding.id))


def _move_memos(change: Change, target: Any, key: int, into: int) -> None:
    """Memos go from one target to another of its kind; a coder's two become one."""
    columns = (col(Memo.coder_id), col(Memo.id), col(Memo.text))
    statement = select(*columns).order_by(col(Memo.id))
    there = {row[0]: row for row in reversed(change.read(statement.where(target == into)))}
    for coder, memo, text in change.read(statement.where(target == key)):
        if coder in there:
            _, kept, words = there[coder]
            united = unite(words, text)
            if united != words:
                change.update(Memo, kept, text=united, changed=now())
                there[coder] = (coder, kept, united)
            change.delete(Memo, memo)
        else:
            change.update(Memo, memo, **{target.key: into})
            there[coder] = (coder, memo, text)


def _move_favourites(change: Change, code: int, into: int) -> None:
    there = {row[0] for row in change.read(select(Favourite.coder_id).where(Favourite.code_id == into))}
    for key, coder in change.read(select(Favourite.id, Favourite.coder_id).where(Favourite.code_id == code)):
        if coder in there:
            change.delete(Favourite, key)
        else:
            change.update(Favourite, key, code_id=into)
            there.add(coder)
