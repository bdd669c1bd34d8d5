"""Where a person's own settings live: small TOML files that caqda reads at its start."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caqda.errors import StudyError
from caqda.wording import _


def folder() -> Path:
    """The folder of the settings: ``$CAQDA_CONFIG``, or where this system keeps those of a user."""
    if told := os.environ.get("CAQDA_CONFIG"):
        return Path(told)
    from platformdirs import user_config_path

    return user_config_path("caqda")


Setting = str | int | bool


def read(name: str) -> dict[str, Any]:
    """The settings in the file ``NAME.toml``; none where it is not there or cannot be read."""
    import tomllib

    try:
        return tomllib.loads((folder() / f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def write(name: str, settings: Mapping[str, Setting]) -> None:
    """Keep settings in the file ``NAME.toml``, instead of those that are there; raises StudyError."""
    place = folder() / f"{name}.toml"
    lines = [f"{key} = {_toml(value)}\n" for key, value in settings.items()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise StudyError(
            _("{path} cannot be written ({why}); the settings hold until you leave.").format(
                path=place, why=error.strerror
            )
        ) from error


def _toml(value: Setting) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else json.dumps(value)
