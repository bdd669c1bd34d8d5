"""The manual: Markdown pages that the command line and the screens both show."""

from __future__ import annotations

from importlib.resources import files

from caqda.errors import UnknownName
from caqda.wording import _, language

_ORDER = (
    "start",
    "coding",
    "keys",
    "plain",
    "import",
    "codebook",
    "query",
    "crosstab",
    "statistics",
    "patterns",
    "report",
    "verify",
    "study",
    "commands",
    "serve",
)


def topics() -> list[str]:
    """The pages there are, those to be read first at the beginning."""
    found = {file.name.removesuffix(".md") for file in files(__name__).iterdir() if file.name.endswith(".md")}
    known = [topic for topic in _ORDER if topic in found]
    return [*known, *sorted(found.difference(_ORDER))]


def title(topic: str) -> str:
    """What a page is called, in the language of the interface. Raises UnknownName where there is none."""
    return page(topic).partition("\n")[0].removeprefix("# ")


def page(topic: str) -> str:
    """A page of the manual as Markdown, in the language of the interface where there is one.

    Raises UnknownName where there is no such page.
    """
    if topic not in topics():
        raise UnknownName(
            _('There is no page "{topic}"; there are {topics}.').format(
                topic=topic, topics=", ".join(topics())
            )
        )
    own = files(__name__).joinpath(language(), f"{topic}.md")
    return (own if own.is_file() else files(__name__).joinpath(f"{topic}.md")).read_text("utf-8")
