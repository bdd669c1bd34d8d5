"""Who speaks where: the turns of a transcript, found by the labels at the start of its lines.

**What a label looks like.** At the start of a line: at most four words and 40 characters, beginning
with a capital or a digit, then a colon (or a tab, as Word's tables give), then a space, the end of the
line, or speech. A time stamp may stand before the name, after it, or in brackets after the colon
(``[00:12:31] Leder:``, ``12:31 K1:``, ``K1 (00:12):``); a line with nothing but name and time stamp
needs no colon. Brackets around the name and Markdown's bold are looked through. The words of the turn
may begin on a later line. Where no label has a colon, a dash may stand for it (``INT 1 - Hvordan``), if
two that are sure to be labels come again.

**What is never a label.** Words that head a note or a fact (``Note:``, ``Dato:``, ``Kilde:``, ``Tabel
2:``), names that contain a word of ordinary sentences (``Det er vigtigt:``), numbered headings,
addresses (``https://``) and times of day.

**Which labels count.** A label *looks like one* if it is a code (``K1``, ``P12``), a word for an
interviewer or a participant (``Interviewer``, ``Informant 2``), in capitals, has a time stamp, or is
declared in the front matter or by option.

- A declared label always counts.
- A label that comes again counts if it looks like one and is not alone or opens the text; else if at
  least a tenth of the lines begin with labels that come again (three tenths if it is the only one), or
  if someone who looks like a label speaks too. Where two or more such already talk to each other, a
  plain word must come three times and make up a twentieth of the labels.
- A label that comes once counts if it looks like one beside others that count, if at least half the
  lines begin with labels, or if it opens the text (capitals alone are not enough there). In a text
  with ten labels or more, a bare ``Interviewer:`` before the talk begins is a fact about it, no turn.
  In a shorter one, where a label has had no chance to come again, a word for a person (``Leder``)
  counts beside others, and any other word if at least half the lines begin with labels and fewer than
  two look like one.

A text without such labels has no turns.

**The interviewer** is ``I``, ``Int.``, ``Interviewer``, ``Intervjuer``, ``Spørger``, ``Spørgsmål``,
``Moderator``, ``Facilitator`` or ``Q``, with or without a number or a name after it; ``I1`` and ``I2``
only where none of these speaks and someone else does (else they are informants). ``S``, ``S1`` and
all others are participants. Labels named by option that speak in the text take the place of all this;
a label to which the front matter gives a case is the interviewer only if that case is called so
(``speakers: {S: interviewer}``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from caqda.importers.label_words import ASKS, HEADS, MAY_ASK, PERSON, PROSE, TALKS
from caqda.importers.transcript import Turn
from caqda.wording import _

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,\-]\d{1,3})?"
_STAMP = rf"[\[(<{{#]{_TIME}[\])>}}#]|{_TIME}"
_NAME = r"[^\W_](?:[\w \u00a0.&/'’()\-]{0,38}?[\w.)])??"
_BOLD = r"(?:\*\*|__)?"
_GAP = r"[^\S\n]{0,8}"
_SPACE = re.compile(r"\s*")
_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
_HEADING = re.compile(r"\d+(?:\.\d+)*[.)]|(?:\d+[ .])+\D")
_CODE = re.compile(r"[A-ZÆØÅ]{1,4}[ .\-]?\d{1,3}[a-zæøå]?")
_IN_TURN = 0.4  # of the lines begin with a few words that come again and again
_ENDS = ".;,)]>-"  # of what may be a name at the beginning of a line
_SHORT = 10  # labelled lines; in a longer text who speaks speaks again


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that may begin a turn."""

    start: int
    speech: int
    label: str
    time: str | None
    dash: bool = False  # in the place of a colon

    @property
    def key(self) -> str:
        return _key(self.label)


