"""The report: which codes, by what, in which format, where to; with a look at it before it is written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from caqda.confidential import override
from caqda.errors import ChangeError
from caqda.files import write_text
from caqda.reports.config import Config, as_yaml, read
from caqda.tui import choices, formats
from caqda.tui.keys import keyed
from caqda.tui.naming import called
from caqda.tui.quotes import one_line
from caqda.tui.screens.dialogs import Ask, Choose, Confirm
from caqda.tui.screens.study import StudyScreen
from caqda.tui.session import About, Session
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.marks import CodeMarks, mark_rows
from caqda.tui.widgets.parts import PartMarks
from caqda.tui.widgets.preview import Preview
from caqda.tui.widgets.rooms import Rooms
from caqda.tui.widgets.rows import RowList
from caqda.tui.widgets.settings import Settings
from caqda.tui.widgets.title import Title
from caqda.wording import N_, _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

_TOLD = 6  # combinations of values; the command line lists them all
LANGUAGES = {"": N_("the study's language"), "da": N_("Danish"), "en": N_("English")}
PEOPLE = {"label": N_("label in the transcript"), "role": N_("role"), "number": N_("number")}
_LEAST = N_("those under {least} are kept back")
_KEYS = N_(
    "{marks.mark:space} mark  tab parts, preview  {report.write:w} write  "
    "{report.save:s} keep choices  {report.load:o} take them  {app.keys:?} keys"
)
_KEYS_PARTS = N_(
    "{parts.mark:space} in or out  {parts.down:J} {parts.up:K} order  tab codes  {report.write:w} write  "
    "{report.save:s} keep choices  {report.load:o} take them  {app.keys:?} keys"
)
_KEYS_PREVIEW = N_(
    "{preview.down:j} {preview.up:k} down, up  {preview.page-down:ctrl+d} {preview.page-up:ctrl+u} a page  "
    "{preview.start:g} {preview.end:G} start, end  {report.back:esc} codes"
)
_KEYS_FILE = N_("{list.choose:enter} done; its ending is the format  {report.back:esc} codes")


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"report.{name}")


class ReportScreen(StudyScreen):
    """Parts and codes at the left; what the report is to be, and what it looks like, at the right.

    What is chosen is one :class:`~caqda.reports.config.Config`, which can be kept as a file.
    """

    manual = "report"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("w", "write", N_("Write the report"), "write"),
        _key("b", "by", N_("Choose what quotations are grouped by"), "by"),
        _key("f", "format", N_("Choose its format"), "format"),
        _key("n", "name", N_("Name the file"), "name"),
        _key("t", "title", N_("Write its title"), "title"),
        _key("u", "author", N_("Write its author"), "author"),
        _key("l", "language", N_("The next language"), "language"),
        _key("m", "smallest", N_("The smallest number that is told"), "smallest"),
        _key("p", "people", N_("How people are named: label, role, number"), "people"),
        _key(
            "c",
            "confidential",
            N_("Let out what is confidential, for a reason; or no longer"),
            "confidential",
        ),
        _key("s", "save", N_("Keep what is chosen as a file"), "save"),
        _key("o", "load", N_("Take what is chosen from a file"), "load"),
        _key("escape", "back", N_("One step back: codes, coding screen"), "back"),
    ]
    DEFAULT_CSS = """
    ReportScreen {
        & #codes-side { width: 36%; min-width: 32; max-width: 50; }
        & #parts-title, & #preview-title {
            width: 100%; height: 1; padding: 0 1; text-style: bold; background: $panel;
        }
        & CodeMarks { height: 1fr; }
        & PartMarks { height: 11; }
        & #withheld { height: auto; padding: 0 1; color: $foreground 75%; }
        & #withheld.-out { color: $foreground; text-style: bold reverse; }
        & #report-side { width: 1fr; border-left: vkey $foreground 30%; }
        & #choices { height: auto; padding: 0 1; }
        & #file-key { width: 3; text-style: bold; }
        & #file-line { height: 1; padding: 0 1; }
        & #file { width: 1fr; }
        & #told { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
        & Preview { height: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._config = Config()
        self._format = formats.last_written()
        self._why = ""
        """Why what is confidential goes into the next report that is written; empty: it stays out."""
        self._written: set[Path] = set()

    def compose(self) -> ComposeResult:
        """Codes; choices, file and preview."""
        yield Rooms(self.session, "report")
        with Horizontal():
            with Vertical(id="codes-side"):
                yield Label(_("Parts"), id="parts-title", markup=False)
                yield PartMarks(id="parts")
                yield Title("", id="codes-title")
                yield CodeMarks(id="codes")
            with Vertical(id="report-side"):
                yield Settings(id="choices")
                with Horizontal(id="file-line"):
                    yield Label(keyed(self, "{report.name:n}"), id="file-key", markup=False)
                    yield Label(_("File"), id="file-name", markup=False)
                    yield Input(f"report.{self._format}", id="file", compact=True, select_on_focus=False)
                yield Static("", id="withheld", markup=False)
                yield Static("", id="told", markup=False)
                yield Label(_("Preview as plain text: # is a heading"), id="preview-title", markup=False)
                yield Preview(id="preview")
        yield Hints(_KEYS)

    def on_mount(self) -> None:
        """Begin with the codes."""
        self.query_one(PartMarks).show(self._config.parts)
        self.query_one(CodeMarks).focus()

    def take_in(self) -> None:
        """Show the codes that there are, and the report as it would be."""
        corpus = self.session.corpus
        if self._config.by not in (*corpus.variables, *choices.OTHER):
            self._config = replace(self._config, by=self.session.grouping or "source")
        self.query_one(CodeMarks).show(mark_rows(corpus))
        self._look()

    # what the report is to be -----------------------------------------------------------------------

    @property
    def config(self) -> Config:
        """What is chosen."""
        paths = self.session.corpus.tree.paths
        codes = tuple(paths[code] for code in self.query_one(CodeMarks).marked)
        return replace(self._config, codes=codes, parts=self.query_one(PartMarks).marked)

    def _choose(self, **choices: Any) -> None:
        self._config = replace(self._config, **choices)
        self._look()

    @on(CodeMarks.Changed)
    @on(PartMarks.Changed)
    def _look(self) -> None:
        """Show the report as it would be."""
        config = self.config
        told = (
            ngettext("{n} code marked", "{n} codes marked", len(config.codes))
            if config.codes
            else _("All codes")
        )
        self.query_one("#codes-title", Title).tell(told.format(n=len(config.codes)), _("codings"))
        self._show_settings(config)
        self.in_background(group="preview", work=self._preview)

    def _show_settings(self, config: Config) -> None:
        """Tell what is chosen, each with the key that chooses anew."""
        rows = [
            ("{report.by:b}", _("Groups"), called(config.by)),
            ("{report.format:f}", _("Format"), _(formats.FORMATS[self._format])),
            ("{report.title:t}", _("Title"), config.title or _("from the name of the study")),
            ("{report.author:u}", _("Author"), config.author or _("not named")),
            ("{report.language:l}", _("Language"), _(LANGUAGES[config.language])),
            ("{report.people:p}", _("People"), _(PEOPLE[config.speakers])),
            (
                "{report.smallest:m}",
                _("Numbers"),
                _(_LEAST).format(least=config.min_cell) if config.min_cell else _("small ones too"),
            ),
        ]
        label = max(cell_len(name) for _key, name, _value in rows) + 2
        told = [(keyed(self, key), name, one_line(value)) for key, name, value in rows]
        self.query_one(Settings).show(told, label)
        self.query_one("#file-name").styles.width = label

    async def _preview(self) -> None:
        withheld, text = await self.session.ask(
            partial(_report, config=self.config, everything=bool(self._why))
        )
        if self._why:
            told = _("CONFIDENTIAL is let out, because: {why}  ·  {report.confidential:c} keeps it in")
            withheld = keyed(self, told, why=one_line(self._why))
        elif withheld:
            told = _("{withheld}  ·  {report.confidential:c} lets it out")
            withheld = keyed(self, told, withheld=withheld)
        line = self.query_one("#withheld", Static)
        line.update(withheld)
        line.set_class(bool(self._why), "-out")
        line.display = bool(withheld)
        self.query_one(Preview).show(text)

    def action_by(self) -> None:
        """Choose what quotations are grouped by."""
        self.in_background(group="ask", work=self._choose_by)

    async def _choose_by(self) -> None:
        options = choices.variables(self.session.corpus)
        chosen = await self.app.push_screen_wait(Choose(_("Quotations by"), options, self._config.by))
        if chosen is not None:
            self._choose(by=chosen)

    def action_title(self) -> None:
        """Write the title of the report."""
        question = _("The report's title; left empty, from the study's name")
        self.in_background("ask", self._ask, "title", question)

    def action_author(self) -> None:
        """Write who the report is by."""
        self.in_background("ask", self._ask, "author", _("The report's author; left empty, not named"))

    def action_confidential(self) -> None:
        """Let what is confidential into the next report, for a reason; asked once more, keep it in."""
        self.in_background("ask", self._ask_why)

    async def _ask_why(self) -> None:
        if self._why:
            self._why = ""
        else:
            if not await self.session.ask(_is_confidential):
                raise ChangeError(_("Nothing in this study is confidential; there is nothing to let out."))
            self._why = await self._reason()
        self._look()

    async def _reason(self) -> str:
        """Why something may leave; empty where that is not said."""
        question = _("Why may it leave? The journal keeps it")
        return (await self.app.push_screen_wait(Ask(question)) or "").strip()

    async def _ask(self, name: str, question: str) -> None:
        told = await self.app.push_screen_wait(Ask(question, getattr(self._config, name), may_be_empty=True))
        if told is not None:
            self._choose(**{name: told})

    def action_smallest(self) -> None:
        """Say below which number nothing is told."""
        self.in_background("ask", self._ask_smallest)

    async def _ask_smallest(self) -> None:
        question = _("Keep back numbers smaller than; 0 tells all")
        told = await self.app.push_screen_wait(Ask(question, str(self._config.min_cell)))
        if told is None:
            return
        if not told.isdecimal():
            raise ChangeError(_("The smallest number is a whole one, such as 3."))
        self._choose(min_cell=int(told))

    def action_language(self) -> None:
        """Take the next language."""
        self._choose(language=_after(list(LANGUAGES), self._config.language))

    def action_people(self) -> None:
        """Name people in the next way."""
        self._choose(speakers=_after(list(PEOPLE), self._config.speakers))

    def action_save(self) -> None:
        """Keep what is chosen as a file."""
        self.in_background("ask", self._save)

    async def _save(self) -> None:
        path = await self._ask_path(_("Keep what is chosen as"))
        if path is None:
            return
        config = self.config
        if await self.session.ask(lambda corpus: path.exists()):
            question = Confirm(
                _("Write over the file?"),
                _("{path} is there already; it would be replaced.").format(path=path),
            )
            if not await self.app.push_screen_wait(question):
                return
        await self.session.ask(lambda corpus: write_text(path, as_yaml(config)))
        self.query_one("#told", Static).update(_("Kept: {path}").format(path=one_line(str(path))))

    def action_load(self) -> None:
        """Take what is chosen from a file."""
        self.in_background("ask", self._load)

    async def _load(self) -> None:
        path = await self._ask_path(_("Take what is chosen from"))
        if path is None:
            return
        config = await self.session.ask(lambda corpus: read(path))
        corpus = self.session.corpus
        codes = [corpus.tree.find(str(code)) for code in config.codes]
        self._config = replace(config, by=config.by or self._config.by)
        self.query_one(PartMarks).show(config.parts)
        self.query_one(CodeMarks).mark(codes)

    async def _ask_path(self, question: str) -> Path | None:
        """A file beside the study, by default the one that 'caqda report --init' writes."""
        beside = Path() if "://" in self.session.address else Path(self.session.address).parent
        named = await self.app.push_screen_wait(Ask(question, str(beside / "report.yaml")))
        return None if named is None else Path(named).expanduser().absolute()

    def action_format(self) -> None:
        """Choose the format; the ending of the file goes with it."""
        self.in_background("ask", self._choose_format)

    async def _choose_format(self) -> None:
        chosen = await self.app.push_screen_wait(Choose(_("Format"), formats.options(), self._format))
        if chosen is not None:
            self._format = chosen
            field = self.query_one("#file", Input)
            field.value = str(Path(field.value or "report").with_suffix(f".{chosen}"))
            self._look()

    def on_descendant_focus(self) -> None:
        """Tell the keys of the panel in focus."""
        told = {"parts": _KEYS_PARTS, "preview": _KEYS_PREVIEW, "file": _KEYS_FILE}
        self.query_one(Hints).show(told.get(str(self.focused.id) if self.focused else "", _KEYS))

    def action_name(self) -> None:
        """Name the file."""
        self.query_one("#file", Input).focus()

    @on(Input.Changed, "#file")
    def _named(self, event: Input.Changed) -> None:
        ending = Path(event.value).suffix.casefold().removeprefix(".")
        ending = "html" if ending == "htm" else ending
        if ending in formats.FORMATS and ending != self._format:
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
        path = (
            Path(self.query_one("#file", Input).value.strip() or f"report.{self._format}")
            .expanduser()
            .absolute()
        )
        there = await self.session.ask(lambda corpus: path.exists())
        if there and path not in self._written:
            question = Confirm(
                _("Write over the file?"),
                _("{path} is there already; it would be replaced.").format(path=path),
            )
            if not await self.app.push_screen_wait(question):
                return
        config = self.config
        everything = bool(self._why)
        if not await self._may_leave(config):
            return
        told.update(_("Writing …"))
        try:
            await self.session.ask(partial(_write_report, config=config, path=path, everything=everything))
        except BaseException:
            told.update("")
            raise
        self._written.add(path)
        formats.remember(self._format)
        if everything:  # the next one is asked for anew
            self._why = ""
            self._look()
        told.update(_("Written: {path}").format(path=one_line(str(path))))
        self.session.noticed(About.REPORT)

    async def _may_leave(self, config: Config) -> bool:
        """Whether a report may be written.

        Where it points at few or lets out what is confidential, only for a reason, which the journal has.
        """
        found = await self.session.ask(partial(_risks, config=config))
        why = self._why
        if found:
            if not await self._is_meant(config, found):
                return False
            why = why or await self._reason()
            if not why:
                return False
        if why:
            await self.session.do(lambda study: override(study, why))
        return True

    async def _is_meant(self, config: Config, found: list[str]) -> bool:
        """Ask whether a report that points at few is to be written."""
        more = len(found) - _TOLD
        lines = [f"· {one}" for one in found[:_TOLD]] + (
            [_("… and {n} more").format(n=more)] if more > 0 else []
        )
        told = _("Fewer than {least} cases have in common:\n{combinations}").format(
            least=config.min_cell, combinations="\n".join(lines)
        )
        return await self.app.push_screen_wait(
            Confirm(_("The report points at few people. Write it all the same?"), told)
        )


def _after(order: list[str], one: str) -> str:
    """The one that follows, and the first after the last."""
    return order[(order.index(one) + 1) % len(order)]


def _report(corpus: Corpus, *, config: Config, everything: bool) -> tuple[str, str]:
    """What is left out, and the report."""
    from caqda.analysis.confidential import leaving
    from caqda.reports import report

    return leaving(corpus).told, report(corpus, format="md", config=config, confidential=everything)


def _is_confidential(corpus: Corpus) -> bool:
    from caqda.analysis.confidential import Confidential

    return bool(Confidential.of(corpus))


def _risks(corpus: Corpus, *, config: Config) -> list[str]:
    from caqda.reports.parts import risks

    found = []
    for one in risks(corpus, config):
        told = ", ".join(f"{called(name)} {value or '–'}" for name, value in one.values)
        found.append(one_line(f"{told} ({', '.join(one.cases)})"))
    return found


def _write_report(corpus: Corpus, *, config: Config, path: Path, everything: bool) -> None:
    from caqda.reports import report

    report(corpus, path, config=config, confidential=everything)
