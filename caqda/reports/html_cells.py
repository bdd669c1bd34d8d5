"""What stands within the page of HTML: text with its marks, and the rows and cells of tables."""

from __future__ import annotations

import re

from caqda.reports.anchors import bookmark
from caqda.reports.document import Cell, Line, Run, aside, plain, runs, stanzas
from caqda.reports.escaping import colour
from caqda.safety import for_markup

_BRIEF = 30  # letters; what is longer is set on several lines
_SIMPLE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


def text(words: str) -> str:
    """Text that shows as it was written: without control characters, and with no markup in it."""
    return for_markup(words)


def inline(line: Line) -> str:
    """Text with its marks, its line breaks kept."""
    if isinstance(line, str) and "\n" not in line:
        return text(line)
    return "".join(map(_run, runs(line)))


def _run(run: Run) -> str:
    told = "<br>".join(text(part) for part in run.text.split("\n"))
    for wanted, tag in (
        (run.code, "code"),
        (run.emphasis, "em"),
        (run.strong, "strong"),
        (run.blank, "mark"),
    ):
        if wanted:
            told = f"<{tag}>{told}</{tag}>"
    return f'<a href="#{id_of(run.link)}">{told}</a>' if run.link else told


def id_of(anchor: str) -> str:
    """The name of a place on the page."""
    return anchor if _SIMPLE.fullmatch(anchor) else bookmark(anchor)


def sign_of(code: str) -> str:
    """The square in the colour of a code, ``#rrggbb``."""
    return f'<i class="sign" style="--sign:{colour(code)}"></i>'


def column_widths(broad: list[int]) -> str:
    """The breadths of the columns, in hundredths of their sum."""
    told = (f'<col style="width:{100 * width / sum(broad):.2f}%">' for width in broad)
    return f"<colgroup>{''.join(told)}</colgroup>\n"


def column_head(head: str, left: bool, stands: bool) -> str:
    """The head of a column; where there are many it ``stands``, and is turned."""
    place = ' class="l"' if left else ""
    if not head:
        return f"<td{place}></td>"
    told = f"<span>{text(head)}</span>" if stands else text(head)
    return f'<th scope="col"{place}>{told}</th>'


def table_row(row: tuple[Cell, ...], numeric: tuple[bool, ...]) -> str:
    """A row under its head; where a column is ``numeric``, its cell stands to the right."""
    head, *rest = row
    style = f' class="code" style="--level:{head.level}"' if head.colour or head.level else ""
    cells = "".join(
        f"<td{_kind(cell, right)}>{_linked(cell)}</td>" for cell, right in zip(rest, numeric[1:], strict=True)
    )
    sign = sign_of(head.colour) if head.colour else ""
    return f'<tr><th scope="row"{style}>{sign}{_linked(head)}</th>{cells}</tr>\n'


def _kind(cell: Cell, right: bool) -> str:
    if not right:
        return ' class="l long"' if long(cell) else ' class="l"'
    return ' class="nil"' if cell.text == "0" else ""


def long(cell: Cell) -> bool:
    """Whether a text of a cell asks for room, being set on several lines."""
    return len(plain(cell.text)) > _BRIEF


def _linked(cell: Cell) -> str:
    told = _parts(cell.text)
    return f'<a href="#{id_of(cell.link)}">{told}</a>' if cell.link else told


def _parts(line: Line) -> str:
    """The paragraphs of a cell, each with the line that is set off below it, as a place below a quotation."""
    first, *rest = stanzas(line)
    if not rest:
        return inline(line)
    told = [[f"<span>{inline(first)}</span>"]]
    for part in rest:
        if aside(part):
            told[-1].append(f'<span class="aside">{inline(part)}</span>')
        else:
            told.append([f"<span>{inline(part)}</span>"])
    return "\n".join('<span class="part">{}</span>'.format("\n".join(one)) for one in told)
