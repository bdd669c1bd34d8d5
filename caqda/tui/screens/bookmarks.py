"""The list of bookmarks and of what is flagged for later: go there, write a note, take one away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from caqda import bookmarks
from caqda.bookmarks import Marked
from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.quotes import one_line
from caqda.tui.screens.dialogs import Ask
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.tui.session import Session

_LETTERS = 120  # of the passage


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """A mark and the beginning of its words; ``key`` is its id."""

    key: int
    mark: Marked
    text: str
    paragraph: int


class BookmarkRows(RowList):
    """The marks, in the order of the sources and texts."""

    def draw(self, row: Any, width: int) -> Text:
        """Kind, place, coder, note, words."""
        mark = row.mark
        left = Text(" ' " if mark.kind == "bookmark" else " ⚑ ")
        left.append(for_terminal(f"{mark.source_name} ¶ {row.paragraph}  "), "bold")
        if mark.note:
            left.append(f"{one_line(mark.note)}  ", "italic")
        left.append(row.text, self.look("rows--dim"))
        kind = _("later") if mark.kind == "later" else _("bookmark")
        return self.between(left, f" {for_terminal(mark.coder)} {kind} ", width)


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"bookmarks.{name}")


class BookmarkScreen(Question[Marked | None]):
    """The marks in a box; the one to go to, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("d,delete", "remove", N_("Take it away"), "remove"),
        _key("n", "note", N_("Write its note"), "note"),
        _key("escape,q", "dismiss(None)", N_("Leave"), "leave"),
    ]
    DEFAULT_CSS = """
    BookmarkScreen {
        align: center middle;
        background: $background 40%;
        & #kept {
            width: 100; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
        }
        & BookmarkRows { height: 1; }
        & #none { height: auto; padding: 0 1; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The marks."""
        with Vertical(id="kept") as box:
            box.border_title = _("Bookmarks, and what is flagged for later")
            yield BookmarkRows()
            yield Static(id="none", markup=False)

    async def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(BookmarkRows).focus()
        await self._fill()

    async def _fill(self) -> None:
        rows = await self._session.ask(_rows_of)
        listed = self.query_one(BookmarkRows)
        listed.fill(rows, listed.current.key if listed.current is not None else None)
        listed.display = bool(rows)
        listed.styles.height = min(max(1, len(rows)), max(1, self.app.size.height - 6))
        empty = self.query_one("#none", Static)
        empty.display = not rows
        none = _(
            "None yet. On the transcript {coding.bookmark:'} sets a bookmark, and {coding.later:d} flags a "
            "passage for later; they are listed here, from all sources."
        )
        empty.update(keyed(self, none))
        keys = (
            _(
                "{list.choose:enter} goes there · {bookmarks.note:n} note · "
                "{bookmarks.remove:d} takes it away · {bookmarks.leave:esc} leaves"
            )
            if rows
            else _("{bookmarks.leave:esc} leaves")
        )
        self.query_one("#kept").border_subtitle = keyed(self, keys)

    @on(RowList.Chosen)
    def _go(self, event: RowList.Chosen) -> None:
        self.dismiss(event.row.mark)

    async def action_remove(self) -> None:
        """Take the mark under the cursor away."""
        row = self.query_one(BookmarkRows).current
        if row is not None:
            await self._session.do(lambda study: bookmarks.remove(study, row.key))
            await self._fill()

    def action_note(self) -> None:
        """Write the note of the mark under the cursor."""
        row = self.query_one(BookmarkRows).current
        if row is None:
            return

        async def written(note: str | None) -> None:
            if note is not None:
                await self._session.do(lambda study: bookmarks.annotate(study, row.key, note))
                await self._fill()

        self.app.push_screen(Ask(_("Note"), row.mark.note), written)


def _rows_of(corpus: Corpus) -> list[BookmarkRow]:
    order = {source: place for place, source in enumerate(corpus.sources)}
    marks = [mark for mark in bookmarks.bookmarks(corpus.study) if mark.source in order]
    marks.sort(key=lambda mark: (order[mark.source], mark.start))
    return [
        BookmarkRow(
            mark.id,
            mark,
            one_line(corpus.text(mark.source)[mark.start : min(mark.end, mark.start + _LETTERS)]),
            corpus.paragraph_of(mark.source, mark.start),
        )
        for mark in marks
    ]
