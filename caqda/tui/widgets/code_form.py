"""The form of a code: all that the codebook says of it, each field saved when it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Label, Static

from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.widgets.writing import Writing
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.codebook.entry import CodeEntry

FIELDS = {
    "name": N_("Name"),
    "colour": N_("Colour ({codebook.recolour:o} in the tree lists them)"),
    "definition": N_("Definition, in short"),
    "full": N_("Definition, in full"),
    "include": N_("Include when"),
    "exclude": N_("Exclude when"),
    "typical": N_("Typical examples, an empty line between"),
    "borderline": N_("Borderline examples, an empty line between"),
    "memo": N_("Memo, yours"),
}
LINES = ("name", "colour")
EXAMPLES = ("typical", "borderline")


def written(entry: CodeEntry, field: str, coder: str) -> str:
    """What a field shows of a code to a coder."""
    if field == "memo":
        return entry.memo_of(coder)
    value = getattr(entry, field)
    return "\n\n".join(value) if field in EXAMPLES else str(value)


def examples(text: str) -> list[str]:
    """The examples in a field."""
    return [part.strip("\n") for part in text.split("\n\n") if part.strip()]


class LineField(Input):
    """A field of one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.focus_next", N_("Next field"), show=False, id="form.next"),
    ]

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.value

    @text.setter
    def text(self, text: str) -> None:
        self.value = text


class TextField(Writing):
    """A field of several lines; ``tab`` leaves it."""


class CodeForm(VerticalScroll, can_focus=False):
    """The fields of one code. It posts :class:`Left` for a field that was left with something new in it."""

    DEFAULT_CSS = """
    CodeForm {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & .label { width: 100%; margin-top: 1; color: $foreground 75%; }
        & #others { color: $foreground 75%; margin-top: 1; }
        & LineField, & TextField {
            border: none;
            border-left: wide $border;
            background: $surface;
            padding: 0 1;
            height: auto;
            &:focus { border: none; border-left: wide $primary; background: $panel; }
        }
        & LineField { height: 1; }
        & TextField { min-height: 1; max-height: 14; overflow-x: hidden; scrollbar-size-vertical: 1; }
    }
    """

    @dataclass
    class Left(Message):
        """A field was left; what stands in it is another than on disk."""

        form: CodeForm
        code: int
        field: str
        text: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entry: CodeEntry | None = None
        self._coder = ""

    @property
    def code(self) -> int | None:
        """The code that is shown."""
        return self._entry.id if self._entry is not None else None

    def compose(self) -> ComposeResult:
        """A label and a field for each thing that is said of a code."""
        for field, words in FIELDS.items():
            yield Label(keyed(self, _(words)), classes="label", markup=False)
            if field in LINES:
                yield LineField(id=field, select_on_focus=False)
            else:
                yield TextField(id=field, tab_behavior="focus", show_line_numbers=False, soft_wrap=True)
        yield Static("", id="others", markup=False)

    def on_mount(self) -> None:
        """Nothing can be written before a code is shown."""
        self.disabled = True

    def field(self, name: str) -> LineField | TextField:
        """One of the fields."""
        found = self.query_one(f"#{name}")
        assert isinstance(found, LineField | TextField)
        return found

    def show(self, entry: CodeEntry, coder: str) -> None:
        """Show a code; a field of the same code with something new in it is left alone."""
        same = self.code == entry.id
        unsaved = {name for name in FIELDS if same and self._is_new(name)}
        self._entry, self._coder = entry, coder
        for name in FIELDS:
            if name not in unsaved and self.field(name).text != written(entry, name, coder):
                self._fill(name, written(entry, name, coder))
        told = "\n".join(for_terminal(f"{name}: {text}") for name, text in entry.memos if name != coder)
        self.query_one("#others", Static).update(told and _("Memos of others") + "\n" + told)
        self.disabled = False
        if not same:
            self.scroll_home(animate=False)

    def clear(self) -> None:
        """Show no code."""
        self._entry = None
        for name in FIELDS:
            self._fill(name, "")
        self.query_one("#others", Static).update("")
        self.disabled = True

    def _fill(self, name: str, text: str) -> None:
        field = self.field(name)
        if isinstance(field, TextField):
            field.load_text(text)
        else:
            field.value = text

    def _is_new(self, name: str) -> bool:
        if self._entry is None:
            return False
        return self.field(name).text.strip() != written(self._entry, name, self._coder).strip()

    @property
    def unsaved(self) -> list[Left]:
        """The fields with something new in them."""
        if self._entry is None:
            return []
        return [
            self.Left(self, self._entry.id, name, self.field(name).text)
            for name in FIELDS
            if self._is_new(name)
        ]

    def on_descendant_blur(self) -> None:
        """Leaving a field saves it."""
        for left in self.unsaved:
            if not self.field(left.field).has_focus:
                self.post_message(left)
