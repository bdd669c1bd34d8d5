"""The quotations of a manuscript against the study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caqda.cli.output import Format, FormatOption, emit, emit_json, say
from caqda.cli.places import open_study, split_study
from caqda.errors import InputError
from caqda.wording import N_, _, ngettext

if TYPE_CHECKING:
    from caqda.verify import Finding
    from caqda.verify.figures import Figures

_WORDS = {
    "exact": N_("exact"),
    "changed": N_("changed"),
    "joined": N_("joined from several places"),
    "not found": N_("not found"),
    "wrong speaker": N_("wrong speaker"),
    "wrong year": N_("wrong year"),
    "wrong source": N_("wrong source"),
    "confidential": N_("from a confidential passage"),
}

_STATES = {
    "same": N_("The report is of the study as it is now (journal no. {now})."),
    "earlier": N_("The report was made at journal no. {position}; the study is at no. {now}."),
    "other history": N_(
        "The report was made from another copy of this study: its journal has another no. {position}."
    ),
    "other study": N_("The report is of another study."),
}


def add_to(app: typer.Typer) -> None:
    """Give this command to the application."""
    app.command()(verify)


def verify(
    arguments: Annotated[list[str], typer.Argument(metavar="[STUDY] MANUSCRIPT")],
    every: Annotated[bool, typer.Option("--all", help="List the exact quotations too.")] = False,
    least: Annotated[int, typer.Option("--words", min=1, help="Look up quotations of so many words.")] = 4,
    numbers: Annotated[
        bool,
        typer.Option("--figures", help="List the numbers of a caqda report that differ from the study now."),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Look up the quotations of a manuscript (.docx, .odt, .pdf, .html, .md, .txt) in the interviews.

    The numbers of a report that caqda wrote are counted anew too. Exit status 1 where any quotation is
    not exact, or any number another one.
    """
    from caqda.verify import read
    from caqda.verify import verify as look_up
    from caqda.verify.figures import figures

    address, words = split_study(arguments)
    if len(words) != 1:
        raise InputError("verify", _("name one manuscript, such as 'caqda verify report.docx'."))
    manuscript = read(Path(words[0]))
    with open_study(address) as study:
        counted = figures(study, manuscript)
        found = [] if numbers else look_up(study, manuscript, least=least)
    if counted is not None:
        say(" ".join(_of_figures(counted, listed=numbers)))
    elif numbers:
        raise InputError(
            manuscript.path, _("this is no report of caqda, so that its numbers cannot be found.")
        )
    if numbers and counted is not None:
        columns = ("table", "row", "column", "printed", "now")
        emit([one.to_json() for one in counted.differing], {name: name for name in columns}, form)
    elif form is Format.JSON:
        emit_json([one.to_json() for one in found])
    else:
        shown = [one for one in found if every or form is Format.CSV or one.status != "exact"]
        emit([_row(one) for one in shown], _columns(form), form, note=_summary(found))
    wrong = counted is not None and (counted.differing or counted.state.startswith("other"))
    if wrong or any(one.status != "exact" for one in found):
        raise typer.Exit(1)


def _of_figures(counted: Figures, *, listed: bool) -> Iterator[str]:
    """How a report stands to the study, and how many of its numbers hold."""
    places = {"position": counted.position, "now": counted.now}
    yield _(_STATES[counted.state]).format(**places)
    if counted.state == "other study":
        return
    if not counted.checked:
        if counted.told:
            yield _("No table of numbers can be read in it; they are read from .docx, .odt, .html and .md.")
        else:
            yield _("It does not say what it was made of, so its numbers are unchecked; make it anew.")
        return
    differ = len(counted.differing)
    told = ngettext(
        "{differ} of {n} number does not agree with the study.",
        "{differ} of {n} numbers do not agree with the study.",
        counted.checked,
    )
    yield told.format(differ=differ, n=counted.checked)
    if differ and not listed:
        yield _("--figures lists them.")


def _columns(form: Format) -> dict[str, str]:
    if form is Format.CSV:
        keys = ("paragraph", "status", "text", "quote", "found", "difference", "attribution", "score")
        return {key: key for key in keys}
    return {
        "¶": "paragraph",
        _("status"): "status",
        _("found at"): "found",
        _("quotation"): "shown",
    }


def _row(finding: Finding) -> dict[str, Any]:
    places = "; ".join(
        f"{place.source}:{place.paragraph} {', '.join(place.speakers)}".rstrip() for place in finding.places
    )
    told = f" ({finding.quote.attribution})" if finding.status.startswith("wrong") else ""
    return {
        "paragraph": finding.quote.place,
        "status": _(_WORDS[finding.status]),
        "text": _(_WORDS[finding.text]),
        "quote": finding.quote.text,
        "found": places,
        "difference": finding.difference,
        "shown": (finding.difference or finding.quote.text) + told,
        "attribution": finding.quote.attribution,
        "score": round(finding.score, 1),
    }


def _summary(found: Iterable[Finding]) -> str:
    counts = Counter(finding.status for finding in found)
    number = sum(counts.values())
    if not number:
        return _("There are no quotations in the manuscript.")
    told = ", ".join(f"{_(_WORDS[status])} {count}" for status, count in counts.most_common())
    return ngettext("{n} quotation: {told}.", "{n} quotations: {told}.", number).format(n=number, told=told)
