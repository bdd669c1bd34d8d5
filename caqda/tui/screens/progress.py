"""What is left today: how far each source is read and coded, and the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from caqda.coding.progress import SourceProgress, StudyProgress, progress_of
from caqda.safety import for_terminal
from caqda.tui.answering import Question
from caqda.tui.keys import keyed
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.title import Title
from caqda.wording import N_, _, numeral

if TYPE_CHECKING:
    from caqda.tui.session import Session

_BAR = 10  # cells
_FIGURES = 46  # cells: the numbers of a row, and the space before its name


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A source, as far as it is; ``key`` is its id."""

    key: int
    told: SourceProgress


class ProgressRows(RowList):
    """The sources in the order of the study. ``longest`` is the width of the longest name."""

    longest = 0

    def draw(self, row: Any, width: int) -> Text:
        """Name, a bar of what is coded, and the numbers of the heading."""
        told: SourceProgress = row.told
        read = "·" if told.read is None else f"{told.read:.0%}"
        figures = f"{told.share:>5.0%} {read:>7} {told.uncoded or '·':>8} {told.later or '·':>6}"
        figures += f" {told.codings or '·':>7} {told.today or '·':>6}"
        filled = round(told.share * _BAR)
        left = Text(f" {for_terminal(told.name)}")
        bar = f"{'█' * filled}{'░' * (_BAR - filled)}"
        return self.between(
            left, f"{bar}{figures}" if width > _FIGURES + _BAR + self.longest else figures, width
        )


class ProgressScreen(Question[int | None]):
    """All sources in a box; the one to open, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,Q", "dismiss(None)", N_("Leave"), show=False, id="progress.leave"),
    ]
    DEFAULT_CSS = """
    ProgressScreen {
        align: center middle;
        background: $background 40%;
        & #far {
            width: 104; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $foreground; border-subtitle-color: $foreground 75%;
        }
        & Title { padding: 0 0 0 1; }
        & #total { height: auto; padding: 0 1; }
        & ProgressRows { height: 18; scrollbar-gutter: stable; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """Heading, sources, totals."""
        with Vertical(id="far") as box:
            box.border_title = _("How far {coder} is").format(coder=for_terminal(self._session.coder))
            box.border_subtitle = keyed(
                self, _("{list.choose:enter} opens the source · {progress.leave:esc} leaves")
            )
            yield Title(_("Source"), _("coded reached  uncoded  later codings  today "))
            yield ProgressRows()
            yield Static(id="total", markup=False)

    async def on_mount(self) -> None:
        """Count."""
        listed = self.query_one(ProgressRows)
        listed.focus()
        coder = self._session.coder
        told = await self._session.ask(lambda corpus: progress_of(corpus, coder))
        listed.styles.height = max(1, min(len(told.sources), self.app.size.height - 10))
        listed.longest = max((cell_len(for_terminal(one.name)) for one in told.sources), default=0)
        listed.fill([ProgressRow(one.source, one) for one in told.sources], self._session.source)
        self.query_one("#total", Static).update(_totals(told))

    @on(RowList.Chosen)
    def _go(self, event: RowList.Chosen) -> None:
        self.dismiss(event.row.key)


def _totals(told: StudyProgress) -> str:
    sentence = _(
        "The study: {share} of the participants' {words} words are coded by {coder}. Left: {uncoded} of "
        "their paragraphs without a coding, {later} flagged for later. Today: {today} codings; "
        "{codings} in all. Reached: the furthest place in the text that you have been at."
    )
    return sentence.format(
        share=f"{told.share:.0%}",
        words=numeral(told.total("words")),
        coder=for_terminal(told.coder),
        uncoded=numeral(told.total("uncoded")),
        later=told.total("later"),
        today=told.total("today"),
        codings=numeral(told.total("codings")),
    )
