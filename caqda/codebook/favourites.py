"""The codes that a coder keeps at hand: those under the number keys, and those applied last."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import col, select

from caqda.codebook import Named, code_tree, find
from caqda.errors import ChangeError
from caqda.model import Coder, Coding, Favourite
from caqda.study import Study

SLOTS = range(1, 10)


def favourites(study: Study) -> dict[int, int]:
    """The codes that the coder at work has pinned: slot (1 to 9) to code id, in order."""
    statement = select(Favourite.slot, Favourite.code_id).join(Coder).where(Coder.name == study.coder)
    return {row[0]: row[1] for row in study.rows(statement.order_by(col(Favourite.slot)))}


def pin(study: Study, code: Named, slot: int) -> None:
    """Keep a code under a number key of the coder at work; what was there, or where it was, is let go."""
    _check(slot)
    tree = study.tree()
    name = tree.paths[find(tree, code)]
    with study.change("favourite", f'code "{name}" pinned to {slot}') as change:
        key = find(code_tree(change), code)
        coder = change.coder_id()
        mine = select(Favourite.id, Favourite.slot, Favourite.code_id).where(Favourite.coder_id == coder)
        held = change.read(mine)
        if any((row[1], row[2]) == (slot, key) for row in held):
            return
        for row in held:
            if row[1] == slot or row[2] == key:
                change.delete(Favourite, row[0])
        change.insert(Favourite, coder_id=coder, slot=slot, code_id=key)


def unpin(study: Study, slot: int) -> None:
    """Free a number key of the coder at work."""
    _check(slot)
    with study.change("favourite", f"the favourite on {slot} let go") as change:
        mine = select(Favourite.id).join(Coder).where(Coder.name == study.coder, Favourite.slot == slot)
        for row in change.read(mine):
            change.delete(Favourite, row[0])


def recent(study: Study, limit: int = 9) -> list[int]:
    """The codes that the coder at work applied last, the latest first."""
    latest = func.max(Coding.id)
    statement = select(Coding.code_id).join(Coder).where(Coder.name == study.coder)
    statement = statement.group_by(col(Coding.code_id)).order_by(latest.desc()).limit(limit)
    return [row[0] for row in study.rows(statement)]


def _check(slot: int) -> None:
    if slot not in SLOTS:
        raise ChangeError(f"There is no favourite {slot}; the number keys are 1 to 9.")
