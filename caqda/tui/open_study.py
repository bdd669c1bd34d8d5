"""The open study as it is now, for screens: what is asked of it, what is done to it, and the news of it.

Each method that touches the database is awaited and works in one thread of its own: actions are carried out
in the order of the keys, nothing waits on the event loop, and when the ``await`` comes back the change is on
disk and :attr:`OpenStudy.corpus` shows it.
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

from caqda.errors import StudyError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
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


class OpenStudy:
    """A study that is open for one coder; ``coder`` is by default the user of the machine."""

    def __init__(self, address: str, coder: str | None = None) -> None:
        self.address = address
        self.coder = coder or ""
        self.is_ready = False
        """Whether :meth:`make_ready` is through, or an action; they work before, and take longer."""
        self.under_way = 0
        """How many actions and questions are being worked on or wait their turn."""
        self._study: Study | None = None
        self._corpus: Corpus | None = None
        self._hearers: list[WeakMethod[Hear]] = []
        self._closed = False
        self._touched: frozenset[str] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="study")

    def opened(self, study: Study, corpus: Corpus) -> None:
        """What else is to be done, in the thread, when the study has been read."""

    def taken_in(self, corpus: Corpus) -> None:
        """What else is to be done, in the thread, when it was read anew."""

    # -- the study -----------------------------------------------------------------------------------

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

        study = studies.open(self.address, coder=self.coder or None)
        corpus = Corpus.read(study)
        self.coder = study.coder
        self.opened(study, corpus)
        self._study, self._corpus, self._touched = study, corpus, frozenset()

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
            self.taken_in(fresh)
        return fresh

    def _look_outside(self) -> tuple[Entry, ...]:
        before = self.corpus.position
        position = self.study.journal.position()[0]
        if position == before:
            return ()
        self._read()
        return tuple(self.study.journal.log(max(1, min(20, position - before))))
