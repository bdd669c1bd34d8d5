"""The desk of the coding screen: its panels, which of them are seen, and the lines at its foot."""

from __future__ import annotations

from functools import cached_property

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from caqda.errors import CaqdaError, StudyError
from caqda.safety import for_terminal
from caqda.tui import display
from caqda.tui.keys import keyed
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import Session
from caqda.tui.widgets.codes import CodeTree, Definition
from caqda.tui.widgets.reading import Reading
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.sources import SourceList
from caqda.tui.widgets.status import Status
from caqda.tui.widgets.title import Title
from caqda.wording import N_, _

ROOMY, WIDE, MIDDLE = 170, 148, 96
"""From these widths on both side panels are wide, stand beside the transcript, or the codes alone do.

Between the last two the names in the margin have more need of the room than the list of sources.
"""

PANEL_KEYS = {
    "CodeTree": N_(
        "{list.choose:enter} takes it in hand  {coding.home:esc} back  {codes.fold:←} {codes.unfold:→} fold  "
        "{codes.edit:e} change in the codebook"
    ),
    "SourceList": N_(
        "{list.choose:enter} opens it  {coding.home:esc} back  {coding.group:V} group by another variable"
    ),
    "LogList": N_("{coding.undo:u} undoes the latest  {coding.home:esc} back  {coding.log:r} folds the log"),
    "MemoEditor": N_("{memo.leave:esc} saves and goes back  {memo.editor:f7} your own editor"),
    "SearchInput": N_(
        "{search.keep:enter} keeps the hits: {transcript.next-hit:n} next, "
        "{transcript.previous-hit:N} previous  ·  {search.leave:esc} back to where you were"
    ),
}
"""The keys of the panels, by the widget in focus, as the foot tells them."""

NO_HITS_KEYS = N_("No hits: type other words  ·  {search.leave:esc} back to where you were")
"""The keys of the search line while what was typed is not found."""


class DeskScreen(StudyScreen):
    """Sources, transcript, codes side by side; where it is narrow a side panel comes up in focus only."""

    AUTO_FOCUS = ""  # a side panel that is hidden would come up; the transcript takes the focus with its text

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._folded = False
        self._said_at = (0, 0)

    def compose(self) -> ComposeResult:
        """The panels, from left to right, and the status at the foot."""
        yield Rooms(self.session, "code")
        with Horizontal(id="desk"):
            with Vertical(id="sources"):
                yield Title(_("Sources"), _("codings"), id="sources-title")
                yield SourceList(id="source-list")
            with Vertical(id="reading"):
                transcript = Reading(id="transcript")
                transcript.reading = display.reading()
                yield hidden(transcript)
                opening = _("Opening {address} …").format(address=for_terminal(self.session.address))
                yield Static(opening, id="welcome", markup=False)
            with Vertical(id="codes"):
                yield Title(_("Codes"), _("here  all"))
                yield CodeTree(id="code-tree")
                yield Definition()
        yield hidden(Vertical(id="below"))
        yield Status()

    def on_mount(self) -> None:
        """Give each panel its place."""
        self._arrange()

    @cached_property
    def transcript(self) -> Reading:
        """The transcript."""
        return self.query_one(Reading)

    @cached_property
    def status(self) -> Status:
        """The lines at the foot."""
        return self.query_one(Status)

    @cached_property
    def code_tree(self) -> CodeTree:
        """The tree of codes."""
        return self.query_one("#code-tree", CodeTree)

    @cached_property
    def source_list(self) -> SourceList:
        """The list of sources."""
        return self.query_one(SourceList)

    @property
    def source(self) -> int | None:
        """The source that is shown."""
        return self.session.source

    def say_error(self, error: CaqdaError) -> None:
        """What is forbidden is said at the foot, what is wrong with the study where it cannot be missed."""
        if isinstance(error, StudyError):
            super().say_error(error)
        else:
            self._say(str(error))

    def welcome(self, words: str) -> None:
        """Say something where the transcript would stand; nothing brings the transcript back."""
        panel = self.query_one("#welcome", Static)
        panel.update(words)
        panel.display = bool(words)
        self.transcript.display = not words

    def _here(self) -> tuple[int, int]:
        return self.transcript.document.key, self.transcript.cursor

    def _say(self, words: str) -> None:
        """Say something at the foot, until the cursor goes on."""
        self._said_at = self._here()
        self.status.say(for_terminal(words))

    # -- panels ----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fold panels where there is no room."""
        self._arrange()

    def on_descendant_focus(self) -> None:
        """Unfold the panel in focus, and tell its keys."""
        self._arrange()
        keys = PANEL_KEYS.get(type(self.focused).__name__, "")
        if keys:
            self.status.say("")
        self.status.tell_panel(keys)

    def _arrange(self) -> None:
        """Which side panels stand beside the transcript, and which only over it while in focus."""
        width = self.size.width or self.app.size.width
        for name, needed in (("#sources", WIDE), ("#codes", MIDDLE)):
            panel = self.query_one(name)
            beside = width >= needed and not self._folded
            focused = self.focused is not None and panel in self.focused.ancestors
            panel.display = beside or focused
            panel.set_class(not beside, "-over")
        self.status.fold(self._folded_words())
        self.set_class(width >= ROOMY, "-roomy")
        self.query_one("#below").set_class(self.size.height < 30, "-low")

    def _folded_words(self) -> str:
        """How the panels come up that are folded away."""
        sources, codes = (self.query_one(panel).display for panel in ("#sources", "#codes"))
        if sources and codes:
            return ""
        if codes:
            return keyed(self, _("sources: {coding.previous-panel:shift+tab}"))
        if sources:
            return keyed(self, _("codes: {coding.next-panel:tab}"))
        return keyed(self, _("codes: {coding.next-panel:tab}  sources: {coding.previous-panel:shift+tab}"))

    def action_display(self) -> None:
        """Change how the transcript is set."""
        from caqda.tui.screens.display import DisplayScreen

        self.app.push_screen(DisplayScreen(self.transcript))

    def action_fold(self) -> None:
        """Fold both side panels away, or show them again."""
        self._folded = not self._folded
        self._arrange()
        told = _(
            "Only the transcript  ·  {coding.fold:z} shows the panels again, "
            "{coding.next-panel:tab} goes to one"
        )
        self._say(keyed(self, told) if self._folded else "")

    def _panels(self) -> list[Widget]:
        below: list[Widget] = list(self.query("#below LogList, #below MemoEditor"))
        return [self.source_list, self.transcript, self.code_tree, *below]

    def action_panel(self, step: int) -> None:
        """Go to the next or previous panel."""
        panels = self._panels()
        at = panels.index(self.focused) if self.focused in panels else 1
        self._enter(panels[(at + step) % len(panels)])

    def _enter(self, panel: Widget) -> None:
        for ancestor in panel.ancestors:
            if isinstance(ancestor, Widget) and ancestor.id in ("sources", "codes"):
                ancestor.display = True
        panel.focus()


def hidden(widget: Widget) -> Widget:
    """The widget, not shown for now."""
    widget.display = False
    return widget
