"""The Textual app. It owns the session, the themes and the way between screens; screens do the rest."""

from __future__ import annotations

import asyncio
import gc
import os
import traceback
from datetime import datetime
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from caqda import preferences
from caqda.errors import CaqdaError, ChangeError, StudyError
from caqda.safety import for_terminal
from caqda.tui import app_keys, display
from caqda.tui.one_by_one import OneByOne
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, News, Session
from caqda.tui.themes import THEMES, preferred
from caqda.tui.widgets.rooms import Rooms
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.tui.tour.guide import Guide

LOOK_OUTSIDE = 1.5  # seconds between looks at what other processes changed
WHEN_IDLE = 0.4  # seconds without a key
_LEAVING = {"q", "ctrl+q", "ctrl+c"}  # what works while a study is still being opened
_SCREENS = {
    "code": ("coding", "CodingScreen"),
    "query": ("query", "QueryScreen"),
    "crosstab": ("crosstab", "CrosstabScreen"),
    "codebook": ("codebook", "CodebookScreen"),
    "report": ("report", "ReportScreen"),
}


def run(address: str, coder: str | None = None, tour: str = "") -> None:
    """Open a study on the screen, until the researcher leaves; raises StudyError where that fails.

    ``tour`` is "offer" or "begin" where the study is the bundled one.
    """
    app = CaqdaApp(Session(address, coder), tour=tour)
    app.run()
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        raise SystemExit(app.return_code)


def _commands() -> Any:
    from caqda.tui.commands import StudyCommands

    return StudyCommands


