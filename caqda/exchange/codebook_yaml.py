"""The codebook as YAML, out and in, made to be read, edited and kept in git.

Codes are matched by their id, else by their path. What the file says of a code is what the study has
afterwards; what it does not mention, a key or a code, stays as it is, so that nothing is lost by
leaving it out. An empty text clears. ``name`` and ``language`` at the top tell which study the file
is from and change nothing; ``memo`` there is the memo on the study.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import uuid4

import yaml

from caqda.change import Change
from caqda.codebook import fresh_colour
from caqda.codebook.rules import EXAMPLE_FIELDS, TEXT_FIELDS
from caqda.exchange.codebook_file import Entry, parse
from caqda.exchange.codebook_plan import Known, Plan, Standing, Step, make_plan, own_memo, united
from caqda.language.likeness import alike
from caqda.quoting import quoted
from caqda.recorded import now
from caqda.study import Study
from caqda.tree import CodeTree
from caqda.wording import _, ngettext

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Summary:
    """What a codebook changed: numbers of codes, and the paths of those that only the study has."""

    added: int
    changed: int
    moved: int
    kept: tuple[str, ...]

    def __str__(self) -> str:
        told = ngettext(
            "{n} code added, {changed} changed, {moved} moved.",
            "{n} codes added, {changed} changed, {moved} moved.",
            self.added,
        ).format(n=self.added, changed=self.changed, moved=self.moved)
        if not self.kept:
            return told
        names = ", ".join(self.kept[:5]) + (", ..." if len(self.kept) > 5 else "")
        kept = _("{told}; {kept} that the file does not have were kept: {names}.")
        return kept.format(told=told.removesuffix("."), kept=len(self.kept), names=names)


def dump(study: Study) -> str:
    """The codebook as YAML: the same codebook is always the same text."""
    with study.moment() as read:
        standing = Standing.read(read)
    __, name, language = study.info()
    top: dict[str, Any] = {"name": name, "language": language}
    if memo := united(standing.memos):
        top["memo"] = memo
    top["codes"] = [_told(standing, key) for key in standing.tree.children(None)]
    text: str = yaml.dump(
        top, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )
    return text


def load(study: Study, text: str, path: object) -> Summary:
    """Bring the codebook of a file into the study, in one transaction; ``path`` is what errors call it.

    Raises InputError, naming the line, and leaves the study as it was.
    """
    file = parse(text, path)
    with study.change("load codebook", f"codebook loaded from {PurePath(str(path)).name}") as change:
        plan = make_plan(Standing.read(change.read), file)
        _park(change, plan)
        changed = _write(study, change, plan)
        if (
            file.memo is not None
            and (own := own_memo(plan.standing.memos, file.memo, study.coder)) is not None
        ):
            study.write_memo(own)
    paths = plan.standing.tree.paths
    return Summary(
        added=sum(step.known is None for step in plan.steps),
        changed=changed,
        moved=sum(map(plan.moved, plan.steps)),
        kept=tuple(paths[key] for key in plan.kept),
    )


def diff(study: Study, text: str, path: object) -> list[str]:
    """What loading the file would change, a line each: ``+`` new, ``>`` moved, ``~`` changed, ``-`` kept."""
    file = parse(text, path)
    with study.moment() as read:
        plan = make_plan(Standing.read(read), file)
    found = [line for step in plan.steps for line in _differences(plan, step, study.coder)]
    if file.memo is not None and own_memo(plan.standing.memos, file.memo, study.coder) is not None:
        found.append(
            _("~ the study: memo {before} becomes {after}").format(
                before=quoted(united(plan.standing.memos)), after=quoted(file.memo)
            )
        )
    return found + [
        _("- {path}: not in the file").format(path=plan.standing.tree.paths[key]) for key in plan.kept
    ]


def check(text: str, path: object) -> list[str]:
    """What a careful reader would remark on in a codebook, a sentence each, with the line."""
    return [
        _("{path}, line {line}: {what}").format(path=path, line=line, what=what)
        for line, what in remarks(text, path)
    ]


def remarks(text: str, path: object) -> list[tuple[int, str]]:
    """The remarks of :func:`check`, as the lines that they are about and what is said of them."""
    file = parse(text, path)
    codes = [entry for __, entry in file.walk()]
    found = [(entry.line, what) for entry in codes for what in _remarks(entry)]
    lines = {entry.name: entry.line for entry in reversed(codes)}
    found += [
        (
            lines[other],
            _("{other} is much like {one} (line {line}); are they two codes?").format(
                other=quoted(other), one=quoted(one), line=lines[one]
            ),
        )
        for one, other in alike(entry.name for entry in codes)
    ]
    return sorted(found)


# -- out -----------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Lists are set in, and texts of several lines stand as they are."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _told(standing: Standing, key: int) -> dict[str, Any]:
    """A code as the file has it: what is empty is left out."""
    code = standing.codes[key]
    told: dict[str, Any] = {"name": code.name, "id": code.uuid, "colour": code.values["colour"]}
    told |= {name: code.values[name] for name in TEXT_FIELDS if code.values[name]}
    if examples := {kind: list(code.values[kind]) for kind in EXAMPLE_FIELDS if code.values[kind]}:
        told["examples"] = examples
    if memo := united(code.memos):
        told["memo"] = memo
    if below := standing.tree.children(key):
        told["codes"] = [_told(standing, child) for child in below]
    return told


# -- in ------------------------------------------------------------------------------------------------


def _park(change: Change, plan: Plan) -> None:
    """Give codes whose place another one is to take a name of their own until they get their new one."""
    wanted = {(plan.parent(step), step.entry.name) for step in plan.steps}
    for step in plan.steps:
        if (known := step.known) is not None:
            there = (known.parent, known.name)
            if there in wanted and there != (plan.parent(step), step.entry.name):
                change.update("code", known.id, name=str(uuid4()))


def _write(study: Study, change: Change, plan: Plan) -> int:
    """Make and change the codes; returns how many were changed otherwise than by moving."""
    keys: list[int] = []
    changed = 0
    for step in plan.steps:
        parent = None if step.above is None else keys[step.above]
        if step.known is None:
            keys.append(_insert(change, plan, step, parent))
        else:
            keys.append(step.known.id)
            after = {name: value for name, (__, value) in plan.changes(step).items()}
            if plan.moved(step):
                after["position"] = _last(plan, step)
            change.update("code", step.known.id, **after | {"parent_id": parent, "name": step.entry.name})
        own = plan.own_memo(step, study.coder)
        if own is not None:
            study.write_memo(own, code=keys[-1])
        changed += step.known is not None and bool(own is not None or plan.changes(step))
    _order(change, plan, keys)
    return changed


def _insert(change: Change, plan: Plan, step: Step, parent: int | None) -> int:
    entry = step.entry
    empty: dict[str, Any] = {**dict.fromkeys(TEXT_FIELDS, ""), **{name: [] for name in EXAMPLE_FIELDS}}
    fields = {**empty, **entry.fields}
    fields.setdefault("colour", fresh_colour(change, parent))
    return change.insert(
        "code",
        uuid=entry.uuid or str(uuid4()),
        name=entry.name,
        parent_id=parent,
        position=_last(plan, step),
        coder_id=change.coder_id(),
        created=now(),
        **fields,
    )


def _last(plan: Plan, step: Step) -> int:
    """A position after all codes that are under a step's parent already."""
    parent = plan.parent(step)
    there = [code.position for code in plan.standing.codes.values() if code.parent == parent]
    return max(there, default=-1) + 1 + step.position


