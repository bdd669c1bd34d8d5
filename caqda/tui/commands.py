"""What the command palette offers on the coding screen: only what applies now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen
from textual.widgets.option_list import Option

from caqda.errors import CaqdaError
from caqda.tui.answering import Answering
from caqda.tui.keys import keyed, shown
from caqda.tui.naming import called
from caqda.tui.session import Session
from caqda.tui.themes import THEMES, word
from caqda.tui.widgets.rooms import ROOMS, key_of
from caqda.wording import _

Offer = tuple[str, str, Callable[[], Any]]


class Palette(Answering, CommandPalette):
    """Textual's palette, left once, and without a sign that not every terminal has."""

    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    """

    # Commands may still be gathered when it has been left, and its list is gone.

    def _watch__list_visible(self) -> None:
        if self.query(CommandList):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        if self.query(CommandList):
            await super()._watch__show_busy()

    def _gather_commands(self, search_value: str) -> Any:
        return super()._gather_commands(search_value) if self.query(CommandList) else None

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say it in the language of the interface."""

        def told() -> None:
            if search_value and self.query(CommandList):
                option = Option(_("Nothing is called so"), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
                self._list_visible = True

        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, told)


class StudyCommands(Provider):
    """Screens, sources, groupings, themes, and what has a key here."""

    async def discover(self) -> Hits:
        """What is offered before anything is typed."""
        for words, told, act in self._offers():
            yield DiscoveryHit(words, act, help=told)

    async def search(self, query: str) -> Hits:
        """What fits."""
        matcher = self.matcher(query)
        for words, told, act in (*self._offers(), *self._of_keys()):
            if (score := matcher.match(words)) > 0:
                yield Hit(score, matcher.highlight(words), act, help=told)

    def _offers(self) -> Iterator[Offer]:
        app = self.app
        run = app.run_action
        for room in ROOMS:
            yield (
                _("Go to {room}").format(room=_(room)),
                _("the same as {key}").format(key=key_of(app, room)),
                partial(run, f"app.room('{room}')"),
            )
        for theme in THEMES:
            words = _("Colours: {theme}").format(theme=_(word(theme.name)))
            yield words, _("kept on this machine"), partial(run, f"app.theme('{theme.name}')")
        yield (
            _("Help: the keys that work now"),
            keyed(app, _("the same as {app.keys:?}")),
            partial(run, "app.keys"),
        )
        yield _("Help: the manual"), keyed(app, _("the same as {app.manual:f1}")), partial(run, "app.manual")
        session = getattr(app, "session", None)
        if isinstance(session, Session) and session.is_open:
            yield from self._of_study(session)
        yield _("Leave caqda"), _("everything is on disk"), partial(run, "app.quit")

    def _of_keys(self) -> Iterator[Offer]:
        """Whatever has a key on the screen that the palette was called from."""
        offered = set()
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.id is None or binding.description in offered or not isinstance(active.node, Screen):
                continue
            offered.add(binding.description)
            yield (
                _(binding.description),
                _("the same as {key}").format(key=shown(key)),
                partial(self.app.run_action, binding.action, active.node),
            )

    def _of_study(self, session: Session) -> Iterator[Offer]:
        try:
            corpus = session.corpus
        except CaqdaError:
            return
        for name in corpus.variables:
            if name != session.grouping:
                yield (
                    _("Group sources by {name}").format(name=called(name)),
                    _("and count the live crosstab"),
                    partial(session.group_by, name),
                )
        for source in corpus.sources.values():
            yield (
                _("Open {name}").format(name=source.name),
                _("a source"),
                partial(session.show, source.id, 0),
            )
