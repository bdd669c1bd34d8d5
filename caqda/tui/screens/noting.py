"""What stands below the transcript on demand: memo, live crosstab, log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from caqda.coding.spans import foremost
from caqda.errors import ChangeError
from caqda.safety import for_terminal
from caqda.tui.screens.seeking import SeekingScreen
from caqda.tui.session import News, Session
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.tui.widgets.memo import MemoPanel

_LOGGED = 100
_LIVE_BESIDE = 4  # rows of the live crosstab besides its values: edge, title, heads, all together


class NotingScreen(SeekingScreen):
    """The desk with a panel below, one at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._below = ""
        self._panel: Widget | None = None

    def hear(self, news: News) -> None:
        """Show what is new below as well."""
        super().hear(news)
        self._count()
        self._fill_log()

    async def _show_below(self, name: str) -> Widget | None:
        """Show one panel below the transcript, or none; returns it."""
        await self.before_leaving()
        below = self.query_one("#below")
        self._below, self._panel = name, None
        below.display = bool(name)
        below.styles.height = None
        await below.remove_children()
        panel = below_panel(name)
        if panel is not None:
            await below.mount(panel)
            if panel.is_attached:
                self._panel = panel
        return panel

    async def action_live(self) -> None:
        """Show the live crosstab, or fold it away."""
        if await self._show_below("" if self._below == "live" else "live"):
            self._count()
        self.transcript.focus()

    def _count(self) -> None:
        if self._below == "live":
            self.in_background("live", self._count_live)

    async def _count_live(self) -> None:
        from caqda.tui.widgets.live import LivePanel

        hand, by, panel = self.session.hand, self.session.grouping or "source", self._panel
        if not isinstance(panel, LivePanel):
            return
        if hand is None:
            told = _("No code is in hand yet: code something, or choose one in the tree.")
            panel.tell(_("Live crosstab"), told)
            return
        from caqda.analysis.crosstab import crosstab

        table = await self.session.ask(lambda corpus: crosstab(corpus, by=by, codes=[hand]))
        if panel is self._panel and hand == self.session.hand:
            panel.show(table)
            self._fit_below(len(table.columns) + _LIVE_BESIDE)

    def _fit_below(self, rows: int) -> None:
        """Give the panel below the rows that it needs, at most half of the screen."""
        below, rows = self.query_one("#below"), min(rows, self.size.height // 2)
        if below.styles.height is None or below.styles.height.value != rows:
            below.styles.height = rows

    async def action_log(self) -> None:
        """Show the log, or fold it away."""
        if await self._show_below("" if self._below == "log" else "log"):
            self._fill_log()
        self.transcript.focus()

    def _fill_log(self) -> None:
        if self._below == "log":
            self.in_background("log", self._read_log)

    async def _read_log(self) -> None:
        from caqda.tui.widgets.log import LogPanel

        entries = await self.session.ask(lambda corpus: corpus.study.journal.log(_LOGGED))
        panel = self._panel  # another may have come in the meantime
        if isinstance(panel, LogPanel):
            panel.show(entries)

    async def action_memo(self) -> None:
        """Write a memo on the coding under the cursor, or on the source where there is none."""
        from caqda.tui.widgets.memo import About as MemoAbout

        mark = foremost(self._marks_here(), self._held, self.session.coder)
        source = self.transcript.document
        if not source.text:
            raise ChangeError(_("There is no source to write a memo on yet."))
        target = {"coding": mark.key} if mark else {"source": source.key}
        told = await self.session.ask(lambda corpus: corpus.study.memos(**target))
        mine = next((text for coder, text, __ in told if coder == self.session.coder), "")
        others = [(coder, text) for coder, text, __ in told if coder != self.session.coder]
        if mark:
            words = _("the coding {code} ({coder})").format(code=mark.name, coder=mark.coder)
        else:
            words = _("the source {name}").format(name=source.name)
        panel: MemoPanel = await self._show_below("memo")  # type: ignore[assignment]
        panel.edit(MemoAbout(target, words, mine, others))
        panel.editor.focus()

    async def before_leaving(self) -> None:
        """Write the memo that is being edited."""
        await super().before_leaving()
        if self._below != "memo":
            return
        from caqda.tui.widgets.memo import MemoPanel

        panel = self._panel
        if not isinstance(panel, MemoPanel):
            return
        unsaved = panel.unsaved
        if unsaved is not None:
            about, text = unsaved
            await self.session.write_memo(text, **about.target)
            panel.saved(about, text)
            self._say(_("Memo on {what} saved.").format(what=for_terminal(about.words)))

    async def on_memo_panel_left(self) -> None:
        """Leaving the editor saves."""
        await self.before_leaving()

    def action_memo_outside(self) -> None:
        """Write the memo in one's own editor."""
        from caqda.tui.outside import edit_outside

        panel: MemoPanel = self.query_one("MemoPanel")  # type: ignore[assignment]
        panel.editor.load_text(edit_outside(self.app, panel.editor.text))
        panel.editor.focus()

    def action_memos(self) -> None:
        """All memos and the journal."""
        from caqda.tui.screens.memos import Here, MemosScreen

        found, source = self._target(), self.transcript.document.key or None
        cursor = self.transcript.cursor
        cases = self.session.corpus.cases_of(source, cursor, cursor + 1) if source else ()
        here = Here(source, found.span if found is not None else None, cases)
        self.app.push_screen(MemosScreen(self.session, here))

    async def action_leave_memo(self) -> None:
        """Save the memo and return to the transcript."""
        await self._show_below("")
        self.transcript.focus()

    def action_home(self) -> None:
        """Back to the transcript; from there, forget the hits, then fold the panel below."""
        if self.focused is not self.transcript:
            self.transcript.focus()
        elif self.transcript.hits:
            self.transcript.set_hits([])
            self._show_standing()
        elif self._below:
            self.in_background("below", self._show_below, "")


def below_panel(name: str) -> Widget | None:
    """A new panel for below the transcript; made when asked for, because the editor is costly to import."""
    if name == "memo":
        from caqda.tui.widgets.memo import MemoPanel

        return MemoPanel()
    if name == "live":
        from caqda.tui.widgets.live import LivePanel

        return LivePanel()
    if name == "log":
        from caqda.tui.widgets.log import LogPanel

        return LogPanel()
    return None
