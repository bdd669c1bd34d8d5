"""Who leads the tour: knows the step, and notices what has been done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.tui.keys import keyed
from caqda.tui.session import About, News, Session
from caqda.tui.tour.panel import TourPanel
from caqda.tui.tour.steps import OFFER, STEPS, Deed
from caqda.wording import _

if TYPE_CHECKING:
    from textual.app import App

    from caqda.recorded import Entry

_TOLD = {About.ANSWER: Deed.ASKED, About.CELL: Deed.COMPARED, About.REPORT: Deed.REPORTED}
_AT_ONCE = 20  # entries of the journal that one look takes in


class Guide:
    """The tour of one sitting; offered first, unless it is to begin. ``over`` is called at its end."""

    def __init__(
        self, app: App[None], session: Session, over: Callable[[], None], *, begin: bool = False
    ) -> None:
        self._app, self._session, self._over = app, session, over
        self._at: int | None = 0 if begin else None
        self._seen = 0
        self._panels: list[TourPanel] = []
        if begin:
            remember()

    async def start(self) -> None:
        """Show the panel, and notice from now on; the study is open."""
        await self._look_back()
        self._session.listen(self.hear)
        self.arrive()
        if self._at == 0:
            self._open_first()

    def arrive(self) -> None:
        """Stand at the foot of the screen that is shown now."""
        screen = self._app.screen_stack[0]
        if not any(panel.screen is screen for panel in self._panels):
            panel = TourPanel()
            self._panels.append(panel)
            screen.mount(panel)
        self._show()

    def onward(self) -> None:
        """Begin, or go on to the next step; after the last the tour is over."""
        remember()
        step = 0 if self._at is None else self._at + 1
        if step == len(STEPS):
            self.leave()
        else:
            self._at = step
            self._show()
            if step == 0:
                self._open_first()

    def leave(self) -> None:
        """Put the tour away; it is not offered again."""
        remember()
        self._at = None
        self._over()
        for panel in self._panels:
            panel.remove()

    def hear(self, news: News) -> None:
        """Notice what was done here; what others do in the study is none of it."""
        if news.about in _TOLD:
            self._done(_TOLD[news.about])
        elif news.about is About.STUDY and not news.entries:
            self._app.run_worker(self._look_back(), group="tour")

    async def _look_back(self) -> None:
        latest = await self._session.ask(lambda corpus: corpus.study.journal.log(_AT_ONCE))
        new = [entry for entry in reversed(latest) if entry.id > self._seen]
        began, self._seen = self._seen, max((entry.id for entry in latest), default=0)
        for entry in new if began else ():
            self._done(_deed(entry))

    def _done(self, deed: Deed | None) -> None:
        if deed is not None and self._at is not None and STEPS[self._at].done is deed:
            self.onward()

    def _open_first(self) -> None:
        """The tour begins where the first interview does."""
        session = self._session
        if session.corpus.sources:
            session.show(next(iter(session.corpus.sources)), 0)

    def _show(self) -> None:
        for panel in self._panels:
            panel.show(*self._words())

    def _words(self) -> tuple[str, str, str]:
        if self._at is None:
            return keyed(self._app, _(OFFER)), "", ""
        step = STEPS[self._at]
        title = _("Tour {n} of {all}: {what}").format(n=self._at + 1, all=len(STEPS), what=_(step.title))
        keys = (
            _("{app.tour:f8} next  {app.tour-off:f9} leave")
            if step.done
            else _("{app.tour:f8} or {app.tour-off:f9} ends the tour")
        )
        return title, keyed(self._app, _(step.words)), keyed(self._app, keys)


def _deed(entry: Entry) -> Deed | None:
    if entry.kind == "undo":
        return Deed.UNDONE
    return Deed.CODED if entry.kind == "do" and entry.action in ("apply", "in vivo") else None


def taken() -> bool:
    """Whether the tour was begun or put away on this machine before."""
    return _place().exists()


def remember() -> None:
    """Keep in mind that it was; where that cannot be written down, it is offered once more."""
    try:
        _place().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _place().touch()
    except OSError:
        return


def _place() -> Path:
    from platformdirs import user_state_path

    return user_state_path("caqda") / "tour-taken"
