"""Transcripts into the study: what an import would make, and the import as one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from caqda.cases import CaseRow, Writer, check_variable, clean_variable, read_cases, set_cases
from caqda.errors import InputError
from caqda.importers import find_files, legible, read_file
from caqda.language.segments import paragraphs, sentences, words
from caqda.offsets import pack
from caqda.recorded import now
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.change import Change
    from caqda.importers.transcript import Transcript
    from caqda.study import Study

Progress = Callable[[int, int, str], None]

_IDENTIFIER = re.compile(r"[^\W\d_]{1,4}[-.]?\d{1,4}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A source as an import would make it.

    ``speakers`` maps each label to its case, or to None for an interviewer.
    """

    transcript: Transcript
    name: str
    language: str
    speakers: Mapping[str, str | None]
    case: str | None
    variables: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import made, or would make: ``skipped`` and ``notes`` are sentences for a person."""

    drafts: tuple[Draft, ...]
    skipped: tuple[str, ...]
    notes: tuple[str, ...]


def import_files(
    study: Study,
    paths: Iterable[str | Path],
    *,
    cases: Path | None = None,
    variables: Mapping[str, str] | None = None,
    interviewer: Collection[str] = (),
    encoding: str | None = None,
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import files, folders and globs as sources, in one transaction.

    ``cases`` is a table of cases, ``variables`` are set on every source, ``interviewer`` names labels
    that are the interviewer's. A file whose text is in the study already is skipped. A bad file stops the
    import, or is skipped with ``skip_bad``. ``progress`` is told the number done, the number of files and
    the name. Raises InputError; the study is then as it was.
    """
    variables = {clean_variable(name): value for name, value in (variables or {}).items()}
    rows = read_cases(cases) if cases is not None else []
    transcripts, skipped = _read(find_files(paths), interviewer, encoding, skip_bad, progress)
    fresh, known = _new_ones(study, transcripts)
    language = study.info()[2]
    drafts = tuple(_as_told(_draft(transcript, language, variables), rows) for transcript in fresh)
    _check_names(study, drafts)
    notes = [f"{draft.name}: {note}" for draft in drafts for note in draft.transcript.notes]
    if not dry_run and (drafts or rows):
        notes += _write(study, drafts, rows)
    return ImportSummary(drafts, (*skipped, *known), tuple(notes))


def default_case(source: str, label: str, participants: int) -> str:
    """The case of a speaker whom nothing else names.

    An identifier such as K1 names a case by itself, wherever it speaks. A word such as Leder does not:
    it is the source's one case, or the label within the source.
    """
    if _IDENTIFIER.fullmatch(label):
        return label
    return source if participants == 1 else f"{source} {label}"


def _read(
    files: list[Path],
    interviewer: Collection[str],
    encoding: str | None,
    skip_bad: bool,
    progress: Progress | None,
) -> tuple[list[Transcript], list[str]]:
    transcripts, bad = [], []
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files), path.name)
        try:
            transcript = read_file(path, encoding=encoding, interviewer=interviewer)
            for variable in transcript.front.variables:
                check_variable(variable, path)
            transcripts.append(transcript)
        except InputError as error:
            if not skip_bad:
                raise
            bad.append(str(error))
    if progress is not None:
        progress(len(files), len(files), "")
    return transcripts, bad


def _new_ones(study: Study, transcripts: list[Transcript]) -> tuple[list[Transcript], list[str]]:
    known: dict[str, str] = dict(study.read("SELECT sha256, name FROM source"))
    fresh, skipped = [], []
    for transcript in transcripts:
        if (name := known.get(transcript.sha256)) is not None:
            skipped.append(
                _('{path}: skipped, its text is in the study already as "{name}".').format(
                    path=transcript.path, name=name
                )
            )
        else:
            known[transcript.sha256] = transcript.name
            fresh.append(transcript)
    return fresh, skipped


