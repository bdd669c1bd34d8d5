"""Saved queries: expressions under a name, which ``@name`` stands for in any other."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from caqda.errors import ChangeError, UnknownName
from caqda.recorded import now
from caqda.study import Study
from caqda.tree import unknown
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.expression import Word
    from caqda.change import Change

_SAVED = (
    "SELECT q.id, q.uuid, q.name, q.expression, coder.name, q.created "
    "FROM saved_query AS q JOIN coder ON coder.id = q.coder_id"
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query; ``coder`` saved it first."""

    id: int
    uuid: str
    name: str
    expression: str
    coder: str
    created: str


def queries(study: Study) -> list[Saved]:
    """The saved queries by name."""
    found = [Saved(*row) for row in study.read(_SAVED)]
    return sorted(found, key=lambda query: query.name.casefold())


def save(study: Study, name: str, expression: str) -> None:
    """Keep an expression under a name; one of that name is replaced.

    Raises QueryError where it cannot be understood, UnknownName where it stands on a saved query that
    does not exist, and ChangeError where the name cannot be one or the query would stand for itself.
    """
    name, expression = _name(name), " ".join(expression.split())
    with study.change("query", f'query "{name}" saved') as change:
        there = {query.name: query for query in queries(study)}
        known = _known(there, name) or name
        asked = {one: query.expression for one, query in there.items()} | {known: expression}
        _follow(known, asked)
        if known in there:
            change.update("saved_query", there[known].id, name=name, expression=expression)
        else:
            coder = change.coder_id()
            values = {"name": name, "expression": expression, "coder_id": coder, "created": now()}
            change.insert("saved_query", uuid=str(uuid4()), **values)


def rename(study: Study, name: str, new: str) -> None:
    """Give a saved query another name, in the saved queries that stand on it too."""
    new = _name(new)
    with study.change("query", f'query "{name}" renamed "{new}"') as change:
        there = {query.name: query for query in queries(study)}
        old = _existing(there, name)
        if _known(there, new) not in (None, old):
            raise ChangeError(
                _('There is a saved query "{new}" already; choose another name.').format(new=new)
            )
        change.update("saved_query", there[old].id, name=new)
        _rewrite(change, there, old, new)


def delete(study: Study, name: str) -> None:
    """Let go of a saved query; refused while another one stands on it."""
    with study.change("query", f'query "{name}" deleted') as change:
        there = {query.name: query for query in queries(study)}
        known = _existing(there, name)
        users = [query.name for query in there.values() if _uses(query.expression, known)]
        if users:
            others = ", ".join(f"@{user}" for user in users)
            raise ChangeError(
                _("{others} stands on @{known}; delete or change that first.").format(
                    others=others, known=known
                )
            )
        change.delete("saved_query", there[known].id)


def _rewrite(change: Change, there: Mapping[str, Saved], old: str, new: str) -> None:
    from caqda.analysis.parser import as_word

    for query in there.values():
        text = query.expression
        for word in reversed(_uses(text, old)):
            text = text[: word.at] + as_word(new) + text[word.end :]
        if text != query.expression:
            change.update("saved_query", query.id, expression=text)


def _name(name: str) -> str:
    said = " ".join(unicodedata.normalize("NFC", name).removeprefix("@").split())
    if not said or not said.isprintable() or '"' in said:
        raise ChangeError(
            _('"{name}" cannot be the name of a query; use letters, digits, spaces and hyphens.').format(
                name=name
            )
        )
    return said


def _known(there: Mapping[str, Saved], name: str) -> str | None:
    return next((known for known in there if known.casefold() == name.casefold()), None)


def _existing(there: Mapping[str, Saved], name: str) -> str:
    if (known := _known(there, name.removeprefix("@"))) is None:
        raise UnknownName(unknown("saved query", name.removeprefix("@"), there))
    return known


def _uses(expression: str, name: str) -> list[Word]:
    """Where in an expression a saved query stands, in order."""
    from caqda.analysis.parser import saved_in

    return [word for word in saved_in(expression) if word.text.casefold() == name.casefold()]


def _follow(name: str, asked: Mapping[str, str]) -> None:
    """Raise where a saved query stands on one that does not exist, or on itself."""
    from caqda.analysis.parser import pointing, saved_in

    def visit(at: str, path: tuple[str, ...]) -> None:
        for word in saved_in(asked[at]):
            known = next((one for one in asked if one.casefold() == word.text.casefold()), None)
            if known is None and at == name:
                message = unknown("saved query", word.text, asked)
                raise pointing(UnknownName, message, asked[at], word.at, word.end)
            if known == name:
                ring = ", ".join(f"@{one}" for one in (*path, at, name))
                raise ChangeError(
                    _("A saved query cannot stand for itself, as it would here: {ring}.").format(ring=ring)
                )
            if known is not None and known not in path:
                visit(known, (*path, at))

    visit(name, ())
