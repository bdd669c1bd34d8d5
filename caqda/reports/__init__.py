"""Reports: one document value, several renderers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast, overload

from caqda.errors import InputError
from caqda.files import write_with
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.scope import Scope
    from caqda.reports.config import Config
    from caqda.reports.document import Document
    from caqda.study import Study

__all__ = ["FORMATS", "TEXT", "render", "report", "write"]

FORMATS = {
    "md": "markdown",
    "html": "html",
    "htm": "html",
    "csv": "csv",
    "json": "json",
    "docx": "docx",
    "odt": "odt",
    "xlsx": "xlsx",
    "pdf": "pdf",
    "tex": "latex",
}
"""The endings of reports, and the module that renders each."""

TEXT = frozenset({"markdown", "html", "csv", "json", "latex"})
"""Those of the modules that write text."""


class Renderer(Protocol):
    """What the module of a format has."""

    def write(self, document: Document, file: BinaryIO) -> None:
        """Write the whole document into an open file."""


@overload
def report(
    study: Study | Corpus | Scope,
    path: None = None,
    *,
    format: str | None = None,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
    context: int = 0,
    config: Config | None = None,
    confidential: bool = False,
) -> str: ...


@overload
def report(
    study: Study | Corpus | Scope,
    path: str | Path,
    *,
    format: str | None = None,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
    context: int = 0,
    template: str | Path | None = None,
    config: Config | None = None,
    confidential: bool = False,
) -> None: ...


def report(
    study: Study | Corpus | Scope,
    path: str | Path | None = None,
    *,
    format: str | None = None,
    codes: Iterable[str | int] = (),
    by: str | None = None,
    title: str | None = None,
    context: int = 0,
    template: str | Path | None = None,
    config: Config | None = None,
    confidential: bool = False,
) -> str | None:
    """The report of a study or a scope: in a file, or as text where no path is given.

    ``config`` says what it holds, by default the code report; ``codes``, ``by``, ``title`` and ``context``
    overrule it. The format and the template are as in :func:`write`; without a path it is Markdown, or
    another format that is text. What is marked confidential is left out unless ``confidential`` lets it
    in. Raises InputError, UnknownName, QueryError.
    """
    from caqda.reports.config import Config
    from caqda.reports.parts import document

    module = _module(path, format)
    if path is None and module not in TEXT:
        raise InputError(str(format), _("a report in this format is no text; name a file to write it to."))
    config = config or Config()
    config = replace(
        config,
        codes=tuple(codes) or config.codes,
        by=by or config.by,
        title=title or config.title,
        context=context or config.context,
    )
    told = document(study, config, confidential=confidential)
    if path is None:
        return render(told, format or "md").decode()
    write(
        told, path, format=format, template=template or (config.template_path if module == "docx" else None)
    )
    return None


def write(
    document: Document,
    path: str | Path,
    *,
    format: str | None = None,
    template: str | Path | None = None,
) -> None:
    """Write a document to a file.

    The ending of the path picks the format unless it is named, one of :data:`FORMATS`. ``template`` is a
    Word document whose styles, page, headers and footers a Word report takes. The file is there whole or,
    as it was before, not at all. Raises InputError.
    """
    module = _module(path, format)
    if template is None:
        _write(document, Path(path), module)
    elif module == "docx":
        from caqda.reports import docx

        write_with(Path(path), lambda file: docx.write(document, file, Path(template)))
    else:
        raise InputError(path, _("only a Word report takes a template; end its name in .docx."))


def render(document: Document, format: str = "md") -> bytes:
    """A document in a format, one of :data:`FORMATS`. Raises InputError where it is none."""
    file = BytesIO()
    _renderer(_module(None, format)).write(document, file)
    return file.getvalue()


def _write(document: Document, path: Path, module: str) -> None:
    renderer = _renderer(module)
    write_with(path, lambda file: renderer.write(document, file))


def _module(path: str | Path | None, format: str | None) -> str:
    if format is None:
        format = Path(path).suffix if path is not None else "md"
    known = format.casefold().removeprefix(".")
    if known not in FORMATS:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise InputError(
            path or format,
            _("this format cannot be written; end the name in one of {endings}.").format(endings=endings),
        )
    return FORMATS[known]


def _renderer(module: str) -> Renderer:
    return cast(Renderer, import_module(f"caqda.reports.{module}"))
