"""A list of rows with a cursor, drawn line by line: only what is in sight is ever made."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from caqda.tui.colours import READABLE, VISIBLE, legible, parsed
from caqda.wording import N_

_CACHED = 1024  # rows


class Row(Protocol):
    """A row. ``key`` says which one it is after the list was filled anew; None where it cannot be chosen."""

    @property
    def key(self) -> object: ...  # noqa: D102


def _bind(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"list.{name}")


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of rows. A subclass says how a row looks, in :meth:`draw`."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("down,j", "step(1)", N_("Down"), "down"),
        _bind("up,k", "step(-1)", N_("Up"), "up"),
        _bind("pagedown,ctrl+d", "page(1)", N_("Page down"), "page-down"),
        _bind("pageup,ctrl+u", "page(-1)", N_("Page up"), "page-up"),
        _bind("home,g", "end(-1)", N_("First"), "first"),
        _bind("end,G", "end(1)", N_("Last"), "last"),
        _bind("enter", "choose", N_("Choose"), "choose"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--heading", "rows--dim"}
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & .rows--cursor { background: $foreground 10%; }
        &:focus .rows--cursor { background: $primary 45%; text-style: bold; }
        & .rows--heading { color: $foreground 70%; text-style: bold; }
        & .rows--dim { color: $foreground 65%; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A row was chosen with ``enter`` or the mouse."""

        list: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list that posted it."""
            return self.list

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another row."""

        list: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list that posted it."""
            return self.list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Any] = ()
        self._cursor = 0
        self._styles: dict[str, Style] = {}
        self._strips: dict[Hashable, Strip] = {}

    # what is shown ----------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Any]:
        """All rows, in order."""
        return self._rows

    @property
    def current(self) -> Any:
        """The row under the cursor; None where there is none."""
        if self._cursor < len(self._rows) and self._rows[self._cursor].key is not None:
            return self._rows[self._cursor]
        return None

    def fill(self, rows: Sequence[Any], at: object = None) -> None:
        """Show these rows with the cursor on that of the key ``at``, or of the row it was on.

        Only rows that are others than before are painted again.
        """
        was, old, stood = self.current, self._rows, self._cursor
        wanted = at if at is not None else (was.key if was is not None else None)
        self._rows = rows
        self._cursor = self._place(wanted)
        if len(rows) == len(old) > 0:
            self._refresh_places({place for place in self._in_sight() if rows[place] != old[place]})
            self._refresh_places({stood, self._cursor} if stood != self._cursor else ())
        else:
            self.virtual_size = Size(self.scrollable_content_region.width, len(rows))
            self.refresh()
        self._reveal()
        if self.current != was:
            self.post_message(self.Highlighted(self, self.current))

    def repaint(self, *keys: object) -> None:
        """Paint the rows of some keys again."""
        self._refresh_places(place for place in self._in_sight() if self._rows[place].key in keys)

    def go_to(self, key: object) -> None:
        """Put the cursor on the row of that key, where there is one."""
        for place, row in enumerate(self._rows):
            if row.key == key:
                self._set(place)
                return

    def draw(self, row: Any, width: int) -> Text:
        """How a row looks in ``width`` cells."""
        raise NotImplementedError

    def state_of(self, row: Any) -> Hashable | None:
        """What the look of a row depends on besides the row and the cursor; None: it is drawn every time.

        A list that scrolls at every other key says it, so that each row is drawn once.
        """
        return None

    def between(self, left: Text, right: str, width: int, style: Style | str = "") -> Text:
        """A row of text at the left and a number at the right, cut to fit."""
        room = width - len(right) - (1 if right else 0)
        left.truncate(max(0, room), overflow="ellipsis", pad=True)
        if right:
            left.append(" ")
            left.append(right, style or self.look("rows--dim"))
        return left

    def look(self, name: str) -> Style:
        """The style of a component of this list."""
        if name not in self._styles:
            styles = self.get_component_styles(name)
            back = self.colors[2] + styles.background  # what shines through is blended in
            fore = legible(back + styles.color, back) if styles.auto_color else back + styles.color
            colour = fore.rich_color if styles.has_rule("color") else None
            ground = back.rich_color if styles.background.a else None
            self._styles[name] = styles.text_style + Style(color=colour, bgcolor=ground)
        return self._styles[name]

    def swatch(self, colour: str) -> Style:
        """The colour of a code, such that it can be seen here."""
        if colour not in self._styles:
            background = self.background_colors[1]
            safe = self.app.theme_variables.get("code-hues") == "safe"
            seen = legible(parsed(colour, background, safe=safe), background, VISIBLE)
            self._styles[colour] = Style(color=seen.rich_color)
        return self._styles[colour]

    # painting ---------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._styles, self._strips = {}, {}

    def render_line(self, y: int) -> Strip:
        """One row of the widget."""
        place, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        base = self.look_base
        if place >= len(self._rows):
            return Strip.blank(width, base)
        row, current = self._rows[place], place == self._cursor
        if (state := self.state_of(row)) is None:
            return self._painted(row, width, current)
        key = row, current, state, width
        if key not in self._strips:
            if len(self._strips) >= _CACHED:
                self._strips.clear()
            self._strips[key] = self._painted(row, width, current)
        return self._strips[key]

    def _painted(self, row: Any, width: int, current: bool) -> Strip:
        text = self.draw(row, width)
        under = self.look_base + self.app.console.get_style(text.style)
        strip = Strip(text.render(self.app.console)).adjust_cell_length(width)
        if current and self.current is not None:
            return self._under_cursor(strip, under + self.look("rows--cursor"))
        return strip.apply_style(under)

    def _under_cursor(self, strip: Strip, under: Style) -> Strip:
        """A row on the colour of the cursor, where what is pale or coloured elsewhere stands out as well."""
        back = Color.from_rich_color(under.bgcolor) if under.bgcolor else self.background_colors[1]

        def seen(text: str, style: Style | None) -> Style | None:
            if style is None or style.color is None or style.bgcolor is not None:
                return style
            least = READABLE if any(map(str.isalnum, text)) else VISIBLE
            return style + Style(color=legible(Color.from_rich_color(style.color), back, least).rich_color)

        told = [Segment(text, seen(text, style), control) for text, style, control in strip]
        return Strip(told, strip.cell_length).apply_style(under)

    @property
    def look_base(self) -> Style:
        """The style of what has no other."""
        if "" not in self._styles:
            self._styles[""] = self.rich_style
        return self._styles[""]

    def on_focus(self) -> None:
        """The cursor looks different in focus."""
        self._styles, self._strips = {}, {}
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks different out of focus."""
        self.on_focus()

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self._reveal()

    # moving -----------------------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """Go to the next or previous row that can be chosen."""
        place = self._cursor + step
        while 0 <= place < len(self._rows) and self._rows[place].key is None:
            place += step
        if 0 <= place < len(self._rows):
            self._set(place)
        elif step < 0:
            self.scroll_to(y=0, animate=False)

    def action_page(self, step: int) -> None:
        """Go on by a page."""
        height = max(1, self.scrollable_content_region.height - 1)
        self._set(self._nearest(self._cursor + step * height))

    def action_end(self, step: int) -> None:
        """Go to the first or last row."""
        self._set(self._nearest(0 if step < 0 else len(self._rows) - 1))

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if (row := self.current) is not None:
            self.post_message(self.Chosen(self, row))

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        place = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= place < len(self._rows) and self._rows[place].key is not None:
            self._set(place)
            self.action_choose()

    def _set(self, place: int) -> None:
        if place == self._cursor or not 0 <= place < len(self._rows):
            return
        old, self._cursor = self._cursor, place
        self._reveal()
        self._refresh_places((old, place))
        self.post_message(self.Highlighted(self, self.current))

    def _in_sight(self) -> range:
        top = self.scroll_offset.y
        return range(top, min(len(self._rows), top + self.size.height))

    def _refresh_places(self, places: Iterable[int]) -> None:
        top, width = self.scroll_offset.y, self.size.width
        regions = [Region(0, place - top, width, 1) for place in places]
        if regions:
            self.refresh(*regions)

    def _reveal(self) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        if height <= 0:
            return
        first = self._cursor
        while first > 0 and self._rows[first - 1].key is None:
            first -= 1  # the heading above comes into sight as well
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)

    def _place(self, key: object) -> int:
        if key is not None:
            for place, row in enumerate(self._rows):
                if row.key == key:
                    return place
        return self._nearest(self._cursor)

    def _nearest(self, place: int) -> int:
        """The row nearest to a place that can be chosen."""
        last = len(self._rows) - 1
        place = max(0, min(place, last))
        for step in range(last + 1):
            for there in (place + step, place - step):
                if 0 <= there <= last and self._rows[there].key is not None:
                    return there
        return 0
