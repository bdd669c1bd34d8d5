"""What the reader has before her: the study as it is now, her place in it, and what she did last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from caqda.coding.places import where_left
from caqda.coding.spans import Span
from caqda.errors import ChangeError
from caqda.favourites import recent
from caqda.plain.script import Script
from caqda.reading_places import Reached, keep_place
from caqda.safety import for_terminal
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.confidential import Confidential
    from caqda.analysis.corpus import Corpus
    from caqda.bookmarks import Marked
    from caqda.language.picker import Picker
    from caqda.study import Study

VERBOSITIES = ("brief", "normal", "full")
PAGE = 10  # how many items of a list are read at a time


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: in a source, at the ``here`` heard last, a unit of ``kind``; what is selected."""

    source: int
    here: Span
    kind: str = "turn"
    selection: Span | None = None

    @property
    def span(self) -> Span:
        """What is selected, else what was heard last."""
        return self.selection or self.here


class Heard(NamedTuple):
    """A coding as a reader hears it; ``coder`` is a name."""

    key: int
    start: int
    end: int
    code: int
    coder: str


@dataclass(frozen=True, slots=True)
class Item:
    """One of a numbered list: what is read, and what its number does."""

    words: str
    choose: Callable[[], None]


class Marks(NamedTuple):
    """What is marked in the study: bookmarks, what is confidential, and the flag of each coding."""

    bookmarks: list[Marked]
    confidential: Confidential
    flags: dict[int, str]


@dataclass(slots=True)
class Desk:
    """One reader at one study. What she hears is gathered in ``told``, line by line."""

    study: Study
    corpus: Corpus
    place: Place | None = None
    verbosity: str = "normal"
    told: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    items: Sequence[Item] = ()
    lasting: bool = False
    heard: int = 0
    hits: list[Span] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    held: int | None = None
    just: tuple[int, Span] | None = None
    asked: str = ""
    note: int | None = None
    left: bool = False
    places: dict[int, Reached] = field(default_factory=dict)
    _marks: tuple[Corpus, Marks] | None = None
    _ranking: tuple[object, Picker] | None = None
    _script: Script | None = None

    @classmethod
    def at(cls, study: Study) -> Desk:
        """The desk of the study's coder, where she read last."""
        from caqda.analysis.corpus import Corpus

        desk = cls(study, Corpus.read(study), codes=recent(study)[:1])
        desk._begin()
        return desk

    def _begin(self) -> None:
        """Go to where the coder read last, where there is a source."""
        if self.corpus.sources:
            self.places, begin = where_left(self.corpus)
            self.go(*begin)

    def say(self, *lines: str) -> None:
        """Tell the reader lines, made harmless."""
        self.told += [line for told in lines for line in for_terminal(told).splitlines()]

    @property
    def script(self) -> Script:
        """The source that is read; raises ChangeError where there is none."""
        source = self.where.source
        if self._script is None or (self._script.corpus, self._script.source) != (self.corpus, source):
            self._script = Script(self.corpus, source)
        return self._script

    @property
    def where(self) -> Place:
        """The place; raises ChangeError where the study has no source."""
        if self.place is None:
            raise ChangeError(_("There are no interviews in this study yet; 'caqda import' brings them in."))
        return self.place

    def go(self, source: int, offset: int, kind: str | None = None) -> None:
        """Go to the unit that holds an offset of a source."""
        kind = kind or (self.place.kind if self.place else "turn")
        script = Script(self.corpus, source)
        units = script.units(kind)
        if self.place is None or self.place.source != source:
            self.hits = []
        self.just = None
        self.place = Place(source, units[script.at(kind, offset)] if units else (0, 0), kind)

    def select(self, span: Span | None) -> None:
        """Select a span of the source, or nothing."""
        self.just = None
        self.place = replace(self.where, selection=span)

    def refresh(self) -> None:
        """Take in what was changed, here or elsewhere."""
        from caqda.analysis.corpus import Corpus

        before, self.corpus = self.corpus, Corpus.read(self.study, self.corpus)
        if (
            before.codes.keys() - self.corpus.codes.keys()
            or before.sources.keys() - self.corpus.sources.keys()
        ):
            self.items = ()  # it may name what is gone
        self.codes = [code for code in self.codes if code in self.corpus.codes]
        if self.place is not None and self.place.source not in self.corpus.sources:
            self.place = None
        if self.place is None:
            self._begin()

    def keep(self) -> None:
        """Write down where the reader is, for the next sitting, and that she has heard it to its end."""
        if self.place is None:
            return
        source, (start, end) = self.place.source, self.place.here
        left = self.places.get(source)
        reached = max(end, left.furthest if left else 0)
        if left is None or (left.offset, left.furthest) != (start, reached):
            self.places[source] = Reached(start, reached, "")
            keep_place(self.study, source, start, reached)

    def left_off(self, source: int) -> int:
        """The offset at which the reader left a source; 0 where she never read it."""
        left = self.places.get(source)
        return left.offset if left else 0

    def read_list(self, items: Sequence[Item], *, lasting: bool) -> None:
        """Read a numbered list of which a number chooses; unless ``lasting``, for the next line only."""
        self.items, self.lasting, self.heard = items, lasting, 0
        self.more()

    def more(self, everything: bool = False) -> None:
        """Read the next items of the list, or all that are left."""
        if self.heard >= len(self.items):
            raise ChangeError(_("There is nothing more in the list."))
        last = len(self.items) if everything else min(self.heard + PAGE, len(self.items))
        for number in range(self.heard, last):
            self.say(f"{number + 1}. {self.items[number].words}")
        self.heard = last
        if last < len(self.items):
            left = len(self.items) - last
            self.say(_("{number} more: the command more reads on.").format(number=left))

    @property
    def passage(self) -> Span:
        """What coding acts on: the selection, what was just coded, else the one sentence heard last.

        Raises ChangeError where several were heard: none is guessed.
        """
        place = self.where
        if place.selection is not None:
            return place.selection
        if self.just is not None and self.just[0] == place.source:
            return self.just[1]
        found = self.script.sentences_in(place.here)
        if not found:
            raise ChangeError(_("There is nothing to code here."))
        if len(found) > 1:
            raise ChangeError(
                _("Select first: 'select 2' takes sentence 2, 'select turn' all of the turn; 'help select'.")
            )
        return found[0]

    def codings(self, span: Span) -> list[Heard]:
        """The codings of this source that share a character with a span, in order."""
        told = self.corpus.codings.of_source(self.where.source)
        told = told.take((told.start < span[1]) & (told.end > span[0]))
        columns = (told.id, told.start, told.end, told.code, told.coder)
        return [
            Heard(key, start, end, code, self.corpus.coders[coder])
            for key, start, end, code, coder in zip(*(column.tolist() for column in columns), strict=True)
        ]

    @property
    def marks(self) -> Marks:
        """What is marked now."""
        from caqda.analysis.confidential import Confidential
        from caqda.bookmarks import bookmarks
        from caqda.coding.flags import flags

        if self._marks is None or self._marks[0] is not self.corpus:
            study = self.study
            self._marks = self.corpus, Marks(bookmarks(study), Confidential.of(self.corpus), flags(study))
        return self._marks[1]

    @property
    def ranking(self) -> Picker:
        """The codes, ready to be found."""
        from caqda.coding.choosing import ranking_of

        if self._ranking is None or self._ranking[0] is not self.corpus.codes:
            self._ranking = self.corpus.codes, ranking_of(self.corpus)
        return self._ranking[1]
