"""How somebody likes the screen on this machine: kept in ``display.toml`` beside the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from caqda import preferences
from caqda.tui.transcript.columns import MEASURE, Reading
from caqda.wording import N_

FILE = "display"
_NAMES = {"auto": None, "names": True, "letters": False}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its field of :class:`Reading`, what it is called, and what there is."""

    field: str
    words: str
    values: tuple[tuple[Any, str], ...]

    def word(self, value: Any) -> str:
        """What a value is called."""
        return next((word for one, word in self.values if one == value), self.values[0][1])

    def after(self, value: Any, step: int) -> Any:
        """The value ``step`` further, round the ends."""
        there = [one for one, _ in self.values]
        at = there.index(value) if value in there else 0
        return there[(at + step) % len(there)]


_ON_OFF = ((True, N_("shown")), (False, N_("not shown")))
CHOICES = (
    Choice(
        "spacing",
        N_("Line spacing"),
        (
            ("paragraphs", N_("a line between paragraphs")),
            ("close", N_("close")),
            ("double", N_("a line between lines")),
        ),
    ),
    Choice(
        "measure",
        N_("Text width, at most"),
        (
            (MEASURE, N_("92 characters")),
            (60, N_("60 characters")),
            (72, N_("72 characters")),
            (0, N_("all there is")),
        ),
    ),
    Choice("numbers", N_("Paragraph numbers"), _ON_OFF),
    Choice("times", N_("Times of turns"), _ON_OFF),
    Choice("speakers", N_("Speakers"), ((True, N_("each in a colour")), (False, N_("all alike")))),
    Choice(
        "names",
        N_("Codes in the margin"),
        (
            (None, N_("names where there is room")),
            (True, N_("names, also where it is narrow")),
            (False, N_("letters")),
        ),
    ),
    Choice("mapped", N_("Mini-map"), _ON_OFF),
)


def reading() -> Reading:
    """How the transcript is to be set, as it was kept; what makes no sense is left as it comes."""
    return reading_of(preferences.read(FILE))


def reading_of(told: Mapping[str, Any]) -> Reading:
    """A reading made of kept settings."""
    kept: dict[str, Any] = {}
    for choice in CHOICES:
        value = told.get(choice.field)
        if choice.field == "names" and isinstance(value, str):
            value = _NAMES.get(value)
        if choice.field in told and any(
            value == one and type(value) is type(one) for one, _ in choice.values
        ):
            kept[choice.field] = value
    return Reading(**kept)


def theme() -> str:
    """The name of the theme that was kept; empty where none was."""
    kept = preferences.read(FILE).get("theme", "")
    return kept if isinstance(kept, str) else ""


def keep(set_as: Reading, theme: str) -> None:
    """Keep how the transcript is set, and the theme; raises StudyError."""
    told = {field.name: getattr(set_as, field.name) for field in fields(set_as)}
    told["names"] = next(word for word, value in _NAMES.items() if value is told["names"])
    preferences.write(FILE, {**told, "theme": theme})
