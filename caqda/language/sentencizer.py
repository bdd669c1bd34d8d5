"""The ends of sentences: spaCy's tokens, and a small component of our own that reads them.

spaCy knows where ``.`` belongs to a word (``f.eks.``, ``12.30``, ``www.dr.dk``); the component decides
whether what ends in ``.``, ``!``, ``?`` or ``…`` ends a sentence:

- Quotation marks and brackets that close right after it belong to the sentence.
- Inside a word (``12.30``) nothing ends; where a full stop has lost its space (``slut.Og``) it does.
- Three dots, and anything that a quotation mark or bracket closes, go on if a small letter follows.
- ``!`` and ``?`` end a sentence otherwise, unless they stand alone in brackets.
- After a full stop: an abbreviation that always has something after it, an initial, or a number before
  a small letter, a month or another number goes on. So does a number that begins a sentence (``3. Mål``).
- Before a small letter, what has fewer than three letters or no vowel is taken for an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc

from caqda.language.abbreviations import BEGINNINGS, MONTHS, inner, last

_ENDS = frozenset(".!?…‽")
_CLOSE = re.compile(r"[.!?…‽]*([\"”“’»«'›)\]}*_]*)")
_OPEN = re.compile(r"[\s\"“”„‘’»«'›‹(\[{*_–—•·-]*")
_WORD = re.compile(r"[^\W_]+")
_MARKER = Sentencizer()  # writes marks in one step; token by token takes the square of the time
_LONG_RUN = re.compile(r"\S{61,}")
_VOWEL = re.compile("[aeiouyæøåéöäü]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.(?:-)?)+")
_LETTER_WORDS = ("i.", "å.", "ø.")  # words of Danish, and "I" of both languages; not initials


def sentences_of(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as half-open spans, without white space around them.

    A run of more than 60 characters without a space is not looked into: it is no language, and
    tokenizers take long over it.
    """
    doc = _pipeline(language)(_LONG_RUN.sub(_masked, text))
    for sentence in doc.sents:
        written = text[sentence.start_char : sentence.end_char]
        lead = len(written) - len(written.lstrip())
        if lead < len(written):
            yield sentence.start_char + lead, sentence.start_char + len(written.rstrip())


def _masked(run: re.Match[str]) -> str:
    written = run.group()
    return written[:1] + "x" * (len(written) - 11) + written[-10:]


@cache
def _pipeline(language: str) -> Language:
    try:
        nlp = spacy.blank(language)
    except (ImportError, ValueError, TypeError):
        nlp = spacy.blank("xx")
    nlp.max_length = 2**31 - 1  # a limit for parsers; there is none here
    nlp.add_pipe("caqda_sentences")
    return nlp


@Language.component("caqda_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Mark the tokens of ``doc`` that begin a sentence, and those that do not."""
    _MARKER.set_annotations([doc], [_first_tokens(doc)])
    return doc


def _first_tokens(doc: Doc) -> list[bool]:
    text, language = doc.text, doc.vocab.lang
    starts, begin = {0}, 0
    for token in doc:
        if token.idx >= begin and token.text[-1] in _ENDS:
            at = _next_sentence(text, begin, token.idx + len(token), language)
            if at is not None:
                starts.add(at)
                begin = at
    return [token.idx in starts for token in doc]


def _next_sentence(text: str, begin: int, stop: int, language: str) -> int | None:
    """Where the next sentence begins, if the one from ``begin`` ends before ``stop``."""
    closing = _CLOSE.match(text, stop)
    opening = _OPEN.match(text, closing.end()) if closing else None
    if closing is None or opening is None or opening.end() == len(text) or text[opening.end()] in _ENDS:
        return None
    after, gap = opening.end(), closing.end()
    if text[gap].isspace():
        if closing[1] and text[after].islower():
            return None
        start = gap + len(text[gap:after]) - len(text[gap:after].lstrip())
        return (
            start if _ends(text[max(begin, stop - 60) : stop], text[after : after + 60], language) else None
        )
    glued = gap == after and text[after].isupper() and text[stop - 2 : stop - 1].islower()
    return after if glued else None


def _ends(sentence: str, rest: str, language: str) -> bool:
    """Whether ``sentence`` is whole, where ``rest`` goes on with a letter or digit."""
    mark, small = sentence[-1], rest[0].islower()
    if mark in "!?‽":
        return sentence[-2:-1] not in ("(", "[")
    found = _WORD.match(rest)
    following = found.group() if found else ""
    word = _last_word(sentence)
    if mark == "…" or word.endswith("..") or not any(map(str.isalnum, word)):
        return not small and not (language == "en" and following == "I")
    return _full_stop_ends(word, following, word == sentence.strip(), language)


def _last_word(sentence: str) -> str:
    """The word that ends in the full stop, with it and without what opens before it."""
    words = sentence[-30:].split()
    return words[-1].lstrip("\"“”„‘’»«'›‹([{*_–—-") if words else ""


def _full_stop_ends(word: str, following: str, alone: bool, language: str) -> bool:
    name, low, small = word[:-1], word.lower(), following[:1].islower()
    if name.isdigit():
        return not (small or alone or following[:1].isdigit() or following.lower() in MONTHS)
    if low in inner(language) or (low == "no." and following.isdigit()):
        return False
    if low in last(language):
        return not small
    if _INITIALS.fullmatch(word) and low not in _LETTER_WORDS:
        return following.lower() in BEGINNINGS and not small
    if small:
        return len(name) > 2 and bool(_VOWEL.search(name.lower())) and not name.isupper()
    return True