def find_turns(
    text: str, speakers: Mapping[str, str] | None = None, interviewer: Collection[str] = ()
) -> tuple[Turn, ...]:
    """The turns of ``text``; empty without speaker labels.

    ``speakers`` are the labels that the front matter declares and their cases, ``interviewer`` the
    labels named as asking; capitals and a closing colon do not matter in either. The first turn begins
    at the first label, and the turns follow each other without a gap to the end of the text. Spellings
    of one label that differ in capitals are given as the front matter writes it, or else as it first
    stands in the text.
    """
    declared = {_key(label): label for label in speakers or ()}
    asking = {_key(label) for label in interviewer}
    marks = _marks(text, declared.keys() | asking)
    dashed = _dashed(marks, declared.keys() | asking)
    marks = [mark for mark in marks if not mark.dash]
    spoken = _labels_that_count(text, marks, declared.keys() | asking)
    marks = [mark for mark in marks if mark.key in spoken]
    if not marks:
        marks, spoken = dashed, {mark.key for mark in dashed}
    if not marks:
        return ()
    asks = _interviewers(spoken, {_key(label): case for label, case in (speakers or {}).items()}, asking)
    spelling = {mark.key: mark.label for mark in reversed(marks)} | declared
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    return tuple(
        Turn(mark.start, end, min(mark.speech, end), spelling[mark.key], mark.time, mark.key in asks)
        for mark, end in zip(marks, ends, strict=True)
    )


def _key(label: str) -> str:
    return " ".join(label.casefold().split()).rstrip(":. ")


@lru_cache(maxsize=64)
def _pattern(declared: frozenset[str]) -> re.Pattern[str]:
    """The form of a label; ``declared`` ones have any form."""
    exact = "|".join(re.escape(key) for key in sorted(declared, key=len, reverse=True) if key)
    name = rf"(?i:{exact})\.?|{_NAME}" if exact else _NAME
    return re.compile(
        rf"^{_GAP}{_BOLD}"
        rf"(?:(?P<before>{_STAMP}){_GAP}[-–]?{_GAP})?"
        rf"{_BOLD}[\[(<]?(?P<name>{name})[\])>]?{_BOLD}"
        rf"(?:{_GAP}(?P<after>{_STAMP}))?{_BOLD}"
        rf"(?:{_GAP}(?P<colon>:){_BOLD}(?![/:\d])|(?P<tab>\t)|{_GAP}(?P<end>$)|[^\S\n]{{1,8}}(?P<dash>[-–—])(?=\s))"
        rf"(?:{_GAP}(?P<inside>[\[(<{{#]{_TIME}[\])>}}#]))?",
        re.MULTILINE,
    )


def _marks(text: str, declared: Set[str]) -> list[_Mark]:
    marks = []
    for found in _pattern(frozenset(declared)).finditer(text):
        time = found["before"] or found["after"]
        label = " ".join(_closed(text, found).split())
        if found["end"] is not None and not time:
            continue
        if _key(label) in declared or _may_be_label(label):
            speech = _SPACE.match(text, found.end())
            stamp = (time or found["inside"] or "").strip("[](){}<>#") or None
            marks.append(
                _Mark(
                    found.start(),
                    speech.end() if speech else found.end(),
                    label,
                    stamp,
                    found["dash"] is not None,
                )
            )
    return marks


def _dashed(marks: list[_Mark], declared: Set[str]) -> list[_Mark]:
    """The labels with a dash in the place of a colon, if two of those who are sure to speak come again."""
    sure = [
        mark
        for mark in marks
        if mark.dash
        and (
            mark.key in declared
            or _CODE.fullmatch(mark.label)
            or (len(mark.key) > 1 and _names_a_part(mark.label))
        )
    ]
    again = [key for key, count in Counter(mark.key for mark in sure).items() if count > 1]
    return sure if len(again) > 1 else []


def hint(text: str) -> str:
    """What to do about lines that begin in turn as if two people spoke; empty where they do not.

    It is asked for a text in which no speakers were found.
    """
    lines = [line.split() for line in text.split("\n") if line.strip()]
    begins = (words[0] for words in lines if words[0][-1:] in _ENDS or words[0].casefold() not in PROSE)
    firsts = Counter(first.strip(_ENDS + "*_([–—") for first in begins)
    often = {first: count for first, count in firsts.items() if count > 2 and first[:1].isupper()}
    if len(often) < 2 or sum(often.values()) < _IN_TURN * len(lines):
        return ""
    one, other = sorted(often, key=lambda first: -often[first])[:2]
    told = _(
        'no speakers were found, but many lines begin with "{one}" and "{other}"; if these are names, write '
        "a colon after each, as in K1: before what K1 says."
    )
    return told.format(one=one, other=other)


def _closed(text: str, found: re.Match[str]) -> str:
    """The name, with the bracket that ends it where one opens in it: ``Fru Holm (beboer):``."""
    name = found["name"]
    ends = name.count("(") > name.count(")") and text[found.end("name") : found.end("name") + 1] == ")"
    return f"{name})" if ends else name


