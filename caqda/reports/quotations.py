"""From the passages of a code to quotations: who says what in them, in which role, and what was noted.

There may be thousands. What can be asked of many passages at once is asked so, of arrays; texts are cut out
when their turn comes, so that a long report is never whole in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from caqda.analysis.confidential import Confidential
from caqda.analysis.corpus import NO_CASE
from caqda.analysis.passages import Ints, Mask, Passages, expand
from caqda.analysis.scope import Scope
from caqda.coding.flags import flags
from caqda.reports.document import Speech
from caqda.reports.part_words import part_words
from caqda.reports.value import Note, Quotation

ROLE = ("rolle", "role")
"""What the variable is called that says what somebody does."""
_APART = ("borderline", "contradicting")
_AT_ONCE = 500
_ONE_PIECE = 1500  # characters of a quotation that is put together from several


class Voice(NamedTuple):
    """Who speaks in a turn: what a report says of them, and the label and the case of the source."""

    called: str
    role: str
    interviewer: bool
    label: str
    case: str


Turn: TypeAlias = tuple[int, int, int, Voice]
"""Where a turn starts, where its words start and where they end in its source, and who says them."""

Names: TypeAlias = tuple[str, ...]


class Quoting:
    """Makes the quotations of one scope, with ``context`` paragraphs on each side.

    People are named by ``speakers``: their ``label``, their ``role`` alone, or a ``number``. Where the text
    around a quotation is ``hidden``, in part or whole, the quotation stands alone.
    """

    def __init__(
        self, scope: Scope, context: int = 0, speakers: str = "label", hidden: Confidential | None = None
    ) -> None:
        self._scope = scope
        self._context = context
        self._named_by = speakers
        self._language = scope.corpus.language
        self._hidden = hidden
        self._corpus = scope.corpus
        self._voice = cache(self._heard)
        self._coder_names = cache(self._named)

    # -- of many passages at once --------------------------------------------------------------------

    def made(
        self, code: int, start: Ints, end: Ints, columns: Mask, coders: list[Names], which: Ints
    ) -> Iterator[Quotation]:
        """The quotations of some stretches that a code is on: of those numbered ``which``, in this order.

        ``start`` and ``end`` are those of all of them on the axis; ``columns`` says in which columns of the
        report they stand, ``coders`` who coded them.
        """
        for low in range(0, len(which), _AT_ONCE):
            some = which[low : low + _AT_ONCE]
            yield from self._several(
                code, start[some], end[some], columns[some], [coders[at] for at in some.tolist()]
            )

    def _several(
        self, code: int, start: Ints, end: Ints, columns: Mask, coders: list[Names]
    ) -> Iterator[Quotation]:
        corpus, axis = self._corpus, self._scope.axis
        number = axis.source_of(start)
        first, turns = self._turns(start, end, number)
        paragraph = np.searchsorted(axis.paragraphs[:, 0], start, side="right") - self._paragraphs[number]
        offsets = (start, end, *self._around(start, end, number, first))
        told = zip(
            axis.ids[number].tolist(),
            np.maximum(paragraph, 1).tolist(),
            zip(*((some - axis.base[number]).tolist() for some in offsets), strict=True),
            self._times(number, first),
            turns,
            coders,
            _standing(columns),
            strict=True,
        )
        memos, marks, by_label = self._memos, self._flags, self._named_by == "label"
        held, whole, name = 0, "", ""
        for source, place, (begin, stop, before, cut, after), time, said, names, stands in told:
            if source != held:
                held, whole, name = source, corpus.text(source), corpus.sources[source].name
            text = whole[begin:stop]
            key = source, begin, stop, code
            yield Quotation(
                name,
                place,
                begin,
                stop,
                text,
                time,
                _speeches(text, begin, said),
                _cases(said) if by_label else (),
                names,
                memos.get(key, ()),
                stands,
                whole[before:cut].strip() if by_label else self.told(source, before, cut),
                whole[stop:after].strip() if by_label else self.told(source, stop, after),
                marks.get(key, ""),
            )

    def _around(self, start: Ints, end: Ints, number: Ints, first: Ints) -> tuple[Ints, Ints, Ints]:
        """Where the text before each passage begins and is cut off, and where the text after it ends.

        It is the rest of the passage's own paragraphs and those around them.
        """
        if not self._context:
            return start, start, end
        axis = self._scope.axis
        starts, ends = axis.paragraphs[:, 0], axis.paragraphs[:, 1]
        least, most = self._paragraphs[number], self._paragraphs[number + 1] - 1
        low, high = (np.searchsorted(starts, at, side="right") - 1 for at in (start, end - 1))
        begins = starts[np.maximum(low - self._context, least)]
        stops = ends[np.minimum(high + self._context, most)]
        cut = start
        if len(axis.turns.start):  # the label of who speaks in a passage belongs to it
            turn = np.minimum(first, len(axis.turns.start) - 1)
            label = axis.turns.start[turn]
            cut = np.where((label < start) & (start <= axis.turns.speech[turn]), label, start)
        if self._hidden:
            base = axis.base[number]
            spans = zip(
                axis.ids[number].tolist(), *((at - base).tolist() for at in (begins, stops)), strict=True
            )
            hidden = np.array([self._hidden.covers(*span) for span in spans], dtype=bool)
            begins, stops = np.where(hidden, cut, begins), np.where(hidden, end, stops)
        return begins, cut, stops

    def _turns(self, start: Ints, end: Ints, number: Ints) -> tuple[Ints, list[list[Turn]]]:
        """The turns that each passage overlaps; and the number of the first of them, or of the next one."""
        axis = self._scope.axis
        low, high = axis.turns.overlapping(start, end)
        owner, which = expand(low, high)
        base = axis.base[number][owner]
        turns = axis.turns
        keys = (turns.speaker[which].tolist(), turns.case[which].tolist(), turns.interviewer[which].tolist())
        offsets = ((some[which] - base).tolist() for some in (turns.start, turns.speech, turns.end))
        said = list(zip(*offsets, map(self._voice, *keys), strict=True))
        return low, [said[a:b] for a, b in _bounds(high - low)]

    def _times(self, number: Ints, first: Ints) -> list[str]:
        """The time that the first turn of each passage is marked with."""
        times, ends = self._marked
        return [
            times[turn] if turn < end else ""
            for turn, end in zip(first.tolist(), ends[number].tolist(), strict=True)
        ]

    def coders(self, found: Passages) -> list[Names]:
        """The names of those who coded each passage."""
        links = found.links
        sizes = np.bincount(links.passage, minlength=len(found))
        coders = self._corpus.codings.coder[links.coding].tolist()
        return [self._coder_names(tuple(coders[a:b])) for a, b in _bounds(sizes)]

    def _named(self, coders: tuple[int, ...]) -> Names:
        return tuple(sorted(self._corpus.coders[coder] for coder in set(coders)))

    def apart(self, found: Passages, code: int, apart: frozenset[tuple[int, int, int]] | None) -> Mask:
        """Which of a code's passages stand apart.

        They do at the places (source, start and end) that are given; where it is None, those that are
        flagged as borderline or contradicting.
        """
        if apart is None:
            flagged = self._flags.items()
            apart = frozenset(place[:3] for place, flag in flagged if place[3] == code and flag in _APART)
        if not apart:
            return np.zeros(len(found), dtype=bool)
        return np.array([place in apart for place in self._places(found)], dtype=bool)

    def together(self, code: int, found: Passages, columns: Mask, apart: Mask) -> list[list[int]]:
        """The passages that are quoted as one, so that no words are quoted twice: those that overlap.

        The first of them begins first, and is the longest that begins there. One that is flagged stands for
        itself, as do those that stand in other columns, but for one that lies in another; and those that
        together would be longer than anybody reads in one piece.
        """
        order = np.lexsort((-found.end, found.start))
        starts, ends = found.start[order], found.end[order]
        meets = starts[1:] < np.maximum.accumulate(ends)[:-1]
        if not meets.any():
            return []
        order = order[np.append(meets, False) | np.insert(meets, 0, False)]
        starts, ends = found.start[order], found.end[order]
        flagged = {place[:3] for place in self._flags if place[3] == code}
        places = self._places(Passages(starts, ends))
        marked = [place in flagged for place in places] if flagged else [False] * len(order)
        stands = map(_set_of, _standing(columns[order]))
        groups: list[_Group] = []
        near: list[_Group] = []  # those that the next passage may lie in or cross
        standing = zip(stands, apart[order].tolist(), strict=True)
        told = zip(order.tolist(), starts.tolist(), ends.tolist(), standing, marked, strict=True)
        for one, start, end, mine, alone in told:
            if alone:
                continue
            near = [group for group in near if group.end > start]
            if home := next((group for group in near if group.takes(mine, end)), None):
                home.end = max(home.end, end)
                home.members.append(one)
            else:
                near.append(_Group(start, end, mine, [one]))
                groups.append(near[-1])
        return [group.members for group in groups if len(group.members) > 1]

    def _places(self, found: Passages) -> Iterator[tuple[int, int, int]]:
        """Source, start and end of each passage."""
        axis = self._scope.axis
        number = axis.source_of(found.start)
        columns = (axis.ids[number], found.start - axis.base[number], found.end - axis.base[number])
        return zip(*(column.tolist() for column in columns), strict=True)

    # -- of the study --------------------------------------------------------------------------------

    def told(self, source: int, start: int, end: int) -> str:
        """A stretch of a source, with what the report calls people in place of their labels."""
        text = self._corpus.text(source)
        if self._named_by == "label" or start >= end:
            return text[start:end].strip()
        turns = self._corpus.turns(source)
        parts, at = [], start
        for turn in range(*turns.overlapping(start, end).indices(len(turns))):
            begins, speech = int(turns.start[turn]), int(turns.speech[turn])
            if start <= begins < speech:
                keys = (int(turns.speaker[turn]), int(turns.case[turn]), bool(turns.interviewer[turn]))
                who = self._voice(*keys)
                parts += [text[at:begins], f"{who.called or who.role}: "]
                at = min(speech, end)
        return "".join([*parts, text[at:end]]).strip()

    def _heard(self, speaker: int, case: int, interviewer: bool) -> Voice:
        label = self._corpus.speakers[speaker].label if speaker in self._corpus.speakers else ""
        named = self._corpus.cases[case].name if case != NO_CASE else ""
        called = self._called(case, label or named)
        return Voice(called, self._roles.get(case, ""), interviewer, label, named)

    def named(self, case: int) -> str:
        """What a report calls a case where it stands for itself."""
        return self._called(case, self._corpus.cases[case].name) or self._roles[case]

    def _called(self, case: int, label: str) -> str:
        """What a report calls somebody; an interviewer is called by the label."""
        if case == NO_CASE or self._named_by == "label":
            return label
        if self._named_by == "role" and case in self._roles:
            return ""
        number = list(self._corpus.cases).index(case) + 1
        return part_words(self._language).person.format(number=number)

    @cached_property
    def _paragraphs(self) -> Ints:
        """The number of the first paragraph of each source on the axis, and how many there are."""
        axis = self._scope.axis
        return np.append(np.searchsorted(axis.paragraphs[:, 0], axis.base), len(axis.paragraphs))

    @cached_property
    def _marked(self) -> tuple[list[str], Ints]:
        """The time of every turn on the axis, and where those of each source end."""
        axis = self._scope.axis
        turns = [self._corpus.turns(key) for key in axis.ids.tolist()]
        ends = np.cumsum([len(told) for told in turns], dtype=np.int64)
        return [time or "" for told in turns for time in told.times], ends

    @cached_property
    def _flags(self) -> dict[tuple[int, int, int, int], str]:
        """The flags on codings in scope, by source, start, end and code."""
        there = flags(self._corpus.study)
        told = self._corpus.codings.take(self._scope.codings & np.isin(self._corpus.codings.id, list(there)))
        columns = (told.id, told.source, told.start, told.end, told.code)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return {(source, start, end, code): there[key] for key, source, start, end, code in rows}

    @cached_property
    def _roles(self) -> dict[int, str]:
        return {
            case.id: value
            for case in self._corpus.cases.values()
            for name, value in case.variables.items()
            if name.casefold() in ROLE
        }

    @cached_property
    def _memos(self) -> dict[tuple[int, int, int, int], tuple[Note, ...]]:
        """The memos on codings in scope, by source, start, end and code."""
        told = self._corpus.codings.take(
            self._scope.codings & np.isin(self._corpus.codings.id, [*self._corpus.memos])
        )
        found: dict[tuple[int, int, int, int], tuple[Note, ...]] = {}
        columns = (told.id, told.source, told.start, told.end, told.code)
        for key, *place in zip(*(column.tolist() for column in columns), strict=True):
            notes = tuple(Note(coder, text) for coder, text in self._corpus.memos[key])
            where = (place[0], place[1], place[2], place[3])
            found[where] = found.get(where, ()) + notes
        return found


class _Group:
    """Passages of one code that are quoted as one: where they begin and end, and where they stand."""

    __slots__ = ("end", "members", "stands", "start")

    def __init__(self, start: int, end: int, stands: tuple[frozenset[int], bool], members: list[int]) -> None:
        self.start, self.end, self.stands, self.members = start, end, stands, members

    def takes(self, stands: tuple[frozenset[int], bool], end: int) -> bool:
        """Whether a passage that begins in the stretch, stands so and ends there is told in it."""
        (columns, aside), (mine, apart) = self.stands, stands
        if aside != apart:
            return False
        return mine <= columns if end <= self.end else mine == columns and end - self.start <= _ONE_PIECE


class Found:
    """The quotations of one code; see :class:`~caqda.reports.value.Quotations`.

    ``columns`` says of each passage in which columns of the report it stands, ``apart`` which stand apart.
    """

    def __init__(self, quoting: Quoting, code: int, found: Passages, columns: Mask, apart: Mask) -> None:
        coders = quoting.coders(found)
        start, end = found.start, found.end
        self._count = len(found)
        self._inner: dict[int, list[int]] = {}
        shown = np.ones(self._count, dtype=bool)
        joined: list[tuple[int, int, int]] = []
        for first, *others in quoting.together(code, found, columns, apart):
            shown[others] = False
            if (reach := int(end[others].max())) <= end[first]:
                self._inner[first] = others
            else:  # nobody chose all of it
                shown[first] = False
                self._inner[self._count + len(joined)] = [first, *others]
                joined.append((int(start[first]), reach, first))
        if joined:
            begins, stops, which = (np.array(told, dtype=np.int64) for told in zip(*joined, strict=True))
            start, end = np.append(start, begins), np.append(end, stops)
            columns = np.concatenate([columns, columns[which]])
            apart, shown = np.append(apart, apart[which]), np.append(shown, np.ones(len(which), dtype=bool))
            coders = [*coders, *[()] * len(which)]
        self._make = partial(quoting.made, code, start, end, columns, coders)
        own = columns & (~apart & shown)[:, None]
        column, number = np.nonzero(own.T)
        last = np.flatnonzero(apart & shown)
        if joined:
            column, number = (
                told[np.lexsort((end[number], start[number], column))] for told in (column, number)
            )
            last = last[np.lexsort((end[last], start[last]))]
        self._order = np.concatenate([number, last])
        counted = slice(self._count)
        self._apart_of = np.count_nonzero((columns & apart[:, None])[counted], axis=0).tolist()
        self.apart = int(np.count_nonzero(apart[counted]))
        self.sizes = tuple(np.count_nonzero(own, axis=0).tolist())

    def __iter__(self) -> Iterator[Quotation]:
        return self._make(np.arange(self._count))

    def by_column(self) -> Iterator[Quotation]:
        """Those of each column, one column after the other, and then those that stand apart.

        Those that overlap are told as one, with what of it was chosen by whom.
        """
        if not self._inner:
            yield from self._make(self._order)
            return
        for low in range(0, len(self._order), _AT_ONCE):
            which = self._order[low : low + _AT_ONCE]
            inner = [one for number in which.tolist() for one in self._inner.get(number, ())]
            lying = dict(zip(inner, self._make(np.array(inner, dtype=np.int64)), strict=True))
            for number, quotation in zip(which.tolist(), self._make(which), strict=True):
                if number in self._inner:
                    quotation.within = tuple(lying[one] for one in self._inner[number])
                yield quotation

    def apart_of(self, column: int) -> int:
        """How many of a column's stand apart."""
        return int(self._apart_of[column])


