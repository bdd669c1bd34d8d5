"""The report as one HTML page, for screen and paper: no scripts, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from caqda.reports.escaping import colour
from caqda.reports.phrases import Grid, Phrases
from caqda.reports.value import Chapter, Quotation, Report
from caqda.safety import for_terminal

if TYPE_CHECKING:
    from jinja2 import Template

MANY_COLUMNS = 8
"""A table of more columns is printed on a page of its own, turned."""


def render(report: Report) -> str:
    """The whole report."""
    say = Phrases(report)
    chapters = [_chapter(number, chapter, say) for number, chapter in enumerate(report.chapters, start=1)]
    return _template().render(
        report=report,
        say=say,
        words=say.words,
        style=_file("report.css"),
        chapters=chapters,
        overview_links=[chapter["anchor"] for chapter in chapters],
        wide=len(report.columns) > MANY_COLUMNS,
    )


def _chapter(number: int, chapter: Chapter, say: Phrases) -> dict[str, Any]:
    anchor = f"c{number}"
    return {
        "entry": chapter.entry,
        "anchor": anchor,
        "level": len(say.above(chapter)),
        "label": say.name(chapter),
        "path": chapter.entry.path if "/" in chapter.entry.path else "",
        "tables": [(grid, _links(grid, anchor, chapter)) for grid in say.tables(chapter)],
        "remark": say.remark(chapter),
        "groups": [
            {
                "anchor": f"{anchor}-{column}",
                "name": say.columns[column],
                "count": say.group(chapter, column),
                "quotations": [_quotation(quotation, column, say) for quotation in quotations],
            }
            for column, quotations in say.report.groups(chapter)
        ],
    }


def _links(grid: Grid, anchor: str, chapter: Chapter) -> list[str]:
    """For each row the place where its passages are quoted; none where a table counts sub-codes too."""
    if grid.query == chapter.counts.query and chapter.rolled_up:
        return []
    return [f"{anchor}-{column}" if cell.passages else "" for column, cell in enumerate(chapter.own.cells)]


def _quotation(quotation: Quotation, column: int, say: Phrases) -> dict[str, Any]:
    return {
        "id": quotation.id,
        "paragraphs": list(_paragraphs(quotation)),
        "speakers": say.speakers(quotation),
        "place": say.place(quotation),
        "also": say.also_in(quotation, column),
        "memos": quotation.memos,
    }


def _paragraphs(quotation: Quotation) -> Iterator[tuple[str, str]]:
    """The lines of a quotation, each with the speaker where it begins what one of several says."""
    several = len(quotation.speeches) > 1
    for speech in quotation.speeches:
        lines = [line for line in speech.text.split("\n") if line.strip()]
        for number, line in enumerate(lines):
            yield speech.speaker if several and not number else "", line.strip()


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.filters["colour"] = colour
    environment.filters["lines"] = lambda text: [line for line in text.split("\n") if line.strip()]
    return environment.from_string(_file("report.html.jinja"))


def _shown(value: Any) -> Any:
    """What stands in the page: text without control characters; markup as it is."""
    return for_terminal(value) if type(value) is str else value


def _file(name: str) -> str:
    return (files("caqda.reports") / name).read_text("utf-8")
