"""The words that commands are made of, in English and in Danish; both are understood always."""

from __future__ import annotations

from collections.abc import Mapping

from caqda.errors import ChangeError
from caqda.language.names import fold
from caqda.wording import N_, _

THINGS = {
    N_("turn"): ("t", "turn", "tur", "replik"),
    N_("paragraph"): ("p", "paragraph", "afsnit"),
    N_("sentence"): ("s", "sentence", "sætning"),
    N_("coding"): ("c", "coding", "kodning"),
    N_("hit"): ("h", "hit", "fund"),
    N_("uncoded"): ("u", "uncoded", "ukodet"),
    N_("source"): ("f", "source", "kilde", "interview"),
}
ENDS = {N_("start"): ("s", "start", "begin", "begyndelse"), N_("end"): ("e", "end", "ende", "slut")}
STEPS = {N_("word"): ("w", "word", "words", "ord"), N_("sentence"): ("s", "sentence", "sentences", "sætning")}
UNITS = {
    N_("cases"): ("cases", "case", "sager", "personer"),
    N_("sources"): ("sources", "source", "kilder", "interview"),
    N_("passages"): ("passages", "passage", "passager", "steder"),
    N_("words"): ("words", "word", "ord"),
}
VERBOSITIES = {
    N_("brief"): ("b", "brief", "kort"),
    N_("normal"): ("n", "normal", "almindelig"),
    N_("full"): ("f", "full", "fuld"),
}


def meant(known: Mapping[str, tuple[str, ...]], said: str) -> str | None:
    """The thing that a word stands for; None where it stands for none."""
    return next((name for name, words in known.items() if said.casefold() in words), None)


def one_of(known: Mapping[str, tuple[str, ...]], said: str) -> str:
    """The thing that a word stands for; raises ChangeError with the words there are."""
    if (found := meant(known, said)) is None:
        choices = ", ".join(_(name) for name in known)
        raise ChangeError(_("“{word}” is not one of {choices}.").format(word=said, choices=choices))
    return found


def whole_numbers(said: str) -> tuple[int, int] | None:
    """``3``, ``2-4``, ``2 4``, ``2 to 4`` and ``2 til 4`` as first and last; None where it is neither."""
    parts = fold(said).replace("-", " ").replace(" to ", " ").replace(" til ", " ").split()
    if not 1 <= len(parts) <= 2 or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return None
    return int(parts[0]), int(parts[-1])
