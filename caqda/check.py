"""Whether a study is whole: database, texts, positions and journal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from caqda.model import Coding, Source, Text, Turn
from caqda.offsets import unpack
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.study import Study


def faults(study: Study) -> list[str]:
    """Everything that does not hold, a sentence each; empty for a study that is whole."""
    return study.damage() or [
        *_found(N_("texts"), lambda: _texts(study)),
        *_found(N_("positions"), lambda: _positions(study)),
        *_found(N_("journal"), study.journal.faults),
    ]


def _found(what: str, look: Callable[[], list[str]]) -> list[str]:
    try:
        return look()
    except Exception as error:  # rows of the wrong form break the reading in ways without number
        why = " ".join(str(error).split())[:200]
        return [_("{what}: cannot be read ({why})").format(what=_(what), why=why)]


def _texts(study: Study) -> list[str]:
    found = []
    columns = (col(Source.name), col(Text.sha256), col(Text.content), col(Source.characters))
    for name, digest, content, characters in study.rows(select(*columns).join(Text)):
        if hashlib.sha256(content.encode()).hexdigest() != digest:
            found.append(
                _("{name}: the text is not the one that was imported (its hash differs)").format(name=name)
            )
        elif len(content) != characters:
            found.append(
                _("{name}: the text has {n} characters, {characters} were imported").format(
                    name=name, n=len(content), characters=characters
                )
            )
    return found + _segments(study)


def _segments(study: Study) -> list[str]:
    found = []
    columns = (
        col(Source.name),
        col(Source.characters),
        col(Text.paragraphs),
        col(Text.sentences),
        col(Text.words),
    )
    for name, characters, *packed in study.rows(select(*columns).join(Text)):
        for kind, data in zip(("paragraphs", "sentences", "words"), packed, strict=True):
            if not _in_order(data, characters):
                found.append(
                    _("{name}: the positions of its {kind} are damaged").format(name=name, kind=_(kind))
                )
    return found


def _in_order(data: bytes, characters: int) -> bool:
    try:
        spans = unpack(data)
    except ValueError:
        return False
    flat = [offset for span in spans for offset in span]
    return flat == sorted(flat) and (not flat or flat[-1] <= characters)


def _positions(study: Study) -> list[str]:
    found = []
    texts = {
        row[0]: (row[1], row[2])
        for row in study.rows(select(col(Source.id), col(Source.name), col(Text.content)).join(Text))
    }
    codings = (col(Coding.id), col(Coding.source_id), col(Coding.start), col(Coding.end), col(Coding.text))
    for key, source, start, end, quoted in study.rows(select(*codings).order_by(col(Coding.id))):
        name, text = texts[source]
        if not 0 <= start < end <= len(text):
            found.append(
                _("coding {key}: {start}-{end} does not lie in {name}").format(
                    key=key, start=start, end=end, name=name
                )
            )
        elif text[start:end] != quoted:
            found.append(
                _("coding {key}: the passage {start}-{end} of {name} is not the text it was made on").format(
                    key=key, start=start, end=end, name=name
                )
            )
    turns = (col(Turn.id), col(Turn.source_id), col(Turn.start), col(Turn.speech), col(Turn.end))
    for key, source, start, speech, end in study.rows(select(*turns)):
        name, text = texts[source]
        if not 0 <= start <= speech <= end <= len(text):
            found.append(
                _("turn {key}: {start}-{end} does not lie in {name}").format(
                    key=key, start=start, end=end, name=name
                )
            )
    return found
