"""The words that commands are made of, in English and in Danish; both are understood always."""

from __future__ import annotations

from collections.abc import Mapping

from caqda.errors import ChangeError
from caqda.language.names import fold
from caqda.wording import N_, _, language

Words = Mapping[str, tuple[str, ...]]
"""What there is, each with its letter, its English and its Danish word, and what else is understood."""

THINGS: Words = {
    N_("turn"): ("t", "turn", "replik", "tur"),
    N_("paragraph"): ("p", "paragraph", "afsnit"),
    N_("sentence"): ("s", "sentence", "sætning"),
    N_("coding"): ("c", "coding", "kodning"),
    N_("hit"): ("h", "hit", "fund"),
    N_("answer"): ("a", "answer", "svar"),
    N_("uncoded paragraph"): ("u", "uncoded", "ukodet"),
    N_("bookmark"): ("b", "bookmark", "bogmærke"),
    N_("passage for later"): ("l", "later", "senere"),
    N_("source"): ("f", "source", "kilde", "interview"),
}
ENDS: Words = {
    N_("start"): ("s", "start", "start", "begin", "begyndelse"),
    N_("end"): ("e", "end", "slut", "ende"),
}
STEPS: Words = {
    N_("word"): ("w", "word", "ord", "words"),
    N_("sentence"): ("s", "sentence", "sætning", "sentences", "sætninger"),
}
UNITS: Words = {
    N_("cases"): ("", "cases", "cases", "case", "sager", "personer"),
    N_("sources"): ("", "sources", "kilder", "source", "interview"),
    N_("passages"): ("", "passages", "passager", "passage", "steder"),
    N_("words"): ("", "words", "ord", "word"),
}
SHARES: Words = {
    "column": ("", "column", "kolonne"),
    "row": ("", "row", "række"),
    "words": ("", "thousand", "tusind"),
}
VERBOSITIES: Words = {
    N_("brief"): ("b", "brief", "kort"),
    N_("normal"): ("n", "normal", "almindelig"),
    N_("full"): ("f", "full", "fuld"),
}
FLAGS: Words = {
    N_("typical"): ("t", "typical", "typisk"),
    N_("borderline"): ("b", "borderline", "grænsetilfælde", "grænse"),
    N_("contradicting"): ("c", "contradicting", "modsigende"),
}
FIELDS: Words = {
    "definition": ("", "definition", "definition"),
    "full": ("", "full", "fuld"),
    "include": ("", "include", "medtag"),
    "exclude": ("", "exclude", "udelad"),
    "typical": ("", "typical", "typisk"),
    "borderline": ("", "borderline", "grænsetilfælde", "grænse"),
}
ABOUT: Words = {
    "source": ("", "source", "kilde"),
    "study": ("", "study", "undersøgelse", "studie"),
    "case": ("", "case", "case", "sag"),
    "code": ("", "code", "kode"),
    "passage": ("", "passage", "passage", "sted"),
}
TO: Words = {"to": ("", "to", "til")}
INTO: Words = {"into": ("", "into", "med", "i")}
UNDER: Words = {"under": ("", "under", "under")}
ALL: Words = {"all": ("", "all", "alle", "alt")}
NOTHING = "-"
"""What is written for nothing, so that what was there is taken away."""


def meant(known: Words, said: str) -> str | None:
    """The thing that a word stands for; None where it stands for none."""
    return next((name for name, words in known.items() if said and said.casefold() in words), None)


def one_of(known: Words, said: str) -> str:
    """The thing that a word stands for; raises ChangeError with the words there are."""
    if (found := meant(known, said)) is None:
        at = 2 if language() == "da" else 1
        choices = ", ".join(words[at] for words in known.values())
        raise ChangeError(_("“{word}” is not one of {choices}.").format(word=said, choices=choices))
    return found


def whole_numbers(said: str) -> tuple[int, int] | None:
    """``3``, ``2-4``, ``2 4``, ``2 to 4`` and ``2 til 4`` as first and last; None where it is neither."""
    parts = fold(said).replace("-", " ").replace(" to ", " ").replace(" til ", " ").split()
    if not 1 <= len(parts) <= 2 or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return None
    return int(parts[0]), int(parts[-1])
