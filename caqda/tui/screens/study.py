"""What every screen on a study does: it hears the news, and says what went wrong in one sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ClassVar, TypeAlias

from textual.css.query import NoMatches
from textual.events import Idle, ScreenResume
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from caqda.errors import CaqdaError
from caqda.tui.compositor import RowCompositor
from caqda.tui.session import About, News, Session

Work: TypeAlias = Callable[..., Awaitable[Any]]


class StudyScreen(Screen[None]):
    """A screen on a study. Override :meth:`take_in`; errors of handlers and workers are said in words."""

    manual: ClassVar[str] = "coding"
    """The page of the manual that is about this screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._compositor: RowCompositor = RowCompositor()
        self.session = session
        self._behind = True
        self._as_mounted = True

    def on_mount(self) -> None:
        """Hear what changes from now on."""
        self.session.listen(self.hear)

    def hear(self, news: News) -> None:
        """What to do with news: another study is taken in now, or when the screen comes to the front."""
        if news.about is About.STUDY:
            self._behind = True
            self._catch_up()

    def on_screen_suspend(self) -> None:
        """When the screen comes back, how it is styled may be out of date."""
        self._as_mounted = False

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Show what changed in the meantime; a screen that nothing came before is styled already."""
        event.refresh_styles = event.refresh_styles and not self._as_mounted
        self._catch_up()

    def _catch_up(self) -> None:
        if self._behind and self.is_current and self.session.is_open:
            self._behind = False
            self.take_in()

    def take_in(self) -> None:
        """Show the study as it is now; called when the screen is first shown, and after each change."""

    async def filled(self) -> None:
        """Wait until the screen has something to show."""

    async def before_leaving(self) -> None:
        """What must be on disk before another screen comes or the app ends."""

    def say_error(self, error: CaqdaError) -> None:
        """Say what went wrong."""
        self.notify(str(error), severity="error", timeout=8, markup=False)

    def in_background(self, group: str, work: Work, *arguments: Any) -> None:
        """Do something without waiting for it; what was under way in the same group is given up."""
        begun: Any = partial(self._calmly, work, *arguments)  # called by the worker, if it comes to that
        self.run_worker(begun, group=group, exclusive=True, description=group)

    def calmly(self, work: Work) -> Work:
        """The same, with what it forbids said in words; for what is called with the answer to a question."""
        return partial(self._calmly, work)

    async def _calmly(self, work: Work, *arguments: Any) -> None:
        try:
            await work(*arguments)
        except CaqdaError as error:
            self.say_error(error)
        except NoMatches:
            if self.app.is_running:  # else the app ends, and what was to be shown has nowhere to stand
                raise

    def settle(self) -> None:
        """Bring up to date, before anything is painted, what follows from several things that happened."""

    async def _on_idle(self, event: Idle) -> None:
        """Let all that is to be painted anew be known, so that a key is answered by one picture."""
        self.settle()
        if self.is_current and not self.app._batch_count:
            self._compositor.report()

    def _compositor_refresh(self) -> None:
        """Work out no picture that would not be shown: what is to be painted is kept until it can be."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    def check_message_enabled(self, message: Message) -> bool:
        """Leave out what nobody here hears: that work has begun and is done."""
        return not isinstance(message, Worker.StateChanged) and super().check_message_enabled(message)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except CaqdaError as error:
            self.say_error(error)
