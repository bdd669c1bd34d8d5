"""What a manuscript says of where a quotation comes from, held against where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from caqda.analysis.corpus import Corpus

_YEAR = re.compile(r"(?<![\w–-])(?<!\w[–-]\s)(?:19|20)\d\d(?![\w–])")  # not an end of a range of numbers
_ASKS = "interviewer"  # what a report says beside the label of who asks, in both languages
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, eq=False)
class Attributions:
    """The names by which a manuscript may speak of sources and people in a study."""

    corpus: Corpus

    @cached_property
    def _sources(self) -> dict[str, set[int]]:
        return {source.name.casefold(): {source.id} for source in self.corpus.sources.values()}

    @cached_property
    def _speakers(self) -> dict[str, set[tuple[int, str]]]:
        """Of each label, case name and telling value: the sources and labels of who is meant."""
        found: dict[str, set[tuple[int, str]]] = {}
        for who in self.corpus.speakers.values():
            me = who.source, who.label
            names = {who.label, _ASKS} if who.interviewer else {who.label}
            if who.case is not None:
                case = self.corpus.cases[who.case]
                names |= {case.name, *case.variables.values()}
            for name in names:
                if _LETTERS.search(name):
                    found.setdefault(name.casefold(), set()).add(me)
        return found

    def wrong_source(self, told: str, source: int) -> bool:
        """Whether sources are named, and this one is not among them."""
        named = self._named(told, self._sources)
        return bool(named) and source not in named

    def wrong_speaker(self, told: str, source: int, labels: Iterable[str]) -> bool:
        """Whether people are named, by label, case or a value of theirs, and none of them speaks here."""
        rest = told.casefold()
        for name in sorted(self._sources, key=len, reverse=True):
            rest = rest.replace(name, " ")  # a source that is called after a person names no speaker
        here = {(source, label) for label in labels}
        meant = [self._speakers[name] for name in self._names_in(rest, self._speakers)]
        return bool(meant) and any(not people & here for people in meant)

    def wrong_year(self, told: str, source: int, cases: Iterable[int]) -> bool:
        """Whether a year is named, and the interview is from another one."""
        named = set(_YEAR.findall(told))
        values = self.corpus.variables_of(source, cases).values()
        known = {year for value in values for year in _YEAR.findall(value)}
        return bool(named) and bool(known) and not named & known

    def _named(self, told: str, names: dict[str, set[int]]) -> set[int]:
        return {key for name in self._names_in(told.casefold(), names) for key in names[name]}

    @staticmethod
    def _names_in(told: str, names: Iterable[str]) -> list[str]:
        """The names that stand in a text as whole words, the longest where they overlap."""
        found: list[tuple[int, int, str]] = []
        for name in sorted(names, key=len, reverse=True):
            for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", told):
                if all(place.end() <= low or high <= place.start() for low, high, _ in found):
                    found.append((place.start(), place.end(), name))
        return [name for _, _, name in sorted(found)]
