"""What a report was made of, in one line that stands in it, and read from that line again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from caqda.analysis.scope import Scope
from caqda.errors import InputError
from caqda.reports.config import Config, from_mapping

_MARK = "{caqda: "
_OLD_MARK = '{"caqda": '
_SHAPE = 1
_BARE = re.compile(r"(?!(?:yes|no|on|off|true|false|null|y|n)\Z)[^\W\d_][\w/-]*(?: [\w/-]+)*", re.IGNORECASE)
"""Words that YAML takes for words where they stand without quotes."""

_MARKS = re.compile(r'\\.|["}]', re.DOTALL)
_OF_NO_NUMBER = ("title", "author", "template", "context", "apart", "best", "speakers")


@dataclass(frozen=True, slots=True)
class Choices:
    """What decides the numbers of a report: its config, the codes it was narrowed to, what was let out."""

    config: Config
    only: tuple[str, ...] = ()
    confidential: bool = False

    @classmethod
    def of(cls, scope: Scope, config: Config, language: str, *, confidential: bool) -> Choices:
        """The choices behind a report of a scope, with names instead of ids."""
        corpus, paths = scope.corpus, scope.corpus.tree.paths
        return cls(
            replace(
                config,
                codes=tuple(paths[scope.code_id(code)] for code in config.codes),
                sources=tuple(
                    _named(one, {k: v.name for k, v in corpus.sources.items()}) for one in scope.sources
                ),
                cases=tuple(_named(one, {k: v.name for k, v in corpus.cases.items()}) for one in scope.cases),
                coders=tuple(_named(one, corpus.coders) for one in scope.coders),
                where=scope.where,
                language=language,
            ),
            tuple(paths[scope.code_id(code)] for code in scope.codes),
            confidential,
        )

    @property
    def line(self) -> str:
        """As it stands in the report: what ``report.yaml`` would say, on one line."""
        usual = asdict(Config())
        told = {
            name: value
            for name, value in asdict(self.config).items()
            if value != usual[name] and name not in _OF_NO_NUMBER and not name.startswith("_")
        }
        more = {"only": self.only} if self.only else {}
        whole = {"caqda": _SHAPE} | told | more | ({"confidential": True} if self.confidential else {})
        return f"{{{', '.join(f'{name}: {_yaml(value)}' for name, value in whole.items())}}}"


def find(text: str, path: Path) -> Choices | None:
    """The choices that stand in the text of a report; None where there are none that can be read."""
    import yaml

    at = next((at for mark in (_MARK, _OLD_MARK) if (at := text.find(mark)) >= 0), -1)
    if at < 0:
        return None
    try:
        told = yaml.safe_load(" ".join(_braced(text[at:]).split()))
        if told.pop("caqda") != _SHAPE:
            return None
        only, confidential = told.pop("only", []), told.pop("confidential", False)
        return Choices(from_mapping(told, path), tuple(map(str, only)), bool(confidential))
    except (ValueError, TypeError, AttributeError, RecursionError, yaml.YAMLError, InputError):
        return None


def is_line(text: str) -> bool:
    """Whether a paragraph of a manuscript holds such a line."""
    return _MARK in text or _OLD_MARK in text


def _braced(text: str) -> str:
    """A text up to the brace that closes its first one, those between quotation marks aside."""
    quoted = False
    for mark in _MARKS.finditer(text):
        quoted ^= mark[0] == '"'
        if mark[0] == "}" and not quoted:
            return text[: mark.end()]
    return text


def _yaml(value: object) -> str:
    """A value of a config as YAML on one line."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    bare = isinstance(value, str) and _BARE.fullmatch(value)
    return str(value) if bare else json.dumps(value, ensure_ascii=False)


def _named(one: str | int, names: Mapping[int, str]) -> str:
    return names[one] if isinstance(one, int) else one
