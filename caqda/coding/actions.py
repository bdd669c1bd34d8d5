"""Coding as one step to undo: several codes at once, a new one, several codings removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.codebook import Codebook
from caqda.errors import UnknownName
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.study import Study


def apply_codes(corpus: Corpus, codes: list[int], source: int, start: int, end: int) -> list[int]:
    """Apply codes to the passage ``[start, end)`` of a source, as one step; returns the codings' ids.

    Raises ChangeError where this coder has put one of them there already; then none is applied.
    """
    study = corpus.study
    _expect(corpus, codes, source)
    said = ", ".join(f'"{corpus.codes[code].name}"' for code in codes)
    with study.change("apply", f"{said} applied to {corpus.sources[source].name} {start}-{end}"):
        return [study.apply(code, source, start, end) for code in codes]


def apply_new(corpus: Corpus, path: str, codes: list[int], source: int, start: int, end: int) -> int:
    """Make the code at ``parent/child`` (with what is missing above it) and apply it; returns its id.

    ``codes`` are applied as well. All of it is one step to undo.
    """
    study = corpus.study
    _expect(corpus, codes, source)
    with study.change("apply", f'new code "{path}" applied to {corpus.sources[source].name} {start}-{end}'):
        made = Codebook(study).add_path(path)
        for code in [*codes, made]:
            study.apply(code, source, start, end)
        return made


def _expect(corpus: Corpus, codes: list[int], source: int) -> None:
    """Raise UnknownName where others took the source or a code away while the passage was chosen."""
    if source not in corpus.sources:
        raise UnknownName(_("This interview is not in the study any more; nothing was coded."))
    if any(code not in corpus.codes for code in codes):
        raise UnknownName(_("This code is not in the codebook any more; nothing was coded."))


def remove(study: Study, codings: list[int]) -> None:
    """Take codings off their passages, as one step to undo."""
    if len(codings) == 1:
        study.remove(codings[0])
        return
    with study.change("remove", f"{len(codings)} codings removed"):
        for coding in codings:
            study.remove(coding)
