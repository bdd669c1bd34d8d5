"""The language of the interface."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caqda import wording


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    wording.use("en")


@pytest.mark.parametrize(
    ("asked", "locale", "chosen"),
    [
        ("", "da_DK.UTF-8", "da"),
        ("", "da", "da"),
        ("", "en_GB.UTF-8", "en"),
        ("", "C", "en"),
        ("", "dav_KE", "en"),
        ("en", "da_DK.UTF-8", "en"),
        ("da", "C", "da"),
        ("fr", "da_DK", "da"),
    ],
)
def test_the_language_is_chosen_or_that_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, asked: str, locale: str, chosen: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAQDA_LANGUAGE", asked)
    monkeypatch.setenv("LANG", locale)
    wording.use(None)
    assert wording.language() == chosen


def test_a_sentence_without_a_translation_stands_as_it_is() -> None:
    wording.use("da")
    assert wording._("Nobody ever says this.") == "Nobody ever says this."
    assert wording.ngettext("{n} such", "{n} of these", 2) == "{n} of these"
