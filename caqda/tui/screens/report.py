"""The report: which codes, by what, in which format, where to; with a look at it before it is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from caqda.tui.quotes import one_line
from caqda.tui.screens.dialogs import Choose, Confirm
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, Session
from caqda.tui.widgets.chooser import Option
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.marks import CodeMarks, mark_rows
from caqda.tui.widgets.preview import Preview
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

FORMATS = {
    "md": "Markdown",
    "html": N_("HTML, one page"),
    "docx": "Word",
    "odt": "OpenDocument",
    "pdf": "PDF",
    "xlsx": N_("Excel, a sheet a table"),
    "tex": "LaTeX",
    "csv": N_("CSV, a row a quotation"),
    "json": "JSON",
}
_OTHER = {"source": N_("each source"), "case": N_("each case"), "coder": N_("each coder")}
_KEYS = N_("space mark  a all codes  b by  f format  n file name  tab preview  w write")


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"report.{name}")


class ReportScreen(StudyScreen):
    """Codes at the left; what the report is to be, and what it looks like, at the right."""

    manual = "report"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("w", "write", N_("Write the report"), "write"),
        _key("b", "by", N_("Choose what quotations are grouped by"), "by"),
        _key("f", "format", N_("The next format"), "format"),
        _key("n", "name", N_("Name the file"), "name"),
        _key("escape", "back", N_("One step back: codes, coding screen"), "back"),
    ]
    DEFAULT_CSS = """
    ReportScreen {
        & #codes-side { width: 36%; min-width: 26; max-width: 50; }
        & #codes-title, & #preview-title {
            width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel;
        }
        & CodeMarks { height: 1fr; }
        & #report-side { width: 1fr; border-left: vkey $foreground 30%; }
        & #choices { height: auto; padding: 0 1; }
        & #file-line { height: 1; padding: 0 1; }
        & #file { width: 1fr; }
        & #told { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
        & Preview { height: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._by = ""
        self._format = "md"
        self._written: set[Path] = set()

    def compose(self) -> ComposeResult:
        """Codes; choices, file and preview."""
        yield Rooms(self.session, "report")
        with Horizontal():
            with Vertical(id="codes-side"):
                yield Label("", id="codes-title", markup=False)
                yield CodeMarks(id="codes")
            with Vertical(id="report-side"):
                yield Static("", id="choices", markup=False)
                with Horizontal(id="file-line"):
                    yield Label(_("File    "), markup=False)
                    yield Input("report.md", id="file", compact=True, select_on_focus=False)
                yield Static("", id="told", markup=False)
                yield Label(_("Preview, as Markdown"), id="preview-title", markup=False)
                yield Preview(id="preview")
        yield Hints(_(_KEYS))

    def on_mount(self) -> None:
        """Begin with the codes."""
        self.query_one(CodeMarks).focus()

    def take_in(self) -> None:
        """Show the codes that there are, and the report as it would be."""
        corpus = self.session.corpus
        if self._by not in (*corpus.variables, *_OTHER):
            self._by = self.session.grouping or "source"
        self.query_one(CodeMarks).show(mark_rows(corpus))
        self._look()

    # what the report is to be -----------------------------------------------------------------------

    @on(CodeMarks.Changed)
    def _look(self) -> None:
        """Show the report as it would be."""
        marked = self.query_one(CodeMarks).marked
        told = ngettext("{n} code marked", "{n} codes marked", len(marked)) if marked else _("All codes")
        self.query_one("#codes-title", Label).update(told.format(n=len(marked)))
        self.query_one("#choices", Static).update(
            _("By      {by}\nFormat  {format}").format(by=one_line(self._by), format=_(FORMATS[self._format]))
        )
        self.in_background(group="preview", work=self._preview)

    async def _preview(self) -> None:
        codes = tuple(self.query_one(CodeMarks).marked)
        text = await self.session.ask(partial(_report, codes=codes, by=self._by))
        self.query_one(Preview).show(text)

    def action_by(self) -> None:
        """Choose what quotations are grouped by."""
        self.in_background(group="ask", work=self._choose_by)

    async def _choose_by(self) -> None:
        corpus = self.session.corpus
        options = [Option(name, one_line(name), _(kind)) for name, kind in corpus.variables.items()]
        options += [Option(name, name, _(told)) for name, told in _OTHER.items()]
        chosen = await self.app.push_screen_wait(Choose(_("Quotations by"), options, self._by))
        if chosen is not None:
            self._by = chosen
            self._look()

    def action_format(self) -> None:
        """Take the next format; the ending of the file goes with it."""
        endings = list(FORMATS)
        self._format = endings[(endings.index(self._format) + 1) % len(endings)]
        field = self.query_one("#file", Input)
        field.value = str(Path(field.value or "report").with_suffix(f".{self._format}"))
        self._look()

    def action_name(self) -> None:
        """Name the file."""
        self.query_one("#file", Input).focus()

    @on(Input.Changed, "#file")
    def _named(self, event: Input.Changed) -> None:
        ending = Path(event.value).suffix.casefold().removeprefix(".")
        ending = "html" if ending == "htm" else ending
        if ending in FORMATS and ending != self._format:
            self._format = ending
            self._look()

    @on(Input.Submitted, "#file")
    @on(RowList.Chosen)
    def _to_codes(self) -> None:
        self.query_one(CodeMarks).focus()

    async def action_back(self) -> None:
        """From the file name and the preview to the codes, from there to the coding screen."""
        codes = self.query_one(CodeMarks)
        if self.focused is not codes:
            codes.focus()
        else:
            await self.run_action("app.room('code')")

    # writing ------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write the report."""
        self.in_background(group="write", work=self._write)

    async def _write(self) -> None:
        told = self.query_one("#told", Static)
        path = Path(self.query_one("#file", Input).value.strip() or "report.md").expanduser().absolute()
        there = await self.session.ask(lambda corpus: path.exists())
        if there and path not in self._written:
            question = Confirm(
                _("Write over the file?"),
                _("{path} is there already; it would be replaced.").format(path=path),
            )
            if not await self.app.push_screen_wait(question):
                return
        told.update(_("Writing …"))
        codes = tuple(self.query_one(CodeMarks).marked)
        try:
            await self.session.ask(partial(_write_report, codes=codes, by=self._by, path=path))
        except BaseException:
            told.update("")
            raise
        self._written.add(path)
        told.update(_("Written: {path}").format(path=one_line(str(path))))
        self.session.noticed(About.REPORT)


def _report(corpus: Corpus, *, codes: tuple[int, ...], by: str) -> str:
    from caqda.reports import report

    return report(corpus, format="md", codes=codes, by=by)


def _write_report(corpus: Corpus, *, codes: tuple[int, ...], by: str, path: Path) -> None:
    from caqda.reports import report

    report(corpus, path, codes=codes, by=by)
