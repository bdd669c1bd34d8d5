"""caqda: qualitative interview coding in the terminal.

    >>> import caqda
    >>> study = caqda.open("study.caqda")            # doctest: +SKIP
    >>> study.apply("samskabelse", "k1", 120, 240)   # doctest: +SKIP
    >>> caqda.crosstab(study, by="perspektiv")       # doctest: +SKIP

Whatever a person can do on a screen or the command line is a function here; nothing is imported
before it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caqda.analysis.crosstab import crosstab as crosstab
    from caqda.analysis.query import query as query
    from caqda.analysis.scope import Scope as Scope
    from caqda.reports import report as report
    from caqda.sources import import_files as import_files
    from caqda.study import Study as Study
    from caqda.study import create as create
    from caqda.study import open as open

__version__ = "0.1.0"

__all__ = ["Scope", "Study", "create", "crosstab", "import_files", "open", "query", "report"]

_HOME = {
    "Scope": "caqda.analysis.scope",
    "Study": "caqda.study",
    "create": "caqda.study",
    "crosstab": "caqda.analysis.crosstab",
    "import_files": "caqda.sources",
    "open": "caqda.study",
    "query": "caqda.analysis.query",
    "report": "caqda.reports",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'caqda' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
