"""Keys one by one: each goes on its way when the one before has done its work.

Textual hands a key to the panel in focus, which types it where it is a letter; any other key wanders on up
to the app, which does what is bound to it. Of keys that come together, over a slow line or from a quick hand,
the letters would overtake the others: a digit was typed before the backspace that stood before it.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual.events import Key
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

_PATIENCE = 0.5  # seconds: a key whose panel has gone meanwhile never comes back


class OneByOne:
    """The keys of an app, of which one is under way and the others wait."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: deque[Key] = deque()
        self._under_way: Key | None = None
        self._at: MessagePump = app

    def take(self, key: Key, at: MessagePump) -> bool:
        """Whether a key may go to ``at`` now; else it waits, and comes again in its turn."""
        before = self._under_way
        if before is not None and before._stop_propagation:
            before = self._under_way = None
        if before is None and (not self._waiting or self._waiting[0] is key):
            if self._waiting:
                self._waiting.popleft()
            self._under_way, self._at = key, at
            return True
        self._waiting.append(key)
        if before is not None and len(self._waiting) == 1:
            self._expect(before)
        return False

    def sent(self, key: Key) -> None:
        """A key that was taken is on its way."""
        if self._waiting and self._under_way is key:
            self._expect(key)

    def _expect(self, key: Key) -> None:
        self._follow(key, self._at)
        self._app.set_timer(_PATIENCE, lambda: self.done(key))

    def instead(self, key: Key, again: Key) -> None:
        """A key that is back is sent once more; those that wait go on waiting."""
        if self._under_way is key:
            self._under_way = None
            self._waiting.appendleft(again)

    def done(self, key: Key) -> None:
        """A key has done its work; the next one comes."""
        if self._under_way is key:
            self._under_way = None
            if self._waiting:
                self._app.post_message(self._waiting[0])

    def _follow(self, key: Key, at: MessagePump) -> None:
        """Go the way of a key, always behind it, until something has taken it or it is back at the app."""

        def passed() -> None:
            if self._under_way is not key:
                return
            if key._stop_propagation or at._parent is None:
                self.done(key)
            else:
                self._follow(key, at._parent)

        if not at.call_later(passed):
            self.done(key)
