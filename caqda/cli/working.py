"""Commands about the work itself: how far it is, bookmarks, what is confidential, memos and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.output import CoderOption, Format, FormatOption, StudyArgument, emit, emit_json
from caqda.cli.places import open_study
from caqda.errors import UnknownName
from caqda.quoting import quoted
from caqda.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caqda.memos import Note

_LONGEST = 60  # letters of a text in a table


def add_to(app: typer.Typer) -> None:
    """Give these commands to the application."""
    app.command()(progress)
    app.command()(bookmarks)
    app.command()(confidential)
    app.command()(memos)


def progress(
    study: StudyArgument = None, coder: CoderOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Tell how far a coder has read and coded each source, and what was coded today."""
    from caqda.analysis.corpus import Corpus
    from caqda.coding.progress import progress_of

    with open_study(study, coder) as opened:
        told = progress_of(Corpus.read(opened), opened.coder)
    records = [
        {
            "source": one.name,
            "words": one.words,
            "coded": one.coded,
            "share": round(one.share, 4),
            "read": None if one.read is None else round(one.read, 4),
            "uncoded": one.uncoded,
            "later": one.later,
            "codings": one.codings,
            "today": one.today,
        }
        for one in told.sources
    ]
    if form is Format.JSON:
        counted = ("words", "coded", "uncoded", "later", "codings", "today")
        totals = {name: told.total(name) for name in counted} | {"share": round(told.share, 4)}
        emit_json({"coder": told.coder, "sources": records, "total": totals})
        return
    note = _(
        "Coder {coder}. words: those of the participants; coded: of these, under a coding; share: coded of "
        "words; read: of the text, as far as was read; uncoded: participants' paragraphs without a coding. "
        "Words coded in all: {coded} of {words}. Codings today: {today}."
    )
    emit(
        records,
        {name: name for name in records[0]} if records else {"source": "source"},
        form,
        note=note.format(
            coder=told.coder, coded=told.total("coded"), words=told.total("words"), today=told.total("today")
        ),
    )


def bookmarks(
    study: StudyArgument = None,
    kind: Annotated[str | None, typer.Option("--kind", help="bookmark or later; both without it.")] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="ID", help="Take this one away first.")
    ] = None,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List bookmarks and passages flagged for later; those of one coder with --coder."""
    from caqda import bookmarks as kept

    with open_study(study, coder) as opened:
        if remove is not None:
            kept.remove(opened, _named(kept.bookmarks(opened), remove))
        found = kept.bookmarks(opened, kind=kind, coder=coder)
        records = [
            {
                "id": mark.uuid,
                "kind": _word(mark.kind, form),
                "source": mark.source_name,
                "start": mark.start,
                "end": mark.end,
                "text": _shown(opened.text(mark.source)[mark.start : mark.end], form),
                "note": mark.note,
                "coder": mark.coder,
                "created": mark.created,
            }
            for mark in found
        ]
    columns = ("kind", "source", "start", "text", "note", "coder", "id")
    none = _("There are no bookmarks and nothing flagged for later.")
    emit(records, {name: name for name in columns}, form, none=none)


def confidential(
    study: StudyArgument = None,
    source: Annotated[str | None, typer.Option("--source", help="Mark this source.")] = None,
    start: Annotated[int | None, typer.Option("--start", help="Only from here in the source …")] = None,
    end: Annotated[int | None, typer.Option("--end", help="… to here.")] = None,
    case: Annotated[str | None, typer.Option("--case", help="Mark this case.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="ID", help="This is confidential no longer.")
    ] = None,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what is confidential; mark a source, a passage of it or a case so, or let it go."""
    from caqda import confidential as kept

    with open_study(study, coder) as opened:
        if remove is not None:
            kept.release(opened, _named(kept.restrictions(opened), remove))
        if source is not None or case is not None or start is not None or end is not None:
            kept.restrict(
                opened,
                source=None if source is None else opened.source_id(source),
                start=start,
                end=end,
                case=None if case is None else opened.case_id(case),
                reason=reason,
            )
        records = [
            {
                "id": one.uuid,
                "what": _word(one.what, form),
                "name": one.name,
                "start": one.start,
                "end": one.end,
                "reason": one.reason,
                "coder": one.coder,
                "created": one.created,
            }
            for one in kept.restrictions(opened)
        ]
    columns = ("what", "name", "start", "end", "reason", "coder", "id")
    emit(records, {name: name for name in columns}, form, none=_("Nothing is marked confidential."))


def memos(
    study: StudyArgument = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="journal, study, source, case, code or coding.")
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", help="About this code: on it, its codings, or linked to it.")
    ] = None,
    words: Annotated[str, typer.Option("--words", help="With all of these words.")] = "",
    entry: Annotated[
        str | None, typer.Option("--entry", metavar="TEXT", help="First write this in the journal.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The title of that entry.")] = "",
    dated: Annotated[str | None, typer.Option("--date", help="Its date; today without it.")] = None,
    coder: CoderOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List memos and entries of the journal, the latest first; --entry writes one."""
    from caqda import memos as kept

    with open_study(study, coder) as opened:
        if entry is not None:
            kept.write_entry(opened, entry, title=title, dated=dated)
        about = None if code is None else opened.code_id(code)
        found = kept.memos(opened, kind=kind, coder=coder, code=about, words=words)
        records = [_record(note, form) for note in found]
    columns = ("kind", "about", "date", "title", "text", "coder")
    emit(records, {name: name for name in columns}, form, none=_("There are no such memos."))


def _word(name: str, form: Format) -> str:
    """What something is called: for programs as it is stored."""
    return _(name) if form is Format.TABLE else name


def _shown(text: str, form: Format) -> str:
    """A text whole for programs, its beginning on one line for a table."""
    line = " ".join(text.split())
    return text if form is not Format.TABLE else line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _record(note: Note, form: Format) -> dict[str, Any]:
    return {
        "id": note.uuid,
        "kind": _word(note.kind, form),
        "about": note.about,
        "title": note.title,
        "date": note.dated or note.changed[:10],
        "text": _shown(note.text, form),
        "coder": note.coder,
        "changed": note.changed,
        "links": [link.about for link in note.links],
    }


def _named(things: Sequence[Any], uuid: str) -> int:
    """The one whose id is, or begins with, what was written; raises UnknownName."""
    found = [thing.id for thing in things if thing.uuid.startswith(uuid)]
    if len(found) != 1 or not uuid:
        told = _("There is nothing, or more than one, whose id begins with {id}; the list shows the ids.")
        raise UnknownName(told.format(id=quoted(uuid)))
    return int(found[0])
