"""A row of the transcript as a strip of styled cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from caqda.safety import for_terminal
from caqda.tui.transcript.columns import Columns
from caqda.tui.transcript.document import Document, Mark
from caqda.tui.transcript.layout import Layout
from caqda.tui.transcript.margin import (
    SEPARATOR,
    Stripe,
    glyph,
    letter,
    name_texts,
    place_letters,
    place_names,
)
from caqda.tui.transcript.marks import Lanes, MarkIndex
from caqda.tui.transcript.palette import Caret, Look, Palette, Voice


class Pointer(NamedTuple):
    """What of the cursor and the selection falls on a row; -1 and an empty stretch where nothing does."""

    cursor: int = -1
    caret: Caret = Caret.NONE
    low: int = 0
    high: int = 0


NOWHERE = Pointer()
_LEADER = "─"  # from a stripe to its name
_INSIDE = "›"  # beside the row of the cursor, where its paragraph began on an earlier one


class Hits:
    """Found stretches of the text, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self.spans = sorted((start, end) for start, end in spans if start < end)

    def touching(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """The hits that share a character with ``[start, end)``."""
        spans = self.spans
        if not spans:
            return ()
        first = max(0, bisect_left(spans, (start, 0)) - 1)
        return [span for span in spans[first : bisect_left(spans, (end, 0))] if span[1] > start]

    def after(self, offset: int) -> int:
        """The place of the first hit that begins after ``offset``, the first of all where none does."""
        place = bisect_right(self.spans, (offset, 1 << 62))
        return place if place < len(self.spans) else 0

    def before(self, offset: int) -> int:
        """The place of the last hit that begins before ``offset``, the last of all where none does."""
        return (bisect_left(self.spans, (offset, 0)) or len(self.spans)) - 1


@dataclass(frozen=True)
class Painter:
    """Everything that decides how the rows look, apart from the cursor and the selection."""

    document: Document
    layout: Layout
    columns: Columns
    index: MarkIndex
    lanes: Lanes
    palette: Palette
    hits: Hits
    focus: int | None = None
    coloured: bool = True  # each speaker's label in a colour of its own

    def row(self, row: int, named: Sequence[Stripe] = (), pointer: Pointer = NOWHERE) -> Strip:
        """One row: its paragraph number, its text and its margin."""
        columns = self.columns
        marks = self.marks_on(row)
        segments = self._gutter(row, pointer.cursor >= 0)
        used = self._text(row, marks, pointer, segments)
        base = self.palette.base
        left = columns.lanes_at - columns.gutter - used
        if marks and columns.lanes:
            segments.append(Segment(" " * left, base))
            self._margin(row, self.stripes(marks), named, segments)
        else:
            segments.append(Segment(" " * (left + columns.width - columns.lanes_at), base))
        return Strip(segments, columns.width)

    def stripes(self, marks: Iterable[Mark]) -> list[Stripe]:
        """The marks with their rows and lanes, in lane order."""
        lanes = self.lanes
        return sorted((Stripe(mark, *lanes.rows(mark), lanes[mark.key]) for mark in marks), key=_lane)

    def marks_on(self, row: int) -> list[Mark]:
        """The marks that touch a row, or run on over it where it has no characters."""
        start, end = self.layout.reach(row)
        if start < end:
            return self.index.touching(start, end)
        # a row without characters of its own: what runs on over it
        around = self.index.touching(max(0, start - 1), start + 1)
        return [mark for mark in around if mark.start < start < mark.end]

    def names_between(self, top: int, bottom: int) -> dict[int, tuple[Stripe, ...]]:
        """Which stripes are named, or have their letter, on which of the rows ``[top, bottom)``."""
        layout, columns = self.layout, self.columns
        bottom = min(bottom, len(layout))
        if top >= bottom:
            return {}
        stripes = self.stripes(self.index.touching(layout.rows[top], layout.reach(bottom - 1)[1]))
        if not columns.names:
            return place_letters(stripes, top)
        several = self.index.several_coders
        return place_names(stripes, top, bottom, columns.names, columns.lanes, with_coder=several)

    def _gutter(self, row: int, current: bool) -> list[Segment]:
        columns = self.columns
        if not columns.gutter:
            return []
        start, end = self.layout.reach(row)
        style = self.palette.current if current else self.palette.number
        told = ""
        if columns.time:
            told = f"{self._time(start, end):>{columns.time - 1}} "
        if columns.number > 1:
            paragraphs = self.document.paragraph_units
            place = paragraphs.before(max(start, end - 1))
            begins = place >= 0 and start <= paragraphs.starts[place] < end
            inside = current and place >= 0 and start < paragraphs.ends[place]
            told += f"{place + 1 if begins else _INSIDE if inside else '':>{columns.number - 1}}"
        return [Segment(f"{told:<{columns.gutter}}", style)]

    def _time(self, start: int, end: int) -> str:
        """When the turn begins that begins on a row."""
        units = self.document.speaker_units
        place = units.before(end - 1) if end > start else -1
        return self.document.turns[place].time if place >= 0 and units.starts[place] >= start else ""

    def _text(self, row: int, marks: Sequence[Mark], pointer: Pointer, segments: list[Segment]) -> int:
        """Add the text of a row, cut where its look changes; return the cells it fills."""
        layout, palette = self.layout, self.palette
        start, end = layout.span(row)
        raw = self.document.text[start:end]
        shown = for_terminal(raw)
        looks = _Looks(self, row, marks, pointer)
        for a, b in looks.pieces():
            segments.append(Segment(shown[a - start : b - start], palette.text(looks.at(a))))
        used = end - start if layout.is_plain(row) else cell_len(shown)
        if not layout.is_spacer(row) and (looks.tail or pointer.low <= end < pointer.high):
            style = palette.text(Look(chosen=pointer.low <= end < pointer.high, caret=looks.tail))
            segments.append(Segment(" ", style))
            used += 1
        return used

    def _margin(
        self, row: int, stripes: Sequence[Stripe], named: Sequence[Stripe], segments: list[Segment]
    ) -> None:
        columns, palette, focus = self.columns, self.palette, self.focus
        base = palette.base
        pointing = {stripe.mark.key for stripe in named if stripe.line < 2}
        cells = [Segment(" ", base)] * columns.lanes
        for stripe in stripes:
            mark = stripe.mark
            dimmed = focus is not None and mark.code != focus
            if stripe.lane < columns.lanes:
                here = mark.key in pointing
                if here and not columns.names:
                    cells[stripe.lane] = Segment(letter(mark.name), palette.name(mark.colour, dimmed=dimmed))
                else:
                    char = glyph(stripe, row, named=here, dimmed=dimmed, pattern=palette.pattern(mark.colour))
                    cells[stripe.lane] = Segment(char, palette.stripe(mark.colour, dimmed=dimmed))
        hidden = sum(stripe.lane >= columns.lanes for stripe in stripes)
        more = f"+{hidden}" if hidden else ""
        left = columns.width - columns.names_at
        if columns.names and pointing:
            leader = Segment(_LEADER, palette.number)
            for lane in range(named[-1].lane + 1, columns.lanes):
                cells[lane] = leader if cells[lane].text == " " else cells[lane]
            more = more or _LEADER * (columns.more - 1)
        segments += cells
        segments.append(Segment(f"{more:<{columns.more}}"[: columns.more], palette.number))
        if columns.names and named:
            left -= self._names(named, segments)
        segments.append(Segment(" " * left, base))

    def named_at(self, named: Sequence[Stripe], cell: int) -> Mark | None:
        """The mark whose name stands at a cell of the names' column."""
        texts = name_texts(named, self.columns.names, with_coder=self.index.several_coders)
        at = 0
        for stripe, text in zip(named, texts, strict=True):
            if at <= cell < at + cell_len(text):
                return stripe.mark
            at += cell_len(text) + len(SEPARATOR)
        return None

    def _names(self, named: Sequence[Stripe], segments: list[Segment]) -> int:
        palette, used = self.palette, 0
        texts = name_texts(named, self.columns.names, with_coder=self.index.several_coders)
        for stripe, text in zip(named, texts, strict=True):
            if used:
                segments.append(Segment(SEPARATOR, palette.base))
                used += len(SEPARATOR)
            focused = self.focus == stripe.mark.code
            dimmed = self.focus is not None and not focused
            segments.append(Segment(text, palette.name(stripe.mark.colour, dimmed=dimmed, bold=focused)))
            used += cell_len(text)
        return used


class _Looks:
    """Where the look of a row's text changes, and what it is in between."""

    def __init__(self, painter: Painter, row: int, marks: Sequence[Mark], pointer: Pointer) -> None:
        start, end = painter.layout.span(row)
        self._painter, self._start, self._end, self._pointer = painter, start, end, pointer
        focus = painter.focus
        self._marks = [
            (mark.start, mark.end, mark.colour) for mark in marks if focus is None or mark.code == focus
        ]
        self._hits = list(painter.hits.touching(start, end))
        self._caret = (-1, -1)
        self.tail = Caret.NONE
        grid: list[int] | None = None
        if not painter.layout.is_plain(row):
            grid = painter.layout.clusters(row)[0]
            self._marks = [(*_snapped(grid, low, high), colour) for low, high, colour in self._marks]
            self._hits = [_snapped(grid, low, high) for low, high in self._hits]
        if pointer.cursor >= end:
            self.tail = pointer.caret
        elif pointer.cursor >= 0:
            high = pointer.cursor + 1
            self._caret = _snapped(grid, pointer.cursor, high) if grid else (pointer.cursor, high)
        self._voices = self._find_voices()

    def _find_voices(self) -> list[tuple[int, int, Voice, int]]:
        document, start, end = self._painter.document, self._start, self._end
        units = document.speaker_units
        found: list[tuple[int, int, Voice, int]] = []
        voices = document.voices if self._painter.coloured else {}
        place = max(0, units.before(start))
        while place < len(units) and units.starts[place] < end:
            turn = document.turns[place]
            asks = turn.interviewer
            kind = Voice.ASKING_LABEL if asks else Voice.LABEL
            found.append((turn.start, turn.speech, kind, voices.get(turn.label, -1)))
            if asks:
                found.append((turn.speech, turn.end, Voice.ASKING, -1))
            place += 1
        return found

    def pieces(self) -> Iterable[tuple[int, int]]:
        """The stretches of the row within which the look is one."""
        start, end, pointer = self._start, self._end, self._pointer
        edges = {start, end, *self._caret, pointer.low, pointer.high}
        for mark in self._marks:
            edges |= {mark[0], mark[1]}
        for voice in self._voices:
            edges |= {voice[0], voice[1]}
        for hit in self._hits:
            edges |= {*hit}
        inner = sorted(edge for edge in edges if start <= edge <= end)
        return pairwise(inner)

    def at(self, offset: int) -> Look:
        """The look of the characters from ``offset`` to the next change."""
        painter, pointer = self._painter, self._pointer
        over = [mark for mark in self._marks if mark[0] <= offset < mark[1]]
        voices = ((kind, speaker) for low, high, kind, speaker in self._voices if low <= offset < high)
        voice, speaker = next(voices, (Voice.SPEECH, -1))
        return Look(
            voice=voice,
            speaker=speaker,
            tint=max(over, key=_inmost)[2] if over else "",
            several=len(over) > 1,
            hit=any(low <= offset < high for low, high in self._hits),
            chosen=pointer.low <= offset < pointer.high,
            caret=pointer.caret if self._caret[0] <= offset < self._caret[1] else Caret.NONE,
            dimmed=painter.focus is not None and not over,
        )


def _inmost(mark: tuple[int, int, str]) -> tuple[int, int]:
    return mark[0], -mark[1]


def _lane(stripe: Stripe) -> int:
    return stripe.lane


def _snapped(grid: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """The stretch widened to whole characters of a row whose characters begin at ``grid``."""
    first = max(0, bisect_right(grid, low) - 1)
    last = min(len(grid) - 1, bisect_left(grid, high))
    return (grid[first] if low >= grid[0] else low), (grid[last] if high <= grid[-1] else high)
