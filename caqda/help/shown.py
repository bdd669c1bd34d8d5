"""A page of the manual for a terminal, in the terminal's own colours: light or dark, many or none."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Markdown
from rich.padding import Padding
from rich.text import Text
from rich.theme import Theme

from caqda import help as manual

_LOOKS = Theme(
    {
        "markdown.h1": "bold underline",
        "markdown.h2": "bold underline",
        "markdown.h3": "bold",
        "markdown.code": "bold",
        "markdown.item.number": "bold",
        "markdown.list": "none",
        "markdown.link": "underline",
        "markdown.link_url": "underline",
        "markdown.block_quote": "italic",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
    }
)


class _Block(CodeBlock):
    """Lines as they are to be typed, set off by space."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Padding(Text(str(self.text).rstrip(), "bold"), (0, 0, 0, 4))


class _Markdown(Markdown):
    elements = {**Markdown.elements, "fence": _Block, "code_block": _Block}  # noqa: RUF012


class Page:
    """A page, to be printed. Raises UnknownName where there is no such page."""

    def __init__(self, topic: str) -> None:
        self._text = _Markdown(manual.page(topic))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The page, without a colour of its own."""
        with console.use_theme(_LOOKS):
            yield from console.render(self._text, options)
