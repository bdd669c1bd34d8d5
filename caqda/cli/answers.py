"""Commands that answer: query, search, report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.filters import Cases, Coders, Codes, Sources, Where, scope_of
from caqda.cli.output import Format, FormatOption, StudyArgument, emit, say
from caqda.cli.places import find_study, open_study, split_study
from caqda.errors import QueryError, StudyError
from caqda.safety import for_terminal
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.query import Passage
    from caqda.study import Study

PASSAGE_KEYS = (
    "source", "start", "end", "text", "paragraph", "speaker", "cases", "codes", "coders", "variables",
)  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(query)
    app.command()(explain)
    app.command()(search)
    app.command()(report)


def query(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] EXPRESSION")],
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
    save: Annotated[
        str | None, typer.Option("--save", help="Keep the expression under this name, for use as @NAME.")
    ] = None,
    apply: Annotated[
        str | None,
        typer.Option("--apply", metavar="CODE", help="Apply this code to them; one undo takes it back."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --apply: only say what it would do.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Find the passages that an expression means: 'caqda help query' explains the language."""
    from caqda.analysis.query import query as ask
    from caqda.queries import save as keep

    address, words = split_study(arguments)
    expression = " ".join(words)
    if not expression.strip():
        raise QueryError(_("The query is empty; write an expression, such as 'samskabelse where år = 2020'."))
    with open_study(address) as study:
        scope = scope_of(study, codes, sources, cases, coders, where)
        found = ask(study, expression, scope)
        if apply is not None:
            study.code_id(apply)
        if save is not None:
            keep(study, save, expression)
        _emit_passages(found, form, f"{expression} | {_(scope.describe())}")
        if apply is not None:
            _apply(study, apply, found, dry_run)


def _apply(study: Study, code: str, found: list[Passage], dry_run: bool) -> None:
    """Code the passages of a query, or say what that would do."""
    from caqda.bulk import apply, plan

    told = plan(study, code, found) if dry_run else apply(study, code, found)
    path = study.tree().paths[told.code]
    n, there = len(told.new), len(told.there)
    if dry_run:
        line = ngettext(
            '{n} passage would be coded with "{path}" by {coder}.',
            '{n} passages would be coded with "{path}" by {coder}.',
            n,
        )
    else:
        line = ngettext(
            '{n} passage coded with "{path}" by {coder}.',
            '{n} passages coded with "{path}" by {coder}.',
            n,
        )
    line = line.format(n=n, path=path, coder=told.coder)
    if there:
        has = ngettext("{told}; {there} had it already.", "{told}; {there} had it already.", there)
        line = has.format(told=line.removesuffix("."), there=there)
    say(line if dry_run or not n else line + " " + _("'caqda undo' takes it back."))


def explain(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] EXPRESSION")],
    language: Annotated[
        str | None, typer.Option("--language", help="en or da.", show_default="that of the study, or en")
    ] = None,
) -> None:
    """Say in one sentence what an expression means; with a study, names are looked up in it."""
    from caqda.analysis.corpus import Corpus
    from caqda.analysis.explain import explain as tell

    address, words = split_study(arguments)
    if (there := _study_at_hand(address)) is None:
        print(for_terminal(tell(" ".join(words), language or "en")))
        return
    with open_study(there) as study:
        corpus = Corpus.read(study)
        spoken = language or (corpus.language if corpus.language in ("en", "da") else "en")
        print(for_terminal(tell(" ".join(words), spoken, corpus)))


