"""What a report is to hold, as one small YAML file that makes the same report next month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from caqda.errors import CaqdaError, InputError, QueryError, UnknownName
from caqda.files import read_bytes
from caqda.language.names import nearest
from caqda.wording import N_, _

PARTS = (
    "summary", "codes", "themes", "framework", "cases", "interviews", "crosstab", "cooccurrence", "memos",
    "codebook", "methods",
)  # fmt: skip
"""The parts a report can have, in the order in which they stand where none is named."""

SPEAKERS = ("label", "role", "number")
"""How people are named in quotations: by their label, by their role alone, or as ``Person 1``."""


@dataclass(frozen=True, slots=True)
class Config:
    """The choices of one report. What is empty is chosen as for any report: all codes, the study's language.

    ``by`` is what groups are compared by; ``themes`` are the columns of the framework and the rows of the
    quote matrix (by default the codes at the top); ``sources`` narrow the whole report, ``interviews``
    are those that are printed coded. ``apart`` is a query whose passages stand in a block of their own;
    ``min_cell`` keeps small numbers back; ``best`` is how many quotations a cell of the quote matrix has.
    """

    title: str = ""
    author: str = ""
    language: str = ""
    parts: tuple[str, ...] = ("codes", "codebook")
    by: str = ""
    codes: tuple[str | int, ...] = ()
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    where: str = ""
    apart: str = ""
    context: int = 0
    best: int = 2
    min_cell: int = 0
    speakers: str = "label"
    template: str = ""
    _place: Path | None = field(default=None, repr=False, compare=False)

    @property
    def template_path(self) -> Path | None:
        """The Word template, looked for beside the file that names it."""
        if not self.template:
            return None
        return (self._place.parent if self._place else Path()) / self.template


_KNOWN = tuple(one.name for one in fields(Config) if not one.name.startswith("_"))
_LISTS = frozenset(("parts", "codes", "themes", "sources", "cases", "coders", "interviews"))
_NUMBERS = frozenset(("context", "best", "min_cell"))


def read(path: Path) -> Config:
    """The choices in a file. Raises InputError with the name of what is wrong."""
    import yaml

    from caqda.importers.encodings import decode

    try:
        told = yaml.safe_load(decode(read_bytes(path), path)[0])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = _("line {line}").format(line=mark.line + 1) if mark is not None else _("the file")
        raise InputError(
            path, _("{place} is not YAML; check its colons and indents.").format(place=place)
        ) from error
    if not isinstance(told, dict | None):
        raise InputError(path, _("this is no list of choices such as 'title: …'; see 'caqda report --init'."))
    return from_mapping(told or {}, path)


def from_mapping(told: Mapping[Any, Any], path: Path) -> Config:
    """The choices by their names; ``path`` is where they stand. Raises InputError."""
    return Config(**{name: _value(path, str(name), value) for name, value in told.items()}, _place=path)


@contextmanager
def told_of(config: Config) -> Iterator[None]:
    """What is unknown or not understood is told with the file and the choice that names it."""
    try:
        yield
    except (UnknownName, QueryError) as error:
        name = _choice_of(config, error)
        if not config._place or not name:
            raise
        raise type(error)(f"{config._place}: {name}: {error.sentence}", *error.below) from error


def _choice_of(config: Config, error: CaqdaError) -> str:
    """The name of the choice that an error is of; empty where it is of none."""
    named = re.findall(r'"([^"]+)"', error.sentence)[:1]
    for name in ("by", "where", "apart", "codes", "themes", "sources", "cases", "coders", "interviews"):
        value = getattr(config, name)
        for one in (value,) if isinstance(value, str) else value:
            if one and (any(word in one for word in named) or one in "\n".join(error.below)):
                return name
    return ""


def as_yaml(config: Config) -> str:
    """The file that :func:`read` reads: the parts, and what is chosen otherwise than usual."""
    import yaml

    usual = Config()
    told = {name: getattr(config, name) for name in _KNOWN}
    chosen = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if name == "parts" or value != getattr(usual, name)
    }
    return yaml.safe_dump(chosen, allow_unicode=True, sort_keys=False, width=100)


def _value(path: Path, name: str, value: Any) -> Any:
    if name not in _KNOWN:
        near = nearest(name, _KNOWN, 1)
        hint = _("did you mean {name}?").format(name=near[0]) if near else _("see 'caqda report --init'.")
        raise InputError(
            path, _("there is no choice called {name}; {hint}").format(name=f'"{name}"', hint=hint)
        )
    if name in _LISTS:
        told = [] if value is None else value if isinstance(value, list) else [value]
        return tuple(_chosen(path, name, str(one), PARTS) if name == "parts" else str(one) for one in told)
    if name in _NUMBERS:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise InputError(path, _("{name} is a whole number, such as 2.").format(name=name))
        return value
    text = "" if value is None else str(value)
    if name == "speakers" and text:
        return _chosen(path, name, text, SPEAKERS)
    if name == "language" and text:
        return _chosen(path, name, text, ("da", "en"))
    return text


def _chosen(path: Path, name: str, value: str, known: tuple[str, ...]) -> str:
    if value in known:
        return value
    told = _("{name}: {value} is none of those there are: {known}.")
    raise InputError(path, told.format(value=f'"{value}"', name=name, known=", ".join(known)))


COMMENTED = N_(
    """\
# What 'caqda report --config THIS-FILE -o report.docx' puts into the report. Take the # off what you want.

# title: En fælles indsats set fra to sider   # by default "Rapport: " and the name of the study
# author: Evalueringsteamet
# language: da                # da or en; by default that of the study

parts:                        # in this order
  # - summary                 # what was coded, how much of it, by whom and when
  - codes                     # code by code: definition, counts, quotations by group
  # - themes                  # quote matrix: themes by groups, with the best quotations
  # - framework               # cases by themes, with your own summaries ('caqda summarise')
  # - cases                   # who is in the study
  # - interviews              # interviews with their codes in the margin
  # - crosstab                # codes by groups, with exact statistics by case
  # - cooccurrence            # which codes stand together
  # - memos                   # memos and the research journal
  - codebook                  # the whole codebook
  # - methods                 # facts for COREQ and SRQR; what caqda cannot know is left to you

# by: perspektiv              # what groups are compared by: a variable, source, case or coder
# codes: [samskabelse, "ledelse/entydig ledelse"]   # all where none is named
# themes: [samskabelse]       # of 'themes' and 'framework'; by default the codes at the top
# interviews: [07-sundhedsplejerske]                # of 'interviews'; by default all
# sources: []
# cases: []
# coders: [AB]
# where: år >= 2020           # a condition of the query language
# apart: "@modsigelser"       # a query: its passages stand in a block of their own in each code
# context: 1                  # paragraphs to show before and after a quotation
# best: 2                     # quotations in a cell of 'themes'
# min_cell: 3                 # numbers below it are kept back
# speakers: label             # how people are named: label, role, or number (Person 1)
# template: house-style.docx  # a Word document whose styles and page a Word report takes
"""
)
