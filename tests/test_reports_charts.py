"""Charts in SVG, in a metafile and in letters."""

import re
import struct
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from documents import CHARTS
from rich.cells import cell_len

from caqda.reports.charts import Bars, HeatMap, Mark, Timeline
from caqda.reports.drawing import INK, Box, Strokes, Words, breadth, draw
from caqda.reports.emf import emf
from caqda.reports.sketch import sketch
from caqda.reports.svg import svg

HOSTILE = '</text><script>x</script> & "ø" \x1b[31m\u202e'
FIGURES = [chart.figure for chart in CHARTS]
ODD = (
    Bars((), (), (), "passager"),
    Bars((HOSTILE, "x" * 300), (HOSTILE, "b"), ((Mark(0, "0"),) * 2,) * 2, HOSTILE),
    HeatMap((HOSTILE,), tuple("abcdefghijklmnopqrstuvwxyz"), ((Mark(1e9, "1e9"),) * 26,), "ord"),
    HeatMap(("a",), (), ((),), "ord"),
    Timeline((), (), 0),
    Timeline((HOSTILE,), (((0, 0), (5, 5)),), 5, ((0, HOSTILE), (5, "slut"))),
)


@pytest.mark.parametrize("figure", [*FIGURES, *ODD])
def test_a_chart_is_sound_xml_with_words_and_shapes_only(figure):
    page = ElementTree.fromstring(svg(figure, HOSTILE))
    tags = {element.tag.rpartition("}")[2] for element in page.iter()}
    assert tags <= {"svg", "title", "rect", "path", "text"}
    assert page.get("role") == "img"
    assert page[0].text.startswith("</text><script>")
    assert not re.search("[\x00-\x08\x1b\u202e]", svg(figure, HOSTILE))
    assert "nan" not in svg(figure, "")


@pytest.mark.parametrize("figure", [*FIGURES, *ODD])
def test_a_metafile_counts_its_records_and_bytes(figure):
    data = emf(draw(figure)[0])
    size, records = struct.unpack_from("<II", data, 48)
    assert size == len(data)
    at, seen, kinds = 0, 0, []
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        assert length % 4 == 0
        kinds.append(kind)
        at, seen = at + length, seen + 1
    assert (at, seen) == (size, records)
    assert (kinds[0], kinds[-1]) == (1, 14)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_chart_says_its_labels_and_numbers_in_words(figure):
    said = {shape.text for sheet in draw(figure) for shape in sheet.shapes if isinstance(shape, Words)}
    marks = {mark.text for row in getattr(figure, "marks", ()) for mark in row}
    told = {*figure.labels, *marks}
    assert told <= said
    for words in told:
        assert words in sketch(figure)


def ticks(*numbers, text=str, unit="Cases"):
    """What stands under bars of some numbers: the place and text of each tick, and the unit."""
    marks = tuple((Mark(number, text(number)),) for number in numbers)
    [drawn] = draw(Bars(tuple("abcdefgh"[: len(numbers)]), (unit,), marks, unit))
    under = max(one.y for one in drawn.shapes if isinstance(one, Box))
    words = [one for one in drawn.shapes if isinstance(one, Words) and one.y > under + 20]
    return [(one.x, one.text) for one in words if one.place == "middle"], words[-1].text


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        ((1, 0), "0 1"),
        ((5, 2), "0 1 2 3 4 5"),
        ((6,), "0 2 4 6"),
        ((7, 3), "0 2 4 6"),
        ((94, 12), "0 20 40 60 80"),
        ((10403,), "0 5000 10000"),
    ],
)
def test_an_axis_of_bars_is_even_and_says_what_it_counts(numbers, texts):
    told, unit = ticks(*numbers)
    assert " ".join(text for _, text in told) == texts
    steps = {round(after - before, 6) for (before, _), (after, _) in pairwise(told)}
    assert len(steps) == 1 and unit == "Cases"


