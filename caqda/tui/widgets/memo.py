"""The memo panel: an editor. Leaving it, in any way, saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from caqda.safety import for_terminal
from caqda.tui.widgets.title import Title
from caqda.tui.widgets.writing import Writing
from caqda.wording import N_, _


@dataclass(frozen=True, slots=True)
class About:
    """What a memo is on: the arguments of ``write_memo``, in words, and what others wrote there."""

    target: Mapping[str, int]
    words: str
    mine: str
    others: Sequence[tuple[str, str]] = ()


class MemoEditor(Writing):
    """The editor itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+o", "screen.leave_memo", N_("Save and return"), id="memo.leave"),
        Binding("ctrl+e,f7", "screen.memo_outside", N_("Write in your own editor"), id="memo.editor"),
    ]


class MemoPanel(Vertical):
    """What the memo is on, what others wrote, and the editor."""

    DEFAULT_CSS = """
    MemoPanel {
        & #others { height: auto; max-height: 40%; padding: 0 1; color: $foreground 75%; overflow-y: auto; }
        & MemoEditor { padding: 0 1; height: 1fr; background: $surface; }
    }
    """

    @dataclass
    class Left(Message):
        """The editor lost the focus; the memo is to be saved."""

        panel: MemoPanel

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.about: About | None = None

    def compose(self) -> ComposeResult:
        """Title, others' memos, editor."""
        yield Title("")
        yield Static(id="others", markup=False)
        yield MemoEditor(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)

    @property
    def editor(self) -> MemoEditor:
        """The editor."""
        return self.query_one(MemoEditor)

    @property
    def unsaved(self) -> tuple[About, str] | None:
        """What is to be written, where the text is another than on disk."""
        if self.about is None or self.editor.text.strip() == self.about.mine.strip():
            return None
        return self.about, self.editor.text

    def edit(self, about: About) -> None:
        """Show the memo on something, ready to be written."""
        self.about = about
        self.query_one(Title).tell(_("Memo on {what}").format(what=about.words))
        told = "\n".join(for_terminal(f"{coder}: {text}") for coder, text in about.others)
        others = self.query_one("#others", Static)
        others.update(told)
        others.display = bool(told)
        self.editor.load_text(about.mine)
        self.editor.move_cursor(self.editor.document.end)

    def saved(self, about: About, text: str) -> None:
        """Take note that the memo is on disk."""
        if self.about is about:
            self.about = About(about.target, about.words, text, about.others)

    def on_descendant_blur(self) -> None:
        """Leaving saves."""
        self.post_message(self.Left(self))
