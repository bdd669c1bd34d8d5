"""Taking lines, one by one: from a person with line editing, or from a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from caqda import deeds
from caqda.errors import CaqdaError
from caqda.plain import speech
from caqda.plain.commands import carry_out
from caqda.plain.desk import Desk
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.study import Study

_PROMPT = "> "


def run(study: Study) -> None:
    """Read, code and ask until the reader leaves or the lines end; what cannot be done is said."""
    desk = Desk.at(study)
    _welcome(desk)
    _speak(desk)
    for line in _lines():
        if not line.strip():
            continue
        try:
            _look_around(desk)
            carry_out(desk, line)
            desk.keep()
        except KeyboardInterrupt:
            if not sys.stdin.isatty():
                raise
            desk.say(_("Stopped."))
        except (CaqdaError, OSError) as error:
            desk.say(_("Not done: {why}").format(why=_on_one_line(error)))
        _speak(desk)
        if desk.left:
            return


def _welcome(desk: Desk) -> None:
    corpus = desk.corpus
    codings = ngettext("{n} coding", "{n} codings", len(corpus.codings)).format(n=len(corpus.codings))
    sources = ngettext("{n} source", "{n} sources", len(corpus.sources)).format(n=len(corpus.sources))
    line = _("Study {name}: {sources}, {codings}. You code as {coder}.")
    desk.say(line.format(name=corpus.name, sources=sources, codings=codings, coder=desk.study.coder))
    desk.say(_("'help' tells the commands, 'quit' leaves."))
    if desk.place is None:
        desk.say(_("There are no interviews in this study yet; 'caqda import' brings them in."))
    else:
        desk.say(_("Source {name}.").format(name=corpus.sources[desk.place.source].name), *speech.here(desk))


def _on_one_line(error: Exception) -> str:
    """An error as one line; the caret under an expression becomes the number of a character."""
    lines = str(error).splitlines()
    if len(lines) == 3 and lines[2].strip().strip("^") == "":
        line = _("{why} That is at character {number} of the expression.")
        return line.format(why=lines[0], number=lines[2].index("^") + 1 - _indent(lines[1]))
    return " ".join(str(error).split())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _look_around(desk: Desk) -> None:
    """Tell what others changed meanwhile."""
    before = desk.corpus.position
    desk.refresh()
    if (news := desk.corpus.position - before) > 0:
        for entry in reversed(desk.study.journal.log(min(news, 3))):
            desk.say(
                _("Meanwhile, {coder}: {what}.").format(coder=entry.coder, what=deeds.told(entry.summary))
            )


def _speak(desk: Desk) -> None:
    """Write what is to be heard, a line each, and keep it to be heard again."""
    for line in desk.told:
        print(line)
    sys.stdout.flush()
    desk.before, desk.told = desk.told, []


def _lines() -> Iterator[str]:
    if sys.stdin.isatty() and sys.stdout.isatty():
        yield from _typed()
        return
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    yield from sys.stdin


def _typed() -> Iterator[str]:
    """Lines from a terminal, edited with readline; ctrl+c lets go of the line, ctrl+d leaves."""
    _prepare_editing()
    while True:
        try:
            line = input(_PROMPT)
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            print(_("The line is cancelled."))
            continue
        yield line


def _prepare_editing() -> None:
    """Line editing with a history of this sitting, that writes no escape sequence; nothing goes to disk."""
    os.environ["TERM"] = "dumb"  # readline then moves by plain characters
    try:
        import readline
    except ImportError:
        return
    for setting in ("enable-bracketed-paste off", "enable-meta-key off", "bell-style none"):
        readline.parse_and_bind(f"set {setting}")
