"""Two codes made one, within a change: everything that one of them holds goes over to the other."""

from __future__ import annotations

from dataclasses import replace

from caqda.change import Change
from caqda.codebook.rules import unite
from caqda.recorded import now
from caqda.tree import CodeTree

_CODINGS = 'SELECT id, flag, source_id, start, "end", coder_id FROM coding WHERE code_id = ? ORDER BY id'


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
    _move_memos(change, "code_id", code, into)
    for row in change.read("SELECT id FROM memo_link WHERE code_id = ?", code):
        change.update("memo_link", row[0], code_id=into)
    _move_summaries(change, code, into)
    _move_favourites(change, code, into)
    change.delete("code", code)


def _set_aside(change: Change, tree: CodeTree, code: int) -> CodeTree:
    """Take a code out of the tree that it is merged into, so that its name stands in nobody's way."""
    uuid = change.read("SELECT uuid FROM code WHERE id = ?", code)[0][0]
    change.update("code", code, parent_id=None, name=uuid)
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
            change.update("code", child, parent_id=into, position=last)


def _move_codings(change: Change, code: int, into: int) -> None:
    there = {tuple(row[2:]): (row[0], row[1]) for row in change.read(_CODINGS, into)}
    for key, flag, *passage in change.read(_CODINGS, code):
        twin, flagged = there.get(tuple(passage), (None, ""))
        if twin is None:
            change.update("coding", key, code_id=into)
        else:
            change.update("coding", twin, flag=flagged or flag)
            _move_memos(change, "coding_id", key, twin)
            change.delete("coding", key)


def _move_memos(change: Change, target: str, key: int, into: int) -> None:
    """Memos go from one target to another of its kind; a coder's two become one."""
    memos = f"SELECT coder_id, id, text FROM memo WHERE {target} = ? ORDER BY id"
    there = {row[0]: row for row in reversed(change.read(memos, into))}
    for coder, memo, text in change.read(memos, key):
        if coder in there:
            _, kept, words = there[coder]
            united = unite(words, text)
            if united != words:
                change.update("memo", kept, text=united, changed=now())
                there[coder] = (coder, kept, united)
            for table in ("memo_link", "restriction"):  # what marked either marks what they became
                for row in change.read(f'SELECT id FROM "{table}" WHERE memo_id = ?', memo):
                    change.update(table, row[0], memo_id=kept)
            change.delete("memo", memo)
        else:
            change.update("memo", memo, **{target: into})
            there[coder] = (coder, memo, text)


def _move_summaries(change: Change, code: int, into: int) -> None:
    summaries = "SELECT case_id, coder_id, id, text FROM summary WHERE code_id = ?"
    there = {tuple(row[:2]): tuple(row[2:]) for row in change.read(summaries, into)}
    for case, coder, key, text in change.read(summaries, code):
        if (case, coder) in there:
            kept, words = there[case, coder]
            change.update("summary", kept, text=unite(words, text), changed=now())
            change.delete("summary", key)
        else:
            change.update("summary", key, code_id=into)


def _move_favourites(change: Change, code: int, into: int) -> None:
    favourites = "SELECT id, coder_id FROM favourite WHERE code_id = ?"
    there = {row[1] for row in change.read(favourites, into)}
    for key, coder in change.read(favourites, code):
        if coder in there:
            change.delete("favourite", key)
        else:
            change.update("favourite", key, code_id=into)
            there.add(coder)
