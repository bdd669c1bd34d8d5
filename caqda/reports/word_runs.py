"""What stands within a paragraph of a Word document, as XML: runs, links, the begin and end of fields."""

from __future__ import annotations

from caqda.exchange.package import xml
from caqda.reports.anchors import bookmark
from caqda.reports.document import Line, Run, lines, runs
from caqda.reports.escaping import colour
from caqda.reports.layout import tied

TAB = "<w:r><w:tab/></w:r>"
DOT = '<w:r><w:t xml:space="preserve"> · </w:t></w:r>'
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field_start(code: str) -> str:
    """A field up to what it shows; that and ``FIELD_END`` follow."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {xml(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def inlines(line: Line) -> list[str]:
    """The lines of a plain text, each for a paragraph; a text with marks is one."""
    return [inline(part) for part in lines(line)] if isinstance(line, str) else [inline(line)]


def spoken(speaker: str, text: str) -> str:
    """What somebody says, under the name where there is one."""
    return (_run(Run(f"{speaker}: ", strong=True)) if speaker else "") + inline(text)


def inline(line: Line) -> str:
    """A text with its marks."""
    if isinstance(line, str) and "\n" not in line:
        return f'<w:r><w:t xml:space="preserve">{xml(line)}</w:t></w:r>' if line else ""
    return "".join(map(_run, runs(line)))


def _run(run: Run) -> str:
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{xml(part)}</w:t>' for part in run.text.split("\n"))
    style = (
        '<w:rStyle w:val="ReportQuery"/>'
        if run.code
        else '<w:rStyle w:val="ReportFillIn"/>'
        if run.blank
        else ""
    )
    bold = "<w:b/>" if run.strong else ""
    slanted = "<w:i/>" if run.emphasis else ""
    linked = '<w:color w:val="1D4F91"/>' if run.link else ""
    look = f"{style}{bold}{slanted}{linked}"
    told = f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text}</w:r>"
    if not run.link:
        return told
    return f'<w:hyperlink w:anchor="{bookmark(run.link)}" w:history="1">{told}</w:hyperlink>'


def bound(line: Line) -> str:
    """Small print, such as where a quotation is from: no line ends within a short part of a plain text."""
    if not isinstance(line, str) or "\n" in line:
        return inline(line)
    return f'<w:r><w:t xml:space="preserve">{tied(xml(line))}</w:t></w:r>' if line else ""


def softly(text: str) -> str:
    """What is said beside a heading, in letters that stand back."""
    look = '<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="5C5B57"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{xml(text)}</w:t></w:r>'


def sign(code: str) -> str:
    """A square in the colour of a code, as broad in every program."""
    if not code:
        return ""
    return (
        '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f'<w:color w:val="{colour(code)[1:]}"/></w:rPr><w:t xml:space="preserve">■ </w:t></w:r>'
    )
