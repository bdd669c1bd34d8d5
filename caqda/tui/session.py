"""What the screens share: the open study as it is now, and what the researcher has in hand.

A screen reads :attr:`Session.corpus` (frozen, cheap, on the event loop) and acts with the methods here.
Each that touches the database is awaited and works in one thread of its own: actions are carried out in
the order of the keys, nothing waits on the event loop, and when the ``await`` comes back the change is on
disk and :attr:`Session.corpus` shows it. What goes wrong is raised as a CaqdaError with the study as it
was; the app shows it as one sentence, so that a screen need not catch it.

    corpus = session.corpus                                   # codes, sources, codings, cases
    await session.apply(code, start, end)                     # an action of the coding screen
    await session.do(lambda study: Codebook(study).rename(code, "viden"))      # any other action
    table = await session.ask(lambda corpus: crosstab(corpus, by="perspektiv"))  # any long question

A screen that shows the study listens, in ``on_mount``, and is told after every change, whoever made it:

    self.session.listen(self.hear)          # held weakly: nothing to undo when the screen goes
    def hear(self, news: News) -> None: ...

A passage is opened in its place, on the coding screen, with ``session.show(source, start, end)``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakMethod

from caqda.errors import ChangeError, StudyError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.favourites import NumberKeys
    from caqda.recorded import Entry
    from caqda.study import Study

T = TypeVar("T")


class About(Enum):
    """What news is about."""

    STUDY = "study"  # the study is another than before: session.corpus is new
    HAND = "hand"  # another code is in hand, or none
    READY = "ready"  # what longer questions and changes need is loaded
    PLACE = "place"  # a passage is to be shown on the coding screen
    GROUPING = "grouping"  # the sources are grouped by another variable
    ANSWER = "answer"  # the passages of a query were listed
    CELL = "cell"  # the passages behind a number of the crosstab were listed
    REPORT = "report"  # a report was written


@dataclass(frozen=True, slots=True)
class News:
    """What changed. ``entries`` are what another process wrote, latest first; empty for one's own doing.

    ``tables`` are those of which rows changed; None where that is not known.
    """

    about: About
    entries: tuple[Entry, ...] = ()
    tables: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a source that is to be shown; without ``end`` only the cursor goes there."""

    source: int
    start: int
    end: int | None = None


Hear = Callable[[News], None]


