"""In vivo: the words of an interviewee become the name of a code."""

from __future__ import annotations

from caqda.codebook import Codebook, Named, child_named, find
from caqda.codebook.rules import clean_name, is_hidden
from caqda.errors import ChangeError
from caqda.study import Study
from caqda.tree import CodeTree
from caqda.wording import _

_LONGEST = 60


def in_vivo(study: Study, source: Named, start: int, end: int, parent: Named | None = None) -> int:
    """Make the words of a passage a code and code them with it, in one transaction; returns the code's id.

    A code of that name under ``parent`` is used where there is one already.
    """
    place = study.source_id(source)
    text = study.passage(place, start, end)
    name = in_vivo_name(text)
    with study.change("in vivo", f'in vivo code "{name}" made and applied at {start}-{end}') as change:
        tree = CodeTree.read(change.read)
        above = None if parent is None else find(tree, parent)
        there = child_named(tree, name, above)
        code = Codebook(study).add(name, above) if there is None else there
        study.apply(code, place, start, end)
    return code


def in_vivo_name(text: str) -> str:
    """The words of a passage as the name of a code: on one line, at most 60 characters, whole words."""
    visible = "".join(
        " " if char.isspace() else char for char in text if char.isspace() or not is_hidden(char)
    )
    line = " ".join(visible.replace('"', " ").replace("/", " ").split())
    if len(line) > _LONGEST:
        short = line[: _LONGEST + 1].rpartition(" ")[0]
        line = short or line[:_LONGEST]
    if not line:
        raise ChangeError(_("There are no words in this passage to name a code after."))
    return clean_name(line)