class CaqdaApp(App[None]):
    """caqda on the screen."""

    TITLE = "caqda"
    CSS_PATH = "style.tcss"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = app_keys.BINDINGS

    def __init__(self, session: Session, *, look_outside: float = LOOK_OUTSIDE, tour: str = "") -> None:
        super().__init__()
        self.session = session
        self._bundled = bool(tour)
        self.tour: Guide | None = self._guide() if tour == "begin" else self._offered() if tour else None
        self.failure: CaqdaError | None = None
        self._look_outside = look_outside
        self._leaving = False
        self._last_key = 0.0
        self._ahead: list[events.Key] | None = []  # typed before there was a screen to type at
        self._keys = OneByOne(self)
        self._key_faults: tuple[CaqdaError, ...] = ()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = preferred(display.theme())
        if self.console.color_system != "truecolor" and not self.no_color:
            from caqda.tui.few_colours import FewColours

            self._filters.append(FewColours(self.console.color_system))
        for room in _SCREENS:
            self.add_mode(room, lambda room=room: self._screen(room))  # type: ignore[misc]

    def compose(self) -> ComposeResult:
        """The first picture: the study and the coding screen are loaded when it is painted."""
        yield Rooms(self.session, "code")
        yield Static(
            " " + _("caqda: opening {address} …").format(address=for_terminal(self.session.address)),
            markup=False,
        )

    def on_mount(self) -> None:
        """Paint first, then load what is needed to read and code."""
        self.session.listen(self.hear)
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        self._take_keys()
        import_module("caqda.tui.screens.coding")  # first: two threads that import are in each other's way
        opening = asyncio.ensure_future(self.session.open())
        self.run_worker(self._open(opening), group="study")

    async def _open(self, opening: asyncio.Future[None]) -> None:
        try:
            await opening
        except CaqdaError as error:
            self.failure = error
            self.exit(return_code=2)
            return
        with self.batch_update():  # nothing is painted before the interview can be
            await self.switch_mode("code")
            if isinstance(self.screen, StudyScreen):
                await self.screen.filled()
        # Painted now, not when its timer comes round, and once: laying it out paints all of it.
        self.screen._repaint_required = self.screen._repaint_required and not self.screen._layout_required
        self.screen._on_timer_update()
        gc.freeze()  # what is loaded by now stays, and is not looked through again and again
        gc.enable()
        self.set_timer(WHEN_IDLE, self._make_ready)
        self.set_interval(self._look_outside, self._look)
        if self.tour is not None:
            await self.tour.start()
        self._say_key_faults()
        ahead, self._ahead = self._ahead or [], None
        for event in ahead:
            self.post_message(events.Key(event.key, event.character))

    def delay_update(self, delay: float = 0.05) -> None:
        """Mask a transition, unless painting is held back already until it is over."""
        if not self._batch_count:
            super().delay_update(delay)

    def _take_keys(self) -> None:
        """Take the keys from the person's keys file, where there is one."""
        if not (os.environ.get("CAQDA_KEYS") or (preferences.folder() / "keys.toml").exists()):
            return
        from caqda.tui import keyfile

        told = keyfile.read()
        self.set_keymap(dict(told.keymap))
        self._key_faults = told.faults

    def _say_key_faults(self) -> None:
        """Say what is wrong with the keys file; caqda starts all the same."""
        if self._key_faults:
            more = len(self._key_faults) - 1
            told = _("{fault} 'caqda keys --check' tells {more} more.") if more else "{fault}"
            words = told.format(fault=self._key_faults[0], more=more)
            self.notify(words, severity="warning", timeout=15, markup=False)

    def _screen(self, room: str) -> Screen[Any]:
        module, name = _SCREENS[room]
        screen = getattr(import_module(f"caqda.tui.screens.{module}"), name)
        made: Screen[Any] = screen(self.session)
        made._css_update_count = self._css_update_count  # styled as it is mounted, and not once more after
        return made

    async def _make_ready(self) -> None:
        """Load what comes next when the hands rest; who acts sooner waits for it a moment."""
        if monotonic() - self._last_key < WHEN_IDLE:
            self.set_timer(WHEN_IDLE, self._make_ready)
        elif self.session.is_open:
            self.run_worker(self.session.make_ready(), group="ready")

    # -- news ----------------------------------------------------------------------------------------

    def hear(self, news: News) -> None:
        """A passage is shown on the coding screen."""
        if news.about is About.PLACE and self.current_mode != "code":
            self.run_worker(self.run_action("app.room('code')"), group="room")

    def _look(self) -> None:
        self.run_worker(self._look_once(), group="outside")

    async def _look_once(self) -> None:
        try:
            await self.session.look_outside()
        except CaqdaError as error:
            self.say_error(error)

    # -- actions ---------------------------------------------------------------------------------------

    async def action_room(self, room: str) -> None:
        """Go to another screen."""
        if room != "code" and not self.session.is_open:
            raise StudyError(_("The study is still being opened; try again in a moment."))
        if room == self.current_mode:
            return
        await self._finish_here()
        coming_up: asyncio.Event = self.screen._mounted_event
        await coming_up.wait()  # it looks for the screen beneath it
        await self.switch_mode(room)
        if self.tour is not None:
            self.tour.arrive()

    async def action_tour(self, step: str) -> None:
        """Begin the tour or go on with it, or leave it."""
        if self.tour is None and self._bundled and step == "on":
            self.tour = guide = self._guide()
            await guide.start()
        elif self.tour is None:
            raise ChangeError(_("The tour is in the bundled study: 'caqda tour' begins it."))
        elif step == "on":
            self.tour.onward()
        else:
            self.tour.leave()

    def _guide(self, *, begin: bool = True) -> Guide:
        from caqda.tui.tour.guide import Guide

        return Guide(self, self.session, self._end_tour, begin=begin)

    def _offered(self) -> Guide | None:
        from caqda.tui.tour.guide import taken

        return None if taken() else self._guide(begin=False)

    def _end_tour(self) -> None:
        self.tour = None

    def action_keys(self) -> None:
        """Show the keys that work now."""
        self._help()

    def action_manual(self) -> None:
        """Show the manual's page on this screen."""
        screen = self.screen
        self._help(screen.manual if isinstance(screen, StudyScreen) else "coding")

    def action_command_palette(self) -> None:
        """Show everything that can be done, by name."""
        from caqda.tui.commands import Palette

        if not isinstance(self.screen, Palette):
            asked = _("Search for commands…")
            self.push_screen(Palette(placeholder=asked, id="--command-palette"))

    def _help(self, *page: str) -> None:
        from caqda.tui.keys import rows_in_focus
        from caqda.tui.widgets.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(rows_in_focus(self.screen), *page))

    async def action_theme(self, name: str) -> None:
        """Put on a theme, and keep it on this machine."""
        self.theme = name
        await asyncio.to_thread(display.keep, display.reading(), name)

    async def action_quit(self) -> None:
        """Leave, when what is being written is on disk; where it cannot be, only when asked once more."""
        try:
            await self._finish_here()
        except CaqdaError as error:
            if not self._leaving:
                self._leaving = True
                raise StudyError(
                    _("{error} Leave once more to go without what you were writing.").format(error=error)
                ) from error
        if self.session.is_open:
            await self.session.close()
        self.exit()

    def action_help_quit(self) -> None:
        """Say what leaves, to who presses ctrl+c for it."""
        from caqda.tui.keys import shown

        bound = self.active_bindings.items()
        key = min((key for key, active in bound if active.binding.action == "quit"), key=len, default="q")
        self.notify(_("{key} leaves; everything is on disk.").format(key=shown(key)), markup=False)

    async def _finish_here(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen):
                await screen.before_leaving()

    # -- what goes wrong -------------------------------------------------------------------------------

    def say_error(self, error: CaqdaError) -> None:
        """Say what went wrong, in one sentence."""
        if isinstance(self.screen, StudyScreen):
            self.screen.say_error(error)
        else:
            self.notify(str(error), severity="error", timeout=8, markup=False)

    async def run_action(self, *arguments: Any, **named: Any) -> bool:
        """Carry out an action; what it forbids is said in words."""
        try:
            return await super().run_action(*arguments, **named)
        except CaqdaError as error:
            self.say_error(error)
            return True

    def _fatal_error(self) -> None:
        """A fault of caqda itself: no traceback on the screen, but in a file."""
        place = _write_fault(traceback.format_exc())
        self._exit_renderables.append(
            Text(
                _(
                    "caqda stopped because of a fault of its own. What you did is on disk; open the study "
                    "again. The details for a report of the fault are in {place}."
                ).format(place=place)
            )
        )
        self._close_messages_no_wait()

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on one by one, and to the panel or question that has come up since they were typed."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
            return
        self._last_key = monotonic()
        is_back = event.is_forwarded
        if self._ahead is not None and event.key not in _LEAVING:
            self._ahead.append(event)
            return
        if not is_back:
            if not self._keys.take(event, self.focused or self.screen):
                return
            event.caqda_screen = self.screen  # type: ignore[attr-defined]
        elif getattr(event, "caqda_screen", self.screen) is not self.screen:
            again = events.Key(event.key, event.character)
            self._keys.instead(event, again)
            await self.on_event(again)
            return
        await super().on_event(event)
        if is_back or not event.is_forwarded:
            self._keys.done(event)
        else:
            self._keys.sent(event)


def _write_fault(told: str) -> Path:
    from platformdirs import user_state_path

    folder = user_state_path("caqda", ensure_exists=True)
    place = folder / f"fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    place.write_text(told, "utf-8")
    return place
