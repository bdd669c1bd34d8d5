"""Files that a person names, read and written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from caqda.errors import InputError
from caqda.wording import _

_LARGEST = 256 << 20  # bytes; some million codings


def read_bytes(path: Path, most: int = _LARGEST) -> bytes:
    """The bytes of a file or a pipe.

    Raises InputError where there is none, where it cannot be read, or where it has more bytes than
    ``most``; a device, which may never end, is not read.
    """
    try:
        if _kind(path) == "device":
            raise InputError(path, _("this is not an ordinary file; name one."))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise InputError(path, _("there is no such file; check the name and the folder.")) from None
    except IsADirectoryError:
        raise InputError(path, _("this is a folder; name a file in it.")) from None
    except (OSError, ValueError) as error:
        raise InputError(path, _("the file cannot be read: {why}.").format(why=_why(error))) from error
    if len(data) > most:
        raise InputError(path, _("the file is larger than {most} MB; split it.").format(most=most >> 20))
    return data


def write_text(path: Path, text: str) -> None:
    """Write a file so that at any moment it is either the old one or the whole new one.

    As :func:`write_with`, of which this is the plain case.
    """

    def write(file: BinaryIO) -> None:
        file.write(text.encode())

    write_with(path, write)


def write_with(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have a file written so that at any moment it is either the old one or the whole new one.

    It keeps the permissions of the old one, and a link to it stays a link. What is no ordinary file,
    such as a pipe, is written into and stays what it is. Raises InputError where it cannot be written.
    """
    try:
        kind = _kind(path)
    except (OSError, ValueError) as error:
        raise InputError(
            path, _("it cannot be written: {why}; check its name.").format(why=_why(error))
        ) from error
    try:
        if kind in ("device", "pipe"):
            with path.open("wb") as file:
                write(file)
        else:
            _replace(Path(os.path.realpath(path)), write)
    except IsADirectoryError:
        raise InputError(path, _("this is a folder; name the file to write in it.")) from None
    except FileNotFoundError:
        raise InputError(path, _("there is no such folder; make it, or name another.")) from None
    except PermissionError:
        raise InputError(path, _("you may not write there; name a file in a folder of yours.")) from None
    except BrokenPipeError:
        raise
    except (OSError, UnicodeError) as error:
        raise InputError(
            path, _("it cannot be written: {why}; check the folder and the disk.").format(why=_why(error))
        ) from error


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    if path.is_dir():
        raise IsADirectoryError
    part = path.parent / f".{uuid4().hex}.part"
    try:
        with part.open("xb") as file:
            if path.exists():
                part.chmod(stat.S_IMODE(path.stat().st_mode))
            write(file)
        part.replace(path)
    except BaseException:
        if part.exists():
            part.unlink()
        raise


def _kind(path: Path) -> str:
    """What is at a path: a device, a pipe, or something else, such as a file or nothing."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        return "device"
    return "pipe" if stat.S_ISFIFO(mode) else ""


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
