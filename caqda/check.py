"""Whether a study is whole: database, texts, positions and journal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from caqda.offsets import unpack
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.study import Study

_SOURCES = "FROM source JOIN text ON text.sha256 = source.sha256"


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
    columns = "name, text.sha256, content, characters"
    for name, digest, content, characters in study.read(f"SELECT {columns} {_SOURCES}"):
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
    columns = "name, characters, paragraphs, sentences, words"
    for name, characters, *packed in study.read(f"SELECT {columns} {_SOURCES}"):
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
    told = study.read(f"SELECT source.id, name, content {_SOURCES}")
    texts = {source: (name, content) for source, name, content in told}
    codings = study.read('SELECT id, source_id, start, "end", text FROM coding ORDER BY id')
    for key, source, start, end, quoted in codings:
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
    for key, source, start, speech, end in study.read('SELECT id, source_id, start, speech, "end" FROM turn'):
        name, text = texts[source]
        if not 0 <= start <= speech <= end <= len(text):
            found.append(
                _("turn {key}: {start}-{end} does not lie in {name}").format(
                    key=key, start=start, end=end, name=name
                )
            )
    return found
