"""A chart as SVG: shapes and words only, no scripts, no styles, no links."""

from __future__ import annotations

from caqda.reports.charts import Figure
from caqda.reports.drawing import SIZE, WIDTH, Box, Shape, Sheet, Strokes, Words, draw
from caqda.safety import for_markup


def svg(figure: Figure, alternative: str, width: int = WIDTH) -> str:
    """The chart as an element of a page, or several, where it is higher than a page of paper."""
    return "\n".join(drawn(sheet, alternative) for sheet in draw(figure, width))


def drawn(sheet: Sheet, alternative: str) -> str:
    """A drawing, with what it shows in words."""
    size = f"{_n(sheet.width)} {_n(sheet.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(sheet.width)}" '
        f'height="{_n(sheet.height)}" role="img" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="{SIZE}"><title>{_text(alternative)}</title>'
        f"{''.join(map(_shape, sheet.shapes))}</svg>"
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, fill, outline):
            line = f' stroke="{outline}"' if outline else ""
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            return f'<rect {place} fill="{fill or "none"}"{line}/>'
        case Strokes(lines, colour, width):
            path = "".join(f"M{_n(a)} {_n(b)}L{_n(c)} {_n(d)}" for a, b, c, d in lines)
            return f'<path d="{path}" stroke="{colour}" stroke-width="{_n(width)}" fill="none"/>'
        case Words(x, y, words, place, colour, turned):
            anchor = f' text-anchor="{place}"' if place != "start" else ""
            turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if turned else ""
            return f'<text x="{_n(x)}" y="{_n(y)}" fill="{colour}"{anchor}{turn}>{_text(words)}</text>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(words: str) -> str:
    return for_markup(" ".join(words.split()))
