"""The help texts of the commands in the language of the interface.

They are written where a command is defined, as its docstring and the ``help`` of its options; no mark is
needed there, since all of them are found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caqda.wording import _, language

_TEXTS = ("help", "short_help", "epilog")


def texts(command: Any) -> Iterator[tuple[Any, str, str]]:
    """What a command, its options and its sub-commands say: the thing, which of its texts, and the text."""
    for thing in (command, *command.params):
        for name in _TEXTS:
            if text := getattr(thing, name, None):
                yield thing, name, text
    for beneath in getattr(command, "commands", {}).values():
        yield from texts(beneath)


def translate(command: Any) -> None:
    """Put the texts of a command, built by Typer, into the language of the interface."""
    if language() != "en":
        for thing, name, text in texts(command):
            setattr(thing, name, _(text))
