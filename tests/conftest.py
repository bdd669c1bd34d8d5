"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["CAQDA_LANGUAGE"] = "en"  # the tests read English, whatever the locale of the machine

# No timing decides a test; where changes land, the same examples are tried every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
