"""The sources, grouped by a variable, with the number of codings in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text

from caqda.safety import for_terminal
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

NO_VALUE = N_("(none)")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, or the heading of a group where ``key`` is None."""

    key: int | None
    name: str
    count: int
    indent: int = 0


def rows_of(corpus: Corpus, by: str) -> list[SourceRow]:
    """The sources in their order, under the values of a variable where one is named."""
    import numpy as np

    keys, numbers = np.unique(corpus.codings.source, return_counts=True)
    counts = dict(zip(keys.tolist(), numbers.tolist(), strict=True))
    groups: dict[str, list[SourceRow]] = {}
    for source in corpus.sources.values():
        value = corpus.variables_of(source.id, source.cases).get(by, NO_VALUE) if by else ""
        row = SourceRow(source.id, source.name, counts.get(source.id, 0), 1 if by else 0)
        groups.setdefault(value, []).append(row)
    if not by:
        return groups.get("", [])
    ordered = sorted(groups, key=lambda value: (value == NO_VALUE, value.casefold()))
    return [row for value in ordered for row in (SourceRow(None, value, len(groups[value])), *groups[value])]


class SourceList(RowList):
    """The list. Set :attr:`opened` to the source that is open."""

    opened: int | None = None

    def draw(self, row: Any, width: int) -> Text:
        """A heading, or a source with its number of codings."""
        if row.key is None:
            name = _(row.name) if row.name == NO_VALUE else row.name
            return self.between(Text(f"{for_terminal(name)} ", self.look("rows--heading")), "", width)
        sign = "▸" if row.key == self.opened else " "
        left = Text(f"{sign}{' ' * row.indent}{for_terminal(row.name)}")
        if row.key == self.opened:
            left.stylize("bold")
        return self.between(left, str(row.count) if row.count else "·", width)
