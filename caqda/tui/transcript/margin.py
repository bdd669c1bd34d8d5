"""What stands in the margin of a row: glyphs in lanes, and which codes are named on which row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from caqda.safety import for_terminal
from caqda.tui.transcript.document import Mark

SEPARATOR = "  "
_LEAST = 6  # cells: a shorter rest of a name is no help

# by (begins on this row, ends on this row); a named stripe points at its name
_HEAVY = {(True, False): "╻", (False, False): "┃", (False, True): "╹", (True, True): "╸"}
_NAMED = {(True, False): "┏", (False, False): "┣", (False, True): "┗", (True, True): "━"}
_LIGHT = {(True, False): "╷", (False, False): "│", (False, True): "╵", (True, True): "╴"}
_LINES = "┃║┇╏▌┋▐"


class Stripe(NamedTuple):
    """A mark with its first and last row and its lane; where its name takes two lines, which of them."""

    mark: Mark
    first: int
    last: int
    lane: int
    line: int = 0


def glyph(stripe: Stripe, row: int, *, named: bool, dimmed: bool, pattern: int = 0) -> str:
    """The character of a stripe on one of its rows; ``pattern`` is the line between its ends."""
    if stripe.first < row < stripe.last and not named and not dimmed:
        return _LINES[pattern % len(_LINES)]
    forms = _NAMED if named else _LIGHT if dimmed else _HEAVY
    return forms[row == stripe.first, row == stripe.last]


def letter(name: str) -> str:
    """The one letter that stands for a code where names do not fit."""
    return next((char for char in name if char.isalnum() and cell_len(char) == 1), "•")


def label(mark: Mark, *, with_coder: bool, width: int | None = None) -> str:
    """The name of a code as the margin shows it: whose coding it is if another's, and whether it has a memo.

    In a ``width`` of cells the name is what is cut.
    """
    name = for_terminal(mark.name).replace("\n", " ")
    more = f" ({for_terminal(mark.coder)})" if with_coder and mark.coder and not mark.mine else ""
    more += " ✎" if mark.memo else ""
    if width is None or cell_len(name) + cell_len(more) <= width:
        return name + more
    kept = width - cell_len(more)
    return shortened(name, kept) + more if kept >= _LEAST else shortened(name + more, width)


def in_two(mark: Mark, width: int, *, with_coder: bool) -> tuple[str, str] | None:
    """A label that is too long for one line, in two; None where one will do, or no space parts it."""
    whole = label(mark, with_coder=with_coder)
    if cell_len(whole) <= width:
        return None
    cut = whole.rfind(" ", 0, width + 1)
    first = whole[: max(0, cut)]
    return (first, shortened(whole[cut + 1 :], width)) if _LEAST <= cell_len(first) <= width else None


def shortened(text: str, width: int) -> str:
    """The text in at most ``width`` cells, ending in … where something is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def place_names(
    stripes: Iterable[Stripe], top: int, bottom: int, width: int, lanes: int, *, with_coder: bool
) -> dict[int, tuple[Stripe, ...]]:
    """Which stripes are named on which of the rows ``[top, bottom)``, each at most once.

    A name stands on the stripe's first visible row, or on the next of its rows that has room; where it is
    too long, it goes on in the row after, if that is its stripe's too and names no other. What begins on
    these rows goes first, so that names keep their rows while the text scrolls.
    """
    placed: dict[int, list[Stripe]] = {}
    room: dict[int, int] = {}
    visible = [one for one in stripes if one.lane < lanes and one.first < bottom and one.last >= top]
    for stripe in sorted(visible, key=lambda one: (one.first < top, one.first, one.lane)):
        wanted = cell_len(label(stripe.mark, with_coder=with_coder))
        for row in range(max(stripe.first, top), min(stripe.last + 1, bottom)):
            left = room.get(row, width)
            if left >= min(wanted, width) or left == width:
                placed.setdefault(row, []).append(stripe)
                room[row] = left - wanted - len(SEPARATOR)
                break
        else:
            _squeeze(stripe, max(stripe.first, top), placed, room)
    for row, named in list(placed.items()):
        stripe = named[0]
        if len(named) > 1 or row + 1 in placed or row + 1 > min(stripe.last, bottom - 1):
            continue
        if in_two(stripe.mark, width, with_coder=with_coder) is not None:
            placed[row], placed[row + 1] = [stripe._replace(line=1)], [stripe._replace(line=2)]
    return {row: tuple(sorted(named, key=lambda one: one.lane)) for row, named in placed.items()}


def place_letters(stripes: Iterable[Stripe], top: int) -> dict[int, tuple[Stripe, ...]]:
    """Each stripe on its first visible row: a letter always has room."""
    placed: dict[int, tuple[Stripe, ...]] = {}
    for stripe in stripes:
        row = max(stripe.first, top)
        placed[row] = (*placed.get(row, ()), stripe)
    return placed


def _squeeze(stripe: Stripe, row: int, placed: dict[int, list[Stripe]], room: dict[int, int]) -> None:
    """Name a stripe on its first row in the little room that is left there, if that is any help."""
    if room.get(row, 0) >= _LEAST:
        placed[row].append(stripe)
        room[row] = 0


def name_texts(named: Sequence[Stripe], width: int, *, with_coder: bool) -> list[str]:
    """The names on one row, in lane order, that fit ``width`` cells with their separators."""
    if len(named) == 1 and (line := named[0].line):
        both = in_two(named[0].mark, width, with_coder=with_coder)
        return [both[line - 1]] if both else []
    texts = [label(stripe.mark, with_coder=with_coder) for stripe in named]
    over = sum(map(cell_len, texts)) + len(SEPARATOR) * (len(texts) - 1) - width
    if over > 0:
        longest = max(range(len(texts)), key=lambda place: cell_len(texts[place]))
        room = cell_len(texts[longest]) - over
        texts[longest] = label(named[longest].mark, with_coder=with_coder, width=room)
    return texts
