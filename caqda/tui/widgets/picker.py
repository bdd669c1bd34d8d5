"""The code picker: a few letters, enter. What does not exist yet is offered as a new code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset
from textual.widgets import Input

from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.transcript.margin import shortened
from caqda.tui.widgets.codes import SWATCH, Definition
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.language.picker import Choice, Picker

_WIDTH, _TOLD = 84, 52  # cells: the picker at least, where there is room; its border and the definition
_BESIDE = 14  # cells of a row beside the path of its code
_HIGH, _LOW, _TALL = 36, 14, 18  # rows: a screen that is high, the picker on a lower one, and on such a one
_LEAST = 9  # rows of the picker, in which several codes are still seen at once

NEW = "new"
"""The key of the row that makes a code."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: codes by id, and the path of a code to be made, empty for none."""

    codes: tuple[int, ...]
    new: str = ""


@dataclass(frozen=True, slots=True)
class Pickable:
    """What there is to pick from. ``likely`` weighs codes from 0 to 1; ``place`` finds a new code's path."""

    ranking: Picker
    colours: Mapping[int, str]
    counts: Mapping[int, int]
    slots: Mapping[int, int]
    likely: Mapping[int, float]
    place: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PickRow:
    """A code, or the offer to make one."""

    key: object
    path: str
    definition: str = ""


class PickList(RowList, can_focus=False):
    """What fits, the best first."""

    def __init__(self, pickable: Pickable) -> None:
        super().__init__()
        self.pickable = pickable
        self.marked: list[int] = []

    def draw(self, row: Any, width: int) -> Text:
        """Mark, number key, colour, name, the codes above, count."""
        if row.key == NEW:
            return self.between(Text(_("  + create ‘{path}’").format(path=for_terminal(row.path))), "", width)
        told = self.pickable
        slot = next((slot for slot, code in told.slots.items() if code == row.key), None)
        left = Text("✓" if row.key in self.marked else " ")
        left.append(f"{slot or ' '}", self.look("rows--dim"))
        left.append(f" {SWATCH} ", self.swatch(told.colours[row.key]))
        above, _slash, name = row.path.rpartition("/")
        left.append(for_terminal(name), "bold" if row.key in self.marked else "")
        if above:
            left.append(f"  {for_terminal(above)}", self.look("rows--dim"))
        return self.between(left, str(told.counts.get(row.key, 0) or "·"), width)


