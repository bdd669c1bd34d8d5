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

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from caqda.errors import ChangeError
from caqda.tui.open_study import About, Hear, News, OpenStudy, Place
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.favourites import NumberKeys
    from caqda.recorded import Entry
    from caqda.study import Study

__all__ = ["About", "Hear", "News", "Place", "Session"]

T = TypeVar("T")


class Session(OpenStudy):
    """One researcher at one study. ``coder`` is who works, by default the user of the machine."""

    def __init__(self, address: str, coder: str | None = None) -> None:
        super().__init__(address, coder)
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
        self._numbers: NumberKeys | None = None

    @property
    def slots(self) -> dict[int, int]:
        """The code under each number key."""
        return self._numbers.slots if self._numbers is not None else {}

    @property
    def pinned(self) -> frozenset[int]:
        """The number keys that the coder has pinned."""
        return self._numbers.pinned if self._numbers is not None else frozenset()

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

    # -- as the study changes --------------------------------------------------------------------------

    def opened(self, study: Study, corpus: Corpus) -> None:
        """Take up what this coder did last."""
        from caqda.favourites import NumberKeys, applied, favourites

        made = applied(study)
        self.recent = list(dict.fromkeys(reversed(made)))
        self.last = self.hand = self.recent[0] if self.recent else None
        self.grouping = first_grouping(corpus)
        self._numbers = NumberKeys(favourites(study), made)

    def taken_in(self, corpus: Corpus) -> None:
        """Let go of what is no longer there."""
        self.recent = [code for code in self.recent if code in corpus.codes]
        self.last = self.last if self.last in corpus.codes else None
        self.hand = self.hand if self.hand in corpus.codes else None
        self.source = self.source if self.source in corpus.sources else None
        if self.grouping and self.grouping not in corpus.variables:
            self.grouping = first_grouping(corpus)
        if self._numbers is not None:
            from caqda.favourites import favourites

            self._numbers.lay(favourites(self.study), corpus.codes)


def first_grouping(corpus: Corpus) -> str:
    """The variable to group by at first; empty where none has a few values."""
    from caqda.analysis.comparing import default_by

    name = default_by(corpus)
    return name if name in corpus.variables else ""
