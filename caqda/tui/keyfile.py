"""The keys file: which keys do what, by the ids of the bindings.

One TOML file, ``keys.toml`` in the folder of the settings, or what ``$CAQDA_KEYS`` names::

    "coding.pick" = "c,enter"        # several keys with commas between
    "coding.memo" = "M"
    "coding.push-end" = "greater_than_sign"   # or ">"

What cannot be understood is left out, and told; the keys that caqda comes with hold instead.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character

from caqda import preferences
from caqda.errors import InputError
from caqda.files import read_bytes
from caqda.language.names import nearest
from caqda.quoting import quoted
from caqda.tui.panels import PANELS, bound, together
from caqda.wording import _

_MODIFIERS = {"ctrl", "shift", "alt", "meta", "super", "hyper"}
_NAMED = {key.value for key in Keys if "+" not in key.value and "<" not in key.value} | {
    *KEY_NAME_REPLACEMENTS.values()
}
_ARRIVES_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
_COMMONER = {"esc": "escape", "del": "delete", "return": "enter", "ins": "insert", "pgup": "pageup"}


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a keys file says: ``keymap`` gives ids their keys, ``faults`` tell what was left out."""

    path: Path
    keymap: Mapping[str, str]
    faults: tuple[InputError, ...] = ()


def place() -> Path:
    """Where the keys file is, whether it exists or not."""
    told = os.environ.get("CAQDA_KEYS")
    return Path(told) if told else preferences.folder() / "keys.toml"


def read(path: Path | None = None) -> KeyFile:
    """Read a keys file, by default that of this user; nothing is wrong where that is not there."""
    at = place() if path is None else path
    if path is None and not os.environ.get("CAQDA_KEYS") and not at.exists():
        return KeyFile(at, {})
    try:
        told = tomllib.loads(read_bytes(at, 1 << 20).decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        sentence = _("this is not TOML: {why}; the keys that caqda comes with hold.").format(why=error)
        fault = InputError(at, sentence)
        return KeyFile(at, {}, (fault,))
    except UnicodeDecodeError:
        return KeyFile(at, {}, (InputError(at, _("this is no text in UTF-8; write it anew.")),))
    except InputError as error:
        return KeyFile(at, {}, (error,))
    return _understood(at, told)


def as_it_is() -> str:
    """A keys file with the keys that caqda comes with, each in a comment, to be changed."""
    lines = [
        "# The keys of caqda. Take the # away before a line to give an action other keys;",
        "# several keys have commas between. 'caqda keys --check' says whether all is well.",
        '# Signs may be written as themselves; the comma is "comma", the space "space".',
    ]
    for panel in PANELS:
        lines += ["", f"# -- {panel.title} --", ""]
        for binding in panel.bindings:
            keys = ",".join(_spelled(key) for key in binding.key.split(","))
            quote = "'" if '"' in keys or "\\" in keys else '"'
            lines.append(f'# "{binding.id}" = {quote}{keys}{quote}  # {_(binding.description)}')
    return "\n".join(lines) + "\n"


def _understood(path: Path, told: Mapping[str, Any]) -> KeyFile:
    faults: list[InputError] = []
    known = bound()
    keymap: dict[str, str] = {}
    for name, value in _flat(told):
        try:
            keys = _keys(path, name, value, known)
        except InputError as error:
            faults.append(error)
        else:
            if keys != known[name].key:
                keymap[name] = keys
    while (clash := _clash(keymap)) is not None:
        key, name, other = clash
        del keymap[name]
        told_of = _("{key} is the key of {other} as well as of {id}; give one of them another key.")
        sentence = told_of.format(key=quoted(_spelled(key)), other=other, id=name)
        faults.append(InputError(path, sentence))
    return KeyFile(path, keymap, tuple(faults))


def _flat(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The entries by their ids, whether written ``"coding.pick"`` or as a table ``[coding]``."""
    for name, value in told.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _keys(path: Path, name: str, value: Any, known: Mapping[str, Binding]) -> str:
    """The keys of one entry as Textual names them; raises InputError."""
    if name not in known:
        near = nearest(name, known, 1)
        told = (
            _("nothing has the id {id}; did you mean {near}?").format(id=quoted(name), near=near[0])
            if near
            else _("nothing has the id {id}; 'caqda keys' lists them.").format(id=quoted(name))
        )
        raise InputError(path, told)
    if not isinstance(value, str) or not value.strip():
        told = _('{id} needs its keys in quotation marks, such as "{keys}".')
        raise InputError(path, told.format(id=name, keys=known[name].key))
    return ",".join(dict.fromkeys(_key(path, name, part) for part in value.split(",")))


def _key(path: Path, name: str, written: str) -> str:
    key = written.strip() or written[:1]  # the space itself is a key
    *before, last = key.split("+") if len(key) > 1 else [key]
    last = _character_to_key(last) if len(last) == 1 else last
    full = "+".join([*before, last])
    if full in _ARRIVES_AS:
        told = _("{id}: terminals send {key} as {other}; take another key.")
        raise InputError(path, told.format(id=name, key=quoted(key), other=_ARRIVES_AS[full]))
    if before == ["shift"] and len(last) == 1:
        told = _("{id}: write {key} as the capital, {capital}.")
        raise InputError(path, told.format(id=name, key=quoted(key), capital=quoted(last.upper())))
    if not last or not set(before) <= _MODIFIERS or not _is_key(last):
        near = [_COMMONER[last.lower()]] if last.lower() in _COMMONER else nearest(last, _NAMED, 1)
        told = _("{id}: there is no key {key}; 'caqda keys' shows how keys are written.")
        if near and set(before) <= _MODIFIERS:
            told = _("{id}: there is no key {key}; did you mean {near}?")
        raise InputError(path, told.format(id=name, key=quoted(key), near="+".join([*before, *near])))
    return full


def _is_key(last: str) -> bool:
    character = key_to_character(last)
    return last in _NAMED or (character is not None and character.isprintable())


def _spelled(key: str) -> str:
    """A key as it may be written in the file: a sign as itself, except the comma."""
    character = key_to_character(key)
    return character if character is not None and character.isprintable() and character not in ", " else key


def _clash(keymap: Mapping[str, str]) -> tuple[str, str, str] | None:
    """A key that two bindings of one panel would have: the key, the entry that causes it, the other."""
    order = {name: place for place, name in enumerate(keymap)}
    for panel in PANELS:
        has: dict[str, dict[str, None]] = {}
        before: dict[str, set[str]] = {}
        for binding in together(panel):
            assert binding.id is not None
            for key in keymap.get(binding.id, binding.key).split(","):
                has.setdefault(key, {})[binding.id] = None
            for key in binding.key.split(","):
                before.setdefault(key, set()).add(binding.id)
        for key, names in has.items():
            changed = [name for name in names if name in keymap]
            if len(names) > 1 and changed and not set(names) <= before.get(key, set()):
                last = max(changed, key=order.__getitem__)
                return key, last, next(name for name in names if name != last)
    return None
