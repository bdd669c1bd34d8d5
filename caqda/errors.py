"""What can go wrong, as one tree.

CaqdaError                 everything below; its text is one sentence for the researcher
├── StudyError             the study file: missing, damaged, newer, locked, read-only, full disk
├── InputError             a file a person wrote: transcript, codebook, table; names file and place
├── UnknownName            a code, source, case, coder or variable that does not exist or is not unique
├── QueryError             an expression that does not parse; shows a caret
└── ChangeError            a change that the study's rules forbid; nothing was changed

Each is raised before anything is written, so the study is as it was.
"""

from __future__ import annotations

from caqda.wording import _


class CaqdaError(Exception):
    """The base of every error that caqda raises on purpose. ``str(error)`` is one sentence, on one line.

    A line break in a name that it tells is shown as ␊. ``below`` are the lines that follow it, if any: an
    expression with a caret under the place, or what the sentence is about.
    """

    def __init__(self, sentence: str, *below: str) -> None:
        self.sentence, self.below = sentence.replace("\n", "␊"), below
        super().__init__("\n".join((self.sentence, *below)))


class StudyError(CaqdaError):
    """The study cannot be opened or written."""


class InputError(CaqdaError):
    """A file from outside cannot be used; the sentence names the file, the place and what to do."""

    def __init__(self, path: object, what: str, *, line: int | None = None, row: int | None = None) -> None:
        told = _("{path}, row {row}: {what}") if row is not None else "{path}: {what}"
        told = _("{path}, line {line}: {what}") if line is not None else told
        super().__init__(told.format(path=path, line=line, row=row, what=what))


class UnknownName(CaqdaError):
    """No such code, source, case, coder or variable, or more than one; the sentence offers the nearest."""


class QueryError(CaqdaError):
    """An expression of the query language that cannot be understood."""


class ChangeError(CaqdaError):
    """A change that would break a rule of the study; nothing was changed."""
