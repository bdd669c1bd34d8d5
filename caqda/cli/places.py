"""Which study a command means, and opening it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from caqda.cli.header import holds_study
from caqda.errors import CaqdaError, StudyError
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.study import Study


def looks_like_study(text: str) -> bool:
    """Whether an argument can only be meant as a study: by its ending, as an address, or by its content."""
    told = text.startswith(("postgresql://", "postgresql+")) or text.endswith(".caqda")
    return told or holds_study(text)


def split_study(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The study that the first argument names, or None, and the other arguments."""
    if arguments and looks_like_study(arguments[0]):
        return arguments[0], list(arguments[1:])
    return None, list(arguments)


def find_study(given: str | None) -> str:
    """The address that was given, else ``$CAQDA_STUDY``, else the only study in this folder."""
    if given is not None:
        if not given.strip():
            raise StudyError(_("The name of the study is empty; name one, or leave it out."))
        return given
    if named := os.environ.get("CAQDA_STUDY"):
        return named
    here = sorted(Path().glob("*.caqda"))
    if len(here) == 1:
        return str(here[0])
    if here:
        names = ", ".join(path.name for path in here)
        raise StudyError(
            _("Which study? There are {n} in this folder ({names}); name one.").format(
                n=len(here), names=names
            )
        )
    raise StudyError(
        _("There is no study in this folder; name one, or make one with 'caqda new NAME.caqda'.")
    )


@contextmanager
def open_study(given: str | None, coder: str | None = None) -> Iterator[Study]:
    """Open the study that a command means.

    Damage that the database does not see makes any part of the program stumble: what nobody foresaw is
    told as damage where the study has some.
    """
    import typer  # after what it takes to open the screen, which does without

    import caqda

    with caqda.open(find_study(given), coder=coder) as study:
        try:
            yield study
        except (CaqdaError, OSError, typer.Exit, typer.TyperException):
            raise
        except Exception as error:
            from caqda.check import faults

            if not (found := faults(study)):
                raise
            raise StudyError(
                _("{address} is damaged ({found}); restore a backup, or see all with 'caqda check'.").format(
                    address=study.address, found=found[0]
                )
            ) from error
