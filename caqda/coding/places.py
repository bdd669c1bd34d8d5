"""Where to go: the place read last, the passage coded last, hits, and places as notes name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caqda.coding.spans import Span
from caqda.errors import ChangeError
from caqda.reading_places import Reached, reading_places
from caqda.wording import _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus


def where_left(corpus: Corpus) -> tuple[dict[int, Reached], tuple[int, int]]:
    """Where the coder at work left each source; and where to begin, as :func:`last_coded` tells it.

    That is where they read last, where nothing was read where they coded last.
    """
    places = {key: left for key, left in reading_places(corpus.study).items() if key in corpus.sources}
    if not places:
        return places, last_coded(corpus, corpus.study.coder)
    source, left = max(places.items(), key=lambda found: found[1].seen)
    return places, (source, left.offset)


def last_coded(corpus: Corpus, coder: str) -> tuple[int, int]:
    """The source and offset where a coder coded last; the start of the first source where nowhere yet."""
    codings = corpus.codings
    mine = [key for key, name in corpus.coders.items() if name == coder]
    ours = (codings.coder == mine[0]).nonzero()[0] if mine else []
    if not len(ours):
        return next(iter(corpus.sources)), 0
    last = ours[codings.id[ours].argmax()]
    return int(codings.source[last]), int(codings.start[last])


def hits_in(corpus: Corpus, source: int, words: str) -> list[Span]:
    """Where words stand in a source."""
    if not words.strip():
        return []
    from caqda.analysis.search import matcher

    return [match.span() for match in matcher(words).finditer(corpus.text(source))]


def place_of(corpus: Corpus, source: int, told: str) -> int:
    """The offset of a place as notes name it: the number of a paragraph, or a time in the recording.

    A time is written ``12:30`` or ``1:02:30``, and means the last turn that begins by then. Speakers' labels
    are left out. Raises ChangeError where there is no such place.
    """
    turns = corpus.turns(source)
    if ":" in told:
        return int(turns.speech[_turn_at(told, turns.times)])
    paragraphs = corpus.segments(source).paragraphs.tolist()
    if not told.isdecimal() or not 1 <= int(told) <= len(paragraphs):
        raise ChangeError(_("The paragraphs of this source are 1 to {all}.").format(all=len(paragraphs)))
    start, end = paragraphs[int(told) - 1]
    return next((int(speech) for speech in turns.speech.tolist() if start < speech < end), int(start))


def _turn_at(told: str, times: Sequence[str | None]) -> int:
    """The last turn that begins by a time; the first that tells its time where none does."""
    wanted = _seconds(told)
    if wanted is None:
        raise ChangeError(_("A time is written 12:30 or 1:02:30."))
    known = [(_seconds(time), turn) for turn, time in enumerate(times) if time]
    if not known:
        raise ChangeError(_("This source tells no times; its paragraphs have numbers."))
    return next((turn for time, turn in reversed(known) if time is not None and time <= wanted), known[0][1])


def _seconds(time: str) -> float | None:
    """A time in the recording in seconds; None where it is none."""
    seconds = 0.0
    for part in time.strip("[]() ").replace(",", ".").split(":"):
        try:
            seconds = 60 * seconds + float(part)
        except ValueError:
            return None
    return seconds
