"""Flags on codings: what a coder thinks of a passage as an example of its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.study import Study

FLAGS = ("typical", "borderline", "contradicting")
"""What a coding may be flagged as: a good example, one at the edge, one that speaks against."""

_CODE = "SELECT code.name FROM coding JOIN code ON code.id = code_id WHERE coding.id = ?"


def flag(study: Study, coding: int, value: str) -> None:
    """Flag a coding as one of :data:`FLAGS`, or take its flag off with an empty value."""
    if value and value not in FLAGS:
        told = _("A coding is flagged {flags}, or not at all; not {value}.")
        raise ChangeError(told.format(flags=", ".join(FLAGS), value=value))
    rows = study.read(_CODE, coding)
    if not rows:
        raise ChangeError(_("That coding is gone already."))
    said = f'"{rows[0][0]}" flagged {value}' if value else f'flag taken off "{rows[0][0]}"'
    with study.change("flag", said) as change:
        change.update("coding", coding, flag=value)


def flags(study: Study) -> dict[int, str]:
    """The flag of each coding that has one, by its id."""
    return {row[0]: row[1] for row in study.read("SELECT id, flag FROM coding WHERE flag != ''")}
