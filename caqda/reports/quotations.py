"""From a passage to a quotation: who says what in it, in which role, and what was noted on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

import numpy as np

from caqda.analysis.confidential import Confidential
from caqda.analysis.corpus import NO_CASE, Turns
from caqda.analysis.query import Passage
from caqda.analysis.scope import Scope
from caqda.coding.flags import flags
from caqda.reports.part_words import part_words
from caqda.reports.value import Note, Quotation, Speech

_ROLE = ("rolle", "role")


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
        self._paragraphs = cache(lambda source: self._corpus.segments(source).paragraphs)

    def quotation(self, code: int, passage: Passage, columns: tuple[int, ...]) -> Quotation:
        """A passage that has a code, with the numbers of the columns that it counts in."""
        turns = self._corpus.turns(passage.source)
        first = turns.overlapping(passage.start, passage.end).start
        return Quotation(
            passage.source_name,
            passage.paragraph,
            passage.start,
            passage.end,
            passage.text,
            (turns.times[first] if first < len(turns) else None) or "",
            tuple(self._speeches(passage, turns)),
            passage.cases if self._named_by == "label" else (),
            passage.coders,
            self._memos.get((passage.source, passage.start, passage.end, code), ()),
            columns,
            *self._around(passage),
            self._flags.get((passage.source, passage.start, passage.end, code), ""),
        )

    def _around(self, passage: Passage) -> tuple[str, str]:
        """The text of the paragraphs before and after a passage, and the rest of its own."""
        if not self._context:
            return "", ""
        text, paragraphs = self._corpus.text(passage.source), self._paragraphs(passage.source)
        first, last = (
            int(np.searchsorted(paragraphs[:, 0], at, "right")) - 1 for at in (passage.start, passage.end - 1)
        )
        begins = paragraphs[max(first - self._context, 0), 0]
        ends = paragraphs[min(last + self._context, len(paragraphs) - 1), 1]
        turns = self._corpus.turns(passage.source)
        turn = turns.overlapping(passage.start, passage.end).start
        cut = passage.start
        if turn < len(turns) and turns.start[turn] < cut <= turns.speech[turn]:
            cut = int(turns.start[turn])  # the label of who speaks in the passage belongs to it
        if self._hidden and self._hidden.covers(passage.source, int(begins), int(ends)):
            return "", ""
        return text[begins:cut].strip(), text[passage.end : ends].strip()

    def _speeches(self, passage: Passage, turns: Turns) -> Iterator[Speech]:
        """The words of each turn without its label; the whole text where there is nothing but a label."""
        told = turns.overlapping(passage.start, passage.end)
        found = [
            self._speech(turns, at, passage.text[max(speech - passage.start, 0) : end - passage.start])
            for at, speech, end in zip(
                range(told.start, told.stop),
                turns.speech[told].tolist(),
                turns.end[told].tolist(),
                strict=True,
            )
        ]
        begun = int(turns.start[told.start]) if found else passage.end
        if begun > passage.start:
            found.insert(0, Speech("", "", False, passage.text[: begun - passage.start]))
        said = [speech for speech in found if speech.text.strip()]
        yield from said or [Speech(passage.speaker, "", False, passage.text)]

    def _speech(self, turns: Turns, at: int, text: str) -> Speech:
        case = int(turns.case[at])
        speaker = self._corpus.speakers.get(int(turns.speaker[at]))
        named = self._corpus.cases[case].name if case != NO_CASE else ""
        label = self._called(case, speaker.label if speaker is not None else named)
        return Speech(label, self._roles.get(case, ""), bool(turns.interviewer[at]), text)

    def _called(self, case: int, label: str) -> str:
        """What a report calls somebody; an interviewer is called by the label."""
        if case == NO_CASE or self._named_by == "label":
            return label
        if self._named_by == "role" and case in self._roles:
            return ""
        number = list(self._corpus.cases).index(case) + 1
        return part_words(self._language).person.format(number=number)

    @cached_property
    def _flags(self) -> dict[tuple[int, int, int, int], str]:
        """The flags on codings, by source, start, end and code."""
        there = flags(self._corpus.study)
        told = self._corpus.codings.take(np.isin(self._corpus.codings.id, list(there)))
        columns = (told.id, told.source, told.start, told.end, told.code)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return {(source, start, end, code): there[key] for key, source, start, end, code in rows}

    @cached_property
    def _roles(self) -> dict[int, str]:
        return {
            case.id: value
            for case in self._corpus.cases.values()
            for name, value in case.variables.items()
            if name.casefold() in _ROLE
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
