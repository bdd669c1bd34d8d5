"""Anchors as names that bookmarks may have."""

from __future__ import annotations

import re
from hashlib import sha256

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,38}")


def bookmark(anchor: str) -> str:
    """An anchor as a name that bookmarks may have: a letter, then letters and digits, at most 39."""
    name = anchor.replace("-", "_")
    return (
        name
        if _NAME.fullmatch(name)
        else "a" + sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    )
