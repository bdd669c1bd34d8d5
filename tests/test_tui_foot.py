"""What the foot of the coding screen tells: always what the next key does, in words that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from caqda.tui.screens.coding import CodingScreen
from caqda.tui.widgets.picker import PickList, PickScreen
from caqda.tui.widgets.status import broken
from tests.studies import build_study
from tests.tui import opened, press, shown, write

NAMES = ("abe", "bil", "cykel", "dans", "egern", "fisk", "gris", "hane", "is")
CODES = [f"{name} og noget {name}" for name in NAMES]
LONG = "foran/mellem/" + " ".join(["et langt navn"] * 3)
TEXT = "K1: Ja. Det gik godt. " + " ".join(f"Sætning {n} her." for n in range(40)) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "s.caqda"
    codings = [(code, "k1", f"Sætning {n} her.") for n, code in enumerate(CODES)]
    build_study(found, sources={"k1": TEXT}, codes=[*CODES, LONG], codings=codings).close()
    return found


def foot(seen: str) -> list[str]:
    return seen.splitlines()[-2:]


async def test_number_keys_are_told_with_names_that_are_known_again(path: Path) -> None:
    async with opened(path, size=(80, 24)) as pilot:
        await press(pilot, "g", "s")
        told = "  ".join(foot(shown(pilot)))
        assert "selected: 1 word" in told
        assert all(name[:7].rstrip() in told for name in CODES)
        await press(pilot, "escape")
        assert "k1" in foot(shown(pilot))[0]


async def test_a_search_tells_its_keys_while_words_are_typed_and_as_long_as_there_are_hits(
    path: Path,
) -> None:
    async with opened(path) as pilot:
        await press(pilot, "slash")
        assert "enter keeps the hits" in foot(shown(pilot))[1]
        await write(pilot, "gik")
        assert "enter keeps the hits" in foot(shown(pilot))[1]
        await write(pilot, "xq")
        assert "enter keeps" not in foot(shown(pilot))[1]
        assert "No hits" in foot(shown(pilot))[1]
        await press(pilot, "backspace", "backspace")
        assert "enter keeps the hits" in foot(shown(pilot))[1]
        await press(pilot, "enter", "j")
        assert "1 hit: n N" in foot(shown(pilot))[0]
        await press(pilot, "escape", "escape")
        assert "hit" not in "".join(foot(shown(pilot)))


async def test_a_panel_in_focus_tells_its_keys(path: Path) -> None:
    async with opened(path) as pilot:
        for keys, words in ((["tab"], "takes it in hand"), (["shift+tab", "shift+tab"], "opens it")):
            await press(pilot, *keys)
            assert words in foot(shown(pilot))[1]
        await press(pilot, "escape")
        assert "opens it" not in shown(pilot)


async def test_places_that_share_a_letter_leave_the_words_whole(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "g", "0")
        desk = pilot.app.screen
        assert isinstance(desk, CodingScreen)
        letters = desk.transcript.letters
        shared = next(keys for keys in letters if len(keys) == 2)
        assert all(f"Sætning {n} her." in shown(pilot) for n in range(30, 40))
        await press(pilot, shared[0])
        assert "one more says which" in foot(shown(pilot))[1]
        await press(pilot, shared[1])
        assert desk.transcript.selection is not None
        assert desk.transcript.selection[0] == letters[shared]


async def test_the_picker_uses_the_room_and_begins_with_what_is_marked(path: Path) -> None:
    async with opened(path, size=(200, 60)) as pilot:
        await press(pilot, "g", "s", "c")
        assert "et langt navn et langt navn et langt navn  foran/mellem" in shown(pilot)
        await write(pilot, "fisk")
        await press(pilot, "tab")
        assert isinstance(pilot.app.screen, PickScreen)
        rows = pilot.app.screen.query_one(PickList).rows
        assert (rows[0].path, len(rows)) == ("fisk og noget fisk", len(CODES) + 3)
        assert "applies fisk og noget fisk" in shown(pilot)
        await write(pilot, "hund/hvalp")
        assert "hund is made too" in shown(pilot)


async def test_what_is_marked_is_told_while_it_is_selected(path: Path) -> None:
    async with opened(path, size=(80, 24)) as pilot:
        await press(pilot, "g", "s", "d")
        assert "later" in foot(shown(pilot))[0]


async def test_what_was_undone_is_told_without_its_characters_where_the_cursor_goes_there(path: Path) -> None:
    async with opened(path) as pilot:
        await press(pilot, "g", "s", "1", "u")
        first, second = foot(shown(pilot))
        assert "no longer coded" in first and second.rstrip().endswith("applied to k1")
        await press(pilot, "apostrophe", "G", "u")
        assert "bookmark set in k1 at character 4" in foot(shown(pilot))[1]
        await press(pilot, "g", "s", "i", "u")
        assert "made and applied at characters 4 to 7" in foot(shown(pilot))[1]
        await press(pilot, "g", "s", "1", "greater_than_sign", "u")
        assert "moved to characters" in foot(shown(pilot))[1]


async def test_the_first_line_names_this_screen_and_the_keys_of_the_others_where_it_is_narrow(
    path: Path,
) -> None:
    async with opened(path, size=(60, 18)) as pilot:
        first = shown(pilot).splitlines()[0]
        assert first.split() == ["prøve", "·", "AB", "f2", "code", "f3", "f4", "f5", "f6", "?", "keys"]
        await press(pilot, "tab")
        assert "esc back" in foot(shown(pilot))[1]


async def test_the_number_of_a_paragraph_stands_once_beside_it(path: Path) -> None:
    async with opened(path, size=(80, 24)) as pilot:
        await press(pilot, "g", "down", "down")
        rows = [row.split()[0] for row in shown(pilot).splitlines()[1:-2] if row.strip()]
        assert rows[:3] == ["1", rows[1], "›"] and rows.count("1") == rows.count("›") == 1


async def test_the_picker_leaves_both_lines_of_the_foot_in_sight_or_none(path: Path) -> None:
    async with opened(path, size=(80, 24)) as pilot:
        await press(pilot, "g")
        for _row in range(8):
            await press(pilot, "s", "c")
            assert pilot.app.screen.query_one("#picker").region.bottom in (*range(23), 24)
            await press(pilot, "escape", "escape", "down")


async def test_no_name_of_a_number_key_is_cut_where_two_lines_have_room(path: Path) -> None:
    async with opened(path, size=(200, 24)) as pilot:
        await press(pilot, "g", "s")
        assert all(name in "  ".join(foot(shown(pilot))) for name in CODES)
        assert "k1" in foot(shown(pilot))[0] and "¶ 1" in foot(shown(pilot))[0]


def test_what_is_said_is_broken_between_its_parts() -> None:
    assert broken("Removed: a, b  ·  u brings it back", 40) == ["Removed: a, b  ·  u brings it back"]
    assert broken("Removed: a, b  ·  u brings it back", 30) == ["Removed: a, b", "u brings it back"]
    assert broken("Removed: aaaa, bbbb, cccc  ·  u back", 20) == ["Removed: aaaa, bbbb,", "cccc  ·  u back"]
