"""The code report: one value, several renderers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.errors import InputError
from caqda.files import write_text

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.scope import Scope
    from caqda.reports.value import Report
    from caqda.study import Study

__all__ = ["FORMATS", "report"]

FORMATS = {"md": "markdown", "html": "html", "htm": "html", "csv": "csv", "json": "json"}
"""The endings of reports, and the module that renders each."""


def report(
    study: Study | Corpus | Scope,
    path: str | Path | None = None,
    *,
    format: str | None = None,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
) -> str:
    """The code report of a study or a scope, as text, and in a file where a path is given.

    The ending of the path picks the format unless it is named: md, html, htm, csv or json; without
    either it is Markdown. ``codes``, ``by`` and ``title`` are as in :func:`caqda.reports.build.build`.
    A file is there whole or, as it was before, not at all. Raises InputError, UnknownName.
    """
    from caqda.reports.build import build

    path = Path(path) if path is not None else None
    render = _renderer(path, format)
    text = render(build(study, codes=codes, by=by, title=title))
    if path is not None:
        write_text(path, text)
    return text


def _renderer(path: Path | None, format: str | None) -> Callable[[Report], str]:
    if format is None:
        format = path.suffix if path is not None else "md"
    known = format.casefold().removeprefix(".")
    if known not in FORMATS:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise InputError(
            path or format, f"a report cannot be made in this format; end the name in one of {endings}."
        )
    render: Callable[[Report], str] = import_module(f"caqda.reports.{FORMATS[known]}").render
    return render
