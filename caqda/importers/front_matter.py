"""The YAML front matter of a transcript.

It stands between two lines ``---`` at the very top. ``name``, ``case``, ``date``, ``language`` and
``speakers: {LABEL: case}`` are caqda's; any other key is a variable of the source. A ``---`` that is
never closed, or that holds no mapping, is text.

Values are read as a person means them: ``true`` and ``false``, decimal numbers and ISO dates have
types; ``ja``, ``no``, ``0800`` and ``12:30`` are words. Aliases are refused, so no small file unfolds
into a large one.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from caqda.errors import InputError
from caqda.importers.transcript import FrontMatter, Value
from caqda.wording import _

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_MOST_LINES = 200
_KEY = re.compile(r"[ \t]*(?:\{|[^\s#:-][^:\n]*:(?:\s|$))")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})$")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_TRUTH = {"true": True, "false": False}
_NOTHING = ("", "~", "null")
_OWN = ("name", "case", "date", "language", "speakers")


def split(text: str, path: Path) -> tuple[FrontMatter, str]:
    """The front matter, and the text from the first line after it that is not blank.

    Without front matter the text comes back untouched. Raises ``InputError`` with the line of the
    file for YAML that cannot be read or a value that has no place.
    """
    block = _block(text)
    if block is None:
        return FrontMatter(), text
    content, body = block
    pairs = _pairs(content, path)
    if pairs is None:
        return FrontMatter(), text
    return _front_matter(pairs, path), body


def _block(text: str) -> tuple[str, str] | None:
    """The lines between the fences, and the text after them."""
    if not _FENCE.match(text):
        return None
    at = first = text.find("\n") + 1
    for __ in range(_MOST_LINES if first else 0):
        if fence := _FENCE.match(text, at):
            content = text[first:at]
            body = re.sub(r"\A(?:[^\S\n]*\n)+", "", text[fence.end() :])
            return (content, body) if any(map(_KEY.match, content.split("\n"))) else None
        at = text.find("\n", at) + 1
        if not at:
            return None
    return None


def _pairs(content: str, path: Path) -> list[tuple[Any, Any]] | None:
    """The keys and values as YAML nodes, or None if the content is no mapping."""
    import yaml

    try:
        _refuse_aliases(content, path)
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(
            path,
            mark,
            _("the front matter is not valid YAML ({why})").format(why=error.problem or error.context),
        )
    except yaml.reader.ReaderError as error:
        line = content[: error.position].count("\n") + 2
        raise InputError(
            path, _("the front matter holds a character YAML does not allow: remove it."), line=line
        ) from None
    return node.value if isinstance(node, yaml.MappingNode) else None


def _refuse_aliases(content: str, path: Path) -> None:
    """Look at the events before anything is built: no alias, nothing deeper than ``speakers``."""
    import yaml

    depth = 0
    for event in yaml.parse(content, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            _refuse(
                path, event.start_mark, _("the front matter may not use aliases (*name): write the value")
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > 2:
            _refuse(
                path, event.start_mark, _("the front matter is nested too deep: a value is one word or line")
            )


def _refuse(path: Path, mark: Any, what: str) -> NoReturn:
    line = mark.line + 2 if mark is not None else None
    raise InputError(
        path, _("{what}; put it right, or remove the --- lines if this is text.").format(what=what), line=line
    )


def _front_matter(pairs: list[tuple[Any, Any]], path: Path) -> FrontMatter:
    own: dict[str, Any] = {}
    variables: dict[str, Value] = {}
    seen: set[str] = set()
    for key, value in pairs:
        name = _word(key, path)
        if name in seen:
            _refuse(path, key.start_mark, _('"{name}" stands twice in the front matter').format(name=name))
        seen.add(name)
        if name == "speakers":
            own[name] = _speakers(value, path)
        elif name == "date":
            own[name] = _day(value, path)
        elif name in _OWN:
            own[name] = _word(value, path) or None
        elif (typed := _value(value, path, name)) is not None:
            variables[name] = typed
    if own.get("language"):
        own["language"] = own["language"].lower()
    return FrontMatter(**own, variables=variables)


def _word(node: Any, path: Path) -> str:
    """A scalar as it is written, whatever YAML would make of it."""
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        _refuse(
            path, node.start_mark, _("the front matter needs one word or line here, not a list or mapping")
        )
    return "" if node.style is None and node.value in _NOTHING else str(node.value).strip()


def _speakers(node: Any, path: Path) -> dict[str, str]:
    import yaml

    if isinstance(node, yaml.ScalarNode) and not _word(node, path):
        return {}
    if not isinstance(node, yaml.MappingNode):
        _refuse(path, node.start_mark, _("speakers is written as {LABEL: case}, one case for each label"))
    found: dict[str, str] = {}
    for key, value in node.value:
        label = _word(key, path).rstrip(":").strip()
        if label in found:
            _refuse(
                path, key.start_mark, _('the label "{label}" stands twice under speakers').format(label=label)
            )
        if label:
            found[label] = _word(value, path) or label
    return found


def _day(node: Any, path: Path) -> date | None:
    written = _word(node, path)
    if not written:
        return None
    try:
        return date.fromisoformat(re.split(r"[T ]", written, maxsplit=1)[0])
    except ValueError:
        _refuse(
            path,
            node.start_mark,
            _('"{written}" is not a date: write it as 2021-05-31').format(written=written),
        )


def _value(node: Any, path: Path, name: str) -> Value | None:
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        _refuse(
            path,
            node.start_mark,
            _('the variable "{name}" needs one value, not a list or mapping').format(name=name),
        )
    written = _word(node, path)
    return (_typed(written) if written else None) if node.style is None else str(node.value)


def _typed(written: str) -> Value:
    if written.lower() in _TRUTH:
        return _TRUTH[written.lower()]
    if _INTEGER.match(written):
        return int(written)
    if _DECIMAL.match(written):
        return float(written)
    if _DATE.match(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            return written
    return written
