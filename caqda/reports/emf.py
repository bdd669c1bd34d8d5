"""A chart as an enhanced metafile (MS-EMF), which every Word draws sharp, also those that know no SVG."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from caqda.reports.drawing import SIZE, Box, Shape, Sheet, Strokes, Words
from caqda.safety import for_terminal

FINE = 10  # units of the drawing to a pixel
_MM = 25.4 / 96
_BRUSH, _PEN, _FONT = 1, 2, 3
_NULL_BRUSH, _NULL_PEN = 0x80000005, 0x80000008
_BASELINE = 24
_PLACES = {"start": 0, "middle": 6, "end": 2}


def emf(sheet: Sheet) -> bytes:
    """The drawing in a metafile of its size."""
    records = [
        _record(17, struct.pack("<I", 8)),  # SETMAPMODE: anisotropic
        _record(
            9, struct.pack("<ii", round(sheet.width * FINE), round(sheet.height * FINE))
        ),  # SETWINDOWEXTEX
        _record(10, struct.pack("<ii", 0, 0)),  # SETWINDOWORGEX
        _record(11, struct.pack("<ii", round(sheet.width), round(sheet.height))),  # SETVIEWPORTEXTEX
        _record(18, struct.pack("<I", 1)),  # SETBKMODE: transparent
    ]
    for shape in sheet.shapes:
        records += _shape(shape)
    records.append(_record(14, struct.pack("<III", 0, 16, 20)))  # EOF
    return _header(sheet, records) + b"".join(records)


def _header(sheet: Sheet, records: list[bytes]) -> bytes:
    width, height = round(sheet.width), round(sheet.height)
    frame = (0, 0, round(sheet.width * _MM * 100), round(sheet.height * _MM * 100))
    size = 108 + sum(map(len, records))
    return struct.pack(
        "<II4i4iIIIIHHIIIiiiiIIIii",
        1, 108, 0, 0, width - 1, height - 1, *frame,
        0x464D4520, 0x10000, size, len(records) + 1, 4, 0, 0, 0, 0,
        1920, 1080, 508, 286, 0, 0, 0, 508000, 286000,
    )  # fmt: skip


def _record(kind: int, data: bytes = b"") -> bytes:
    data += b"\0" * (-len(data) % 4)
    return struct.pack("<II", kind, 8 + len(data)) + data


def _shape(shape: Shape) -> Iterator[bytes]:
    match shape:
        case Box(x, y, width, height, fill, outline):
            yield from _pen(outline, 1)
            yield from _brush(fill)
            yield _record(43, struct.pack("<4i", *map(_fine, (x, y, x + width, y + height))))  # RECTANGLE
            yield from _done(bool(outline), bool(fill))
        case Strokes(lines, colour, width):
            yield from _pen(colour, width)
            for a, b, c, d in lines:
                yield _record(27, struct.pack("<ii", _fine(a), _fine(b)))  # MOVETOEX
                yield _record(54, struct.pack("<ii", _fine(c), _fine(d)))  # LINETO
            yield from _done(True, False)
        case Words():
            yield from _words(shape)


def _words(shape: Words) -> Iterator[bytes]:
    turn = 900 if shape.turned else 0
    face = "Arial".encode("utf-16-le").ljust(64, b"\0")
    logfont = struct.pack("<5i8B", -SIZE * FINE, 0, turn, turn, 400, 0, 0, 0, 1, 0, 0, 0, 0x22) + face
    yield _record(82, struct.pack("<I", _FONT) + logfont + b"\0" * 228)  # EXTCREATEFONTINDIRECTW
    yield _record(37, struct.pack("<I", _FONT))  # SELECTOBJECT
    yield _record(22, struct.pack("<I", _BASELINE | _PLACES[shape.place]))  # SETTEXTALIGN
    yield _record(24, struct.pack("<I", _colour(shape.colour)))  # SETTEXTCOLOR
    data = for_terminal(" ".join(shape.text.split())).encode("utf-16-le")
    head = struct.pack("<4iIff", 0, 0, -1, -1, 1, 1.0, 1.0)
    text = struct.pack("<iiIIIiiiiI", _fine(shape.x), _fine(shape.y), len(data) // 2, 76, 0, 0, 0, -1, -1, 0)
    yield _record(84, head + text + data)  # EXTTEXTOUTW
    yield _record(37, struct.pack("<I", 0x8000000D))  # SELECTOBJECT: the system's font
    yield _record(40, struct.pack("<I", _FONT))  # DELETEOBJECT


def _pen(colour: str, width: float) -> Iterator[bytes]:
    if not colour:
        yield _record(37, struct.pack("<I", _NULL_PEN))
        return
    yield _record(38, struct.pack("<IIiiI", _PEN, 0, _fine(width), 0, _colour(colour)))  # CREATEPEN
    yield _record(37, struct.pack("<I", _PEN))


def _brush(colour: str) -> Iterator[bytes]:
    if not colour:
        yield _record(37, struct.pack("<I", _NULL_BRUSH))
        return
    yield _record(39, struct.pack("<IIII", _BRUSH, 0, _colour(colour), 0))  # CREATEBRUSHINDIRECT
    yield _record(37, struct.pack("<I", _BRUSH))


def _done(pen: bool, brush: bool) -> Iterator[bytes]:
    for made, stock, key in ((pen, _NULL_PEN, _PEN), (brush, _NULL_BRUSH, _BRUSH)):
        if made:
            yield _record(37, struct.pack("<I", stock))
            yield _record(40, struct.pack("<I", key))


def _fine(measure: float) -> int:
    return round(measure * FINE)


def _colour(colour: str) -> int:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red | green << 8 | blue << 16
