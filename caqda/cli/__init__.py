"""The command line: parse, call, print. Every rule of the domain lives below."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """The console command. Exits 0 when done, 1 when the answer is 'no', 2 when it could not be done."""
    from caqda.cli.app import run

    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, such as head, has had enough; a second complaint at exit is kept quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
