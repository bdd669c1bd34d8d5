"""What runs in the process of a page: the screen, on the study that the environment names."""

from __future__ import annotations

import os
import sys

from caqda.errors import CaqdaError
from caqda.safety import for_terminal
from caqda.serve.child import CODER, STUDY


def main() -> int:
    """Show the study until the page is closed or left; returns the exit status."""
    from caqda.tui.app import run

    sys.stdout = sys.stderr  # the real one carries pictures only
    try:
        run(os.environ[STUDY], os.environ.get(CODER))
    except CaqdaError as error:
        print(for_terminal(str(error)), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
