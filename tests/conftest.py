"""What holds for all tests."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # all colours, wherever the tests run
os.environ.pop("NO_COLOR", None)
os.environ["CAQDA_LANGUAGE"] = "en"  # the tests read English, whatever the locale of the machine

# Nobody's own settings and history decide what the tests see, and none of theirs stays on the machine.
_STATE = tempfile.TemporaryDirectory(prefix="caqda-state-")
os.environ["XDG_STATE_HOME"] = _STATE.name
os.environ["CAQDA_CONFIG"] = os.devnull + "/caqda"
os.environ.pop("CAQDA_KEYS", None)

# No timing decides a test; where changes land, the same examples are tried every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
