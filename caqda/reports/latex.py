"""The report as LaTeX: a whole document for LuaLaTeX or XeLaTeX, whose tables can be taken out of it.

The tables are longtables with booktabs, each with its caption and label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from caqda.exchange.package import in_chunks
from caqda.reports.anchors import bookmark
from caqda.reports.document import (
    Block,
    Cell,
    Chart,
    Contents,
    Document,
    Facts,
    Heading,
    Line,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Remark,
    Run,
    Table,
    lines,
    runs,
)
from caqda.reports.drawing import Box, Shape, Sheet, Strokes, Words, draw
from caqda.reports.layout import turned, widths
from caqda.safety import for_terminal

_MARKS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", '"': r"\textquotedbl{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}", "[": "{[}", "]": "{]}", "-": "{-}", "\n": " ",
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_MARKS)) + "]")
_SECTIONS = ("section", "subsection", "subsubsection", "paragraph", "subparagraph")
_SCALE = 0.7  # points to a pixel: the widest chart is as broad as the text
_DOT = r" \textperiodcentered{} "
_SPOKEN = {"da": "danish", "en": "british"}


def write(document: Document, file: BinaryIO) -> None:
    """The whole report."""
    file.writelines(in_chunks(f"{piece}\n" for piece in _pieces(document)))


def latex(text: str) -> str:
    """Text on one line in which LaTeX finds no command."""
    return _SPECIAL.sub(lambda found: _MARKS[found[0]], for_terminal(text))


def _pieces(document: Document) -> Iterator[str]:
    told = document
    yield rf"""% {latex(told.provenance.trace)}