class PickScreen(Question[Picked | None]):
    """The picker over the transcript.

    ``beside`` and ``start`` are the last and the first row of the screen that it leaves in sight, ``kept``
    how many rows it leaves so at the foot of the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "apply", N_("Apply"), priority=True, id="picker.apply"),
        Binding("escape", "leave", N_("Leave without coding"), id="picker.leave"),
        Binding("down", "step(1)", N_("Next code"), priority=True, id="picker.down"),
        Binding("up", "step(-1)", N_("Previous code"), priority=True, id="picker.up"),
        Binding("pagedown", "page(1)", N_("A page on"), priority=True, id="picker.page-down"),
        Binding("pageup", "page(-1)", N_("A page back"), priority=True, id="picker.page-up"),
        Binding("tab", "mark", N_("Mark one of several codes"), priority=True, id="picker.mark"),
    ]
    DEFAULT_CSS = """
    PickScreen {
        & .rows--cursor { background: $primary 45%; text-style: bold; }
        background: $background 12%;
        & #picker {
            max-width: 100%; max-height: 100%;
            background: $panel; border: round $primary;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
            & Input { border: none; height: 1; padding: 0 1; background: $surface; }
            & #found { height: 1fr; }
            & #told { width: 1fr; border-left: solid $border; }
        }
        &.-narrow #found { layout: vertical; }
        &.-narrow PickList { width: 1fr; height: 1fr; }
        &.-narrow #told { width: 1fr; height: 4; border-left: none; border-top: solid $border; }
    }
    """

    def __init__(
        self, pickable: Pickable, title: str, beside: int = 0, start: int = 0, kept: int = 0
    ) -> None:
        super().__init__()
        self._pickable = pickable
        self._title = title
        self._beside = beside
        self._start = start
        self._kept = kept
        self._typed = ""
        self._longest = max((len(choice.path) for choice in pickable.ranking.choices), default=0) + _BESIDE

    def compose(self) -> ComposeResult:
        """A line to type in, what fits, and the definition beside it."""
        with Vertical(id="picker") as box:
            box.border_title = for_terminal(self._title)
            box.border_subtitle = self._keys()
            yield Input(
                placeholder=_("a few letters of a code, or the name of a new one"), select_on_focus=False
            )
            with Horizontal(id="found"):
                yield PickList(self._pickable)
                with Vertical(id="told"):
                    yield Definition()

    def on_mount(self) -> None:
        """Show all codes, the likely ones first."""
        self._stand()
        self._find("")

    def on_resize(self) -> None:
        """Keep clear of the passage."""
        self._stand()

    def _stand(self) -> None:
        """Below the passage where there is room, otherwise above it, lower where neither has room enough."""
        width, height = self.app.size.width, self.app.size.height - self._kept
        narrow = width < 70
        self.set_class(narrow, "-narrow")
        tall = min(height, _TALL if height >= _HIGH else _LOW)
        below, above = height - self._beside - 1, self._start
        if max(below, above) >= _LEAST:
            tall = min(tall, max(below, above))
        y = self._beside + 1 if below >= tall else self._start - tall if above >= tall else height - tall
        if y + tall == height - 1:  # half of the status would be left below it
            tall += 1
        wide = min(width, max(_WIDTH, self._longest + _TOLD))
        if not narrow:  # names in full, as far as the definition beside them leaves room
            self.found.styles.width = min(self._longest, wide * 3 // 5)
        box = self.query_one("#picker").styles
        box.width, box.height, box.offset = wide, tall, Offset((width - wide) // 2, y)

    @property
    def found(self) -> PickList:
        """The list of what fits."""
        return self.query_one(PickList)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew with each letter."""
        self._find(event.value)

    def action_apply(self) -> None:
        """Apply what is marked, or the code under the cursor, of those that fit all that was typed."""
        if (typed := self.query_one(Input).value) != self._typed:
            self._find(typed)
        self._pick(self.found.current)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Apply the code that was clicked."""
        self._pick(event.row)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Tell the definition of the code under the cursor."""
        self._tell(event.row)

    def _find(self, typed: str) -> None:
        self._typed = typed
        found = self._pickable.ranking.search(typed, likely=self._pickable.likely, limit=200)
        if (marked := self.found.marked) and not typed.strip():
            found = [*map(self._choice, marked), *(one for one in found if one.code not in marked)]
        rows = [PickRow(choice.code, choice.path, choice.definition) for choice in found]
        if typed.strip().strip("/") and not self._exists(typed):
            rows.append(PickRow(NEW, self._pickable.place(typed)))
        self.found.fill((), None)
        self.found.fill(rows, rows[0].key if rows else None)
        self._tell(self.found.current)

    def _exists(self, typed: str) -> bool:
        exact: list[Choice] = self._pickable.ranking.exact(typed)
        return bool(exact)

    def _tell(self, row: PickRow | None) -> None:
        told = self.query_one(Definition)
        if row is None:
            told.tell("", "")
        elif row.key == NEW:
            told.tell(row.path, self._new_words(row.path))
        else:
            told.tell(row.path, row.definition)

    def _new_words(self, path: str) -> str:
        """What would be made: the code, and what is missing above it."""
        above, _slash, name = path.rpartition("/")
        if not above:
            return _("A new code, at the top of the codebook. Write parent/child to make it below another.")
        if self._exists(above):
            return _("A new code below {parent}.").format(parent=above)
        return _("Two new codes or more: {parent} is made too, and {name} below it.").format(
            parent=above, name=name
        )

    def _pick(self, row: PickRow | None) -> None:
        marked = self.found.marked
        if row is None:
            return
        if row.key == NEW:
            self.dismiss(Picked(tuple(marked), row.path))
        elif marked:
            assert isinstance(row.key, int)
            typed = [row.key] if self._typed.strip() else []
            self.dismiss(Picked(tuple(dict.fromkeys([*marked, *typed]))))
        else:
            assert isinstance(row.key, int)
            self.dismiss(Picked((row.key,)))

    def action_step(self, step: int) -> None:
        """Go to the next or previous code."""
        self.found.action_step(step)

    def action_page(self, step: int) -> None:
        """Go on by a page."""
        self.found.action_page(step)

    def action_mark(self) -> None:
        """Mark the code under the cursor, or take the mark off; what was typed goes."""
        row, marked = self.found.current, self.found.marked
        if row is None or not isinstance(row.key, int):
            return
        if row.key in marked:
            marked.remove(row.key)
        else:
            marked.append(row.key)
        self.query_one("#picker").border_subtitle = self._keys()
        line = self.query_one(Input)
        if line.value:
            line.value = ""  # and all are found anew
        else:
            self._find("")
            self.found.go_to(row.key)

    def _choice(self, code: int) -> Choice:
        return next(choice for choice in self._pickable.ranking.choices if choice.code == code)

    def _keys(self) -> str:
        """The keys, and what they would apply."""
        if not (marked := self.found.marked if self.is_mounted else []):
            told = _(
                "{picker.apply:enter} applies · {picker.mark:tab} marks several · {picker.leave:esc} leaves"
            )
            return keyed(self, told)
        names = ", ".join(self._choice(code).name for code in marked)
        told = _("{picker.apply:enter} applies {names} · {picker.leave:esc} leaves")
        return keyed(self, told, names=shortened(for_terminal(names), min(_WIDTH, self.app.size.width) - 34))

    def action_leave(self) -> None:
        """Leave without coding."""
        self.dismiss(None)
