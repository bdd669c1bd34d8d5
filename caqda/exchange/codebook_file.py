"""A codebook as a person writes it: YAML read node by node, so that every fault is found at its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml

from caqda.codebook.colours import clean_colour
from caqda.codebook.rules import clean_examples, clean_name, clean_text, clean_uuid
from caqda.errors import ChangeError, InputError
from caqda.language.names import nearest
from caqda.quoting import quoted
from caqda.wording import N_, _

TOP = ("name", "language", "memo", "codes")
CODE = ("name", "id", "colour", "definition", "full", "include", "exclude", "examples", "memo", "codes")
EXAMPLES = ("typical", "borderline")
TEXTS = ("definition", "full", "include", "exclude", "memo")

_DEEPEST = 100  # levels of nesting, about two for each level of codes
_TAG = "tag:yaml.org,2002:"
_PLAIN = {_TAG + kind for kind in ("str", "int", "float", "bool", "timestamp", "value", "merge")}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code in a codebook file. ``fields`` has what the file says of it, by the columns of a code.

    ``uuid`` and ``memo`` are None where the file does not say; ``line`` counts from 1.
    """

    line: int
    name: str
    uuid: str | None
    memo: str | None
    fields: Mapping[str, Any]
    codes: tuple[Entry, ...]

    def walk(self, above: str = "") -> Iterator[tuple[str, Entry]]:
        """This code and all beneath it, with their paths."""
        path = above + self.name
        yield path, self
        for code in self.codes:
            yield from code.walk(path + "/")


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook file, read."""

    path: object
    memo: str | None
    codes: tuple[Entry, ...]

    def walk(self) -> Iterator[tuple[str, Entry]]:
        """Every code with its path, in order."""
        for code in self.codes:
            yield from code.walk()


def parse(text: str, path: object) -> CodebookFile:
    """Read a codebook; raises InputError naming the file and the line."""
    root = _compose(text.removeprefix("\ufeff"), path)
    reader = _Reader(path, {})
    if root is None:
        raise InputError(path, _("the file is empty; a codebook has a list of codes under 'codes:'."), line=1)
    top = reader.mapping(root, TOP, N_("the file"))
    if "codes" not in top:
        raise InputError(
            path, _("there is no 'codes:' in the file; a codebook has a list of codes under it."), line=1
        )
    for name in ("name", "language"):
        reader.text(top, name)
    return CodebookFile(path, reader.text(top, "memo"), reader.codes(top["codes"]))


def _compose(text: str, path: object) -> yaml.Node | None:
    """The nodes of the one document; refuses aliases, which can make it endless, and endless nesting."""
    try:
        _refuse_traps(text, path)
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            path,
            _("this is not YAML: {problem}; check the indentation and quotation marks.").format(
                problem=error.problem or error.context
            ),
            line=None if mark is None else mark.line + 1,
        ) from None
    except yaml.reader.ReaderError as error:
        raise InputError(
            path,
            _("there is a character here that YAML does not allow; take it out."),
            line=text.count("\n", 0, error.position) + 1,
        ) from None
    return node


def _refuse_traps(text: str, path: object) -> None:
    open_anchors: list[str | None] = []
    event: Any
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            if event.anchor in open_anchors:
                what = _("*{name} stands within what it points to; a code cannot lie under itself.")
            else:
                what = _("*{name} is an alias, which a codebook cannot have; write the text out.")
            raise InputError(path, what.format(name=event.anchor), line=line)
        if isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append(event.anchor)
            if len(open_anchors) > _DEEPEST:
                raise InputError(path, _("this is nested too deeply to be a codebook."), line=line)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_anchors.pop()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns nodes into entries. ``ids`` are those met so far, with their lines."""

    path: object
    ids: dict[str, int]

    def codes(self, node: yaml.Node) -> tuple[Entry, ...]:
        """A list of codes, each name once."""
        found: dict[str, Entry] = {}
        for item in self.items(node, "codes"):
            entry = self.code(item)
            if entry.name in found:
                raise self.fault(
                    item,
                    _(
                        "the name {name} stands in line {line} already, under the same code; "
                        "names there must differ."
                    ).format(name=quoted(entry.name), line=found[entry.name].line),
                )
            found[entry.name] = entry
        return tuple(found.values())

    def code(self, node: yaml.Node) -> Entry:
        """One code with its sub-codes."""
        told = self.mapping(node, CODE, N_("a code"))
        if "name" not in told:
            raise self.fault(node, _("the code has no name; write 'name:' and its name."))
        name = self.rule(told["name"], clean_name, self.scalar(told["name"], "name"))
        fields = {key: text for key in TEXTS[:-1] if (text := self.text(told, key)) is not None}
        return Entry(
            _line(node),
            name,
            self.uuid(told.get("id")),
            self.text(told, "memo"),
            {**self.colour(told.get("colour")), **fields, **self.examples(told.get("examples"))},
            self.codes(told["codes"]) if "codes" in told else (),
        )

    def uuid(self, node: yaml.Node | None) -> str | None:
        if node is None:
            return None
        uuid = self.rule(node, clean_uuid, self.scalar(node, "id"))
        if uuid in self.ids:
            raise self.fault(
                node,
                _("the id {uuid} stands in line {line} already; leave it out here.").format(
                    uuid=uuid, line=self.ids[uuid]
                ),
            )
        self.ids[uuid] = _line(node)
        return uuid

    def colour(self, node: yaml.Node | None) -> dict[str, str]:
        if node is None:
            return {}
        if _is_null(node):
            raise self.fault(node, _("the colour is empty; put it in quotation marks, such as '#3376c1'."))
        return {"colour": self.rule(node, clean_colour, self.scalar(node, "colour"))}

    def examples(self, node: yaml.Node | None) -> dict[str, list[str]]:
        if node is None or _is_null(node):
            return {}
        told = self.mapping(node, EXAMPLES, "'examples'")
        return {
            kind: clean_examples(self.scalar(item, kind) for item in self.items(told[kind], kind))
            for kind in EXAMPLES
            if kind in told
        }

    def text(self, told: Mapping[str, yaml.Node], key: str) -> str | None:
        """The text under a key, None where there is none."""
        return clean_text(self.scalar(told[key], key)) if key in told else None

    def scalar(self, node: yaml.Node, key: str) -> str:
        """A text; what looks like a number, a date or a yes is the text it is written as."""
        if _is_null(node):
            return ""
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _PLAIN:
            raise self.fault(node, _("'{key}' must be a text, not {kind}.").format(key=key, kind=_kind(node)))
        return str(node.value)

    def items(self, node: yaml.Node, key: str) -> list[yaml.Node]:
        """The members of a list."""
        if _is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault(
                node,
                _("'{key}' must be a list, not {kind}; begin each member with '- '.").format(
                    key=key, kind=_kind(node)
                ),
            )
        return list(node.value)

    def mapping(self, node: yaml.Node, known: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        """The keys of a mapping, each one known and there once."""
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(
                node,
                _("{what} must have keys such as '{known}:', not be {kind}.").format(
                    what=_(what), known=known[0], kind=_kind(node)
                ),
            )
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = unicodedata.normalize("NFC", self.scalar(key_node, _("a key")))
            if key not in known:
                close = nearest(key, known, 1)
                told = _("{what} has no key {key}; there are {known}.")
                if close:
                    told = _("{what} has no key {key}; did you mean '{near}'?")
                raise self.fault(
                    key_node,
                    told.format(what=_(what), key=quoted(key), near="".join(close), known=", ".join(known)),
                )
            if key in found:
                raise self.fault(key_node, _("the key '{key}' stands here twice; keep one.").format(key=key))
            found[key] = value
        return found

    def rule(self, node: yaml.Node, clean: Callable[[str], T], text: str) -> T:
        """What a rule makes of a text; its error gets the line."""
        try:
            return clean(text)
        except ChangeError as error:
            raise self.fault(node, str(error)) from None

    def fault(self, node: yaml.Node, what: str) -> InputError:
        return InputError(self.path, what, line=_line(node))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == _TAG + "null")


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return _("a list")
    if isinstance(node, yaml.MappingNode):
        return _("keys with values")
    if _is_null(node):
        return _("empty")
    return _("a text") if node.tag in _PLAIN else _("a {tag}").format(tag=node.tag.removeprefix(_TAG))
