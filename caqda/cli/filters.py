"""The filters that mean the same in every command, and the scope they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from caqda.analysis.scope import Scope
    from caqda.study import Study

Codes = Annotated[
    list[str] | None, typer.Option("--code", help="Only this code, by name or path, and those below it.")
]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this source.")]
Cases = Annotated[list[str] | None, typer.Option("--case", help="Only this case.")]
Coders = Annotated[list[str] | None, typer.Option("--coder", help="Only what this coder coded.")]
Where = Annotated[
    str, typer.Option("--where", help="Only where this holds, such as 'perspektiv = kommunalt'.")
]


def scope_of(
    study: Study,
    codes: list[str] | None,
    sources: list[str] | None,
    cases: list[str] | None,
    coders: list[str] | None,
    where: str,
) -> Scope:
    """The scope of a study that the filters of a command mean."""
    from caqda.analysis.scope import Scope

    return Scope.of(
        study, codes=codes or (), sources=sources or (), cases=cases or (), coders=coders or (), where=where
    )
