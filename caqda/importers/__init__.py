"""Transcripts in: files found, read, and turned into plain values.

``read_file`` picks the format by the file's ending. One module a format gives the text; front
matter, speakers and counts are the same for all.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from caqda.errors import InputError
from caqda.importers import front_matter
from caqda.importers.speakers import find_turns, hint
from caqda.importers.transcript import Extract, FrontMatter, Transcript, Turn
from caqda.language.segments import count_words
from caqda.wording import _

__all__ = ["ENDINGS", "FrontMatter", "Transcript", "Turn", "find_files", "legible", "read_bytes", "read_file"]

ENDINGS = {".txt": "text", ".md": "markdown", ".docx": "word"}
_LARGEST = 64 * 1024 * 1024  # bytes; the largest interviews are some hundred kilobytes
_NUMBER = re.compile(r"(\d+)")


def read_file(
    path: Path, *, encoding: str | None = None, interviewer: Collection[str] = (), speakers: bool = True
) -> Transcript:
    """The transcript in a file.

    ``encoding`` is found if it is not named. ``interviewer`` names the labels that ask; without it (or
    where none of them speaks) they are recognised. ``speakers=False`` looks for no turns. Raises
    ``InputError`` with one sentence for every file that is no transcript.
    """
    return read_bytes(_bytes_of(path), path, encoding=encoding, interviewer=interviewer, speakers=speakers)


def read_bytes(
    data: bytes,
    path: Path,
    *,
    encoding: str | None = None,
    interviewer: Collection[str] = (),
    speakers: bool = True,
) -> Transcript:
    """The same as ``read_file`` for the bytes of a file; ``path`` gives the ending and the name."""
    kind = _format_of(path)
    extract = cast(Extract, import_module(f"{__name__}.{ENDINGS[kind]}").extract(data, path, encoding))
    if not extract.text.strip():
        raise InputError(path, _("the file is empty: there is no text to code in it."))
    front, text = front_matter.split(extract.text, path)
    if not text.strip():
        raise InputError(
            path, _("there is front matter but no text after it: write the transcript below it.")
        )
    turns = find_turns(text, front.speakers, interviewer) if speakers else ()
    told = hint(text) if speakers and not turns else ""
    return Transcript(
        name=unicodedata.normalize("NFC", front.name or legible(path.stem)),
        path=path,
        format=kind[1:],
        encoding=extract.encoding,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file_sha256=hashlib.sha256(data).hexdigest(),
        front=front,
        turns=turns,
        words=count_words(text),
        notes=(*extract.notes, told) if told else extract.notes,
    )


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """The transcripts that ``paths`` name, each once.

    A folder gives its own transcripts in natural order (``2`` before ``10``), not those of its
    folders; hidden files, read-me files and other endings are passed over there. A glob gives the
    transcripts that match. A file is taken as it is named, so that reading it says what is wrong with
    it. The lock files that Word leaves (``~$x.docx``) are never transcripts. Raises ``InputError`` for
    a folder or glob without transcripts, or if nothing is named.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _expand(Path(path).expanduser()):
            found.setdefault(os.path.realpath(file), file)
    if not found:
        raise InputError(
            "import", _("no transcript was named: give a file or folder (caqda reads .txt, .md and .docx).")
        )
    return list(found.values())


def _expand(path: Path) -> Iterator[Path]:
    if path.is_dir():
        files = [file for file in _listing(path) if _is_transcript(file)]
        if not files:
            raise InputError(
                path, _("there is no transcript in this folder (caqda reads .txt, .md and .docx).")
            )
        yield from sorted(files, key=_natural)
    elif glob.has_magic(str(path)) and not path.exists():
        names = glob.glob(str(path), recursive=True)  # noqa: PTH207, a pattern may be absolute
        files = [file for file in map(Path, names) if file.is_file() and _is_transcript(file)]
        if not files:
            raise InputError(path, _("no transcript matches this pattern (caqda reads .txt, .md and .docx)."))
        yield from sorted(files, key=_natural)
    elif not path.name.startswith("~$"):
        yield path


def legible(name: str) -> str:
    """The name of a file as text, also where an older system wrote it in another encoding than UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("latin-1")
    return name


def _listing(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.is_file()]
    except OSError as error:
        raise InputError(
            folder, _("the folder cannot be read ({reason}).").format(reason=_reason(error))
        ) from None


def _is_transcript(file: Path) -> bool:
    return (
        file.suffix.lower() in ENDINGS
        and not file.name.startswith((".", "~$"))
        and file.stem.lower() != "readme"
    )


def _natural(file: Path) -> list[tuple[str, int, str]]:
    """A key that puts ``k2`` before ``k10``, in any folder."""
    parts = _NUMBER.split(str(file).casefold())
    numbers = [*parts[1::2], "0"]
    return [(word, int(number), number) for word, number in zip(parts[::2], numbers, strict=True)]


def _format_of(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        if path.is_dir():
            raise InputError(path, _("this is a folder, not a file."))
        told = _("caqda reads .txt, .md and .docx; the file has no ending.")
        if kind:
            told = _('caqda reads .txt, .md and .docx; the ending "{kind}" is not one it knows.')
        if kind in (".doc", ".rtf", ".odt"):
            told = _(
                'caqda reads .txt, .md and .docx; the ending "{kind}" is not one it knows: '
                "open it in Word and save it as .docx."
            )
        raise InputError(path, told.format(kind=kind))
    return kind


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(path, _("this is a folder, not a file."))
        if path.exists() and not path.is_file():
            raise InputError(path, _("this is not an ordinary file."))
        size = path.stat().st_size
        _format_of(path)  # before much is read of what is no transcript
        if size > _LARGEST:
            raise InputError(
                path,
                _("the file is larger than {size} MB: split it before importing.").format(
                    size=_LARGEST >> 20
                ),
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, _("there is no such file: check the name and the folder.")) from None
    except OSError as error:
        raise InputError(
            path, _("the file cannot be read ({reason}).").format(reason=_reason(error))
        ) from None


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
