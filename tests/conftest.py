"""What holds for all tests."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

os.environ["CAQDA_LANGUAGE"] = "en"  # the tests read English, whatever the locale of the machine
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="caqda-state-")  # not one's own history

# What somebody prefers on this machine decides no test.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="caqda-")

# No timing decides a test; where changes land, the same examples are tried every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Nobody's own settings decide what the tests see.
os.environ["CAQDA_CONFIG"] = os.devnull + "/caqda"
os.environ.pop("CAQDA_KEYS", None)
