"""The language of the interface: English in the code, Danish from a catalogue of translations.

Which one is chosen by ``CAQDA_LANGUAGE`` (da or en), else by the locale. What stands in a study or a report
has a language of its own.

    from caqda.wording import _, ngettext
    _("Coded: {names}").format(names=names)         # a whole sentence, with named fields
    ngettext("{n} coding", "{n} codings", n).format(n=n)

What is written down when a module is loaded is marked with :func:`N_`, and translated where it is shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = ("en", "da")
_CATALOGUES = Path(__file__).parent / "locale"
_spoken: ContextVar[str] = ContextVar("spoken", default="")
_DECIMALS = re.compile(r"<?-?\d+\.\d+( %)?")
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which POSIX lets one overrule the next


def _(message: str) -> str:
    """A sentence in the language of the interface."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, several: str, number: int) -> str:
    """A sentence in the language of the interface, in the form that fits a number."""
    return _catalogue(language()).ngettext(one, several, number)


def numeral(number: int) -> str:
    """A whole number with its thousands marked as the language of the interface marks them."""
    told = f"{number:,}"
    return told.replace(",", ".") if language() == "da" else told


def decimals(text: str) -> str:
    """A number that ``text`` writes with a point, as the language of the interface writes it."""
    return text.replace(".", ",") if language() == "da" else text


def figure(text: str) -> str:
    """A number with decimals as the language of the interface writes it; any other text as it is."""
    return decimals(text) if _DECIMALS.fullmatch(text) else text


def N_(message: str) -> str:  # noqa: N802
    """A sentence that is to be translated where it is shown."""
    return message


def language() -> str:
    """The language of the interface: da or en."""
    return _spoken.get() or _asked()


@contextmanager
def speaking(other: str) -> Iterator[None]:
    """Sentences in this language, here and for now: for what programs read whatever a person speaks."""
    before = _spoken.set(other)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _asked() -> str:
    asked = os.environ.get("CAQDA_LANGUAGE", "")
    if asked in LANGUAGES:
        return asked
    there = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return "da" if there.partition("_")[0].partition(".")[0] == "da" else "en"


def use(chosen: str | None) -> None:
    """Choose the language of the interface; None leaves the choice to the environment."""
    _asked.cache_clear()
    if chosen is not None:
        os.environ["CAQDA_LANGUAGE"] = chosen


@cache
def _catalogue(spoken: str) -> NullTranslations:
    return translation("caqda", _CATALOGUES, [spoken], fallback=True)
