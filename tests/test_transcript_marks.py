"""Coded passages in the transcript: the index, the lanes, the names in the margin, the colours."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color
from textual.theme import Theme

from caqda.codebook.colours import PALETTE as PALETTE_OF_CODES
from caqda.tui import themes
from caqda.tui.colours import READABLE, VISIBLE, contrast
from caqda.tui.transcript.columns import Reading, share
from caqda.tui.transcript.coverage import Coverage
from caqda.tui.transcript.document import Mark
from caqda.tui.transcript.layout import Layout
from caqda.tui.transcript.margin import Stripe, glyph, letter, name_texts, place_names, shortened
from caqda.tui.transcript.marks import Lanes, MarkIndex
from caqda.tui.transcript.palette import Caret, Colours, Look, Palette, Voice

SIZE = 9000
TEXT = ("ord " * 20 + "\n") * (SIZE // 81)


def mark(key: int, start: int, end: int, name: str = "kode", coder: str = "", memo: bool = False) -> Mark:
    return Mark(key, start, end, key % 7, name, "#3376c1", coder, memo)


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 5000)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)
many = st.lists(spans, max_size=25).map(lambda found: [mark(key, *span) for key, span in enumerate(found)])


class TestIndex:
    @given(many, spans, st.sets(st.integers(0, 24)))
    def test_touching_is_what_a_look_at_every_mark_finds(
        self, marks: list[Mark], span: tuple[int, int], gone: set[int]
    ) -> None:
        index = MarkIndex(marks[::2])
        for one in marks[1::2]:
            assert index.add(one)
        for key in gone:
            assert (index.remove(key) is not None) == (key < len(marks))
        left = [one for one in marks if one.key not in gone]
        found = index.touching(*span)
        assert sorted(one.key for one in found) == [
            one.key for one in left if one.start < span[1] and one.end > span[0]
        ]
        assert index.in_order() == sorted(left, key=lambda one: (one.start, -one.end, one.key))
        after, before = (
            [o.start for o in left if o.start > span[0]],
            [o.start for o in left if o.start < span[0]],
        )
        assert index.next_start(span[0]) == min(after, default=None)
        assert index.previous_start(span[0]) == max(before, default=None)

    @pytest.mark.parametrize("span", [(5, 5), (7, 3), (-1, 4), (5, 101)])
    def test_what_is_no_passage_of_the_text_is_left_out(self, span: tuple[int, int]) -> None:
        index = MarkIndex([mark(1, *span)], 100)
        assert not index.add(mark(2, *span))
        assert len(index) == 0

    def test_a_key_is_there_once(self) -> None:
        index = MarkIndex([mark(1, 0, 5)])
        assert not index.add(mark(1, 3, 9))
        assert [one.end for one in index.touching(0, 20)] == [5]

    def test_coders_are_told_apart_as_long_as_two_have_coded(self) -> None:
        index = MarkIndex([mark(1, 0, 5, coder="AB"), mark(2, 0, 5, coder="MK")])
        assert index.several_coders
        index.remove(2)
        assert not index.several_coders


class TestLanes:
    @given(many, many.map(lambda found: found[:5]), st.integers(20, 90))
    def test_no_two_marks_on_a_row_share_a_lane(self, marks: list[Mark], new: list[Mark], width: int) -> None:
        layout, index = Layout(TEXT, width), MarkIndex(marks)
        lanes = Lanes(index, layout)
        for one in new:
            one = mark(100 + one.key, one.start, one.end)
            index.add(one)
            lanes.add(one, visible=3)
        seen: set[tuple[int, int]] = set()
        for one in index.in_order():
            first, last = lanes.rows(one)
            cells = {(row, lanes[one.key]) for row in range(first, last + 1)}
            assert not cells & seen
            seen |= cells

    @given(many, spans, st.integers(20, 90))
    def test_a_new_mark_without_room_moves_only_those_beside_it(
        self, marks: list[Mark], new: tuple[int, int], width: int
    ) -> None:
        layout, index = Layout(TEXT, width), MarkIndex(marks)
        lanes, one = Lanes(index, layout), mark(100, *new)
        before = {other.key: lanes[other.key] for other in marks}
        index.add(one)
        moved = {other.key for other in lanes.add(one, visible=0)}
        first, last = lanes.rows(one)
        for other in marks:
            assert (lanes[other.key] != before[other.key]) == (other.key in moved)
            above, below = lanes.rows(other)
            assert other.key not in moved or (above <= last and below >= first)

    def test_a_new_mark_moves_no_other_while_there_is_room(self) -> None:
        layout, index = Layout(TEXT, 80), MarkIndex([mark(1, 0, 300), mark(2, 100, 400)])
        lanes = Lanes(index, layout)
        new = mark(3, 0, 500)
        index.add(new)
        assert lanes.add(new, visible=4) == []
        assert [lanes[key] for key in (1, 2, 3)] == [0, 1, 2]

    def test_those_beside_a_new_mark_give_way_where_it_would_be_hidden(self) -> None:
        layout, index = Layout(TEXT, 80), MarkIndex([mark(1, 0, 300), mark(2, 400, 700)])
        lanes = Lanes(index, layout)
        new = mark(3, 0, 900)
        index.add(new)
        assert {moved.key for moved in lanes.add(new, visible=1)} == {1, 2}
        assert [lanes[key] for key in (3, 1, 2)] == [0, 1, 1]


def stripe(key: int, first: int, last: int, lane: int, name: str) -> Stripe:
    return Stripe(mark(key, 0, 1, name), first, last, lane)


class TestMargin:
    def test_names_stand_on_the_first_row_or_the_next_with_room(self) -> None:
        stripes = [stripe(1, 3, 6, 0, "samskabelse"), stripe(2, 3, 6, 1, "vidensdeling")]
        placed = place_names(stripes, 0, 20, 14, 6, with_coder=False)
        assert {row: [one.mark.name for one in named] for row, named in placed.items()} == {
            3: ["samskabelse"],
            4: ["vidensdeling"],
        }

    def test_two_names_share_a_row_that_holds_both(self) -> None:
        stripes = [stripe(1, 3, 3, 1, "to"), stripe(2, 3, 3, 0, "en")]
        placed = place_names(stripes, 0, 20, 14, 6, with_coder=False)
        assert name_texts(placed[3], 14, with_coder=False) == ["en", "to"]

    def test_what_began_above_is_named_on_the_first_visible_row(self) -> None:
        placed = place_names([stripe(1, 0, 9, 0, "ledelse")], 4, 20, 14, 6, with_coder=False)
        assert list(placed) == [4]

    def test_a_long_name_goes_on_in_the_next_row_of_its_stripe(self) -> None:
        long = stripe(1, 3, 5, 0, "understøttelse af kernedriften")
        placed = place_names([long], 0, 20, 18, 6, with_coder=False)
        told = {row: name_texts(named, 18, with_coder=False) for row, named in placed.items()}
        assert told == {3: ["understøttelse af"], 4: ["kernedriften"]}
        other = stripe(2, 4, 5, 1, "samskabelse")
        for stripes, bottom in (([long, other], 20), ([long], 4), ([long._replace(last=3)], 20)):
            placed = place_names(stripes, 0, bottom, 18, 6, with_coder=False)
            assert name_texts(placed[3], 18, with_coder=False) == ["understøttelse af…"]

    def test_hidden_lanes_are_not_named(self) -> None:
        assert place_names([stripe(1, 0, 9, 6, "ledelse")], 0, 20, 14, 6, with_coder=False) == {}

    @given(
        st.lists(
            st.tuples(st.integers(0, 12), st.integers(0, 6), st.text(min_size=1, max_size=30)), max_size=12
        ),
        st.integers(6, 30),
    )
    def test_names_fit_and_stand_beside_their_own_stripe(
        self, found: list[tuple[int, int, str]], width: int
    ) -> None:
        stripes = [stripe(key, a, a + more, key % 4, name) for key, (a, more, name) in enumerate(found)]
        placed = place_names(stripes, 3, 10, width, 6, with_coder=False)
        named = [one.mark.key for row in placed.values() for one in row if one.line < 2]
        assert len(named) == len(set(named))
        for row, there in placed.items():
            texts = name_texts(there, width, with_coder=False)
            assert sum(map(cell_len, texts)) + 2 * (len(texts) - 1) <= width
            assert all(one.first <= row <= one.last and 3 <= row < 10 for one in there)

    def test_glyphs_tell_begin_middle_end_and_single_row(self) -> None:
        long, short = stripe(1, 2, 4, 0, "a"), stripe(2, 2, 2, 0, "a")
        for named, dimmed in ((False, False), (True, False), (False, True)):
            forms = [glyph(long, row, named=named, dimmed=dimmed) for row in (2, 3, 4)]
            forms.append(glyph(short, 2, named=named, dimmed=dimmed))
            assert len(set(forms)) == 4

    def test_names_are_made_safe_and_cut_with_an_ellipsis(self) -> None:
        named = [Stripe(mark(1, 0, 1, "\x1b[31mrød", "AB", True), 0, 0, 0)]
        assert name_texts(named, 40, with_coder=True) == ["␛[31mrød (AB) ✎"]
        assert shortened("tavshedspligt", 6) == "tavsh…"

    def test_whose_coding_it_is_stands_with_those_of_others_and_the_name_gives_way(self) -> None:
        told = mark(1, 0, 1, "opsøgende arbejde", "CD")
        assert name_texts([Stripe(told, 0, 0, 0)], 20, with_coder=True) == ["opsøgende arbe… (CD)"]
        assert name_texts([Stripe(told, 0, 0, 0)], 40, with_coder=True) == ["opsøgende arbejde (CD)"]
        assert name_texts([Stripe(told, 0, 0, 0)], 8, with_coder=True) == ["opsøgen…"]
        own = replace(told, mine=True)
        assert name_texts([Stripe(own, 0, 0, 0)], 20, with_coder=True) == ["opsøgende arbejde"]

    def test_letters_stand_for_names(self) -> None:
        assert letter("  (åbent)") == "å"
        assert letter("漢") == "•"


class TestColumns:
    @given(st.integers(1, 300), st.integers(0, 20_000), st.sampled_from([None, True, False]))
    def test_the_columns_never_pass_the_width(self, width: int, paragraphs: int, names: bool | None) -> None:
        columns = share(width, paragraphs, Reading(names=names))
        assert columns.text >= 1
        assert columns.names_at + columns.names <= max(width, 3)

    def test_letters_at_80_and_names_at_120(self) -> None:
        assert share(76, 90, Reading()).names == 0
        assert share(76, 90, Reading()).lanes >= 3
        assert share(120, 90, Reading()).names >= 20
        assert share(80, 90, Reading(names=True)).names >= 12
        assert share(120, 90, Reading(names=False)).names == 0

    def test_rows_stay_readable_on_a_wide_screen(self) -> None:
        assert share(240, 90, Reading()).text == Reading().measure


places = st.integers(0, len(TEXT))


class TestCoverage:
    @given(
        many, many.map(lambda found: found[:4]), st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=9)
    )
    def test_it_is_what_counting_characters_finds(
        self, marks: list[Mark], new: list[Mark], edges: list[int]
    ) -> None:
        edges.sort()
        coverage = Coverage(edges, marks)
        come = [mark(100 + one.key, one.start, one.end) for one in new]
        for one in come:
            coverage.change(one, 1)
        for one in marks[:2]:
            coverage.change(one, -1)
        left = [*marks[2:], *come]
        for place, (low, high) in enumerate(pairwise(edges)):
            inside = {one.key: max(0, min(high, one.end) - max(low, one.start)) for one in left}
            assert coverage.depth(place) == (sum(inside.values()) / (high - low) if high > low else 0)
            for code in range(8):
                has = any(inside[one.key] > 0 for one in left if one.code == code)
                assert coverage.has(place, code) == has
            assert bool(coverage.colour(place)) == any(inside.values())


DARK = Colours(
    *map(Color.parse, ["#1e1e1e", "#e0e0e0", "#777", "#fff", "#ffa62b", "#aaa", "#a07020", "#0a5a9c"])
)
LIGHT = Colours(
    *map(Color.parse, ["#e0e0e0", "#1e1e1e", "#888", "#000", "#985000", "#555", "#f0c060", "#70a0d0"])
)
looks = st.builds(
    Look,
    voice=st.sampled_from(Voice),
    tint=st.one_of(st.just(""), st.integers(0, 0xFFFFFF).map(lambda rgb: f"#{rgb:06x}")),
    several=st.booleans(),
    hit=st.booleans(),
    chosen=st.booleans(),
    caret=st.sampled_from(Caret),
    dimmed=st.booleans(),
)


class TestPalette:
    @given(looks, st.sampled_from([DARK, LIGHT]), st.booleans())
    def test_text_stays_readable_whatever_lies_behind_it(
        self, look: Look, colours: Colours, flat: bool
    ) -> None:
        style = Palette(colours, flat=flat).text(look)
        assert style.color and style.bgcolor
        pair = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        assert contrast(*pair) >= READABLE

    @given(st.integers(0, 0xFFFFFF).map(lambda rgb: f"#{rgb:06x}"), st.sampled_from([DARK, LIGHT]))
    def test_names_and_stripes_stand_out(self, colour: str, colours: Colours) -> None:
        palette = Palette(colours)
        for style, least in ((palette.name(colour), READABLE), (palette.stripe(colour), 3)):
            assert style.color
            assert contrast(Color.from_rich_color(style.color), colours.background) >= least

    def test_coded_overlapping_chosen_and_cursor_differ_without_colour(self) -> None:
        palette = Palette(DARK, plain=True)
        plain = [
            Look(),
            Look(tint="#ff0000"),
            Look(tint="#ff0000", several=True),
            Look(chosen=True),
            Look(caret=Caret.FOCUSED),
            Look(voice=Voice.LABEL),
            Look(voice=Voice.ASKING_LABEL),
        ]
        styles = [palette.text(look) for look in plain]
        assert len({str(style) for style in styles}) == len(styles)
        assert not any(style.color or style.bgcolor for style in styles)

    def test_one_coding_is_tinted_and_only_an_overlap_underlined(self) -> None:
        palette = Palette(DARK)
        one, two = palette.text(Look(tint="#ff0000")), palette.text(Look(tint="#ff0000", several=True))
        assert one.bgcolor == two.bgcolor != palette.base.bgcolor
        assert not one.underline
        assert two.underline

    def test_safe_hues_differ_in_line_as_well(self) -> None:
        palette = Palette(DARK, safe=True)
        drawn = {(str(palette.stripe(hue).color), palette.pattern(hue)) for hue in PALETTE_OF_CODES}
        assert len({colour for colour, _ in drawn}) == len({line for _, line in drawn}) >= 4
        long = stripe(1, 2, 6, 0, "a")
        lines = {glyph(long, 4, named=False, dimmed=False, pattern=number) for number in range(7)}
        assert len(lines) == 7

    @pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
    def test_every_theme_keeps_text_and_lines_apart_from_what_lies_behind(self, theme: Theme) -> None:
        colours = theme.to_color_system().generate()
        for back in ("background", "surface", "panel"):
            pair = [Color.parse(colours[name]) for name in ("foreground", back)]
            assert contrast(*pair) >= (15 if "contrast" in theme.name else 7)
        for name in ("primary", "accent", "error", "warning"):
            assert contrast(Color.parse(colours[name]), Color.parse(colours["surface"])) >= VISIBLE

    def test_a_colour_that_is_none_is_no_harm(self) -> None:
        assert Palette(DARK).stripe("ikke en farve").color
        assert Palette(DARK).text(Look(tint="ikke en farve")).bgcolor
