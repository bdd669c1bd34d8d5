"""The tree of the codebook screen: each code with its own codings and those of its sub-codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget

from caqda.tui.quotes import counted
from caqda.tui.widgets.codes import CodeRow, CodeTree
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

_NUMBERS = N_("codings: own  all")


class BookTree(CodeTree, inherit_bindings=False):
    """The tree of the codebook; letters that the screen needs do not move in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            replace(one, key=one.key.removesuffix(",g"))
            for one in RowList.BINDINGS
            if isinstance(one, Binding)
        ),
        *(one for one in CodeTree.BINDINGS if isinstance(one, Binding) and one.id != "codes.edit"),
    ]

    def draw(self, row: Any, width: int) -> Text:
        """As in the tree of the coding screen, without number keys: none of them works here."""
        return super().draw(row, width + 2)[2:]


class TreeTitle(Widget):
    """What stands above the tree, with what its two numbers are."""

    count = reactive(0)

    def render(self) -> Text:
        """The line, cut to the width."""
        numbers = _(_NUMBERS)
        room = self.content_size.width - len(numbers)
        line = Text(counted(self.count, "code"))
        line.truncate(max(0, room), overflow="ellipsis", pad=True)
        return line.append(numbers)


def book_rows(corpus: Corpus, folded: frozenset[int]) -> list[CodeRow]:
    """The codes in order, with the codings of each and those of it and its sub-codes."""
    rows: list[CodeRow] = []
    closed: int | None = None
    for code in corpus.codes.values():
        if closed is not None and code.depth > closed:
            continue
        family = corpus.tree.family(code.id)
        is_closed = code.id in folded and len(family) > 1
        closed = code.depth if is_closed else None
        own, whole = corpus.counts[code.id], sum(corpus.counts[one] for one in family)
        sign = is_closed if len(family) > 1 else None
        rows.append(CodeRow(code.id, code.name, code.colour, code.depth, own, whole, 0, sign))
    return rows
