"""The command line: parse, call, print. Every rule of the domain lives below."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from caqda.cli.screen import open_screen, straight_to
from caqda.errors import CaqdaError
from caqda.safety import for_terminal
from caqda.wording import _


def main() -> None:
    """The console command. Exits 0 when done, 1 when the answer is 'no', 2 when it could not be done."""
    sys.exit(_main())


def _main() -> int:
    _prepare_streams()
    # Sums of offsets need no second thread, and starting them takes NumPy as long as all else it does.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = sys.argv[1:]
    try:
        if (study := straight_to(words)) is not None:
            open_screen(study)
            return 0
        from caqda.cli.app import run

        status = run(words)
        sys.stdout.flush()
    except CaqdaError as error:
        print(for_terminal(f"caqda: {error}"), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as head, has had enough.
        _discard_output()
        return 0
    except KeyboardInterrupt:
        _discard_output()
        print("caqda: " + _("stopped."), file=sys.stderr)
        return 2
    except OSError as error:
        _discard_output()
        print(
            "caqda: " + _("the output cannot be written: {why}.").format(why=error.strerror or error),
            file=sys.stderr,
        )
        return 2
    return status


def _prepare_streams() -> None:
    """Make sure that data leaves in UTF-8, and that there is somewhere for it to go."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # the shell closed it
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        if out.isatty():
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8", errors="strict")


def _discard_output() -> None:
    """Keep quiet about what is still waiting to be written when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