def _draft(transcript: Transcript, language: str, variables: Mapping[str, str]) -> Draft:
    front = transcript.front
    labels = dict.fromkeys(turn.label for turn in transcript.turns)
    asking = {turn.label for turn in transcript.turns if turn.interviewer}
    participants = [label for label in labels if label not in asking]
    speakers: dict[str, str | None] = {}
    for label in labels:
        if label in asking:
            speakers[label] = None
        elif label in front.speakers:
            speakers[label] = front.speakers[label]
        else:
            speakers[label] = front.case or default_case(transcript.name, label, len(participants))
    case = front.case or (transcript.name if not participants else None)
    dated = {"date": front.date} if front.date is not None else {}
    return Draft(
        transcript,
        transcript.name,
        front.language or language,
        speakers,
        case,
        {**dated, **front.variables, **variables},
    )


def _as_told(draft: Draft, rows: Iterable[CaseRow]) -> Draft:
    """The draft with the cases that the table of cases gives it, row by row."""
    for row in rows:
        if row.source != draft.name:
            continue
        if row.speaker:
            given = {row.speaker: row.case} if row.speaker in draft.speakers else {}
            draft = replace(draft, speakers={**draft.speakers, **given})
        else:
            given = {label: row.case for label, case in draft.speakers.items() if case is not None}
            draft = replace(draft, case=row.case, speakers={**draft.speakers, **given})
    return draft


def _check_names(study: Study, drafts: tuple[Draft, ...]) -> None:
    taken = {row[0]: _("the study") for row in study.read("SELECT name FROM source")}
    for draft in drafts:
        path = draft.transcript.path
        if draft.name in taken:
            raise InputError(
                path,
                _(
                    '{taken} has a source "{name}" with another text; rename the file, or give it a name of '
                    "its own ('name:' in its front matter)."
                ).format(taken=taken[draft.name], name=draft.name),
            )
        taken[draft.name] = str(path)


def _write(study: Study, drafts: tuple[Draft, ...], rows: list[CaseRow]) -> list[str]:
    what = drafts[0].name if len(drafts) == 1 else f"{len(drafts)} sources"
    with study.change("import", f"{what} imported") as change:
        writer = Writer(change)
        for draft in drafts:
            _write_source(change, writer, draft)
        return set_cases(study, rows) if rows else []


def _write_source(change: Change, writer: Writer, draft: Draft) -> None:
    transcript = draft.transcript
    text = transcript.text
    change.store(
        "text",
        "sha256",
        transcript.sha256,
        content=text,
        paragraphs=pack(paragraphs(text)),
        sentences=pack(sentences(text, draft.language, transcript.turns)),
        words=pack(words(text)),
    )
    source = change.insert(
        "source",
        uuid=str(uuid4()),
        name=draft.name,
        file=legible(transcript.path.name),
        file_sha256=transcript.file_sha256,
        format=transcript.format,
        encoding=transcript.encoding,
        language=draft.language,
        sha256=transcript.sha256,
        characters=len(text),
        word_count=transcript.words,
        case_id=writer.case(draft.case) if draft.case else None,
        coder_id=change.coder_id(),
        created=now(),
    )
    for name, value in draft.variables.items():
        writer.value(name, value, source_id=source)
    _write_turns(change, writer, draft, source)


def _write_turns(change: Change, writer: Writer, draft: Draft, source: int) -> None:
    ids = {}
    for label, case in draft.speakers.items():
        ids[label] = change.insert(
            "speaker",
            uuid=str(uuid4()),
            source_id=source,
            label=label,
            interviewer=case is None,
            case_id=writer.case(case) if case is not None else None,
        )
    turns = [
        {
            "source_id": source,
            "speaker_id": ids[turn.label],
            "start": turn.start,
            "end": turn.end,
            "speech": turn.speech,
            "time": turn.time,
        }
        for turn in draft.transcript.turns
    ]
    change.insert_many("turn", turns)
