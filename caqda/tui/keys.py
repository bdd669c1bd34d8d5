"""The keys as tables, from the bindings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import format_key
from textual.screen import Screen

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
    return "+".join([*before, named])


_PLAIN = {"tab", "enter", "home", "end", "delete", *(f"f{number}" for number in range(1, 13))}


def rows_of(bindings: Iterable[BindingType]) -> list[KeyRow]:
    """A row for each action of a list of bindings, in order; the number keys in one."""
    found: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for binding in bindings:
        if not isinstance(binding, Binding) or binding.system:
            continue
        action = "number" if binding.action.startswith("number(") else binding.action
        found.setdefault(action, []).extend(binding.key.split(","))
        words.setdefault(action, binding.description)
    return [_row(action, keys, words[action]) for action, keys in found.items() if words[action]]


def rows_in_focus(screen: Screen[object]) -> list[tuple[str, list[KeyRow]]]:
    """The keys that work now, from the panel in focus outwards; each group with its name."""
    groups: dict[str, list[Binding]] = {}
    for active in screen.active_bindings.values():
        groups.setdefault(_called(active.node), []).append(active.binding)
    return [(name, rows) for name, bindings in groups.items() if (rows := rows_of(bindings))]


def _row(action: str, keys: list[str], words: str) -> KeyRow:
    if action == "number":
        return KeyRow("1 … 9", "Code it with the code on that number key")
    return KeyRow("  ".join(dict.fromkeys(shown(key) for key in keys)), words)


def _called(node: object) -> str:
    return NAMES.get(type(node).__name__, "This screen" if isinstance(node, Screen) else "Everywhere")


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
    "PassageList": "Passages",
    "Preview": "Preview",
    "QueryInput": "Expression",
    "Table": "Table",
}
"""What the groups of keys are called."""