class Session:
    """One researcher at one study. ``coder`` is who works, by default the user of the machine."""

    def __init__(self, address: str, coder: str | None = None) -> None:
        self.address = address
        self.coder = coder or ""
        self.source: int | None = None
        """The source that is open on the coding screen."""
        self.place: Place | None = None
        """What :meth:`show` asked for last."""
        self.hand: int | None = None
        """The code in hand: chosen in the tree or applied last."""
        self.last: int | None = None
        """The code applied last, which ``.`` repeats."""
        self.recent: list[int] = []
        """The codes this coder applied, latest first."""
        self.grouping = ""
        """The variable by which sources are grouped and the live crosstab counts; empty for none."""
        self.is_ready = False
        """Whether :meth:`make_ready` is through, or an action; they work before, and take longer."""
        self.under_way = 0
        """How many actions and questions are being worked on or wait their turn."""
        self._study: Study | None = None
        self._corpus: Corpus | None = None
        self._numbers: NumberKeys | None = None
        self._hearers: list[WeakMethod[Hear]] = []
        self._closed = False
        self._touched: frozenset[str] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="study")

    # -- the study -----------------------------------------------------------------------------------

    @property
    def slots(self) -> dict[int, int]:
        """The code under each number key."""
        return self._numbers.slots if self._numbers is not None else {}

    @property
    def pinned(self) -> frozenset[int]:
        """The number keys that the coder has pinned."""
        return self._numbers.pinned if self._numbers is not None else frozenset()

    @property
    def is_open(self) -> bool:
        """Whether the study has been read."""
        return self._corpus is not None

    @property
    def study(self) -> Study:
        """The open study; raises StudyError before :meth:`open` is through."""
        if self._study is None:
            raise StudyError(_("The study is still being opened; try again in a moment."))
        return self._study

    @property
    def corpus(self) -> Corpus:
        """The study as it is now; raises StudyError before :meth:`open` is through."""
        if self._corpus is None:
            raise StudyError(_("The study is still being opened; try again in a moment."))
        return self._corpus

    async def open(self) -> None:
        """Open and read the study; raises StudyError."""
        await self._in_thread(self._open)
        self._tell(News(About.STUDY))

    async def make_ready(self) -> None:
        """Load what the first change and the first longer question would otherwise wait for."""
        if self._study is None:  # she has left meanwhile
            return
        await self._in_thread(lambda: import_module("caqda.coding.actions"))
        self.is_ready = True
        self._tell(News(About.READY))

    async def close(self) -> None:
        """Let go of the study when what is under way is done."""
        study, self._study = self._study, None
        if study is not None:
            await self._in_thread(study.close)
            self._closed = True
            self._thread.shutdown(wait=False)

    async def do(self, action: Callable[[Study], T]) -> T:
        """Carry out an action on the study; on return it is on disk and :attr:`corpus` shows it."""
        return await self._to_the_end(lambda: self._act(action))

    async def ask(self, question: Callable[[Corpus], T]) -> T:
        """The answer to a question to the study as it is now, worked out off the event loop."""
        corpus = self.corpus
        return await self._in_thread(lambda: question(corpus))

    async def refresh(self) -> bool:
        """Take in what was changed, here or by another process; tells whether anything was."""
        before = self.corpus
        return await self._to_the_end(self._read) is not before

    async def look_outside(self) -> None:
        """Notice what another process changed; screens are told with its entries of the journal.

        Nothing is done while something else is under way, which notices it as well.
        """
        if not self.under_way:
            await self._to_the_end(self._look_outside, lambda entries: entries)

    # -- news ----------------------------------------------------------------------------------------

    def listen(self, hear: Hear) -> None:
        """Call a method with all news, on the event loop, as long as its object lives."""
        self._hearers.append(WeakMethod(hear))

    def noticed(self, about: About) -> None:
        """Tell of something that was done and leaves the study as it is."""
        self._tell(News(about))

    def _tell(self, news: News) -> None:
        self._hearers = [held for held in self._hearers if held() is not None]
        for held in list(self._hearers):
            if (hear := held()) is not None:
                hear(news)

    def _take_touched(self) -> frozenset[str] | None:
        """The tables that changed since the last news of the study."""
        told, self._touched = self._touched, frozenset()
        return told

    def _tell_if_new(self, before: Corpus | None, entries: tuple[Entry, ...] = ()) -> None:
        if self._corpus is not before:
            self._tell(News(About.STUDY, entries, self._take_touched()))

    # -- coding --------------------------------------------------------------------------------------

    async def apply(self, code: int, start: int, end: int, *, source: int | None = None) -> int:
        """Apply a code to a passage of the open source (or of ``source``); returns the coding's id."""
        return (await self.apply_all([code], start, end, source=source))[0]

    async def apply_all(
        self, codes: list[int], start: int, end: int, *, source: int | None = None
    ) -> list[int]:
        """Apply several codes to one passage, as one step to undo; returns the codings' ids."""
        from caqda.coding.actions import apply_codes

        where, corpus = self._here(source), self.corpus

        def act(_: Study) -> list[int]:
            return apply_codes(corpus, codes, where, start, end)

        return await self._code(act, lambda _: codes)

    async def apply_new(
        self, path: str, start: int, end: int, *, codes: list[int] | None = None, source: int | None = None
    ) -> int:
        """Make the code at ``parent/child`` (with what is missing above it) and apply it; returns its id.

        ``codes`` are applied as well. All of it is one step to undo.
        """
        from caqda.coding.actions import apply_new

        where, others, corpus = self._here(source), codes or [], self.corpus

        def act(_: Study) -> int:
            return apply_new(corpus, path, others, where, start, end)

        return await self._code(act, lambda made: [*others, made])

    async def in_vivo(self, start: int, end: int, *, source: int | None = None) -> int:
        """Make the words of a passage a code and apply it there, as one step; returns the code's id."""
        from caqda.codebook.in_vivo import in_vivo

        where = self._here(source)
        return await self._code(lambda study: in_vivo(study, where, start, end), lambda made: [made])

    async def _code(self, action: Callable[[Study], T], applied: Callable[[T], list[int]]) -> T:
        """Carry out an action that applies codes; the last of them is in hand afterwards."""

        def work() -> T:
            made = self._act(action)
            for code in applied(made):
                self._used(code)
            self.hand = self.last
            return made

        return await self._to_the_end(work)

    async def create(self, path: str) -> int:
        """Make the code at ``parent/child``, with what is missing above it; returns its id."""
        from caqda.codebook import Codebook

        made = await self.do(lambda study: Codebook(study).add_path(path))
        self.take(made)
        return made

    async def remove(self, codings: list[int]) -> None:
        """Take codings off their passages, as one step to undo."""

        from caqda.coding.actions import remove

        await self.do(lambda study: remove(study, codings))

    async def resize(self, coding: int, start: int, end: int) -> None:
        """Move the ends of a coding."""
        await self.do(lambda study: study.resize(coding, start, end))

    async def write_memo(
        self,
        text: str,
        *,
        source: int | None = None,
        case: int | None = None,
        code: int | None = None,
        coding: int | None = None,
    ) -> None:
        """Write one's memo on one thing (the study where none is named); empty text removes it."""
        await self.do(
            lambda study: study.write_memo(text, source=source, case=case, code=code, coding=coding)
        )

    async def undo(self) -> list[Entry]:
        """Take back the last change; returns it, or nothing where there is none."""
        return await self.do(lambda study: study.journal.undo())

    async def redo(self) -> list[Entry]:
        """Make again what was undone last; returns it, or nothing where there is none."""
        return await self.do(lambda study: study.journal.redo())

    async def pin(self, code: int, slot: int) -> None:
        """Keep a code under a number key."""
        from caqda.favourites import pin

        await self.do(lambda study: pin(study, code, slot))

    async def unpin(self, slot: int) -> None:
        """Leave a number key to the codes applied last."""
        from caqda.favourites import unpin

        await self.do(lambda study: unpin(study, slot))

    # -- what is in hand -------------------------------------------------------------------------------

    def take(self, code: int | None) -> None:
        """Take a code in hand, or none."""
        if code != self.hand:
            self.hand = code
            self._tell(News(About.HAND))

    def show(self, source: int, start: int, end: int | None = None) -> None:
        """Open a passage in its place on the coding screen."""
        if source not in self.corpus.sources:
            raise ChangeError(_("That source is gone; look at the study anew."))
        self.place = Place(source, start, end)
        self._tell(News(About.PLACE))

    def group_by(self, variable: str) -> None:
        """Group sources, and count the live crosstab, by a variable; by none where it is empty."""
        if variable != self.grouping:
            self.grouping = variable
            self._tell(News(About.GROUPING))

    def _here(self, source: int | None) -> int:
        found = self.source if source is None else source
        if found is None:
            raise ChangeError(_("No source is open; choose one first."))
        return found

    def _used(self, code: int) -> None:
        """Remember a code that was applied, and give it a number key."""
        self.last = code
        self.recent = [code, *(one for one in self.recent if one != code)]
        if self._numbers is not None:
            self._numbers.used(code)

    # -- in the thread ---------------------------------------------------------------------------------

    async def _to_the_end(
        self, work: Callable[[], T], entries: Callable[[T], tuple[Entry, ...]] = lambda _: ()
    ) -> T:
        """Do something in the thread and tell what is new, also where whoever waits for it gives up.

        What is on disk must be shown. Who still waits goes on in the same breath as the news is heard, so
        that the screen is painted once for both.
        """
        before = self._corpus
        task = asyncio.ensure_future(self._in_thread(work))

        def told(done: asyncio.Future[T]) -> None:
            if not done.cancelled() and done.exception() is None:
                self._tell_if_new(before, entries(done.result()))

        try:
            result = await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(told)
            raise
        told(task)
        return result

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise StudyError(_("The study has been closed."))
        self.under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self.under_way -= 1

    def _open(self) -> None:
        from caqda import study as studies
        from caqda.analysis.corpus import Corpus
        from caqda.favourites import NumberKeys, applied, favourites

        study = studies.open(self.address, coder=self.coder or None)
        corpus = Corpus.read(study)
        made = applied(study)
        self.recent = list(dict.fromkeys(reversed(made)))
        self.last = self.hand = self.recent[0] if self.recent else None
        self.coder = study.coder
        self.grouping = first_grouping(corpus)
        self._study, self._corpus, self._touched = study, corpus, frozenset()
        self._numbers = NumberKeys(favourites(study), made)

    def _act(self, action: Callable[[Study], T]) -> T:
        result = action(self.study)
        self.is_ready = True  # whatever an action needs has been loaded for it
        self._read()
        return result

    def _read(self) -> Corpus:
        from caqda.analysis.corpus import Corpus

        fresh = Corpus.read(self.study, self.corpus)
        if fresh is not self._corpus:
            if fresh.sources:
                fresh.turns(next(iter(fresh.sources)))  # reads those of all, so that the screens need not
            before, now = self._touched, fresh.touched
            self._touched = None if before is None or now is None else before | now
            self._corpus = fresh
            self._forget_the_gone(fresh)
            self._lay_slots()
        return fresh

    def _look_outside(self) -> tuple[Entry, ...]:
        before = self.corpus.position
        position = self.study.journal.position()[0]
        if position == before:
            return ()
        self._read()
        return tuple(self.study.journal.log(max(1, min(20, position - before))))

    def _forget_the_gone(self, corpus: Corpus) -> None:
        self.recent = [code for code in self.recent if code in corpus.codes]
        self.last = self.last if self.last in corpus.codes else None
        self.hand = self.hand if self.hand in corpus.codes else None
        self.source = self.source if self.source in corpus.sources else None
        if self.grouping and self.grouping not in corpus.variables:
            self.grouping = first_grouping(corpus)

    def _lay_slots(self) -> None:
        from caqda.favourites import favourites

        if self._numbers is not None:
            self._numbers.lay(favourites(self.study), self.corpus.codes)


def first_grouping(corpus: Corpus) -> str:
    """The variable to group by at first; empty where none has a few values."""
    from caqda.analysis.comparing import default_by

    name = default_by(corpus)
    return name if name in corpus.variables else ""
