"""The codes that a coder keeps at hand: those under the number keys, and those applied last."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.codebook import Named
    from caqda.study import Study

SLOTS = range(1, 10)
_BLOCK = 512  # codings
_MINE = "JOIN coder ON coder.id = coder_id WHERE coder.name = ?"


def favourites(study: Study) -> dict[int, int]:
    """The codes that the coder at work has pinned: slot (1 to 9) to code id, in order."""
    told = study.read(f"SELECT slot, code_id FROM favourite {_MINE} ORDER BY slot", study.coder)
    return {row[0]: row[1] for row in told}


def pin(study: Study, code: Named, slot: int) -> None:
    """Keep a code under a number key of the coder at work; what was there, or where it was, is let go."""
    from caqda.codebook import find

    _check(slot)
    tree = study.tree()
    name = tree.paths[find(tree, code)]
    with study.change("favourite", f'code "{name}" pinned to {slot}') as change:
        key = find(study.tree(), code)
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


def applied(study: Study) -> list[int]:
    """The codes that the coder at work applied of late, in that order, one for each coding.

    There are up to 1,024; the coding with which they begin stays the same one for 512 codings.
    """
    count = study.read(f"SELECT count(*) FROM coding {_MINE}", study.coder)[0][0]
    wanted = count - max(0, (count // _BLOCK - 1) * _BLOCK)
    latest = f"SELECT code_id FROM coding {_MINE} ORDER BY coding.id DESC LIMIT {wanted}"
    return [code for (code,) in study.read(latest, study.coder)][::-1]


def recent(study: Study, limit: int = 9) -> list[int]:
    """The codes that the coder at work applied last, the latest first."""
    return list(dict.fromkeys(reversed(applied(study))))[:limit]


class NumberKeys:
    """Which code lies under which number key: where it is pinned, or else by how much it is used.

    The use of a code halves with every 30 codings; the same code again and again counts once. A code takes a
    free key, or that of the code used least once it is used a quarter more: hands can learn the keys, and
    a code that comes into use still gets one.
    """

    HALVED, MORE = 30, 1.25

    def __init__(self, pinned: Mapping[int, int], applied: Iterable[int] = ()) -> None:
        """``pinned`` as of :func:`favourites`, ``applied`` the codes that were, as of :func:`applied`."""
        self.slots: dict[int, int] = dict(pinned)
        self.pinned = frozenset(pinned)
        self._use: dict[int, float] = {}
        self._weight = 1.0  # of a coding made now: it grows, so that those made before count for less
        self._last: int | None = None
        for code in applied:
            self.used(code)

    def used(self, code: int) -> None:
        """Take note of a code that was applied."""
        if code != self._last or code not in self._use:
            self._weight *= 2 ** (1 / self.HALVED)
            self._use[code] = self._use.get(code, 0.0) + self._weight
            self._last = code
        if self._weight > 1e100:
            self._use = {one: use / self._weight for one, use in self._use.items()}
            self._weight = 1.0
        if code in self.slots.values():
            return
        slot = next((slot for slot in SLOTS if slot not in self.slots), None)
        if slot is None:
            loose = [slot for slot in SLOTS if slot not in self.pinned]
            slot = min(loose, key=lambda slot: self._use.get(self.slots[slot], 0.0), default=None)
            if slot is None or self._use[code] <= self.MORE * self._use.get(self.slots[slot], 0.0):
                return
        self.slots[slot] = code
        self.slots = dict(sorted(self.slots.items()))

    def lay(self, pinned: Mapping[int, int], codes: Container[int]) -> None:
        """Take in what is pinned now and which codes there are; what is used most fills what is free.

        What is known of a code that is gone stays known: an undo may bring it back.
        """
        kept = {
            slot: code
            for slot, code in self.slots.items()
            if slot not in pinned and code in codes and code not in pinned.values()
        }
        slots = {**kept, **pinned}
        there = {code for code in self._use if code in codes}
        waiting = sorted(there - set(slots.values()), key=lambda code: -self._use[code])
        free = [slot for slot in SLOTS if slot not in slots]
        slots |= zip(free, waiting, strict=False)
        self.slots, self.pinned = dict(sorted(slots.items())), frozenset(pinned)


def _check(slot: int) -> None:
    if slot not in SLOTS:
        raise ChangeError(_("There is no favourite {slot}; the number keys are 1 to 9.").format(slot=slot))
