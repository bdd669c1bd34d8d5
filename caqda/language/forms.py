"""All forms of a word among the words of a study: its inflections, and the compounds it is part of.

A compound is told by what is left when the word is taken out of it: ``beboer·møde``, ``arbejd·s·dage``,
``børne·område``. What is left must be a word of the study too, or begin or end other words of it; only
beside a long word may it be unknown. A prefix makes another word, not a compound: ``samarbejde`` is no
``arbejde``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from caqda.language.inflection import inflections
from caqda.language.irregular import DANISH_PLURALS, NOT_COMPOUNDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOWEL = re.compile("[aeiouyæøåäöü]")
_PREFIXES = _words("""
    af an be bi efter er for fore forud fra frem gen gennem hen i ind ige imod ja mellem mis mod ned nej
    om op over på sam til tilbage u ud uden und under ved vel videre med modsat igen hos eller ellers
    den det der din har han hun var kan som man min sin jeg dig sig hvor hver når alt all end men un re
    de dis pre pro in im non co the and for are was his her its but not
""")
_DERIVED = {
    "da": re.compile(
        r"(?:hed|skab)s.+|"
        r"(?:hed|skab|lig|agtig|ig|som|løs|fuld|mæssig|bar|isk|isme|ist|inde|vis|else|ning|ing|ende|dom)"
        r"(?:e|t|s|en|et|er|ere|est|este|es|erne|erens|ens|ets|heden|men|merne)?s?"
    ),
    "en": re.compile(
        r"(?:ness|less|ful|fully|ly|ment|er|or|ist|ish|able|ably|ship|hood|dom|ing|ed|ity|al|ally|ive|ion|ary|ous)"
        r"(?:s|es|ly|ness)?"
    ),
}
_LONG_LAST, _LONG_FIRST = 6, 4
"""Letters of a last and of a first part that beside something unknown are still no accident."""
_SHORT = 3  # letters of a word that only whole words make a compound of


def word_forms(headword: str, words: Iterable[str], language: str) -> frozenset[str]:
    """Those of ``words`` that are a form of the headword or a compound with it, as they are written.

    ``language`` is ``da`` or ``en``; capitals do not matter.
    """
    by_small: dict[str, list[str]] = {}
    for word in words:
        by_small.setdefault(word.casefold(), []).append(word)
    asked = _Asked(headword.casefold(), frozenset(by_small), language)
    return frozenset(word for small, told in by_small.items() if asked.fits(small) for word in told)


class _Asked:
    """A headword among the words of a study."""

    def __init__(self, headword: str, words: frozenset[str], language: str) -> None:
        self.words = words
        self.language = language
        self.headword = headword
        self.forms = inflections(headword, words, language)
        self.last = sorted(self.forms & self._endings(words) | {headword}, key=len, reverse=True)
        self.first = _combining(headword) if language != "en" else [headword]
        self.short = headword[:-1] + "s" if headword.endswith("e") else ""
        self.long_last = 0 if headword in DANISH_PLURALS else _LONG_LAST
        self.others = NOT_COMPOUNDS.get(headword, ())
        self.stems = _shortest([*self.last, *self.first])

    def fits(self, word: str) -> bool:
        """Whether a word, in small letters, is a form or a compound of the headword."""
        if word in self.forms:
            return True
        if not self._holds(word) or any(other in word for other in self.others):
            return False
        parts = re.split(r"[-‐‑]", word)
        return any(part in self.forms or self._compound(part) for part in parts)

    def _compound(self, word: str) -> bool:
        return any(self._leads(word[: -len(form)], form) for form in self.last if word.endswith(form)) or any(
            self._goes_on(word[at + len(form) :], form, at == 0)
            and (at == 0 or self._leads(word[:at], form, among=True))
            for at, form in self._places(word)
        )

    def _places(self, word: str) -> Iterator[tuple[int, str]]:
        """Where the headword stands as it begins compounds, with something after it."""
        for form in self.first:
            at = word.find(form)
            while at >= 0:
                yield at, form
                at = word.find(form, at + 1)

    def _goes_on(self, part: str, form: str, first: bool) -> bool:
        """Whether what follows the form is a word, or words."""
        if len(part) < 3 or part in _PREFIXES or not _VOWEL.search(part) or self._derives(part):
            return False
        if part in self.words or any(
            part[:at] in self.words and part[at:] in self.words for at in range(3, len(part) - 2)
        ):
            return True
        if len(form) <= _SHORT or len(part) <= 3:
            return False
        if self._begins(part) or (len(part) > 4 and self._ends_others(part)):
            return True
        return first and form != self.short and len(self.headword) >= _LONG_FIRST

    def _leads(self, part: str, form: str, among: bool = False) -> bool:
        """Whether what comes before the form is a word; ``among``: and something comes after it."""
        for stem in (part, *(part[:-1] for link in "se" if part.endswith(link))):
            if len(stem) < 3 or stem in _PREFIXES or not _VOWEL.search(stem):
                continue
            if stem in self.words or (len(form) > _SHORT and len(stem) > 3 and self._begins(stem)):
                return True
        if among or len(form) < self.long_last or len(part) < 4 or not _VOWEL.search(part):
            return False
        return not any(part.endswith(prefix) for prefix in _PREFIXES)

    def _derives(self, part: str) -> bool:
        return bool(_DERIVED["en" if self.language == "en" else "da"].fullmatch(part))

    def _begins(self, part: str) -> bool:
        """Whether the part begins a word of the study that has nothing to do with the headword."""
        at = bisect_left(self._sorted, part)
        for word in self._sorted[at:]:
            if not word.startswith(part):
                return False
            if not self._holds(word):
                return True
        return False

    def _ends_others(self, part: str) -> bool:
        turned = part[::-1]
        for word in self._turned[bisect_left(self._turned, turned) :]:
            if not word.startswith(turned):
                return False
            if not self._holds(word[::-1]):
                return True
        return False

    def _holds(self, word: str) -> bool:
        return any(stem in word for stem in self.stems)

    def _endings(self, words: frozenset[str]) -> frozenset[str]:
        """Forms by which compounds may end: all of a long word, of a short one those that are seen."""
        return self.forms if len(self.headword) > 3 else self.forms & words | {self.headword}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _turned(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)


def _combining(word: str) -> list[str]:
    """The forms in which a word begins a Danish compound."""
    found = [word, f"{word}s", f"{word}e", f"{word}er"]
    if word.endswith("e"):
        found = [word, f"{word}s", f"{word[:-1]}s"]
    for plural in DANISH_PLURALS.get(word, ()):
        found += [plural, f"{plural}e"]
    return found


def _shortest(words: list[str]) -> list[str]:
    """Those of the words that hold no other of them."""
    found: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(short in word for short in found):
            found.append(word)
    return found
