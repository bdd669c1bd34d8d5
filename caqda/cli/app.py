"""The commands put together, and what becomes of their errors."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from caqda import __version__
from caqda.cli import answers, codebook, codings, lists, material, patterns, studies, tables
from caqda.cli.output import say
from caqda.cli.places import looks_like_study
from caqda.errors import CaqdaError

app = typer.Typer(
    name="caqda",
    help="Qualitative interview coding in the terminal: code interviews, query themes, export code reports.",
    epilog="'caqda STUDY' opens a study. Without STUDY a command means $CAQDA_STUDY, or the only one here.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Print the version and leave.", is_eager=True),
) -> None:
    """What holds for every command."""
    if version:
        print(f"caqda {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


for room in (studies, material, lists, codings, answers, tables, patterns):
    room.add_to(app)
app.add_typer(codebook.app, name="codebook")


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; returns its exit status."""
    words = list(arguments)
    if words and looks_like_study(words[0]):
        words.insert(0, "open")
    try:
        result = app(words, prog_name="caqda", standalone_mode=False)
    except CaqdaError as error:
        say(f"caqda: {error}")
        return 2
    except typer.TyperException as error:
        say(f"caqda: {error.format_message()} See 'caqda --help'.")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        say("caqda: stopped.")
        return 2
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        why = (error.strerror or str(error)).lower()
        say(f"caqda: {error.filename or 'a file'}: {why}; nothing was changed.")
        return 2
    return result if isinstance(result, int) else 0
