"""One code applied to many passages at once, such as those that a query finds: a preview, then one change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from caqda.quoting import counted
from caqda.recorded import now
from caqda.study import Study

Place = tuple[int, int, int]
"""A passage: the id of its source, its start and its end."""

_CODED = (
    'SELECT source_id, start, "end" FROM coding JOIN coder ON coder.id = coder_id '
    "WHERE code_id = ? AND coder.name = ?"
)


class Found(Protocol):
    """A passage as a query finds it; ``source`` is an id."""

    @property
    def source(self) -> int: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying a code to passages would do: the ``new`` codings, and those ``there`` already.

    A passage has the code already where this coder has put it on the very same stretch of text.
    """

    code: int
    coder: str
    new: tuple[Place, ...]
    there: tuple[Place, ...]


def plan(study: Study, code: int | str, passages: Iterable[Found], coder: str | None = None) -> Plan:
    """What :func:`apply` would do, without doing it; passages that are the same are one.

    Raises UnknownName for a code that does not exist, ChangeError where a passage lies outside its text.
    """
    key, coder = study.code_id(code), coder or study.coder
    places = list(dict.fromkeys((one.source, one.start, one.end) for one in passages))
    for place in places:
        study.passage(*place)
    known = set(map(tuple, study.read(_CODED, key, coder)))
    new = tuple(place for place in places if place not in known)
    return Plan(key, coder, new, tuple(place for place in places if place in known))


def apply_all(
    study: Study, codes: Iterable[int], passages: Iterable[Found], new: str = "", coder: str | None = None
) -> list[Plan]:
    """Apply several codes to passages, and one that is made at the path ``new``, in one change."""
    from caqda.codebook import Codebook

    known, found = list(codes), list(passages)
    if len(known) == 1 and not new:
        return [apply(study, known[0], found, coder)]
    paths = study.tree().paths
    names = ", ".join(f'"{path}"' for path in [*(paths[code] for code in known), *([new] if new else [])])
    with study.change("apply", f"{names} applied to {counted(len(found), 'passage')}"):
        made = [Codebook(study).add_path(new)] if new else []
        return [apply(study, code, found, coder) for code in (*known, *made)]


def apply(study: Study, code: int | str, passages: Iterable[Found], coder: str | None = None) -> Plan:
    """Apply a code to passages in one change, which one undo takes back; what has it already is left.

    Returns what was done. Nothing is recorded where nothing is new. Raises as :func:`plan` does.
    """
    told = plan(study, code, passages, coder)
    if not told.new:
        return told
    name = study.tree().paths[told.code]
    with study.change("apply", f'"{name}" applied to {len(told.new)} passages') as change:
        by, stamp = change.coder_id(told.coder), now()
        rows = [
            {
                "uuid": str(uuid4()),
                "source_id": source,
                "start": start,
                "end": end,
                "code_id": told.code,
                "coder_id": by,
                "text": study.passage(source, start, end),
                "created": stamp,
            }
            for source, start, end in told.new
        ]
        change.insert_many("coding", rows)
    return told
