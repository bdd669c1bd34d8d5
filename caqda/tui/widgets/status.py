"""The two lines at the foot of the coding screen: where the cursor is, and which codes are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.color import Color

from caqda.tui.colours import VISIBLE, legible, parsed
from caqda.tui.keys import keyed
from caqda.tui.transcript import Mark
from caqda.tui.transcript.margin import shortened
from caqda.tui.widgets.codes import SWATCH
from caqda.tui.widgets.hints import fitting
from caqda.tui.widgets.lines import Drawn
from caqda.wording import N_, _

_TIP = 60  # cells of the panel at the mouse
_READABLE = 14  # cells of the name of a code beside its number key, in which it is known again
_PARTED = "  ·  "  # between what was done and the keys for what comes next
_TIPPED = 400  # characters of a memo in it, at most


@dataclass(frozen=True, slots=True)
class Noted:
    """A coding with the day on which it was made, the words of its memos, and its flag; empty where none."""

    mark: Mark
    day: str = ""
    memo: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the cursor stands, and what the next key acts on; all of it safe for a terminal."""

    source: str = ""
    paragraph: int = 0
    paragraphs: int = 0
    speaker: str = ""
    cases: str = ""
    acting: str = ""
    signs: tuple[str, ...] = ()
    here: tuple[Noted, ...] = ()
    numbers: tuple[tuple[int, str], ...] = ()
    """The number keys and their codes, while something waits to be coded."""


class Status(Drawn):
    """Two lines; more where what is said needs them."""

    DEFAULT_CSS = """
    Status { height: 2; background: $panel; color: $foreground; }
    """
    HINT = N_(
        "{transcript.select-sentence:s} sentence  {transcript.select-paragraph:p} paragraph  "
        "{transcript.select-turn:t} turn  {transcript.letters:0} by letters  {coding.pick:c} code  "
        "{coding.in-vivo:i} in vivo  {coding.memo:m} memo  {coding.undo:u} undo  {app.keys:?} all keys"
    )
    SHORT_HINT = N_(
        "{transcript.select-sentence:s} sentence  {coding.pick:c} code  "
        "{coding.undo:u} undo  {app.keys:?} keys"
    )

    def __init__(self) -> None:
        super().__init__()
        self._standing = Standing()
        self._said = ""
        self._folded = ""
        self._panel = ""
        self._height = 2  # asked for last; what it is on the screen may be still to come

    @property
    def said(self) -> str:
        """What was said last, while it stands there."""
        return self._said

    def show(self, standing: Standing) -> None:
        """Show where the cursor stands."""
        if standing != self._standing:
            self._standing = standing
            self.draw_anew()

    def fold(self, words: str) -> None:
        """Tell which panels are folded away and how they come up; nothing where all are seen."""
        if words != self._folded:
            self._folded = words
            self.draw_anew()

    def tell_panel(self, words: str) -> None:
        """Tell the keys of the panel in focus, where that is another than the transcript; a sentence for
        :func:`keyed`, not translated yet."""
        if words != self._panel:
            self._panel = words
            self.draw_anew()

    def say(self, words: str) -> None:
        """Say something in the second line, until something else is said."""
        if words != self._said:
            self._said = words
            height = 1 + max(1, len(self._said_in_lines()))
            if height != self._height:  # even the same height would have all laid out anew
                self._height = self.styles.height = height
            self.draw_anew()

    def _said_in_lines(self) -> list[str]:
        return broken(self._said, max(10, self.size.width - 2))

    def lines(self) -> list[Text]:
        """Both lines, each cut to the width."""
        told = self._standing
        if said := self._said_in_lines():
            lines = [self._place(), *(Text(f" {line}") for line in said)]
        elif self._panel:
            keys = fitting(keyed(self, _(self._panel)), self.size.width - 2)
            lines = [self._place(), Text(f" {keys}")]
        elif told.numbers:
            lines = self._numbers()
        else:
            lines = [self._place(), self._codes() if told.here else self._hint()]
        for line in lines:
            line.truncate(self.size.width, overflow="ellipsis")
        return lines

    def _place(self) -> Text:
        told = self._standing
        if not told.source:
            return Text()
        of_all = _("¶ {paragraph} of {paragraphs}").format(
            paragraph=told.paragraph, paragraphs=told.paragraphs
        )
        line = Text()
        for where in (of_all, f"¶ {told.paragraph}"):
            parts = [where, told.speaker, told.cases, *told.signs]
            line = Text(f" {told.source}", style="bold")
            line.append("  " + "  ".join(part for part in parts if part), Style(bold=False))
            if line.cell_len + cell_len(told.acting) + 3 <= self.size.width:
                break  # else what is told of the place has more need of the room
        return self._ending_in(line, told.acting)

    def _hint(self) -> Text:
        """The keys that are used most; the fewer, the less room what is folded away leaves."""
        hint = Text(f" {keyed(self, _(self.HINT))}")
        if hint.cell_len + len(self._folded) + 3 > self.size.width:
            hint = Text(f" {keyed(self, _(self.SHORT_HINT))}")
        return self._ending_in(hint, self._folded)

    def _numbers(self) -> list[Text]:
        """Both lines while something waits to be coded: the number keys with their codes.

        Where one line would cut their names short, the first has some too; where there is no room for that
        beside the place, it tells only what is selected.
        """
        numbers, told = self._standing.numbers, self._standing
        begin = Text(keyed(self, _(" {coding.pick:c} code")))
        width = self.size.width
        in_one = _cut_at(numbers, width - begin.cell_len)
        if in_one >= _TIPPED:
            return [self._place(), _with_numbers(begin, numbers, width - begin.cell_len)]
        place = "  ".join(part for part in (told.acting, *told.signs) if part)
        where = "  ".join(part for part in (told.source, f"¶ {told.paragraph}", told.speaker, place) if part)
        for words in (where, place):
            first = Text(f" {words} ", Style(bold=False)).append_text(begin)
            room = width - first.cell_len
            cuts = [min(_cut_at(numbers[:n], room), _cut_at(numbers[n:], width)) for n in range(len(numbers))]
            if max(cuts) >= _TIPPED:
                break
            if in_one >= _READABLE and words != where:
                return [self._place(), _with_numbers(begin, numbers, width - begin.cell_len)]
        here = cuts.index(max(cuts))
        return [_with_numbers(first, numbers[:here], room), _with_numbers(Text(), numbers[here:], width)]

    def _ending_in(self, line: Text, words: str) -> Text:
        """The line with words at its right end, for which it is cut where need be."""
        end = Text(f"{words} " if words else "")
        line.truncate(max(0, self.size.width - end.cell_len - 2), overflow="ellipsis")
        line.append(" " * max(1, self.size.width - line.cell_len - end.cell_len), Style(bold=False))
        return line.append(end.plain, Style(bold=False))

    def _codes(self) -> Text:
        """The codings here, the innermost first, with as much about each as there is room for."""
        here = self._standing.here[::-1]
        background = self.background_colors[1]
        fullest = self._line(here, background, len(here))
        for number in range(len(here) - 1, -1, -1):
            if fullest.cell_len <= self.size.width:
                break
            fullest = self._line(here, background, max(1, number))
        room = self.size.width - fullest.cell_len
        return self._ending_in(fullest, self._folded) if room > len(self._folded) + 3 else fullest

    def _line(self, here: Sequence[Noted], background: Color, detailed: int) -> Text:
        """Codings in one line; the first ``detailed`` with day and memo."""
        line = Text(_(" here: "))
        safe = self.app.theme_variables.get("code-hues") == "safe"
        for number, noted in enumerate(here):
            if number:
                line.append(" · ")
            line.append_text(_named(noted, background, safe=safe))
            mark, memo = noted.mark, noted.memo
            if number < detailed:
                line.append(f" ({_whose(noted)})")
                if memo:
                    line.append(f" “{memo}”", Style(italic=True))
            elif mark.memo:
                line.append(" ✎")
        return line


