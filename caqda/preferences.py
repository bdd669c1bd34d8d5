"""Where a person's own settings live: small TOML files that caqda reads at its start."""

from __future__ import annotations

import os
from pathlib import Path


def folder() -> Path:
    """The folder of the settings: ``$CAQDA_CONFIG``, or where this system keeps those of a user."""
    if told := os.environ.get("CAQDA_CONFIG"):
        return Path(told)
    from platformdirs import user_config_path

    return user_config_path("caqda")