def _may_be_label(label: str) -> bool:
    """Whether the form of a name is that of a label, and no word in it speaks against."""
    words = [word.strip(".()") for word in _key(label).split()]
    if len(words) > 4 or not (label[0].isupper() or label[0].isdigit()) or _HEADING.match(label):
        return False
    if words[0] in HEADS and all(word.isdigit() for word in words[1:]):
        return False
    initials = label.isupper() and len(label) <= 3
    return initials or not any(word in PROSE for word in words)


def _looks_like_label(mark: _Mark, capitals: bool = True) -> bool:
    label = mark.label
    shouted = capitals and label.isupper() and len(label) > 1
    return bool(mark.time or shouted or _CODE.fullmatch(label) or _names_a_part(label))


def _names_a_part(label: str) -> bool:
    """Whether a label is a word for someone who asks or answers."""
    key = _key(label)
    return bool(ASKS.fullmatch(key) or TALKS.fullmatch(key))


@dataclass(frozen=True, slots=True)
class _Census:
    """The labelled lines of a text, counted: what decides which labels count."""

    counts: Counter[str]
    looks: set[str]  # look like labels, or are declared
    facts: set[str]  # head a fact rather than a turn, in a text where others talk
    opener: set[str]  # the label on one of the first three lines, if it is sure to be one
    lines: int  # not blank

    def share(self, keys: Iterable[str]) -> float:
        return sum(self.counts[key] for key in keys) / max(1, self.lines)


def _labels_that_count(text: str, marks: list[_Mark], declared: Set[str]) -> set[str]:
    """The keys of the labels that begin turns, by the rule in the module's text."""
    counts = Counter(mark.key for mark in marks)
    told = counts.keys() & declared
    census = _Census(
        counts,
        looks={mark.key for mark in marks if _looks_like_label(mark)} | told,
        facts=_facts(marks, counts),
        opener={
            mark.key
            for mark in marks[:1]
            if _looks_like_label(mark, capitals=False) and len(_LINE.findall(text, 0, mark.start)) < 3
        },
        lines=len(_LINE.findall(text)),
    )
    spoken = _recurring(census) | told
    return spoken | _single(census, spoken)


def _facts(marks: list[_Mark], counts: Counter[str]) -> set[str]:
    """Words such as ``Interviewer:`` in the head of a document, before the talk begins."""
    before_talk = takewhile(lambda mark: counts[mark.key] == 1, marks)
    return {
        mark.key
        for mark in before_talk
        if _names_a_part(mark.label) and mark.label.istitle() and not mark.time and mark.label.isalpha()
    }


def _recurring(census: _Census) -> set[str]:
    counts, looks = census.counts, census.looks
    again = {key for key, count in counts.items() if count > 1}
    sure = again & looks
    if len(sure) > 1:
        enough = max(3, sum(counts[key] for key in sure) / 20)
        return sure | {key for key in again if counts[key] >= enough or PERSON.fullmatch(key)}
    talk = census.share(again) >= (0.1 if len(again) > 1 else 0.3)
    if talk or (sure and (len(looks) > 1 or sure <= census.opener)):
        return again
    return set()


def _single(census: _Census, spoken: set[str]) -> set[str]:
    once = {key for key, count in census.counts.items() if count == 1}
    short = census.counts.total() < _SHORT
    dense = census.share(census.counts) >= 0.5
    found = {key for key in once & census.looks if spoken or dense or key in census.opener}
    if not short:
        return found - census.facts
    if found or spoken:
        found |= {key for key in once if PERSON.fullmatch(key)}
    if dense and len(census.counts) > 1 and len(census.looks) < 2:
        found |= once
    return found


def _interviewers(spoken: set[str], cases: Mapping[str, str], asking: set[str]) -> set[str]:
    if named := spoken & asking:
        return named
    so_called = {key for key in spoken if len(cases.get(key, "")) > 2 and ASKS.fullmatch(cases[key])}
    asks = {key for key in spoken - cases.keys() if ASKS.fullmatch(key)}
    numbered = {key for key in asks if MAY_ASK.fullmatch(key)}
    if sure := so_called | (asks - numbered):
        return sure
    return numbered if spoken - numbered else set()
