"""The first line of every screen: which study this is, who works, and the screens there are."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.dom import DOMNode
from textual.widget import Widget

from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.session import Session
from caqda.wording import N_, _

ROOMS = {N_("code"): "f2", N_("query"): "f3", N_("crosstab"): "f4", N_("codebook"): "f5", N_("report"): "f6"}
"""The screens by name, with their keys where there is no keys file."""


_NAMED = 12  # cells for the name of the study; with fewer the other screens are told by their keys alone


def key_of(node: DOMNode, room: str) -> str:
    """The key of a screen as it is now."""
    return keyed(node, f"{{app.{room}:{ROOMS[room]}}}")


class Rooms(Widget):
    """One line; ``room`` is the screen that it stands on. A click on a name goes there."""

    DEFAULT_CSS = """
    Rooms {
        height: 1; background: $panel; color: $foreground;
        link-color: $foreground; link-style: none;
        link-color-hover: $foreground; link-background-hover: $primary 40%; link-style-hover: none;
    }
    """

    def __init__(self, session: Session, room: str) -> None:
        super().__init__()
        self._session = session
        self._room = room

    def render(self) -> Text:
        """The line, cut to the width."""
        doors = self._doors(named=True)
        if self.size.width - doors.cell_len < _NAMED:
            doors = self._doors(named=False)
        room = max(0, self.size.width - doors.cell_len)
        name = Text(" " + self._title(), style="bold")
        name.truncate(max(0, room - 1), overflow="ellipsis")
        name.pad_right(room - name.cell_len)
        line = name + doors
        line.truncate(self.size.width, overflow="ellipsis")
        return line

    def _doors(self, *, named: bool) -> Text:
        """The screens with their keys; where they are not all ``named``, this one is."""
        doors = Text("  ").join([self._door(room, named=named or room == self._room) for room in ROOMS])
        doors.append("  ")
        return doors.append(Text(keyed(self, _("{app.keys:?} keys ")), Style(meta={"@click": "app.keys"})))

    def _title(self) -> str:
        session = self._session
        if not session.is_open:
            return for_terminal(session.address)
        return for_terminal(f"{session.corpus.name} · {session.coder}")

    def _door(self, room: str, *, named: bool) -> Text:
        style = Style(meta={"@click": f"app.room('{room}')"}) + (
            Style(bold=True, reverse=True) if room == self._room else Style()
        )
        key = key_of(self, room)
        return Text(f"{key} {_(room)}" if named else key, style)
