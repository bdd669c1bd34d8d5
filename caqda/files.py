"""Files that a person names, read and written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from caqda.errors import InputError


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises InputError where there is none or it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "there is no such file; check the name and the folder.") from None
    except IsADirectoryError:
        raise InputError(path, "this is a folder; name a file in it.") from None
    except OSError as error:
        raise InputError(path, f"the file cannot be read: {error.strerror}.") from error


def write_text(path: Path, text: str) -> None:
    """Write a file so that at any moment it is either the old one or the whole new one."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(path, f"it cannot be written: {why}; check the folder and the disk.") from error
    finally:
        part.unlink(missing_ok=True)
