"""The commands put together, and what becomes of their errors."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from caqda import __version__
from caqda.cli import (
    answers,
    browser,
    codebook,
    codings,
    helps,
    keys,
    lists,
    manual,
    material,
    patterns,
    refusals,
    studies,
    summarising,
    tables,
    verifying,
    working,
)
from caqda.cli.output import say
from caqda.cli.places import looks_like_study
from caqda.errors import CaqdaError
from caqda.quoting import quoted
from caqda.wording import N_, _

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


for room in (
    studies,
    browser,
    material,
    lists,
    codings,
    answers,
    summarising,
    tables,
    patterns,
    working,
    verifying,
    keys,
    manual,
):
    room.add_to(app)
app.add_typer(codebook.app, name="codebook")


_INTERRUPTED = 130
_STOPS = {
    typer.Abort: N_("stopped."),
    KeyboardInterrupt: N_("stopped."),
    RecursionError: N_("this is nested too deeply; make it simpler."),
    MemoryError: N_("there is not enough memory for this; nothing was changed."),
}


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; returns its exit status."""
    words = list(arguments)
    try:
        if words and looks_like_study(words[0]):
            words.insert(0, "open")
        result = _call(words)
    except (Exception, KeyboardInterrupt) as error:
        if (sentence := _sentence(error)) is None:
            raise
        say(f"caqda: {sentence}")
        return 2
    return result if isinstance(result, int) else 0


def _call(words: list[str]) -> object:
    """What the command returns; Typer's own answers to a closed pipe and to ctrl+c are undone."""
    try:
        command = typer.main.get_command(app)
        helps.translate(command)
        result = command(words, prog_name="caqda", standalone_mode=False)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        raise
    if result == _INTERRUPTED:
        raise KeyboardInterrupt
    return result


def _sentence(error: BaseException) -> str | None:
    """What to tell of an error; None where it is a fault of caqda, or not this module's to tell."""
    match error:
        case CaqdaError():
            return str(error)
        case typer.TyperException():
            why = refusals.told(error.format_message())
            return _("{why}. See 'caqda --help'.").format(why=why).replace("?. ", "? ", 1)
        case UnicodeEncodeError():
            return _("{text} has bytes that are no text in UTF-8; write it anew.").format(
                text=quoted(error.object)
            )
        case OSError() if error.filename is not None:
            return _("{file}: {why}; nothing was changed.").format(
                file=error.filename, why=(error.strerror or str(error)).lower()
            )
    return next((_(sentence) for kind, sentence in _STOPS.items() if isinstance(error, kind)), None)
