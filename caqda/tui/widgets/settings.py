"""What is set on a screen, a line each: the key that changes it, what it is called, what it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text
from textual.widgets import Static

KEY = 3  # cells, the space after it included


class Settings(Static):
    """The lines. What is long goes on under itself."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, rows: Sequence[tuple[str, str, str]], label: int) -> None:
        """Show key, name and value of each setting; names have ``label`` cells, with space."""
        lines = Table.grid(expand=True)
        lines.add_column(width=KEY, no_wrap=True)
        lines.add_column(width=label, no_wrap=True)
        lines.add_column(ratio=1, overflow="fold")
        for key, name, value in rows:
            lines.add_row(Text(key, "bold"), Text(name), Text(value))
        self.update(lines)