\documentclass[11pt,a4paper]{{article}}
\usepackage[margin=25mm]{{geometry}}
\usepackage{{fontspec}}
\usepackage[{_SPOKEN.get(told.language, "british")}]{{babel}}
\usepackage{{array,booktabs,longtable,pdflscape,textcomp,tikz}}
\usepackage[hidelinks,pdftitle={{{latex(told.title)}}},pdfauthor={{{latex(told.author)}}}]{{hyperref}}
\setlength{{\parindent}}{{0pt}}\setlength{{\parskip}}{{6pt}}\setcounter{{secnumdepth}}{{0}}
\emergencystretch=3em
\title{{{latex(told.title)}{_under(told.subtitle)}}}
\author{{{latex(told.author)}}}
\date{{{latex(told.provenance.date)}}}
\begin{{document}}
\maketitle"""
    for block in told:
        yield from _block(block)
    yield r"\end{document}"


def _under(subtitle: str) -> str:
    return rf"\\ \large {latex(subtitle)}" if subtitle else ""


def _block(block: Block) -> Iterable[str]:
    match block:
        case Quote():
            return _quote(block)
        case Heading():
            section = _SECTIONS[min(block.level, 5) - 1]
            aside = f"\n\n{_small(_inline(block.aside))}" if block.aside else ""
            return (f"\n\\{section}{{{latex(block.text)}}}{_label(block.anchor)}{aside}\n",)
        case Paragraph():
            return (f"{_look(block.style, text)}\n" for text in _paragraphs(block.text))
        case Remark():
            return (_remark(block),)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Facts():
            pairs = (f"\\item[{latex(term)}] {_inline(told)}" for term, told in block.pairs)
            return ("\\begin{description}", *pairs, "\\end{description}")
        case Listing():
            kind = "enumerate" if block.numbered else "itemize"
            items = (f"\\item {_inline(item)}" for item in block.items)
            return (f"\\begin{{{kind}}}", *items, f"\\end{{{kind}}}")
        case Contents():
            depth = rf"\setcounter{{tocdepth}}{{{block.depth}}}"
            return (rf"\renewcommand{{\contentsname}}{{{latex(block.title)}}}{depth}\tableofcontents",)
        case PageBreak():
            return (r"\clearpage",)


def _look(style: str, text: str) -> str:
    match style:
        case "lead":
            return rf"\emph{{{text}}}"
        case "note":
            return _small(text)
        case "notice":
            return rf"\fbox{{\parbox{{0.97\linewidth}}{{{text}}}}}"
    return text


def _small(text: str) -> str:
    return rf"{{\small {text}}}"


def _paragraphs(line: Line) -> list[str]:
    return [latex(part) for part in lines(line)] if isinstance(line, str) else [_inline(line)]


def _remark(block: Remark) -> str:
    told = "\n\n".join(map(latex, lines(block.text)))
    return rf"\begin{{quote}}\small\textbf{{{latex(block.label)}:}} {told}\end{{quote}}"


def _quote(block: Quote) -> Iterator[str]:
    yield rf"\begin{{quote}}{_label(block.anchor)}"
    yield from (_small(latex(text)) + "\n" for text in lines(block.before))
    for speaker, text in block.paragraphs():
        label = rf"\textbf{{{latex(speaker)}:}} " if speaker else ""
        yield f"{label}{latex(text)}\n"
    yield from (_small(latex(text)) + "\n" for text in lines(block.after))
    parts = (
        rf"\textbf{{{latex(block.flag)}}}" if block.flag else "",
        latex(block.who),
        rf"\textbf{{{latex(block.id)}}}",
        latex(block.place),
        _inline(block.also),
    )
    yield rf"{{\footnotesize {_DOT.join(filter(None, parts))}}}\end{{quote}}"
    yield from map(_remark, block.remarks)


def _table(block: Table) -> Iterator[str]:
    wide = turned(block)
    if wide:
        yield r"\begin{landscape}"
    whole = widths(block, 9070)
    columns = "".join(
        rf">{{\{'raggedleft' if right else 'raggedright'}\arraybackslash}}"
        rf"p{{\dimexpr {width / sum(whole):.4f}\linewidth-2\tabcolsep}}"
        for width, right in zip(whole, block.numeric, strict=True)
    )
    yield rf"{{\footnotesize\setlength{{\tabcolsep}}{{3pt}}\begin{{longtable}}{{{columns}}}"
    yield rf"\caption{{{_inline(block.caption)}}}{_label(block.anchor)}\\"
    head = " & ".join(rf"\textbf{{{latex(name)}}}" for name in block.head)
    heads = rf"\toprule {head} \\ \midrule"
    yield rf"{heads} \endfirsthead {heads} \endhead \bottomrule \endfoot"
    yield from map(_row, block.rows)
    if block.foot:
        yield r"\midrule"
    yield from map(_row, block.foot)
    yield r"\end{longtable}}"
    if block.notes:
        yield rf"{{\footnotesize {_DOT.join(map(_inline, block.notes))}\par}}"
    if wide:
        yield r"\end{landscape}"


def _row(row: tuple[Cell, ...]) -> str:
    return " & ".join(map(_cell, row)) + r" \\"


def _cell(cell: Cell) -> str:
    told = rf"\hspace*{{{cell.level * 0.9:.1f}em}}" * bool(cell.level) + _inline(cell.text)
    return _linked(told, cell.link)


def _chart(block: Chart) -> Iterator[str]:
    *before, last = draw(block.figure)
    for sheet in before:  # as high as a page each, which no figure can be parted into
        yield r"\begin{center}"
        yield from _drawing(sheet)
        yield r"\end{center}"
    yield r"\begin{figure}[htbp]\centering"
    yield from _drawing(last)
    yield rf"\caption{{{_inline(block.caption)}}}{_label(block.anchor)}"
    yield rf"{{\footnotesize {_DOT.join(map(_inline, (block.alternative, *block.notes)))}\par}}"
    yield r"\end{figure}"


def _drawing(sheet: Sheet) -> Iterator[str]:
    yield rf"\begin{{tikzpicture}}[x={_SCALE}pt,y=-{_SCALE}pt,inner sep=0pt,font=\footnotesize]"
    yield from map(_shape, sheet.shapes)
    yield r"\end{tikzpicture}"


def _shape(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, fill, outline):
            told = (("fill", fill), ("draw", outline))
            looks = [f"{name}={_colour(colour)}" for name, colour in told if colour]
            return (
                rf"\path[{','.join(looks)}] ({x:.1f},{y:.1f}) rectangle ({x + width:.1f},{y + height:.1f});"
            )
        case Strokes(ends, colour, width):
            paths = " ".join(f"({a:.1f},{b:.1f}) -- ({c:.1f},{d:.1f})" for a, b, c, d in ends)
            return rf"\draw[draw={_colour(colour)},line width={width * _SCALE:.2f}pt] {paths};"
        case Words(x, y, words, place, colour, turned):
            anchor = {"start": "base west", "middle": "base", "end": "base east"}[place]
            turn = ",rotate=90" if turned else ""
            look = f"anchor={anchor},text={_colour(colour)}{turn}"
            return rf"\node[{look}] at ({x:.1f},{y:.1f}) {{{latex(words)}}};"


def _colour(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{{rgb,255:red,{red};green,{green};blue,{blue}}}"


def _label(anchor: str) -> str:
    return rf"\phantomsection\label{{{bookmark(anchor)}}}" if anchor else ""


def _linked(text: str, anchor: str) -> str:
    return rf"\hyperref[{bookmark(anchor)}]{{{text}}}" if anchor else text


def _inline(line: Line) -> str:
    return "".join(map(_run, runs(line)))


def _run(run: Run) -> str:
    told = r"\newline ".join(map(latex, run.text.split("\n")))
    for wanted, command in (
        (run.code, "texttt"), (run.emphasis, "emph"), (run.strong, "textbf"), (run.blank, "underline"),
    ):  # fmt: skip
        if wanted and told.strip():
            told = rf"\{command}{{{told}}}"
    return _linked(told, run.link)
