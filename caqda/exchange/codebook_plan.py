"""What a codebook file would change in a study: worked out first, then shown or carried out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from caqda.codebook.rules import EXAMPLE_FIELDS, TEXT_FIELDS, clean_text, unite
from caqda.errors import InputError
from caqda.exchange.codebook_file import CodebookFile, Entry
from caqda.quoting import quoted
from caqda.tree import CodeTree, Node
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.database import Read

Memos = tuple[tuple[str, str], ...]
"""Coder and text of each memo on one thing, in the order they were written."""

_MEMOS = (
    "SELECT code_id, coder.name, text FROM memo JOIN coder ON coder.id = coder_id "
    "WHERE source_id IS NULL AND case_id IS NULL AND coding_id IS NULL ORDER BY memo.id"
)

FIELDS = ("colour", *TEXT_FIELDS, *EXAMPLE_FIELDS)


@dataclass(frozen=True, slots=True)
class Known:
    """A code of the study. ``values`` are its :data:`FIELDS`."""

    id: int
    uuid: str
    name: str
    parent: int | None
    position: int
    values: Mapping[str, Any]
    memos: Memos


@dataclass(frozen=True, slots=True)
class Standing:
    """The codebook as the study has it; ``memos`` are those on the study."""

    codes: Mapping[int, Known]
    tree: CodeTree
    memos: Memos

    @classmethod
    def read(cls, read: Read) -> Standing:
        """The codebook, by a function that answers questions in plain SQL."""
        memos = _memos(read)
        fields = ", ".join(f'"{name}"' for name in FIELDS)
        codes = {
            key: Known(key, uuid, name, parent, position, _values(values), memos.get(key, ()))
            for key, uuid, name, parent, position, *values in read(
                f"SELECT id, uuid, name, parent_id, position, {fields} FROM code"
            )
        }
        tree = CodeTree.of(Node(code.id, code.parent, code.name, code.position) for code in codes.values())
        return cls(codes, tree, memos.get(None, ()))


@dataclass(frozen=True, slots=True)
class Step:
    """A code of the file and the code of the study that it is, None where it is new.

    ``above`` is the place of its parent among the steps; ``position`` is its place among its siblings.
    """

    path: str
    entry: Entry
    known: Known | None
    above: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All codes of the file, parents first, and the ids of the codes that only the study has."""

    standing: Standing
    steps: tuple[Step, ...]
    kept: tuple[int, ...]

    def parent(self, step: Step) -> int | str | None:
        """The id of the code that a step's will lie under; the path of one that is still to be made."""
        if step.above is None:
            return None
        above = self.steps[step.above]
        return above.known.id if above.known is not None else above.path

    def changes(self, step: Step) -> dict[str, tuple[Any, Any]]:
        """What a code of the study has otherwise than the file: column to before and after."""
        known, entry = step.known, step.entry
        if known is None:
            return {}
        after: dict[str, Any] = {"name": entry.name, **entry.fields}
        if entry.uuid is not None:
            after["uuid"] = entry.uuid
        before = {"name": known.name, "uuid": known.uuid, **known.values}
        return {name: (before[name], value) for name, value in after.items() if before[name] != value}

    def own_memo(self, step: Step, me: str) -> str | None:
        """What the coder's memo on a code must become, None where it stays."""
        memos = () if step.known is None else step.known.memos
        return None if step.entry.memo is None else own_memo(memos, step.entry.memo, me)

    def moved(self, step: Step) -> bool:
        """Whether the code will lie under another one."""
        return step.known is not None and self.parent(step) != step.known.parent


def make_plan(standing: Standing, file: CodebookFile) -> Plan:
    """Match the codes of a file with those of the study; raises InputError where two would have one name."""
    by_uuid = {code.uuid: code for code in standing.codes.values()}
    paths = {path: standing.codes[key] for key, path in standing.tree.paths.items()}
    told = [(path, entry) for path, entry in file.walk()]
    sure = {id(entry): by_uuid[entry.uuid] for _, entry in told if entry.uuid in by_uuid}
    taken = {code.id for code in sure.values()}
    steps: list[Step] = []

    def walk(entries: Iterable[Entry], above: int | None, prefix: str) -> None:
        for position, entry in enumerate(entries):
            path = prefix + entry.name
            known = sure.get(id(entry)) or _namesake(standing, paths, taken, steps, above, path)
            if known is not None:
                taken.add(known.id)
            steps.append(Step(path, entry, known, above, position))
            walk(entry.codes, len(steps) - 1, path + "/")

    walk(file.codes, None, "")
    kept = tuple(node.id for node in standing.tree.nodes if node.id not in taken)
    plan = Plan(standing, tuple(steps), kept)
    _refuse_twins(plan, file)
    return plan


def united(memos: Memos) -> str:
    """The memos on one thing as one text."""
    return reduce(unite, (clean_text(text) for _, text in memos), "")


def own_memo(memos: Memos, text: str, me: str) -> str | None:
    """What a coder's memo must be for all memos together to be ``text``; None where nothing changes.

    What other coders wrote stays theirs.
    """
    if united(memos) == text:
        return None
    rest = f"\n\n{text}\n\n"
    for coder, words in memos:
        if coder != me:
            rest = rest.replace(f"\n\n{clean_text(words)}\n\n", "\n\n", 1)
    mine = united(tuple(memo for memo in memos if memo[0] == me))
    return None if rest.strip() == mine else rest.strip()


def _namesake(
    standing: Standing,
    paths: Mapping[str, Known],
    taken: set[int],
    steps: Sequence[Step],
    above: int | None,
    path: str,
) -> Known | None:
    """The code of that name under the code that the parent is, else the code of that path."""
    parent = steps[above].known if above is not None else None
    candidates = []
    if parent is not None:
        candidates.append(paths.get(f"{standing.tree.paths[parent.id]}/{path.rpartition('/')[2]}"))
    candidates.append(paths.get(path))
    return next((code for code in candidates if code is not None and code.id not in taken), None)


def _refuse_twins(plan: Plan, file: CodebookFile) -> None:
    kept = {(plan.standing.codes[key].parent, plan.standing.codes[key].name): key for key in plan.kept}
    for step in plan.steps:
        parent = plan.parent(step)
        twin = None if isinstance(parent, str) else kept.get((parent, step.entry.name))
        if twin is not None:
            raise InputError(
                file.path,
                _(
                    "the study has another code {path} in this place; give one of the two another name."
                ).format(path=quoted(plan.standing.tree.paths[twin])),
                line=step.entry.line,
            )


def _values(stored: Sequence[Any]) -> dict[str, Any]:
    """The fields of a code by their names."""
    told = dict(zip(FIELDS, stored, strict=True))
    return told | {name: json.loads(told[name]) for name in EXAMPLE_FIELDS}


def _memos(read: Read) -> dict[int | None, Memos]:
    """The memos on codes by the code's id, those on the study under None."""
    found: dict[int | None, Memos] = {}
    for code, coder, text in read(_MEMOS):
        found[code] = (*found.get(code, ()), (coder, text))
    return found
