"""Workbooks (``.xlsx``): a sheet for each table, its heads frozen and filtered, its numbers real ones.

Text is written as text, whatever it begins with; nothing in a workbook is a formula. The same sheets give
the same bytes, and rows are written as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from caqda.errors import InputError
from caqda.exchange.package import Package, xml
from caqda.safety import for_cell, for_terminal
from caqda.wording import _


@dataclass(frozen=True, slots=True)
class Share:
    """A part of one, shown in per cent."""

    number: float


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a sheet, by its number from 0."""

    text: str
    sheet: int


Value: TypeAlias = str | int | float | Share | Link | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``foot`` are rows that sum up, and stand outside the filter; ``notes`` stand under it all."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]
    foot: Iterable[Sequence[Value]] = ()
    notes: Sequence[str] = ()
    widths: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Properties:
    """What a workbook says of itself; ``day`` is an ISO date."""

    title: str
    author: str = ""
    description: str = ""
    day: str = "1980-01-01"


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _HEADING, _WHOLE, _BROKEN, _SHARE, _LITERAL, _LINK, _NOTE = range(8)
_LONGEST = 32_767
_MOST_ROWS = 1_048_576
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_BARRED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def write_workbook(sheets: Sequence[Sheet], file: BinaryIO, properties: Properties) -> None:
    """Write the sheets, at least one. Raises InputError where one has more rows than a sheet may have."""
    names = sheet_names([sheet.name for sheet in sheets])
    with Package(file) as package:
        for number, sheet in enumerate(sheets, start=1):
            package.stream(f"xl/worksheets/sheet{number}.xml", _sheet(sheet, names))
        package.add("[Content_Types].xml", _types(len(names)))
        package.add("_rels/.rels", _roots())
        package.add("docProps/core.xml", _properties(properties))
        package.add("xl/workbook.xml", _workbook(names))
        package.add("xl/_rels/workbook.xml.rels", _relations(len(names)))
        package.add("xl/styles.xml", _STYLES)


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that sheets may have: at most 31 characters, none of ``[]:*?/\\``, no two alike."""
    taken: set[str] = set()
    found = []
    for name in wanted:
        clean = _BARRED.sub(" ", for_terminal(name)).strip(" '")[:31].rstrip(" '") or "Tabel"
        if clean.casefold() == "history":  # Excel keeps this name for itself
            clean += "_"
        number = 1
        told = clean
        while told.casefold() in taken:
            number += 1
            told = f"{clean[: 30 - len(str(number))]} {number}"
        taken.add(told.casefold())
        found.append(told)
    return found


# -- a sheet ---------------------------------------------------------------------------------------------


def _sheet(sheet: Sheet, names: Sequence[str]) -> Iterator[str]:
    columns = len(sheet.head)
    last = _letters(max(columns, 1))
    widths = sheet.widths or [18] * columns
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        "</sheetView></sheetViews><cols>"
    )
    for at, width in enumerate(widths, start=1):
        yield f'<col min="{at}" max="{at}" width="{min(max(width, 6), 80)}" customWidth="1"/>'
    yield "</cols><sheetData>"
    links: list[tuple[str, int]] = []
    yield _row(1, [_cell(head, _HEADING) for head in sheet.head])
    number = 1
    for row in sheet.rows:
        number += 1
        if number > _MOST_ROWS:
            raise InputError(sheet.name, _("there are more rows than a sheet can have; write .csv instead."))
        links += (
            (f"{_letters(at)}{number}", value.sheet)
            for at, value in enumerate(row, start=1)
            if isinstance(value, Link)
        )
        yield _row(number, map(_cell, row))
    filtered = number
    for row in sheet.foot:
        number += 1
        yield _row(number, [_cell(value, _HEADING if isinstance(value, str) else None) for value in row])
    number += 1
    for note in sheet.notes:
        number += 1
        yield _row(number, [_cell(note, _NOTE)])
    yield "</sheetData>"
    if filtered > 1:
        yield f'<autoFilter ref="A1:{last}{filtered}"/>'
    if links:
        yield "<hyperlinks>"
        for place, to in links:
            where = names[to].replace("'", "''")
            yield f"""<hyperlink ref="{place}" location="{xml(f"'{where}'!A1")}"/>"""
        yield "</hyperlinks>"
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: Value, style: int | None = None) -> str:
    match value:
        case None | "":
            return "<c/>"
        case Share(number):
            return f'<c s="{_SHARE}"><v>{number!r}</v></c>'
        case Link(text):
            return _text(text, _LINK)
        case str():
            literal = for_cell(value.lstrip()) != value.lstrip()
            return _text(value, style if style is not None else _LITERAL if literal else _PLAIN)
        case int():
            return f'<c s="{_WHOLE}"><v>{value}</v></c>'
        case float():
            return f'<c s="{_WHOLE if value.is_integer() else _BROKEN}"><v>{value!r}</v></c>'


def _text(text: str, style: int) -> str:
    """Text as it is; what would read as a character's number is not one."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    told = _ESCAPE.sub("_x005F_", xml(text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def _letters(number: int) -> str:
    """The name of a column, by its number from 1."""
    told = ""
    while number:
        number, rest = divmod(number - 1, 26)
        told = chr(65 + rest) + told
    return told


# -- the parts around ------------------------------------------------------------------------------------


def _types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", f"{_KIND}.sheet.main+xml"), ("/xl/styles.xml", f"{_KIND}.styles+xml")]
    parts += ((f"/xl/worksheets/sheet{at}.xml", f"{_KIND}.worksheet+xml") for at in range(1, sheets + 1))
    parts.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    told = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _roots() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def _properties(told: Properties) -> str:
    day = f"{told.day}T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml(told.title)}</dc:title><dc:creator>{xml(told.author)}</dc:creator>"
        f"<dc:description>{xml(told.description)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{xml(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, start=1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>{sheets}</sheets></workbook>'


def _relations(sheets: int) -> str:
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{_R}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_R}/styles" Target="styles.xml"/>'
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{told}{styles}</Relationships>'


def _look(form: int = 0, font: int = 0, border: int = 0, more: str = "", wrap: bool = True) -> str:
    place = '<alignment vertical="top" wrapText="1"/>' if wrap else '<alignment vertical="top"/>'
    return (
        f'<xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyAlignment="1"{more}>{place}</xf>'
    )


_LOOKS = (
    _look(), _look(font=1, border=1), _look(form=3), _look(form=164), _look(form=9),
    _look(more=' quotePrefix="1"'), _look(font=2), _look(font=3, wrap=False),
)  # fmt: skip
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="#,##0.0##"/></numFmts>'
    '<fonts count="4"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF1D4F91"/><name val="Calibri"/></font>'
    '<font><sz val="9"/><color rgb="FF5C5B57"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF1C1C1A"/></bottom><diagonal/></border>'
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_LOOKS)}">{"".join(_LOOKS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
