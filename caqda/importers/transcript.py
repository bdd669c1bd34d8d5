"""The plain values that an importer makes: nothing here knows a study or a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

Value = str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a text, half-open in code points.

    ``[start, speech)`` is the label with its time stamp, ``[speech, end)`` what was said and the line
    breaks after it. A turn begins where its line begins, so it never cuts a paragraph.
    """

    start: int
    end: int
    speech: int
    label: str
    time: str | None = None
    interviewer: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the YAML at the top of a transcript says.

    ``speakers`` gives the case of a speaker label; ``variables`` are those of the source.
    """

    name: str | None = None
    case: str | None = None
    date: date | None = None
    language: str | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file as its format module gives it, before front matter and turns."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file, read: the fixed text and everything that was found in it.

    ``text`` is NFC with ``\\n`` line ends; every offset is a code point of it. ``sha256`` is of the
    text's UTF-8, ``file_sha256`` of the file's bytes, both in hexadecimal. ``words`` counts the whole
    text, labels too. ``notes`` are sentences about what the importer changed, left out or put in.
    """

    name: str
    path: Path
    format: str
    encoding: str
    text: str
    sha256: str
    file_sha256: str
    front: FrontMatter
    turns: tuple[Turn, ...]
    words: int
    notes: tuple[str, ...] = ()