def test_an_axis_of_shares_counts_in_hundredths():
    told, _ = ticks(0.5, 0.24, text=lambda number: f"{number:.0%}")
    assert [text for _, text in told] == ["0%", "10%", "20%", "30%", "40%", "50%"]
    assert ticks(0.31, 0.2)[0] == []


def test_bars_keep_to_the_breadth_they_are_given():
    unit = "Antal cases; rammen er alle cases i gruppen, og den er lang nok til flere linjer"
    [drawn] = draw(Bars(("koordinationsgruppe",), ("a",), ((Mark(2, "2 af 5", 5),),), unit), 330)
    assert drawn.width == 330
    for one in drawn.shapes:
        if isinstance(one, Box):
            assert one.x + one.width <= 330
        elif isinstance(one, Words) and one.place == "start":
            assert one.x + breadth(one.text) <= 330
    said = [one.text for one in drawn.shapes if isinstance(one, Words)]
    assert " ".join(said).endswith(unit)


def test_series_can_be_told_apart_without_colour():
    [drawn] = draw(Bars(("a",), tuple("abcdef"), ((Mark(9, "9"),) * 6,), ""))
    looks = []
    for shape in drawn.shapes:
        if isinstance(shape, Box):
            looks.append([shape.fill])
        elif isinstance(shape, Strokes) and shape.colour != INK:
            looks[-1] += sorted({(a == c, b == d) for a, b, c, d in shape.lines})
    legend, bars = looks[:6], looks[6:]
    assert legend == bars
    assert len({repr(look) for look in bars}) == 6


def test_more_is_darker():
    [drawn] = draw(HeatMap(("a",), tuple("abcd"), (tuple(Mark(n, str(n)) for n in (1, 2, 3, 4)),), ""))
    fills = [shape.fill for shape in drawn.shapes if isinstance(shape, Box)]
    grey = [sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in fills]
    assert grey == sorted(grey, reverse=True)
    assert len(set(grey)) == 4


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_sketch_keeps_to_its_width(width):
    for figure in FIGURES:
        assert max(cell_len(line) for line in sketch(figure, width).split("\n")) <= width


@pytest.mark.parametrize("figure", ODD)
def test_odd_charts_can_be_sketched(figure):
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", sketch(figure))


def test_a_chart_higher_than_a_page_is_parted_on_one_scale():
    labels = tuple(f"kode {at}" for at in range(100))
    marks = tuple((Mark(at, str(at)), Mark(1, "1")) for at in range(100))
    for figure in (
        Bars(labels, ("a", "b"), marks, "ord"),
        HeatMap(labels, ("a", "b"), marks, "ord"),
        Timeline(labels, (((0, 5),),) * 100, 9),
    ):
        sheets = draw(figure)
        assert len(sheets) > 1
        assert all(sheet.height < 900 for sheet in sheets)
        said = [shape.text for sheet in sheets for shape in sheet.shapes if isinstance(shape, Words)]
        assert [words for words in said if words.startswith("kode")] == list(labels)
    first, *_, last = draw(Bars(labels, ("a", "b"), marks, "ord"))
    longest = [max(one.width for one in sheet.shapes if isinstance(one, Box)) for sheet in (first, last)]
    assert longest[0] < longest[1] / 2


def test_the_number_of_every_cell_stands_out_from_its_colour():
    def luminance(colour):
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        told = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * told[0] + 0.7152 * told[1] + 0.0722 * told[2]

    numbers = range(1, 41)
    heat = HeatMap(tuple(map(str, numbers)), ("a",), tuple((Mark(n, f"n{n}"),) for n in numbers), "Cases", 40)
    shapes = [shape for sheet in draw(heat) for shape in sheet.shapes]
    fills = [luminance(one.fill) for one in shapes if isinstance(one, Box)]
    inks = [luminance(one.colour) for one in shapes if isinstance(one, Words) and one.text.startswith("n")]
    assert fills == sorted(fills, reverse=True) and len(set(fills)) > 30
    for fill, ink in zip(fills, inks, strict=True):
        light, dark = max(fill, ink), min(fill, ink)
        assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3