def broken(words: str, width: int) -> list[str]:
    """Words in lines of so many cells, broken where dots part them if they can be."""
    lines: list[str] = []
    for part in words.split(_PARTED):
        if lines and cell_len(lines[-1]) + cell_len(_PARTED) + cell_len(part) <= width:
            lines[-1] += f"{_PARTED}{part}"
        else:
            lines += wrap(part, width)
    return lines


def _cut_at(numbers: Sequence[tuple[int, str]], room: int) -> int:
    """The cells that the longest names of number keys may fill, so that all fit the room; 0 or less: none."""
    room -= 4 * len(numbers)
    names = sorted(cell_len(name) for _slot, name in numbers)
    for left, name in zip(range(len(names), 0, -1), names, strict=True):
        if name * left > room:
            return room // left
        room -= name
    return _TIPPED


def _with_numbers(line: Text, numbers: Sequence[tuple[int, str]], room: int) -> Text:
    """The line with number keys at its end, and their names, in so many cells."""
    longest = max(1, _cut_at(numbers, room))
    for slot, name in numbers:
        line.append(f"  {slot}" if line.plain else f" {slot}", Style(bold=True))
        line.append(f" {shortened(name, longest)}", Style(bold=False))
    return line


def _whose(noted: Noted) -> str:
    """Who made a coding, when, and its flag."""
    told = (noted.mark.coder, noted.day, _(noted.flag) if noted.flag else "")
    return ", ".join(part for part in told if part)


def _named(noted: Noted, background: Color, *, safe: bool) -> Text:
    colour = legible(parsed(noted.mark.colour, background, safe=safe), background, VISIBLE)
    return Text.assemble((SWATCH, Style(color=colour.rich_color)), f" {noted.mark.name}")


def tip(here: Sequence[Noted], paths: Mapping[int, str]) -> Text:
    """The panel at the mouse: each coding with its path, coder and day, and the memo on it."""
    parts = []
    for noted in here:
        part = Text(f"{SWATCH} ").append(paths.get(noted.mark.code, noted.mark.name), "bold")
        part.append(f"\n  {_whose(noted)}")
        if noted.memo:
            memo = noted.memo if len(noted.memo) <= _TIPPED else f"{noted.memo[: _TIPPED - 1]}…"
            part.append("".join(f"\n  {line}" for line in wrap(f"✎ {memo}", _TIP - 4)), "italic")
        parts.append(part)
    return Text("\n").join(parts)
