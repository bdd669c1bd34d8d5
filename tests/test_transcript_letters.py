"""Going and selecting by letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_transcript_view import chosen, decided, lines, mark, reading

from caqda.tui.transcript import Document, Turn
from caqda.tui.transcript.letters import EASY, labels, lettered

TEXT = (
    "I: Hvor tit? Hvor længe?\n\n"
    "K1: Ikke dagligt. Men, når de ringer, så kommer jeg - og det ... hjælper.\n\n"
    "I: Tak.\n"
)


def document(text: str = TEXT) -> Document:
    starts = [place for place in range(len(text)) if text.startswith(("I: ", "K1: "), place)]
    ends = [*starts[1:], len(text)]
    turns = [
        Turn(start, end, text.index(" ", start) + 1, text[start : text.index(":", start)], text[start] == "I")
        for start, end in zip(starts, ends, strict=True)
    ]
    pieces = ["I: Hvor tit?", "Hvor længe?", "K1: Ikke dagligt.", "Men,", "I: Tak."]
    begun = [text.index(piece) for piece in pieces]
    return Document(
        1, "prøve", text, (), list(zip(begun, [*begun[1:], len(text)], strict=True)), tuple(turns)
    )


def rest(places: dict[str, int], *, capitals: bool) -> list[str]:
    return [TEXT[at:].split(maxsplit=1)[0] for letter, at in places.items() if letter.isupper() == capitals]


def ended(places: dict[str, int], *, capitals: bool) -> list[str]:
    return [TEXT[:at].rsplit(maxsplit=1)[-1] for letter, at in places.items() if letter.isupper() == capitals]


@given(st.integers(0, 600), st.sampled_from([EASY, EASY.upper(), "abc"]))
def test_no_word_of_letters_begins_another_and_they_are_as_short_as_can_be(count: int, alphabet: str) -> None:
    found = labels(count, alphabet)
    assert len(found) == min(count, len(alphabet) ** 2)
    assert not [(one, other) for one in found for other in found if one != other and other.startswith(one)]
    assert all(len(one) == 1 for one in found) == (count <= len(alphabet))


def test_sentences_have_small_letters_and_their_parts_capitals() -> None:
    begins = lettered(document(), 0, len(TEXT), 0)
    assert rest(begins, capitals=False) == ["Hvor", "Hvor", "Ikke", "Men,", "Tak."]
    assert rest(begins, capitals=True) == ["når", "så", "og", "hjælper."]
    ends = lettered(document(), 0, len(TEXT), 1)
    assert ended(ends, capitals=False) == ["tit?", "længe?", "dagligt.", "hjælper.", "Tak."]
    assert ended(ends, capitals=True) == ["Men", "ringer", "jeg", "..."]


def test_a_part_ends_with_its_stop_and_what_the_transcript_notes_parts_as_well() -> None:
    text = '(griner) Han sagde: "Du er jo dig." (pause) Den tænker jeg tit på (ser ud) i dag.'
    told = Document(1, "prøve", text, (), [(0, len(text))])
    begins = [text[at:].split(maxsplit=1)[0] for at in list(lettered(told, 0, len(text), 0).values())[1:]]
    assert begins == ["Han", '"Du', "Den", "i"]
    ends = [text[:at].rsplit(maxsplit=1)[-1] for at in list(lettered(told, 0, len(text), 1).values())[1:]]
    assert ends == ["sagde", 'dig."', "på"]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from([0, 1]))
def test_only_what_is_asked_for_has_letters(low: int, high: int, side: int) -> None:
    everything = sorted(lettered(document(), 0, len(TEXT), side).values())
    found = sorted(lettered(document(), low, high, side).values())
    assert found == [place for place in everything if low <= place <= high]


async def test_a_letter_selects_a_sentence_and_one_more_selects_up_to_an_end() -> None:
    async with reading(document()) as (view, pilot):
        await pilot.press("0")
        assert "K1:dIkke dagligt.fMen," in lines(view)[2]
        await pilot.press("d")
        assert chosen(view) == "Ikke dagligt."
        assert "K1: Ikke dagligta MenA når de ringerS så" in lines(view)[2]
        await pilot.press("s")
        assert chosen(view) == "Ikke dagligt. Men, når de ringer, så kommer jeg - og det ... hjælper."
        assert not view.letters
        await pilot.press("0", "S")
        assert chosen(view) == "Ikke dagligt. Men, når de ringer"


async def test_a_capital_leads_into_a_sentence_and_selects_to_its_end() -> None:
    async with reading(document()) as (view, pilot):
        await pilot.press("0", "S")
        assert chosen(view) == "så kommer jeg - og det ... hjælper."
        await pilot.press("A")
        assert chosen(view) == "så kommer jeg"


async def test_before_the_anchor_letters_stand_where_sentences_begin() -> None:
    async with reading(document(), at=TEXT.index("når de")) as (view, pilot):
        await pilot.press("v", "h", "0", "a")
        assert chosen(view) == TEXT[TEXT.index("Hvor tit") : TEXT.index("når de")]


async def test_other_keys_end_it_and_do_their_own_work_and_a_wrong_letter_does_nothing() -> None:
    async with reading(document()) as (view, pilot):
        await pilot.press("0", "q", "j")
        assert view.letters and view.cursor == 0
        await pilot.press("0")
        assert not view.letters
        await pilot.press("0", "d", "c")
        assert pilot.app.told == ["c"]  # type: ignore[attr-defined]
        assert chosen(view) == "Ikke dagligt." and not view.letters
        await pilot.press("0", "escape")
        assert chosen(view) == "Ikke dagligt." and not view.letters
        await pilot.press("0", "shift+down")
        assert not view.letters and chosen(view) != "Ikke dagligt."
        await pilot.press("escape", "0")
        await pilot.click(view, offset=(20, 0))
        assert not view.letters


async def test_with_many_sentences_the_last_have_two_letters() -> None:
    text = "".join(f"Ord {number}. " for number in range(60))
    starts = [text.index(f"Ord {number}.") for number in range(60)]
    sentences = list(zip(starts, [*starts[1:], len(text)], strict=True))
    async with reading(Document(1, "mange", text, (), sentences)) as (view, pilot):
        await pilot.press("0")
        letters = {place: letter for letter, place in view.letters.items()}
        first, second = letters[starts[40]]
        await pilot.press(first)
        assert {letter[0] for letter in view.letters} == {*EASY} and view.selection is None
        assert "Ord 3" in "".join(lines(view)) and "aOrd 0" not in "".join(lines(view))
        await pilot.press(second)
        assert chosen(view) == "Ord 40."


async def test_what_follows_the_sentence_comes_into_sight() -> None:
    text = "".join(f"Det er linje {number} af mange.\n" for number in range(200))
    async with reading(Document(1, "lang", text)) as (view, pilot):
        await pilot.press("0")
        last = max(view.letters.values())
        await pilot.press(*next(letter for letter, place in view.letters.items() if place == last))
        assert chosen(view) == text[last : text.index("\n", last)]
        assert len([place for place in view.letters.values() if place > last]) > view.size.height // 2


async def test_an_end_that_is_moved_goes_to_a_letter() -> None:
    one = mark(1, "Ikke", text=TEXT)
    async with reading(document(), marks=[one]) as (view, pilot):
        view.move_ends(one)
        await pilot.press("0", "A", "enter")
        assert decided(pilot) == [(one.start, TEXT.index(","))]


async def test_an_end_that_is_moved_ends_in_what_is_said() -> None:
    one = mark(1, "Ikke dagligt. Men, når de ringer, så kommer jeg - og det ... hjælper", text=TEXT)
    async with reading(document(), marks=[one]) as (view, pilot):
        view.move_ends(one)
        await pilot.press("w")
        assert chosen(view) == TEXT[one.start : TEXT.index("Tak") + 3]
        await pilot.press("b")
        assert (chosen(view) or "").endswith("hjælper.")
        await pilot.press("o", "b")
        assert (chosen(view) or "").startswith("længe?")
        await pilot.press("w")
        assert (chosen(view) or "").startswith("Ikke")
