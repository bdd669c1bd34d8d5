"""The format that the report screen begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from caqda.tui import formats


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAQDA_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def test_it_is_word_and_then_the_one_that_was_written_last() -> None:
    assert formats.last_written() == "docx"
    formats.remember("html")
    assert formats.last_written() == "html"


@pytest.mark.parametrize("kept", ['format = "doc"', 'format = ["md"]', "format = 3", "= nonsense"])
def test_what_makes_no_sense_is_no_harm(config: Path, kept: str) -> None:
    config.mkdir()
    (config / "report.toml").write_text(kept, "utf-8")
    assert formats.last_written() == "docx"


def test_where_nothing_can_be_kept_nothing_fails(config: Path) -> None:
    config.write_text("a file, no folder", "utf-8")
    formats.remember("md")
    assert formats.last_written() == "docx"
