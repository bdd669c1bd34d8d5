"""A transcript that does its worst: it is shown safely, and coded at exactly the right characters."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import caqda
from caqda.check import faults
from caqda.codebook import Codebook
from caqda.sources import import_files
from tests.tui import opened, press, shown, write

WORST = [
    "K1: Rød \x1b[31mtekst\x1b[0m og \x1b]0;en titel\x07 her.",
    "K1: Styretegn \x01\x02\x08\x7f og \x9b31m midt i.",
    "K1: Vendt \u202etxet\u202c og \u200fskjult\u200e retning.",
    "K1: En familie 👨‍👩‍👧‍👦 og et flag 🇩🇰 og en hånd 👋🏽.",
    "K1: Løse accenter: x\u0323\u0307 og a\u030a\u0301 til sidst.",
    "K1: Bred skrift 日本語のテキスト her.",
    "K1: [bold]Ingen opmærkning[/bold] og <b>intet</b> & $HOME.",
    "K1: " + "langt ord " * 10_000 + "slut.",
    "K1: " + "u" * 100_000 + " slut.",
    "K1: Den sidste sætning.",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    source = tmp_path / "værst.txt"
    source.write_text("\n\n".join(WORST) + "\n", encoding="utf-8", newline="")
    path = tmp_path / "s.caqda"
    with caqda.create(path, coder="AB") as study:
        import_files(study, [source])
        Codebook(study).add("[red]kode")
    return path


async def test_it_is_shown_safely_and_coded_to_the_character(path: Path) -> None:
    async with opened(path, (100, 30)) as pilot:
        for number in range(len(WORST)):
            screen = shown(pilot)
            assert not [char for char in screen if unicodedata.category(char) == "Cc" and char != "\n"]
            assert not set(screen) & set("\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u2066\u2067\u2068\u2069")
            await press(pilot, "t")
            if number == 0:
                await press(pilot, "c")
                await write(pilot, "kode")
                await press(pilot, "enter")
            else:
                await press(pilot, "full_stop")
            await press(pilot, "escape", "L")
    with caqda.open(path) as study:
        codings = study.read('SELECT start, "end", text FROM coding ORDER BY start')
        text = study.text(1)
        assert [said for __, __, said in codings] == [turn.removeprefix("K1: ") for turn in nfc(WORST)]
        assert all(text[start:end] == said for start, end, said in codings)
        assert faults(study) == []


def nfc(turns: list[str]) -> list[str]:
    return [unicodedata.normalize("NFC", turn) for turn in turns]