def _speeches(text: str, start: int, turns: Sequence[Turn]) -> tuple[Speech, ...]:
    """The words of each turn without its label; the whole text where there is nothing but a label."""
    if len(turns) == 1 and turns[0][0] <= start:  # as nearly all are
        _, speech, end, who = turns[0]
        if (words := text[max(speech - start, 0) : end - start]).strip():
            return (Speech(who.called, words, who.role, who.interviewer),)
    said = [
        Speech(who.called, words, who.role, who.interviewer)
        for _, speech, end, who in turns
        if (words := text[max(speech - start, 0) : end - start]).strip()
    ]
    begun = turns[0][0] - start if turns else len(text)
    if begun > 0 and (before := text[:begun]).strip():
        said.insert(0, Speech("", before))
    if said:
        return tuple(said)
    labels = dict.fromkeys(who.label for _, _, _, who in turns if who.label)
    return (Speech(", ".join(labels), text),)


def _cases(turns: Sequence[Turn]) -> tuple[str, ...]:
    if len(turns) == 1:
        return (case,) if (case := turns[0][3].case) else ()
    return tuple(dict.fromkeys([who.case for _, _, _, who in turns if who.case]))


def _bounds(sizes: Ints) -> list[tuple[int, int]]:
    """Where stretches of these sizes begin and end that follow each other."""
    return list(pairwise([0, *np.cumsum(sizes).tolist()]))


def _standing(columns: Mask) -> list[tuple[int, ...]]:
    """The numbers of the columns under a mask of shape (passages, columns)."""
    width, data = columns.shape[1], columns.tobytes()
    return [_numbers(data[at * width : (at + 1) * width]) for at in range(len(columns))]


_set_of = lru_cache(maxsize=256)(frozenset[int])


@lru_cache(maxsize=256)
def _numbers(row: bytes) -> tuple[int, ...]:
    return tuple(at for at, there in enumerate(row) if there)
