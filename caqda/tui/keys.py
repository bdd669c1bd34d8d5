"""The keys as tables, from the bindings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

from caqda.wording import N_, _

_SHOWN = {
    "pageup": "page up",
    "pagedown": "page down",
    "escape": "esc",
    "full_stop": ".",
    "slash": "/",
    "comma": ",",
    "semicolon": ";",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """The keys of one action, as a person writes them, and what they do."""

    keys: str
    words: str


def shown(key: str) -> str:
    """A key as a person writes it: ``ctrl+d``, ``}``, ``page up``."""
    *before, last = key.split("+")
    named = _SHOWN.get(last) or (last if len(last) < 2 or last in _PLAIN else format_key(last))
    return "+".join([*before, _spoken(named)])


def _spoken(name: str) -> str:
    """The name of a key, translated where it is a word that is not written on it."""
    return _("space") if name == "space" else name


_PLAIN = {"tab", "enter", "home", "end", "delete", *(f"f{number}" for number in range(1, 13))}


def rows_of(bindings: Iterable[BindingType]) -> list[KeyRow]:
    """A row for each action of a list of bindings, in order; the number keys in one."""
    found: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for binding in bindings:
        if not isinstance(binding, Binding) or binding.system:
            continue
        name = binding.action.partition("(")[0]
        action = name if name in _NUMBERED and binding.key in _DIGITS else binding.action
        found.setdefault(action, []).extend(binding.key.split(","))
        words.setdefault(action, _(_NUMBERED.get(action, binding.description)))
    return [KeyRow(_listed(keys), words[action]) for action, keys in found.items() if words[action]]


def bound_to(node: DOMNode, name: str) -> set[str]:
    """The keys that a binding of a widget or screen has now, a keys file included, by its id."""
    told = node._bindings.copy()
    if keymap := node.app._keymap:
        told.apply_keymap(keymap)
    return {key for key, binding in told if binding.id == name}


def keyed(node: DOMNode, words: str, /, **fields: object) -> str:
    """A sentence with its fields filled, among them keys as they are now.

    A key is named by the id of its binding and, after a colon, what it is without a keys file, as a person
    writes it: ``{coding.pick:c} picks a code``.
    """
    return words.format_map(_Fields(node.app._keymap, fields))


class _Fields(dict[str, object]):
    """The fields of a sentence; what is none of them is the first part of a binding's id."""

    def __init__(self, keymap: Mapping[str, str], fields: Mapping[str, object]) -> None:
        super().__init__(fields)
        self._keymap = keymap

    def __missing__(self, name: str) -> _Panel:
        return _Panel(name, self._keymap)


@dataclass(frozen=True, slots=True)
class _Panel:
    _called: str
    _keymap: Mapping[str, str]

    def __getattr__(self, name: str) -> _Key:
        return _Key(self._keymap.get(f"{self._called}.{name}", ""))


@dataclass(frozen=True, slots=True)
class _Key:
    keys: str

    def __format__(self, otherwise: str) -> str:
        return shown(self.keys.partition(",")[0]) if self.keys else _spoken(otherwise)


_NUMBERED = {
    "number": N_("Code it with the code on that number key"),
    "answer": N_("The answer of that number"),
}
_DIGITS = [str(number) for number in range(1, 10)]


def rows_in_focus(screen: Screen[object]) -> list[tuple[str, list[KeyRow]]]:
    """The keys that work now, from the panel in focus outwards; each group with its name."""
    groups: dict[str, list[Binding]] = {}
    for active in screen.active_bindings.values():
        if active.binding.id is not None:  # the others are Textual's own, in its own words
            groups.setdefault(_called(active.node), []).append(active.binding)
    return [(name, rows) for name, bindings in groups.items() if (rows := rows_of(bindings))]


def _listed(keys: list[str]) -> str:
    return "1 … 9" if keys == _DIGITS else "  ".join(dict.fromkeys(shown(key) for key in keys))


def _called(node: object) -> str:
    if isinstance(node, App):
        return _("Everywhere")
    return _(NAMES.get(type(node).__name__, "This screen" if isinstance(node, Screen) else "This panel"))


NAMES = {
    "Reading": "Transcript: move and select",
    "CodingScreen": "Coding",
    "SourceList": "Sources",
    "CodeTree": "Codes",
    "MemoEditor": "Memo",
    "SearchInput": "Search",
    "LogList": "Log",
    "CodebookScreen": "Codebook",
    "CrosstabScreen": "Crosstab",
    "QueryScreen": "Query",
    "ReportScreen": "Report",
    "SplitScreen": "Split",
    "BookTree": "The tree of codes",
    "CodeMarks": "Codes to report",
    "PartMarks": "Parts of a report",
    "LineField": "Fields of a code",
    "TextField": "Fields of a code",
    "MemoRows": "Memos and journal",
    "MemosScreen": "Memos and journal",
    "SearchMemos": "Search",
    "PassageList": "Passages",
    "Preview": "Preview",
    "QueryInput": "Expression",
    "Table": "Table",
}
"""What the groups of keys are called."""
