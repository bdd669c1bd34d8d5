"""What there is to choose from where a table is asked for: kinds, rows, columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caqda.tui.naming import called
from caqda.tui.quotes import one_line
from caqda.tui.sheet import KINDS
from caqda.tui.widgets.chooser import Option
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.table import Asked

CROSSED = "crossed"
ALL_CODES = "codes"
QUERIES = "queries"
OTHER = {
    "source": N_("each source"),
    "case": N_("each case"),
    "coder": N_("each coder"),
}
_WITHIN = {
    "overlap": N_("where their passages overlap"),
    "sentence": N_("in the same sentence"),
    "paragraph": N_("in the same paragraph"),
    "turn": N_("in the same turn"),
    "source": N_("in the same source"),
}

_ASKED_FOR = {
    "crosstab": N_("Columns by"),
    "cooccurrence": N_("Two codes meet"),
    "similarity": N_("How alike"),
    "timeline": N_("Where each code falls"),
    "saturation": N_("What is new"),
}
"""What the columns of each kind of table are chosen for; each answer goes on where the question ends."""


def kinds() -> list[Option]:
    """The kinds of tables."""
    return [Option(kind, _(name), _(told)) for kind, (name, told) in KINDS.items()]


def variables(corpus: Corpus) -> list[Option]:
    """The variables, and what else divides the material by itself."""
    found = [
        Option(name, called(name), _("yes or no") if kind == "yesno" else _(kind))
        for name, kind in corpus.variables.items()
    ]
    return found + [Option(name, called(name), _(told)) for name, told in OTHER.items()]


def columns(corpus: Corpus, asked: Asked) -> list[Option]:
    """What the columns of a table of this kind can be; nothing where there is no choice."""
    if asked.kind == "crosstab":
        return _crosstab_columns(corpus)
    if asked.kind == "cooccurrence":
        return [Option(within, _(told)) for within, told in _WITHIN.items()]
    if asked.kind == "similarity":
        return [Option("case", _("cases")), Option("source", _("sources"))]
    if asked.kind == "timeline":
        return [Option(False, _("each source in a row")), Option(True, _("all sources together"))]
    if asked.kind == "saturation":
        found = [Option(name, called(name), _("each value alone too")) for name in corpus.variables]
        return [Option("", _("all interviews together")), *found]
    return []


def _crosstab_columns(corpus: Corpus) -> list[Option]:
    found = variables(corpus)
    if len(corpus.variables) > 1:
        found.append(Option(CROSSED, _("two crossed …"), _("such as perspektiv × år")))
    groups = dict.fromkeys(code.parent for code in corpus.codes.values() if code.parent is not None)
    found += [
        Option(("beneath", group), one_line(corpus.codes[group].path) + "/", _("the codes beneath it"))
        for group in groups
    ]
    if corpus.queries:
        found.append(Option(QUERIES, _("saved queries"), f"{len(corpus.queries)}"))
    return found


def question(asked: Asked) -> str:
    """What is asked where the columns are chosen."""
    return _(_ASKED_FOR.get(asked.kind, "Columns by"))


def with_columns(corpus: Corpus, asked: Asked, chosen: Any) -> Asked:
    """The table with other columns; ``chosen`` is the key of an option, or the names of two variables."""
    if asked.kind == "cooccurrence":
        return replace(asked, within=chosen)
    if asked.kind == "similarity":
        return replace(asked, of=chosen)
    if asked.kind == "timeline":
        return replace(asked, together=chosen)
    if asked.kind == "saturation":
        return replace(asked, group=chosen)
    if chosen == QUERIES:
        return replace(asked, by=(), columns=_saved(corpus))
    match chosen:
        case ("beneath", int(code)):
            by: tuple[str, ...] = (f"{corpus.codes[code].path}/",)
        case str():
            by = (chosen,)
        case _:
            by = tuple(chosen)
    return replace(asked, by=by, columns=())


def standing_columns(asked: Asked) -> object:
    """The key of the columns that a table has."""
    if asked.kind == "crosstab":
        return QUERIES if asked.columns else asked.by[0] if len(asked.by) == 1 else CROSSED
    standing = {"cooccurrence": asked.within, "similarity": asked.of, "timeline": asked.together}
    return standing.get(asked.kind, asked.group)


def rows(corpus: Corpus, asked: Asked) -> list[Option]:
    """What the rows of a crosstab can be; nothing in tables of another kind."""
    if asked.kind != "crosstab":
        return []
    deepest = max((code.depth + 1 for code in corpus.codes.values()), default=0)
    found = [Option(ALL_CODES, _("all codes"), f"{len(corpus.codes)}")]
    for level in range(1, deepest + 1) if deepest > 1 else ():
        there = sum(code.depth == level - 1 for code in corpus.codes.values())
        found.append(Option(level, _("codes of level {level}").format(level=level), f"{there}"))
    if corpus.queries:
        found.append(Option(QUERIES, _("saved queries"), f"{len(corpus.queries)}"))
    return found


def with_rows(corpus: Corpus, asked: Asked, chosen: object) -> Asked:
    """The table with other rows."""
    level = chosen if isinstance(chosen, int) else 0
    return replace(asked, level=level, queries=_saved(corpus) if chosen == QUERIES else ())


def standing_rows(asked: Asked) -> object:
    """The key of the rows that a table has."""
    return QUERIES if asked.queries else asked.level or ALL_CODES


def _saved(corpus: Corpus) -> tuple[str, ...]:
    from caqda.analysis.parser import as_word

    return tuple(f"@{as_word(name)}" for name in sorted(corpus.queries, key=str.casefold))
