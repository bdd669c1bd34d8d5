"""The codes that a coder keeps at hand: those under the number keys, and those applied last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.codebook import Named
    from caqda.study import Study

SLOTS = range(1, 10)
_LATEST = 200  # codings in which a coder has mostly used as many codes as are asked for
_MINE = "JOIN coder ON coder.id = coder_id WHERE coder.name = ?"


def favourites(study: Study) -> dict[int, int]:
    """The codes that the coder at work has pinned: slot (1 to 9) to code id, in order."""
    told = study.read(f"SELECT slot, code_id FROM favourite {_MINE} ORDER BY slot", study.coder)
    return {row[0]: row[1] for row in told}


def pin(study: Study, code: Named, slot: int) -> None:
    """Keep a code under a number key of the coder at work; what was there, or where it was, is let go."""
    from caqda.codebook import code_tree, find

    _check(slot)
    tree = study.tree()
    name = tree.paths[find(tree, code)]
    with study.change("favourite", f'code "{name}" pinned to {slot}') as change:
        key = find(code_tree(change), code)
        coder = change.coder_id()
        held = change.read("SELECT id, slot, code_id FROM favourite WHERE coder_id = ?", coder)
        if any((row[1], row[2]) == (slot, key) for row in held):
            return
        for row in held:
            if row[1] == slot or row[2] == key:
                change.delete("favourite", row[0])
        change.insert("favourite", coder_id=coder, slot=slot, code_id=key)


def unpin(study: Study, slot: int) -> None:
    """Free a number key of the coder at work."""
    _check(slot)
    with study.change("favourite", f"the favourite on {slot} let go") as change:
        mine = f"SELECT favourite.id FROM favourite {_MINE} AND slot = ?"
        for row in change.read(mine, study.coder, slot):
            change.delete("favourite", row[0])


def recent(study: Study, limit: int = 9) -> list[int]:
    """The codes that the coder at work applied last, the latest first."""
    latest = f"SELECT code_id FROM coding {_MINE} ORDER BY coding.id DESC"
    told = study.read(f"{latest} LIMIT {_LATEST}", study.coder)
    if len(told) == _LATEST and len(set(told)) < limit:
        told = study.read(latest, study.coder)
    return [code for (code,) in dict.fromkeys(told)][:limit]


def _check(slot: int) -> None:
    if slot not in SLOTS:
        raise ChangeError(_("There is no favourite {slot}; the number keys are 1 to 9.").format(slot=slot))
