"""Characters, rows, units, moves and selections of the transcript: pure functions on offsets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from caqda.safety import for_terminal
from caqda.tui.transcript import moves, selecting
from caqda.tui.transcript.columns import Spacing
from caqda.tui.transcript.document import Document, Turn
from caqda.tui.transcript.graphemes import (
    cluster_starts,
    cluster_widths,
    grapheme_at,
    next_grapheme,
    previous_grapheme,
)
from caqda.tui.transcript.layout import _ODD, Layout, odd_lines

FAMILY, FLAG, HEART, THUMB, ACCENT = "👩‍👩‍👧", "🇩🇰", "❤️", "👍🏽", "e\u0301"
PIECES = ["a", "bc", " ", "  ", "\n", "æøå", "漢字", FAMILY, FLAG, HEART, THUMB, ACCENT, "\u200d", "\ufe0f"]
PIECES += ["\t", "\x1b[31m", "\x9b", "\ufeff", "\u00ad", "\u202e", "\u00a0", "1️⃣", "한", "x" * 30, "hot-spot."]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

TEXT = "I: Hvad laver du? Til daglig.\n\nK2: Jeg er vejleder. Mest ude!\nOgså om aftenen.\n\nI: Tak.\n"
FIRST = TEXT.index("K2:")
LAST = TEXT.index("I: Tak")


def spans(*pieces: str) -> list[tuple[int, int]]:
    return [(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces]


@pytest.fixture
def document() -> Document:
    sentences = spans(
        "I: Hvad laver du?", "Til daglig.", "K2: Jeg er vejleder.", "Mest ude!", "Også om aftenen.", "I: Tak."
    )
    turns = [
        Turn(0, FIRST, 3, "I", True),
        Turn(FIRST, LAST, FIRST + 4, "K2"),
        Turn(LAST, len(TEXT), LAST + 3, "I", True),
    ]
    return Document(1, "prøve", TEXT, (), np.array(sentences), turns)


def chosen(document: Document, span: tuple[int, int] | None) -> str | None:
    return None if span is None else document.text[slice(*span)]


class TestGraphemes:
    @pytest.mark.parametrize("cluster", [FAMILY, FLAG, HEART, THUMB, ACCENT, "漢", "1️⃣", "\n"])
    def test_a_step_takes_the_whole_character_and_back(self, cluster: str) -> None:
        text = f"a{cluster}b"
        assert next_grapheme(text, 1) == 1 + len(cluster)
        assert previous_grapheme(text, 1 + len(cluster)) == 1
        assert {grapheme_at(text, at) for at in range(1, 1 + len(cluster))} == {1}

    def test_flags_in_a_row_pair_up_from_the_left(self) -> None:
        assert cluster_starts("🇩🇰🇸🇪🇳🇴") == [0, 2, 4]

    def test_a_joiner_between_letters_joins_nothing(self) -> None:
        assert for_terminal("a\u200db") == "a·b"
        assert next_grapheme("a\u200db", 0) == 1

    @given(texts)
    def test_widths_add_up_to_what_rich_measures(self, text: str) -> None:
        shown = for_terminal(text).replace("\n", " ")
        assert sum(cluster_widths(shown, cluster_starts(shown))) == cell_len(shown)

    @given(texts)
    def test_steps_forward_and_back_stand_on_the_same_places(self, text: str) -> None:
        there = [0]
        while there[-1] < len(text):
            there.append(next_grapheme(text, there[-1]))
        back = [len(text)]
        while back[-1] > 0:
            back.append(previous_grapheme(text, back[-1]))
        assert there == back[::-1]
        assert there[:-1] == cluster_starts(for_terminal(text)) or not text

    def test_a_mountain_of_accents_is_one_character(self) -> None:
        text = "e" + "\u0301" * 5000 + "b"
        assert next_grapheme(text, 0) == 5001


class TestLayout:
    def test_every_character_taken_for_plain_fills_one_cell(self) -> None:
        plain = [chr(code) for code in range(0x10FFFF) if chr(code) != "\n" and not _ODD.match(chr(code))]
        assert {char for char in plain if cell_len(for_terminal(char)) != 1} == set()

    @given(texts, st.integers(2, 12), st.sampled_from(["close", "paragraphs", "double"]))
    def test_rows_cover_the_text_and_fit(self, text: str, width: int, spacing: Spacing) -> None:
        layout = Layout(text, width, spacing=spacing)
        rows = list(layout.rows)
        assert rows[0] == 0
        assert rows == sorted(rows)
        assert rows[-1] <= len(text)
        for row in range(len(layout)):
            start, end = layout.span(row)
            shown = for_terminal(text[start:end])
            assert "\n" not in shown
            # a space that ends a line, whatever is combined with it, may stand in the cell beyond the text
            last = cluster_starts(shown)[-1] if shown else 0
            assert cell_len(shown) <= width or (cell_len(shown[:last]) <= width and shown[last] == " ")
            assert text[end : layout.reach(row)[1]] in {"", " ", "\n"}

    @given(texts, st.integers(2, 12))
    def test_plain_and_measured_wrapping_agree(self, text: str, width: int) -> None:
        text = "".join(char for char in text if not _ODD.match(char))
        every_line = frozenset(at for at in range(len(text) + 1) if at == 0 or text[at - 1] == "\n")
        assert Layout(text, width).rows == Layout(text, width, odd=every_line).rows

    @given(texts, st.integers(2, 12), st.sampled_from(["close", "paragraphs", "double"]))
    def test_offset_to_cell_and_back(self, text: str, width: int, spacing: Spacing) -> None:
        layout = Layout(text, width, spacing=spacing)
        for at in {grapheme_at(text, place) for place in range(len(text) + 1)}:
            row, column = layout.row_of(at), layout.column_of(at)
            found = layout.offset_at(row, column)
            # characters without width share a cell with the next
            assert found == at or cell_len(for_terminal(text[found:at])) == 0

    @given(texts, st.integers(2, 12), st.integers(0, 20))
    def test_a_cell_of_a_row_leads_to_that_row(self, text: str, width: int, column: int) -> None:
        layout = Layout(text, width)
        for row in range(len(layout)):
            assert layout.row_of(layout.offset_at(row, column)) == row
            assert layout.row_of(layout.last(row)) == row

    def test_breaks_at_spaces_and_inside_a_word_only_where_it_is_too_long(self) -> None:
        layout = Layout("en to tre " + "x" * 25, 10)
        assert [layout.text[slice(*layout.span(row))] for row in range(len(layout))] == [
            "en to tre",
            "x" * 10,
            "x" * 10,
            "x" * 5,
        ]

    def test_a_non_breaking_space_does_not_break(self) -> None:
        layout = Layout("for 10\u00a0000 kr. i alt", 9)
        assert layout.text[slice(*layout.span(1))] == "10\u00a0000"

    def test_a_row_between_paragraphs_where_there_is_none(self) -> None:
        layout = Layout("en\nto\n\ntre", 10, spacing="paragraphs")
        assert [layout.is_spacer(row) for row in range(len(layout))] == [False, True, False, False, False]
        assert layout.step(0, 1) == 2
        assert layout.step(2, -1) == 0
        assert layout.row_of(3) == 2

    def test_a_very_long_paragraph(self) -> None:
        text = "ord og 漢字 " * 12_500
        layout = Layout(text, 50)
        assert layout.row_of(len(text)) == len(layout) - 1
        assert max(cell_len(text[slice(*layout.span(row))]) for row in range(0, len(layout), 97)) <= 50

    def test_odd_lines_are_those_with_wide_or_joined_characters(self) -> None:
        text = f"æøå – “ja” …\n漢\nplain\n{FLAG} {FLAG}"
        assert odd_lines(text) == {text.index("漢"), text.index(FLAG)}


class TestDocument:
    def test_lines_stand_in_where_no_units_are_known(self) -> None:
        document = Document(1, "x", "en\n\n  \nto tre\n")
        assert list(document.paragraph_units) == [(0, 2), (7, 13)]
        assert list(document.sentence_units) == list(document.turn_units) == [(0, 2), (7, 13)]

    def test_a_unit_comes_without_the_label_and_the_space_around(self, document: Document) -> None:
        assert [chosen(document, document.unit("turn", place)) for place in range(3)] == [
            "Hvad laver du? Til daglig.",
            "Jeg er vejleder. Mest ude!\nOgså om aftenen.",
            "Tak.",
        ]
        assert chosen(document, document.unit("sentence", 2)) == "Jeg er vejleder."

    def test_a_label_on_its_own_line_is_a_paragraph_all_the_same(self) -> None:
        document = Document(1, "x", "K1:\nJa.", turns=[Turn(0, 7, 4, "K1")])
        assert chosen(document, document.unit("paragraph", 0)) == "K1:"


class TestMoves:
    def test_words_forward_and_back(self) -> None:
        document = Document(1, "x", "Et hot-spot, (altså) – 'jeps'.\nSlut")
        there = [0]
        while there[-1] < len(document.text):
            there.append(moves.forward(document, "word", there[-1]))
        words = [document.text[at : at + 3] for at in there]
        assert words == ["Et ", "hot", "alt", "jep", "Slu", ""]
        back = [len(document.text)]
        while back[-1] > 0:
            back.append(moves.back(document, "word", back[-1]))
        assert back == there[::-1]

    def test_sentences_paragraphs_and_turns(self, document: Document) -> None:
        at = TEXT.index("vejleder")
        assert moves.forward(document, "sentence", at) == TEXT.index("Mest")
        assert moves.back(document, "sentence", at) == TEXT.index("Jeg")
        assert moves.forward(document, "paragraph", at) == TEXT.index("Også")
        assert moves.back(document, "paragraph", TEXT.index("Jeg")) == TEXT.index("Hvad")
        assert moves.forward(document, "turn", at) == TEXT.index("Tak")
        assert moves.back(document, "turn", TEXT.index("Jeg")) == TEXT.index("Hvad")
        assert moves.forward(document, "turn", TEXT.index("Tak")) == len(TEXT)

    def test_from_within_a_label_the_next_is_its_own_speech(self, document: Document) -> None:
        assert moves.forward(document, "turn", FIRST) == FIRST + 4

    def test_an_extending_move_ends_where_the_unit_ends(self, document: Document) -> None:
        anchor = TEXT.index("Jeg")
        head = moves.forward(document, "word", anchor, anchor)
        assert chosen(document, (anchor, head)) == "Jeg"
        head = moves.forward(document, "sentence", head, anchor)
        assert chosen(document, (anchor, head)) == "Jeg er vejleder."
        assert chosen(document, (anchor, moves.back(document, "word", head, anchor))) == "Jeg er vejleder"
        assert moves.back(document, "turn", head, anchor) == anchor

    def test_an_extending_move_back_begins_where_the_unit_begins(self, document: Document) -> None:
        anchor = TEXT.index("Mest")
        head = moves.back(document, "word", anchor, anchor)
        assert head == TEXT.index("vejleder")
        assert moves.forward(document, "sentence", head, anchor) == anchor

    @given(texts, st.sampled_from(["grapheme", "word", "sentence", "paragraph", "turn"]), st.data())
    def test_moves_make_way_and_stay_inside(
        self, text: str, kind: moves.MoveKind, data: st.DataObject
    ) -> None:
        document = Document(1, "x", text)
        at = grapheme_at(text, data.draw(st.integers(0, len(text))))
        anchor = data.draw(st.none() | st.integers(0, len(text)))
        on, back = moves.forward(document, kind, at, anchor), moves.back(document, kind, at, anchor)
        assert at < on <= len(text) or at == on == len(text) or on == anchor
        assert 0 <= back < at or back == at == 0 or back == anchor

    def test_the_word_under_a_double_click(self) -> None:
        assert moves.word_at("et hot-spot, ja", 6) == (3, 11)
        assert moves.word_at("et hot-spot, ja", 11) == (11, 12)


class TestSelecting:
    def test_again_adds_the_next_and_the_capital_takes_it_back(self, document: Document) -> None:
        at = TEXT.index("vejleder")
        one = selecting.grow(document, "sentence", at, None)
        two = selecting.grow(document, "sentence", at, one)
        three = selecting.grow(document, "sentence", at, two)
        assert chosen(document, one) == "Jeg er vejleder."
        assert chosen(document, two) == "Jeg er vejleder. Mest ude!"
        assert chosen(document, three) == "Jeg er vejleder. Mest ude!\nOgså om aftenen."
        assert selecting.shrink(document, "sentence", three) == two
        assert selecting.shrink(document, "sentence", two) == one
        assert selecting.shrink(document, "sentence", one) is None

    def test_without_its_last_word_a_sentence_loses_its_full_stop_with_it(self, document: Document) -> None:
        low, high = spans("Jeg er vejleder.")[0]
        assert chosen(document, selecting.shrink(document, "word", (low, high))) == "Jeg er"
        assert selecting.shrink(document, "word", spans("vejleder.")[0]) is None

    def test_a_larger_unit_first_makes_the_selection_whole(self, document: Document) -> None:
        word = spans("vejleder")[0]
        sentence = selecting.grow(document, "sentence", word[0], word)
        turn = selecting.grow(document, "turn", word[0], sentence)
        assert chosen(document, sentence) == "Jeg er vejleder."
        assert chosen(document, turn) == "Jeg er vejleder. Mest ude!\nOgså om aftenen."

    def test_the_space_after_a_sentence_belongs_to_the_next(self, document: Document) -> None:
        gap = TEXT.index(" Mest")
        assert chosen(document, selecting.grow(document, "sentence", gap, None)) == "Mest ude!"

    def test_the_last_unit_cannot_grow(self, document: Document) -> None:
        last = spans("Tak.")[0]
        assert selecting.grow(document, "turn", last[0], last) == last

    def test_an_empty_text_has_nothing_to_select(self) -> None:
        assert selecting.grow(Document(1, "x", ""), "turn", 0, None) is None