def search(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] WORDS")],
    sources: Sources = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Find words in the interviews, with what stands around them."""
    from caqda.analysis.search import context
    from caqda.analysis.search import search as find

    address, words = split_study(arguments)
    with open_study(address) as study:
        scope = scope_of(study, None, sources, None, None, "")
        found = find(scope, " ".join(words))
        records = []
        for passage in found:
            before, after = context(study.text(passage.source), passage.start, passage.end)
            line = f"{before}[{' '.join(passage.text.split())}]{after}"
            records.append(passage.to_json() | {"before": before, "after": after, "context": line})
    columns = {"source": "source", "¶": "paragraph", "speaker": "speaker", "passage": "context"}
    places = ngettext("{n} place", "{n} places", len(records)).format(n=len(records))
    spread = len({record["source"] for record in records})
    note = ngettext("{places} in {n} source.", "{places} in {n} sources.", spread)
    note = note.format(places=places, n=spread)
    if form is Format.JSON:
        for record in records:
            del record["context"]
    emit(records, columns, form, note=note)


def report(
    study: StudyArgument = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="The file to write: .docx, .odt, .pdf, .html, .md, .tex, .xlsx, .csv or .json.",
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(help="The variable that groups the quotations.")] = None,
    title: Annotated[str | None, typer.Option(help="The report's title.")] = None,
    context: Annotated[
        int, typer.Option(min=0, help="How many paragraphs to show before and after each quotation.")
    ] = 0,
    template: Annotated[
        Path | None, typer.Option(help="A Word document whose styles, page, headers and footers to take.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="A file that says what the report holds; --init writes one.")
    ] = None,
    init: Annotated[
        bool, typer.Option("--init", help="Write a commented report.yaml (or --config FILE).")
    ] = False,
    min_cell: Annotated[int, typer.Option(min=0, help="Keep back numbers below this.")] = 0,
    override: Annotated[
        str | None,
        typer.Option(
            metavar="WHY", help="Let out what is confidential or points at few; the journal says why."
        ),
    ] = None,
    codes: Codes = None,
    sources: Sources = None,
    cases: Cases = None,
    coders: Coders = None,
    where: Where = "",
) -> None:
    """Write a report; the ending of the file picks the format, and --config what it holds."""
    from caqda import confidential
    from caqda.analysis.confidential import leaving
    from caqda.errors import InputError
    from caqda.reports import report as write
    from caqda.reports.config import COMMENTED, Config, read, told_of
    from caqda.reports.parts import refuse

    if init:
        _write_config(config or Path("report.yaml"), _(COMMENTED))
        return
    if output is None:
        raise InputError("report", _("name the file to write, such as '-o report.html'."))
    asked = read(config) if config is not None else Config()
    chosen = replace(asked, min_cell=min_cell or asked.min_cell, by=by or asked.by)
    with open_study(study) as opened:
        if override is None:
            with told_of(asked):
                refuse(opened, chosen)
        else:
            confidential.override(opened, override)
        scope = scope_of(opened, codes, sources, cases, coders, where)
        with told_of(asked):
            write(
                scope,
                output,
                codes=tuple(codes or ()),
                title=title,
                context=context,
                template=template,
                config=chosen,
                confidential=override is not None,
            )
        left_out = leaving(scope.corpus, everything=override is not None).told
    say(" ".join(filter(None, (_("{file} written.").format(file=output), left_out))))


def _write_config(path: Path, text: str) -> None:
    from caqda.errors import InputError
    from caqda.files import write_text

    if path.exists():
        raise InputError(path, _("it is there already; name another file with --config."))
    write_text(path, text)
    say(_("{path} written; edit it, then: caqda report --config {path} -o report.docx").format(path=path))


def _study_at_hand(given: str | None) -> str | None:
    """The study that is meant; None where none was named and there is none."""
    try:
        return find_study(given)
    except StudyError:
        return None


def _emit_passages(found: list[Passage], form: Format, asked: str) -> None:
    records: list[dict[str, Any]] = [passage.to_json() for passage in found]
    if form is Format.TABLE:
        for record in records:
            record["text"] = " ".join(record["text"].split())
    columns = {
        "source": "source",
        "¶": "paragraph",
        "speaker": "speaker",
        "codes": "codes",
        "coders": "coders",
        "passage": "text",
    }
    if form is Format.CSV:
        columns = {key: key for key in PASSAGE_KEYS}
    sources = len({record["source"] for record in records})
    passages = ngettext("{n} passage", "{n} passages", len(records)).format(n=len(records))
    told = ngettext("{passages} in {n} source.", "{passages} in {n} sources.", sources)
    emit(records, columns, form, note=f"{asked}\n{told.format(passages=passages, n=sources)}")
