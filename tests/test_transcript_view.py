"""The transcript widget at the keyboard, under the mouse, and on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import MouseMove, MouseScrollDown
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from caqda.tui.transcript import Document, Mark, TranscriptView, Turn
from caqda.tui.transcript.bindings import BINDINGS
from caqda.tui.transcript.columns import Reading

TEXT = "I: Hvad laver du? Til daglig.\n\nK2: Jeg er vejleder. Mest ude!\n\nI: Tak.\n"
K2, LAST = TEXT.index("K2:"), TEXT.index("I: Tak")
GUTTER = 3  # cells before the text, with fewer than ten paragraphs


def spans(*pieces: str, text: str = TEXT) -> list[tuple[int, int]]:
    return [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]


def interview() -> Document:
    sentences = spans("I: Hvad laver du?", "Til daglig.", "K2: Jeg er vejleder.", "Mest ude!", "I: Tak.")
    turns = [
        Turn(0, K2, 3, "I", True),
        Turn(K2, LAST, K2 + 4, "K2"),
        Turn(LAST, len(TEXT), LAST + 3, "I", True),
    ]
    return Document(1, "prøve", TEXT, (), sentences, turns)


def long_document(lines: int = 300) -> Document:
    return Document(2, "lang", "".join(f"Linje {number} med nogle ord\n" for number in range(lines)))


def mark(key: int, piece: str, name: str = "kode", text: str = TEXT, **more: object) -> Mark:
    start, end = spans(piece, text=text)[0]
    return Mark(key, start, end, int(more.pop("code", key)), name, "#c2553c", **more)  # type: ignore[arg-type]


class Reader(App[None]):
    BINDINGS: ClassVar = [
        Binding("c", "told('c')"),
        Binding("escape", "told('escape')"),
        Binding("t", "told('t')"),
    ]

    def __init__(self, document: Document, marks: list[Mark], at: int) -> None:
        super().__init__()
        self.shown = document, marks, at
        self.told: list[str] = []
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield TranscriptView()
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).styles.dock = "bottom"
        view = self.query_one(TranscriptView)
        view.reading = Reading(spacing="close")
        view.show(*self.shown)
        view.focus()

    def action_told(self, what: str) -> None:
        self.told.append(what)

    @on(TranscriptView.CursorMoved)
    @on(TranscriptView.SelectionChanged)
    @on(TranscriptView.MarkClicked)
    @on(TranscriptView.Hovered)
    @on(TranscriptView.HitReached)
    @on(TranscriptView.EndsMoved)
    @on(TranscriptView.EndsDecided)
    def hear(self, message: Message) -> None:
        self.heard.append(message)


@asynccontextmanager
async def reading(
    document: Document | None = None,
    marks: list[Mark] | None = None,
    at: int = 0,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[TranscriptView, Pilot[None]]]:
    app = Reader(document or interview(), marks or [], at)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app.query_one(TranscriptView), pilot


def chosen(view: TranscriptView) -> str | None:
    return view.document.text[slice(*view.selection)] if view.selection else None


def lines(view: TranscriptView) -> list[str]:
    view.render_lines(view.size.region)
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def drawn(view: TranscriptView, y: int) -> list[tuple[str, object]]:
    view.render_lines(view.size.region)
    return [(segment.text, segment.style) for segment in view.render_line(y)]


class TestKeys:
    async def test_two_keys_select_and_extend_by_sentence(self) -> None:
        async with reading(at=TEXT.index("vejleder")) as (view, pilot):
            await pilot.press("s")
            assert chosen(view) == "Jeg er vejleder."
            assert view.cursor == spans("Jeg er vejleder.")[0][1]
            await pilot.press("s")
            assert chosen(view) == "Jeg er vejleder. Mest ude!"
            await pilot.press("S")
            assert chosen(view) == "Jeg er vejleder."
            await pilot.press("S")
            assert chosen(view) is None

    async def test_a_word_is_selected_and_extended_by_words(self) -> None:
        async with reading(at=TEXT.index("vejleder") + 2) as (view, pilot):
            seen = []
            for key in ("e", "e", "E", "E"):
                await pilot.press(key)
                seen.append(chosen(view))
            assert seen == ["vejleder", "vejleder. Mest", "vejleder", None]
            view.go_to(TEXT.index("er vej") + 2)  # between two words
            await pilot.press("e")
            assert chosen(view) == "vejleder"

    async def test_a_selection_widens_by_unit_and_narrows_back_to_where_it_began(self) -> None:
        async with reading(at=TEXT.index("ude!")) as (view, pilot):
            seen = []
            for key in "yyyyYYY":
                await pilot.press(key)
                seen.append(chosen(view))
            paragraph = "Jeg er vejleder. Mest ude!"  # the whole turn as well
            assert seen == ["ude", "Mest ude!", paragraph, paragraph, "Mest ude!", "ude", None]
            assert view.cursor == TEXT.index("ude!")

    async def test_what_was_selected_freely_widens_to_whole_units(self) -> None:
        async with reading(at=TEXT.index("leder")) as (view, pilot):
            await pilot.press(*["shift+right"] * 9)
            assert chosen(view) == "leder. Me"
            await pilot.press("y")
            assert chosen(view) == "vejleder. Mest"
            await pilot.press("y")
            assert chosen(view) == "Jeg er vejleder. Mest ude!"
            await pilot.press("Y")
            assert chosen(view) == "Jeg er vejleder."

    async def test_sentence_grows_to_paragraph_and_turn(self) -> None:
        async with reading(at=1) as (view, pilot):
            await pilot.press("s", "p")
            assert chosen(view) == "Hvad laver du? Til daglig."
            await pilot.press("t")
            assert chosen(view) == "Hvad laver du? Til daglig.\n\nK2: Jeg er vejleder. Mest ude!"
            await pilot.press("T")
            assert chosen(view) == "Hvad laver du? Til daglig."

    async def test_from_sentence_to_sentence_with_nothing_between(self) -> None:
        async with reading() as (view, pilot):
            seen = []
            for _ in range(5):
                await pilot.press("s")
                seen.append(chosen(view))
                await pilot.press("escape")
            assert seen == ["Hvad laver du?", "Til daglig.", "Jeg er vejleder.", "Mest ude!", "Tak."]

    async def test_free_selection_follows_the_moves(self) -> None:
        async with reading(at=3) as (view, pilot):
            await pilot.press("v", "w", "w")
            assert chosen(view) == "Hvad laver"
            await pilot.press("right_parenthesis")
            assert chosen(view) == "Hvad laver du?"
            await pilot.press("o", "b")
            assert chosen(view) == "I: Hvad laver du?"
            await pilot.press("v", "l")
            assert chosen(view) is None

    async def test_shift_and_arrows_extend_and_a_plain_move_drops(self) -> None:
        async with reading(at=3) as (view, pilot):
            await pilot.press("shift+right", "shift+right", "shift+right", "shift+left")
            assert chosen(view) == "Hv"
            await pilot.press("shift+end")
            assert chosen(view) == "Hvad laver du? Til daglig."
            await pilot.press("h")
            assert view.selection is None

    async def test_units_back_and_forth(self) -> None:
        async with reading() as (view, pilot):
            where = []
            for keys in (
                "L",
                "J",
                "K",
                "H",
                "w",
                "right_square_bracket t",
                "left_square_bracket t",
                "G",
                "g",
            ):
                await pilot.press(*keys.split())
                where.append(TEXT[view.cursor : view.cursor + 4])
            assert where == ["Hvad", "Jeg ", "Hvad", "I: H", "Hvad", "Jeg ", "Hvad", "", "I: H"]

    async def test_codings_are_reached_by_both_pairs_of_keys(self) -> None:
        marks = [mark(1, "daglig"), mark(2, "ude")]
        async with reading(marks=marks) as (view, pilot):
            where = []
            for keys in ("plus", "right_square_bracket c", "plus", "minus", "left_square_bracket c"):
                await pilot.press(*keys.split())
                where.append(view.cursor)
            first, second = TEXT.index("daglig"), TEXT.index("ude")
            assert where == [first, second, second, first, first]
            assert pilot.app.told == []  # type: ignore[attr-defined]

    async def test_a_sequence_that_is_none_leaves_the_key_its_work(self) -> None:
        async with reading() as (view, pilot):
            await pilot.press("right_square_bracket", "w", "c")
            assert view.cursor == TEXT.index("Hvad")
            assert pilot.app.told == ["c"]  # type: ignore[attr-defined]

    async def test_escape_is_the_screen_s_when_nothing_is_selected(self) -> None:
        async with reading() as (view, pilot):
            await pilot.press("s", "escape")
            assert view.selection is None
            assert pilot.app.told == []  # type: ignore[attr-defined]
            await pilot.press("escape")
            assert pilot.app.told == ["escape"]  # type: ignore[attr-defined]

    async def test_up_and_down_keep_the_column(self) -> None:
        document = Document(1, "x", "en lang linje\nto\n\ntre lange ord\n")
        async with reading(document, at=9) as (view, pilot):
            columns = []
            for _ in range(3):
                await pilot.press("j")
                columns.append(view.cursor - document.text.rfind("\n", 0, view.cursor) - 1)
            assert columns == [1, 0, 9]
            await pilot.press("k", "k", "k")
            assert view.cursor == 9

    async def test_on_a_shorter_row_what_is_at_hand_is_its_own_sentence(self) -> None:
        text = "Et langt afsnit her.\nKort 👩‍👩‍👧\nHvem siger det?\n"
        document = Document(
            1, "x", text, sentences=[(0, 20), (21, text.index("\n", 21)), (text.index("Hvem"), 42)]
        )
        async with reading(document, at=15) as (view, pilot):
            await pilot.press("j", "s")
            assert text[slice(*view.selection or ())] == "Kort 👩‍👩‍👧"
            await pilot.press("escape", "home", "k", "end", "shift+down")
            assert text[slice(*view.selection or ())] == "\nKort 👩‍👩‍👧"

    async def test_half_pages_pages_and_ends(self) -> None:
        async with reading(long_document()) as (view, pilot):
            await pilot.press("ctrl+d")
            half = view.cursor
            await pilot.press("pagedown")
            assert view.cursor > half > 0
            await pilot.press("pageup", "ctrl+u")
            assert view.cursor == 0
            await pilot.press("G")
            assert view.cursor == len(view.document.text)
            assert view.scroll_offset.y == view.max_scroll_y

    async def test_hits_go_round_and_are_selected(self) -> None:
        async with reading() as (view, pilot):
            view.set_hits(spans("ude", "laver"))
            await pilot.press("n")
            assert chosen(view) == "laver"
            await pilot.press("n", "n")
            assert chosen(view) == "laver"
            await pilot.press("N")
            assert chosen(view) == "ude"
            await pilot.pause()
            heard = [m for m in pilot.app.heard if isinstance(m, view.HitReached)]  # type: ignore[attr-defined]
            assert [(hit.number, hit.count) for hit in heard] == [(1, 2), (2, 2), (1, 2), (2, 2)]

    async def test_messages_tell_each_change_once(self) -> None:
        async with reading() as (view, pilot):
            pilot.app.heard.clear()  # type: ignore[attr-defined]
            await pilot.press("w", "s", "g", "g")
            await pilot.pause()
            told = [
                message.cursor if isinstance(message, view.CursorMoved) else message.selection
                for message in pilot.app.heard  # type: ignore[attr-defined]
            ]
            assert told == [3, 17, (3, 17), 0, None]

    def test_every_binding_has_its_own_id_and_keys(self) -> None:
        ids = [binding.id for binding in BINDINGS if isinstance(binding, Binding)]
        keys = [key for binding in BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")]
        assert len(ids) == len(set(ids)) == len(BINDINGS)
        assert None not in ids
        assert len(keys) == len(set(keys))
        taken = {"c", "enter", "full_stop", "i", "x", "less_than_sign", "greater_than_sign", "u", "ctrl+r"}
        taken |= {"slash", "m", "question_mark", "ctrl+p", *"123456789"}
        assert not taken & set(keys)


class TestCharacters:
    async def test_the_cursor_steps_over_whole_characters(self) -> None:
        text = "a👩‍👩‍👧b漢e\u0301🇩🇰!"
        async with reading(Document(1, "x", text)) as (view, pilot):
            places = []
            for _ in range(7):
                places.append(view.cursor)
                await pilot.press("l")
            assert places == [0, 1, 6, 7, 8, 10, 12]

    @pytest.mark.parametrize(
        ("cell", "piece"), [(0, "a"), (1, "👩"), (2, "👩"), (3, "b"), (4, "漢"), (5, "漢"), (6, "e")]
    )
    async def test_a_click_finds_the_character_under_it(self, cell: int, piece: str) -> None:
        text = "a👩‍👩‍👧b漢e\u0301!"
        async with reading(Document(1, "x", text)) as (view, pilot):
            await pilot.click(view, offset=(GUTTER + cell, 0))
            assert text[view.cursor] == piece

    async def test_nothing_of_a_file_is_obeyed(self) -> None:
        text = "rød \x1b[31mtekst\x1b]0;titel\x07 \x9b2J \u202eomvendt\u202c\tog\ufeff\u00ad slut\r"
        async with reading(Document(1, "x", text), [Mark(1, 0, 9, 1, "\x1b[2J", "#ff0000")]) as (view, _):
            shown = lines(view)[0]
            assert "rød ␛[31mtekst␛]0;titel␇ �2J ·omvendt· og·· slut␍" in shown
            assert shown.isprintable()

    async def test_a_very_long_paragraph_is_coded_at_exactly_the_right_characters(self) -> None:
        text = "漢字 og 👍🏽 " * 12_500
        async with reading(Document(1, "x", text)) as (view, pilot):
            at = text.index("og", 60_000)
            view.go_to(at)
            await pilot.press("v", "l", "l")
            assert view.selection == (at, at + 2)
            assert all(strip.cell_length == view.size.width for strip in view.render_lines(view.size.region))


class TestMouse:
    async def test_click_double_click_and_triple_click(self) -> None:
        async with reading() as (view, pilot):
            x = GUTTER + TEXT.index("laver") + 1
            await pilot.click(view, offset=(x, 0))
            assert (view.cursor, view.selection) == (TEXT.index("laver") + 1, None)
            await pilot.click(view, offset=(x, 0), times=2)
            assert chosen(view) == "laver"
            await pilot.click(view, offset=(x, 0), times=3)
            assert chosen(view) == "Hvad laver du? Til daglig."

    async def test_a_click_behind_a_row_is_about_that_row(self) -> None:
        async with reading() as (view, pilot):
            await pilot.click(view, offset=(GUTTER + TEXT.index("\n") + 9, 0))
            assert TEXT[view.cursor] == TEXT[TEXT.index("\n") - 1]

    @pytest.mark.parametrize(("start", "end"), [("laver", "du?"), ("du?", "laver")])
    async def test_a_drag_selects_from_character_to_character(self, start: str, end: str) -> None:
        async with reading() as (view, pilot):
            await pilot.mouse_down(view, offset=(GUTTER + TEXT.index(start), 0))
            await pilot.hover(view, offset=(GUTTER + TEXT.index(end), 0))
            await pilot.mouse_up(view, offset=(GUTTER + TEXT.index(end), 0))
            assert chosen(view) == "laver d"
            await pilot.hover(view, offset=(GUTTER, 0))
            assert chosen(view) == "laver d"

    async def test_a_drag_past_the_end_of_a_row_takes_the_row(self) -> None:
        async with reading() as (view, pilot):
            await pilot.mouse_down(view, offset=(GUTTER + 18, 0))
            await pilot.hover(view, offset=(60, 0))
            await pilot.mouse_up(view, offset=(60, 0))
            assert chosen(view) == "Til daglig."

    async def test_a_drag_held_past_the_edge_scrolls(self) -> None:
        async with reading(long_document()) as (view, pilot):
            await pilot.mouse_down(view, offset=(GUTTER, 2))
            await pilot.hover("Input", offset=(5, 1))
            for _ in range(100):
                if view.scroll_offset.y > 3:
                    break
                await pilot.pause(0.02)
            await pilot.mouse_up("Input", offset=(5, 1))
            assert view.selection
            assert view.selection[0] == view.document.text.index("Linje 2 ")
            assert view.cursor == view.selection[1] > view.top

    async def test_a_click_on_a_stripe_selects_its_passage(self) -> None:
        marks = [mark(1, "Hvad laver du?", "lang"), mark(2, "laver", "kort")]
        async with reading(marks=marks) as (view, pilot):
            x = lines(view)[0].index("lk")
            await pilot.click(view, offset=(x + 1, 0))
            assert chosen(view) == "laver"
            await pilot.click(view, offset=(x, 0))
            assert chosen(view) == "Hvad laver du?"
            await pilot.pause()
            clicked = [m.mark.key for m in pilot.app.heard if isinstance(m, view.MarkClicked)]  # type: ignore[attr-defined]
            assert clicked == [2, 1]

    async def test_a_click_on_a_name_selects_its_passage(self) -> None:
        async with reading(marks=[mark(1, "laver", "samskabelse")], size=(120, 24)) as (view, pilot):
            await pilot.click(view, offset=(lines(view)[0].index("samskabelse") + 3, 0))
            assert chosen(view) == "laver"

    async def test_hovering_tells_the_codings_under_the_mouse(self) -> None:
        async with reading(marks=[mark(1, "laver")]) as (view, pilot):
            await pilot.hover(view, offset=(GUTTER + TEXT.index("laver"), 0))
            await pilot.hover(view, offset=(GUTTER + TEXT.index("laver") + 1, 0))
            await pilot.hover(view, offset=(GUTTER, 0))
            await pilot.pause()
            heard = [m for m in pilot.app.heard if isinstance(m, view.Hovered)]  # type: ignore[attr-defined]
            assert [[one.key for one in message.marks] for message in heard] == [[1], []]

    async def test_the_wheel_takes_the_cursor_along(self) -> None:
        async with reading(long_document()) as (view, pilot):
            for _ in range(5):
                await pilot._post_mouse_events([MouseScrollDown], view, (5, 5))
            await pilot.wait_for_animation()
            assert view.scroll_offset.y > 0
            assert view.cursor == view.top


class TestMap:
    async def test_it_shows_what_is_coded_the_code_in_hand_hits_and_the_window(self) -> None:
        document = long_document()
        low, high = document.text.index("Linje 100"), document.text.index("Linje 150")
        marks = [Mark(1, low, high, 7, "kode", "#c2553c"), Mark(2, low, high, 8, "to", "#3c55c2")]
        async with reading(document, marks, size=(80, 30)) as (view, pilot):

            def drawn_map() -> list[str]:
                strips = pilot.app.screen._compositor.render_strips()
                return [strip.text[76:] for strip in strips[: view.size.height]]

            height = view.size.height
            first, last = (
                max(row for row in range(height) if row * 301 // height <= line) for line in (100, 149)
            )
            coded = [row for row, told in enumerate(drawn_map()) if told[1] != " "]
            assert coded == [*range(first, last + 1)]
            assert drawn_map()[first + 1][1] == "█"  # two codings a character
            assert {told[0] for told in drawn_map()[:2]} == {"▐"}
            view.show_hand(8)
            view.set_hits([(low, low + 5)])
            await pilot.pause()
            assert drawn_map()[first][2:] == "◆•"
            view.remove_mark(2)
            await pilot.pause()
            assert "◆" not in "".join(drawn_map())
            assert drawn_map()[first + 1][1] == "▓"
            view.reading = Reading(mapped=False)
            await pilot.pause()
            assert view.scrollable_content_region.width == 79

    async def test_a_click_and_a_drag_go_there(self) -> None:
        async with reading(long_document(), size=(80, 30)) as (view, pilot):
            height = view.size.height
            await pilot.click(view, offset=(77, height // 2))
            await pilot.pause()
            assert 100 < view.document.text.count("\n", 0, view.top) < 160
            assert pilot.app.mouse_captured is None
            await pilot.mouse_down(view, offset=(77, height // 2))
            await pilot._post_mouse_events([MouseMove], view, (77, height - 1), button=1)
            await pilot.mouse_up(view, offset=(77, height - 1))
            await pilot.pause()
            assert view.document.text.count("\n", 0, view.top) > 250
            assert pilot.app.mouse_captured is None


class TestMarks:
    async def test_marks_come_and_go(self) -> None:
        async with reading(size=(120, 24)) as (view, _):
            view.add_mark(mark(1, "Hvad laver du?", "ledelse"))
            view.add_mark(mark(2, "laver", "hverdag"))
            assert "ledelse  hverdag" in lines(view)[0]
            assert [one.key for one in view.marks_at(TEXT.index("laver"))] == [1, 2]
            view.remove_mark(1)
            assert "ledelse" not in "".join(lines(view))
            view.remove_mark(99)
            view.set_marks([mark(3, "Mest ude!", "ude")])
            assert [one.key for one in view.marks_in(0, len(TEXT))] == [3]
            assert "ude" in lines(view)[2][60:]

    async def test_a_change_paints_only_its_own_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with reading(long_document(), size=(120, 24)) as (view, pilot):
            lines(view)
            painted: list[int] = []
            paint = view.render_line
            monkeypatch.setattr(view, "render_line", lambda y: painted.append(y) or paint(y))
            view.add_mark(Mark(1, 50, 60, 1, "kode", "#c2553c"))
            await pilot.pause()
            assert painted == [2]
            painted.clear()
            view.remove_mark(1)
            await pilot.pause()
            assert painted == [2]
            painted.clear()
            await pilot.press("j")
            assert painted == [0, 1]

    async def test_more_overlapping_codings_than_lanes_are_counted(self) -> None:
        marks = [mark(key, "Hvad laver du?", f"kode {key}") for key in range(1, 10)]
        async with reading(marks=marks) as (view, _):
            assert "kkkk+5" in lines(view)[0]

    async def test_the_stripe_runs_along_its_rows_and_the_name_stands_once(self) -> None:
        document = long_document()
        whole = Mark(1, 0, document.text.index("Linje 4"), 1, "samskabelse", "#c2553c")
        async with reading(document, [whole], size=(120, 24)) as (view, _):
            shown = lines(view)
            lane = shown[0].index("┏")
            assert [line[lane : lane + 1] for line in shown[:5]] == ["┏", "┃", "┃", "╹", ""]
            assert [row for row, line in enumerate(shown) if "samskabelse" in line] == [0]

    async def test_a_name_follows_its_stripe_to_the_first_visible_row(self) -> None:
        document = long_document()
        whole = Mark(1, 0, len(document.text), 1, "samskabelse", "#c2553c")
        async with reading(document, [whole], size=(120, 24)) as (view, _):
            view.go_to(len(document.text) // 2)
            shown = lines(view)
            assert "samskabelse" in shown[0]
            assert "┣" in shown[0]
            assert not any("samskabelse" in line for line in shown[1:])

    async def test_two_coders_are_named_and_a_memo_shows(self) -> None:
        marks = [mark(1, "laver", "et", coder="AB", memo=True), mark(2, "ude", "to", coder="MK")]
        async with reading(marks=marks, size=(120, 24)) as (view, _):
            assert "et (AB) ✎" in lines(view)[0]
            assert "to (MK)" in lines(view)[2]

    async def test_focus_on_a_code_dims_the_rest_without_hiding_it(self) -> None:
        marks = [mark(1, "laver", "hverdag"), mark(2, "vejleder", "rolle")]
        async with reading(marks=marks, size=(120, 24)) as (view, _):
            before = drawn(view, 0)
            view.focus_code(2)
            shown = lines(view)
            assert "hverdag" in shown[0]
            assert "rolle" in shown[2]
            assert drawn(view, 0) != before
            bold = [text for text, style in drawn(view, 2) if style and style.bold]  # type: ignore[attr-defined]
            assert "rolle" in bold
            view.focus_code(None)
            assert drawn(view, 0) == before


def decided(pilot: Pilot[None]) -> list[tuple[int, int] | None]:
    return [one.span for one in pilot.app.heard if isinstance(one, TranscriptView.EndsDecided)]  # type: ignore[attr-defined]


class TestEnds:
    async def test_an_end_moves_by_character_word_and_sentence_and_is_made_by_enter(self) -> None:
        one = mark(1, "Jeg er")
        async with reading(marks=[one]) as (view, pilot):
            view.move_ends(one)
            seen = []
            for key in ("w", "l", "h", "right_parenthesis", "b", "left_parenthesis"):
                await pilot.press(key)
                seen.append(chosen(view))
            assert seen == [
                "Jeg er vejleder", "Jeg er vejleder.", "Jeg er vejleder", "Jeg er vejleder.",
                "Jeg er vejleder", "Jeg er vejleder",
            ]  # fmt: skip
            await pilot.press("enter")
            assert decided(pilot) == [spans("Jeg er vejleder")[0]]
            assert (view.selection, view.ends_of) == (None, None)

    async def test_the_other_end_is_moved_after_o_and_never_passes_the_first(self) -> None:
        one = mark(1, "er vejleder")
        async with reading(marks=[one]) as (view, pilot):
            view.move_ends(one)
            await pilot.press("o", "b")
            assert chosen(view) == "Jeg er vejleder"
            await pilot.press("w", "w", "w", "w", "w", "right_parenthesis", "G")
            assert chosen(view) == "vejleder"
            await pilot.press("o", *["h"] * 20)
            assert chosen(view) == "v"

    async def test_escape_and_a_click_leave_the_coding_as_it_is(self) -> None:
        one = mark(1, "Jeg er")
        async with reading(marks=[one]) as (view, pilot):
            view.move_ends(one)
            await pilot.press("w", "escape")
            assert view.selection is None
            view.move_ends(one)
            await pilot.press("w")
            await pilot.click(view, offset=(GUTTER + 2, 0))
            await pilot.pause()
            assert decided(pilot) == [None, None]
            assert view.ends_of is None

    async def test_other_keys_wait_until_it_is_decided(self) -> None:
        one = mark(1, "Jeg er")
        async with reading(marks=[one]) as (view, pilot):
            view.move_ends(one)
            await pilot.press("s", "v", "y", "n")
            assert chosen(view) == "Jeg er"
            assert view.ends_of is one
            await pilot.press("enter", "s")
            assert decided(pilot) == [None]  # nothing was moved
            assert chosen(view) == "Jeg er vejleder."


class TestPlace:
    async def test_numbers_labels_and_text_stand_where_they_should(self) -> None:
        async with reading() as (view, _):
            shown = lines(view)
            assert [line[: len(" 2 K2: Jeg")].rstrip() for line in shown[:5]] == [
                " 1 I: Hvad",
                "",
                " 2 K2: Jeg",
                "",
                " 3 I: Tak.",
            ]
            labels = {
                text: style for text, style in [*drawn(view, 2), *drawn(view, 4)] if text.endswith(": ")
            }
            assert labels["K2: "].bold  # type: ignore[attr-defined]
            assert labels["K2: "] != labels["I: "]

    async def test_resizing_keeps_the_top_and_the_cursor(self) -> None:
        text = "".join(f"Afsnit {number}. " + "ord " * 60 + "\n" for number in range(100))
        async with reading(Document(1, "x", text), size=(120, 30)) as (view, pilot):
            at = text.index("Afsnit 50")
            view.go_to(at)
            await pilot.press("j", "j")
            top, cursor = view.top, view.cursor
            for size in ((60, 30), (200, 50), (80, 12), (120, 30)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert view.cursor == cursor
                rows = [line for line in drawn_rows(view) if line[0] <= cursor < line[1]]
                assert rows
            assert view.top == top

    async def test_going_far_brings_the_place_into_sight(self) -> None:
        async with reading(long_document()) as (view, _):
            at = view.document.text.index("Linje 200")
            view.go_to(at + 2, (at, at + 9))
            assert chosen(view) == "Linje 200"
            assert view.cursor == at
            assert any("Linje 200" in line for line in lines(view)[3:15])

    async def test_showing_another_source_starts_afresh(self) -> None:
        async with reading(marks=[mark(1, "laver")]) as (view, pilot):
            await pilot.press("s")
            view.set_hits(spans("ude"))
            view.show(long_document(), at=3000)
            await pilot.pause()
            assert (view.selection, list(view.hits), view.marks_in(0, 9999)) == (None, [], [])
            assert view.cursor == 3000
            assert any(start <= 3000 < end for start, end in drawn_rows(view))

    async def test_the_cursor_and_the_selection_show_out_of_focus(self) -> None:
        async with reading(at=3) as (view, pilot):
            await pilot.press("shift+right")
            focused = drawn(view, 0)
            pilot.app.set_focus(None)
            await pilot.pause()
            blurred = drawn(view, 0)
            assert focused != blurred
            styles = [str(style) for text, style in blurred if text in {"H", "v", "ad laver du? Til daglig."}]
            assert len(set(styles)) >= 2

    async def test_space_between_paragraphs_and_names_on_demand(self) -> None:
        document = Document(1, "x", "En linje.\nTo linjer.\n")
        async with reading(document, [Mark(1, 0, 20, 1, "samskabelse", "#c2553c")], at=12) as (view, pilot):
            view.reading = Reading(spacing="paragraphs", names=True)
            shown = lines(view)
            assert shown[0].startswith(" 1 En linje.")
            assert shown[0].endswith("samskabelse")
            assert "┃" in shown[1]
            assert shown[2].startswith(" 2 To linjer.")
            assert view.cursor == 12
            await pilot.press("k")
            assert view.cursor == 2

    async def test_double_spacing_numbers_and_times(self) -> None:
        turns = [Turn(0, K2, 3, "I", True, "00:01"), Turn(K2, len(TEXT), K2 + 4, "K2", False, "00:02")]
        async with reading(Document(1, "x", TEXT, (), (), turns)) as (view, pilot):
            view.reading = Reading(spacing="double", numbers=False, times=True)
            shown = lines(view)
            assert shown[0].startswith("00:01  I: Hvad")
            assert shown[3].startswith("00:02  K2: Jeg")
            await pilot.press("j", "j")
            assert view.cursor == K2
            await pilot.press("k", "k")
            assert view.cursor == 0

    @pytest.mark.parametrize("size", [(1, 1), (5, 3), (12, 4), (30, 6), (300, 60)])
    async def test_no_size_is_too_small(self, size: tuple[int, int]) -> None:
        async with reading(marks=[mark(1, "laver")], size=size) as (view, pilot):
            await pilot.press("s", "s", "j", "G", "pageup", "escape")
            assert all(strip.cell_length == view.size.width for strip in view.render_lines(view.size.region))

    async def test_an_empty_source(self) -> None:
        async with reading(Document(1, "tom", "")) as (view, pilot):
            await pilot.press(
                "s", "p", "t", "S", "j", "k", "w", "b", "G", "plus", "n", "v", "L", "pagedown", "home"
            )
            await pilot.click(view, offset=(10, 5), times=3)
            assert (view.cursor, view.selection) == (0, None)

    async def test_every_theme_can_be_put_on(self) -> None:
        async with reading(marks=[mark(1, "laver")]) as (view, pilot):
            seen = set()
            for theme in ("textual-dark", "textual-light", "ansi-dark", "ansi-light"):
                pilot.app.theme = theme
                await pilot.pause()
                seen.add(str(drawn(view, 0)))
            assert len(seen) >= 3


def drawn_rows(view: TranscriptView) -> list[tuple[int, int]]:
    painter = view._painter
    assert painter
    top = view.scroll_offset.y
    return [painter.layout.reach(row) for row in range(top, min(top + view.size.height, len(painter.layout)))]
