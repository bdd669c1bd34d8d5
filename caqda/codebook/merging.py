"""Two codes made one, within a change: everything that one of them holds goes over to the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from caqda.change import Change, now
from caqda.codebook.rules import unite
from caqda.model import Code, Coding, Favourite, Memo, MemoLink, Restriction, Summary
from caqda.tree import CodeTree


def merge_codes(change: Change, tree: CodeTree, code: int, into: int) -> None:
    """Move codings, memos, summaries, favourites and sub-codes of ``code`` over to ``into``, and delete it.

    Where one coder has both on one passage, one coding stays, with the memos of both and the flag of the
    one that stays, if it has any. What a coder wrote of one case under both is put together. Sub-codes of
    equal name are merged in turn. ``into`` must not lie under ``code``, nor be it.
    """
    if into in tree.ancestors(code):
        tree = _set_aside(change, tree, code)
    _move_children(change, tree, code, into)
    _move_codings(change, code, into)
    _move_memos(change, col(Memo.code_id), code, into)
    for row in change.read(select(MemoLink.id).where(MemoLink.code_id == code)):
        change.update(MemoLink, row[0], code_id=into)
    _move_summaries(change, code, into)
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
    there = {tuple(row[2:]): (row[0], row[1]) for row in change.read(_codings(into, place))}
    for key, flag, *passage in change.read(_codings(code, place)):
        twin, flagged = there.get(tuple(passage), (None, ""))
        if twin is None:
            change.update(Coding, key, code_id=into)
        else:
            change.update(Coding, twin, flag=flagged or flag)
            _move_memos(change, col(Memo.coding_id), key, twin)
            change.delete(Coding, key)


def _codings(code: int, place: tuple[Any, ...]) -> Any:
    return select(Coding.id, Coding.flag, *place).where(Coding.code_id == code).order_by(col(Coding.id))


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
            for model in (MemoLink, Restriction):  # what marked either marks what they became
                for row in change.read(select(model.id).where(model.memo_id == memo)):
                    change.update(model, row[0], memo_id=kept)
            change.delete(Memo, memo)
        else:
            change.update(Memo, memo, **{target.key: into})
            there[coder] = (coder, memo, text)


def _move_summaries(change: Change, code: int, into: int) -> None:
    columns = (col(Summary.case_id), col(Summary.coder_id), col(Summary.id), col(Summary.text))
    there = {
        tuple(row[:2]): tuple(row[2:])
        for row in change.read(select(*columns).where(col(Summary.code_id) == into))
    }
    for case, coder, key, text in change.read(select(*columns).where(col(Summary.code_id) == code)):
        if (case, coder) in there:
            kept, words = there[case, coder]
            change.update(Summary, kept, text=unite(words, text), changed=now())
            change.delete(Summary, key)
        else:
            change.update(Summary, key, code_id=into)


def _move_favourites(change: Change, code: int, into: int) -> None:
    there = {row[0] for row in change.read(select(Favourite.coder_id).where(Favourite.code_id == into))}
    for key, coder in change.read(select(Favourite.id, Favourite.coder_id).where(Favourite.code_id == code)):
        if coder in there:
            change.delete(Favourite, key)
        else:
            change.update(Favourite, key, code_id=into)
            there.add(coder)
