"""What a code's name, texts and id may be; each rule raises ChangeError with one sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from caqda.errors import ChangeError
from caqda.quoting import quoted
from caqda.wording import _

LONGEST_NAME = 120
TEXT_FIELDS = ("definition", "full", "include", "exclude")
EXAMPLE_FIELDS = ("typical", "borderline")

_LINE_END = re.compile("[ \t\u00a0]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])")
_JOINERS = "\u200c\u200d"  # stand inside emoji and some scripts


def clean_name(name: str) -> str:
    """A code's name, trimmed and in NFC."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise ChangeError(_("A code needs a name."))
    if any(map(is_hidden, name)):
        raise ChangeError(
            _("The name {name} has a line break or a hidden character in it; take that out.").format(
                name=quoted(name)
            )
        )
    if (sign := next((sign for sign in '/"' if sign in name), None)) is not None:
        raise ChangeError(
            _("The name {name} has a {sign} in it, which is not for names of codes.").format(
                name=quoted(name), sign=sign
            )
        )
    if len(name) > LONGEST_NAME:
        raise ChangeError(
            _(
                "The name {name} is {n} characters long; {most} is the most, and the definition "
                "has room for the rest."
            ).format(name=quoted(name), n=len(name), most=LONGEST_NAME)
        )
    return name


def is_hidden(char: str) -> bool:
    """Whether a character breaks the line, controls something, or cannot be seen or stored."""
    category = unicodedata.category(char)
    return category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and char not in _JOINERS)


def clean_text(text: str) -> str:
    """A definition, criterion, example or memo: trimmed, NFC, lines ended by ``\\n`` and no spaces."""
    return _LINE_END.sub("\n", unicodedata.normalize("NFC", text)).strip()


def clean_examples(examples: Iterable[str]) -> list[str]:
    """Examples, trimmed, without empty ones."""
    if isinstance(examples, str):
        raise ChangeError(_("Examples are a list of texts, not one text."))
    return [text for example in examples if (text := clean_text(example))]


def clean_uuid(text: str) -> str:
    """An id that survives exchange, in its usual form with small letters."""
    try:
        return str(UUID(text))
    except ValueError:
        raise ChangeError(
            _("{text} is not an id (a UUID); leave it out and a new one is made.").format(text=quoted(text))
        ) from None


def unite(first: str, second: str) -> str:
    """Two memos as one: paragraphs that the one has already are not repeated, a blank line between."""
    if not second or _has(first, second):
        return first
    return second if not first or _has(second, first) else f"{first}\n\n{second}"


def _has(memo: str, part: str) -> bool:
    return f"\n\n{part}\n\n" in f"\n\n{memo}\n\n"
