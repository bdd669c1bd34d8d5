"""The tree of codes as values: order, paths, and finding a code by what a person wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from caqda.errors import UnknownName
from caqda.language.names import nearest
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.database import Read

_LISTED_BY = {
    N_("code"): "codes",
    N_("source"): "sources",
    N_("case"): "cases",
    N_("coder"): "coders",
    N_("variable"): "cases",
    N_("saved query"): "queries",
    N_("saved table"): "sources",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A code's place in the tree."""

    id: int
    parent: int | None
    name: str
    position: int = 0


@dataclass(frozen=True)
class CodeTree:
    """All codes in the order of the codebook (parents before children), with paths ``parent/child``."""

    nodes: tuple[Node, ...]
    paths: dict[int, str] = field(repr=False)
    depths: dict[int, int] = field(repr=False)
    _children: dict[int | None, list[int]] = field(repr=False)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> CodeTree:
        """The tree of nodes given in any order."""
        children: dict[int | None, list[Node]] = {}
        for node in sorted(nodes, key=lambda node: (node.position, node.id)):
            children.setdefault(node.parent, []).append(node)
        ordered: list[Node] = []
        paths: dict[int, str] = {}
        depths: dict[int, int] = {}
        stack = [(node, "", 0) for node in reversed(children.get(None, []))]
        while stack:
            node, above, depth = stack.pop()
            ordered.append(node)
            paths[node.id] = above + node.name
            depths[node.id] = depth
            stack += [(c, f"{paths[node.id]}/", depth + 1) for c in reversed(children.get(node.id, []))]
        kin = {parent: [node.id for node in nodes] for parent, nodes in children.items()}
        return cls(tuple(ordered), paths, depths, kin)

    @classmethod
    def read(cls, read: Read) -> CodeTree:
        """The tree of a study, by a function that answers questions in plain SQL."""
        return cls.of(Node(*row) for row in read("SELECT id, parent_id, name, position FROM code"))

    @cached_property
    def ranks(self) -> dict[int, int]:
        """The place of each code in the order, in which a code and those beneath it stand side by side."""
        return {node.id: at for at, node in enumerate(self.nodes)}

    def children(self, code: int | None) -> list[int]:
        """The codes directly under a code (under the root for None), in order."""
        return list(self._children.get(code, ()))

    def family(self, code: int) -> list[int]:
        """A code and all codes beneath it, in order."""
        return list(self._walk(code))

    def ancestors(self, code: int) -> list[int]:
        """The codes above a code, nearest first."""
        parents = {node.id: node.parent for node in self.nodes}
        found: list[int] = []
        at = parents[code]
        while at is not None:
            found.append(at)
            at = parents[at]
        return found

    def find(self, text: str) -> int:
        """The code that a person named: by its path, the end of its path, or its name.

        Capitals matter only where they tell codes apart. Raises UnknownName with the nearest names, or
        with the paths to choose from where the name is not unique.
        """
        wanted = text.strip().strip("/")
        for fold in (str, str.casefold):
            said = fold(wanted)
            exact = [code for code, path in self.paths.items() if fold(path) == said]
            found = exact or [code for code, path in self.paths.items() if fold(path).endswith("/" + said)]
            if len(found) == 1:
                return found[0]
            if found:
                choices = ", ".join(f'"{self.paths[code]}"' for code in found)
                raise UnknownName(
                    _('The code "{wanted}" is not unique; write one of {choices}.').format(
                        wanted=wanted, choices=choices
                    )
                )
        raise UnknownName(unknown("code", wanted, self._labels(paths="/" in wanted)))

    def _labels(self, *, paths: bool) -> list[str]:
        """Each code once: by its path, or by its name where it alone has that."""
        having = Counter(node.name for node in self.nodes)
        return [self.paths[node.id] if paths or having[node.name] > 1 else node.name for node in self.nodes]

    def _walk(self, code: int) -> Iterator[int]:
        yield code
        for child in self._children.get(code, ()):
            yield from self._walk(child)


def unknown(kind: str, name: str, names: Iterable[str]) -> str:
    """The sentence for a name that does not exist, with those nearest to it."""
    close = nearest(name, dict.fromkeys(names))
    if close:
        return _('There is no {kind} "{name}"; did you mean {near}?').format(
            kind=_(kind), name=name, near=either(close)
        )
    return _("There is no {kind} \"{name}\"; see 'caqda {command}'.").format(
        kind=_(kind), name=name, command=_LISTED_BY.get(kind, "sources")
    )


def either(names: Iterable[str]) -> str:
    """Names to choose from, in quotation marks: ``"a" or "b"``."""
    return _(" or ").join(f'"{name}"' for name in names)
