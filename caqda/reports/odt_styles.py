"""The styles and pages of an OpenDocument report, under the names that LibreOffice has for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caqda.exchange.package import xml

NAMESPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in (
        *(
            (short, f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0")
            for short, name in (
                ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
                ("draw", "drawing"), ("meta", "meta"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
            )
        ),
        ("xlink", "http://www.w3.org/1999/xlink"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    )
)  # fmt: skip

_HEADINGS = ((17, 20, 8), (14, 12, 4), (11.5, 8, 4), (11, 8, 4), (11, 6, 3))
_RULE = "0.035cm solid"
_BOX = f'fo:background-color="#f6f5f1" fo:padding="0.15cm" fo:border="{_RULE} #b9b7b0"'
_SOFT = 'fo:color="#5c5b57"'
_TALL, _BROAD = 'fo:page-width="21cm" fo:page-height="29.7cm"', 'fo:page-width="29.7cm" fo:page-height="21cm"'
WIDTH, TURNED_WIDTH = 9070, 14003
"""How broad the text is on a page that stands and on one that lies, in twentieths of a point."""

_BREADTH = 16  # centimetres of the text on a page that stands
COLUMNS = range(4, 260)
"""The breadths that columns of tables can have, in millimetres."""
DEEPEST = 8
"""The level that a cell is set in at most."""
_HUNG = '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>'


def styles(language: str, footer: str) -> str:
    """The part that holds what the text looks like; ``footer`` has places for ``{page}`` and ``{of}``."""
    country = "DK" if language == "da" else "GB"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {NAMESPACES} office:version="1.3">'
        '<office:font-face-decls><style:font-face style:name="Calibri" svg:font-family="Calibri, Carlito" '
        'style:font-family-generic="swiss"/><style:font-face style:name="Consolas" '
        'svg:font-family="Consolas, \'Liberation Mono\'" style:font-family-generic="modern"/>'
        "</office:font-face-decls><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties style:font-name="Calibri" '
        f'fo:font-size="11pt" fo:language="{language}" fo:country="{country}" fo:hyphenate="false"/>'
        "</style:default-style>"
        f"{''.join(_paragraph_styles())}{''.join(_text_styles())}"
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"><style:list-level-properties text:space-before="0cm" '
        'text:min-label-width="0.6cm"/></text:list-level-style-bullet></text:list-style>'
        '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."><style:list-level-properties text:space-before="0cm" '
        'text:min-label-width="0.6cm"/></text:list-level-style-number></text:list-style>'
        f"</office:styles><office:automatic-styles>{_page('Standing', _TALL)}{_page('Lying', _BROAD)}"
        f"</office:automatic-styles><office:master-styles>{_master('Standard', 'Standing', footer)}"
        f"{_master('Turned', 'Lying', footer)}</office:master-styles></office:document-styles>"
    )


def automatic(colours: Iterable[str]) -> str:
    """What the text needs beyond: the columns and cells of tables, and signs in the colours of codes."""
    signs = "".join(
        f'<style:style style:name="sign{colour[1:]}" style:family="text"><style:text-properties '
        f'fo:color="{colour}"/></style:style>'
        for colour in colours
    )
    columns = "".join(
        f'<style:style style:name="w{mm}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{mm}mm"/></style:style>'
        for mm in COLUMNS
    )
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding-left="0.1cm" fo:padding-right="0.1cm" {borders}/></style:style>'
        for name, borders in (
            (
                "Head",
                'style:vertical-align="bottom" fo:border-top="0.05cm solid #1c1c1a" '
                'fo:border-bottom="0.035cm solid #1c1c1a"',
            ),
            ("Cell", 'fo:border-bottom="0.018cm solid #d6d4cc"'),
            ("Open", ""),
            ("Ruled", 'fo:border-top="0.035cm solid #1c1c1a" fo:border-bottom="0.018cm solid #d6d4cc"'),
        )
    )
    below = {"": 'fo:keep-with-next="always"', "Bare": 'fo:margin-bottom="0.35cm"'}
    held = "".join(
        f'<style:style style:name="{name}{kind}" style:family="table"><style:table-properties '
        f"{broken} {look}/></style:style>"
        for name, broken in (("Held", 'style:may-break-between-rows="false"'), ("Long", ""))
        for kind, look in below.items()
    )
    indents = "".join(
        f'<style:style style:name="{name}{level}{parted}" style:family="paragraph" '
        f'style:parent-style-name="{code(f"Table Contents {parted}".strip())}"><style:paragraph-properties '
        f'fo:margin-left="{level * 0.35 + hanging:.2f}cm" fo:text-indent="-{hanging}cm">'
        f"{_HUNG if hanging else ''}</style:paragraph-properties></style:style>"
        for level in range(DEEPEST + 1)
        for name, hanging in (("in", 0), ("code", 0.4))  # whose name stands behind its sign
        for parted in ("", "Parted")
    )
    held += "".join(
        f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
        f'fo:keep-together="{kept}"/></style:style>'
        for name, kept in (("Whole", "always"), ("Parted", "auto"))
    )
    return f"<office:automatic-styles>{columns}{cells}{held}{indents}{signs}</office:automatic-styles>"


def _style(
    name: str, parent: str = "Standard", paragraph: str = "", text: str = "", more: str = "", stops: str = ""
) -> str:
    shown = f' style:display-name="{name}"' if " " in name else ""
    above = f' style:parent-style-name="{code(parent)}"' if parent else ""
    return (
        f'<style:style style:name="{code(name)}"{shown} style:family="paragraph"{above}{more}>'
        f"<style:paragraph-properties {paragraph}>{stops}</style:paragraph-properties>"
        f"<style:text-properties {text}/></style:style>"
    )


def code(name: str) -> str:
    """The name of a style as OpenDocument writes it."""
    return name.replace(" ", "_20_")


def _around(before: float, after: float, left: float = 0) -> str:
    return f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:margin-left="{left}cm"'


def _paragraph_styles() -> Iterator[str]:
    bold, italic = 'fo:font-weight="bold"', 'fo:font-style="italic"'
    keep = 'fo:keep-with-next="always"'
    yield _style("Standard", "", f'{_around(0, 6)} fo:line-height="110%" fo:orphans="2" fo:widows="2"')
    yield _style("Title", paragraph=f"{_around(0, 12)} {keep}", text=f'{bold} fo:font-size="24pt"')
    yield _style("Subtitle", paragraph=_around(0, 8), text=f'{_SOFT} fo:font-size="14pt"')
    for level, (size, before, after) in enumerate(_HEADINGS, start=1):
        rule = {1: f'fo:border-bottom="{_RULE} #1c1c1a"', 3: 'fo:border-bottom="0.018cm solid #b9b7b0"'}.get(
            level, ""
        )
        yield _style(
            f"Heading {level}",
            paragraph=f'{_around(before, after)} {keep} {rule} fo:padding="0cm"',
            text=f'{bold} fo:font-size="{size}pt"',
            more=f' style:default-outline-level="{level}"',
        )
        top = _around(0, after)
        for name, page in (("Turned", "Turned"), ("Standing", "Standard")):
            begun = f' style:master-page-name="{page}"'
            yield _style(f"Heading {level} {name}", f"Heading {level}", top, more=begun)
        yield _style(f"Heading {level} New", f"Heading {level}", f'{top} fo:break-before="page"')
    yield _style(
        "Contents Heading",
        paragraph=f'{_around(24, 8)} {keep} fo:border-bottom="{_RULE} #1c1c1a" fo:padding="0cm"',
        text=f'{bold} fo:font-size="17pt"',
    )
    for level in range(1, 6):
        left = (level - 1) * 0.45
        yield _style(
            f"Contents {level}",
            paragraph=f'{_around(4 if level == 1 else 0, 0, left)} fo:line-height="100%"',
            text=f'fo:font-size="10pt"{" " + bold if level == 1 else ""}',
            stops='<style:tab-stops><style:tab-stop style:type="right" style:leader-style="dotted" '
            f'style:leader-text="." style:position="{_BREADTH - left:.2f}cm"/></style:tab-stops>',
        )
    yield _style("Caption", paragraph=f"{_around(10, 4)} {keep}", text=f'{bold} fo:font-size="9.5pt"')
    yield _style("Caption Below", "Caption", f'{_around(4, 14)} fo:keep-with-next="auto"')
    yield _style("Caption Kept", "Caption", f"{_around(3, 4)} {keep}")
    yield _style("Report Figure", paragraph=f'{_around(6, 0)} fo:line-height="100%" {keep}')
    yield _style("Caption Turned", "Caption", keep, more=' style:master-page-name="Turned"')
    yield _style(
        "Standing Again",
        paragraph=_around(0, 0),
        more=' style:master-page-name="Standard"',
        text='fo:font-size="2pt"',
    )
    yield _style(
        "Quotations",
        paragraph=f'{_around(0, 4, 0.6)} fo:border-left="0.09cm solid #d6d4cc" fo:padding-left="0.35cm"',
    )
    yield _style("Quotations Last", "Quotations", keep)
    yield _style("Quotations Whole", "Quotations Last", 'fo:keep-together="always"')
    yield _style(
        "Quote Source",
        paragraph=f'{_around(0, 10, 0.6)} fo:keep-together="always"',
        text=f'{_SOFT} fo:font-size="8.5pt"',
    )
    yield _style(
        "Quote Context", paragraph=f"{_around(0, 3, 0.6)} {keep}", text=f'{_SOFT} fo:font-size="9pt"'
    )
    yield _style("Quote Source Noted", "Quote Source", keep)
    yield _style("Lead", paragraph=_around(0, 6), text=italic)
    yield _style("Lead Opening", "Lead", keep)
    yield _style("Note", paragraph=_around(0, 6), text=f'{_SOFT} fo:font-size="9pt"')
    yield _style("Note Opening", "Note", keep)
    yield _style("Notice", paragraph=f'{_around(6, 12)} {_BOX} fo:border-left="0.14cm solid #1c1c1a"')
    yield _style(
        "Remark",
        paragraph=f'{_around(0, 8, 0.6)} fo:keep-together="always" fo:background-color="#f6f5f1"',
        text='fo:font-size="10pt"',
    )
    yield _style("Remark Kept", "Remark", keep)
    yield _style("List", paragraph=_around(0, 3))
    hanging = f'{_around(0, 3, 3.5)} fo:text-indent="-3.5cm"'
    yield _style("Fact", paragraph=hanging, text='fo:font-size="10pt"', stops=_HUNG)
    yield _style("Fact Kept", "Fact", f"{hanging} {keep}", stops=_HUNG)
    yield _style(
        "Table Contents", paragraph=f'{_around(1, 1)} fo:line-height="100%"', text='fo:font-size="9pt"'
    )
    for name, look in (
        ("Number", 'fo:text-align="end"'), ("Beside", _around(1, 1, 0.28)), ("Aside", _around(0, 1)),
        ("Further", _around(4, 1)),
    ):  # fmt: skip
        yield _style(f"Table {name}", "Table Contents", look)
    for name in ("Contents", "Number", "Beside", "Further"):  # a narrow column parts its words
        yield _style(f"Table {name} Parted", f"Table {name}", text=_PARTED)
    yield _style(
        "Table Note", paragraph=f'{_around(4, 14)} fo:line-height="100%"', text=f'{_SOFT} fo:font-size="8pt"'
    )
    yield _style("Table Note Kept", "Table Note", keep)
    yield _style(
        "Footer", paragraph=f'{_around(0, 0)} fo:text-align="end"', text=f'{_SOFT} fo:font-size="8.5pt"'
    )


_PARTED = 'fo:hyphenate="true" fo:hyphenation-remain-char-count="4" fo:hyphenation-push-char-count="4"'


def _text_styles() -> Iterator[str]:
    for name, look in (
        ("Strong", 'fo:font-weight="bold"'),
        ("Emphasis", 'fo:font-style="italic"'),
        ("Cell_20_link", 'style:text-underline-style="none"'),
        ("Internet_20_link", 'fo:color="#1d4f91" style:text-underline-style="none"'),
        ("Above", f'{_SOFT} fo:font-weight="normal"'),
        ("Query", 'style:font-name="Consolas"'),
        (
            "Fill_20_In",
            'fo:background-color="#fff2cc" style:text-underline-style="dash"',
        ),
    ):
        properties = f"<style:text-properties {look}/>"
        yield f'<style:style style:name="{name}" style:family="text">{properties}</style:style>'


def _page(name: str, size: str) -> str:
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties {size} '
        f'style:print-orientation="{"portrait" if size == _TALL else "landscape"}" fo:margin-top="2.3cm" '
        'fo:margin-bottom="1.3cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.4cm"/></style:footer-style>'
        "</style:page-layout>"
    )


def _master(name: str, layout: str, footer: str) -> str:
    told = xml(footer).format(
        page='<text:page-number text:select-page="current"/>', of="<text:page-count>1</text:page-count>"
    )
    return (
        f'<style:master-page style:name="{name}" style:page-layout-name="{layout}"><style:footer>'
        f'<text:p text:style-name="Footer">{told}</text:p></style:footer></style:master-page>'
    )
