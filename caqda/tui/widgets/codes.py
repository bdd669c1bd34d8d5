"""The codebook as a tree, with counts here and everywhere, and the definition of a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from caqda.coding.choosing import counts_here
from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.widgets.lines import Drawn
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

SWATCH = "■"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code. ``slot`` is its number key, 0 for none; ``folded`` None where it has no sub-codes."""

    key: int
    name: str
    colour: str
    depth: int
    here: int
    everywhere: int
    slot: int
    folded: bool | None


def rows_of(
    corpus: Corpus, source: int | None, slots: Mapping[int, int], folded: frozenset[int]
) -> list[CodeRow]:
    """The codes in the order of the codebook; a folded one stands for its sub-codes and counts theirs."""
    here, everywhere = counts_here(corpus, source), corpus.counts
    keys = {code: slot for slot, code in slots.items()}
    rows: list[CodeRow] = []
    closed: int | None = None
    for node in corpus.tree.nodes:
        code = corpus.codes[node.id]
        if closed is not None and code.depth > closed:
            continue
        is_closed = code.id in folded
        closed = code.depth if is_closed else None
        counted = corpus.tree.family(code.id) if is_closed else [code.id]
        rows.append(
            CodeRow(
                code.id,
                code.name,
                code.colour,
                code.depth,
                sum(here.get(one, 0) for one in counted),
                sum(everywhere.get(one, 0) for one in counted),
                keys.get(code.id, 0),
                is_closed if corpus.tree.children(code.id) else None,
            )
        )
    return rows


class CodeTree(RowList):
    """The tree. Set :attr:`hand` to the code in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "fold(False)", N_("Unfold"), show=False, id="codes.unfold"),
        Binding("left,h", "fold(True)", N_("Fold, or go to the code above"), show=False, id="codes.fold"),
        Binding("e", "edit", N_("Change it in the codebook"), show=False, id="codes.edit"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.hand: int | None = None
        self.folded: frozenset[int] = frozenset()

    def draw(self, row: Any, width: int) -> Text:
        """Number key, fold sign, colour, name, counts."""
        left = Text(f"{row.slot or ' '} ")
        left.append("  " * row.depth)
        left.append({None: " ", True: "▸", False: "▾"}[row.folded])
        left.append(SWATCH, self.swatch(row.colour))
        left.append(f" {for_terminal(row.name)}", "bold underline" if row.key == self.hand else "")
        here = str(row.here) if row.here else "·"
        return self.between(left, f"{here} {row.everywhere or '·':>4}", width)

    def state_of(self, row: Any) -> bool:
        """Whether it is the code in hand."""
        return bool(row.key == self.hand)

    def action_fold(self, fold: bool) -> None:
        """Fold or unfold the code under the cursor."""
        row = self.current
        if row is None:
            return
        if row.folded is None or (fold and row.folded):
            if fold:
                self._to_parent(row)
            return
        self.folded = self.folded | {row.key} if fold else self.folded - {row.key}
        self.post_message(self.Folded(self, row))

    def action_edit(self) -> None:
        """Go to the code in the codebook."""
        if (row := self.current) is not None:
            self.post_message(self.Edited(self, row))

    @dataclass
    class Edited(RowList.Highlighted):
        """A code is to be changed in the codebook."""

    class Folded(RowList.Chosen):
        """A code was folded or unfolded; the list is to be filled anew."""

    def _to_parent(self, row: CodeRow) -> None:
        place = list(self.rows).index(row)
        above = (one for one in reversed(self.rows[:place]) if one.depth < row.depth)
        if (parent := next(above, None)) is not None:
            self.go_to(parent.key)


class Definition(Drawn):
    """The definition of a code, with its path. Drawn at a fixed height, so that nothing is laid out anew."""

    DEFAULT_CSS = """
    Definition { padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._told = ("", "")

    def tell(self, path: str, definition: str) -> None:
        """Show a code, or only a few words where the path is empty."""
        if (path, definition) != self._told:
            self._told = (path, definition)
            self.draw_anew()

    def lines(self) -> list[Text]:
        """Path and definition, cut at the last line that there is room for."""
        path, definition = map(for_terminal, self._told)
        path = path.replace("/", " / ")
        width, height = self.content_size
        lines = [Text(line, "bold") for line in wrap(path, max(8, width))]
        said = definition or (
            keyed(self, _("No definition yet: {app.codebook:f5} opens the codebook.")) if path else ""
        )
        for paragraph in said.splitlines():
            lines += [Text(line) for line in wrap(paragraph, max(8, width)) or [""]]
        if len(lines) > height > 0:
            lines = lines[:height]
            lines[-1].append(" …")
            lines[-1].truncate(width, overflow="ellipsis")
        return lines
