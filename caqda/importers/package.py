"""A ``.docx`` is a ZIP file from anywhere: looked at before anything in it is unpacked or parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from caqda.errors import InputError
from caqda.wording import N_, _

_OLE = b"\xd0\xcf\x11\xe0"
_MOST_ENTRIES = 5_000
_LARGEST_TOTAL = 512 << 20  # bytes, unpacked: pictures and sound may be large
_LARGEST_XML = 64 << 20
_HARMLESS = 16 << 20
_HIGHEST_RATIO = 200  # unpacked to packed; Word's XML seldom passes 30
DAMAGED = N_("the Word document is damaged: open it in Word and save it as .docx again.")


def check_package(data: bytes, path: Path) -> None:
    """Raise ``InputError`` unless ``data`` is a Word package that is safe to open.

    Refused are other files under this name, damaged and encrypted archives, archives that unfold into
    something far larger, and XML with a document type (Word writes none; entities live there).
    """
    if data.startswith(_OLE):
        raise InputError(
            path,
            _("this is an older or password-protected Word document: save it as .docx without a password."),
        )
    if not data.startswith(b"PK"):
        raise InputError(path, _("this is not a Word document, though it is called .docx: check the file."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive.infolist(), path)
            _check_parts(archive, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise InputError(path, _(DAMAGED)) from error


def check_sizes(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Raise ``InputError`` where an archive unfolds into something far larger, or is encrypted."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    xml = max((entry.file_size for entry in entries if _is_xml(entry)), default=0)
    bomb = unpacked > _HARMLESS and unpacked > _HIGHEST_RATIO * packed
    if bomb or len(entries) > _MOST_ENTRIES or unpacked > _LARGEST_TOTAL or xml > _LARGEST_XML:
        raise InputError(path, _("the archive unfolds into far more than its size tells: it is not opened."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(path, _("the archive is protected by a password: save it without one."))


def _check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise InputError(path, _("this is a ZIP file but not a Word document: check the file."))
    for entry in archive.infolist():
        if _is_xml(entry) and b"<!DOCTYPE" in archive.read(entry).replace(b"\0", b""):
            raise InputError(
                path,
                _("the document defines entities of its own; open it in Word and save it as .docx again."),
            )


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))