def _order(change: Change, plan: Plan, keys: Sequence[int]) -> None:
    """Put siblings in the order of the file, those that only the study has after them."""
    wanted: dict[int | None, list[int]] = {}
    for step, key in zip(plan.steps, keys, strict=True):
        wanted.setdefault(None if step.above is None else keys[step.above], []).append(key)
    for key in plan.kept:
        wanted.setdefault(plan.standing.codes[key].parent, []).append(key)
    tree = CodeTree.read(change.read)
    positions = {node.id: node.position for node in tree.nodes}
    for parent, order in wanted.items():
        if tree.children(parent) != order:
            for number, key in enumerate(order):
                if positions[key] != number:
                    change.update("code", key, position=number)


# -- differences and remarks ---------------------------------------------------------------------------


def _differences(plan: Plan, step: Step, me: str) -> Iterator[str]:
    known = step.known
    if known is None:
        yield _("+ {path}: new").format(path=step.path)
        return
    if (old := plan.standing.tree.paths[known.id]) != step.path and (
        plan.moved(step) or known.name != step.entry.name
    ):
        yield _("> {old}: becomes {path}").format(old=old, path=step.path)
    for name, (before, after) in plan.changes(step).items():
        if name not in ("name", "uuid"):
            yield _("~ {path}: {name} {before} becomes {after}").format(
                path=step.path, name=name, before=_shown(before), after=_shown(after)
            )
        elif name == "uuid":
            yield _("~ {path}: id {before} becomes {after}").format(
                path=step.path, before=before, after=after
            )
    if plan.own_memo(step, me) is not None:
        yield _("~ {path}: memo {before} becomes {after}").format(
            path=step.path, before=quoted(united(known.memos)), after=quoted(step.entry.memo)
        )
    if not plan.moved(step) and step.position != _rank(plan, known):
        yield _("> {path}: becomes number {n} of its siblings").format(path=step.path, n=step.position + 1)


def _rank(plan: Plan, code: Known) -> int:
    return plan.standing.tree.children(code.parent).index(code.id)


def _shown(value: Any) -> str:
    return quoted(" | ".join(value) if isinstance(value, list) else value)


def _remarks(entry: Entry) -> Iterator[str]:
    name = quoted(entry.name)
    if not entry.fields.get("definition"):
        yield _("{name} has no definition.").format(name=name)
    if not entry.codes and not any(entry.fields.get(kind) for kind in EXAMPLE_FIELDS):
        yield _("{name} has no example.").format(name=name)
    if entry.name.isupper() and len(entry.name) > 3:
        yield _("{name} is in capitals; write it as a word.").format(name=name)
