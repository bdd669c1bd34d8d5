"""The forms of a word by rule and by table: endings, doubled and lost letters, strong forms.

No dictionary is asked. Where the letters of a word leave open how it goes (``tal`` has ``tallet``, ``bil``
has ``bilen``), the words that a study has decide, and small lists where they cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from caqda.language import irregular

_VOWELS = "aeiouyæøå"
_OPEN = re.compile(f"(?:^|[^{_VOWELS}])[{_VOWELS}][bdfgklmnprst]$")  # one short syllable may end so
_SYNCOPE = re.compile(f"[^{_VOWELS}]e[lrn]$")
_ADJECTIVE = re.compile(r"(?:ig|lig|som|bar|iv|isk|løs|ær|\w{3}al|el|mæssig|agtig|et)$")
_PREFIXES = re.compile("(?:an|af|be|er|fore?|frem|gen|hen|ind|mis|ned|om|op|over|på|til|under|und|ud|ved)")

_NOUN_E = ("en", "ens", "et", "ets", "er", "ers", "erne", "ernes", "ene", "enes", "es")
_VERB_E = ("er", "es", "ede", "edes", "et", "ende", "te", "tes", "t")
_NOUN = ("en", "ens", "et", "ets", "e", "es", "er", "ers", "erne", "ernes", "ene", "enes")
_PLURAL = ("e", "es", "er", "ers")
_ADJECTIVE_ENDINGS = ("t", "e", "es", "ere", "est", "este", "st", "ste")
_PLURAL_OF_CHANGED = ("", "s", "e", "ene", "enes", "er", "erne", "ernes", "ne", "nes")
_DOUBLED = ("en", "et", "e", "er", "erne", "ene", "ere", "est", "este")


def inflections(word: str, words: Set[str], language: str) -> frozenset[str]:
    """What may be forms of a word that is written in small letters, itself among them.

    Some of them do not exist; only those in ``words``, the small words of a study, are of any use.
    """
    forms = _english(word) if language == "en" else _danish(word, words)
    return frozenset(_possessive(forms | {word}, language))


# -- Danish ------------------------------------------------------------------------------------------------


def _danish(word: str, words: Set[str]) -> set[str]:
    forms: set[str] = set()
    if word in irregular.DANISH_ADJECTIVES:
        return {*irregular.DANISH_ADJECTIVES[word], word}
    for plural in irregular.DANISH_PLURALS.get(word, ()):
        forms |= _with(plural, _PLURAL_OF_CHANGED) | _with(plural.removesuffix("er"), ("erne", "ernes"))
    if strong := _strong(word):
        stem = word.removesuffix("e")
        return forms | strong | _with(stem, ("er", "es", "ende", *([""] if len(stem) > 3 else [])))
    if word.endswith("e"):
        return forms | _ending_in_e(word[:-1], words)
    if word[-1:] in _VOWELS:
        return forms | _with(word, (*_NOUN, "r", "rne", "rnes", "s", "t", "ede", "et"))
    return forms | _ending_in_consonant(word, words)


def _strong(word: str) -> set[str]:
    """The strong forms of a verb, also of one with a prefix."""
    for prefix in ("", *dict.fromkeys(found.group() for found in [_PREFIXES.match(word)] if found)):
        if (stem := word[len(prefix) :]) in irregular.DANISH_VERBS:
            return {prefix + form for form in irregular.DANISH_VERBS[stem]}
    return set()


def _ending_in_e(stem: str, words: Set[str]) -> set[str]:
    """``møde``: as a noun and as a verb, for nothing tells them apart."""
    forms = _with(stem, (*_NOUN_E, *_VERB_E))
    past = any(stem + ending in words for ending in ("ede", "te"))
    if past and len(stem) > 3 and stem not in irregular.DANISH_PLAIN:
        forms.add(stem)  # what one is told to do
    return forms


def _ending_in_consonant(word: str, words: Set[str]) -> set[str]:
    adjective = word in irregular.DANISH_ONLY_ADJECTIVES
    endings: tuple[str, ...] = () if adjective else _NOUN
    if adjective or _ADJECTIVE.search(word):
        endings += _ADJECTIVE_ENDINGS
    if word in irregular.DANISH_ONE_NUMBER or _strong(word + "e"):
        endings = tuple(ending for ending in endings if ending not in _PLURAL)
    stem = word + word[-1] if _doubles(word, words) else word
    forms = _with(stem, endings) | ({f"{word}t"} if "t" in endings else set())
    if _SYNCOPE.search(word):
        forms |= _with(re.sub(r"(.)\1$", r"\1", word[:-2]) + word[-1], endings)
    if word.endswith("er") and not adjective:
        forms |= _with(word, ("ne", "nes"))
    if word.endswith("um"):
        forms |= _with(word[:-2], ("et", "er", "erne"))
    return forms


def _doubles(word: str, words: Set[str]) -> bool:
    """Whether the last consonant is doubled before an ending."""
    if word in irregular.DANISH_PLAIN or not (_OPEN.search(word) or word.endswith(("um", "lem", "dom"))):
        return False
    return word in irregular.DANISH_DOUBLING or any(word + word[-1] + ending in words for ending in _DOUBLED)


# -- English -----------------------------------------------------------------------------------------------


def _english(word: str) -> set[str]:
    forms = {word, *irregular.ENGLISH.get(word, ())}
    if re.search(r"(?:s|x|z|ch|sh|o)$", word):
        forms.add(f"{word}es")
    if re.search(r"[^aeiou]y$", word):
        forms |= _with(word[:-1], ("ies", "ied", "ier", "iest", "ily"))
    if word.endswith("e"):
        forms |= _with(word[:-1], ("ed", "ing", "er", "est"))
    elif re.search(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$", word):
        forms |= _with(word + word[-1], ("ed", "ing", "er", "est"))
    if word not in irregular.ENGLISH:
        forms |= _with(word, ("ed", "er", "est"))
    return forms | _with(word, ("s", "ing"))


def _possessive(forms: Iterable[str], language: str) -> Iterable[str]:
    for form in forms:
        yield form
        yield f"{form}'s"
        yield f"{form}’s"
        if language != "en":
            yield f"{form}s"


def _with(stem: str, endings: Iterable[str]) -> set[str]:
    return {stem + ending for ending in endings}
