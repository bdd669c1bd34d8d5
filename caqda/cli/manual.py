"""The manual on the command line: help."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from caqda.cli.output import say
from caqda.wording import _


def add_to(app: typer.Typer) -> None:
    """Give this command to the application."""
    app.command("help")(help_)


def help_(
    topic: Annotated[
        str | None, typer.Argument(help="A page; without it, the first, which lists the others.")
    ] = None,
) -> None:
    """Show a page of the manual, such as 'caqda help query'."""
    from caqda.help import page, topics

    if topic is None and not sys.stdout.isatty():
        say(_("Pages of the manual, each shown with 'caqda help PAGE':"))
        print("\n".join(topics()))
        return
    text = page(topic or "start")
    if not sys.stdout.isatty():
        print(text, end="")
        return
    from rich.console import Console

    from caqda.help.shown import Page

    console = Console()
    console.print(Page(topic or "start"), width=min(console.width, 100))
