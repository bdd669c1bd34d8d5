"""What was asked of a study before, kept for the next time it is opened on this machine.

It lies with the programme's own files (on Linux under ``~/.local/state/caqda``), readable by its owner
only: what one asks is nobody else's business, and a study file may be shared.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

MOST = 200  # expressions


def asked_before(study: str) -> list[str]:
    """The expressions that were asked of the study of a uuid, the latest last; none where none is known."""
    try:
        told = json.loads(_place(study).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


def remember(study: str, expressions: Sequence[str]) -> None:
    """Keep the latest of some expressions; where they cannot be kept, they are not."""
    place = _place(study)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = place.with_suffix(f".{os.getpid()}")
        owned = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(owned, "w", encoding="utf-8") as file:
            json.dump(list(expressions)[-MOST:], file, ensure_ascii=False, indent=0)
        part.replace(place)
    except OSError:
        return


def _place(study: str) -> Path:
    from platformdirs import user_state_path

    return user_state_path("caqda") / "queries" / f"{study}.json"
