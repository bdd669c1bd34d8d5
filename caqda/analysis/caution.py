"""What numbers of a few interviews can bear, in sentences that a researcher can print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caqda.analysis.exact import DRAWS, SEED

LANGUAGES = ("en", "da")
_LEAST = 0.001  # what is smaller is told as such
THRESHOLD = 0.05
"""The p that is customarily looked for; named only to say where it is out of reach."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    """What stands in braces is filled in; two forms are for one and for several."""

    point: str
    two: str
    several: str
    last: str
    below: str
    codes: tuple[str, str]
    reach: str
    out_of_reach: str
    meaning: str
    drawn: str
    alone: str
    shared: tuple[str, str]
    kept_back: tuple[str, str]
    all_kept_back: str
    passages: str


_ENGLISH = _Sentences(
    point=".",
    two="{} against {} cases",
    several="groups of {} cases",
    last=" and ",
    below="below {}",
    codes=("1 code", "{} codes"),
    reach="With {groups} the smallest p that can occur is {one}; corrected for {codes} (Holm) it is {all}.",
    out_of_reach="No code in this table can come below 0.05, whatever was said: read the counts.",
    meaning="p is how often chance alone would spread the cases at least as unevenly. Interviews that were "
    "chosen on purpose speak only for themselves.",
    drawn="There are too many tables to count them all: p was found from {draws} random ones (seed {seed}).",
    alone="No test: there are not two columns with cases to compare.",
    shared=(
        "No test: 1 case stands in several columns, so the columns are not separate groups.",
        "No test: {} cases stand in several columns, so the columns are not separate groups.",
    ),
    kept_back=(
        "1 code with a small cell is left out here and counted in the correction.",
        "{} codes with a small cell are left out here and counted in the correction.",
    ),
    all_kept_back="No test is printed: it would tell of cells that are too small.",
    passages="Passages are not independent: many come from one person and one conversation, so chi-square "
    "makes differences look larger than they are. Use these numbers to find places to read, not as a test.",
)
_DANISH = _Sentences(
    point=",",
    two="{} mod {} cases",
    several="grupper på {} cases",
    last=" og ",
    below="under {}",
    codes=("1 kode", "{} koder"),
    reach="Med {groups} er den mindste p-værdi, der kan forekomme, {one}; korrigeret for {codes} (Holm) er "
    "den {all}.",
    out_of_reach="Ingen kode i tabellen kan komme under 0,05, hvad der end blev sagt: læs antallene.",
    meaning="p er, hvor ofte tilfældet alene ville fordele casene mindst så skævt. Interview, der er valgt "
    "med en hensigt, siger kun noget om sig selv.",
    drawn="Der er for mange tabeller til at tælle dem alle: p er fundet ved {draws} tilfældige (frø {seed}).",
    alone="Ingen test: der er ikke to kolonner med cases at sammenligne.",
    shared=(
        "Ingen test: 1 case står i flere kolonner, så kolonnerne er ikke adskilte grupper.",
        "Ingen test: {} cases står i flere kolonner, så kolonnerne er ikke adskilte grupper.",
    ),
    kept_back=(
        "1 kode med en lille celle er udeladt her og talt med i korrektionen.",
        "{} koder med en lille celle er udeladt her og talt med i korrektionen.",
    ),
    all_kept_back="Ingen test er trykt: den ville fortælle om celler, der er for små.",
    passages="Passager er ikke uafhængige: mange kommer fra samme person og samme samtale, så chi i anden "
    "gør forskelle større, end de er. Brug tallene til at finde steder at læse, ikke som test.",
)


def of_cases(
    language: str,
    *,
    sizes: Sequence[int],
    shared: int,
    tests: int,
    smallest: float | None,
    drawn: bool,
    kept_back: int = 0,
) -> str:
    """What tests by case can show with groups of these sizes; in English for any language but Danish."""
    words = _words(language)
    if smallest is None and kept_back:
        return words.all_kept_back
    if smallest is None:
        return words.shared[shared != 1].format(shared) if shared else words.alone
    reach = min(1.0, tests * smallest)
    told = words.reach.format(
        groups=_groups(words, sizes),
        one=_number(words, smallest, exactly=reach >= _LEAST),
        codes=words.codes[tests != 1].format(tests),
        all=_number(words, reach),
    )
    extra = [words.out_of_reach] if reach >= THRESHOLD else []
    if kept_back:
        extra.append(words.kept_back[kept_back != 1].format(kept_back))
    if drawn:
        extra.append(words.drawn.format(draws=DRAWS, seed=SEED))
    return " ".join([told, *extra, words.meaning])


def of_passages(language: str) -> str:
    """Why chi-square on passages claims too much."""
    return _words(language).passages


def _words(language: str) -> _Sentences:
    return _DANISH if language == "da" else _ENGLISH


def _groups(words: _Sentences, sizes: Sequence[int]) -> str:
    if len(sizes) == 2:
        return words.two.format(*sizes)
    listed = ", ".join(map(str, sizes[:-1]))
    return words.several.format(f"{listed}{words.last}{sizes[-1]}")


def _number(words: _Sentences, p: float, *, exactly: bool = False) -> str:
    """A p with three decimals; a smaller one is told as such, or ``exactly``, to be corrected by hand."""
    if p >= _LEAST:
        text = "1" if p == 1 else f"{p:.3f}"
    elif exactly and p:
        text = f"{p:.{2 - int(f'{p:.2e}'.partition('e')[2])}f}"
    else:
        text = words.below.format(_LEAST)
    return text.replace(".", words.point)
