"""The screen in a web browser: serve."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from caqda.cli.output import CoderOption, StudyArgument, say
from caqda.cli.places import find_study, open_study
from caqda.wording import _


def add_to(app: typer.Typer) -> None:
    """Give this command to the application."""
    app.command()(serve)


def serve(
    study: StudyArgument = None,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's let others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes one that is free.")] = 0,
    coder: CoderOption = None,
) -> None:
    """Show the study in a web browser, for those without a terminal; ctrl+c ends it."""
    from caqda.serve.page import parts

    address = find_study(study)
    with open_study(address, coder) as opened:
        _uuid, title, _language = opened.info()
    parts(title)  # what is missing is told before anything is opened
    from caqda.serve.gate import Gate, is_this_machine_only
    from caqda.serve.server import Pages
    from caqda.serve.server import serve as listen

    if not is_this_machine_only(host):
        say(
            _(
                "Warning: with --host {host} this study can be reached from other machines. Whoever has the"
                " address below can read and change it, and what is sent is not encrypted. For one machine"
                " at a time, an ssh tunnel is safer: see 'caqda help serve'."
            ).format(host=host)
        )
    say(_("Open this address in a browser; whoever has it can work in the study as you. Ctrl+C ends it."))
    asyncio.run(listen(Pages(address, coder, title, Gate(host)), port, lambda url: print(url, flush=True)))
    say(_("Ended; what was done is on disk."))
