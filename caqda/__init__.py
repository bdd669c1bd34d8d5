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
    from caqda.analysis.cooccurrence import cooccurrence as cooccurrence
    from caqda.analysis.crosstab import crosstab as crosstab
    from caqda.analysis.frequencies import frequencies as frequencies
    from caqda.analysis.profiles import profiles as profiles
    from caqda.analysis.query import query as query
    from caqda.analysis.saturation import saturation as saturation
    from caqda.analysis.scope import Scope as Scope
    from caqda.analysis.table import Asked as Asked
    from caqda.analysis.table import table as table
    from caqda.analysis.timeline import timeline as timeline
    from caqda.reports import report as report
    from caqda.sources import import_files as import_files
    from caqda.study import Study as Study
    from caqda.study import create as create
    from caqda.study import open as open

__version__ = "0.1.0"

__all__ = [
    "Asked",
    "Scope",
    "Study",
    "cooccurrence",
    "create",
    "crosstab",
    "frequencies",
    "import_files",
    "open",
    "profiles",
    "query",
    "report",
    "saturation",
    "table",
    "timeline",
]

_HOME = {
    "Asked": "caqda.analysis.table",
    "Scope": "caqda.analysis.scope",
    "Study": "caqda.study",
    "cooccurrence": "caqda.analysis.cooccurrence",
    "create": "caqda.study",
    "crosstab": "caqda.analysis.crosstab",
    "frequencies": "caqda.analysis.frequencies",
    "import_files": "caqda.sources",
    "open": "caqda.study",
    "profiles": "caqda.analysis.profiles",
    "query": "caqda.analysis.query",
    "report": "caqda.reports",
    "saturation": "caqda.analysis.saturation",
    "table": "caqda.analysis.table",
    "timeline": "caqda.analysis.timeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'caqda' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
